#ifndef ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_DICE_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_DICE_HPP

#include <cstdint>

namespace fault_tests {

/// Chance that a seed decides, the same on every machine (splitmix64).
class dice {
public:
    explicit dice(std::uint64_t seed) noexcept : state_(seed) {}

    std::uint64_t bits() noexcept {
        std::uint64_t mixed = (state_ += 0x9e3779b97f4a7c15U);
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
        return mixed ^ (mixed >> 31U);
    }
    /// One of 0, 1, ..., `sides - 1`.
    int below(int sides) noexcept { return static_cast<int>(bits() % static_cast<std::uint64_t>(sides)); }
    int between(int least, int most) noexcept { return least + below(most - least + 1); }
    /// True once in `times`; never for 0.
    bool once_in(int times) noexcept { return times > 0 && below(times) == 0; }

private:
    std::uint64_t state_;
};

} // namespace fault_tests

#endif
