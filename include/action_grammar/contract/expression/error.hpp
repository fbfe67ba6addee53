#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_ERROR_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_ERROR_HPP

// What can be wrong with an expression, when it is read and when it is evaluated.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::expression {

/// Why a text is not an expression, and where.
struct error {
    std::string message;    ///< One sentence with the repair, without the place.
    std::string hint;       ///< The known name that is nearest to an unknown one, or empty.
    std::size_t offset = 0; ///< Bytes before the place.
    std::size_t line = 1;   ///< From 1.
    std::size_t column = 1; ///< In bytes, from 1.

    friend bool operator==(error const&, error const&) = default;
};

/// Why an evaluation ended early.
enum class failure : std::uint8_t {
    raised,       ///< An operation does not apply to its values, or `error` was called: what `try` catches.
    out_of_fuel,  ///< The limit of steps; neither this nor those that follow can be caught by `try`.
    too_deep,     ///< The limit of evaluations within each other, or of nested arrays and objects.
    out_of_bytes, ///< The limit of memory.
    too_many,     ///< The limit of outputs.
    not_single,   ///< evaluate_one found no output, or a second.
};

/// Why an evaluation gave no outputs, or no more, and where in the expression.
struct evaluation_error {
    failure reason = failure::raised;
    std::string message;              ///< One sentence, as jq words it where jq has it.
    std::optional<json::value> value; ///< What `error(value)` was called with, unless it was a string.
    std::size_t offset = 0;           ///< Bytes before the construct that failed.
    std::size_t line = 1;             ///< From 1.
    std::size_t column = 1;           ///< In bytes, from 1.
};

} // namespace action_grammar::expression

#endif
