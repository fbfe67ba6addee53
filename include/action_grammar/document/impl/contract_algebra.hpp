#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_CONTRACT_ALGEBRA_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_CONTRACT_ALGEBRA_HPP

// Contracts made of contracts by inference: of elements, and of what stands at a place within a value.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/parser.hpp>
#include <action_grammar/contract/inference/infer.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/contract.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>

namespace action_grammar::document::detail {

/// The contract of a schema that is known to be one.
inline contract made_of(json::value schema) {
    auto made = contract::of_schema(std::move(schema));
    return made ? *std::move(made) : contract();
}

/// What a filter makes of a value of a contract, and what is to be told of it.
struct inferred_contract {
    contract yields;
    std::vector<inference::finding> findings;
    bool is_total = false; ///< There is one output for every input.
};
inline inferred_contract inferred_from(contract const& whole, std::string_view filter) {
    auto made = inference::infer(filter, whole.graph());
    if (!made) return {};
    bool const total = !made->may_fail && made->outputs == inference::cardinality{1, 1};
    return {made_of(std::move(made->schema)), std::move(made->findings), total};
}

/// The contract of the elements of a list.
inline contract element_of(contract const& list) { return inferred_from(list, ".[]?").yields; }

/// What stands at a place within a value of a contract; a place that is not there holds null, as in jq.
inline inferred_contract contract_at(contract const& whole, std::vector<std::string> const& way) {
    if (way.empty()) return {whole, {}, true};
    std::string filter = ".";
    for (std::string const& token : way) {
        bool const position = element_index(token).has_value();
        filter += " | ";
        if (position) filter.append("if type == \"array\" then .[").append(token).append("] else ");
        filter += ".[";
        json::append_string(filter, token);
        filter += position ? "] end" : "]";
    }
    auto made = inferred_from(whole, filter);
    return made.is_total ? made : inferred_from(whole, "first((" + filter + ")?, null)");
}

} // namespace action_grammar::document::detail

#endif
