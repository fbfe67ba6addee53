#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_QUOTING_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_QUOTING_HPP

// Names and values of strangers in messages: short, and on one line.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::document::detail {

/// The beginning of a text of at most `longest` bytes, which does not end within a character.
inline std::string_view beginning_of(std::string_view text, std::size_t longest) noexcept {
    std::size_t end = std::min(text.size(), longest);
    while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

/// `text` between quotes. Strings of strangers may be long and may hold what a terminal obeys: a message has the
/// beginning, on one line.
inline std::string in_quotes(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string_view const kept = beginning_of(text, longest);
    std::string quoted = "\"";
    for (char const letter : kept) {
        auto const byte = static_cast<unsigned char>(letter);
        constexpr std::string_view digits = "0123456789abcdef";
        if (byte < 0x20 || byte == 0x7f) {
            quoted += "\\u00";
            quoted += digits[byte >> 4U];
            quoted += digits[byte & 15U];
        } else {
            if (letter == '"' || letter == '\\') quoted += '\\';
            quoted += letter;
        }
    }
    if (kept.size() < text.size()) quoted += "...";
    return quoted += '"';
}

/// At most so many bytes of a text, with dots where it was cut.
inline std::string shortened(std::string_view text, std::size_t longest) {
    std::string_view const kept = beginning_of(text, longest);
    return std::string(kept) + (kept.size() < text.size() ? "..." : "");
}

/// A value in a message: whole when it is short.
inline std::string shown(json::value const& value) { return shortened(json::serialize(value), 120); }

/// What may have been meant; empty when nothing is near.
inline std::string did_you_mean(std::string_view name) {
    return name.empty() ? std::string() : "did you mean " + in_quotes(name) + "?";
}

} // namespace action_grammar::document::detail

#endif
