#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_ERROR_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_ERROR_HPP

#include <cstddef>
#include <cstdint>
#include <string>

namespace action_grammar::pattern {

/// What kept a pattern from being used.
enum class error_kind : std::uint8_t {
    malformed,   ///< Not a regular expression of ECMA-262: a mistake of whoever wrote it.
    unsupported, ///< A regular expression, but not a regular one (a back-reference), or not offered.
    too_large,   ///< Deeper, longer or needing more states than the limits allow.
};

/// Why a pattern cannot be used, and where.
struct pattern_error {
    error_kind kind = error_kind::malformed;
    std::string message;    ///< One sentence, without the place.
    std::size_t offset = 0; ///< Bytes of the pattern before the place.

    friend bool operator==(pattern_error const&, pattern_error const&) = default;
};

} // namespace action_grammar::pattern

#endif
