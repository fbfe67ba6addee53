#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_ESCAPE_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_ESCAPE_HPP

// What follows a backslash and stands for characters, inside a class and outside (ECMA-262 22.2.1,
// CharacterEscape and
// CharacterClassEscape).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <action_grammar/contract/pattern/character_classes.hpp>
#include <action_grammar/contract/pattern/code_points.hpp>
#include <action_grammar/contract/pattern/property.hpp>
#include <action_grammar/contract/pattern/reader.hpp>

namespace action_grammar::pattern::detail {

/// One character, or one of a set.
using characters = std::variant<char32_t, code_point_set>;

/// `\uHHHH`, a pair of them that is one code point in UTF-16, or `\u{H...}`; after the `u`.
inline std::optional<char32_t> read_unicode_escape(reader& in, std::size_t start) {
    if (in.take('{')) {
        char32_t code_point = 0;
        std::size_t digits = 0;
        for (; auto const digit = reader::hexadecimal_digit(in.peek()); ++digits, in.skip()) {
            code_point = code_point << 4 | *digit;
            if (code_point > last_code_point) {
                in.fail(start, "the code point is beyond U+10FFFF");
                return std::nullopt;
            }
        }
        if (digits != 0 && in.take('}')) return code_point;
        in.fail(start, "\\u{...} wants hexadecimal digits");
        return std::nullopt;
    }
    auto const unit = in.take_hexadecimal(4);
    if (!unit) {
        in.fail(start, "\\u wants four hexadecimal digits, or some in braces");
        return std::nullopt;
    }
    if (*unit < 0xD800 || *unit > 0xDBFF) return unit;
    std::size_t const before_second = in.offset();
    if (in.take("\\u")) {
        auto const second = in.take_hexadecimal(4);
        if (second && *second >= 0xDC00 && *second <= 0xDFFF)
            return 0x10000 + ((*unit - 0xD800) << 10 | (*second - 0xDC00));
    }
    in.back_to(before_second);
    return unit;
}

/// `\p{...}` or `\P{...}`, after the letter.
inline std::optional<code_point_set> read_property(reader& in, std::size_t start, bool negated) {
    std::size_t const name_start = in.offset() + 1;
    if (in.take('{')) {
        while (reader::is_letter(in.peek()) || reader::is_digit(in.peek()) || in.peek() == '_'
               || in.peek() == '=')
            in.skip();
        std::string_view const name = in.since(name_start);
        if (!name.empty() && in.take('}')) {
            if (auto set = property(name)) return negated ? set->complement() : *std::move(set);
            in.note_unsupported(start,
                                "no Unicode property is known here by the name '" + std::string(name) + "'");
            return code_point_set{};
        }
    }
    in.fail(start, "\\p wants the name of a Unicode property in braces");
    return std::nullopt;
}

/// What follows a backslash, which stands at `start` and was read. Nothing after a mistake.
inline std::optional<characters> read_escape(reader& in, std::size_t start) {
    auto const as_characters = [](auto read) -> std::optional<characters> {
        if (!read) return std::nullopt;
        return characters(*std::move(read));
    };
    char const letter = in.peek();
    if (in.at_end()) {
        in.fail(start, "a backslash stands at the end of the pattern");
        return std::nullopt;
    }
    if (static_cast<unsigned char>(letter) >= 0x80) return as_characters(in.take_code_point());
    in.skip();
    switch (letter) {
    case 'd': return digits();
    case 'D': return digits().complement();
    case 'w': return word_characters();
    case 'W': return word_characters().complement();
    case 's': return whitespace();
    case 'S': return whitespace().complement();
    case 't': return U'\t';
    case 'n': return U'\n';
    case 'v': return U'\v';
    case 'f': return U'\f';
    case 'r': return U'\r';
    case 'p':
    case 'P': return as_characters(read_property(in, start, letter == 'P'));
    case 'u': return as_characters(read_unicode_escape(in, start));
    case 'x':
        if (auto const code_point = in.take_hexadecimal(2)) return *code_point;
        in.fail(start, "\\x wants two hexadecimal digits");
        return std::nullopt;
    case 'c':
        if (char const control = in.peek(); reader::is_letter(control)) {
            in.skip();
            return static_cast<char32_t>(control & 0x1F);
        }
        in.fail(start, "\\c wants a letter");
        return std::nullopt;
    case '0':
        if (!reader::is_digit(in.peek())) return char32_t{0};
        in.fail(start, "octal escapes are not part of the language");
        return std::nullopt;
    default: break;
    }
    if (reader::is_letter(letter) || reader::is_digit(letter)) {
        in.fail(start, std::string("there is no escape \\") + letter);
        return std::nullopt;
    }
    // Annex B: what needs no escape may have one.
    return static_cast<char32_t>(letter);
}

} // namespace action_grammar::pattern::detail

#endif
