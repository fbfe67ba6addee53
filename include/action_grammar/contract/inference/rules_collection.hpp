#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_RULES_COLLECTION_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_RULES_COLLECTION_HPP

// Builtins of arrays and objects.

#include <action_grammar/contract/inference/rules.hpp>

namespace action_grammar::inference::detail {

struct collection_rules : rules {
    static outcome keys(analysis& in, call_site const& call) {
        outcome const of = input(in, call, container_kinds);
        type_ptr const whole = types(in).spelled(of.type);
        type_ptr all = types(in).nothing();
        if (whole->arrays != nullptr) {
            array_shape const& array = *whole->arrays;
            constexpr std::uint64_t countable = std::uint64_t{1} << 30U;
            std::optional<std::int64_t> last;
            if (array.max <= countable) last = static_cast<std::int64_t>(array.max) - 1;
            type_ptr const place = array.max == 0 ? types(in).nothing() : types(in).integer(0, last);
            all = types(in).array_of(place, array.min, array.max);
        }
        for (object_shape const* each : whole->objects) {
            std::vector<std::string> names;
            std::uint64_t least = 0;
            for (member_shape const& member : each->members) {
                least += member.required ? 1 : 0;
                if (!types(in).is_empty(member.type)) names.push_back(member.name);
            }
            bool const closed = each->rest == nullptr && each->patterns.empty();
            std::uint64_t const most = closed ? names.size() : no_limit;
            type_ptr const name = closed ? types(in).strings(std::move(names)) : types(in).string();
            all = types(in).join(all, types(in).array_of(name, least, most));
        }
        return giving(in, all, of);
    }
    static outcome has(analysis& in, call_site const& call) {
        return has_key(in, call, call.at.input, call.values[0]);
    }
    static outcome in_object(analysis& in, call_site const& call) {
        return has_key(in, call, call.values[0], call.at.input);
    }
    static outcome has_key(analysis& in, call_site const& call, type_ptr whole, type_ptr key) {
        kind_mask const kinds = types(in).kinds_of(whole);
        kind_mask const keys = types(in).kinds_of(key);
        // Null has neither names nor places.
        outcome made = in.only(whole, container_kinds | null_kind, call.of, name_of(call));
        bool const named = (kinds & ~(object_kind | null_kind)) == 0 && keys == string_kind;
        bool const placed = (kinds & ~(array_kind | null_kind)) == 0 && keys == number_kind;
        made = giving(in, types(in).boolean(), made);
        return named || placed ? made : may_fail(in, made);
    }
    static outcome contains(analysis& in, call_site const& call) {
        kind_mask const left = types(in).kinds_of(call.at.input);
        kind_mask const right = types(in).kinds_of(call.values[0]);
        outcome const made = in.one(types(in).boolean());
        bool const same = left == right && ((left & (left - 1U)) == 0 || left == boolean_kinds);
        return same ? made : may_fail(in, made);
    }

    static outcome add(analysis& in, call_site const& call) {
        outcome const of = input(in, call, container_kinds);
        type_ptr const whole = types(in).spelled(of.type);
        type_ptr elements = types(in).nothing();
        bool empty = false;
        bool exact = whole->objects.empty();
        if (whole->arrays != nullptr) {
            elements = types(in).elements(*whole->arrays);
            empty = whole->arrays->min == 0;
            exact = exact && whole->arrays->rest == nullptr && whole->arrays->min == whole->arrays->max;
        }
        for (object_shape const* each : whole->objects) {
            elements = types(in).join(elements, types(in).members(*each));
            empty = empty || std::ranges::none_of(each->members, &member_shape::required);
        }
        outcome made = of;
        auto const plus = [&](type_ptr left, type_ptr right) {
            outcome const sum = in.operate(expression::operation::add, left, right, call.of);
            made.error = types(in).join(made.error, sum.error);
            return sum.type;
        };
        if (exact && whole->arrays != nullptr) {
            made.type = types(in).null();
            for (type_ptr const each : whole->arrays->prefix)
                if (!types(in).is_nothing(made.type)) made.type = plus(made.type, each);
            return made;
        }
        if (types(in).is_nothing(elements)) {
            made.type = types(in).is_nothing(of.type) ? of.type : types(in).null();
            return made;
        }
        type_ptr const sums = in.fixpoint(elements, [&](type_ptr now) { return plus(now, elements); });
        plus(sums, elements);
        made.type = empty ? types(in).join(sums, types(in).null()) : sums;
        return made;
    }

