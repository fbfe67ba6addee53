#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_URL_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_URL_HPP

// URLs, as libcurl reads them: what is checked here is what it connects to.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/http/header_list.hpp>
#include <action_grammar/resources/http/library.hpp>

namespace action_grammar::http {

/// Where a request goes, in parts.
struct url_parts {
    std::string scheme; ///< `"https"`
    std::string host;   ///< In small letters; of an IPv6 address with brackets.
    std::string port;   ///< Digits; the scheme's own if none is written.
    std::string path;   ///< As it is sent, `"/"` at least.

    friend bool operator==(url_parts const&, url_parts const&) = default;

    /// Whether both are of one scheme, host and port, so that one may see what was meant for the other.
    [[nodiscard]] bool same_origin(url_parts const& other) const noexcept {
        return scheme == other.scheme && host == other.host && port == other.port;
    }
    /// Without user, query and fragment, which may hold secrets.
    [[nodiscard]] std::string shown() const {
        bool const usual = (scheme == "https" && port == "443") || (scheme == "http" && port == "80");
        return scheme + "://" + host + (usual || port.empty() ? "" : ":" + port) + path;
    }
};

namespace detail {

inline std::string part_of(CURLU* url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
    curl_text const owned(text);
    return text;
}

/// Whether a path has a segment that stands for itself or the one above, plain or encoded.
inline bool has_dot_segment(std::string_view path) {
    std::string plain;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (i + 2 < path.size() && path[i] == '%' && path[i + 1] == '2'
            && (path[i + 2] == 'e' || path[i + 2] == 'E')) {
            plain += '.';
            i += 2;
        } else {
            plain += path[i] == '\\' ? '/' : path[i];
        }
    }
    for (std::size_t begin = 0; begin <= plain.size();) {
        std::size_t const end = std::min(plain.find('/', begin), plain.size());
        std::string_view const segment = std::string_view(plain).substr(begin, end - begin);
        if (segment == "." || segment == "..") return true;
        begin = end + 1;
    }
    return false;
}

/// A URL that libcurl has read.
class parsed_url {
public:
    /// Errors: why it is no URL to ask. The text is not repeated, since it may hold secrets.
    static result<parsed_url, std::string> parse(std::string const& text) {
        parsed_url made;
        made.handle_.reset(curl_url());
        if (!made.handle_) return unexpected(std::string("there is no memory for the URL"));
        return std::move(made).with(text);
    }

    /// Where a redirect from here leads.
    [[nodiscard]] result<parsed_url, std::string> resolve(std::string const& location) const {
        parsed_url made;
        made.handle_.reset(curl_url_dup(handle_.get()));
        if (!made.handle_) return unexpected(std::string("there is no memory for the URL"));
        // A fragment of the old URL is not part of the new one.
        curl_url_set(made.handle_.get(), CURLUPART_FRAGMENT, nullptr, 0);
        return std::move(made).with(location);
    }

    [[nodiscard]] url_parts const& parts() const noexcept { return parts_; }
    [[nodiscard]] CURLU* get() const noexcept { return handle_.get(); }

private:
    parsed_url() = default;

    result<parsed_url, std::string> with(std::string const& text) && {
        for (char const c : text)
            if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f)
                return unexpected(std::string("it has a space or a control character"));
        CURLUcode const code = curl_url_set(handle_.get(), CURLUPART_URL, text.c_str(),
                                            CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS);
        if (code != CURLUE_OK) return unexpected(std::string(curl_url_strerror(code)));
        parts_ = {lower(part_of(handle_.get(), CURLUPART_SCHEME)),
                  lower(part_of(handle_.get(), CURLUPART_HOST)),
                  part_of(handle_.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT),
                  part_of(handle_.get(), CURLUPART_PATH)};
        // One dot at the end of a name is the same server under another name.
        if (parts_.host.ends_with('.')) parts_.host.pop_back();
        if (!part_of(handle_.get(), CURLUPART_USER).empty()
            || !part_of(handle_.get(), CURLUPART_PASSWORD).empty())
            return unexpected(std::string("it holds a user or a password; name a credential instead"));
        if (has_dot_segment(parts_.path)) return unexpected(std::string("its path has a segment . or .."));
        return std::move(*this);
    }

    url_handle handle_;
    url_parts parts_;
};

} // namespace detail

/// A part of the web that may be asked: a server, and the beginning of the path.
class target {
public:
    /// @param prefix  `"https://carts.internal/v2/"`: scheme, host and port must be the same, and the path must begin
    ///                so, up to the end of a segment
    static result<target, std::string> parse(std::string const& prefix) {
        auto read = detail::parsed_url::parse(prefix);
        if (!read) return unexpected("\"" + prefix + "\" is no prefix of URLs: " + read.error());
        return target(read->parts());
    }

    [[nodiscard]] bool covers(url_parts const& url) const noexcept {
        if (!prefix_.same_origin(url) || !url.path.starts_with(prefix_.path)) return false;
        return prefix_.path.ends_with('/') || url.path.size() == prefix_.path.size()
            || url.path[prefix_.path.size()] == '/';
    }
    /// Whether it is a part of that server at least, whatever the path.
    [[nodiscard]] bool is_on_server_of(url_parts const& url) const noexcept {
        return prefix_.same_origin(url);
    }
    [[nodiscard]] std::string shown() const { return prefix_.shown(); }

private:
    explicit target(url_parts prefix) : prefix_(std::move(prefix)) {}
    url_parts prefix_;
};

} // namespace action_grammar::http

#endif
