#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_LIMITS_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_LIMITS_HPP

// What an expression and its evaluation may ask for.

#include <cstddef>
#include <cstdint>

namespace action_grammar::expression {

/// What the text of an expression may ask of its reader.
struct compile_limits {
    std::size_t bytes = std::size_t{1} << 20; ///< Length of the text.
    std::size_t depth = 200;                  ///< Levels of the syntax tree.
};

/// What one evaluation may ask for. Every limit ends it with an error that says which.
struct evaluation_limits {
    /// Steps: one for each construct that is evaluated, and more where a builtin does more work, in proportion to it.
    /// A million take some 20 ms.
    std::uint64_t fuel = 1'000'000;
    /// Evaluations within each other, as of recursive functions, which take about half a kilobyte of stack each.
    std::size_t depth = 1'000;
    /// Arrays and objects within each other, of values that are made.
    std::size_t nesting = 512;
    /// Outputs.
    std::size_t outputs = 100'000;
    /// Memory of the values that are held at a time, and of all outputs.
    std::size_t bytes = std::size_t{64} << 20;
};

} // namespace action_grammar::expression

#endif
