#include "service.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/explain.hpp>
#include <action_grammar/document/format_schema.hpp>
#include <action_grammar/document/render.hpp>
#include <action_grammar/document/render_explanation.hpp>
#include <action_grammar/document/simulation.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/document/vocabulary.hpp>
#include <action_grammar/resources/sqlite/ledger.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace host {

namespace ag = action_grammar;
namespace document = ag::document;
namespace json = ag::json;

namespace {

using shared::refusal;

/// No action before the mutation begins later than this after its request.
constexpr std::chrono::seconds patience{10};

http_answer of_json(json::value const& body, unsigned status = 200) {
    http_answer made;
    made.status = status;
    made.body = json::serialize(body);
    return made;
}

http_answer of_text(std::string text) {
    http_answer made;
    made.body = std::move(text);
    made.type = "text/plain; charset=utf-8";
    return made;
}

/// The document cannot be processed, and this is why.
http_answer of_findings(document::findings const& found) {
    return of_json(document::render_json(found), found.acceptable() ? 200 : 422);
}

std::string parameter(http_request const& of, std::string const& name, std::string_view otherwise) {
    auto const given = of.query.find(name);
    return given == of.query.end() ? std::string(otherwise) : given->second;
}

/// The body of a request for a run.
struct order_to_run {
    document::validation judged;
    json::object members; ///< beside the document, which are among those that were asked for
};

/// Errors: the answer to a body that is not of that form.
ag::result<order_to_run, http_answer> read(std::string const& body, std::span<std::string_view const> known,
                                           document::registry const& actions, document::policy const& by) {
    auto parsed = json::parse(body);
    if (!parsed) {
        auto const& [message, offset, line, column] = parsed.error();
        return ag::unexpected(refusal(400, "malformed_json",
                                      std::to_string(line) + ':' + std::to_string(column) + ": " + message));
    }
    auto* const members = parsed->if_object();
    auto* const composition = members == nullptr ? nullptr : members->if_contains("document");
    if (composition == nullptr || (!composition->is_object() && !composition->is_string()))
        return ag::unexpected(
            refusal(400, "malformed_request", "the body is not {\"document\": {...}, \"input\": ...}"));

    order_to_run made;
    for (auto& [name, value] : *members) {
        if (name == "document") continue;
        if (std::ranges::find(known, std::string_view(name)) == known.end())
            return ag::unexpected(
                refusal(400, "malformed_request", "there is no member \"" + std::string(name) + '"'));
        made.members[name] = std::move(value);
    }
    if (auto const* text = composition->if_string())
        made.judged = document::validate(std::string_view(*text), actions, by);
    else
        made.judged = document::validate(
            {.value = std::make_shared<json::value const>(std::move(*composition)), .locate = {}}, actions,
            by);
    return made;
}

document::run_options bounded(std::stop_token const& stop) {
    document::run_options made;
    made.until = {ag::monotonic_clock::now() + patience};
    made.stop = stop;
    return made;
}

json::object to_json(document::document_outcome const& ended) {
    json::object made{{"status", ag::name(ended.status())}};
    if (ended) {
        made["output"] = *ended;
        return made;
    }
    made["failed_action"] = ended.failed_action();
    made["phase"] = ag::name(ended.phase());
    made["retryable"] = ended.retryable();
    if (ended.has_error()) {
        auto const& why = std::get<document::failure>(ended.error());
        made["transient"] = why.transient;
        made["error"] = {{"type", why.type}, {"message", why.message}, {"detail", why.detail}};
    }
    return made;
}

} // namespace

struct service::route {
    std::string_view method;
    std::string_view path;
    http_answer (service::*answer)(http_request const&, std::stop_token const&) const;
};

service::route const service::routes[] = {
    {"POST", "/validate", &service::validate},
    {"POST", "/explain", &service::explain},
    {"POST", "/run", &service::run},
    {"POST", "/simulate", &service::simulate},
    {"GET", "/vocabulary", &service::vocabulary},
    {"GET", "/schema", &service::schema},
};

http_answer service::answer(http_request const& request, std::stop_token stop) const {
    std::string paths;
    for (route const& each : routes) {
        paths += (paths.empty() ? "" : ", ") + std::string(each.path);
        if (each.path != request.path) continue;
        if (each.method == request.method) return (this->*each.answer)(request, stop);
        http_answer made = refusal(405, "method_not_allowed",
                                   std::string(each.path) + " is for " + std::string(each.method));
        made.allow = each.method;
        return made;
    }
    return refusal(404, "unknown_path", "there are " + paths);
}

http_answer service::validate(http_request const& request, std::stop_token const&) const {
    return of_findings(document::validate(request.body, actions_, by_).found);
}

http_answer service::explain(http_request const& request, std::stop_token const&) const {
    std::string const format = parameter(request, "format", "json");
    if (format != "json" && format != "text" && format != "mermaid")
        return refusal(400, "unknown_format", "there are json, text, mermaid");
    auto const told = document::explain(document::validate(request.body, actions_, by_));
    if (!told) return of_findings(told.error());
    if (format == "text") return of_text(document::render_text(*told));
    if (format == "mermaid") return of_text(document::render_mermaid(*told));
    return of_json(document::render_json(*told));
}

http_answer service::run(http_request const& request, std::stop_token const& stop) const {
    static constexpr std::string_view known[] = {"input"};
    auto const asked = read(request.body, known, actions_, by_);
    if (!asked) return asked.error();
    auto const handler = document::executable::assemble(asked->judged);
    if (!handler) return of_findings(handler.error());
    auto const* const given = asked->members.if_contains("input");
    json::value const input = given == nullptr ? json::value() : *given;
    document::run_options options = bounded(stop);
    if (request.idempotency_key.empty()) return of_json(to_json(handler->run(input, options)));

    auto lent = ledger_.lease(options.until);
    if (!lent) return refusal(503, "no_ledger", lent.error().message);
    ag::sqlite::ledger ledger(**lent);
    options.ledger = &ledger;
    options.key = request.idempotency_key;
    return of_json(to_json(handler->run(input, options)));
}

http_answer service::simulate(http_request const& request, std::stop_token const& stop) const {
    static constexpr std::string_view known[] = {"input", "values"};
    auto const asked = read(request.body, known, actions_, by_);
    if (!asked) return asked.error();
    document::simulation_options options{.run = bounded(stop)};
    if (auto const* values = asked->members.if_contains("values")) {
        if (!values->is_object())
            return refusal(400, "malformed_request", "\"values\" is not an object of id to value");
        for (auto const& [id, value] : values->get_object())
            options.values.emplace(id, value);
    }
    auto const handler = document::executable::assemble_for_simulation(asked->judged);
    if (!handler) return of_findings(handler.error());
    auto const* const input = asked->members.if_contains("input");
    return of_json(
        document::to_json(document::simulate(*handler, input == nullptr ? json::value() : *input, options)));
}

http_answer service::vocabulary(http_request const&, std::stop_token const&) const {
    return of_json(document::export_vocabulary(actions_));
}

http_answer service::schema(http_request const& request, std::stop_token const&) const {
    std::string const wanted = parameter(request, "profile", "full");
    for (auto const each : {document::schema_profile::full, document::schema_profile::openai,
                            document::schema_profile::anthropic}) {
        if (document::name(each) == wanted) return of_json(document::format_schema(actions_, each));
    }
    return refusal(400, "unknown_profile", "there are full, openai, anthropic");
}

} // namespace host
