#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_DOCUMENTS_ACCESS_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_DOCUMENTS_ACCESS_HPP

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/resources/http/header_list.hpp>
#include <action_grammar/resources/http/message.hpp>
#include <action_grammar/resources/http/url.hpp>

namespace action_grammar::http {

/// A credential that documents may name.
struct document_credential {
    std::string name; ///< Of the secret in the client's store.
    credential_scheme scheme = credential_scheme::bearer;
    std::vector<target> targets; ///< To which alone it is shown.
};

/// What documents may do with a client. Nothing of it is allowed that is not said.
struct document_access {
    std::vector<target> targets{}; ///< What may be asked; redirects included.
    std::vector<document_credential> credentials{};
    std::chrono::milliseconds longest_timeout = std::chrono::seconds{60};
};

namespace detail {

/// Whether a header is the client's own affair, or says who the request is from or for.
inline bool is_reserved(std::string_view name) {
    constexpr std::string_view reserved[] = {"accept-encoding",
                                             "authorization",
                                             "connection",
                                             "content-encoding",
                                             "content-length",
                                             "content-type",
                                             "cookie",
                                             "date",
                                             "expect",
                                             "forwarded",
                                             "host",
                                             "idempotency-key",
                                             "keep-alive",
                                             "origin",
                                             "referer",
                                             "set-cookie",
                                             "te",
                                             "trailer",
                                             "transfer-encoding",
                                             "upgrade",
                                             "via",
                                             "x-http-method-override",
                                             "x-method-override",
                                             "x-http-method",
                                             "x-real-ip",
                                             "x-original-url",
                                             "x-rewrite-url"};
    std::string const small = lower(name);
    return std::find(std::begin(reserved), std::end(reserved), small) != std::end(reserved)
        || small.starts_with("proxy-") || small.starts_with("sec-") || small.starts_with("x-forwarded-");
}

/// Targets that a list of them covers in part: on the same server at least, whatever the path.
inline bool may_cover(std::vector<target> const& list, url_parts const& url) noexcept {
    return std::any_of(list.begin(), list.end(),
                       [&](target const& each) { return each.is_on_server_of(url); });
}

} // namespace detail

} // namespace action_grammar::http

#endif
