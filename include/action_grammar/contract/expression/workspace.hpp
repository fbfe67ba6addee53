#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_WORKSPACE_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_WORKSPACE_HPP

// What one evaluation has: memory for its values, and fuel for its steps, both counted.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <new>

#include <action_grammar/contract/expression/error.hpp>
#include <action_grammar/contract/expression/limits.hpp>

namespace action_grammar::expression::detail {

/// Thrown where a limit is reached. `try` does not catch it.
struct limit_reached {
    failure reason;
};

/// Memory in blocks of a few sizes that are used again, taken from chunks that all end with the workspace, of which
/// the first costs nothing; and the fuel. Not for several threads.
class workspace {
public:
    explicit workspace(evaluation_limits const& limits) noexcept
        : limits_(limits), fuel_(limits.fuel), next_(first_), end_(first_ + sizeof first_) {}
    workspace(workspace const&) = delete;
    workspace& operator=(workspace const&) = delete;
    ~workspace() {
        while (chunks_ != nullptr) {
            chunk* const older = chunks_->older;
            ::operator delete(chunks_);
            chunks_ = older;
        }
    }

    evaluation_limits const& limits() const noexcept { return limits_; }

    /// Spends fuel.
    void step(std::uint64_t cost = 1) {
        if (cost > fuel_) {
            fuel_ = 0;
            throw limit_reached{failure::out_of_fuel};
        }
        fuel_ -= cost;
    }
    /// Fuel for work on so many bytes.
    void step_bytes(std::size_t bytes) { step(bytes / 32 + 1); }

    /// Memory for `bytes`, counted against the limit, and paid for in fuel.
    void* allocate(std::size_t bytes) {
        if (bytes > limits_.bytes - held_) throw limit_reached{failure::out_of_bytes};
        step(bytes / 256);
        std::size_t const rounded = round_up(bytes);
        if (rounded > largest_block) {
            void* const block = ::operator new(bytes);
            held_ += bytes;
            return block;
        }
        free_block*& list = free_[rounded / granularity];
        void* block = list;
        if (list != nullptr)
            list = list->next;
        else
            block = carve(rounded);
        held_ += bytes;
        return block;
    }
    void release(void* block, std::size_t bytes) noexcept {
        held_ -= bytes;
        std::size_t const rounded = round_up(bytes);
        if (rounded > largest_block) {
            ::operator delete(block);
            return;
        }
        free_block*& list = free_[rounded / granularity];
        list = ::new (block) free_block{list};
    }

private:
    static constexpr std::size_t granularity = 16;
    static constexpr std::size_t largest_block = 512;
    static constexpr std::size_t chunk_bytes = std::size_t{16} << 10;

    struct free_block {
        free_block* next;
    };
    struct alignas(granularity) chunk {
        chunk* older;
    };

    static constexpr std::size_t round_up(std::size_t bytes) noexcept {
        return (bytes + granularity - 1) & ~(granularity - 1);
    }

    void* carve(std::size_t bytes) {
        if (static_cast<std::size_t>(end_ - next_) < bytes) {
            void* const fresh = ::operator new(sizeof(chunk) + chunk_bytes);
            chunks_ = ::new (fresh) chunk{chunks_};
            next_ = static_cast<std::byte*>(fresh) + sizeof(chunk);
            end_ = next_ + chunk_bytes;
        }
        void* const block = next_;
        next_ += bytes;
        return block;
    }

    evaluation_limits limits_;
    std::uint64_t fuel_;
    std::size_t held_ = 0;
    std::array<free_block*, largest_block / granularity + 1> free_{};
    chunk* chunks_ = nullptr;
    std::byte* next_;
    std::byte* end_;
    alignas(granularity) std::byte first_[2048];
};

} // namespace action_grammar::expression::detail

#endif
