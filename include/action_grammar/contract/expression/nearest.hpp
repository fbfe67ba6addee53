#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_NEAREST_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_NEAREST_HPP

// Which known name was probably meant by an unknown one.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace action_grammar::expression::detail {

/// How many insertions, removals, replacements and exchanges of neighbors make one name the other (the optimal
/// string alignment distance of Damerau and Levenshtein). Names longer than 32 are as far as they are long.
constexpr std::size_t edit_distance(std::string_view left, std::string_view right) noexcept {
    constexpr std::size_t longest = 32;
    if (left.size() > longest || right.size() > longest) return std::max(left.size(), right.size());
    std::array<std::array<std::size_t, longest + 1>, 3> rows{};
    for (std::size_t j = 0; j <= right.size(); ++j)
        rows[0][j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        auto const& before = rows[(i - 1) % 3];
        auto& row = rows[i % 3];
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            std::size_t const replaced = before[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            row[j] = std::min({replaced, before[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
        }
    }
    return rows[left.size() % 3][right.size()];
}

/// Keeps the nearest of the names that it is shown.
class nearest_name {
public:
    constexpr explicit nearest_name(std::string_view wanted) noexcept
        : wanted_(wanted), distance_(wanted.size() < 3 ? 2 : wanted.size() / 3 + 2) {}

    constexpr void consider(std::string_view name) noexcept {
        std::size_t const distance = edit_distance(wanted_, name);
        if (distance >= distance_ || distance >= name.size()) return;
        distance_ = distance;
        found_ = name;
    }
    /// Empty if none is near.
    constexpr std::string_view found() const noexcept { return found_; }

private:
    std::string_view wanted_;
    std::string_view found_;
    std::size_t distance_;
};

} // namespace action_grammar::expression::detail

#endif
