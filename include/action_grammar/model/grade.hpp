#ifndef ACTION_GRAMMAR_MODEL_GRADE_HPP
#define ACTION_GRAMMAR_MODEL_GRADE_HPP

#include <cstdint>
#include <string_view>

namespace action_grammar {

/// What running something can do, in rising order.
///
/// - `infallible`: it always completes and changes nothing outside.
/// - `fallible`: it may fail; it changes nothing outside, so it may be run again from its start.
/// - `committed`: it may fail up to and including one external mutation, and cannot fail after it.
/// - `invalid`: it may fail after a mutation, or mutate twice: no retry of it is safe.
enum class grade : std::uint8_t { infallible, fallible, committed, invalid };

/// The grade in words, as diagnostics and explain output use it.
[[nodiscard]] constexpr std::string_view name(grade effect) noexcept {
    switch (effect) {
    case grade::infallible: return "infallible";
    case grade::fallible: return "fallible";
    case grade::committed: return "committed";
    case grade::invalid: return "invalid";
    }
    return "unknown";
}

} // namespace action_grammar

#endif
