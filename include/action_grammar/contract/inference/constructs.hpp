#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_CONSTRUCTS_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_CONSTRUCTS_HPP

// The constructs of a filter, on types.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/inference/analysis.hpp>

namespace action_grammar::inference::detail {

inline outcome analysis::evaluate(node_id id, world const& at) {
    if (types_->is_nothing(at.input)) return nowhere();
    nested const level(depth_);
    if (depth_ > deepest) gave_up_ = true;
    if (depth_ > deepest || !step()) return unknown();
    return dispatch(id, (*tree_)[id], at);
}

inline outcome analysis::dispatch(node_id id, node const& of, world const& at) {
    switch (of.kind) {
    case construct::identity: return one(at.input);
    case construct::descend: return descend(at);
    case construct::field: return field(of, at);
    case construct::index: return index(of, at);
    case construct::slice: return slice(of, at);
    case construct::iterate: return iterate(of, at);
    case construct::literal: return one(types_->literal(tree_->constant(of)));
    case construct::text: return text(of, at);
    case construct::format: return formatted(of.format, one(at.input), of);
    case construct::array: return collect(of, at);
    case construct::object: return object(of, at);
    case construct::negate: {
        outcome const inner = evaluate(of.a, at);
        if (types_->is_nothing(inner.type)) return inner;
        return after(inner, operate(operation::subtract, types_->literal(0), inner.type, of));
    }
    case construct::pipe: return pipe(tree_->list(of), at);
    case construct::comma: {
        outcome all{types_->nothing(), none, types_->nothing(), false};
        for (node_id const each : tree_->list(of)) {
            outcome const next = evaluate(each, at);
            all = {types_->join(all.type, next.type), sum(all.count, next.count),
                   types_->join(all.error, next.error), all.breaks || next.breaks};
        }
        return all;
    }
    case construct::arithmetic: return arithmetic(of, at);
    case construct::comparison: return comparison(of, at);
    case construct::conjunction:
    case construct::disjunction: return logic(of, at);
    case construct::alternative: return alternative(of, at);
    case construct::assign:
    case construct::update:
    case construct::update_with:
    case construct::update_default: return assign(of, at);
    case construct::conditional: return conditional(of, at);
    case construct::attempt: return attempt(of, at);
    case construct::reduce:
    case construct::foreach: return fold(of, at);
    case construct::bind: return bind(of, at);
    case construct::label: {
        outcome inner = evaluate(of.a, at);
        if (inner.breaks) inner.count.min = 0;
        return inner;
    }
    case construct::break_: return {types_->nothing(), none, types_->nothing(), true};
    case construct::define: return evaluate(of.a, {at.input, function_frame(of.symbol, at.scope)});
    case construct::variable: {
        frame const* const known = find(frame::sort::variable, of.symbol, at.scope);
        return known == nullptr ? unknown() : one(known->type);
    }
    case construct::call_builtin: return call_builtin(of, at);
    case construct::call_function: return call_function(of, at);
    case construct::call_parameter: {
        frame const* const known = find(frame::sort::parameter, of.symbol, at.scope);
        if (known == nullptr) return unknown();
        return evaluate(known->argument.body, {at.input, known->argument.scope});
    }
    case construct::pattern_name:
    case construct::pattern_array:
    case construct::pattern_object: break;
    }
    static_cast<void>(id);
    return unknown();
}

inline outcome analysis::pipe(std::span<node_id const> stages, world at) {
    outcome all = one(at.input);
    for (node_id const each : stages) {
        if (types_->is_nothing(all.type)) break;
        at.input = all.type;
        all = after(all, evaluate(each, at));
    }
    return all;
}

inline outcome analysis::text(node const& of, world const& at) {
    outcome all = one(types_->string(""));
    for (node_id const each : tree_->list(of)) {
        bool const literal = (*tree_)[each].kind == construct::literal;
        outcome part = evaluate(each, at);
        if (!literal && !types_->is_nothing(part.type)) part = formatted(of.format, part, (*tree_)[each]);
        type_ptr const before = all.type;
        all = after(all, part);
        if (types_->is_nothing(all.type)) return all;
        kind_mask bad = 0;
        all.type = add_types(before, all.type, bad);
    }
    return all;
}

/// What a format makes of a value.
inline outcome analysis::formatted(expression::text_format format, outcome of, node const& where) {
    using expression::text_format;
    if (types_->is_nothing(of.type)) return of;
    outcome result = one(types_->string());
    switch (format) {
    case text_format::text: result.type = to_text(of.type); break;
    case text_format::json:
    case text_format::html:
    case text_format::uri:
    case text_format::base64: break;
    case text_format::base64d: result = with_failure(result); break;
    case text_format::csv:
    case text_format::tsv: {
        outcome const rows =
            only(of.type, array_kind, where, format == text_format::csv ? "`@csv`" : "`@tsv`");
        result.error = rows.error;
        type_ptr const row = types_->view(rows.type);
        if (row->arrays == nullptr && !row->any) result.type = types_->nothing();
        kind_mask const cells =
            row->arrays != nullptr ? types_->kinds_of(types_->elements(*row->arrays)) : all_kinds;
        if ((cells & container_kinds) != 0) result = with_failure(result);
        break;
    }
    case text_format::sh: {
        outcome const words = only(of.type, other_kinds(object_kind), where, "`@sh`");
        result.error = words.error;
        type_ptr const word = types_->view(words.type);
        if (types_->is_nothing(word)) result.type = types_->nothing();
        if (word->any || word->arrays != nullptr) result = with_failure(result);
        break;
    }
    }
    of.type = result.type;
    of.error = types_->join(of.error, result.error);
    return of;
}

inline outcome analysis::collect(node const& of, world const& at) {
    if (of.a == expression::no_node) return one(types_->literal(json::array()));
    // The outputs of `x, y` one by one are known in their order.
    array_shape shape;
    outcome all{types_->nothing(), none, types_->nothing(), false};
    node const& inner = (*tree_)[of.a];
    bool ordered = true;
    auto const add = [&](node_id id) {
        outcome const next = evaluate(id, at);
        ordered = ordered && next.count == exactly_one && shape.prefix.size() < longest_prefix;
        shape.prefix.push_back(next.type);
        all = {types_->join(all.type, next.type), sum(all.count, next.count),
               types_->join(all.error, next.error), all.breaks || next.breaks};
    };
    if (inner.kind == construct::comma)
        for (node_id const each : tree_->list(inner))
            add(each);
    else
        add(of.a);
    // One output that is none: it is certain to fail, or never reached, and there is no array.
    bool const fails =
        ordered && std::ranges::any_of(shape.prefix, [&](type_ptr each) { return types_->is_nothing(each); });
    outcome made{types_->nothing(), exactly_one, all.error, all.breaks};
    if (fails) return made;
    if (!ordered) {
        shape.prefix.clear();
        shape.rest = all.type;
        shape.max = all.count.max == cardinality::unbounded ? no_limit : all.count.max;
        shape.min = types_->is_nothing(all.type) ? 0 : all.count.min;
        if (types_->is_nothing(all.type)) shape.max = 0;
    } else
        shape.min = shape.max = shape.prefix.size();
    made.type = types_->array(std::move(shape));
    return made;
}

inline outcome analysis::object(node const& of, world const& at) {
    outcome all = one(types_->literal(json::object()));
    object_shape shape;
    auto const members = tree_->list(of);
    for (std::size_t i = 0; i + 1 < members.size(); i += 2) {
        outcome const key = evaluate(members[i], at);
        outcome const value = evaluate(members[i + 1], at);
        outcome names =
            types_->is_nothing(key.type)
                ? key
                : after(key, only(key.type, string_kind, (*tree_)[members[i]], "The name of a member"));
        all = after(after(all, names), value);
        if (types_->is_nothing(names.type) || types_->is_nothing(value.type)) {
            all.type = types_->nothing();
            return all;
        }
        set_member(shape, types_->view(names.type), value.type);
        all.type = types_->object(shape);
    }
    return all;
}

/// `shape` with a value at one of the names.
inline void analysis::set_member(object_shape& shape, type_ptr names, type_ptr value) {
    auto const place = [&](std::string const& name) {
        auto found = std::ranges::lower_bound(shape.members, name, {}, &member_shape::name);
        if (found == shape.members.end() || found->name != name) {
            type_ptr const before = types_->lookup(shape, name).type;
            found = shape.members.insert(found, {name, before, false});
        }
        return found;
    };
    if (!names->any && names->strings && names->strings->finite) {
        bool const sure = names->strings->values.size() == 1;
        for (std::string const& name : names->strings->values) {
            auto const member = place(name);
            member->type = sure ? value : types_->join(member->type, value);
            member->required = sure || member->required;
        }
        return;
    }
    for (member_shape& each : shape.members)
        each.type = types_->join(each.type, value);
    for (pattern_shape& each : shape.patterns)
        each.type = types_->join(each.type, value);
    shape.rest = shape.rest == nullptr ? value : types_->join(shape.rest, value);
}

inline outcome analysis::arithmetic(node const& of, world const& at) {
    outcome const right = evaluate(of.b, at);
    outcome const left = evaluate(of.a, at);
    outcome const both = after(right, left);
    if (types_->is_nothing(left.type) || types_->is_nothing(right.type)) {
        outcome made = both;
        made.type = types_->nothing();
        return made;
    }
    return after(both, operate(of.op, left.type, right.type, of));
}

inline outcome analysis::comparison(node const& of, world const& at) {
    while_ const looks(absence_ok_);
    outcome const right = evaluate(of.b, at);
    outcome const left = evaluate(of.a, at);
    outcome both = after(right, left);
    bool const reached = !types_->is_nothing(left.type) && !types_->is_nothing(right.type);
    both.type = reached ? compared(of.op, left.type, right.type, of) : types_->nothing();
    return both;
}

inline outcome analysis::logic(node const& of, world const& at) {
    bool const conjunction = of.kind == construct::conjunction;
    outcome left;
    {
        while_ const looks(absence_ok_);
        left = evaluate(of.a, at);
    }
    kind_mask const kinds = types_->kinds_of(left.type);
    if (kinds == 0) return left;
    bool const falsy = (kinds & falsy_kinds) != 0;
    bool const truthy = (kinds & ~falsy_kinds) != 0;
    bool const decided = conjunction ? falsy : truthy;
    bool const open = conjunction ? truthy : falsy;
    unsigned result = decided ? (conjunction ? false_kind : true_kind) : 0;
    outcome made = left;
    if (open) {
        world const inside = narrowed(of.a, at, conjunction);
        outcome right = nowhere();
        if (!is_nowhere(inside)) {
            while_ const looks(absence_ok_);
            right = evaluate(of.b, inside);
        }
        kind_mask const more = types_->kinds_of(right.type);
        if ((more & falsy_kinds) != 0) result |= false_kind;
        if ((more & ~falsy_kinds) != 0) result |= true_kind;
        made = after(left, right);
        if (decided) made.count = product(left.count, either(exactly_one, right.count));
    }
    made.type = types_->with_kinds(static_cast<kind_mask>(result));
    return made;
}

inline outcome analysis::alternative(node const& of, world const& at) {
    outcome left;
    {
        while_ const looks(absence_ok_);
        left = evaluate(of.a, at);
    }
    kind_mask const kinds = types_->kinds_of(left.type);
    bool const may_be_falsy = (kinds & falsy_kinds) != 0;
    outcome kept = left;
    kept.type = types_->restricted(left.type, other_kinds(falsy_kinds));
    if (!may_be_falsy && left.count.min > 0) {
        if (kinds != 0 && !left.type->any && (*tree_)[of.b].kind == construct::literal)
            report(severity::note, finding_kind::constant_test, of.offset,
                   "the default behind `//` is never used, since what is before it is never null or false; "
                   "leave it out");
        return kept;
    }
    outcome const right = evaluate(of.b, at);
    outcome made = either_of(kept, right);
    made.count.max = std::max(left.count.max, right.count.max);
    // All outputs may be falsy, or all but one.
    made.count.min = std::min(1U, right.count.min);
    return made;
}

inline outcome analysis::conditional(node const& of, world const& at) {
    outcome test;
    {
        while_ const looks(absence_ok_);
        test = evaluate(of.a, at);
    }
    kind_mask const kinds = types_->kinds_of(test.type);
    if (kinds == 0) return test;
    bool const truthy = (kinds & ~falsy_kinds) != 0;
    bool const falsy = (kinds & falsy_kinds) != 0;
    construct const tested = (*tree_)[of.a].kind;
    if ((!truthy || !falsy) && tested != construct::comparison && tested != construct::literal)
        report(severity::warning, finding_kind::constant_test, of.offset,
               std::string("this condition is always ") + (truthy ? "true" : "false")
                   + "; test another value, or leave the condition out");
    std::optional<outcome> made;
    auto const branch = [&](bool truth, node_id body) {
        world const inside = narrowed(of.a, at, truth);
        if (is_nowhere(inside)) return;
        outcome const result = body == expression::no_node ? one(inside.input) : evaluate(body, inside);
        made = made ? either_of(*made, result) : result;
    };
    if (truthy) branch(true, of.b);
    if (falsy) branch(false, of.c);
    return made ? after(test, *made) : test;
}

inline outcome analysis::attempt(node const& of, world const& at) {
    outcome tried;
    {
        while_ const tolerates(tolerant_);
        tried = evaluate(of.a, at);
    }
    if (types_->is_nothing(tried.error)) return tried;
    outcome caught{types_->nothing(), none, types_->nothing(), false};
    if (of.b != expression::no_node) caught = evaluate(of.b, {tried.error, at.scope});
    outcome made = either_of(tried, caught);
    made.error = caught.error;
    made.count = {std::min(tried.count.min, caught.count.min), count_sum(tried.count.max, caught.count.max)};
    return made;
}

inline outcome analysis::fold(node const& of, world const& at) {
    outcome const source = evaluate(of.a, at);
    outcome const start = evaluate(of.b, at);
    if (types_->is_nothing(start.type)) return start;
    outcome made = after(source, start);
    frame const* scope = at.scope;
    bool const runs = !types_->is_nothing(source.type);
    if (runs) {
        outcome const keys = destructure(of.d, source.type, at, scope);
        made = after(keys, made);
    }
    auto const advanced = [&](type_ptr state) {
        outcome const next = evaluate(of.c, {state, scope});
        return next;
    };
    // Without an output of the update the state is null.
    auto const next_state = [&](outcome const& next) {
        return next.count.min == 0 || next.breaks ? types_->join(next.type, types_->null()) : next.type;
    };
    type_ptr state = start.type;
    if (runs) state = fixpoint(start.type, [&](type_ptr now) { return next_state(advanced(now)); });
    outcome const last = runs ? advanced(state) : outcome{types_->nothing(), none, types_->nothing(), false};
    made.error = types_->join(made.error, last.error);
    made.breaks = made.breaks || last.breaks;
    if (of.kind == construct::reduce) {
        bool const surely = runs && source.count.min > 0 && !last.breaks;
        made.type = surely ? next_state(last) : types_->join(state, next_state(last));
        made.count = start.count;
        return made;
    }
    outcome shown = last;
    if (of.list_size > 0 && !types_->is_nothing(last.type)) {
        shown = evaluate(argument(of, 0), {last.type, scope});
        shown.count = product(last.count, shown.count);
    }
    made.type = shown.type;
    made.error = types_->join(made.error, shown.error);
    made.breaks = made.breaks || shown.breaks;
    made.count = runs ? product(product(start.count, source.count), shown.count) : none;
    // A state that is lost ends nothing, but the count of later outputs is another.
    if (last.count.min == 0) made.count.min = 0;
    return made;
}

inline outcome analysis::destructure(node_id pattern, type_ptr value, world const& at, frame const*& scope) {
    nested const level(depth_);
    node const& of = (*tree_)[pattern];
    if (of.kind == construct::pattern_name) {
        scope = define_variable(of.symbol, value, scope);
        return one(value);
    }
    outcome all = one(value);
    while_ const looks(absence_ok_);
    if (of.kind == construct::pattern_array) {
        std::size_t index = 0;
        for (node_id const each : tree_->list(of)) {
            outcome const part = at_index(value, types_->literal(static_cast<std::int64_t>(index++)), of);
            all = after(all, part);
            all = after(all, destructure(each, part.type, at, scope));
        }
        all.type = value;
        return all;
    }
    auto const members = tree_->list(of);
    for (std::size_t i = 0; i + 2 < members.size(); i += 3) {
        node const& key = (*tree_)[members[i]];
        outcome const name = evaluate(members[i], at);
        outcome part = name;
        if (!types_->is_nothing(name.type)) part = after(name, at_index(value, name.type, key));
        type_ptr const found = part.type;
        all = after(all, part);
        if (members[i + 1] != expression::no_node)
            scope = define_variable((*tree_)[members[i + 1]].symbol, found, scope);
        if (members[i + 2] != expression::no_node)
            all = after(all, destructure(members[i + 2], found, at, scope));
    }
    all.type = value;
    return all;
}

inline outcome analysis::bind(node const& of, world const& at) {
    outcome const source = evaluate(of.a, at);
    if (types_->is_nothing(source.type)) return source;
    frame const* scope = at.scope;
    outcome const keys = destructure(of.d, source.type, at, scope);
    return after(after(source, keys), evaluate(of.b, {at.input, scope}));
}

inline outcome analysis::call_function(node const& of, world const& at) {
    frame const* const definition = find(frame::sort::function, of.symbol, at.scope);
    expression::function const& called = tree_->functions[of.symbol];
    bool const within = std::ranges::find(active_, of.symbol) != active_.end();
    if (definition == nullptr || called.body == expression::no_node || (within && called.recursive)
        || active_.size() >= most_calls) {
        if (active_.size() >= most_calls) gave_up_ = true;
        return unknown();
    }
    frame const* scope = definition;
    outcome values = one(at.input);
    for (std::size_t i = 0; i < called.parameters.size(); ++i)
        scope = define_parameter(called.parameters[i], {argument(of, i), at.scope}, scope);
    for (std::size_t i = 0; i < called.parameters.size(); ++i) {
        expression::parameter const& each = tree_->parameters[called.parameters[i]];
        if (!each.is_value) continue;
        outcome const value = evaluate(argument(of, i), at);
        values = after(values, value);
        if (types_->is_nothing(value.type)) {
            values.type = types_->nothing();
            return values;
        }
        scope = define_variable(each.variable, value.type, scope);
    }
    active_.push_back(of.symbol);
    outcome const result = evaluate(called.body, {at.input, scope});
    active_.pop_back();
    return after(values, result);
}

} // namespace action_grammar::inference::detail

#endif
