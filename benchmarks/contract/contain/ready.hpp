#ifndef ACTION_GRAMMAR_BENCHMARKS_CONTRACT_CONTAIN_READY_HPP
#define ACTION_GRAMMAR_BENCHMARKS_CONTRACT_CONTAIN_READY_HPP

#include <utility>

#include <action_grammar/contract/containment/contract.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/load.hpp>

#include "../given.hpp"

namespace contract_benchmarks {

/// A schema made ready to be compared.
inline action_grammar::containment::contract ready(action_grammar::json::value const& schema) {
    auto graph = action_grammar::schema::load(schema);
    expect(graph.has_value(), "a schema cannot be loaded: " + action_grammar::json::serialize(schema));
    return action_grammar::containment::contract(*std::move(graph));
}

} // namespace contract_benchmarks

#endif
