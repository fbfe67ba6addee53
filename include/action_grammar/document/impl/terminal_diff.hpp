#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_TERMINAL_DIFF_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_TERMINAL_DIFF_HPP

// A fix as the lines that it changes.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/document/impl/quoted_line.hpp>
#include <action_grammar/document/impl/terminal_page.hpp>
#include <action_grammar/document/impl/text_index.hpp>
#include <action_grammar/document/text_edits.hpp>

namespace action_grammar::document::detail {

/// The lines of a text, without what ends them.
inline std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (true) {
        std::size_t const end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (end != text.npos && line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        if (end == text.npos) return lines;
        text.remove_prefix(end + 1);
    }
}

constexpr bool is_continuation(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

/// Where two lines begin to differ, at the beginning of a code point.
inline std::size_t first_difference(std::string_view left, std::string_view right) {
    auto at = static_cast<std::size_t>(std::ranges::mismatch(left, right).in1 - left.begin());
    while (at > 0 && at < left.size() && is_continuation(left[at]))
        --at;
    return at;
}

/// How many lines two texts have in common behind each pair of lines: the longest common subsequence.
class common_lines {
public:
    common_lines(std::vector<std::string_view> const& left, std::vector<std::string_view> const& right)
        : columns_(right.size() + 1), counts_((left.size() + 1) * columns_) {
        for (std::size_t i = left.size(); i-- > 0;)
            for (std::size_t j = right.size(); j-- > 0;)
                counts_[i * columns_ + j] = left[i] == right[j]
                                              ? (*this)(i + 1, j + 1) + 1
                                              : std::max((*this)(i + 1, j), (*this)(i, j + 1));
    }
    std::size_t operator()(std::size_t left, std::size_t right) const {
        return counts_[left * columns_ + right];
    }

private:
    std::size_t columns_;
    std::vector<std::size_t> counts_;
};

/// The lines that edits change, as far as they are near to the edits.
class terminal_diff {
public:
    terminal_diff(std::string_view text, text_index const& lines, std::vector<text_edit> const& edits,
                  std::size_t width)
        : width_(width) {
        if (edits.empty()) return;
        std::size_t const near = 4 * std::max<std::size_t>(width, 20);
        std::size_t const first = edits.front().offset;
        std::size_t const last = edits.back().offset + edits.back().length;
        if (last - first > near * 4) return;

        std::size_t begin = first - std::min(first, near);
        if (std::size_t const newline = text.substr(begin, first - begin).rfind('\n'); newline != text.npos)
            begin += newline + 1;
        std::size_t end = std::min(text.find('\n', last), std::min(text.size(), last + near));
        while (begin < first && is_continuation(text[begin]))
            ++begin;
        while (end < text.size() && end > last && is_continuation(text[end]))
            --end;
        cut_before_ = begin > 0 && text[begin - 1] != '\n';
        cut_behind_ = end < text.size() && text[end] != '\n';
        std::string_view const before = text.substr(begin, end - begin);
        std::vector<text_edit> within = edits;
        for (text_edit& each : within)
            each.offset -= begin;
        after_ = apply_edits(before, within);
        removed_ = lines_of(before);
        added_ = lines_of(after_);
        if (removed_.size() > most_lines || added_.size() > most_lines) removed_.clear(), added_.clear();
        first_line_ = lines.at(begin).line;
    }
    terminal_diff(terminal_diff const&) = delete;
    terminal_diff& operator=(terminal_diff const&) = delete;

    /// Writes the lines, before and after; nothing when they are too many, or too far apart in one line, for that to be
    /// of help.
    void write(terminal_page& page) const {
        if (removed_.empty()) return;
        page.put_side("");
        page.end_line();
        common_lines const common(removed_, added_);
        std::size_t i = 0;
        std::size_t j = 0;
        bool skipped = false;
        bool any = false;
        while (i < removed_.size() || j < added_.size()) {
            if (i < removed_.size() && j < added_.size() && removed_[i] == added_[j]) {
                ++i;
                ++j;
                skipped = any;
                continue;
            }
            std::size_t const from = i;
            std::size_t const to = j;
            while ((i < removed_.size() || j < added_.size())
                   && !(i < removed_.size() && j < added_.size() && removed_[i] == added_[j])) {
                bool const less =
                    i < removed_.size() && (j == added_.size() || common(i + 1, j) >= common(i, j + 1));
                ++(less ? i : j);
            }
            if (std::exchange(skipped, false)) {
                page.put("...", ink::frame);
                page.end_line();
            }
            write_change(page, from, i, to, j);
            any = true;
        }
        page.put_side("");
        page.end_line();
    }

private:
    static constexpr std::size_t most_lines = 40;

    void write_change(terminal_page& page, std::size_t from, std::size_t until, std::size_t to,
                      std::size_t end) const {
        std::size_t const focus =
            until - from == 1 && end - to == 1 ? first_difference(removed_[from], added_[to]) : 0;
        for (; from < until; ++from)
            write_line(page, removed_, from, focus, "-", ink::removed);
        for (; to < end; ++to)
            write_line(page, added_, to, focus, "+", ink::added);
    }

    void write_line(terminal_page& page, std::vector<std::string_view> const& lines, std::size_t index,
                    std::size_t focus, std::string_view sign, ink with) const {
        std::string line = quote_line(lines[index], 0, focus, width_).shown;
        if (index == 0 && cut_before_ && !line.starts_with("...")) line.insert(0, "...");
        if (index + 1 == lines.size() && cut_behind_ && !line.ends_with("...")) line += "...";
        page.put_side(std::to_string(first_line_ + index), sign);
        page.put(" " + line, with);
        page.end_line();
    }

    std::size_t width_;
    std::size_t first_line_ = 1;
    std::string after_;
    std::vector<std::string_view> removed_;
    std::vector<std::string_view> added_;
    bool cut_before_ = false; ///< The first line begins earlier.
    bool cut_behind_ = false; ///< The last line ends later.
};

} // namespace action_grammar::document::detail

#endif
