#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_BINDING_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_BINDING_HPP

// Names: patterns, and functions of the filter, on types.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/inference/analysis.hpp>

namespace action_grammar::inference::detail {

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
    if (called.recursive) ++recursive_;
    outcome const result = evaluate(called.body, {at.input, scope});
    if (called.recursive) --recursive_;
    active_.pop_back();
    return after(values, result);
}

} // namespace action_grammar::inference::detail

#endif
