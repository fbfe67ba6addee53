#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_BINDINGS_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_BINDINGS_HPP

// How the evaluator binds names: of patterns, and of the parameters of functions. Included by machine.hpp.

#include <action_grammar/contract/expression/machine.hpp>

namespace action_grammar::expression::detail {

inline bool machine::destructure(node_id id, datum const& value, datum const& in, environment const& base,
                                 environment env, sink<environment> then) {
    level const count(*this);
    space_.step();
    node const& pattern = tree_[id];
    if (pattern.kind == construct::pattern_name) return then(extended(space_, std::move(env), value));
    return destructure_list(pattern, 0, value, in, base, std::move(env), then);
}

inline bool machine::destructure_list(node const& pattern, std::size_t from, datum const& value,
                                      datum const& in, environment const& base, environment env,
                                      sink<environment> then) {
    auto const parts = tree_.list(pattern);
    if (from == parts.size()) return then(std::move(env));
    level const count(*this);
    if (pattern.kind == construct::pattern_array) {
        at(pattern);
        datum const part = index_or_raise(space_, value, datum::integer(static_cast<std::int64_t>(from)));
        return destructure(parts[from], part, in, base, std::move(env), [&](environment bound) {
            return destructure_list(pattern, from + 1, value, in, base, std::move(bound), then);
        });
    }
    return all(parts[from], in, base, [&](datum const& key) {
        at(tree_[parts[from]]);
        datum const part = index_or_raise(space_, value, key);
        environment bound = parts[from + 1] == no_node ? env : extended(space_, env, part);
        if (parts[from + 2] == no_node)
            return destructure_list(pattern, from + 3, value, in, base, std::move(bound), then);
        return destructure(parts[from + 2], part, in, base, std::move(bound), [&](environment inner) {
            return destructure_list(pattern, from + 3, value, in, base, std::move(inner), then);
        });
    });
}

/// The environment of the function's definition with a cell for the filter of each parameter.
inline environment machine::with_arguments(node const& call, environment const& env) {
    environment callee = shared(up(env, call.hops));
    for (node_id const argument : tree_.list(call)) {
        node const& given = tree_[argument];
        if (given.kind == construct::call_parameter) {
            cell const* const parameter = up(env, given.hops);
            callee = extended(space_, std::move(callee), datum::null(), parameter->filter, parameter->scope);
        } else {
            callee = extended(space_, std::move(callee), datum::null(), argument, env);
        }
    }
    return callee;
}

/// Adds the values of the parameters that have one, for each combination; the first varies slowest.
inline bool machine::with_values(node const& call, std::size_t from, environment const& env, datum const& in,
                                 environment callee, sink<environment> then) {
    function const& called = tree_.functions[call.symbol];
    while (from < call.list_size && !tree_.parameters[called.parameters[from]].is_value)
        ++from;
    if (from == call.list_size) return then(std::move(callee));
    level const count(*this);
    return all(tree_.list(call)[from], in, env, [&](datum value) {
        return with_values(call, from + 1, env, in, extended(space_, callee, std::move(value)), then);
    });
}

} // namespace action_grammar::expression::detail

#endif
