#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_ERROR_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_ERROR_HPP

// What can go wrong with an HTTP request, and what that means for who sent it.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace action_grammar::http {

/// What went wrong.
enum class error_kind : std::uint8_t {
    request,          ///< It could not be made of the input: a member is missing, or no text for its place.
    credential,       ///< The host's secret store has no secret of that name.
    protocol_refused, ///< The scheme is not one that the client allows.
    target_refused,   ///< The URL is not on the list of those that may be asked.
    address_refused,  ///< The server's name leads to an address in a network that is not open to it.
    redirect_refused, ///< The answer leads elsewhere, and the client may not follow.
    busy,             ///< All connections of the client were in use until the deadline.
    dns,              ///< The server's name could not be resolved.
    connect,          ///< No connection.
    tls,              ///< No secure connection: the certificate is not trusted, say.
    deadline,         ///< No complete answer in time.
    connection_lost,  ///< The connection ended before an answer began.
    truncated,        ///< The connection ended, or the framing broke, within the answer.
    malformed,        ///< What came is not HTTP.
    too_large,        ///< The answer exceeds the client's limits.
    status,           ///< The server says no, by its status code.
    body,  ///< The answer is not what was expected: of another type, not JSON, against its contract.
    client ///< libcurl or the machine refused: no memory, no sockets.
};

/// The failure of a request. It never holds a secret, nor what stood in the URL behind the path.
struct error {
    error_kind kind = error_kind::client;
    int status = 0;      ///< The answer's status code, if there was an answer.
    std::string method;  ///< `"POST"`
    std::string url;     ///< Scheme, server and path.
    std::string message; ///< In words, with the place in the body if that is what is wrong.
    /// How long the server asks to wait before another try (RFC 9110, 10.2.3), at most the client's `longest_wait`.
    std::optional<std::chrono::seconds> retry_after;
    bool transient = false; ///< Another try may succeed.
    bool in_doubt = false;  ///< Of a mutation: it may have happened all the same. Never of a fetch.

    friend bool operator==(error const&, error const&) = default;
};

/// What a status code means for who sent the request.
struct status_meaning {
    bool transient;
    bool in_doubt; ///< Of a mutation.
};

/// The meaning of a status that is not a success, by RFC 9110, section 15, and the RFCs that register the others.
///
/// | status | another try may succeed | a mutation is in doubt |
/// | --- | --- | --- |
/// | 301, 302, 303 | no | yes: the answer to a request that was acted on may be elsewhere |
/// | 408, 425, 429 | yes | no: the request was not acted on |
/// | 500 and unknown 5xx | yes | yes: it failed somewhere on the way |
/// | 502, 504 | yes | yes: a gateway lost the answer of who acted |
/// | 503 with Retry-After | yes | no: the server declines |
/// | 503 without | yes | yes: proxies say so when the connection behind them broke |
/// | 501, 505, 506, 507, 508, 510, 511 | no | no |
/// | all others | no | no |
constexpr status_meaning meaning_of(int status, bool says_when) noexcept {
    switch (status) {
    case 301:
    case 302:
    case 303: return {false, true};
    case 408:
    case 425:
    case 429: return {true, false};
    case 503: return {true, !says_when};
    case 501:
    case 505:
    case 506:
    case 507:
    case 508:
    case 510:
    case 511: return {false, false};
    default: return {status >= 500 && status < 600, status >= 500 && status < 600};
    }
}

/// Whether another try may succeed after a failure that is not the server's word.
constexpr bool may_pass(error_kind kind) noexcept {
    switch (kind) {
    case error_kind::busy:
    case error_kind::dns:
    case error_kind::connect:
    case error_kind::deadline:
    case error_kind::connection_lost:
    case error_kind::truncated:
    case error_kind::client: return true;
    default: return false;
    }
}

} // namespace action_grammar::http

#endif
