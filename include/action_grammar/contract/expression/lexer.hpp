#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_LEXER_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_LEXER_HPP

// The words of an expression, one at a time.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace action_grammar::expression::detail {

enum class token_kind : std::uint8_t {
    end,
    word,     ///< A name or a keyword.
    field,    ///< `.name`, the text without the point.
    variable, ///< `$name`, the text without the `$`.
    format,   ///< `@name`, the text without the `@`.
    number,
    quote,  ///< The `"` that opens a string; its text is read with string_part.
    symbol, ///< An operator or a bracket.
    unknown,
};

/// Whether two texts that are not empty are the same. Their first characters mostly tell.
constexpr bool is_spelled(std::string_view text, std::string_view as) noexcept {
    return text.size() == as.size() && text.front() == as.front() && text == as;
}

struct token {
    token_kind kind = token_kind::end;
    std::string_view text;
    std::size_t offset = 0;

    bool is(std::string_view spelled) const noexcept {
        return (kind == token_kind::symbol || kind == token_kind::word) && is_spelled(text, spelled);
    }
};

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool starts_name(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool continues_name(char c) noexcept { return starts_name(c) || is_digit(c); }

inline void append_utf8(std::string& text, std::uint32_t code) {
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0 | code >> 6);
        text += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        text += static_cast<char>(0xE0 | code >> 12);
        text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        text += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        text += static_cast<char>(0xF0 | code >> 18);
        text += static_cast<char>(0x80 | (code >> 12 & 0x3F));
        text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        text += static_cast<char>(0x80 | (code & 0x3F));
    }
}

/// Reads the text from the left; never looks back.
class lexer {
public:
    explicit lexer(std::string_view text) noexcept : text_(text) {}

    std::size_t position() const noexcept { return next_; }

    token read() noexcept {
        skip_space();
        std::size_t const begin = next_;
        if (begin == text_.size()) return {token_kind::end, {}, begin};
        char const first = text_[begin];
        if (starts_name(first)) return {token_kind::word, name(), begin};
        if (first == '"') return take(token_kind::quote, 1);
        if (first == '$' && starts_name(peek(1))) return {token_kind::variable, (++next_, name()), begin};
        if (first == '@' && starts_name(peek(1))) return {token_kind::format, (++next_, name()), begin};
        if (first == '.' && starts_name(peek(1))) return {token_kind::field, (++next_, name()), begin};
        if (is_digit(first) || (first == '.' && is_digit(peek(1)))) return number();
        if (std::size_t const size = symbol_size(); size != 0) return take(token_kind::symbol, size);
        return take(token_kind::unknown, 1);
    }

    enum class part_end : std::uint8_t { quote, interpolation, unterminated, bad_escape, control };

    /// Reads a string from behind its quote or behind an interpolation, up to its end or the next interpolation,
    /// and appends what it denotes.
    part_end string_part(std::string& content) {
        while (next_ < text_.size()) {
            char const c = text_[next_];
            if (c == '"') return ++next_, part_end::quote;
            if (c != '\\') {
                content += c;
                ++next_;
                continue;
            }
            if (peek(1) == '(') return next_ += 2, part_end::interpolation;
            if (!escape(content)) return part_end::bad_escape;
        }
        return part_end::unterminated;
    }

private:
    char peek(std::size_t ahead) const noexcept {
        return next_ + ahead < text_.size() ? text_[next_ + ahead] : '\0';
    }

    token take(token_kind kind, std::size_t length) noexcept {
        std::size_t const begin = next_;
        next_ += length;
        return {kind, text_.substr(begin, length), begin};
    }

    /// Of the longest symbol that begins here; 0: there is none.
    std::size_t symbol_size() const noexcept {
        constexpr std::string_view before_equals = "|+-*/%=!<>";
        constexpr std::string_view of_one = ".?[](){}|,:;=<>+-*/%$@";
        char const first = text_[next_];
        char const second = peek(1);
        char const third = peek(2);
        if (second == '/' && ((first == '?' && third == '/') || (first == '/' && third == '='))) return 3;
        bool const doubled = first == second && (first == '/' || first == '.');
        if (doubled || (second == '=' && before_equals.find(first) != std::string_view::npos)) return 2;
        return of_one.find(first) != std::string_view::npos ? 1 : 0;
    }

    void skip_space() noexcept {
        while (next_ < text_.size()) {
            char const c = text_[next_];
            if (c == '#')
                next_ = std::min(text_.find('\n', next_), text_.size());
            else if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
                ++next_;
            else
                return;
        }
    }

    std::string_view name() noexcept {
        std::size_t const begin = next_;
        while (continues_name(peek(0)) || (peek(0) == ':' && peek(1) == ':' && starts_name(peek(2))))
            next_ += peek(0) == ':' ? 2 : 1;
        return text_.substr(begin, next_ - begin);
    }

    token number() noexcept {
        std::size_t const begin = next_;
        auto const digits = [this] {
            while (is_digit(peek(0)))
                ++next_;
        };
        digits();
        if (peek(0) == '.') {
            ++next_;
            digits();
        }
        if (peek(0) == 'e' || peek(0) == 'E') {
            std::size_t const sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if (is_digit(peek(1 + sign))) {
                next_ += 1 + sign;
                digits();
            }
        }
        return {token_kind::number, text_.substr(begin, next_ - begin), begin};
    }

    bool escape(std::string& content) {
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        std::size_t const which = letters.find(peek(1));
        if (peek(1) != '\0' && which != std::string_view::npos) {
            content += meanings[which];
            next_ += 2;
            return true;
        }
        std::uint32_t code = 0;
        if (peek(1) != 'u' || !hexadecimal(next_ + 2, code)) return false;
        next_ += 6;
        std::uint32_t low = 0;
        if (code >= 0xD800 && code < 0xDC00 && peek(0) == '\\' && peek(1) == 'u'
            && hexadecimal(next_ + 2, low) && low >= 0xDC00 && low < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            next_ += 6;
        }
        // Half of a pair denotes no character.
        append_utf8(content, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
        return true;
    }

    bool hexadecimal(std::size_t at, std::uint32_t& code) const noexcept {
        if (at + 4 > text_.size()) return false;
        code = 0;
        for (std::size_t i = at; i < at + 4; ++i) {
            char const c = text_[i];
            std::uint32_t digit = 0;
            if (is_digit(c))
                digit = static_cast<std::uint32_t>(c - '0');
            else if (c >= 'a' && c <= 'f')
                digit = static_cast<std::uint32_t>(c - 'a' + 10);
            else if (c >= 'A' && c <= 'F')
                digit = static_cast<std::uint32_t>(c - 'A' + 10);
            else
                return false;
            code = code * 16 + digit;
        }
        return true;
    }

    std::string_view text_;
    std::size_t next_ = 0;
};

} // namespace action_grammar::expression::detail

#endif
