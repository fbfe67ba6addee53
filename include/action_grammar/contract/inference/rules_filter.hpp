#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_RULES_FILTER_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_RULES_FILTER_HPP

// Builtins that evaluate filters.

#include <action_grammar/contract/inference/rules_collection.hpp>

namespace action_grammar::inference::detail {

struct filter_rules : rules {
    static outcome inner(analysis& in, call_site const& call, std::size_t i, type_ptr of) {
        return in.evaluate(filter(in, call, i), {of, call.at.scope});
    }
    /// A condition, at which null is looked for.
    static outcome condition(analysis& in, call_site const& call, std::size_t i, type_ptr of) {
        analysis::while_ const looks(in.absence_ok_);
        return inner(in, call, i, of);
    }
    /// With what evaluating the filter may raise.
    static outcome with(analysis& in, outcome made, outcome const& inner) {
        made.error = types(in).join(made.error, inner.error);
        made.breaks = made.breaks || inner.breaks;
        return made;
    }
    static type_ptr parts_of(analysis& in, type_ptr of) {
        type_ptr const whole = types(in).spelled(of);
        type_ptr all = types(in).nothing();
        if (whole->arrays != nullptr) all = types(in).elements(*whole->arrays);
        for (object_shape const* each : whole->objects)
            all = types(in).join(all, types(in).members(*each));
        return all;
    }

    static outcome map(analysis& in, call_site const& call) {
        outcome const of = in.each(call.at.input, call.of);
        outcome made = in.one(types(in).nothing());
        made.error = of.error;
        type_ptr const whole = types(in).spelled(types(in).restricted(call.at.input, container_kinds));
        if (types(in).is_nothing(whole)) return made;
        array_shape shape;
        // The elements of a tuple one by one.
        if (whole->objects.empty() && whole->arrays->rest == nullptr
            && whole->arrays->min == whole->arrays->max) {
            bool single = true;
            for (type_ptr const each : whole->arrays->prefix) {
                outcome const next = inner(in, call, 0, each);
                made = with(in, made, next);
                if (next.count == exactly_one && types(in).is_nothing(next.type)) return made;
                single = single && next.count == exactly_one;
                shape.prefix.push_back(next.type);
            }
            if (single) {
                shape.min = shape.max = shape.prefix.size();
                made.type = types(in).array(std::move(shape));
                return made;
            }
        }
        shape = {};
        outcome const next = inner(in, call, 0, of.type);
        made = with(in, made, next);
        cardinality const count = product(of.count, types(in).is_nothing(of.type) ? none : next.count);
        shape.rest = types(in).is_nothing(of.type) ? types(in).nothing() : next.type;
        shape.min = types(in).is_nothing(shape.rest) ? 0 : count.min;
        shape.max = count.max == cardinality::unbounded ? no_limit : count.max;
        made.type = types(in).array(std::move(shape));
        return made;
    }
    static outcome map_values(analysis& in, call_site const& call) {
        analysis::update_mode const before = std::exchange(in.mode_, {});
        analysis::changed const all = in.update_each(
            call.at.input, call.of,
            [&](type_ptr part, bool) { return in.changed_to(inner(in, call, 0, part)); }, true);
        in.mode_ = before;
        return {all.type, exactly_one, all.error, all.breaks};
    }
    static outcome del(analysis& in, call_site const& call) {
        return in.removed(filter(in, call, 0), call.at);
    }

