#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_QUOTED_LINE_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_QUOTED_LINE_HPP

// A line of a text on a terminal, cut around the place that matters when it is too long.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/document/impl/display_text.hpp>

namespace action_grammar::document::detail {

/// A line, or a part of it, as it is shown.
struct quoted_line {
    std::string shown;
    std::size_t begin = 0; ///< The bytes of the text that are shown.
    std::size_t end = 0;
    std::vector<std::size_t> columns; ///< Of each of these bytes, and of the end.

    /// Where a byte of the text is shown, or the nearer end.
    [[nodiscard]] std::size_t column_of(std::size_t offset) const {
        return columns[std::clamp(offset, begin, end) - begin];
    }
};

/// Columns of the code points from `at` up to `end`, as far as they are not more than `most`; passes them.
inline std::size_t pass_columns(std::string_view text, std::size_t& at, std::size_t end, std::size_t most) {
    std::string unused;
    std::size_t columns = 0;
    while (at < end) {
        std::size_t next = at;
        unused.clear();
        std::size_t const more = append_displayed(unused, text.substr(0, end), next);
        if (columns + more > most) break;
        columns += more;
        at = next;
    }
    return columns;
}

/// Quotes a line of `text` in at most `width` columns, so that what begins at `focus` is among them. The line is
/// looked at only near the focus, however long it is.
///
/// @param line_start  where the line begins, at or before `focus`
inline quoted_line quote_line(std::string_view text, std::size_t line_start, std::size_t focus,
                              std::size_t width) {
    constexpr std::size_t dots = 3;
    width = std::max<std::size_t>(width, 20);
    std::size_t const reach = 8 * width;
    std::string_view const ahead = text.substr(focus, reach);
    std::size_t line_end = focus + std::min(ahead.find('\n'), ahead.size());
    bool const ends = line_end == text.size() || text[line_end] == '\n';
    if (ends && line_end > line_start && text[line_end - 1] == '\r') --line_end;
    focus = std::min(focus, line_end);

    // All of it, when it fits. Otherwise two thirds behind the focus, or less if there is not so much, and the rest
    // before it.
    std::size_t begin = line_start;
    std::size_t end = line_start;
    if (focus - line_start <= reach && ends) pass_columns(text, end, line_end, width);
    if (end < line_end || focus - line_start > reach || !ends) {
        end = focus;
        std::size_t const behind = pass_columns(text, end, line_end, width * 2 / 3 - dots);
        std::size_t room = width - behind - dots - (end < line_end || !ends ? dots : 0);
        for (begin = focus; begin > line_start && focus - begin < reach;) {
            std::size_t const previous = place_before(text, begin);
            std::size_t at = previous;
            if (previous < line_start || focus - previous > reach) break;
            std::size_t const more = pass_columns(text, at, begin, room);
            if (at < begin) break;
            room -= more;
            begin = previous;
        }
        // What the left side did not need.
        if (begin == line_start) room += dots;
        pass_columns(text, end, line_end, room);
    }

    quoted_line quoted;
    quoted.begin = begin;
    quoted.end = end;
    if (begin > line_start) quoted.shown = "...";
    std::size_t column = quoted.shown.size();
    for (std::size_t at = begin; at < end;) {
        std::size_t const from = at;
        std::size_t const more = append_displayed(quoted.shown, text.substr(0, end), at);
        quoted.columns.insert(quoted.columns.end(), at - from, column);
        column += more;
    }
    quoted.columns.push_back(column);
    if (end < line_end || !ends) quoted.shown += "...";
    return quoted;
}

} // namespace action_grammar::document::detail

#endif
