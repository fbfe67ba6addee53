#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_INTERNER_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_INTERNER_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace action_grammar::pattern::detail {

/// Spreads the bits of a number (the finalizer of SplitMix64).
constexpr std::uint64_t mix(std::uint64_t x) noexcept {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/// A hash of a sequence of numbers.
template <class Number>
constexpr std::uint64_t hash_sequence(std::span<Number const> numbers) noexcept {
    std::uint64_t hash = 0x9E3779B97F4A7C15u + numbers.size();
    for (Number const number : numbers)
        hash = mix(hash ^ static_cast<std::uint64_t>(number)) + 0x9E3779B97F4A7C15u;
    return hash;
}

/// Numbers distinct sequences in the order in which they are first seen: the states of a subset construction,
/// the
/// signatures of an alphabet.
class interner {
public:
    std::size_t size() const noexcept { return ends_.size(); }
    std::span<std::uint32_t const> operator[](std::uint32_t id) const noexcept {
        std::size_t const start = id == 0 ? 0 : ends_[id - 1];
        return {words_.data() + start, ends_[id] - start};
    }

    /// The number of a sequence, and whether it is new.
    std::pair<std::uint32_t, bool> intern(std::span<std::uint32_t const> words) {
        if (2 * (size() + 1) > slots_.size()) grow();
        std::size_t slot = slot_of(words);
        for (; slots_[slot] != vacant; slot = (slot + 1) & (slots_.size() - 1)) {
            auto const known = (*this)[slots_[slot]];
            if (std::equal(known.begin(), known.end(), words.begin(), words.end()))
                return {slots_[slot], false};
        }
        auto const id = static_cast<std::uint32_t>(size());
        slots_[slot] = id;
        words_.insert(words_.end(), words.begin(), words.end());
        ends_.push_back(words_.size());
        return {id, true};
    }

private:
    static constexpr std::uint32_t vacant = 0xFFFFFFFF;

    std::size_t slot_of(std::span<std::uint32_t const> words) const noexcept {
        return static_cast<std::size_t>(hash_sequence(words)) & (slots_.size() - 1);
    }
    void grow() {
        slots_.assign(std::max<std::size_t>(32, slots_.size() * 4), vacant);
        for (std::uint32_t id = 0; id < size(); ++id) {
            std::size_t slot = slot_of((*this)[id]);
            while (slots_[slot] != vacant)
                slot = (slot + 1) & (slots_.size() - 1);
            slots_[slot] = id;
        }
    }

    std::vector<std::uint32_t> words_;
    std::vector<std::size_t> ends_;
    std::vector<std::uint32_t> slots_;
};

} // namespace action_grammar::pattern::detail

#endif
