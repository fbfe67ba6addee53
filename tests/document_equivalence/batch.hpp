#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_BATCH_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_BATCH_HPP

// A run of generated plans, compiled in one unit.

#include "generate.hpp"
#include "typed_side.hpp"

#include <cstddef>
#include <utility>

namespace equivalence_tests {

template <std::size_t Number>
struct numbered {
    static constexpr plan value = generated(Number);
};

/// Compares the plans from a number on.
template <std::size_t First, std::size_t Count>
tally compared() {
    tally all;
    [&]<std::size_t... Offsets>(std::index_sequence<Offsets...>) {
        (all.compare(First + Offsets, numbered<First + Offsets>::value,
                     typed_verdict<numbered<First + Offsets>>()),
         ...);
    }(std::make_index_sequence<Count>{});
    return all;
}

} // namespace equivalence_tests

#endif
