#ifndef ACTION_GRAMMAR_LEDGER_EFFECT_RULE_HPP
#define ACTION_GRAMMAR_LEDGER_EFFECT_RULE_HPP

#include <cstdint>
#include <string_view>

#include <action_grammar/ledger/effect.hpp>

namespace action_grammar::detail {

/// What becomes of a run that comes to an effect which is recorded already.
enum class recorded_before : std::uint8_t {
    of_another_action, ///< The run's key belongs to another mutation.
    answered,          ///< It is given the kept answer.
    in_progress,       ///< Another run is at it.
    in_doubt,          ///< It may have happened, and a repeat is not safe.
    taken_over         ///< It may be sent again by this run.
};

/// The rule of every ledger.
///
/// @param recorded  the label of the mutation that is recorded
/// @param held      a run that is not known to be dead is at it
constexpr recorded_before ruling(effect const& one, std::string_view recorded, effect_state state,
                                 bool held) noexcept {
    if (recorded != one.action) return recorded_before::of_another_action;
    if (state == effect_state::done) return recorded_before::answered;
    if (state == effect_state::started && held) return recorded_before::in_progress;
    return safe_to_repeat(one.guard) ? recorded_before::taken_over : recorded_before::in_doubt;
}

} // namespace action_grammar::detail

#endif
