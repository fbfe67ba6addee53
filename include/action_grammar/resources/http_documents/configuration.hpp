#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_DOCUMENTS_CONFIGURATION_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_DOCUMENTS_CONFIGURATION_HPP

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/contract_of.hpp>
#include <action_grammar/resources/http/message.hpp>

namespace action_grammar::http {

/// The methods that only read.
enum class fetch_method : std::uint8_t { GET };
/// The methods that change something.
enum class emit_method : std::uint8_t { POST, PUT, PATCH, DELETE };

/// `with` of `fetch(http)`.
struct fetch_configuration {
    std::string url;
    std::optional<fetch_method> method;
    std::optional<std::map<std::string, std::string>> headers;
    std::optional<std::string> credential;
    std::optional<json::value> output;
    std::optional<double> timeout;
};

/// `with` of `emit(http)`.
struct emit_configuration {
    std::string url;
    std::optional<emit_method> method;
    std::optional<std::map<std::string, std::string>> headers;
    std::optional<std::string> credential;
    std::optional<json::value> output;
    std::optional<double> timeout;
    std::optional<std::string> body;
};

/// The method of HTTP that a configuration means.
constexpr method method_of(std::optional<fetch_method> const&) noexcept { return method::get; }
constexpr method method_of(std::optional<emit_method> const& said) noexcept {
    switch (said.value_or(emit_method::POST)) {
    case emit_method::POST: return method::post;
    case emit_method::PUT: return method::put;
    case emit_method::PATCH: return method::patch;
    case emit_method::DELETE: return method::erase;
    }
    return method::post;
}

} // namespace action_grammar::http

namespace action_grammar {

template <>
inline constexpr auto contract_of<http::fetch_configuration> = object(
    member<&http::fetch_configuration::url>(
        description("With places for members of the input, as /carts/{id}?since={since}")),
    member<&http::fetch_configuration::method>(description("GET, which need not be said")),
    member<&http::fetch_configuration::headers>(
        description("Sent with the request; their values may have places for members of the input")),
    member<&http::fetch_configuration::credential>(description("The name of a secret that the host keeps")),
    member<&http::fetch_configuration::output>(description("JSON Schema that the answer must satisfy")),
    member<&http::fetch_configuration::timeout>(description("In seconds"), minimum(0.001), maximum(3600)));

template <>
inline constexpr auto contract_of<http::emit_configuration> = object(
    member<&http::emit_configuration::url>(
        description("With places for members of the input, as /carts/{id}?since={since}")),
    member<&http::emit_configuration::method>(description("POST unless it is said")),
    member<&http::emit_configuration::headers>(
        description("Sent with the request; their values may have places for members of the input")),
    member<&http::emit_configuration::credential>(description("The name of a secret that the host keeps")),
    member<&http::emit_configuration::output>(
        description("JSON Schema that the answer must satisfy; without it the answer is its status alone")),
    member<&http::emit_configuration::timeout>(description("In seconds"), minimum(0.001), maximum(3600)),
    member<&http::emit_configuration::body>(
        description("The member of the input that is sent; all of it without")));

} // namespace action_grammar

#endif
