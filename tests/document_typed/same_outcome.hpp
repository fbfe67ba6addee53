#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_TYPED_SAME_OUTCOME_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_TYPED_SAME_OUTCOME_HPP

// A typed composition and its document, on the same input and the same resources.

#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/document/document_of.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/render.hpp>

#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace document_tests {

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

/// What a run ended with, so that two can be compared.
struct ending {
    ag::status how{};
    std::string action{};
    ag::phase part{};
    bool retryable = false;
    bool transient = false;
    std::string error{};  ///< The name of its type and, unless it was thrown, its contract.
    std::string output{}; ///< As JSON.

    friend bool operator==(ending const&, ending const&) = default;
    friend std::ostream& operator<<(std::ostream& out, ending const& e) {
        return out << ag::name(e.how) << " at \"" << e.action << "\" "
                   << (e.part == ag::phase::commit ? "commit" : "prepare")
                   << (e.retryable ? " retryable" : "") << (e.transient ? " transient" : "") << ' ' << e.error
                   << ' ' << e.output;
    }
};

template <class Outcome>
ending ending_of(Outcome const& outcome) {
    ending made{outcome.status()};
    if (outcome) {
        if constexpr (std::is_same_v<typename Outcome::value_type, json::value>)
            made.output = json::serialize(*outcome);
        else
            made.output = json::serialize(ag::encode(*outcome));
        return made;
    }
    made.action = outcome.failed_action();
    if (!outcome.has_error()) return made;
    made.part = outcome.phase();
    made.retryable = outcome.retryable();
    made.transient = outcome.transient();
    if constexpr (std::is_same_v<Outcome, document::document_outcome>) {
        auto const& error = std::get<document::failure>(outcome.error());
        made.error = error.type + ' ' + json::serialize(error.detail);
    } else if constexpr (!std::is_same_v<typename Outcome::error_type, std::variant<std::monostate>>) {
        ag::detail::visit_error(outcome.error(), [&](auto const& error) {
            auto const failure = document::detail::failure_of(error, false);
            made.error = failure.type + ' ' + json::serialize(failure.detail);
        });
    }
    return made;
}

/// The document of a composition, validated and assembled with the actions of the composition. An expression of what
/// may only be said: errors are shown.
inline document::executable assembled(json::value const& written, document::registry const& actions) {
    std::string const text = json::serialize(written);
    auto const judged = document::validate(text, actions);
    INFO(text);
    if (!judged) FAIL(document::render_terminal(judged.found, text, "typed.json"));
    auto made = document::executable::assemble(judged);
    REQUIRE(made.has_value());
    return *std::move(made);
}

} // namespace document_tests

#endif
