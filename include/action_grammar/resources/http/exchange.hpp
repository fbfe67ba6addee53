#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_EXCHANGE_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_EXCHANGE_HPP

// A request from its first byte to its answer, redirects and all.

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/http/credentials.hpp>
#include <action_grammar/resources/http/error.hpp>
#include <action_grammar/resources/http/message.hpp>
#include <action_grammar/resources/http/options.hpp>
#include <action_grammar/resources/http/retry_after.hpp>
#include <action_grammar/resources/http/transfer.hpp>

namespace action_grammar::http::detail {

/// One request. Used once.
class exchange {
public:
    exchange(CURL* handle, options const& by, request const& asked, time_point until)
        : handle_(handle), by_(by), asked_(asked), until_(until), how_(asked.how) {}

    result<response, error> run() {
        auto url = parsed_url::parse(asked_.url.starts_with('/') ? by_.base_url + asked_.url : asked_.url);
        if (!url) return fail(error_kind::request, "the URL cannot be used: " + url.error());
        origin_ = url->parts();
        for (unsigned followed = 0;; ++followed) {
            where_ = url->parts();
            if (auto refused = refusal()) return unexpected(*std::move(refused));
            auto lines = header_lines();
            if (!lines) return unexpected(std::move(lines).error());
            auto const left =
                std::chrono::duration_cast<std::chrono::milliseconds>(until_ - monotonic_clock::now());
            if (left.count() <= 0)
                return fail(error_kind::deadline, "the deadline passed before it was sent");
            transfer once(handle_, by_, reach());
            auto found =
                once.run(*url, how_, has_body() ? asked_.body : nothing_, lines->get(), asked_.mutates, left);
            sent_ = sent_ || found.sent;
            status_ = found.headers_complete ? found.answer.status : 0;
            // A refusal is one, whatever became of its body.
            bool const told = found.headers_complete && found.answer.status >= 300;
            if (found.failed && !told) return fail(found.kind, found.reason);
            if (!found.headers_complete)
                return fail(error_kind::malformed, "the answer has no end of its headers");
            if (status_ < 300) {
                found.answer.url = where_.shown();
                return std::move(found.answer);
            }
            auto const location = found.answer.headers.find("Location");
            if (status_ >= 400 || status_ == 304 || !location) return refused_by_server(found.answer);
            if (auto refused = may_follow(followed)) return unexpected(*std::move(refused));
            if (never_acted_on() && how_ == asked_.how) sent_ = false;
            auto next = url->resolve(std::string(*location));
            if (!next)
                return fail(error_kind::redirect_refused, "the redirect cannot be followed: " + next.error());
            if (status_ == 303 && how_ != method::get && how_ != method::head) how_ = method::get;
            if (!by_.redirects.other_hosts && !next->parts().same_origin(where_)
                && scheme_allowed(next->parts().scheme)) {
                return fail(error_kind::redirect_refused, "the answer leads to another server, "
                                                              + next->parts().scheme + "://"
                                                              + next->parts().host);
            }
            url = std::move(next);
        }
    }

private:
    using failed = unexpected<error>;

    /// @param definite  of a mutation, whether it is known not to have happened although it was sent
    error made(error_kind kind, std::string message, bool definite = false) const {
        error why;
        why.kind = kind;
        why.status = status_;
        why.method = to_string(asked_.how);
        if (!where_.host.empty()) why.url = where_.shown();
        why.message = std::move(message);
        why.transient = may_pass(kind);
        why.in_doubt = asked_.mutates && sent_ && !definite;
        return why;
    }
    failed fail(error_kind kind, std::string message) const { return failed(made(kind, std::move(message))); }

    [[nodiscard]] bool scheme_allowed(std::string_view scheme) const noexcept {
        return scheme == "https" || (scheme == "http" && by_.allow_http);
    }

    /// Whether the answer says that the request is to be sent elsewhere, unchanged.
    [[nodiscard]] bool never_acted_on() const noexcept { return status_ == 307 || status_ == 308; }

    [[nodiscard]] bool covers(std::span<target const> list) const noexcept {
        return list.empty() || std::any_of(list.begin(), list.end(), [this](target const& each) {
                   return each.covers(where_);
               });
    }

    /// Why the URL may not be asked.
    [[nodiscard]] std::optional<error> refusal() const {
        if (!scheme_allowed(where_.scheme)) {
            return made(error_kind::protocol_refused,
                        "the protocol \"" + where_.scheme + "\" is not allowed; use https"
                            + (where_.scheme == "http" ? ", or let the host set allow_http" : ""));
        }
        if (!covers(by_.targets) || !covers(asked_.targets))
            return made(error_kind::target_refused, "this URL is not among the targets that the host allows");
        if (!asked_.auth.secret.name.empty() && where_.same_origin(origin_) && !covers(asked_.auth_targets))
            return made(error_kind::target_refused, "the credential may not be shown to this URL");
        return std::nullopt;
    }

