#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_OPTIONS_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_OPTIONS_HPP

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <action_grammar/resources/http/secret.hpp>
#include <action_grammar/resources/http/url.hpp>

namespace action_grammar::http {

/// Whether an answer that leads elsewhere is followed. Whoever follows, credentials, keys and the request's own
/// headers go to no other scheme, server or port than they were meant for.
struct redirect_policy {
    unsigned most = 0;        ///< So many in a row; 0 is none at all.
    bool other_hosts = false; ///< To other servers, schemes and ports too.
    /// A POST, PUT, PATCH or DELETE is sent again where 307 and 308 say so. After 303 a GET follows in any case; after
    /// 301 and 302 nothing does, since what they mean for such a request is not agreed upon.
    bool resend = false;
};

/// How a client behaves. It belongs to the host: no document changes it.
struct options {
    /// What templates that begin with / stand below: `"https://carts.internal"`.
    std::string base_url;
    /// How long a request may take, redirects and all; the deadline of a run may be earlier.
    std::chrono::milliseconds deadline = std::chrono::seconds{30};
    std::chrono::milliseconds connect_deadline = std::chrono::seconds{5};
    std::size_t most_body_bytes = std::size_t{8} << 20;
    std::size_t most_header_bytes = std::size_t{64} << 10;
    bool allow_http = false; ///< Beside https. No other protocol is ever spoken.
    redirect_policy redirects;
    /// Servers, by name or address as in the URL, that may be on an internal network (`network::internal`). A server
    /// named by its literal address may even be on a forbidden one.
    std::vector<std::string> internal_hosts;
    /// What may be asked at all, also by redirects; empty: everything.
    std::vector<target> targets;
    std::string ca_file; ///< Certificates that are trusted instead of the system's, as PEM.
    /// The proxy that requests go through; it sees to which addresses they may lead. Without it there is none,
    /// whatever the environment's variables say.
    std::optional<std::string> proxy;
    secret_lookup secrets;                                     ///< For credentials.
    std::chrono::seconds longest_wait = std::chrono::hours{1}; ///< More is not believed of a Retry-After.
    std::size_t connections = 32; ///< At the same time; further requests wait for one until their deadline.
    std::string user_agent = "action_grammar";
    /// So much of the body of a refusal is in its error's message. None by default: it may repeat what was sent.
    std::size_t shown_body_bytes = 0;
};

} // namespace action_grammar::http

#endif
