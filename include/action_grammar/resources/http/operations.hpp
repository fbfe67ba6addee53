#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_OPERATIONS_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_OPERATIONS_HPP

// The operations of HTTP, for the verbs:
//
//     ag::fetch<"cart">(http::get<cart, cart_request>("/v2/carts/{id}"))
//     ag::emit<"sent">(http::post<receipt, order, std::string>("/hooks/orders"), ag::keyed_by(&order::id))
//
// Each takes one value, the Input, whose members fill the places of the URL and which is the body of what has one. The
// Answer is a type with a contract; `http::response` as it came; `std::optional<T>`, empty for 404 and 410;
// `http::tagged<T>`; or `void`.

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/operation.hpp>
#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/resources/http/answer.hpp>
#include <action_grammar/resources/http/client.hpp>
#include <action_grammar/resources/http/url_template.hpp>

namespace action_grammar::http {

/// What an operation says beside its URL.
struct settings {
    credential auth{}; ///< Of the host's store; none if its secret has no name.
    std::string_view accept = "application/json";
    std::string_view if_match{}; ///< `"{etag}"`: the change is made only to this version (RFC 9110, 13.1.1).
    std::string_view if_none_match{}; ///< `"*"`: only if there is none yet.
    std::string_view body{};          ///< The member of the input that is the body; empty: all of it.
};

namespace detail {

template <class Input>
json::value json_of(Input const& input) {
    if constexpr (std::is_same_v<Input, json::value>)
        return input;
    else
        return encode(input);
}

inline error not_made(method how, std::string message) {
    error why;
    why.kind = error_kind::request;
    why.method = to_string(how);
    why.message = std::move(message);
    return why;
}

/// The request of an input. Errors: the input has nothing for one of its places.
inline result<request, error> make_request(method how, std::string_view url, settings const& with,
                                           json::value const& input) {
    request made;
    made.how = how;
    auto filled = fill_url(url, input);
    if (!filled) return unexpected(not_made(how, std::move(filled).error()));
    made.url = *std::move(filled);
    made.auth = with.auth;
    if (!with.accept.empty()) made.headers.add("Accept", with.accept);
    for (auto const& [name, text] : {std::pair{std::string_view("If-Match"), with.if_match},
                                     std::pair{std::string_view("If-None-Match"), with.if_none_match}}) {
        if (text.empty()) continue;
        auto value = fill_header(text, input);
        if (!value) return unexpected(not_made(how, std::move(value).error()));
        made.headers.add(name, *value);
    }
    if (how == method::get || how == method::head || how == method::erase) return made;
    json::value const* const body = with.body.empty() ? &input : member_of(input, with.body);
    if (body == nullptr)
        return unexpected(
            not_made(how, "the input has no member \"" + std::string(with.body) + "\" for the body"));
    made.body = json::serialize(*body);
    return made;
}

/// Sends a request and reads the value of its answer.
template <class Answer>
result<Answer, error> ask(client& by, request const& asked, deadline until) {
    auto answer = by.send(asked, until);
    if (!answer) {
        if constexpr (is_optional<Answer>)
            if (answer.error().status == 404 || answer.error().status == 410) return Answer{};
        return unexpected(std::move(answer).error());
    }
    error why;
    why.kind = error_kind::body;
    why.status = answer->status;
    why.method = to_string(asked.how);
    why.url = answer->url;
    why.in_doubt = asked.mutates; // it happened, but what came of it is not known
    auto value = value_of<Answer>(*std::move(answer));
    if (value) {
        if constexpr (std::is_void_v<Answer>)
            return {};
        else
            return *std::move(value);
    }
    why.message = "the answer cannot be used: " + value.error();
    return unexpected(std::move(why));
}

inline std::string key_text(std::string_view key) { return std::string(key); }
template <std::integral Number>
std::string key_text(Number key) {
    return std::to_string(key);
}

/// A request that reads.
template <class Answer, class Input, class Client>
struct reading {
    std::string_view url;
    settings with;

    result<Answer, error> operator()(Client& by, Input const& input, deadline until) const {
        auto asked = make_request(method::get, url, with, json_of(input));
        if (!asked) return unexpected(std::move(asked).error());
        return ask<Answer>(by, *asked, until);
    }
};

/// A request that changes something.
template <class Answer, class Input, class Client>
struct mutating {
    method how;
    std::string_view url;
    settings with;

    result<Answer, error> operator()(Client& by, Input const& input, deadline until) const {
        auto asked = make_request(how, url, with, json_of(input));
        if (!asked) return unexpected(std::move(asked).error());
        asked->mutates = true;
        return ask<Answer>(by, *asked, until);
    }
};

/// The same with a key by which the server recognizes a repeat.
template <class Answer, class Input, class Key, class Client>
struct keyed_mutating {
    method how;
    std::string_view url;
    settings with;

    result<Answer, error> operator()(Client& by, Input const& input, idempotency_key<Key> key,
                                     deadline until) const {
        auto asked = make_request(how, url, with, json_of(input));
        if (!asked) return unexpected(std::move(asked).error());
        asked->mutates = true;
        asked->idempotency_key = key_text(key.value);
        return ask<Answer>(by, *asked, until);
    }
};

template <class Answer, class Input, class Key, class Client>
constexpr auto mutation(method how, std::string_view url, settings const& with) {
    if constexpr (std::is_void_v<Key>)
        return on<Client>(mutating<Answer, Input, Client>{how, url, with});
    else
        return on<Client>(keyed_mutating<Answer, Input, Key, Client>{how, url, with});
}

} // namespace detail

/// An operation for `fetch`: GET.
///
/// @tparam Answer  see above
/// @tparam Input   the type of the value whose members fill the URL's places
/// @tparam Client  the resource: `client`, or a type derived from it that names one service
/// @param url      `"/v2/carts/{id}?since={since}"`, below the client's base URL, or complete. Lists in the query repeat
///                 their parameter, absent members leave it out. Checked by the compiler
template <class Answer, class Input, class Client = client>
[[nodiscard]] constexpr auto get(url_for<std::type_identity_t<Input>> url, settings with = {}) {
    return on<Client>(detail::reading<Answer, Input, Client>{url.text(), with});
}

/// An operation for `emit` or `persist`: POST, with the input as JSON.
///
/// @tparam Key  of the idempotency key, which is sent as `Idempotency-Key`: what `keyed_by` projects, text or an integer;
///              `void`: none is sent
template <class Answer, class Input, class Key = void, class Client = client>
[[nodiscard]] constexpr auto post(url_for<std::type_identity_t<Input>> url, settings with = {}) {
    return detail::mutation<Answer, Input, Key, Client>(method::post, url.text(), with);
}
/// PUT, which is `natural`: a repeat changes nothing by its definition.
template <class Answer, class Input, class Key = void, class Client = client>
[[nodiscard]] constexpr auto put(url_for<std::type_identity_t<Input>> url, settings with = {}) {
    return detail::mutation<Answer, Input, Key, Client>(method::put, url.text(), with);
}
/// PATCH.
template <class Answer, class Input, class Key = void, class Client = client>
[[nodiscard]] constexpr auto patch(url_for<std::type_identity_t<Input>> url, settings with = {}) {
    return detail::mutation<Answer, Input, Key, Client>(method::patch, url.text(), with);
}
/// DELETE, without a body; `natural` like PUT.
template <class Answer, class Input, class Key = void, class Client = client>
[[nodiscard]] constexpr auto erase(url_for<std::type_identity_t<Input>> url, settings with = {}) {
    return detail::mutation<Answer, Input, Key, Client>(method::erase, url.text(), with);
}

} // namespace action_grammar::http

#endif
