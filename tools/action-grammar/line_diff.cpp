#include "line_diff.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include <fmt/format.h>

#include "output.hpp"

namespace action_grammar_program {

namespace {

using lines = std::vector<std::string_view>;

/// Each with its end, but the last may lack it.
lines lines_of(std::string_view text) {
    lines all;
    while (!text.empty()) {
        std::size_t const end = text.find('\n');
        std::size_t const length = end == text.npos ? text.size() : end + 1;
        all.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return all;
}

/// A line that went, came or stayed, by its position in each text.
struct line_change {
    char sign; ///< '-', '+' or ' '
    std::size_t before;
    std::size_t after;
};

/// The shortest list of changes from one list of lines to another: E. W. Myers, "An O(ND) difference algorithm and its
/// variations", 1986.
class shortest_edit {
public:
    shortest_edit(lines const& before, lines const& after) : before_(before), after_(after) {}

    std::vector<line_change> find() {
        std::size_t const most = std::min(before_.size() + after_.size(), most_changes);
        for (std::size_t changes = 0; changes <= most; ++changes)
            if (reaches_end(static_cast<std::ptrdiff_t>(changes))) return way();
        return all_changed();
    }

private:
    // What fixes change is little; beyond it everything between the first and the last change is told as changed.
    static constexpr std::size_t most_changes = 2000;

    /// How far the furthest way with so many changes gets on each diagonal: the position before, by diagonal.
    bool reaches_end(std::ptrdiff_t changes) {
        std::vector<std::size_t> next(static_cast<std::size_t>(2 * changes + 1));
        for (std::ptrdiff_t diagonal = -changes; diagonal <= changes; diagonal += 2) {
            std::size_t at = start(diagonal, changes);
            while (at < before_.size() && after_at(at, diagonal) < after_.size()
                   && before_[at] == after_[after_at(at, diagonal)])
                ++at;
            next[static_cast<std::size_t>(diagonal + changes)] = at;
            if (at >= before_.size() && after_at(at, diagonal) >= after_.size()) {
                reached_.push_back(std::move(next));
                last_ = diagonal;
                return true;
            }
        }
        reached_.push_back(std::move(next));
        return false;
    }

    static std::size_t after_at(std::size_t at, std::ptrdiff_t diagonal) {
        return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at) - diagonal);
    }
    std::size_t reached(std::ptrdiff_t changes, std::ptrdiff_t diagonal) const {
        return reached_[static_cast<std::size_t>(changes)][static_cast<std::size_t>(diagonal + changes)];
    }
    /// Whether the way to this diagonal comes from the one above it, by a line that comes.
    bool comes_from_above(std::ptrdiff_t diagonal, std::ptrdiff_t changes) const {
        return diagonal == -changes
            || (diagonal != changes
                && reached(changes - 1, diagonal - 1) < reached(changes - 1, diagonal + 1));
    }
    std::size_t start(std::ptrdiff_t diagonal, std::ptrdiff_t changes) const {
        if (changes == 0) return 0;
        return comes_from_above(diagonal, changes) ? reached(changes - 1, diagonal + 1)
                                                   : reached(changes - 1, diagonal - 1) + 1;
    }

    std::vector<line_change> way() const {
        std::vector<line_change> made;
        std::size_t at = before_.size();
        std::ptrdiff_t diagonal = last_;
        for (auto changes = static_cast<std::ptrdiff_t>(reached_.size()) - 1; changes >= 0; --changes) {
            for (std::size_t const from = start(diagonal, changes); at > from;) {
                --at;
                made.push_back({' ', at, after_at(at, diagonal)});
            }
            if (changes == 0) break;
            if (comes_from_above(diagonal, changes)) {
                ++diagonal;
                made.push_back({'+', at, after_at(at, diagonal)});
            } else {
                --diagonal;
                --at;
                made.push_back({'-', at, after_at(at, diagonal)});
            }
        }
        std::ranges::reverse(made);
        return made;
    }

