#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_DOCUMENTS_ACTIONS_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_DOCUMENTS_ACTIONS_HPP

// fetch(http) and emit(http) for documents.

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/document/impl/filter_use.hpp>
#include <action_grammar/document/impl/wording.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/resource_action.hpp>
#include <action_grammar/resources/http_documents/access.hpp>
#include <action_grammar/resources/http_documents/configuration.hpp>
#include <action_grammar/resources/http_documents/runner.hpp>

namespace action_grammar::http {

namespace detail {

using document::detail::tell;

/// What an input must be for the places of a URL's path: an object with a text, a number or a truth for each.
inline json::value schema_of_places(std::string_view url) {
    json::object properties;
    json::array required;
    for_each_place(url.substr(0, url.find('?')), [&](std::string_view name) {
        boost::json::string_view const key(name.data(), name.size());
        properties[key] = json::object{{"type", json::array{"string", "number", "boolean"}}};
        required.emplace_back(json::string(key));
    });
    if (required.empty()) return true;
    return json::object{
        {"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

/// A URL with something in each place, for what can be told before there is an input.
inline std::string with_places_taken(std::string_view url) {
    std::string made;
    while (!url.empty()) {
        std::size_t const begin = std::min(url.find('{'), url.size());
        made += url.substr(0, begin);
        if (begin == url.size()) break;
        made += 'x';
        url.remove_prefix(url.find('}', begin) + 1);
    }
    return made;
}

/// `fetch(http)` or `emit(http)`.
template <class Configuration>
class request_kind final : public document::action_kind {
    static constexpr bool changes = std::is_same_v<Configuration, emit_configuration>;

public:
    request_kind(std::string_view resource, client& by, document_access access)
        : by_(by), access_(std::move(access)) {
        about_.what = changes ? verb::emit : verb::fetch;
        about_.name = std::string(name(about_.what)) + '(' + std::string(resource) + ')';
        about_.resource = resource;
        about_.summary = changes ? "Sends its input as JSON to a URL." : "Reads JSON from a URL.";
        about_.parameters.push_back({"value", {}});
        about_.configuration = document::contract::of_type(document::value_type_of<Configuration>).schema();
        about_.effect = changes ? grade::committed : grade::fallible;
        if (changes) about_.protections = {protection::keyed, protection::natural, protection::unprotected};
        about_.takes_key = changes;
        about_.takes_deadline = true;
        about_.failures.push_back(document::failure_mode_of<error>());
        about_.resources.emplace_back("http::client");
    }

    document::description const& about() const noexcept override { return about_; }

    document::use check(document::use_request const& request) const override {
        document::use made;
        made.effect = about_.effect;
        auto const read = document::detail::configuration_of<Configuration>(request, made);
        if (!read) return made;
        ready_request ready;
        ready.by = &by_;
        ready.targets = access_.targets;
        ready.what = about_.what;
        ready.guard = request.guard;
        ready.how = method_of(read->method);
        ready.url = read->url;
        ready.headers = read->headers.value_or(std::map<std::string, std::string>());
        ready.timeout = timeout_of(*read);
        check_url(read->url, request, made);
        check_headers(ready.headers, made);
        if (read->credential) take_credential(*read->credential, read->url, ready, made);
        if constexpr (changes) {
            ready.body = read->body.value_or("");
            if (request.guard == protection::natural && !is_idempotent(ready.how))
                tell(made, "/protection",
                     "a " + std::string(to_string(ready.how)) + " is not idempotent by nature",
                     "use PUT or DELETE, or protect it by a key");
            made.output = document::detail::contract_of_member("status", "integer");
        }
        if (read->output) {
            auto const wanted =
                document::detail::contract_in(*read->output, "/with/output", request, made.problems);
            if (wanted) {
                made.output = *wanted;
                ready.output = wanted->validator();
            }
        }
        if (made.problems.empty()) made.run = std::make_shared<request_runner const>(std::move(ready));
        return made;
    }

private:
    [[nodiscard]] std::chrono::milliseconds timeout_of(Configuration const& read) const {
        if (!read.timeout) return access_.longest_timeout;
        std::chrono::duration<double, std::milli> const asked(*read.timeout * 1000);
        return std::min(std::chrono::ceil<std::chrono::milliseconds>(asked), access_.longest_timeout);
    }

    /// The parts of a URL as far as they are known before there is an input.
    [[nodiscard]] result<url_parts, std::string> parts_of(std::string const& url) const {
        std::string const taken = with_places_taken(url);
        auto read = parsed_url::parse(taken.starts_with('/') ? by_.settings().base_url + taken : taken);
        if (!read) return unexpected("the URL cannot be used: " + read.error());
        return read->parts();
    }

    void check_url(std::string const& url, document::use_request const& request, document::use& made) const {
        if (char const* const flaw = template_flaw(url)) return tell(made, "/with/url", flaw);
        auto const parts = parts_of(url);
        if (!parts) return tell(made, "/with/url", parts.error());
        if (!may_cover(access_.targets, *parts)) {
            std::string allowed;
            for (target const& each : access_.targets)
                allowed += (allowed.empty() ? "" : ", ") + each.shown();
            return tell(made, "/with/url",
                        "the host does not let documents ask " + parts->scheme + "://" + parts->host,
                        allowed.empty() ? "the host allows no URL at all" : "it allows " + allowed);
        }
        auto const wanted = document::contract::of_schema(schema_of_places(url));
        if (!wanted || request.inputs.empty() || wanted->is_anything()) return;
        auto const found = request.inputs.front().compare_with(*wanted, request.policy);
        if (found.result == containment::answer::incompatible)
            tell(made, "/with/url",
                 "the URL's path cannot be filled from the input: " + document::detail::words_for(found),
                 "each place takes a string, a number or a truth of that name", rule_code::contract_mismatch);
    }

    static void check_headers(std::map<std::string, std::string> const& headers, document::use& made) {
        for (auto const& [name, value] : headers) {
            std::string pointer = "/with/headers";
            json::append_token(pointer, name);
            if (!is_header_name(name))
                tell(made, std::move(pointer), "this is no name of a header");
            else if (is_reserved(name))
                tell(made, std::move(pointer), "documents may not set this header",
                     same_word(name, "Authorization") ? "name a credential" : "");
            else if (!is_header_value(value))
                tell(made, std::move(pointer), "a header's value has no line ends and no control characters");
        }
    }

    void take_credential(std::string const& wanted, std::string const& url, ready_request& ready,
                         document::use& made) const {
        for (document_credential const& each : access_.credentials) {
            if (each.name != wanted) continue;
            auto const parts = parts_of(url);
            if (each.targets.empty() || (parts && !may_cover(each.targets, *parts)))
                return tell(made, "/with/credential",
                            "the host does not let this credential be shown to that server");
            ready.secret = each.name;
            ready.scheme = each.scheme;
            ready.shown_to = each.targets;
            return;
        }
        tell(made, "/with/credential",
             "the host lets documents name no credential \"" + printable(wanted) + '"');
    }

    client& by_;
    document_access access_;
    document::description about_;
};

} // namespace detail

/// Lets documents use a client: `fetch(http)`, which reads, and `emit(http)`, which sends its input.
///
///     {"id": "cart", "action": "fetch(http)", "from": "input",
///      "with": {"url": "https://carts.internal/v2/carts/{id}", "credential": "carts", "output": {...}}}
///     {"id": "told", "action": "emit(http)", "protection": {"keyed": "order/id"},
///      "with": {"url": "https://hooks.internal/orders"}}
///
/// The value of a fetch satisfies `output`; without, it may be anything. That of an emit is `{"status": 201}`, or what
/// satisfies `output`. A key is sent as `Idempotency-Key`.
///
/// @param by      must outlive the registry and what is assembled with it
/// @param access  what documents may ask; a document changes no option of the client
/// @param name    of the resource, if a host has several clients: `"payments"` for `fetch(payments)`
/// Errors: the registry has an action of that name.
inline result<void, document::registration_error> register_actions(document::registry& actions, client& by,
                                                                   document_access const& access,
                                                                   std::string_view name = "http") {
    auto added =
        actions.add(std::make_shared<detail::request_kind<fetch_configuration> const>(name, by, access));
    if (!added) return added;
    return actions.add(std::make_shared<detail::request_kind<emit_configuration> const>(name, by, access));
}

} // namespace action_grammar::http

#endif
