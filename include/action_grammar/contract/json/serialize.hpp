#ifndef ACTION_GRAMMAR_CONTRACT_JSON_SERIALIZE_HPP
#define ACTION_GRAMMAR_CONTRACT_JSON_SERIALIZE_HPP

// A value to JSON text. Unlike Boost.JSON's own, numbers are written as people and other programs write them:
// 1 and not 1E0 for a double that is one.

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
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
    std::array<char, 32> digits;
    double const magnitude = std::fabs(number);
    bool const plain = magnitude < 1e17 && (magnitude >= 1e-5 || magnitude == 0);
    auto const [end, status] =
        plain ? std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed)
              : std::to_chars(digits.data(), digits.data() + digits.size(), number,
                              std::chars_format::scientific);
    text.append(digits.data(), end);
}

/// Appends `characters` in quotes, with escapes for what JSON does not allow between them. Everything else
/// stays as it is, UTF-8 included.
inline void append_string(std::string& text, std::string_view characters) {
    constexpr std::string_view hexadecimal = "0123456789abcdef";
    text += '"';
    std::size_t written = 0;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        auto const character = static_cast<unsigned char>(characters[i]);
        if (character >= 0x20 && character != '"' && character != '\\') continue;
        text.append(characters, written, i - written);
        written = i + 1;
        text += '\\';
        switch (character) {
        case '"':
        case '\\': text += static_cast<char>(character); break;
        case '\b': text += 'b'; break;
        case '\f': text += 'f'; break;
        case '\n': text += 'n'; break;
        case '\r': text += 'r'; break;
        case '\t': text += 't'; break;
        default:
            text += "u00";
            text += hexadecimal[character >> 4];
            text += hexadecimal[character & 15];
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
