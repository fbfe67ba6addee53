#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_LOCATE_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_LOCATE_HPP

// Where in a text the value is that a JSON Pointer names. Asked only when something was wrong there, of a
// text that was parsed before; hence a scan that checks nothing.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/pointer.hpp>

namespace action_grammar::reflection::detail {

inline void append_utf8(std::string& text, std::uint32_t code) {
    auto const put = [&](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0U | (code >> 6));
        put(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        put(0xE0U | (code >> 12));
        put(0x80U | ((code >> 6) & 0x3FU));
        put(0x80U | (code & 0x3FU));
    } else {
        put(0xF0U | (code >> 18));
        put(0x80U | ((code >> 12) & 0x3FU));
        put(0x80U | ((code >> 6) & 0x3FU));
        put(0x80U | (code & 0x3FU));
    }
}

/// Steps through a valid JSON text.
class text_scan {
public:
    explicit text_scan(std::string_view text) noexcept : text_(text) {}

    std::size_t place() const noexcept { return at_; }
    char peek() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }
    void next() noexcept { ++at_; }
    void skip_space() noexcept {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
            ++at_;
    }
    /// The string that begins here, unescaped.
    std::string string() {
        std::string read;
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            if (text_[at_] != '\\') {
                read += text_[at_];
                continue;
            }
            switch (++at_; peek()) {
            case 'b': read += '\b'; break;
            case 'f': read += '\f'; break;
            case 'n': read += '\n'; break;
            case 'r': read += '\r'; break;
            case 't': read += '\t'; break;
            case 'u': {
                std::uint32_t code = hexadecimal();
                if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_ + 1, 2) == "\\u") {
                    at_ += 2;
                    code = 0x10000 + ((code - 0xD800) << 10) + (hexadecimal() - 0xDC00);
                }
                detail::append_utf8(read, code);
                break;
            }
            default: read += peek();
            }
        }
        ++at_;
        return read;
    }
    void skip_string() noexcept {
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
            if (text_[at_] == '\\') ++at_;
        ++at_;
    }
    void skip_value() noexcept {
        std::size_t depth = 0;
        while (at_ < text_.size()) {
            char const c = peek();
            if (c == '"') {
                skip_string();
                if (depth == 0) return;
                continue;
            }
            if (c == '[' || c == '{') ++depth;
            if (c == ']' || c == '}' || c == ',') {
                if (depth == 0) return; // behind a number, true, false or null
                if (c != ',' && --depth == 0) return next();
            }
            ++at_;
        }
    }

private:
    /// The four digits behind `\u`; ends on the last of them.
    std::uint32_t hexadecimal() noexcept {
        std::uint32_t code = 0;
        for (int i = 0; i < 4; ++i) {
            ++at_;
            char const c = peek();
            code = code * 16 + static_cast<std::uint32_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        return code;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// The offset of the value that `pointer` names in `text`, which is valid JSON; of a value that is not
/// there, of the nearest one around it. Linear in the text.
inline std::size_t offset_of(std::string_view text, std::string_view pointer) {
    detail::text_scan scan(text);
    scan.skip_space();
    while (!pointer.empty()) {
        std::size_t const around = scan.place();
        std::size_t const end = pointer.find('/', 1);
        std::string_view const token = pointer.substr(0, end);
        pointer = end == pointer.npos ? std::string_view{} : pointer.substr(end);
        char const opening = scan.peek();
        if (opening != '{' && opening != '[') return around;
        scan.next();
        for (std::size_t index = 0;; ++index) {
            scan.skip_space();
            if (scan.peek() == ',') {
                scan.next();
                scan.skip_space();
            }
            if (scan.peek() == '}' || scan.peek() == ']' || scan.peek() == '\0') return around;
            std::string here;
            if (opening == '{') {
                json::append_token(here, scan.string());
                scan.skip_space();
                scan.next(); // the colon
                scan.skip_space();
            } else {
                json::append_token(here, index);
            }
            if (here == token) break;
            scan.skip_value();
        }
    }
    return scan.place();
}

} // namespace action_grammar::reflection::detail

#endif
