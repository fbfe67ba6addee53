#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_CONTRACT_REFERENCES_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_CONTRACT_REFERENCES_HPP

// Which of a document's "contracts" its schemas refer to.

#include <set>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>

namespace action_grammar::document::detail {

/// Adds the names of the contracts that a value refers to, with those that they refer to. What is nested deeper than a
/// schema may be is not looked into: the loader says so.
inline void collect_contracts(json::value const& in, json::object const& contracts,
                              std::set<std::string, std::less<>>& needed, unsigned levels_left = 512) {
    if (json::array const* const array = in.if_array(); array != nullptr && levels_left > 0) {
        for (json::value const& each : *array)
            collect_contracts(each, contracts, needed, levels_left - 1);
    }
    json::object const* const object = levels_left > 0 ? in.if_object() : nullptr;
    if (object == nullptr) return;
    constexpr std::string_view prefix = "#/contracts/";
    for (auto const& member : *object) {
        json::string const* const text = member.value().if_string();
        if (member.key() != "$ref" || text == nullptr) {
            collect_contracts(member.value(), contracts, needed, levels_left - 1);
            continue;
        }
        std::string_view const target{text->data(), text->size()};
        if (!target.starts_with(prefix)) continue;
        auto const tokens = pointer_tokens(target.substr(prefix.size() - 1));
        json::value const* const found =
            !tokens || tokens->empty() ? nullptr : contracts.if_contains(tokens->front());
        if (found != nullptr && needed.insert(tokens->front()).second)
            collect_contracts(*found, contracts, needed, levels_left - 1);
    }
}

} // namespace action_grammar::document::detail

#endif
