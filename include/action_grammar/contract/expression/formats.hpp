#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_FORMATS_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_FORMATS_HPP

// `@csv` and the like: values as text of other languages.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <action_grammar/contract/expression/build.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/expression/utf8.hpp>
#include <action_grammar/contract/expression/workspace.hpp>
#include <action_grammar/contract/expression/written.hpp>

namespace action_grammar::expression::detail {

inline constexpr std::string_view base64_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

inline datum base64_encoded(workspace& space, std::string_view bytes) {
    text_writer encoded(space, bytes.size() * 4 / 3 + 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        std::size_t const taken = std::min<std::size_t>(3, bytes.size() - i);
        for (std::size_t j = 0; j < 3; ++j)
            group = group << 8 | (j < taken ? static_cast<unsigned char>(bytes[i + j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j)
            encoded.append(j <= taken ? base64_letters[group >> (18 - 6 * j) & 63] : '=');
    }
    return encoded.finish();
}

/// Bytes that are not UTF-8 become U+FFFD.
inline datum repaired(workspace& space, std::string_view bytes) {
    if (is_utf8(bytes)) return make_text(space, bytes);
    text_writer text(space, bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        std::size_t const begin = at;
        next_code_point(bytes, at);
        std::string_view const read = bytes.substr(begin, at - begin);
        text.append(is_utf8(read) ? read : std::string_view("\xEF\xBF\xBD"));
    }
    return text.finish();
}

inline datum base64_decoded(workspace& space, datum const& whole) {
    std::string_view text = whole.text();
    std::string bytes;
    std::uint32_t group = 0;
    int letters = 0;
    while (!text.empty() && text.back() == '=')
        text.remove_suffix(1);
    bytes.reserve(text.size());
    for (char const c : text) {
        std::size_t const digit = base64_letters.find(c);
        if (digit == std::string_view::npos) raise_about(space, whole, "is not valid base64 data");
        group = group << 6 | static_cast<std::uint32_t>(digit);
        if (++letters == 4) {
            for (int shift = 16; shift >= 0; shift -= 8)
                bytes += static_cast<char>(group >> shift & 255);
            letters = 0;
            group = 0;
        }
    }
    if (letters == 1) raise_about(space, whole, "trailing base64 byte found");
    if (letters > 1) bytes += static_cast<char>(group >> (6 * letters - 8) & 255);
    if (letters == 3) bytes += static_cast<char>(group >> 2 & 255);
    return repaired(space, bytes);
}

struct replacement {
    char character;
    std::string_view text;
};
template <std::size_t Size>
void append_replaced(text_writer& to, std::string_view text,
                     std::array<replacement, Size> const& replacements) {
    for (char const c : text) {
        bool found = false;
        for (replacement const& each : replacements)
            if (each.character == c) {
                to.append(each.text);
                found = true;
            }
        if (!found) to.append(c);
    }
}

inline constexpr std::array html_replacements = std::to_array<replacement>(
    {{'<', "&lt;"}, {'>', "&gt;"}, {'&', "&amp;"}, {'\'', "&apos;"}, {'"', "&quot;"}});
inline constexpr std::array tsv_replacements =
    std::to_array<replacement>({{'\t', "\\t"}, {'\n', "\\n"}, {'\r', "\\r"}, {'\\', "\\\\"}});
inline constexpr std::array csv_replacements = std::to_array<replacement>({{'"', "\"\""}});
inline constexpr std::array sh_replacements = std::to_array<replacement>({{'\'', "'\\''"}});

inline datum uri_encoded(workspace& space, std::string_view text) {
    constexpr std::string_view hexadecimal = "0123456789ABCDEF";
    text_writer encoded(space, text.size());
    for (char const c : text) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                        || c == '-' || std::string_view("_.!~*'()").find(c) != std::string_view::npos;
        if (plain) {
            encoded.append(c);
            continue;
        }
        auto const byte = static_cast<unsigned char>(c);
        encoded.append('%').append(hexadecimal[byte >> 4]).append(hexadecimal[byte & 15]);
    }
    return encoded.finish();
}

/// A row of @csv or @tsv.
inline datum row_written(workspace& space, datum const& row, bool csv) {
    if (!row.is_array())
        raise_about(space, row,
                    csv ? "cannot be csv-formatted, only array" : "cannot be tsv-formatted, only array");
    text_writer text(space);
    for (std::size_t i = 0; i < size_of_array(row); ++i) {
        if (i != 0) text.append(csv ? ',' : '\t');
        datum const cell = element(row, i);
        space.step();
        switch (cell.type()) {
        case type::null: break;
        case type::false_: text.append("false"); break;
        case type::true_: text.append("true"); break;
        case type::number: write_number(text, cell); break;
        case type::string:
            space.step_bytes(cell.text().size());
            if (csv) {
                text.append('"');
                append_replaced(text, cell.text(), csv_replacements);
                text.append('"');
            } else {
                append_replaced(text, cell.text(), tsv_replacements);
            }
            break;
        default: raise_about(space, cell, csv ? "is not valid in a csv row" : "is not valid in a tsv row");
        }
    }
    return text.finish();
}

inline datum shell_quoted(workspace& space, datum const& value) {
    text_writer text(space);
    auto const write = [&](datum const& word) {
        if (word.is_array() || word.is_object()) raise_about(space, word, "can not be escaped for shell");
        if (!word.is_string()) {
            write_json(space, text, word);
            return;
        }
        space.step_bytes(word.text().size());
        text.append('\'');
        append_replaced(text, word.text(), sh_replacements);
        text.append('\'');
    };
    if (!value.is_array()) {
        write(value);
        return text.finish();
    }
    for (std::size_t i = 0; i < size_of_array(value); ++i) {
        if (i != 0) text.append(' ');
        write(element(value, i));
    }
    return text.finish();
}

inline datum formatted(workspace& space, text_format format, datum const& value) {
    switch (format) {
    case text_format::text: return to_text(space, value);
    case text_format::json: return to_json_text(space, value);
    case text_format::csv: return row_written(space, value, true);
    case text_format::tsv: return row_written(space, value, false);
    case text_format::sh: return shell_quoted(space, value);
    default: break;
    }
    datum const text = to_text(space, value);
    space.step_bytes(text.text().size() * 4);
    switch (format) {
    case text_format::html: {
        text_writer escaped(space, text.text().size());
        append_replaced(escaped, text.text(), html_replacements);
        return escaped.finish();
    }
    case text_format::uri: return uri_encoded(space, text.text());
    case text_format::base64: return base64_encoded(space, text.text());
    default: return base64_decoded(space, text);
    }
}

} // namespace action_grammar::expression::detail

#endif
