#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_CONSTRUCTS_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_CONSTRUCTS_HPP

// The constructs of a filter, on types: which rule each of them follows.

#include <span>

#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/inference/analysis.hpp>
#include <action_grammar/contract/inference/binding.hpp>
#include <action_grammar/contract/inference/comparison.hpp>
#include <action_grammar/contract/inference/construction.hpp>
#include <action_grammar/contract/inference/control.hpp>
#include <action_grammar/contract/inference/operators.hpp>
#include <action_grammar/contract/inference/reading.hpp>
#include <action_grammar/contract/inference/updating.hpp>

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

} // namespace action_grammar::inference::detail

#endif
