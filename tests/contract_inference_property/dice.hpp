#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_PROPERTY_DICE_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_PROPERTY_DICE_HPP

// Where the generators take their chances from, and the words they share.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace action_grammar_tests {

/// A small generator of its own, so that a seed says everything.
class dice {
public:
    /// Seeds next to each other begin far apart, or the throws of one would be those of another, a few later.
    explicit dice(std::uint64_t seed) noexcept : state_(mixed(seed)) {}

    std::uint64_t next() noexcept { return mixed(state_ += 0x9E3779B97F4A7C15U); }
    std::size_t below(std::size_t end) noexcept { return static_cast<std::size_t>(next() % end); }
    bool one_in(std::size_t chances) noexcept { return below(chances) == 0; }
    template <class List>
    auto const& pick(List const& list) noexcept {
        return list[below(list.size())];
    }

private:
    /// Of SplitMix64.
    static std::uint64_t mixed(std::uint64_t state) noexcept {
        state = (state ^ (state >> 30U)) * 0xBF58476D1CE4E5B9U;
        state = (state ^ (state >> 27U)) * 0x94D049BB133111EBU;
        return state ^ (state >> 31U);
    }

    std::uint64_t state_;
};

inline constexpr std::array<std::string_view, 8> member_names{"a",     "b",    "c",   "kind",
                                                              "items", "name", "key", "value"};

} // namespace action_grammar_tests

#endif
