#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_CHARACTER_CLASSES_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_CHARACTER_CLASSES_HPP

// The classes that ECMA-262 names by a letter (section 22.2.2.9, CharacterClassEscape) or by a dot.

#include <action_grammar/contract/pattern/code_points.hpp>

namespace action_grammar::pattern::detail {

/// `\d`
inline code_point_set digits() { return {{'0', '9'}}; }

/// `\w`: what \b looks at as well.
inline code_point_set word_characters() { return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}; }
constexpr bool is_word_character(char32_t c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= 'a' && c <= 'z');
}

/// `\s`: WhiteSpace and LineTerminator, which is more than other dialects have.
inline code_point_set whitespace() {
    return {{0x09, 0x0D},     {0x20, 0x20},     {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
            {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
}

/// `.`: all but the line terminators.
inline code_point_set any_but_line_terminators() {
    return code_point_set{{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}}.complement();
}

} // namespace action_grammar::pattern::detail

#endif
