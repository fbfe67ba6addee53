#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_JSON_SCANNER_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_JSON_SCANNER_HPP

// A look at JSON text that knows where values begin and end, and no more. The parser has judged the text before; what
// is not JSON must only do no harm here.

#include <cstddef>
#include <string>
#include <string_view>

namespace action_grammar::document::detail {

/// Appends a code point as UTF-8.
inline void append_utf8(std::string& text, unsigned point) {
    auto const byte = [&](unsigned bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xc0 | point >> 6);
        byte(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
        byte(0xe0 | point >> 12);
        byte(0x80 | (point >> 6 & 0x3f));
        byte(0x80 | (point & 0x3f));
    } else {
        byte(0xf0 | point >> 18);
        byte(0x80 | (point >> 12 & 0x3f));
        byte(0x80 | (point >> 6 & 0x3f));
        byte(0x80 | (point & 0x3f));
    }
}

class json_scanner {
public:
    struct span {
        std::size_t offset = 0;
        std::size_t length = 0;
    };

    explicit json_scanner(std::string_view text, std::size_t at = 0) noexcept : text_(text), at_(at) {}

    [[nodiscard]] std::size_t at() const noexcept { return at_; }
    /// The next byte; zero at the end.
    [[nodiscard]] char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
    void advance() noexcept { ++at_; }

    static constexpr bool is_space(char byte) noexcept {
        return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
    }
    void skip_space() noexcept {
        while (at_ < text_.size() && is_space(text_[at_]))
            ++at_;
    }

    /// Passes a string in quotes. False if there is none, or no end of it.
    bool skip_string() noexcept {
        if (peek() != '"') return false;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') return ++at_, true;
            if (text_[at_] == '\\') ++at_;
        }
        at_ = text_.size();
        return false;
    }

    /// Passes a string and gives its place, quotes included, and what it says.
    bool read_key(span& place, std::string& name) {
        std::size_t const start = at_;
        if (!skip_string()) return false;
        place = {start, at_ - start};
        std::string_view const written = text_.substr(start + 1, at_ - start - 2);
        if (written.find('\\') == written.npos)
            name = written;
        else
            unescape(written, name);
        return true;
    }

    /// Passes a value; in what is nested, strings and brackets only are looked at. False where there is no value, or no
    /// end of it.
    bool skip_value() noexcept {
        std::size_t depth = 0;
        do {
            char const next = peek();
            if (next == '"') {
                if (!skip_string()) return false;
            } else if (next == '{' || next == '[') {
                ++depth;
                ++at_;
            } else if (next == '}' || next == ']') {
                if (depth == 0) return false;
                --depth;
                ++at_;
            } else if (depth > 0) {
                if (at_ >= text_.size()) return false;
                ++at_;
            } else {
                return skip_word();
            }
        } while (depth > 0);
        return true;
    }

private:
    /// Passes a number, `true`, `false` or `null`.
    bool skip_word() noexcept {
        std::size_t const start = at_;
        while (at_ < text_.size() && !is_space(text_[at_]) && text_[at_] != ',' && text_[at_] != ']'
               && text_[at_] != '}' && text_[at_] != ':' && text_[at_] != '"')
            ++at_;
        return at_ > start;
    }

    static std::string_view behind(std::string_view text, std::size_t place) noexcept {
        return place < text.size() ? text.substr(place) : std::string_view();
    }

    /// The code unit of four hexadecimal digits; 0 if there are none.
    static unsigned unit(std::string_view digits) noexcept {
        if (digits.size() < 4) return 0;
        unsigned value = 0;
        for (char const digit : digits.substr(0, 4)) {
            unsigned nibble = 0;
            if (digit >= '0' && digit <= '9')
                nibble = static_cast<unsigned>(digit - '0');
            else if (digit >= 'a' && digit <= 'f')
                nibble = static_cast<unsigned>(digit - 'a') + 10;
            else if (digit >= 'A' && digit <= 'F')
                nibble = static_cast<unsigned>(digit - 'A') + 10;
            else
                return 0;
            value = value << 4 | nibble;
        }
        return value;
    }

    static void unescape(std::string_view written, std::string& name) {
        name.clear();
        for (std::size_t i = 0; i < written.size(); ++i) {
            if (written[i] != '\\' || i + 1 == written.size()) {
                name += written[i];
                continue;
            }
            switch (char const kind = written[++i]; kind) {
            case 'b': name += '\b'; break;
            case 'f': name += '\f'; break;
            case 'n': name += '\n'; break;
            case 'r': name += '\r'; break;
            case 't': name += '\t'; break;
            case 'u': {
                unsigned point = unit(behind(written, i + 1));
                i += 4;
                if (point >= 0xd800 && point < 0xdc00 && behind(written, i + 1).substr(0, 2) == "\\u") {
                    unsigned const low = unit(behind(written, i + 3));
                    if (low >= 0xdc00 && low < 0xe000) {
                        point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
                        i += 6;
                    }
                }
                append_utf8(name, point);
                break;
            }
            default: name += kind;
            }
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace action_grammar::document::detail

#endif
