#ifndef ACTION_GRAMMAR_MODEL_PROTECTION_HPP
#define ACTION_GRAMMAR_MODEL_PROTECTION_HPP

#include <cstdint>
#include <string_view>

namespace action_grammar {

/// How a repeated commit is made safe.
///
/// - `undeclared`: the author said nothing; a mutation without a protection is refused (AG205).
/// - `same_transaction`: the effect and the record of it commit together.
/// - `keyed`: the receiver recognizes a repeat by an idempotency key and does nothing new.
/// - `natural`: idempotent by nature, such as setting a value.
/// - `verified`: the receiver can be asked whether the effect already happened.
/// - `unprotected`: none; the library never repeats such a mutation.
enum class protection : std::uint8_t { undeclared, same_transaction, keyed, natural, verified, unprotected };

/// The protection as it is written in a composition: `"same_transaction"`.
[[nodiscard]] constexpr std::string_view name(protection guard) noexcept {
    switch (guard) {
    case protection::undeclared: return "undeclared";
    case protection::same_transaction: return "same_transaction";
    case protection::keyed: return "keyed";
    case protection::natural: return "natural";
    case protection::verified: return "verified";
    case protection::unprotected: return "unprotected";
    }
    return "unknown";
}

/// Whether sending the mutation again has no further effect.
[[nodiscard]] constexpr bool safe_to_repeat(protection guard) noexcept {
    return guard != protection::undeclared && guard != protection::unprotected;
}

} // namespace action_grammar

#endif