    static outcome flatten(analysis& in, call_site const& call) {
        outcome const of = input(in, call, container_kinds);
        type_ptr const whole = types(in).spelled(of.type);
        type_ptr elements = types(in).nothing();
        if (whole->arrays != nullptr) elements = types(in).elements(*whole->arrays);
        for (object_shape const* each : whole->objects)
            elements = types(in).join(elements, types(in).members(*each));
        // One level after the other; how many there are is not counted.
        bool const nested = (types(in).kinds_of(elements) & array_kind) != 0;
        bool const one_level = call.of.list_size == 1 && is_one(in, call.values[0]);
        type_ptr all = elements;
        if (nested && one_level)
            all = opened(in, elements);
        else if (nested) {
            type_ptr const below = in.fixpoint(elements, [&](type_ptr now) { return opened(in, now); });
            all = call.of.list_size == 0 ? types(in).restricted(below, other_kinds(array_kind)) : below;
        }
        outcome made = giving(in, types(in).array_of(all), of);
        if (!nested && whole->arrays != nullptr && whole->objects.empty())
            made = giving(in, types(in).array_of(all, whole->arrays->min, whole->arrays->max), of);
        return call.of.list_size == 0 || one_level ? made : may_fail(in, made);
    }
    static bool is_one(analysis& in, type_ptr of) { return types(in).equal(of, types(in).literal(1)); }
    /// Arrays replaced by their elements.
    static type_ptr opened(analysis& in, type_ptr of) {
        type_ptr const whole = types(in).spelled(of);
        type_ptr const rest = types(in).restricted(whole, other_kinds(array_kind));
        return whole->arrays == nullptr ? rest : types(in).join(rest, types(in).elements(*whole->arrays));
    }

    /// The same elements in another order, perhaps fewer.
    static type_ptr shuffled(analysis& in, type_ptr of, bool fewer) {
        array_shape const* const array = array_of(in, of);
        if (array == nullptr) return types(in).nothing();
        std::uint64_t const least = fewer ? std::min<std::uint64_t>(array->min, 1) : array->min;
        return types(in).array_of(types(in).elements(*array), least, array->max);
    }
    static outcome sort(analysis& in, call_site const& call) {
        outcome const of = input(in, call, array_kind);
        return giving(in, shuffled(in, of.type, call.of.called == builtin::unique), of);
    }
    static outcome extreme(analysis& in, call_site const& call) {
        outcome const of = input(in, call, array_kind);
        return giving(in, extreme_of(in, of.type), of);
    }
    static type_ptr extreme_of(analysis& in, type_ptr of) {
        array_shape const* const array = array_of(in, of);
        if (array == nullptr) return types(in).nothing();
        type_ptr const all = types(in).elements(*array);
        return array->min == 0 ? types(in).join(all, types(in).null()) : all;
    }
    static outcome reverse(analysis& in, call_site const& call) {
        kind_mask const kinds = types(in).kinds_of(call.at.input);
        if (kinds == array_kind) return in.one(shuffled(in, call.at.input, false));
        // Of what has no elements it is the empty array.
        type_ptr all = shuffled(in, types(in).restricted(call.at.input, array_kind), false);
        all = types(in).join(all, types(in).literal(json::array()));
        outcome const made = in.one(all);
        return (kinds & ~(array_kind | null_kind)) == 0 ? made : may_fail(in, made);
    }
    static outcome places(analysis& in, call_site const& call) {
        kind_mask const kinds = types(in).kinds_of(call.at.input);
        kind_mask const wanted = types(in).kinds_of(call.values[0]);
        type_ptr const place = types(in).integer(0);
        bool const list = call.of.called == builtin::indices;
        type_ptr const found = types(in).join(list ? types(in).array_of(place) : place, types(in).null());
        if (kinds == array_kind && list) return in.one(types(in).array_of(place));
        if (kinds == array_kind || (kinds == string_kind && wanted == string_kind)) return in.one(found);
        // Of anything else it is what an index gives.
        input(in, call, string_kind | array_kind | null_kind);
        if ((kinds & ~(string_kind | array_kind | null_kind)) == 0 && (wanted & ~string_kind) == 0)
            return may_fail(in, in.one(found));
        return may_fail(in, in.one(types(in).anything()));
    }

