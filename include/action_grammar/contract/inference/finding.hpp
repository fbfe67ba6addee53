#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_FINDING_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_FINDING_HPP

// What inference tells the author of a filter.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace action_grammar::inference {

/// How sure a finding is of harm.
enum class severity : std::uint8_t {
    error,   ///< The place fails, or is null, whatever the input.
    warning, ///< It does so for some inputs that the contract allows.
    note,    ///< Worth knowing; no defect by itself.
};

/// What a finding is about. Values are stable: new ones are added at the end.
enum class finding_kind : std::uint8_t {
    unknown_member,   ///< Reads a member that a closed object cannot have.
    unlisted_member,  ///< Reads a member that an open object does not list, which may hold anything.
    wrong_type,       ///< An operation on a type that it does not apply to.
    may_be_absent,    ///< Reads an optional member, or an element that need not be there: null.
    constant_test,    ///< A comparison or condition that has one answer whatever the input.
    no_output,        ///< The filter never has an output.
    may_lack_output,  ///< The filter has no output for some inputs.
    several_outputs,  ///< The filter may have more than one output.
    always_fails,     ///< The filter fails whatever the input.
    impossible_input, ///< No value satisfies the input contract.
    limit_reached,    ///< The analysis gave up on a part, which may now be anything.
};

/// The kind as text: "unknown-member".
constexpr std::string_view name_of(finding_kind kind) noexcept {
    switch (kind) {
    case finding_kind::unknown_member: return "unknown-member";
    case finding_kind::unlisted_member: return "unlisted-member";
    case finding_kind::wrong_type: return "wrong-type";
    case finding_kind::may_be_absent: return "may-be-absent";
    case finding_kind::constant_test: return "constant-test";
    case finding_kind::no_output: return "no-output";
    case finding_kind::may_lack_output: return "may-lack-output";
    case finding_kind::several_outputs: return "several-outputs";
    case finding_kind::always_fails: return "always-fails";
    case finding_kind::impossible_input: return "impossible-input";
    case finding_kind::limit_reached: return "limit-reached";
    }
    return {};
}

constexpr std::string_view name_of(severity level) noexcept {
    return level == severity::error ? "error" : level == severity::warning ? "warning" : "note";
}

/// One thing to tell, and where in the filter.
struct finding {
    severity level = severity::warning;
    finding_kind kind = finding_kind::wrong_type;
    std::string message;    ///< One sentence with the repair, without the place.
    std::string hint;       ///< The known name that is nearest to an unknown one, or empty.
    std::size_t offset = 0; ///< Bytes before the place.
    std::size_t line = 1;   ///< From 1.
    std::size_t column = 1; ///< In bytes, from 1.

    friend bool operator==(finding const&, finding const&) = default;
};

/// How many outputs there are, when nothing fails.
struct cardinality {
    static constexpr std::uint32_t unbounded = std::numeric_limits<std::uint32_t>::max();

    std::uint32_t min = 0;
    std::uint32_t max = unbounded;

    friend constexpr bool operator==(cardinality, cardinality) = default;
};

} // namespace action_grammar::inference

#endif
