#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_BUDGET_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_BUDGET_HPP

#include <cstddef>
#include <cstdint>

namespace action_grammar::pattern {

/// What the construction of automata may cost. Functions that take one by reference spend its steps, so that
/// a
/// caller can bound a whole series of calls with one budget; functions without one use a fresh default, which
/// is
/// about five milliseconds of work.
struct budget {
    std::size_t states = 20'000; ///< The most states that any one automaton may have, before minimization.
    std::uint64_t steps = 1'000'000; ///< Elementary steps left; a step is some nanoseconds.

    /// Takes `count` steps; false, and none left, if there are fewer.
    constexpr bool spend(std::uint64_t count) noexcept {
        if (count > steps) {
            steps = 0;
            return false;
        }
        steps -= count;
        return true;
    }
};

} // namespace action_grammar::pattern

#endif