    static outcome to_entries(analysis& in, call_site const& call) {
        outcome const of = input(in, call, container_kinds);
        return giving(in, entries_of(in, of.type), of);
    }
    static type_ptr entry(analysis& in, type_ptr key, type_ptr value) {
        object_shape shape;
        shape.members = {{"key", key, true}, {"value", value, true}};
        return types(in).object(std::move(shape));
    }
    static type_ptr entries_of(analysis& in, type_ptr of) {
        type_ptr const whole = types(in).spelled(of);
        type_ptr all = types(in).nothing();
        if (whole->arrays != nullptr)
            all = types(in).array_of(entry(in, types(in).integer(0), types(in).elements(*whole->arrays)),
                                     whole->arrays->min, whole->arrays->max);
        for (object_shape const* each : whole->objects) {
            type_ptr entries = types(in).nothing();
            std::vector<std::string> names;
            std::uint64_t least = 0;
            for (member_shape const& member : each->members) {
                least += member.required ? 1 : 0;
                if (!types(in).is_nothing(member.type)) names.push_back(member.name);
            }
            bool const closed = each->rest == nullptr && each->patterns.empty();
            std::uint64_t const most = closed ? names.size() : no_limit;
            type_ptr const key = closed ? types(in).strings(std::move(names)) : types(in).string();
            type_ptr const value = types(in).members(*each);
            if (!types(in).is_nothing(value)) entries = entry(in, key, value);
            all = types(in).join(all, types(in).array_of(entries, least, most));
        }
        return all;
    }
    static outcome from_entries(analysis& in, call_site const& call) {
        outcome const of = input(in, call, container_kinds);
        type_ptr const whole = types(in).spelled(of.type);
        type_ptr entries = types(in).nothing();
        if (whole->arrays != nullptr) entries = types(in).elements(*whole->arrays);
        for (object_shape const* each : whole->objects)
            entries = types(in).join(entries, types(in).members(*each));
        outcome made = made_of_entries(in, call, entries);
        made.error = types(in).join(made.error, of.error);
        if (types(in).is_nothing(of.type)) made.type = of.type;
        return made;
    }
    /// The object of entries `{key, value}`, `{name, value}` and their capitalized like.
    static outcome made_of_entries(analysis& in, call_site const& call, type_ptr entries) {
        if (types(in).is_nothing(entries)) return in.one(types(in).literal(json::object()));
        outcome const fit = in.only(entries, object_kind | null_kind, call.of, "An entry");
        type_ptr const whole = types(in).spelled(fit.type);
        bool fails = !types(in).is_nothing(fit.error) || whole->null;
        type_ptr keys = types(in).nothing();
        type_ptr values = types(in).nothing();
        for (object_shape const* each : whole->objects) {
            bool found = false;
            for (std::string_view const name : {"key", "Key", "name", "Name"}) {
                member_view const key = types(in).lookup(*each, name);
                type_ptr const usable = types(in).restricted(key.type, string_kind);
                keys = types(in).join(keys, usable);
                kind_mask const kinds = types(in).kinds_of(key.type);
                fails = fails || (kinds & ~(string_kind | falsy_kinds)) != 0;
                found = !key.may_be_absent && (kinds & falsy_kinds) == 0;
                if (found) break;
            }
            fails = fails || !found;
            member_view const value = types(in).lookup(*each, "value");
            values = types(in).join(values, value.type);
            if (value.may_be_absent)
                values = types(in).join(types(in).join(values, types(in).lookup(*each, "Value").type),
                                        types(in).null());
        }
        object_shape shape;
        type_ptr const known = types(in).spelled(keys);
        if (!types(in).is_nothing(values) && known->strings) {
            if (known->strings->finite)
                for (std::string const& name : known->strings->values)
                    shape.members.push_back({name, values, false});
            else
                shape.rest = values;
        }
        outcome made = in.one(types(in).object(std::move(shape)));
        return fails ? may_fail(in, made) : made;
    }

