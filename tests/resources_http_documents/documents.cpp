// fetch(http) and emit(http): what documents may do with them, and what not.

#include <chrono>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/resources/http_documents/actions.hpp>

#include "resources_http/support.hpp"

using namespace hostile;
namespace doc = action_grammar::document;

namespace {

/// Carts under /carts/, hooks under /hooks/; everything else is a secret.
void shop(peer& to, seen const& request, int& busy) {
    if (request.line.starts_with("GET /carts/none"))
        to.answer("404 Not Found", "{}");
    else if (request.line.starts_with("GET /carts/odd"))
        to.json(R"({"quantity":"many"})");
    else if (request.line.starts_with("GET /carts/away"))
        to.answer("302 Found", "", "Location: /secret\r\n");
    else if (request.line.starts_with("GET /carts/"))
        to.json(R"({"quantity":3})");
    else if (request.line.find(" /hooks/lost") != std::string::npos)
        to.close(true);
    else if (request.line.find(" /hooks/busy") != std::string::npos && ++busy == 1)
        to.close(true);
    else if (request.line.find(" /hooks/busy") != std::string::npos && busy == 2)
        to.answer("503 Busy", "", "Retry-After: 1\r\n");
    else
        to.answer("201 Created", R"({"number":"r1"})");
}

struct host {
    int busy = 0;
    server at{[this](peer& to, seen const& request) { shop(to, request, busy); }};
    http::secret_store secrets;
    http::client by;
    doc::registry actions;

    explicit host(http::document_access access = {}) : by(options()) {
        secrets.set("carts", "t0k3n");
        if (access.targets.empty())
            access.targets = {*http::target::parse(at.url("/carts/")),
                              *http::target::parse(at.url("/hooks/"))};
        access.credentials = {
            {"carts", http::credential_scheme::bearer, {*http::target::parse(at.url("/carts/"))}}};
        REQUIRE(http::register_actions(actions, by, access).has_value());
    }
    http::options options() {
        http::options made = local(at);
        made.secrets = secrets.lookup();
        made.redirects.most = 3;
        return made;
    }
    [[nodiscard]] std::vector<std::string> findings(std::string const& document) const {
        std::vector<std::string> told;
        for (doc::finding const& each : doc::validate(document, actions).found.list)
            told.push_back("AG" + std::to_string(static_cast<int>(each.code)) + ' ' + each.where.pointer
                           + ": " + each.message);
        return told;
    }
    [[nodiscard]] std::string query(std::string const& with) const {
        return R"json({"query":"look","input":{"type":"object","properties":{"id":{"type":"string"},
                 "n":{"type":["integer","null"]},"o":{"type":"object"}},"required":["id","n","o"],
                 "additionalProperties":false},
                 "prepare":[{"id":"cart","action":"fetch(http)","from":"input","with":{)json"
             + with + "}}]}";
    }
    [[nodiscard]] std::string command(std::string const& with, std::string const& protection,
                                      std::string const& more = {}) const {
        return R"json({"command":"tell","input":{"type":"object","properties":{"id":{"type":"string"}},
                 "required":["id"],"additionalProperties":false},"prepare":[],
                 "commit":{"id":"told","action":"emit(http)","from":"input","with":{)json"
             + with + "},\"protection\":" + protection + '}' + more + '}';
    }
    [[nodiscard]] std::string url(std::string_view path) const { return R"("url":")" + at.url(path) + '"'; }
};

ag::json::value parsed(std::string_view text) { return *ag::json::parse(text); }
constexpr std::string_view quantity =
    R"("output":{"type":"object","properties":{"quantity":{"type":"integer"}},"required":["quantity"]})";

} // namespace

