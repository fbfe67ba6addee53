#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_MESSAGE_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_MESSAGE_HPP

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <action_grammar/resources/http/header_list.hpp>
#include <action_grammar/resources/http/secret.hpp>
#include <action_grammar/resources/http/url.hpp>

namespace action_grammar::http {

enum class method : std::uint8_t { get, head, post, put, patch, erase };

/// As it is sent: `"DELETE"` of `erase`.
constexpr std::string_view to_string(method how) noexcept {
    switch (how) {
    case method::get: return "GET";
    case method::head: return "HEAD";
    case method::post: return "POST";
    case method::put: return "PUT";
    case method::patch: return "PATCH";
    case method::erase: return "DELETE";
    }
    return "";
}

/// Whether a repeat of the method changes nothing by its definition (RFC 9110, 9.2.2).
constexpr bool is_idempotent(method how) noexcept { return how != method::post && how != method::patch; }

/// A credential: a secret of the host, and how it is shown.
struct credential {
    secret_ref secret;
    credential_scheme scheme = credential_scheme::bearer;

    friend constexpr bool operator==(credential const&, credential const&) noexcept = default;
};

/// A request, before the client adds what is its own.
struct request {
    method how = method::get;
    std::string url; ///< Complete, or beginning with / and standing below the client's base URL.
    header_list headers;
    std::string body;
    std::string_view content_type = "application/json"; ///< Of a body.
    credential auth;                                    ///< None if its secret has no name.
    std::span<target const> auth_targets; ///< To which alone it may be shown; empty: everything.
    std::optional<std::string> idempotency_key;
    /// Whether it changes something: then it is sent once, on a connection of its own, and errors tell whether it is in
    /// doubt.
    bool mutates = false;
    /// Beside the client's own list, what may be asked; empty: everything.
    std::span<target const> targets;
};

/// An answer.
struct response {
    int status = 0;
    header_list headers;
    std::string body;
    std::string url; ///< Who answered, as errors show it.
};

} // namespace action_grammar::http

#endif