    static outcome with_entries(analysis& in, call_site const& call) {
        outcome const of = input(in, call, container_kinds);
        type_ptr const whole = types(in).spelled(of.type);
        outcome made = in.one(types(in).nothing());
        made.error = of.error;
        for (object_shape const* each : whole->objects) {
            outcome const one = object_with_entries(in, call, *each);
            made.type = types(in).join(made.type, one.type);
            made = with(in, made, one);
        }
        if (whole->arrays != nullptr) {
            type_ptr const entry =
                collection_rules::entry(in, types(in).integer(0), types(in).elements(*whole->arrays));
            outcome const next = inner(in, call, 0, entry);
            outcome const one = collection_rules::made_of_entries(in, call, next.type);
            made = with(in, with(in, made, next), one);
            made.type =
                types(in).join(made.type, types(in).join(one.type, types(in).literal(json::object())));
        }
        return made;
    }
    /// Each listed member by itself, so that what the filter makes of its name is seen.
    static outcome object_with_entries(analysis& in, call_site const& call, object_shape const& of) {
        outcome made = in.one(types(in).nothing());
        object_shape result;
        bool impossible = false;
        auto const take = [&](type_ptr key, type_ptr value, bool required) {
            if (types(in).is_nothing(value) || types(in).is_nothing(key)) return;
            outcome const next = inner(in, call, 0, collection_rules::entry(in, key, value));
            made = with(in, made, next);
            if (types(in).is_nothing(next.type)) {
                impossible = impossible || (required && next.count.min > 0);
                return;
            }
            outcome const one = collection_rules::made_of_entries(in, call, next.type);
            made = with(in, made, one);
            bool const sure = required && next.count == exactly_one && types(in).is_nothing(one.error);
            object_shape const& entries = *types(in).spelled(one.type)->objects.front();
            bool const single = entries.members.size() == 1 && entries.rest == nullptr;
            for (member_shape const& member : entries.members) {
                auto place = std::ranges::lower_bound(result.members, member.name, {}, &member_shape::name);
                if (place == result.members.end() || place->name != member.name)
                    place = result.members.insert(place, {member.name, types(in).nothing(), false});
                place->type = types(in).join(place->type, member.type);
                place->required = place->required || (sure && single);
            }
            if (entries.rest != nullptr)
                result.rest =
                    result.rest == nullptr ? entries.rest : types(in).join(result.rest, entries.rest);
        };
        for (member_shape const& member : of.members)
            take(types(in).string(member.name), member.type, member.required);
        for (pattern_shape const& pattern : of.patterns)
            take(types(in).string(), pattern.type, false);
        if (of.rest != nullptr) take(types(in).string(), of.rest, false);
        // What has any name may have a listed one.
        if (result.rest != nullptr)
            for (member_shape& member : result.members)
                member.type = types(in).join(member.type, result.rest);
        if (!impossible) made.type = types(in).object(std::move(result));
        return made;
    }

    static outcome select(analysis& in, call_site const& call) {
        outcome const test = condition(in, call, 0, call.at.input);
        kind_mask const kinds = types(in).kinds_of(test.type);
        bool const truthy = (kinds & ~falsy_kinds) != 0;
        bool const falsy = (kinds & falsy_kinds) != 0;
        world const inside = truthy ? in.narrowed(filter(in, call, 0), call.at, true) : call.at;
        outcome made = in.one(truthy ? inside.input : types(in).nothing());
        bool const never = !truthy || types(in).is_nothing(inside.input);
        if (kinds != 0)
            in.judged(call.of.offset, never ? analysis::verdict::false_ : analysis::verdict::either);
        if (never) {
            if (kinds != 0)
                in.report(severity::warning, finding_kind::constant_test, call.of.offset,
                          "`select` never lets anything through here; correct its condition");
            made.type = types(in).nothing();
            made.count = kinds == 0 ? test.count : none;
            return with(in, made, test);
        }
        made.count = falsy ? cardinality{0, test.count.max} : test.count;
        return with(in, made, test);
    }
    static outcome empty(analysis& in, call_site const&) {
        outcome made = in.one(types(in).nothing());
        made.count = none;
        return made;
    }
    static outcome error(analysis& in, call_site const& call) {
        return in.failing(call.of.list_size == 0 ? call.at.input : call.values[0]);
    }
    static outcome quantified(analysis& in, call_site const& call) {
        outcome source =
            call.of.list_size == 2 ? inner(in, call, 0, call.at.input) : in.each(call.at.input, call.of);
        outcome made = in.one(types(in).boolean());
        made = with(in, made, source);
        if (types(in).is_nothing(source.type) && source.count.min > 0) made.type = types(in).nothing();
        if (call.of.list_size == 0 || types(in).is_nothing(source.type)) return made;
        return with(in, made, condition(in, call, call.of.list_size - 1U, source.type));
    }

