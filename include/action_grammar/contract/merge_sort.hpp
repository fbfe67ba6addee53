#ifndef ACTION_GRAMMAR_CONTRACT_MERGE_SORT_HPP
#define ACTION_GRAMMAR_CONTRACT_MERGE_SORT_HPP

// A stable sort. std::stable_sort is not used because that of libstdc++ 12 stands on what it calls deprecated, so that
// clang would warn in every program that includes the library.

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace action_grammar::detail {

/// Sorts stably. Whatever `less` says, nothing but the order of the elements depends on it: an element may even be less
/// than itself, as what is not a number is. If `less` throws, the elements are valid, but unspecified.
template <class T, class Less>
void merge_sort(std::vector<T>& elements, Less const& less) {
    // So few are sorted faster by insertion.
    constexpr std::size_t run = 7;
    std::size_t const size = elements.size();
    for (std::size_t begin = 0; begin < size; begin += run) {
        std::size_t const end = std::min(begin + run, size);
        for (std::size_t i = begin + 1; i < end; ++i) {
            if (!less(elements[i], elements[i - 1])) continue;
            T inserted = std::move(elements[i]);
            std::size_t to = i;
            do {
                elements[to] = std::move(elements[to - 1]);
                --to;
            } while (to > begin && less(inserted, elements[to - 1]));
            elements[to] = std::move(inserted);
        }
    }
    if (size <= run) return;
    std::vector<T> merged(size);
    for (std::size_t width = run; width < size; width *= 2) {
        T* to = merged.data();
        for (std::size_t begin = 0; begin < size; begin += 2 * width) {
            T* left = elements.data() + begin;
            T* const middle = elements.data() + std::min(begin + width, size);
            T* right = middle;
            T* const end = elements.data() + std::min(begin + 2 * width, size);
            while (left != middle && right != end) {
                if (less(*right, *left))
                    *to++ = std::move(*right++);
                else
                    *to++ = std::move(*left++);
            }
            to = std::move(left, middle, to);
            to = std::move(right, end, to);
        }
        elements.swap(merged);
    }
}

} // namespace action_grammar::detail

#endif
