#ifndef ACTION_GRAMMAR_COMPOSITION_SHUFFLED_EXECUTOR_HPP
#define ACTION_GRAMMAR_COMPOSITION_SHUFFLED_EXECUTOR_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

namespace action_grammar {

/// A `bulk_executor` for tests: runs the tasks on the caller's thread in an order that its seed decides, so
/// that a test finds what depends on the order, and repeats it. Usable in constant expressions. Not part of
/// the core: include this header for it.
class shuffled_executor {
public:
    constexpr explicit shuffled_executor(std::uint64_t seed) noexcept : state_(seed) {}

    /// Calls `task(0)` to `task(count - 1)`, each once, in the order of a Fisher-Yates shuffle.
    template <class Task>
    constexpr void bulk(std::size_t count, Task const& task) {
        std::vector<std::size_t> order;
        order.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            order.push_back(i);
        for (std::size_t i = count; i > 1; --i) {
            std::size_t const other = static_cast<std::size_t>(next() % i);
            std::size_t const kept = order[i - 1];
            order[i - 1] = order[other];
            order[other] = kept;
        }
        for (std::size_t const index : order)
            task(index);
    }

private:
    /// xorshift64* (Vigna, 2016); the state is never 0.
    constexpr std::uint64_t next() noexcept {
        if (state_ == 0) state_ = 0x9e37'79b9'7f4a'7c15ULL;
        state_ ^= state_ >> 12U;
        state_ ^= state_ << 25U;
        state_ ^= state_ >> 27U;
        return state_ * 0x2545'f491'4f6c'dd1dULL;
    }

    std::uint64_t state_;
};

} // namespace action_grammar

#endif
