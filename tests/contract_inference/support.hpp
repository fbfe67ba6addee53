#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_SUPPORT_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_SUPPORT_HPP

// Inference of texts, for tests to compare.

#include "support/catch.hpp"

#include <action_grammar/contract/inference/infer.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/load.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace action_grammar_tests {

namespace ag = action_grammar;

inline ag::inference::inferred inferred_of(std::string_view filter, std::string_view contract,
                                           ag::inference::infer_options const& options = {}) {
    auto const input = ag::schema::load_text(contract);
    if (!input) throw std::runtime_error(input.error().message);
    auto found = ag::inference::infer(filter, *input, options);
    if (!found) throw std::runtime_error(found.error().message);
    return *found;
}

/// The schema as text.
inline std::string output_of(std::string_view filter, std::string_view contract) {
    return ag::json::serialize(inferred_of(filter, contract).schema);
}

/// JSON text without space.
inline std::string compact(std::string_view text) { return ag::json::serialize(ag::json::parse(text).value()); }

/// The first finding of a kind.
inline std::optional<ag::inference::finding> finding_of(ag::inference::inferred const& in,
                                                        ag::inference::finding_kind kind) {
    auto const found = std::ranges::find(in.findings, kind, &ag::inference::finding::kind);
    if (found == in.findings.end()) return std::nullopt;
    return *found;
}

} // namespace action_grammar_tests

#endif
