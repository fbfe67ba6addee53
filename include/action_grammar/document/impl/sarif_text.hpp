#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_SARIF_TEXT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_SARIF_TEXT_HPP

// Strings as SARIF wants them: messages, addresses of files, fingerprints.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/display_text.hpp>
#include <action_grammar/document/impl/fingerprint.hpp>

namespace action_grammar::document::detail {

/// A message object. Braces are doubled, since single ones stand for arguments (3.11.5), and no stranger's text makes a
/// link (3.11.6).
inline json::object sarif_message(std::string_view words) {
    std::string text;
    for (std::size_t at = 0; at < words.size();) {
        char const next = words[at];
        if (next == '\n' || next == '{' || next == '}') {
            if (next != '\n') text += next;
            text += next;
            ++at;
        } else {
            if (next == '(' && at > 0 && words[at - 1] == ']') text += ' ';
            append_displayed(text, words, at);
        }
    }
    return {{"text", text}};
}

/// Whether an address says by itself how it is reached: `https://...`.
inline bool is_absolute_uri(std::string_view address) noexcept {
    std::size_t const colon = address.find("://");
    if (colon == 0 || colon == address.npos) return false;
    for (char const letter : address.substr(0, colon)) {
        bool const good = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
                       || (letter >= '0' && letter <= '9') || letter == '+' || letter == '-' || letter == '.';
        if (!good) return false;
    }
    return true;
}

/// The name of a file as a URI reference (RFC 3986). An absolute URI stays as it is, but for what no URI may have.
inline std::string sarif_uri(std::string_view file) {
    constexpr std::string_view hexadecimal = "0123456789ABCDEF";
    bool const is_uri = is_absolute_uri(file);
    std::string_view const kept = is_uri ? "-._~/:@!$&'()*+,;=?#[]%" : "-._~/:@!$&'()*+,;=";
    std::string uri;
    if (!is_uri && file.starts_with('/')) uri = "file://";
    // Up to the first slash a colon would end a scheme.
    if (!is_uri && file.substr(0, file.find('/')).find(':') != file.npos) uri = "./";
    for (char const letter : file) {
        auto const byte = static_cast<unsigned char>(letter);
        bool const plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
                        || (letter >= '0' && letter <= '9') || kept.find(letter) != kept.npos;
        if (plain)
            uri += letter;
        else
            (uri += '%').append({hexadecimal[byte >> 4], hexadecimal[byte & 15]});
    }
    return uri;
}

/// A number that is the same wherever and whenever the same strings are given (FNV-1a), as 16 digits.
inline std::string fingerprint(std::initializer_list<std::string_view> parts) {
    fnv1a hash;
    for (std::string_view const part : parts) {
        hash.add(part);
        hash.add("\xff"); // In no UTF-8: parts cannot run into each other.
    }
    std::string digits;
    for (int shift = 60; shift >= 0; shift -= 4)
        digits += "0123456789abcdef"[hash.value() >> shift & 15];
    return digits;
}

} // namespace action_grammar::document::detail

#endif