TEST_CASE("a document fetches, within its contract") {
    host const with;
    std::string const document = with.query(with.url("/carts/{id}?n={n}") + R"(,"credential":"carts",)"
                                            + std::string(quantity) + R"(,"headers":{"X-Trace":"{id}"})");
    CHECK(with.findings(document) == std::vector<std::string>{});
    auto const ready = doc::executable::assemble(document, with.actions);
    REQUIRE(ready.has_value());
    auto const found = ready->run(parsed(R"({"id":"a/b","n":5,"o":{}})"));
    REQUIRE(found);
    CHECK(ag::json::serialize(*found) == R"({"quantity":3})");
    auto const sent = with.at.requests().back();
    CHECK(sent.line == "GET /carts/a%2Fb?n=5 HTTP/1.1");
    CHECK(sent.header("Authorization") == "Bearer t0k3n");
    CHECK(sent.header("X-Trace") == "a/b");

    auto const failure = [&](std::string const& id) {
        auto const ended = ready->run(parsed(R"({"id":")" + id + R"(","n":null,"o":{}})"));
        REQUIRE(ended.status() == ag::status::failed);
        CHECK(ended.retryable());
        return std::get<doc::failure>(ended.error());
    };
    CHECK(failure("none").message == "the server answered with status 404");
    CHECK(failure("none").detail.at("status") == 404);
    CHECK(failure("odd").message.find("/quantity") != std::string::npos);
    CHECK(failure("away").message.find("not among the targets") != std::string::npos);
    CHECK(failure("..").message.find("lead elsewhere") != std::string::npos);
    CHECK(failure("x\\r\\ny").message.find("headers cannot have") != std::string::npos);
    for (seen const& each : with.at.requests())
        CHECK(each.line.find("secret") == std::string::npos);
}

TEST_CASE("a document emits once for each key") {
    host const with;
    std::string const document = with.command(with.url("/hooks/orders"), R"({"keyed":"input/id"})");
    CHECK(with.findings(document) == std::vector<std::string>{});
    auto const ready = doc::executable::assemble(document, with.actions);
    REQUIRE(ready.has_value());
    auto const told = ready->run(parsed(R"({"id":"o1"})"));
    REQUIRE(told);
    CHECK(ag::json::serialize(*told) == R"({"status":201})");
    auto const sent = with.at.requests().back();
    CHECK(sent.line == "POST /hooks/orders HTTP/1.1");
    CHECK(sent.header("Idempotency-Key") == "o1");
    CHECK(sent.body == R"({"id":"o1"})");

    std::string const losing = with.command(with.url("/hooks/lost"), R"({"keyed":"input/id"})");
    auto const lost = doc::executable::assemble(losing, with.actions);
    REQUIRE(lost.has_value());
    auto const ended = lost->run(parsed(R"({"id":"o1"})"));
    CHECK(ended.status() == ag::status::in_doubt);
    CHECK_FALSE(ended.retryable());
    CHECK(std::get<doc::failure>(ended.error()).transient);
}

TEST_CASE(
    "a retry sends the same key again, also when the answer was lost, and waits as long as it is asked to") {
    auto const emitted = [](host const& with, std::string const& limit_ms) {
        auto const ready = doc::executable::assemble(
            with.command(with.url("/hooks/busy"), R"({"keyed":"input/id"})",
                         R"(,"mixins":[{"mixin":"retry","on":["told"],"with":{"initial_ms":1,"limit_ms":)"
                             + limit_ms + "}}]"),
            with.actions);
        REQUIRE(ready.has_value());
        return ready->run(parsed(R"({"id":"o1"})"));
    };
    host const with;
    auto const begun = std::chrono::steady_clock::now();
    CHECK(emitted(with, "2000"));
    CHECK(std::chrono::steady_clock::now() - begun >= std::chrono::seconds{1});
    REQUIRE(with.at.requests().size() == 3);
    for (seen const& each : with.at.requests())
        CHECK(each.header("Idempotency-Key") == "o1");

    host const impatient;
    CHECK(emitted(impatient, "999").status() == ag::status::failed);
    CHECK(impatient.at.requests().size() == 2);
}