    /// Why an answer that leads elsewhere is not followed.
    [[nodiscard]] std::optional<error> may_follow(unsigned followed) const {
        redirect_policy const& policy = by_.redirects;
        bool const reads = how_ == method::get || how_ == method::head;
        auto const refuse = [&](std::string why) {
            return made(error_kind::redirect_refused, std::move(why), never_acted_on() && how_ == asked_.how);
        };
        if (policy.most == 0)
            return refuse("the answer leads elsewhere (status " + std::to_string(status_)
                          + "), and redirects are not followed");
        if (followed >= policy.most)
            return refuse("more than " + std::to_string(policy.most) + " redirects in a row");
        if (reads || status_ == 303) return std::nullopt;
        if (never_acted_on() && policy.resend) return std::nullopt;
        return refuse("the answer leads elsewhere (status " + std::to_string(status_) + "), and a "
                      + std::string(to_string(how_)) + " is not sent again");
    }

    failed refused_by_server(response const& answer) const {
        auto const asked = answer.headers.find("Retry-After");
        auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        auto const wait = asked ? parse_retry_after(*asked, now, by_.longest_wait) : std::nullopt;
        status_meaning const meaning = meaning_of(answer.status, wait.has_value());
        std::string words = "the server answered with status " + std::to_string(answer.status);
        if (by_.shown_body_bytes > 0 && !answer.body.empty()) {
            words += ": ";
            words += printable(without_secret(answer.body)).substr(0, by_.shown_body_bytes);
        }
        error why = made(error_kind::status, std::move(words), !meaning.in_doubt && how_ == asked_.how);
        why.transient = meaning.transient;
        why.retry_after = wait;
        return failed(std::move(why));
    }

    [[nodiscard]] std::string without_secret(std::string text) const {
        for (std::string const& each : {proof_.secret, proof_.value})
            for (std::size_t at = 0; !each.empty() && (at = text.find(each, at)) != text.npos;)
                text.replace(at, each.size(), "***");
        return text;
    }

    [[nodiscard]] bool has_body() const noexcept {
        return how_ == asked_.how && how_ != method::get && how_ != method::head;
    }

    /// The furthest inside that a connection to this server may lead.
    [[nodiscard]] network reach() const {
        for (std::string const& each : by_.internal_hosts) {
            std::string const opened = lower(each);
            if (opened != where_.host && '[' + opened + ']' != where_.host) continue;
            bool const literal = where_.host.starts_with('[')
                              || where_.host.find_first_not_of("0123456789.") == std::string::npos;
            return literal ? network::forbidden : network::internal;
        }
        return network::global;
    }

    result<line_list, error> header_lines() {
        header_lines_builder lines;
        bool const own = where_.same_origin(origin_);
        bool const reads_on = how_ != asked_.how; // a GET behind a 303
        if (own) {
            for (auto const& [name, value] : asked_.headers)
                if (!lines.add(name, value))
                    return fail(error_kind::request,
                                "the header \"" + printable(name)
                                    + "\" has a name or a value that headers cannot have");
            if (asked_.idempotency_key && !reads_on)
                lines.add("Idempotency-Key", encoded_key(*asked_.idempotency_key));
            if (!asked_.auth.secret.name.empty()) {
                auto found = proof_of(asked_.auth, by_.secrets);
                if (!found) return fail(error_kind::credential, std::move(found).error());
                proof_ = *std::move(found);
                lines.add("Authorization", proof_.scheme + ' ' + proof_.value);
            }
        } else if (auto const accepted = asked_.headers.find("Accept")) {
            lines.add("Accept", *accepted);
        }
        if (has_body() && !asked_.body.empty()) lines.add("Content-Type", asked_.content_type);
        lines.add_line("Expect:"); // no waiting for leave to send a body
        auto made = std::move(lines).take();
        if (!made) return fail(error_kind::client, "there is no memory for the request");
        return made;
    }

    CURL* handle_;
    options const& by_;
    request const& asked_;
    time_point until_;
    method how_; ///< Of the request at hand: a GET behind a 303.
    url_parts origin_;
    url_parts where_;
    int status_ = 0;
    bool sent_ = false;
    proof proof_;
    std::string const nothing_;
};

} // namespace action_grammar::http::detail

#endif
