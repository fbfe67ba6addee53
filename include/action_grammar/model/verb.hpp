#ifndef ACTION_GRAMMAR_MODEL_VERB_HPP
#define ACTION_GRAMMAR_MODEL_VERB_HPP

#include <cstdint>
#include <string_view>

namespace action_grammar {

/// What an action does. `persist` and `emit` change the outside world; the others never do.
enum class verb : std::uint8_t {
    fetch,
    transform,
    validate,
    gate,
    decide,
    fan_out,
    aggregate,
    persist,
    emit
};

/// Number of verbs; they are numbered from 0 without a gap.
inline constexpr unsigned verb_count = 9;

/// The verb as it is written in a composition: `"fan_out"`.
[[nodiscard]] constexpr std::string_view name(verb what) noexcept {
    switch (what) {
    case verb::fetch: return "fetch";
    case verb::transform: return "transform";
    case verb::validate: return "validate";
    case verb::gate: return "gate";
    case verb::decide: return "decide";
    case verb::fan_out: return "fan_out";
    case verb::aggregate: return "aggregate";
    case verb::persist: return "persist";
    case verb::emit: return "emit";
    }
    return "unknown";
}

/// Whether the verb is an external mutation, and so the boundary of the composition it stands in.
[[nodiscard]] constexpr bool mutates(verb what) noexcept {
    return what == verb::persist || what == verb::emit;
}

/// Whether the verb only looks at a value and hands it on: nobody need read what it yields.
[[nodiscard]] constexpr bool checks(verb what) noexcept {
    return what == verb::validate || what == verb::gate;
}

} // namespace action_grammar

#endif
