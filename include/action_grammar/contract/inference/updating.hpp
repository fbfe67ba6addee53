#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_UPDATING_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_UPDATING_HPP

// Assignments and removals on types: what becomes of a value when the parts at the paths of an expression change.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/inference/analysis.hpp>
#include <action_grammar/contract/inference/operators.hpp>

namespace action_grammar::inference::detail {

/// Whether a path names its places without looking at the value.
inline bool analysis::is_plain_path(node_id path) const {
    node const& of = (*tree_)[path];
    switch (of.kind) {
    case construct::identity: return true;
    case construct::field:
    case construct::iterate: return is_plain_path(of.a);
    case construct::index: return (*tree_)[of.b].kind == construct::literal && is_plain_path(of.a);
    case construct::pipe:
    case construct::comma:
        return std::ranges::all_of(tree_->list(of), [this](node_id each) { return is_plain_path(each); });
    default: return false;
    }
}

inline analysis::changed analysis::update(node_id path, world const& at, change const& how, bool certain) {
    using expression::builtin;
    nested const level(depth_);
    if (types_->is_nothing(at.input)) return kept(at.input);
    if (depth_ > deepest || !step()) return lost();
    node const& of = (*tree_)[path];
    switch (of.kind) {
    case construct::identity: return how(at.input, certain);
    case construct::field: {
        type_ptr const name = types_->literal(tree_->constant(of));
        return update(
            of.a, at, [&](type_ptr part, bool sure) { return update_key(part, name, of, how, sure); },
            certain);
    }
    case construct::index: {
        outcome const key = evaluate(of.b, at);
        if (key.count != exactly_one || types_->is_nothing(key.type)) return lost();
        changed made = update(
            of.a, at, [&](type_ptr part, bool sure) { return update_key(part, key.type, of, how, sure); },
            certain);
        made.error = types_->join(made.error, key.error);
        return made;
    }
    case construct::iterate:
        return update(
            of.a, at, [&](type_ptr part, bool sure) { return update_each(part, of, how, sure); }, certain);
    case construct::pipe: return update_stages(tree_->list(of), at, how, certain);
    case construct::comma: {
        changed all = replaced(at.input);
        all.skips = true;
        for (node_id const each : tree_->list(of)) {
            if (!is_plain_path(each)) return lost();
            changed const next = update(each, {all.type, at.scope}, how, false);
            all = {next.may_vanish ? types_->join(next.type, types_->null()) : next.type,
                   all.may_vanish || next.may_vanish, types_->join(all.error, next.error),
                   all.skips && next.skips};
        }
        return all;
    }
    case construct::conditional: {
        outcome const test = evaluate(of.a, at);
        if (test.count != exactly_one) return lost();
        std::optional<changed> all;
        for (bool const truth : {true, false}) {
            world const inside = certain ? narrowed(of.a, at, truth) : at;
            if (is_nowhere(inside)) continue;
            node_id const branch = truth ? of.b : of.c;
            changed const next = branch == expression::no_node ? how(inside.input, certain)
                                                               : update(branch, inside, how, certain);
            all = all ? either_changed(*all, next) : next;
        }
        if (!all) return lost();
        all->error = types_->join(all->error, test.error);
        return *all;
    }
    case construct::define:
        return update(of.a, {at.input, function_frame(of.symbol, at.scope)}, how, certain);
    case construct::bind: {
        outcome const source = evaluate(of.a, at);
        if (source.count != exactly_one || types_->is_nothing(source.type) || !certain) return lost();
        frame const* scope = at.scope;
        outcome const keys = destructure(of.d, source.type, at, scope);
        if (keys.count != exactly_one) return lost();
        changed made = update(of.b, {at.input, scope}, how, certain);
        made.error = types_->join(made.error, types_->join(source.error, keys.error));
        return made;
    }
    case construct::call_parameter: {
        frame const* const known = find(frame::sort::parameter, of.symbol, at.scope);
        if (known == nullptr) return lost();
        return update(known->argument.body, {at.input, known->argument.scope}, how, certain);
    }
    case construct::call_builtin: break;
    default: return lost();
    }
    // Whatever part it is, if any.
    auto const filtered = [&](kind_mask kinds) {
        type_ptr const in = types_->restricted(at.input, kinds);
        type_ptr const out = types_->restricted(at.input, other_kinds(kinds));
        if (types_->is_nothing(in)) return kept(out);
        changed const next = how(in, certain);
        return types_->is_nothing(out) ? next : either_changed(next, kept(out));
    };
    switch (of.called) {
    case builtin::empty: return kept(at.input);
    case builtin::select: {
        node_id const condition = argument(of, 0);
        outcome test;
        {
            while_ const looks(absence_ok_);
            test = evaluate(condition, at);
        }
        // One that is true twice changes twice.
        if (test.count.max > 1) return lost();
        world const holds = certain ? narrowed(condition, at, true) : at;
        world const fails = certain ? narrowed(condition, at, false) : at;
        kind_mask const kinds = types_->kinds_of(test.type);
        std::optional<changed> all;
        if ((kinds & ~falsy_kinds) != 0 && !is_nowhere(holds)) all = how(holds.input, certain);
        if ((kinds & falsy_kinds) != 0 || test.count.min == 0) {
            changed const not_it = kept(test.count.min == 0 ? at.input : fails.input);
            all = all ? either_changed(*all, not_it) : not_it;
        }
        if (!all) return {types_->nothing(), false, test.error, true};
        all->error = types_->join(all->error, test.error);
        return *all;
    }
    case builtin::first:
    case builtin::last: {
        if (of.list_size == 0)
            return update_key(at.input, types_->literal(of.called == builtin::first ? 0 : -1), of, how,
                              certain);
        changed const all = update(
            argument(of, 0), at,
            [&](type_ptr part, bool sure) { return either_changed(how(part, sure), kept(part)); }, certain);
        return all;
    }
    case builtin::values: return filtered(other_kinds(null_kind));
    case builtin::nulls: return filtered(null_kind);
    case builtin::booleans: return filtered(boolean_kinds);
    case builtin::numbers: return filtered(number_kind);
    case builtin::strings: return filtered(string_kind);
    case builtin::arrays: return filtered(array_kind);
    case builtin::objects: return filtered(object_kind);
    case builtin::iterables: return filtered(container_kinds);
    case builtin::scalars: return filtered(other_kinds(container_kinds));
    default: return lost();
    }
}

inline analysis::changed analysis::update_stages(std::span<node_id const> stages, world const& at,
                                                 change const& how, bool certain) {
    if (stages.size() == 1) return update(stages[0], at, how, certain);
    return update(
        stages[0], at,
        [&, stages](type_ptr part, bool sure) {
            return update_stages(stages.subspan(1), {part, at.scope}, how, sure);
        },
        certain);
}

/// Changes what is at a key.
inline analysis::changed analysis::update_key(type_ptr target, type_ptr key, node const& of,
                                              change const& how, bool certain) {
    type_ptr const names = types_->spelled(key);
    type_ptr const whole = types_->spelled(target);
    kind_mask const keys = types_->kinds_of(names);
    if ((keys & ~(string_kind | number_kind)) != 0
        || (keys & (string_kind | number_kind)) == (string_kind | number_kind))
        return lost();
    bool const by_name = (keys & string_kind) != 0;
    kind_mask const fitting = by_name ? object_kind : array_kind;
    changed made = replaced(types_->nothing());
    kind_mask const others = static_cast<kind_mask>(types_->kinds_of(whole) & ~(null_kind | fitting));
    if (others != 0) {
        made.skips = true;
        if (of.optional)
            made.type = types_->restricted(whole, others);
        else
            made.error = only(target, fitting | null_kind, of, "this path").error;
    }
    auto const add = [&](type_ptr type) { made.type = types_->join(made.type, type); };
    auto const changed_part = [&](type_ptr part, bool sure) {
        if (types_->is_nothing(part)) return kept(part);
        changed const next = how(part, sure);
        made.error = types_->join(made.error, next.error);
        made.skips = made.skips || next.skips;
        return next;
    };
    if (whole->null && deleting_) add(types_->null());
    bool const from_null = whole->null && !deleting_;
    if (by_name) {
        auto objects = whole->objects;
        if (from_null) objects.push_back(types_->add_shape(object_shape{}));
        bool skips = false;
        bool const finite = names->strings->finite;
        bool const single = finite && names->strings->values.size() == 1;
        for (object_shape const* each : objects) {
            object_shape shape = *each;
            if (!finite) {
                // Any of them, or a new one.
                type_ptr const all = types_->join(types_->members(shape), types_->null());
                changed const next = changed_part(all, false);
                skips = skips || next.skips;
                for (member_shape& member : shape.members) {
                    member.type = types_->join(member.type, next.type);
                    member.required = member.required && !next.may_vanish;
                }
                for (pattern_shape& pattern : shape.patterns)
                    pattern.type = types_->join(pattern.type, next.type);
                shape.rest = shape.rest == nullptr ? next.type : types_->join(shape.rest, next.type);
                add(types_->object(std::move(shape)));
                continue;
            }
            for (std::string const& name : names->strings->values) {
                member_view const found = types_->lookup(*each, name);
                bool const absent = found.may_be_absent && !deleting_;
                type_ptr const part = absent ? types_->join(found.type, types_->null()) : found.type;
                changed const next = changed_part(part, certain);
                skips = skips || next.skips;
                auto place = std::ranges::lower_bound(shape.members, name, {}, &member_shape::name);
                if (place == shape.members.end() || place->name != name)
                    place = shape.members.insert(place, {name, found.type, false});
                place->type = single ? next.type : types_->join(place->type, next.type);
                place->required = single ? !next.may_vanish && (!deleting_ || !found.may_be_absent)
                                         : place->required && !next.may_vanish;
                // It fails, or there was nothing to remove.
                if (single && place->required && types_->is_nothing(next.type))
                    place->type = types_->nothing();
            }
            bool const impossible = std::ranges::any_of(shape.members, [&](member_shape const& member) {
                return member.required && types_->is_empty(member.type);
            });
            if (!impossible) add(types_->object(std::move(shape)));
        }
        if (skips) add(types_->restricted(whole, object_kind | null_kind));
        return made;
    }
    array_shape array;
    if (whole->arrays == nullptr && !from_null) return made;
    if (whole->arrays != nullptr) array = *whole->arrays;
    if (from_null) array.min = 0;
    number_set const& numbers = *names->numbers;
    bool const single = numbers.finite && numbers.values.size() == 1 && !numbers.nan
                     && numbers.values.front().is_integer() && numbers.values.front().sign() >= 0;
    if (single && !from_null && !deleting_) {
        auto const index = exact_double(numbers.values.front());
        if (index && *index < static_cast<double>(std::min<std::uint64_t>(array.min, array.prefix.size()))) {
            auto const place = static_cast<std::size_t>(*index);
            changed const next = changed_part(array.prefix[place], certain);
            if (!next.may_vanish) {
                array.prefix[place] = next.type;
                add(types_->array(std::move(array)));
                return made;
            }
        }
    }
    type_ptr const elements = types_->elements(array);
    type_ptr const part = deleting_ ? elements : types_->join(elements, types_->null());
    changed const next = changed_part(part, certain && single);
    if (next.skips) add(types_->restricted(whole, array_kind | null_kind));
    array_shape shape;
    shape.rest = types_->join(elements, next.type);
    shape.min = next.may_vanish && array.min > 0 ? array.min - 1 : array.min;
    shape.max = array.max;
    if (!deleting_) {
        // A place beyond the end is filled up to with null; one before the beginning fails.
        shape.rest = types_->join(shape.rest, types_->null());
        shape.max = no_limit;
        made.error = types_->join(made.error, types_->string());
    }
    add(types_->array(std::move(shape)));
    return made;
}

/// Changes all elements or members.
inline analysis::changed analysis::update_each(type_ptr target, node const& of, change const& how,
                                               bool certain) {
    type_ptr const whole = types_->spelled(target);
    // There may be no part, or none that a path leads to.
    changed made = kept(types_->nothing());
    kind_mask const others = static_cast<kind_mask>(types_->kinds_of(whole) & ~container_kinds);
    if (others != 0) {
        if (of.optional)
            made.type = types_->restricted(whole, others);
        else
            made.error = only(target, container_kinds, of, "`[]`").error;
    }
    auto const changed_part = [&](type_ptr part, bool sure) {
        if (types_->is_nothing(part)) return kept(part);
        changed const next = how(part, sure);
        made.error = types_->join(made.error, next.error);
        return next;
    };
    for (object_shape const* each : whole->objects) {
        object_shape shape = *each;
        for (member_shape& member : shape.members) {
            changed const next = changed_part(member.type, certain);
            member.type = next.type;
            member.required = member.required && !next.may_vanish;
        }
        for (pattern_shape& pattern : shape.patterns)
            pattern.type = changed_part(pattern.type, certain).type;
        if (shape.rest != nullptr) shape.rest = changed_part(shape.rest, certain).type;
        if (shape.rest != nullptr && types_->is_empty(shape.rest)) shape.rest = nullptr;
        bool const impossible = std::ranges::any_of(shape.members, [&](member_shape const& member) {
            return member.required && types_->is_empty(member.type);
        });
        if (!impossible) made.type = types_->join(made.type, types_->object(std::move(shape)));
    }
    if (whole->arrays == nullptr) return made;
    array_shape array = *whole->arrays;
    bool vanishes = false;
    bool fails = false;
    for (std::size_t i = 0; i < array.prefix.size(); ++i) {
        changed const next = changed_part(array.prefix[i], certain);
        vanishes = vanishes || next.may_vanish;
        fails = fails || (i < array.min && types_->is_nothing(next.type) && !next.may_vanish);
        array.prefix[i] = next.type;
    }
    if (array.rest != nullptr) {
        changed const next = changed_part(array.rest, certain);
        vanishes = vanishes || next.may_vanish;
        fails =
            fails || (array.min > array.prefix.size() && types_->is_nothing(next.type) && !next.may_vanish);
        array.rest = next.type;
    }
    if (fails) return made;
    if (vanishes) {
        array_shape loose;
        loose.rest = types_->elements(array);
        loose.max = whole->arrays->max;
        if (!deleting_) {
            // Where one is removed the next moves into its place and is passed over; places beyond the end are null.
            type_ptr const before = types_->elements(*whole->arrays);
            changed const other = changed_part(types_->join(before, types_->null()), false);
            loose.rest =
                types_->join(types_->join(loose.rest, other.type), types_->join(before, types_->null()));
        }
        array = std::move(loose);
    }
    made.type = types_->join(made.type, types_->array(std::move(array)));
    return made;
}

inline outcome analysis::assign(node const& of, world const& at) {
    bool const before = std::exchange(deleting_, false);
    outcome value = one(types_->anything());
    change how;
    if (of.kind == construct::update) {
        how = [&](type_ptr part, bool) {
            outcome const next = evaluate(of.b, {part, at.scope});
            return changed{next.type, next.count.min == 0 || next.breaks, next.error};
        };
    } else {
        value = evaluate(of.b, at);
        how = [&](type_ptr part, bool) {
            if (of.kind == construct::assign) return replaced(value.type);
            if (of.kind == construct::update_default) {
                bool const falsy = (types_->kinds_of(part) & falsy_kinds) != 0;
                type_ptr const good = types_->restricted(part, other_kinds(falsy_kinds));
                return replaced(falsy ? types_->join(good, value.type) : good);
            }
            outcome const next = operate(of.op, part, value.type, of);
            return changed{next.type, false, next.error};
        };
    }
    outcome made = value;
    if (types_->is_nothing(value.type)) {
        deleting_ = before;
        return value;
    }
    changed const all = update(of.a, at, how, true);
    made.type = all.may_vanish ? types_->join(all.type, types_->null()) : all.type;
    made.error = types_->join(made.error, all.error);
    made.count = of.kind == construct::update ? exactly_one : value.count;
    made.breaks = value.breaks || of.kind == construct::update;
    deleting_ = before;
    return made;
}

/// `del(path)`
inline outcome analysis::removed(node_id path, world const& at) {
    bool const before = std::exchange(deleting_, true);
    changed const all = update(
        path, at, [&](type_ptr, bool) { return changed{types_->nothing(), true, types_->nothing()}; }, true);
    deleting_ = before;
    return {all.may_vanish ? types_->join(all.type, types_->null()) : all.type, exactly_one, all.error,
            false};
}

} // namespace action_grammar::inference::detail

#endif
