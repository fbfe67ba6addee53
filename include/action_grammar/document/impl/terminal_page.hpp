#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_TERMINAL_PAGE_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_TERMINAL_PAGE_HPP

// Lines for a terminal: colors only if they are wanted, no space at the end of a line.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/document/impl/display_text.hpp>

namespace action_grammar::document::detail {

/// What a piece of text is, which decides its color.
enum class ink : std::uint8_t { plain, strong, error, warning, beside, frame, removed, added };

class terminal_page {
public:
    explicit terminal_page(bool color) noexcept : color_(color) {}

    /// Columns of the line numbers of what follows.
    void set_gutter(std::size_t width) { gutter_.assign(width, ' '); }
    [[nodiscard]] std::string const& gutter() const noexcept { return gutter_; }

    /// Puts what is safe to show. Space is held back until something follows it.
    void put(std::string_view text, ink with = ink::plain) {
        std::size_t const end = text.find_last_not_of(' ');
        if (end == text.npos) {
            space_ += text;
            return;
        }
        page_ += std::exchange(space_, {});
        if (color_ && with != ink::plain)
            page_.append(escape(with)).append(text.substr(0, end + 1)).append("\x1b[0m");
        else
            page_ += text.substr(0, end + 1);
        space_ = text.substr(end + 1);
    }

    /// Puts a stranger's words; where they go on a new line, it is indented.
    void put_words(std::string_view words, ink with, std::size_t indent) {
        while (true) {
            std::string_view const line = words.substr(0, words.find('\n'));
            put(displayed(line), with);
            if (line.size() == words.size()) return;
            words.remove_prefix(line.size() + 1);
            end_line();
            put(std::string(indent, ' '));
        }
    }

    /// Puts the number of a line, or the space of one, and the frame at its side.
    void put_side(std::string_view number, std::string_view frame = "|") {
        std::string side(gutter_, std::min(number.size(), gutter_.size()));
        put(side.append(number).append(" ").append(frame), ink::frame);
    }

    void end_line() {
        space_.clear();
        page_ += '\n';
    }

    std::string take() && { return std::move(page_); }

private:
    static constexpr std::string_view escape(ink with) noexcept {
        switch (with) {
        case ink::strong: return "\x1b[1m";
        case ink::error: return "\x1b[1;31m";
        case ink::warning: return "\x1b[1;33m";
        case ink::beside:
        case ink::frame: return "\x1b[1;34m";
        case ink::removed: return "\x1b[31m";
        case ink::added: return "\x1b[32m";
        case ink::plain: break;
        }
        return "";
    }

    bool color_;
    std::string gutter_;
    std::string page_;
    std::string space_;
};

} // namespace action_grammar::document::detail

#endif
