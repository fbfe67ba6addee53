#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_TERMINAL_EXCERPT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_TERMINAL_EXCERPT_HPP

// The lines of a text that a finding is about, with what is under them.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/merge_sort.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/impl/display_text.hpp>
#include <action_grammar/document/impl/quoted_line.hpp>
#include <action_grammar/document/impl/terminal_page.hpp>

namespace action_grammar::document::detail {

class excerpt {
public:
    excerpt(std::string_view text, finding const& about, std::size_t width) : text_(text) {
        std::vector<mark> marks;
        if (fits(about.where)) marks.push_back({&about.where, {}, true});
        for (related_place const& beside : about.related)
            if (fits(beside.where)) marks.push_back({&beside.where, beside.message, false});
        action_grammar::detail::merge_sort(marks, [](mark const& a, mark const& b) {
            return std::pair(a.at->line, !a.main) < std::pair(b.at->line, !b.main);
        });
        while (!marks.empty())
            add_row(marks, width);
        action_grammar::detail::merge_sort(rows_, [](row const& a, row const& b) {
            return std::pair(a.line, a.quoted.begin) < std::pair(b.line, b.quoted.begin);
        });
    }

    /// Whether a place is among those that are quoted.
    [[nodiscard]] bool shows(location const& place) const noexcept { return fits(place); }

    void write(terminal_page& page, ink main) const {
        if (rows_.empty()) return;
        side(page);
        std::size_t line = rows_.front().line;
        for (row const& each : rows_) {
            if (each.line > line + 1) {
                page.put("...", ink::frame);
                page.end_line();
            }
            line = each.line;
            page.put_side(std::to_string(line));
            page.put(" " + each.quoted.shown);
            page.end_line();
            write_marks(page, each, main);
        }
        side(page);
    }

private:
    /// A place with what is said about it.
    struct mark {
        location const* at = nullptr;
        std::string_view label{};
        bool main = false;
        std::size_t from = 0; ///< Columns in its row.
        std::size_t to = 0;
    };
    /// A line, or a piece of one, and the places in it, by their columns.
    struct row {
        std::size_t line = 0;
        quoted_line quoted;
        std::vector<mark> marks;
    };

    static void side(terminal_page& page) {
        page.put_side("");
        page.end_line();
    }

    static std::size_t line_start(location const& place) noexcept {
        return place.offset - (place.column - 1);
    }

    /// Whether a place is one of this text.
    bool fits(location const& place) const noexcept {
        return place.line > 0 && place.column > 0 && place.offset <= text_.size()
            && place.column - 1 <= place.offset
            && (line_start(place) == 0 || text_[line_start(place) - 1] == '\n');
    }

    /// Moves the first mark, and those that can be shown with it, from the list to a row.
    void add_row(std::vector<mark>& marks, std::size_t width) {
        location const& first = *marks.front().at;
        row made{first.line, quote_line(text_, line_start(first), first.offset, width), {}};
        std::vector<mark> others;
        for (mark each : marks) {
            bool const here = each.at->line == first.line && each.at->offset >= made.quoted.begin
                           && (each.at->offset < made.quoted.end || each.at->offset == first.offset
                               || made.quoted.end == end_of(made.quoted));
            if (!here) {
                others.push_back(each);
                continue;
            }
            each.from = made.quoted.column_of(each.at->offset);
            std::size_t const length = std::min(each.at->length, text_.size() - each.at->offset);
            each.to = std::max(each.from + 1, made.quoted.column_of(each.at->offset + length));
            made.marks.push_back(each);
        }
        action_grammar::detail::merge_sort(made.marks,
                                           [](mark const& a, mark const& b) { return a.from < b.from; });
        rows_.push_back(std::move(made));
        marks = std::move(others);
    }

    /// Where the line of a quotation ends, if that is where the quotation ends.
    std::size_t end_of(quoted_line const& quoted) const noexcept {
        bool const ends =
            quoted.end == text_.size() || text_[quoted.end] == '\n' || text_[quoted.end] == '\r';
        return ends ? quoted.end : text_.size() + 1;
    }

    /// Underlines the places of a row, and says beside or below what they are.
    static void write_marks(terminal_page& page, row const& of, ink main) {
        std::size_t width = 0;
        for (mark const& each : of.marks)
            width = std::max(width, each.to);
        std::string line(width, ' ');
        for (mark const& each : of.marks)
            if (!each.main) std::fill_n(line.begin() + diff(each.from), each.to - each.from, '-');
        for (mark const& each : of.marks)
            if (each.main) std::fill_n(line.begin() + diff(each.from), each.to - each.from, '^');

        std::vector<mark> labeled;
        for (mark const& each : of.marks)
            if (!each.label.empty()) labeled.push_back(each);
        // The last label stands beside its place, if nothing else stands there.
        bool const beside = !labeled.empty() && labeled.back().to == width
                         && std::ranges::all_of(of.marks, [&](mark const& each) {
                                return each.at == labeled.back().at || each.to <= labeled.back().from;
                            });
        page.put_side("");
        page.put(" ");
        put_line(page, line, main);
        if (beside) {
            page.put(" ");
            page.put(displayed(labeled.back().label), ink::beside);
            labeled.pop_back();
        }
        page.end_line();
        if (labeled.empty()) return;

        put_bars(page, labeled, labeled.size());
        page.end_line();
        while (!labeled.empty()) {
            mark const last = labeled.back();
            labeled.pop_back();
            std::size_t const column = put_bars(
                page, labeled, static_cast<std::size_t>(std::ranges::count_if(labeled, [&](mark const& each) {
                    return each.from < last.from;
                })));
            page.put(std::string(last.from - column, ' '));
            page.put(displayed(last.label), ink::beside);
            page.end_line();
        }
    }

    static std::ptrdiff_t diff(std::size_t distance) noexcept {
        return static_cast<std::ptrdiff_t>(distance);
    }

    /// Puts the underlining, each kind in its color.
    static void put_line(terminal_page& page, std::string_view line, ink main) {
        while (!line.empty()) {
            std::string_view const run =
                line.substr(0, std::min(line.find_first_not_of(line.front()), line.size()));
            page.put(run, run.front() == '^' ? main : ink::beside);
            line.remove_prefix(run.size());
        }
    }

    /// Puts a bar under each of the first `count` places, and returns the column behind the last.
    static std::size_t put_bars(terminal_page& page, std::vector<mark> const& marks, std::size_t count) {
        page.put_side("");
        page.put(" ");
        std::size_t column = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (marks[i].from < column) continue;
            page.put(std::string(marks[i].from - column, ' ') + "|", ink::beside);
            column = marks[i].from + 1;
        }
        return column;
    }

    std::string_view text_;
    std::vector<row> rows_;
};

} // namespace action_grammar::document::detail

#endif
