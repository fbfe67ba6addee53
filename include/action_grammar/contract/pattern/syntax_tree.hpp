#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_SYNTAX_TREE_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_SYNTAX_TREE_HPP

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <action_grammar/contract/pattern/code_points.hpp>

namespace action_grammar::pattern {

/// The forms of a regular expression, after what does not bear on whether a text matches (captures, laziness)
/// is gone.
enum class node_kind : std::uint8_t {
    literal,             ///< One code point.
    set,                 ///< One code point of a set.
    sequence,            ///< The children one after the other; the empty text if there are none.
    alternatives,        ///< One of the children.
    repetition,          ///< The child, so many times.
    start,               ///< `^`
    end,                 ///< `$`
    word_boundary,       ///< `\b`
    no_word_boundary,    ///< `\B`
    lookahead,           ///< `(?=...)`
    negative_lookahead,  ///< `(?!...)`
    lookbehind,          ///< `(?<=...)`
    negative_lookbehind, ///< `(?<!...)`
};

/// A place in a syntax tree.
using node_index = std::uint32_t;

/// No upper bound of a repetition.
inline constexpr std::uint32_t unbounded = std::numeric_limits<std::uint32_t>::max();

/// A node of a syntax tree. Which members mean something depends on the kind.
struct node {
    node_kind kind = node_kind::sequence;
    char32_t code_point = 0; ///< literal
    std::uint32_t set = 0;   ///< set: its number in `syntax_tree::sets`
    std::uint32_t least = 0; ///< repetition
    std::uint32_t most = 0;  ///< repetition; or `unbounded`
    std::uint32_t first = 0; ///< the first child's place in `syntax_tree::links`
    std::uint32_t count = 0; ///< how many children
};

/// A regular expression that has been read. Made by `parse`, whose limits bound its depth, so that functions
/// may recur
/// over it. Immutable for everyone else.
struct syntax_tree {
    std::vector<node> nodes;
    std::vector<node_index> links; ///< Children of nodes, those of one node side by side.
    std::vector<code_point_set> sets;
    node_index root = 0;
    bool has_lookaround = false; ///< There is a lookahead or lookbehind in it.

    node const& at(node_index index) const noexcept { return nodes[index]; }
    std::span<node_index const> children(node const& parent) const noexcept {
        return {links.data() + parent.first, parent.count};
    }
};

} // namespace action_grammar::pattern

#endif
