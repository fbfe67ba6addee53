#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_CLIENT_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_CLIENT_HPP

// An HTTP client as a resource.

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/http/error.hpp>
#include <action_grammar/resources/http/exchange.hpp>
#include <action_grammar/resources/http/handle_pool.hpp>
#include <action_grammar/resources/http/message.hpp>
#include <action_grammar/resources/http/options.hpp>

namespace action_grammar::http {

/// Sends requests, within limits and to where it may. Connections are kept for further requests; any number of threads
/// may send at once.
///
/// A composition that asks several services tells their clients apart by type:
///
///     struct cart_service : http::client { using client::client; };
///     struct rate_service : http::client { using client::client; };
///
/// What it never does: speak another protocol than https (and http, if opened), connect to an internal network that is
/// not opened for that server, by whatever name or redirect; follow a redirect that its options do not allow; show a
/// credential, an idempotency key or the request's headers to another server; send by itself a second time what changes
/// something; go on behind its deadline or its size limits; believe a certificate that it cannot verify.
class client {
public:
    explicit client(options by) : by_(std::move(by)), handles_(by_.connections) {}
    client(client const&) = delete;
    client& operator=(client const&) = delete;

    /// Sends a request and waits for the answer.
    ///
    /// @param until  the run's deadline; the options' own may be earlier
    /// @return the answer, if its status is one of success (2xx). Errors: everything else; see `error`. Does not throw
    result<response, error> send(request const& asked, deadline until = {}) noexcept {
        try {
            return begin(asked, until);
        } catch (std::exception const& thrown) {
            return unexpected(failure(asked, thrown.what()));
        } catch (...) {
            return unexpected(failure(asked, "an exception"));
        }
    }

    [[nodiscard]] options const& settings() const noexcept { return by_; }

private:
    result<response, error> begin(request const& asked, deadline until) {
        if (!detail::library_ready()) return unexpected(failure(asked, "libcurl cannot be initialized"));
        time_point const latest = std::min(until.at, monotonic_clock::now() + by_.deadline);
        auto const lease = handles_.lend(latest);
        if (lease.get() == nullptr) {
            error why = failure(asked, "no connection of the client became free until the deadline");
            why.kind = error_kind::busy;
            why.in_doubt = false;
            return unexpected(std::move(why));
        }
        return detail::exchange(lease.get(), by_, asked, latest).run();
    }

    /// A failure of the machine, of which it is not known how far the request came.
    static error failure(request const& asked, char const* what) {
        error why;
        why.method = to_string(asked.how);
        why.message = what;
        why.transient = true;
        why.in_doubt = asked.mutates;
        return why;
    }

    options by_;
    detail::handle_pool handles_;
};

} // namespace action_grammar::http

#endif
