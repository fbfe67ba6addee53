#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_CREDENTIALS_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_CREDENTIALS_HPP

// The lines of a request's header, with what is secret in them.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/http/header_list.hpp>
#include <action_grammar/resources/http/library.hpp>
#include <action_grammar/resources/http/message.hpp>
#include <action_grammar/resources/http/secret.hpp>
#include <action_grammar/resources/http/url_template.hpp>

namespace action_grammar::http::detail {

/// Builds libcurl's list of lines.
class header_lines_builder {
public:
    /// False if it is no header: what a value cannot hold would begin another.
    bool add(std::string_view name, std::string_view value) {
        if (!is_header_name(name) || !is_header_value(value)) return false;
        std::string line(name);
        // libcurl's own spelling of a header without a value.
        line += trimmed(value).empty() ? ";" : ": ";
        if (!trimmed(value).empty()) line += value;
        add_line(line.c_str());
        return true;
    }
    void add_line(char const* line) noexcept {
        curl_slist* const longer = curl_slist_append(lines_.get(), line);
        if (longer == nullptr) {
            complete_ = false;
            return;
        }
        static_cast<void>(lines_.release()); // NOLINT(bugprone-unused-return-value): `longer` has it
        lines_.reset(longer);
    }
    /// Null if memory was lacking.
    line_list take() && noexcept { return complete_ ? std::move(lines_) : line_list{}; }

private:
    line_list lines_;
    bool complete_ = true;
};

inline std::string base64(std::string_view text) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string made;
    for (std::size_t i = 0; i < text.size(); i += 3) {
        unsigned bits = 0;
        for (std::size_t j = 0; j < 3; ++j)
            bits = bits << 8U | (i + j < text.size() ? static_cast<unsigned char>(text[i + j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j)
            made += i + j > text.size() ? '=' : digits[bits >> (18 - 6 * j) & 63U];
    }
    return made;
}

/// A text without what a terminal would act upon.
inline std::string printable(std::string_view text) {
    std::string made(text);
    for (char& c : made)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
    return made;
}

/// A credential as it is sent.
struct proof {
    std::string scheme;
    std::string value;
    std::string secret; ///< What it was made of.
};

/// Looks a credential up. Errors: the store has no such secret, or one that cannot be sent.
inline result<proof, std::string> proof_of(credential const& which, secret_lookup const& store) {
    std::string const name = printable(which.secret.name);
    auto secret = store ? store(which.secret.name) : std::nullopt;
    if (!secret) return unexpected("the host has no secret named \"" + name + "\"");
    if (which.scheme == credential_scheme::basic) return proof{"Basic", base64(*secret), *secret};
    if (secret->empty() || !is_header_value(*secret))
        return unexpected("the secret named \"" + name + "\" is no token");
    return proof{"Bearer", *secret, *secret};
}

/// An idempotency key as a header's value: what is not visible ASCII, and %, is percent-encoded, so that different keys
/// stay different.
inline std::string encoded_key(std::string_view key) {
    std::string made;
    for (char const& c : key) {
        if (static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7f && c != '%')
            made += c;
        else
            append_byte(made, static_cast<unsigned char>(c));
    }
    return made;
}

} // namespace action_grammar::http::detail

#endif