    std::vector<line_change> all_changed() const {
        std::vector<line_change> made;
        for (std::size_t i = 0; i < before_.size(); ++i)
            made.push_back({'-', i, 0});
        for (std::size_t i = 0; i < after_.size(); ++i)
            made.push_back({'+', before_.size(), i});
        return made;
    }

    lines const& before_;
    lines const& after_;
    std::vector<std::vector<std::size_t>> reached_;
    std::ptrdiff_t last_ = 0;
};

/// All lines of both texts in order. What is the same at both ends is not looked at twice.
std::vector<line_change> changes_of(lines const& before, lines const& after) {
    std::size_t const shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head])
        ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    auto const middle = [&](lines const& all) {
        return lines(all.begin() + static_cast<std::ptrdiff_t>(head),
                     all.end() - static_cast<std::ptrdiff_t>(tail));
    };
    lines const middle_before = middle(before);
    lines const middle_after = middle(after);

    std::vector<line_change> made;
    for (std::size_t i = 0; i < head; ++i)
        made.push_back({' ', i, i});
    for (line_change each : shortest_edit(middle_before, middle_after).find())
        made.push_back({each.sign, each.before + head, each.after + head});
    for (std::size_t i = tail; i > 0; --i)
        made.push_back({' ', before.size() - i, after.size() - i});
    return made;
}

class diff_writer {
public:
    diff_writer(lines const& before, lines const& after, bool color)
        : before_(before), after_(after), changes_(changes_of(before, after)), color_(color) {}

    std::string write(std::string_view name) && {
        constexpr std::size_t around = 3;
        for (std::size_t i = 0; i < changes_.size();) {
            if (changes_[i].sign == ' ') {
                ++i;
                continue;
            }
            std::size_t const first = i - std::min(i, around);
            std::size_t last = i; // the last change of the hunk
            for (std::size_t j = i; j < changes_.size() && j <= last + 2 * around; ++j)
                if (changes_[j].sign != ' ') last = j;
            write_hunk(first, std::min(changes_.size(), last + around + 1));
            i = last + 1 + around;
        }
        if (text_.empty()) return {};
        return fmt::format("--- {0}\n+++ {0}\n{1}", displayed(name), text_);
    }

private:
    void write_hunk(std::size_t first, std::size_t end) {
        std::size_t removed = 0;
        std::size_t added = 0;
        for (std::size_t i = first; i < end; ++i) {
            removed += changes_[i].sign != '+';
            added += changes_[i].sign != '-';
        }
        // Of nothing, the line before it is named.
        text_ += painted(fmt::format("@@ -{},{} +{},{} @@", changes_[first].before + (removed > 0), removed,
                                     changes_[first].after + (added > 0), added),
                         "\x1b[36m");
        text_ += '\n';
        for (std::size_t i = first; i < end; ++i)
            write_line(changes_[i]);
    }

    void write_line(line_change const& each) {
        std::string_view line = each.sign == '+' ? after_[each.after] : before_[each.before];
        bool const ended = line.ends_with('\n');
        if (ended) line.remove_suffix(1);
        std::string const shown = each.sign + (color_ ? displayed(line) : std::string(line));
        text_ += each.sign == ' ' ? shown : painted(shown, each.sign == '+' ? "\x1b[32m" : "\x1b[31m");
        text_ += ended ? "\n" : "\n\\ No newline at end of file\n";
    }

    std::string painted(std::string_view line, std::string_view ink) const {
        return color_ ? fmt::format("{}{}\x1b[0m", ink, line) : std::string(line);
    }

    lines const& before_;
    lines const& after_;
    std::vector<line_change> changes_;
    bool color_;
    std::string text_;
};

} // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view name, bool color) {
    lines const old_lines = lines_of(before);
    lines const new_lines = lines_of(after);
    return diff_writer(old_lines, new_lines, color).write(name);
}

} // namespace action_grammar_program