TEST_CASE("what a document may not do is told before it runs") {
    host const with;
    auto const only = [&](std::string const& document) {
        auto const all = with.findings(document);
        CAPTURE(document);
        REQUIRE(all.size() == 1);
        return all.front();
    };
    auto const told = [&](std::string const& configured, std::string_view start, std::string_view words) {
        std::string const said = only(with.query(configured));
        CAPTURE(said);
        CHECK(said.starts_with(start));
        CHECK(said.find(words) != std::string::npos);
    };
    std::string const cart = with.url("/carts/{id}");
    told(R"("url":"https://evil.example/{id}")", "AG302 /prepare/0/with/url",
         "does not let documents ask https://evil.example");
    told(R"("url":"file:///etc/passwd")", "AG302 /prepare/0/with/url", "");
    told(R"("url":"http://{id}/x")", "AG302 /prepare/0/with/url", "never in scheme or server");
    told(R"("url":"http://user:pw@127.0.0.1/x")", "AG302 /prepare/0/with/url", "credential");
    told(with.url("/carts/../secret"), "AG302 /prepare/0/with/url", "segment");
    told(with.url("/carts/{idd}"), "AG101 /prepare/0/with/url", "cannot be filled");
    told(with.url("/carts/{o}"), "AG101 /prepare/0/with/url", "cannot be filled");
    told(cart + R"(,"credential":"payments")", "AG302 /prepare/0/with/credential",
         "no credential \"payments\"");
    told(with.url("/carts/{id}") + R"(,"headers":{"Host":"evil"})", "AG302 /prepare/0/with/headers/Host",
         "may not set");
    told(cart + R"(,"headers":{"authorization":"x"})", "AG302 /prepare/0/with/headers/authorization",
         "may not set");
    told(cart + R"(,"headers":{"X-A":"1\r\nX-B: 2"})", "AG302 /prepare/0/with/headers/X-A", "line ends");
    told(cart + R"(,"headers":{"X A":"1"})", "AG302 /prepare/0/with/headers/X A", "no name");
    told(cart + R"(,"method":"POST")", "AG302 /prepare/0/with/method", "expected");
    told(cart + R"(,"timeout":0)", "AG302 /prepare/0/with/timeout", "expected");
    told(cart + R"(,"verify":false)", "AG302 /prepare/0/with/verify", "no other member");
    told(cart + R"(,"output":{"type":"strin"})", "AG302 /prepare/0/with/output/type", "");

    std::string const natural = only(with.command(with.url("/hooks/x"), R"("natural")"));
    CHECK(natural.starts_with("AG302 /commit/protection: a POST is not idempotent"));
    CHECK(with.findings(with.command(with.url("/hooks/x") + R"(,"method":"PUT")", R"("natural")")).empty());
    CHECK(with.at.requests().empty());
}

TEST_CASE("a credential goes to its targets alone, and a document waits no longer than it may") {
    host const with;
    std::string const elsewhere =
        with.command(with.url("/hooks/x") + R"(,"credential":"carts")", R"({"keyed":"input/id"})");
    auto const ready = doc::executable::assemble(elsewhere, with.actions);
    REQUIRE(ready.has_value());
    auto const refused = ready->run(parsed(R"({"id":"o1"})"));
    CHECK(refused.status() == ag::status::failed);
    CHECK(std::get<doc::failure>(refused.error()).message.find("credential may not be shown")
          != std::string::npos);
    CHECK(with.at.requests().empty());

    server const slow([](peer& to, seen const&) { to.wait_until_gone(); });
    http::client patient(local(slow));
    doc::registry actions;
    REQUIRE(http::register_actions(actions, patient,
                                   {.targets = {*http::target::parse(slow.url())},
                                    .longest_timeout = std::chrono::milliseconds{100}},
                                   "slow")
                .has_value());
    CHECK_FALSE(http::register_actions(actions, patient, {}, "slow").has_value());
    std::string const document = R"json({"query":"q","input":{},"prepare":[
        {"id":"a","action":"fetch(slow)","with":{"timeout":60,"url":")json"
                               + slow.url("/x") + "\"}}]}";

    auto const hasty = doc::executable::assemble(document, actions);
    REQUIRE(hasty.has_value());
    CHECK(took([&] {
              auto const ended = hasty->run(parsed("{}"));
              REQUIRE(ended.status() == ag::status::failed);
              CHECK(std::get<doc::failure>(ended.error()).message.find("the deadline") == std::string::npos);
              CHECK(std::get<doc::failure>(ended.error()).detail.at("kind") == "deadline");
          })
          < std::chrono::seconds{10});
}
