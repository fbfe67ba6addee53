#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_UTF8_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_UTF8_HPP

// Code points of UTF-8 text. Text that is not UTF-8 is read without harm: each stray byte is a code point.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace action_grammar::expression::detail {

constexpr bool continues_code_point(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

inline std::size_t count_code_points(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !continues_code_point(c); }));
}

/// The byte at which the code point of that number begins; the end of the text if there are fewer.
inline std::size_t offset_of_code_point(std::string_view text, std::size_t number) noexcept {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!continues_code_point(text[i]) && number-- == 0) return i;
    return text.size();
}

/// The code point that begins at `at`, which moves behind it; U+FFFD where there is none.
inline std::uint32_t next_code_point(std::string_view text, std::size_t& at) noexcept {
    auto const lead = static_cast<unsigned char>(text[at++]);
    if (lead < 0x80) return lead;
    int const more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (more == 0) return 0xFFFD;
    std::uint32_t code = lead & (0x3FU >> more);
    for (int i = 0; i < more; ++i) {
        if (at == text.size() || !continues_code_point(text[at])) return 0xFFFD;
        code = code << 6 | (static_cast<unsigned char>(text[at++]) & 0x3FU);
    }
    bool const valid = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    return valid ? code : 0xFFFD;
}

/// Whether the text is UTF-8.
inline bool is_utf8(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const begin = at;
        std::uint32_t const code = next_code_point(text, at);
        constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
        std::size_t const length = at - begin;
        if (code == 0xFFFD && text.substr(begin, length) != "\xEF\xBF\xBD") return false;
        if (length > 4 || code < least[length]) return false;
    }
    return true;
}

} // namespace action_grammar::expression::detail

#endif