    static outcome keyed(analysis& in, call_site const& call) {
        outcome const of = input(in, call, array_kind);
        // The keys come first, and those of the members of an object too.
        type_ptr const element = parts_of(in, call.at.input);
        outcome made = of;
        if (!types(in).is_nothing(element)) {
            analysis::while_ const looks(in.absence_ok_);
            made = with(in, made, inner(in, call, 0, element));
        }
        switch (call.of.called) {
        case builtin::sort_by: made.type = collection_rules::shuffled(in, of.type, false); break;
        case builtin::unique_by: made.type = collection_rules::shuffled(in, of.type, true); break;
        case builtin::group_by: {
            array_shape const* const array = array_of(in, of.type);
            if (array == nullptr) break;
            type_ptr const group = types(in).array_of(element, 1, array->max);
            made.type = types(in).array_of(types(in).is_nothing(element) ? element : group,
                                           std::min<std::uint64_t>(array->min, 1), array->max);
            break;
        }
        default: made.type = collection_rules::extreme_of(in, of.type); break;
        }
        return made;
    }

    static outcome index_by(analysis& in, call_site const& call) {
        outcome const source =
            call.of.list_size == 2 ? inner(in, call, 0, call.at.input) : in.each(call.at.input, call.of);
        outcome made = with(in, in.one(types(in).object_of(source.type)), source);
        if (types(in).is_nothing(source.type)) {
            if (source.count.min > 0) made.type = types(in).nothing();
            return made;
        }
        return with(in, made, inner(in, call, call.of.list_size - 1U, source.type));
    }
    static outcome is_in(analysis& in, call_site const& call) {
        outcome const first = inner(in, call, 0, call.at.input);
        outcome made = with(in, in.one(types(in).boolean()), first);
        if (call.of.list_size == 2 && !types(in).is_nothing(first.type))
            made = with(in, made, inner(in, call, 1, first.type));
        return made;
    }
    static outcome is_empty(analysis& in, call_site const& call) {
        return with(in, in.one(types(in).boolean()), inner(in, call, 0, call.at.input));
    }
    /// Failure is an answer as well.
    static outcome is_valid(analysis& in, call_site const& call) {
        analysis::while_ const tolerates(in.tolerant_);
        outcome const of = inner(in, call, 0, call.at.input);
        outcome made = in.one(types(in).boolean());
        made.breaks = of.breaks;
        return made;
    }

    static outcome first(analysis& in, call_site const& call) {
        if (call.of.list_size == 0) return in.at_index(call.at.input, types(in).literal(0), call.of);
        outcome of = inner(in, call, 0, call.at.input);
        of.count = {std::min(of.count.min, 1U), std::min(of.count.max, 1U)};
        return of;
    }
    static outcome last(analysis& in, call_site const& call) {
        if (call.of.list_size == 0) return in.at_index(call.at.input, types(in).literal(-1), call.of);
        return last_of(in, inner(in, call, 0, call.at.input));
    }
    /// The last output, null if there is none.
    static outcome last_of(analysis& in, outcome of) {
        if (of.count.min == 0) of.type = types(in).join(of.type, types(in).null());
        of.count = exactly_one;
        return of;
    }
    static outcome nth(analysis& in, call_site const& call) {
        if (call.of.list_size == 1) return in.at_index(call.at.input, call.values[0], call.of);
        return may_fail(in, last_of(in, inner(in, call, 1, call.at.input)));
    }
    static outcome limit(analysis& in, call_site const& call) {
        outcome of = inner(in, call, 1, call.at.input);
        outcome const number = value(in, call, 0, number_kind);
        of.error = types(in).join(of.error, number.error);
        type_ptr const count = types(in).spelled(number.type);
        // Not more than so many, unless the number is negative, which means all.
        constexpr double many = 1e9;
        bool const known = count->numbers && !count->numbers->nan;
        double const low = known ? exact_double(lowest_of(*count->numbers)).value_or(-1) : -1;
        double const high = known ? exact_double(highest_of(*count->numbers)).value_or(many) : many;
        if (low >= 0 && high < many)
            of.count.max = std::min(of.count.max, static_cast<std::uint32_t>(std::ceil(high)));
        std::uint32_t const least = low > 0 ? static_cast<std::uint32_t>(std::ceil(std::min(low, many))) : 0;
        of.count.min = std::min(of.count.min, least);
        if (types(in).is_nothing(number.type)) of.type = types(in).nothing();
        return of;
    }

