#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_DISPLAY_TEXT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_DISPLAY_TEXT_HPP

// Text of strangers on a terminal: how wide it is, and nothing in it that the terminal would obey.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include <action_grammar/document/impl/json_scanner.hpp>

namespace action_grammar::document::detail {

/// A code point of a text. What is not UTF-8 is one byte.
struct glyph {
    char32_t point = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

/// The code point at a place within a text.
inline glyph glyph_at(std::string_view text, std::size_t at) noexcept {
    auto const byte = [&](std::size_t i) -> unsigned {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
    };
    unsigned const first = byte(0);
    if (first < 0x80) return {static_cast<char32_t>(first), 1, true};
    std::size_t const bytes = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4) return {first, 1, false};
    char32_t point = first & (0xffU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return {first, 1, false};
        point = point << 6 | (byte(i) & 0x3f);
    }
    bool const overlong = (bytes == 3 && point < 0x800) || (bytes == 4 && point < 0x10000);
    if (overlong || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return {first, 1, false};
    return {point, bytes, true};
}

/// The place of the code point before a place that is not the beginning.
inline std::size_t place_before(std::string_view text, std::size_t at) noexcept {
    for (std::size_t back = 1; back <= 4 && back <= at; ++back) {
        glyph const here = glyph_at(text, at - back);
        if (here.bytes == back && (back == 1 ? here.valid : true)) return at - back;
    }
    return at - 1;
}

struct code_point_range {
    char32_t first;
    char32_t last;
};

template <std::size_t Count>
constexpr bool is_in(code_point_range const (&ranges)[Count], char32_t point) noexcept {
    auto const* const range = std::partition_point(std::begin(ranges), std::end(ranges),
                                                   [&](code_point_range each) { return each.last < point; });
    return range != std::end(ranges) && range->first <= point;
}

// The blocks that matter of Unicode's East_Asian_Width and General_Category; terminals agree on no more.
inline constexpr code_point_range wide_points[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},   {0x23f0, 0x23f0},
    {0x23f3, 0x23f3},   {0x25fd, 0x25fe},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x267f, 0x267f},
    {0x2693, 0x2693},   {0x26a1, 0x26a1},   {0x26aa, 0x26ab},   {0x26bd, 0x26be},   {0x26c4, 0x26c5},
    {0x26ce, 0x26ce},   {0x26d4, 0x26d4},   {0x26ea, 0x26ea},   {0x26f2, 0x26f3},   {0x26f5, 0x26f5},
    {0x26fa, 0x26fa},   {0x26fd, 0x26fd},   {0x2705, 0x2705},   {0x270a, 0x270b},   {0x2728, 0x2728},
    {0x274c, 0x274c},   {0x274e, 0x274e},   {0x2753, 0x2755},   {0x2757, 0x2757},   {0x2795, 0x2797},
    {0x27b0, 0x27b0},   {0x27bf, 0x27bf},   {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2b55, 0x2b55},
    {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},   {0x4e00, 0xa4cf},   {0xa960, 0xa97f},
    {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe10, 0xfe19},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},
    {0xffe0, 0xffe6},   {0x16fe0, 0x18aff}, {0x1aff0, 0x1b2ff}, {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf},
    {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f200, 0x1f320}, {0x1f32d, 0x1f335}, {0x1f337, 0x1f37c},
    {0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca}, {0x1f3cf, 0x1f3d3}, {0x1f3e0, 0x1f3f0}, {0x1f3f4, 0x1f3f4},
    {0x1f3f8, 0x1f43e}, {0x1f440, 0x1f440}, {0x1f442, 0x1f4fc}, {0x1f4ff, 0x1f53d}, {0x1f54b, 0x1f54e},
    {0x1f550, 0x1f567}, {0x1f57a, 0x1f57a}, {0x1f595, 0x1f596}, {0x1f5a4, 0x1f5a4}, {0x1f5fb, 0x1f64f},
    {0x1f680, 0x1f6c5}, {0x1f6cc, 0x1f6cc}, {0x1f6d0, 0x1f6d2}, {0x1f6d5, 0x1f6d7}, {0x1f6dc, 0x1f6df},
    {0x1f6eb, 0x1f6ec}, {0x1f6f4, 0x1f6fc}, {0x1f7e0, 0x1f7eb}, {0x1f7f0, 0x1f7f0}, {0x1f90c, 0x1f93a},
    {0x1f93c, 0x1f945}, {0x1f947, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd}};
inline constexpr code_point_range combining_points[] = {
    {0x0300, 0x036f},  {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x05bf, 0x05bf}, {0x05c1, 0x05c2},
    {0x05c4, 0x05c5},  {0x0610, 0x061a}, {0x064b, 0x065f}, {0x0670, 0x0670}, {0x06d6, 0x06dc},
    {0x06df, 0x06e4},  {0x0900, 0x0902}, {0x093c, 0x093c}, {0x0941, 0x0948}, {0x094d, 0x094d},
    {0x0e31, 0x0e31},  {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
    {0x20d0, 0x20f0},  {0x302a, 0x302d}, {0x3099, 0x309a}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
    {0xe0100, 0xe01ef}};
// What a terminal or an editor may obey instead of showing it, or not show at all: C1 controls, marks of direction
// (which can show a text in another order than it is read in), separators of lines, and invisible characters.
inline constexpr code_point_range hidden_points[] = {
    {0x0080, 0x009f}, {0x00ad, 0x00ad}, {0x061c, 0x061c}, {0x180e, 0x180e}, {0x200b, 0x200f},
    {0x2028, 0x202e}, {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xfff0, 0xfffb}, {0xe0000, 0xe00ff}};

/// Appends the code point at `at` as it is shown, passes it, and returns how many columns it takes. Control characters
/// become their pictures, what else is hidden or no UTF-8 becomes the replacement character; a tab is four spaces.
inline std::size_t append_displayed(std::string& shown, std::string_view text, std::size_t& at) {
    glyph const here = glyph_at(text, at);
    std::size_t const start = at;
    at += here.bytes;
    if (here.point == '\t') {
        shown += "    ";
        return 4;
    }
    if (here.point < 0x20 || here.point == 0x7f) {
        append_utf8(shown, here.point == 0x7f ? 0x2421 : 0x2400 + static_cast<unsigned>(here.point));
        return 1;
    }
    if (!here.valid || is_in(hidden_points, here.point)) {
        shown += "\xef\xbf\xbd";
        return 1;
    }
    shown.append(text, start, here.bytes);
    if (here.point < 0x300) return 1;
    if (is_in(combining_points, here.point)) return 0;
    return is_in(wide_points, here.point) ? 2 : 1;
}

/// A text as it is shown.
inline std::string displayed(std::string_view text) {
    std::string shown;
    for (std::size_t at = 0; at < text.size();)
        append_displayed(shown, text, at);
    return shown;
}

/// The text with every byte replaced that is no UTF-8.
inline std::string as_utf8(std::string_view text) {
    std::string valid;
    for (std::size_t at = 0; at < text.size();) {
        glyph const here = glyph_at(text, at);
        if (here.valid)
            valid.append(text, at, here.bytes);
        else
            valid += "\xef\xbf\xbd";
        at += here.bytes;
    }
    return valid;
}

} // namespace action_grammar::document::detail

#endif
