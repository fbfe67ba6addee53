#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_SIMPLE_SHAPE_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_SIMPLE_SHAPE_HPP

// Most patterns of schemas are of two simple shapes, which need no automaton: some literal text, and a run of
// characters
// of one class.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/pattern/code_points.hpp>
#include <action_grammar/contract/pattern/syntax_tree.hpp>

namespace action_grammar::pattern::detail {

/// A text that is looked for: anywhere, or at the start, or at the end, or as the whole.
struct literal_shape {
    std::string text;
    bool at_start = false;
    bool at_end = false;

    bool matches(std::string_view in) const noexcept {
        if (at_start && at_end) return in == text;
        if (at_start) return in.starts_with(text);
        if (at_end) return in.ends_with(text);
        return in.find(text) != std::string_view::npos;
    }
};

/// `^[...]{least,most}$`.
struct run_shape {
    code_point_set set;
    std::uint32_t least = 0;
    std::uint32_t most = unbounded;
    std::array<bool, 128> ascii{};

    bool matches(std::string_view in) const noexcept {
        std::size_t length = 0;
        for (std::size_t at = 0; at < in.size(); ++length) {
            auto const byte = static_cast<unsigned char>(in[at]);
            if (byte < ascii.size()) {
                if (!ascii[byte]) return false;
                ++at;
            } else if (!set.contains(decode_utf8(in, at))) {
                return false;
            }
        }
        return length >= least && (most == unbounded || length <= most);
    }
};

/// The parts of a pattern that is a sequence, or its only part.
inline std::span<node_index const> parts_of(syntax_tree const& tree) noexcept {
    node const& root = tree.at(tree.root);
    return root.kind == node_kind::sequence ? tree.children(root) : std::span(&tree.root, 1);
}

inline std::optional<literal_shape> literal_shape_of(syntax_tree const& tree) {
    literal_shape shape;
    auto parts = parts_of(tree);
    if (!parts.empty() && tree.at(parts.front()).kind == node_kind::start) {
        shape.at_start = true;
        parts = parts.subspan(1);
    }
    if (!parts.empty() && tree.at(parts.back()).kind == node_kind::end) {
        shape.at_end = true;
        parts = parts.first(parts.size() - 1);
    }
    for (node_index const part : parts) {
        if (tree.at(part).kind != node_kind::literal) return std::nullopt;
        append_utf8(shape.text, tree.at(part).code_point);
    }
    return shape;
}

inline std::optional<run_shape> run_shape_of(syntax_tree const& tree) {
    auto const parts = parts_of(tree);
    if (parts.size() != 3 || tree.at(parts[0]).kind != node_kind::start
        || tree.at(parts[2]).kind != node_kind::end)
        return std::nullopt;
    node const& repetition = tree.at(parts[1]);
    if (repetition.kind != node_kind::repetition) return std::nullopt;
    node const& repeated = tree.at(tree.children(repetition)[0]);
    if (repeated.kind != node_kind::set) return std::nullopt;
    run_shape shape;
    shape.set = tree.sets[repeated.set];
    shape.least = repetition.least;
    shape.most = repetition.most;
    for (std::size_t c = 0; c < shape.ascii.size(); ++c)
        shape.ascii[c] = shape.set.contains(static_cast<char32_t>(c));
    return shape;
}

} // namespace action_grammar::pattern::detail

#endif
