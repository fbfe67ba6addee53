#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_SPLIT_RUN_PARTS_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_SPLIT_RUN_PARTS_HPP

// A host whose actions all take and give a number and write down what they did; and two ways to run a document of it
// that mutates several times: step by step, and cut into parts.

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/split.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace split_tests {

struct ledger {
    std::vector<std::string> effects;
    int fails_at = -1; ///< The so manieth call of all fails.
    int calls = 0;
};

/// fetch(rate), transform(double), validate(small), persist(row), persist(keyed), emit(event), gate(open).
action_grammar::document::registry actions_of(ledger& of);

/// What a run came to: the value, or nothing when it failed.
using outcome = std::optional<action_grammar::json::value>;

/// Runs the steps of a document one after the other by the actions themselves, with nothing in between but the
/// references as the documentation has them. Top-level actions and groups (`all`) only.
outcome run_by_hand(std::string_view text, action_grammar::document::registry const& actions,
                    action_grammar::json::value const& input);

/// Runs parts in order, each on the outcome of the one before.
outcome run_parts(std::vector<action_grammar::json::value> const& parts,
                  action_grammar::document::registry const& actions,
                  action_grammar::json::value const& input);

/// The parts; the test fails if there are none.
std::vector<action_grammar::json::value> parts_of(std::string_view text,
                                                  action_grammar::document::registry const& actions);

} // namespace split_tests

#endif
