#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_OUTCOME_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_OUTCOME_HPP

// What evaluating a part of a filter can come to, and what names mean there.

#include <algorithm>
#include <cstdint>
#include <limits>

#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/inference/finding.hpp>
#include <action_grammar/contract/inference/type.hpp>

namespace action_grammar::inference::detail {

constexpr std::uint32_t count_sum(std::uint32_t left, std::uint32_t right) noexcept {
    return left > cardinality::unbounded - right ? cardinality::unbounded : left + right;
}
constexpr std::uint32_t count_product(std::uint32_t left, std::uint32_t right) noexcept {
    if (left == 0 || right == 0) return 0;
    return left > cardinality::unbounded / right ? cardinality::unbounded : left * right;
}
constexpr cardinality sum(cardinality left, cardinality right) noexcept {
    return {count_sum(left.min, right.min), count_sum(left.max, right.max)};
}
constexpr cardinality product(cardinality left, cardinality right) noexcept {
    return {count_product(left.min, right.min), count_product(left.max, right.max)};
}
constexpr cardinality either(cardinality left, cardinality right) noexcept {
    return {std::min(left.min, right.min), std::max(left.max, right.max)};
}
inline constexpr cardinality exactly_one{1, 1};
inline constexpr cardinality none{0, 0};
inline constexpr cardinality at_most_one{0, 1};
inline constexpr cardinality any_number{0, cardinality::unbounded};

/// The outputs, how many there are unless something fails, and what is raised if something does.
struct outcome {
    type_ptr type = nullptr;
    cardinality count = exactly_one;
    type_ptr error = nullptr; ///< The empty type: it cannot fail.
    bool breaks = false;      ///< It may leave through a label, and then has fewer outputs.
};

struct frame;

/// What a filter parameter stands for: an argument, where the call is.
struct closure {
    expression::node_id body = expression::no_node;
    frame const* scope = nullptr;
};

/// A name and its meaning, below all that are further in.
struct frame {
    enum class sort : std::uint8_t { variable, parameter, function } kind = sort::variable;
    std::uint32_t symbol = 0;
    type_ptr type = nullptr; ///< Of a variable.
    closure argument;        ///< Of a parameter.
    frame const* outer = nullptr;
};

/// Where something is evaluated: on which input, under which names. No such place: the input is the empty type.
struct world {
    type_ptr input = nullptr;
    frame const* scope = nullptr;
};

} // namespace action_grammar::inference::detail

#endif
