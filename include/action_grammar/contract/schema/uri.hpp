#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_URI_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_URI_HPP

// References resolved against a base, as RFC 3986 says, section 5.2.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace action_grammar::schema {

/// A URI reference cut into its parts; a part that is absent is empty, and a flag says which were there.
/// Views into the text that was cut.
struct uri_parts {
    std::string_view scheme;
    std::string_view authority;
    std::string_view path;
    std::string_view query;
    std::string_view fragment;
    bool has_scheme = false;
    bool has_authority = false;
    bool has_query = false;
    bool has_fragment = false;
};

/// Cuts a URI reference (RFC 3986, appendix B). Every text can be cut. Linear.
constexpr uri_parts split_uri(std::string_view text) noexcept {
    uri_parts parts;
    if (auto const hash = text.find('#'); hash != std::string_view::npos) {
        parts.fragment = text.substr(hash + 1);
        parts.has_fragment = true;
        text = text.substr(0, hash);
    }
    if (auto const mark = text.find('?'); mark != std::string_view::npos) {
        parts.query = text.substr(mark + 1);
        parts.has_query = true;
        text = text.substr(0, mark);
    }
    if (auto const end = text.find_first_of(":/");
        end != std::string_view::npos && end > 0 && text[end] == ':') {
        parts.scheme = text.substr(0, end);
        parts.has_scheme = true;
        text = text.substr(end + 1);
    }
    if (text.substr(0, 2) == "//") {
        auto const end = text.find('/', 2);
        parts.authority = text.substr(2, end == std::string_view::npos ? end : end - 2);
        parts.has_authority = true;
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end);
    }
    parts.path = text;
    return parts;
}

/// What stands before the `#`, and what behind it; nothing behind it if there is none.
constexpr std::pair<std::string_view, std::string_view> split_fragment(std::string_view uri) noexcept {
    auto const hash = uri.find('#');
    if (hash == std::string_view::npos) return {uri, {}};
    return {uri.substr(0, hash), uri.substr(hash + 1)};
}

namespace detail {

/// RFC 3986, section 5.2.4.
inline std::string without_dot_segments(std::string_view path) {
    std::string kept;
    bool const rooted = !path.empty() && path.front() == '/';
    if (rooted) path.remove_prefix(1);
    for (;;) {
        auto const slash = path.find('/');
        bool const last = slash == std::string_view::npos;
        std::string_view const segment = path.substr(0, slash);
        if (segment == "..") {
            if (!kept.empty()) kept.pop_back();
            kept.erase(kept.find_last_of('/') == std::string::npos ? 0 : kept.find_last_of('/') + 1);
        } else if (segment != ".") {
            kept += segment;
            if (!last) kept += '/';
        }
        if (last) break;
        path.remove_prefix(slash + 1);
    }
    return rooted ? '/' + kept : kept;
}

constexpr int hexadecimal_value(char digit) noexcept {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

} // namespace detail

/// The URI that `reference` means in a document whose base is `base` (RFC 3986, section 5.2). With an empty
/// base a relative reference stays as it is, without dot segments. Linear.
inline std::string resolve_uri(std::string_view base, std::string_view reference) {
    uri_parts const given = split_uri(reference);
    uri_parts const around = split_uri(base);
    uri_parts target = given;
    std::string path;
    if (given.has_scheme || given.has_authority) {
        // The path of a URN is no hierarchy.
        path = given.has_authority || given.path.substr(0, 1) == "/"
                 ? detail::without_dot_segments(given.path)
                 : std::string(given.path);
    } else if (given.path.empty()) {
        path = around.path;
        if (!given.has_query) {
            target.query = around.query;
            target.has_query = around.has_query;
        }
    } else if (given.path.front() == '/') {
        path = detail::without_dot_segments(given.path);
    } else {
        auto const slash = around.path.rfind('/');
        std::string merged;
        if (around.has_authority && around.path.empty())
            merged = "/";
        else if (slash != std::string_view::npos)
            merged = around.path.substr(0, slash + 1);
        merged += given.path;
        path = detail::without_dot_segments(merged);
    }
    std::string uri;
    std::string_view const scheme = given.has_scheme ? given.scheme : around.scheme;
    if (given.has_scheme || around.has_scheme) {
        uri += scheme;
        uri += ':';
    }
    bool const own_authority = given.has_scheme || given.has_authority;
    if (own_authority ? given.has_authority : around.has_authority) {
        uri += "//";
        uri += own_authority ? given.authority : around.authority;
    }
    uri += path;
    if (target.has_query) {
        uri += '?';
        uri += target.query;
    }
    if (given.has_fragment) {
        uri += '#';
        uri += given.fragment;
    }
    return uri;
}

/// `text` with `%41` read as `A`. A percent sign without two digits behind it stays. Linear.
inline std::string percent_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && detail::hexadecimal_value(text[i + 1]) >= 0
            && detail::hexadecimal_value(text[i + 2]) >= 0) {
            decoded += static_cast<char>(detail::hexadecimal_value(text[i + 1]) * 16
                                         + detail::hexadecimal_value(text[i + 2]));
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    return decoded;
}

} // namespace action_grammar::schema

#endif
