#ifndef ACTION_GRAMMAR_CONTRACT_JSON_SERIALIZE_HPP
#define ACTION_GRAMMAR_CONTRACT_JSON_SERIALIZE_HPP

// A value to JSON text. Unlike Boost.JSON's own, numbers are written as people and other programs write them:
// 1 and not 1E0 for a double that is one.

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::json {

/// Appends `number` in the fewest digits that read back as the same double: 1, 0.1, 1e+300. What is infinite
/// or not a number, which JSON cannot say, becomes null.
inline void append_number(std::string& text, double number) {
    if (!std::isfinite(number)) {
        text += "null";
        return;
    }
    // Without the point a reader takes it for an integer, of which there is one zero.
    if (number == 0 && std::signbit(number)) {
        text += "-0.0";
        return;
    }
    std::array<char, 32> digits;
    double const magnitude = std::fabs(number);
    bool const plain = magnitude < 1e17 && (magnitude >= 1e-5 || magnitude == 0);
    auto const [end, status] =
        plain ? std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed)
              : std::to_chars(digits.data(), digits.data() + digits.size(), number,
                              std::chars_format::scientific);
    text.append(digits.data(), end);
}

namespace detail {

/// How many bytes at `place` are a character that some readers take for the end of a line, which a line of
/// JSON must not have within it: U+0085, U+2028 and U+2029.
inline std::size_t line_separator_at(std::string_view text, std::size_t place) noexcept {
    if (text.compare(place, 2, "\xc2\x85") == 0) return 2;
    return text.compare(place, 3, "\xe2\x80\xa8") == 0 || text.compare(place, 3, "\xe2\x80\xa9") == 0 ? 3 : 0;
}

inline void append_escaped(std::string& text, unsigned character) {
    constexpr std::string_view hexadecimal = "0123456789abcdef";
    text += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        text += hexadecimal[(character >> shift) & 15];
}

/// How many bytes at the beginning of `text` need no second look: eight at a time, those that are ASCII and
/// neither control characters nor `"` nor `\\` (each test leaves the top bit of a byte set where it applies).
inline std::size_t plain_bytes(std::string_view text) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t tops = ones << 7;
    std::size_t plain = 0;
    for (; plain + 8 <= text.size(); plain += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + plain, 8);
        std::uint64_t const quotes = word ^ (ones * '"');
        std::uint64_t const slashes = word ^ (ones * '\\');
        if (((word | (word - ones * 0x20) | (quotes - ones) | (slashes - ones)) & tops) != 0) break;
    }
    return plain;
}

} // namespace detail

/// Appends `characters` in quotes. Escaped are those that JSON does not allow between them, and those beyond
/// ASCII that some programs take for the end of a line, so that a value is one line to every reader.
/// Everything else stays as it is, UTF-8 included.
inline void append_string(std::string& text, std::string_view characters) {
    text += '"';
    std::size_t written = 0;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        i += detail::plain_bytes(characters.substr(i));
        if (i == characters.size()) break;
        auto const character = static_cast<unsigned char>(characters[i]);
        std::size_t const separator =
            character == 0xc2 || character == 0xe2 ? detail::line_separator_at(characters, i) : 0;
        if (character >= 0x20 && character != '"' && character != '\\' && separator == 0) continue;
        text.append(characters, written, i - written);
        written = i + (separator == 0 ? 1 : separator);
        switch (character) {
        case '"':
        case '\\': (text += '\\') += static_cast<char>(character); break;
        case '\b': text += "\\b"; break;
        case '\f': text += "\\f"; break;
        case '\n': text += "\\n"; break;
        case '\r': text += "\\r"; break;
        case '\t': text += "\\t"; break;
        case 0xc2: detail::append_escaped(text, 0x85); break;
        case 0xe2: detail::append_escaped(text, characters[i + 2] == '\xa8' ? 0x2028U : 0x2029U); break;
        default: detail::append_escaped(text, character);
        }
    }
    text.append(characters, written);
    text += '"';
}

/// Appends `whole` as JSON without space; members in their order. As deep as the value is nested.
inline void append(std::string& text, value const& whole) {
    switch (whole.kind()) {
    case kind::null: text += "null"; break;
    case kind::bool_: text += whole.get_bool() ? "true" : "false"; break;
    case kind::int64: text += std::to_string(whole.get_int64()); break;
    case kind::uint64: text += std::to_string(whole.get_uint64()); break;
    case kind::double_: append_number(text, whole.get_double()); break;
    case kind::string: append_string(text, {whole.get_string().data(), whole.get_string().size()}); break;
    case kind::array: {
        text += '[';
        std::size_t const start = text.size();
        for (value const& element : whole.get_array()) {
            if (text.size() > start) text += ',';
            append(text, element);
        }
        text += ']';
        break;
    }
    case kind::object: {
        text += '{';
        std::size_t const start = text.size();
        for (auto const& member : whole.get_object()) {
            if (text.size() > start) text += ',';
            append_string(text, {member.key().data(), member.key().size()});
            text += ':';
            append(text, member.value());
        }
        text += '}';
        break;
    }
    }
}

/// `whole` as JSON without space.
inline std::string serialize(value const& whole) {
    std::string text;
    append(text, whole);
    return text;
}

} // namespace action_grammar::json

#endif
