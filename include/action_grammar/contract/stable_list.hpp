#ifndef ACTION_GRAMMAR_CONTRACT_STABLE_LIST_HPP
#define ACTION_GRAMMAR_CONTRACT_STABLE_LIST_HPP

// A list that only grows and whose elements do not move. std::deque of libstdc++ takes an allocation for each element
// that is larger than a quarter of a kilobyte.

#include <cstddef>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace action_grammar::detail {

/// Elements by their position, in blocks of `PerBlock`, the first of which is in the list itself. Adding one takes
/// constant time and leaves all others where they are.
template <class T, std::size_t PerBlock = 16>
class stable_list {
public:
    stable_list() noexcept {} // NOLINT(modernize-use-equals-default): that would set all bytes to zero
    stable_list(stable_list const&) = delete;
    stable_list& operator=(stable_list const&) = delete;
    ~stable_list() {
        for (std::size_t i = 0; i < size_; ++i)
            std::destroy_at(&(*this)[i]);
    }

    template <class... Arguments>
    T& emplace_back(Arguments&&... arguments) {
        if (size_ == (blocks_.size() + 1) * PerBlock) blocks_.emplace_back(new block);
        T* const made = std::construct_at(place_of(size_), std::forward<Arguments>(arguments)...);
        ++size_;
        return *made;
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] T& operator[](std::size_t i) noexcept { return *std::launder(place_of(i)); }

private:
    struct block {
        alignas(T) std::byte bytes[sizeof(T) * PerBlock];
    };

    T* place_of(std::size_t i) noexcept {
        block& holding = i < PerBlock ? first_ : *blocks_[i / PerBlock - 1];
        return reinterpret_cast<T*>(holding.bytes) + i % PerBlock;
    }

    block first_;
    std::vector<std::unique_ptr<block>> blocks_;
    std::size_t size_ = 0;
};

} // namespace action_grammar::detail

#endif