    static outcome transpose(analysis& in, call_site const& call) {
        outcome const of = input(in, call, array_kind);
        array_shape const* const rows = array_of(in, of.type);
        if (rows == nullptr) return of;
        type_ptr const row = types(in).elements(*rows);
        type_ptr const inner = types(in).spelled(row);
        type_ptr cell = types(in).null();
        if (inner->arrays != nullptr) cell = types(in).join(cell, types(in).elements(*inner->arrays));
        outcome const made = giving(in, types(in).array_of(types(in).array_of(cell)), of);
        return (types(in).kinds_of(row) & ~(array_kind | null_kind)) == 0 ? made : may_fail(in, made);
    }
    static outcome combinations(analysis& in, call_site const& call) {
        type_ptr const whole = types(in).spelled(call.at.input);
        type_ptr cells = types(in).nothing();
        auto const open = [&](type_ptr of) {
            type_ptr const inner = types(in).spelled(of);
            if (inner->arrays != nullptr) cells = types(in).join(cells, types(in).elements(*inner->arrays));
            for (object_shape const* each : inner->objects)
                cells = types(in).join(cells, types(in).members(*each));
        };
        if (call.of.list_size == 1)
            open(whole);
        else if (whole->arrays != nullptr)
            open(types(in).elements(*whole->arrays));
        outcome made = in.one(types(in).array_of(cells));
        made.count = any_number;
        return may_fail(in, made);
    }
    static outcome search(analysis& in, call_site const& call) {
        return giving(in, types(in).integer(), input(in, call, array_kind));
    }
    static outcome to_array(analysis& in, call_site const& call) {
        type_ptr const arrays = types(in).restricted(call.at.input, array_kind);
        type_ptr const others = types(in).restricted(call.at.input, other_kinds(array_kind));
        if (types(in).is_nothing(others)) return in.one(arrays);
        return in.one(types(in).join(arrays, types(in).array_of(others, 1, 1)));
    }

    // Paths.

    static type_ptr key(analysis& in) {
        return types(in).with_kinds(number_kind | string_kind | object_kind);
    }
    static outcome paths(analysis& in, call_site const& call) {
        outcome made = in.one(types(in).array_of(call.of.called == builtin::path
                                                     ? types(in).with_kinds(other_kinds(boolean_kinds))
                                                     : types(in).with_kinds(number_kind | string_kind)));
        made.count = any_number;
        if (call.of.list_size == 0) return made;
        outcome const inner = in.evaluate(
            filter(in, call, 0),
            call.of.called == builtin::path ? call.at : world{types(in).anything(), call.at.scope});
        made.breaks = inner.breaks;
        if (call.of.called == builtin::path) {
            made.type = types(in).array_of(types(in).anything());
            made.count = inner.count;
        }
        made.error = types(in).join(made.error, inner.error);
        return may_fail(in, made);
    }
    static outcome to_stream(analysis& in, call_site const&) {
        outcome made = in.one(types(in).with_kinds(array_kind));
        made.count = {1, cardinality::unbounded};
        return made;
    }
    /// The keys of a path that is known to be just one.
    static std::optional<std::vector<type_ptr>> known_path(analysis& in, type_ptr of) {
        type_ptr const whole = types(in).spelled(of);
        if (types(in).kinds_of(whole) != array_kind) return std::nullopt;
        array_shape const& array = *whole->arrays;
        if (array.rest != nullptr || array.min != array.max) return std::nullopt;
        for (type_ptr const each : array.prefix) {
            kind_mask const kinds = types(in).kinds_of(each);
            if (kinds != string_kind && kinds != number_kind) return std::nullopt;
        }
        return array.prefix;
    }
    static outcome get_path(analysis& in, call_site const& call) {
        outcome const path = value(in, call, 0, array_kind);
        auto const keys = known_path(in, call.values[0]);
        if (!keys) return may_fail(in, giving(in, types(in).anything(), path));
        outcome made = in.one(call.at.input);
        for (type_ptr const key : *keys) {
            if (types(in).is_nothing(made.type)) break;
            outcome const next = in.at_index(made.type, key, call.of);
            made = in.after(made, next);
        }
        return made;
    }
    static outcome set_path(analysis& in, call_site const& call) {
        outcome const path = value(in, call, 0, array_kind);
        auto const keys = known_path(in, call.values[0]);
        if (!keys) return may_fail(in, giving(in, types(in).anything(), path));
        analysis::update_mode const before = std::exchange(in.mode_, {});
        analysis::changed const all = set_below(in, call, call.at.input, *keys, 0);
        in.mode_ = before;
        return {all.type, exactly_one, all.error, all.breaks};
    }
    static analysis::changed set_below(analysis& in, call_site const& call, type_ptr target,
                                       std::vector<type_ptr> const& keys, std::size_t from) {
        if (from == keys.size()) return in.replaced(call.values[1]);
        return in.update_key(
            target, keys[from], call.of,
            [&](type_ptr part, bool) { return set_below(in, call, part, keys, from + 1); }, true);
    }
    static outcome delete_paths(analysis& in, call_site const& call) {
        return may_fail(in, giving(in, types(in).anything(), value(in, call, 0, array_kind)));
    }
};

} // namespace action_grammar::inference::detail

#endif
