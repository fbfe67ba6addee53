#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_DECODE_ERROR_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_DECODE_ERROR_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace action_grammar {

/// Why a JSON value is no value of a C++ type, and where.
struct decode_error {
    std::string
        pointer; ///< JSON Pointer (RFC 6901) to the place; of an absent member, to where it should be.
    std::string expected;   ///< "an integer from 1 to 99"
    std::string found;      ///< "the string \"many\"", "nothing"
    std::size_t line = 0;   ///< Of a text, from 1; of a value, 0.
    std::size_t column = 0; ///< Of a text, in bytes, from 1; of a value, 0.

    friend bool operator==(decode_error const&, decode_error const&) = default;
};

/// "/lines/3/quantity: expected an integer from 1 to 99, found the string \"many\"", with line and column
/// before it if they are known.
inline std::string to_string(decode_error const& error) {
    std::string text;
    if (error.line != 0) text = std::to_string(error.line) + ':' + std::to_string(error.column) + ": ";
    text += error.pointer.empty() ? "the whole" : error.pointer;
    return text + ": expected " + error.expected + ", found " + error.found;
}

/// All that was wrong with a JSON value, in the order in which it was met; at least one error.
struct decode_failure {
    std::vector<decode_error> errors;
    bool complete =
        true; ///< False when reading stopped early: at the greatest number of errors, or at a limit.
};

/// One line for each error.
inline std::string to_string(decode_failure const& failure) {
    std::string text;
    for (decode_error const& error : failure.errors)
        text += to_string(error) + '\n';
    return text;
}

/// What becomes of an object's members that the type does not name.
enum class unknown_members : std::uint8_t {
    as_declared, ///< Refused, unless the type is described as `ag::open`. As its schema says.
    ignored,
    refused
};

/// How to decode, and what a value may ask of its reader.
struct decode_options {
    unknown_members unknown = unknown_members::as_declared;
    std::size_t errors = 16;                     ///< Reading stops after so many; 1 is the first alone.
    std::size_t depth = 256;                     ///< Arrays and objects within each other.
    std::size_t elements = std::size_t{1} << 24; ///< Elements and members, all together.
    std::size_t bytes = std::size_t{64} << 20;   ///< Of a text.
};

} // namespace action_grammar

#endif
