#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_UPDATING_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_UPDATING_HPP

// Assignments and removals on types: what becomes of a value when the parts at the paths of an expression change.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/builtin.hpp>
#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/inference/analysis.hpp>
#include <action_grammar/contract/inference/operators.hpp>
#include <action_grammar/contract/inference/updating_parts.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::inference::detail {

/// Whether a path names its places without looking at the value.
inline bool analysis::is_static_path(node_id path) const {
    node const& of = (*tree_)[path];
    switch (of.kind) {
    case construct::identity: return true;
    case construct::field: return !of.optional && is_static_path(of.a);
    case construct::index:
        return !of.optional && (*tree_)[of.b].kind == construct::literal && is_static_path(of.a);
    case construct::pipe:
    case construct::comma:
        return std::ranges::all_of(tree_->list(of), [this](node_id each) { return is_static_path(each); });
    default: return false;
    }
}

/// The member that all of a path is within, if it begins with one.
inline std::optional<std::uint32_t> analysis::head_of(node_id path) const {
    for (;;) {
        node const& of = (*tree_)[path];
        switch (of.kind) {
        case construct::field:
            if ((*tree_)[of.a].kind == construct::identity) return of.symbol;
            path = of.a;
            break;
        case construct::iterate: path = of.a; break;
        // What is in the brackets looks at the whole value.
        case construct::index:
            if ((*tree_)[of.b].kind != construct::literal) return std::nullopt;
            path = of.a;
            break;
        case construct::pipe: path = tree_->list(of)[0]; break;
        default: return std::nullopt;
        }
    }
}

/// Whether each of the paths is within a member of its own, so that a change at one tells nothing of the others.
inline bool analysis::are_apart(std::span<node_id const> paths) const {
    std::vector<std::string_view> names;
    for (node_id const each : paths) {
        auto const head = head_of(each);
        if (!head) return false;
        json::string const& name = tree_->constants[*head].get_string();
        names.emplace_back(name.data(), name.size());
    }
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) == names.end();
}

/// Paths one after the other. All are found before anything changes, which is told apart from finding each in what
/// the ones before it left behind where they overlap.
inline analysis::changed analysis::update_all(std::span<node_id const> paths, world const& at,
                                              change const& how, bool certain) {
    bool const apart = are_apart(paths);
    changed all = replaced(at.input);
    all.skips = true;
    for (node_id const each : paths) {
        if (!apart) {
            if (!is_static_path(each)) return lost();
            while_ const trial(muted_);
            all.error = types_->join(all.error, evaluate(each, at).error);
        }
        bool leads_on = false;
        bool may_end = false;
        change const watched = [&](type_ptr part, bool sure) {
            changed const made = how(part, sure);
            leads_on = true;
            may_end = may_end || made.skips;
            return made;
        };
        changed next = if_reached(update(each, {all.type, at.scope}, watched, certain && apart), all.type);
        // A path that ended in the value as it was is not looked for in what became of it, nor fails there.
        if (!apart && (may_end || !leads_on)) next = either_changed(next, kept(all.type));
        if (next.may_vanish) next.type = types_->join(next.type, types_->null());
        next.may_vanish = next.may_vanish || all.may_vanish;
        next.error = types_->join(next.error, all.error);
        next.skips = next.skips && all.skips;
        next.breaks = next.breaks || all.breaks;
        all = next;
    }
    return all;
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
        if (!certain && (*tree_)[of.b].kind != construct::literal) return lost();
        outcome const key = evaluate(of.b, at);
        if (key.count != exactly_one || types_->is_nothing(key.type)) return lost();
        changed made = update(
            of.a, at, [&](type_ptr part, bool sure) { return update_key(part, key.type, of, how, sure); },
            certain);
        return with(made, key);
    }
    case construct::iterate:
        return update(
            of.a, at, [&](type_ptr part, bool sure) { return update_each(part, of, how, sure); }, certain);
    case construct::pipe: return update_stages(tree_->list(of), at, how, certain);
    case construct::comma: return update_all(tree_->list(of), at, how, certain);
    case construct::conditional: {
        outcome const test = evaluate(of.a, at);
        if (test.count != exactly_one || (!certain && !(*tree_)[of.a].single)) return lost();
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
        return with(*all, test);
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
        return with(with(made, source), keys);
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
        if (!certain) return either_changed(how(at.input, false), kept(at.input));
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
        if (test.count.max > 1 || (!certain && !(*tree_)[condition].single)) return lost();
        if (!certain) return with(either_changed(how(at.input, false), kept(at.input)), test);
        world const holds = narrowed(condition, at, true);
        world const fails = narrowed(condition, at, false);
        kind_mask const kinds = types_->kinds_of(test.type);
        std::optional<changed> all;
        if ((kinds & ~falsy_kinds) != 0 && !is_nowhere(holds)) all = how(holds.input, certain);
        if ((kinds & falsy_kinds) != 0 || test.count.min == 0) {
            changed const not_it = kept(test.count.min == 0 ? at.input : fails.input);
            all = all ? either_changed(*all, not_it) : not_it;
        }
        if (!all) all = kept(types_->nothing());
        return with(*all, test);
    }
    case builtin::first:
    case builtin::last: {
        if (of.list_size == 0)
            return update_key(at.input, types_->literal(of.called == builtin::first ? 0 : -1), of, how,
                              certain);
        bool const before = std::exchange(mode_.stopping, mode_.stopping || of.called == builtin::first);
        changed const all = update(
            argument(of, 0), at,
            [&](type_ptr part, bool sure) {
                // Behind the path that is taken all is looked at.
                bool const inside = std::exchange(mode_.stopping, before);
                changed const next = either_changed(how(part, sure), kept(part));
                mode_.stopping = inside;
                return next;
            },
            certain);
        mode_.stopping = before;
        if (of.called == builtin::first) return all;
        // Without a path the last one is null, and that is a path of null only.
        type_ptr const null = types_->restricted(at.input, null_kind);
        changed const none_ = types_->is_nothing(null) ? kept(null) : how(null, certain);
        return with(either_changed(all, none_), failing(types_->string()));
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

inline outcome analysis::assign(node const& of, world const& at) {
    update_mode const before = std::exchange(mode_, {});
    outcome value = one(types_->anything());
    change how;
    if (of.kind == construct::update) {
        how = [&](type_ptr part, bool) {
            outcome const next = evaluate(of.b, {part, at.scope});
            return changed_to(next);
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
            return with(replaced(next.type), next);
        };
    }
    outcome made = value;
    if (types_->is_nothing(value.type)) {
        mode_ = before;
        return value;
    }
    changed const all = update(of.a, at, how, true);
    made.type = all.may_vanish ? types_->join(all.type, types_->null()) : all.type;
    made.error = types_->join(made.error, all.error);
    made.count = of.kind == construct::update ? exactly_one : value.count;
    made.breaks = made.breaks || all.breaks;
    mode_ = before;
    return made;
}

/// `del(path)`
inline outcome analysis::removed(node_id path, world const& at) {
    update_mode const before = std::exchange(mode_, {.deleting = true});
    changed const all = update(
        path, at,
        [&](type_ptr, bool) {
            changed gone = replaced(types_->nothing());
            gone.may_vanish = true;
            return gone;
        },
        true);
    mode_ = before;
    return {all.may_vanish ? types_->join(all.type, types_->null()) : all.type, exactly_one, all.error,
            all.breaks};
}

} // namespace action_grammar::inference::detail

#endif