    /// `recurse(f)`, `repeat(f)`: the input, and what the filter makes of any of them.
    static outcome recurse(analysis& in, call_site const& call) {
        if (call.of.list_size == 0) return in.descend(call.at);
        outcome step = in.one(types(in).nothing());
        auto const next = [&](type_ptr now) {
            step = inner(in, call, 0, now);
            if (call.of.list_size == 2 && !types(in).is_nothing(step.type))
                step = with(in, step, condition(in, call, 1, step.type));
            return step.type;
        };
        type_ptr const all = in.fixpoint(call.at.input, next);
        next(all);
        outcome made = with(in, in.one(all), step);
        made.count = {1, cardinality::unbounded};
        return made;
    }
    static outcome loop(analysis& in, call_site const& call) {
        expression::node_id const test = filter(in, call, 0);
        bool const goes_on = call.of.called == builtin::while_;
        // Conditions of several outputs go by the last one.
        bool const single = (*in.tree_)[test].single;
        outcome step = in.one(types(in).nothing());
        auto const part = [&](type_ptr now, bool truth) {
            return single ? in.narrowed(test, {now, call.at.scope}, truth).input : now;
        };
        outcome made = in.one(types(in).nothing());
        auto const next = [&](type_ptr now) {
            outcome const verdict = condition(in, call, 0, now);
            made = with(in, made, verdict);
            step = inner(in, call, 1, part(now, goes_on));
            made = with(in, made, step);
            return step.type;
        };
        type_ptr const all = in.fixpoint(call.at.input, next);
        next(all);
        // `while` gives what the condition holds of, `until` what it holds of at last.
        made.type = part(all, true);
        made.count = any_number;
        if (!goes_on && step.count == exactly_one && !step.breaks) made.count = exactly_one;
        return made;
    }
    static outcome walk(analysis& in, call_site const& call) {
        // Everything in it may have been replaced when the filter sees what holds it.
        type_ptr const kinds = types(in).with_kinds(types(in).kinds_of(call.at.input));
        bool const scalar = (types(in).kinds_of(call.at.input) & container_kinds) == 0;
        analysis::while_ const tolerates(in.tolerant_);
        outcome made = inner(in, call, 0, scalar ? call.at.input : kinds);
        if (scalar) return made;
        outcome const below = inner(in, call, 0, types(in).anything());
        made = with(in, made, below);
        return made;
    }
    static outcome not_(analysis& in, call_site const& call) {
        kind_mask const kinds = types(in).kinds_of(call.at.input);
        unsigned result = (kinds & falsy_kinds) != 0 ? true_kind : 0U;
        if ((kinds & ~falsy_kinds) != 0) result |= false_kind;
        return in.one(types(in).with_kinds(static_cast<kind_mask>(result)));
    }
    static outcome finite_numbers(analysis& in, call_site const& call) {
        outcome made = filtering<number_kind>(in, call);
        made.count.min = 0;
        if (call.of.called == builtin::normals) made.error = input(in, call, number_kind).error;
        return made;
    }
};

} // namespace action_grammar::inference::detail

#endif
