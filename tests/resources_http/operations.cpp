// HTTP in typed compositions: URLs filled from values, answers that are values, keys and retries.

#include <sys/resource.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/http/operations.hpp>

#include "resources_http/support.hpp"

using namespace hostile;
using http::error_kind;

namespace {

struct cart_request {
    std::string id;
    std::optional<int> since;
    std::vector<std::string> tag;
};
struct cart {
    std::string id;
    int quantity = 0;
};
struct order {
    std::string id;
    int total = 0;
    std::string etag;
};
struct receipt {
    std::string number;
};

struct cart_service : http::client {
    using client::client;
};

constexpr auto find_cart = ag::query<"find_cart">(ag::fetch<"cart">(
    http::get<cart, cart_request, cart_service>("/v2/carts/{id}?since={since}&tag={tag}&fixed=1")));

constexpr auto announce = ag::command<"announce">(
    ag::emit<"sent">(http::post<receipt, order, std::string>("/hooks/orders"), ag::keyed_by(&order::id)));

std::string path_of(seen const& request) {
    return request.line.substr(request.line.find(' ') + 1,
                               request.line.rfind(' ') - request.line.find(' ') - 1);
}

http::error error_of(auto const& ended) {
    REQUIRE(ended.has_error());
    return std::get<http::error>(ended.error());
}

static_assert(ag::composition<decltype(find_cart)>);
static_assert(http::detail::template_flaw("/a/{b}?c={d}&e") == nullptr);
static_assert(http::detail::template_flaw("https://a.example/{b}") == nullptr);
static_assert(http::detail::template_flaw("https://{host}/b") != nullptr);
static_assert(http::detail::template_flaw("{scheme}://a/b") != nullptr);
static_assert(http::detail::template_flaw("//evil.example/{b}") != nullptr);
static_assert(http::detail::template_flaw("a/b") != nullptr);
static_assert(http::detail::template_flaw("/{a") != nullptr);
static_assert(http::detail::template_flaw("/a}") != nullptr);
static_assert(http::detail::template_flaw("/{}") != nullptr);
static_assert(http::detail::template_flaw("/{a{b}}") != nullptr);
static_assert(http::detail::template_flaw("/a#b") != nullptr);
static_assert(http::detail::template_flaw("/a b") != nullptr);
static_assert(http::detail::template_flaw("/?a={b}{c}") != nullptr);
static_assert(http::detail::template_flaw("https://a.example?q={b}") == nullptr);
static_assert(http::detail::may_have_member<order>("total") && !http::detail::may_have_member<order>("totl"));

} // namespace

TEST_CASE("a fetch fills its URL and reads its answer") {
    server const at([](peer& to, seen const&) { to.json(R"({"id":"c1","quantity":3})"); });
    cart_service carts(local(at));
    auto const found = ag::run(find_cart, cart_request{"c1", 5, {"a", "b"}}, ag::environment{carts});
    REQUIRE(found);
    CHECK(found->quantity == 3);
    CHECK(path_of(at.requests().back()) == "/v2/carts/c1?since=5&tag=a&tag=b&fixed=1");
    CHECK(at.requests().back().header("Accept") == "application/json");
    REQUIRE(ag::run(find_cart, cart_request{"c 2", {}, {}}, ag::environment{carts}));
    CHECK(path_of(at.requests().back()) == "/v2/carts/c%202?fixed=1");
}

TEST_CASE("a value changes nothing of a URL but its place") {
    server const at([](peer& to, seen const&) { to.json(R"({"id":"c1","quantity":3})"); });
    cart_service carts(local(at));
    for (auto const& [id, path] : std::initializer_list<std::pair<std::string, std::string>>{
             {"a/b", "a%2Fb"},
             {"a?b=c&d#e", "a%3Fb%3Dc%26d%23e"},
             {"@evil.example:80", "%40evil.example%3A80"},
             {"%2e%2e", "%252e%252e"},
             {"{since}", "%7Bsince%7D"},
             {"a\r\nHost: evil", "a%0D%0AHost%3A%20evil"},
             {"\xc3\xa9", "%C3%A9"},
             {"...", "..."}}) {
        CAPTURE(id);
        REQUIRE(ag::run(find_cart, cart_request{id, {}, {"x&y=" + id}}, ag::environment{carts}));
        auto const sent = path_of(at.requests().back());
        CHECK(sent.starts_with("/v2/carts/" + path + "?tag=x%26y%3D"));
        CHECK(sent.ends_with("&fixed=1"));
    }
    auto const before = at.requests().size();
    for (auto const& id : {std::string(), std::string("."), std::string(".."), std::string("../admin"),
                           std::string("a/../../b"), std::string("..\\x"), std::string("a\0b", 3)}) {
        CAPTURE(id);
        auto const ended = ag::run(find_cart, cart_request{id, {}, {}}, ag::environment{carts});
        REQUIRE_FALSE(ended);
        CHECK(error_of(ended).kind == error_kind::request);
        CHECK(error_of(ended).message.starts_with("/id: "));
    }
    CHECK(at.requests().size() == before);
}

TEST_CASE("an answer that is not what was expected is an error with a place") {
    struct row {
        char const* body;
        char const* type;
        char const* more;
        char const* said;
    };
    for (row const& each : std::initializer_list<row>{
             {R"({"id":"c1","quantity":"many"})", "application/json", "",
              "1:23: /quantity: expected an integer"},
             {"{\"id\":\"c1\",\n \"quantity\":}", "application/json", "", "2:13"},
             {R"({"id":"c1","quantity":1,"quantity":2})", "application/json", "", "named twice"},
             {"<html>", "text/html", "", "has Content-Type: text/html"},
             {R"({"id":"c1","quantity":1})", "application/json; charset=latin-1", "", "charset=latin-1"},
             {"", "application/json", "", "no body"},
             {"\x1f\x8b", "application/json", "Content-Encoding: gzip\r\n", "Content-Encoding: gzip"}}) {
        CAPTURE(each.body, each.type);
        server const at([&](peer& to, seen const&) { to.answer("200 OK", each.body, each.more, each.type); });
        cart_service carts(local(at));
        auto const ended = ag::run(find_cart, cart_request{"c1", {}, {}}, ag::environment{carts});
        REQUIRE_FALSE(ended);
        CHECK(error_of(ended).kind == error_kind::body);
        CAPTURE(error_of(ended).message);
        CHECK(error_of(ended).message.find(each.said) != std::string::npos);
        CHECK(error_of(ended).url == at.url("/v2/carts/c1"));
        CHECK_FALSE(error_of(ended).transient);

        // What was changed was changed, though its answer cannot be read.
        http::client hooks(local(at));
        auto const sent = ag::run(announce, order{"o1", 1, ""}, ag::environment{hooks});
        CHECK(sent.status() == ag::status::in_doubt);
        CHECK_FALSE(at.requests().back().headers.contains("Accept-Encoding"));
    }
    for (char const* const type :
         {"application/json", "application/problem+json", "Application/JSON; charset=\"UTF-8\""})
        CHECK(http::detail::is_json_type(type));
}

namespace {

/// 300 MB of zeros, as `gzip` packs them.
std::string bomb() {
    std::unique_ptr<FILE, int (*)(FILE*)> const packed(
        ::popen("head -c 300000000 /dev/zero | gzip -9 -c", "r"), ::pclose);
    REQUIRE(packed);
    std::string all;
    for (int c = std::fgetc(packed.get()); c != EOF; c = std::fgetc(packed.get()))
        all.push_back(static_cast<char>(c));
    return all;
}
/// The most memory that this process has had, in KiB.
long peak() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;
}

} // namespace

TEST_CASE("a bomb is not unpacked") {
    // Nothing was offered; and Transfer-Encoding is what a recipient must undo, where the limit is that of what comes out.
    std::string const packed = bomb();
    REQUIRE(packed.size() > 200'000);
    REQUIRE(packed.size() < 1'000'000);
    std::string const sized =
        "Content-Encoding: gzip\r\nContent-Length: " + std::to_string(packed.size()) + "\r\n";
    for (char const* const named :
         {sized.c_str(), "Transfer-Encoding: gzip, chunked\r\n", "Transfer-Encoding: gzip\r\n"}) {
        CAPTURE(named);
        bool const chunked = std::string_view(named).find("chunked") != std::string_view::npos;
        std::array<char, 16> size{};
        std::snprintf(size.data(), size.size(), "%zx\r\n", packed.size());
        server const at([&](peer& to, seen const&) {
            to.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + std::string(named) + "\r\n");
            to.send(chunked ? size.data() + packed + "\r\n0\r\n\r\n" : packed);
            to.close();
        });
        cart_service carts(local(at));
        long const before = peak();
        auto const ended = ag::run(find_cart, cart_request{"c1", {}, {}}, ag::environment{carts});
        REQUIRE_FALSE(ended);
        CHECK(error_of(ended).kind != error_kind::deadline);
        CHECK(peak() - before < 64 * 1024);
    }
}

TEST_CASE("a retry waits as long as the server asks") {
    int calls = 0;
    server const at([&](peer& to, seen const&) {
        if (++calls == 1)
            to.answer("429 Too Many Requests", "", "Retry-After: 7\r\n");
        else
            to.json(R"({"id":"c1","quantity":1})");
    });
    constexpr auto patient =
        ag::query<"find_cart">(ag::with(ag::retry(ag::constant{.delay = std::chrono::milliseconds{1}}),
                                        ag::fetch<"cart">(http::get<cart, cart_request, cart_service>(
                                            "/v2/carts/{id}?since={since}&tag={tag}"))));
    cart_service carts(local(at));
    ag::virtual_clock clock;
    auto const begun = clock.now();
    REQUIRE(ag::run(patient, cart_request{"c1", {}, {}}, ag::environment{carts, clock}));
    CHECK(calls == 2);
    CHECK(clock.now() - begun == std::chrono::seconds{7});
}

TEST_CASE("an emit sends its value with its key, and a retry sends the same key") {
    std::mutex guard;
    std::map<std::string, int> effects; // of a server that heeds keys
    int calls = 0;
    server const at([&](peer& to, seen const& request) {
        std::lock_guard const lock(guard);
        ++effects.try_emplace(request.header("Idempotency-Key"), 0).first->second;
        if (++calls == 1)
            to.close(true); // after the effect
        else if (calls == 2)
            to.answer("503 Busy", "", "Retry-After: 0\r\n");
        else
            to.answer("201 Created", R"({"number":"r1"})");
    });
    constexpr auto patient = ag::command<"announce">(
        ag::with(ag::retry(ag::constant{.attempts = 5, .delay = std::chrono::milliseconds{1}}),
                 ag::emit<"sent">(http::post<receipt, order, std::string>("/hooks/orders"),
                                  ag::keyed_by(&order::id))));
    http::client hooks(local(at));
    auto const sent = ag::run(patient, order{"o1", 7, "x"}, ag::environment{hooks});
    REQUIRE(sent);
    CHECK(sent->number == "r1");
    CHECK(calls == 3);
    CHECK(effects == std::map<std::string, int>{{"o1", 3}});
    auto const last = at.requests().back();
    CHECK(last.line == "POST /hooks/orders HTTP/1.1");
    CHECK(last.body == R"({"id":"o1","total":7,"etag":"x"})");
    CHECK(last.header("Content-Type") == "application/json");
}

TEST_CASE("an emit whose answer is lost is in doubt, one that was refused is not") {
    server const at([](peer& to, seen const& request) {
        if (request.body.find("lose") != std::string::npos)
            to.close(true);
        else
            to.answer("422 No", "{}");
    });
    http::client hooks(local(at));
    CHECK(ag::run(announce, order{"lose", 1, ""}, ag::environment{hooks}).status() == ag::status::in_doubt);
    auto const refused = ag::run(announce, order{"o1", 1, ""}, ag::environment{hooks});
    CHECK(refused.status() == ag::status::failed);
    CHECK(error_of(refused).status == 422);
    CHECK_FALSE(refused.transient());
}

TEST_CASE("the timeout around an action bounds its request") {
    server const at([](peer& to, seen const&) { to.wait_until_gone(); });
    constexpr auto hasty =
        ag::query<"q">(ag::with(ag::timeout(std::chrono::milliseconds{150}),
                                ag::fetch<"cart">(http::get<cart, cart_request>("/carts/{id}"))));
    http::client carts(local(at));
    auto const begin = std::chrono::steady_clock::now();
    auto const ended = ag::run(hasty, cart_request{"c1", {}, {}}, ag::environment{carts});
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{10});
    REQUIRE_FALSE(ended);
    CHECK(error_of(ended).kind == error_kind::deadline);
}

TEST_CASE("what is not there may be an answer, and versions may be asked for") {
    server const at([](peer& to, seen const& request) {
        if (request.line.starts_with("PUT") && request.header("If-Match") != "\"v1\"")
            to.answer("412 Changed", "{}");
        else if (request.line.find("none") != std::string::npos)
            to.answer("404 Not Found", "{}");
        else if (request.line.starts_with("DELETE"))
            to.send("HTTP/1.1 204 No Content\r\n\r\n");
        else
            to.answer("200 OK", R"({"id":"c1","quantity":3})", "ETag: \"v1\"\r\n");
    });
    http::client carts(local(at));
    ag::environment const with{carts};
    constexpr auto look = ag::query<"look">(
        ag::fetch<"cart">(http::get<std::optional<http::tagged<cart>>, cart_request>("/carts/{id}")));
    auto const found = ag::run(look, cart_request{"c1", {}, {}}, ag::environment{carts});
    REQUIRE(found);
    REQUIRE(found->has_value());
    CHECK((*found)->etag == "\"v1\"");
    auto const none = ag::run(look, cart_request{"none", {}, {}}, ag::environment{carts});
    REQUIRE(none);
    CHECK_FALSE(none->has_value());

    constexpr auto change = ag::command<"change">(
        ag::persist<"cart">(http::put<cart, order>("/carts/{id}", {.if_match = "{etag}"}), ag::natural));
    CHECK(ag::run(change, order{"c1", 1, "\"v1\""}, ag::environment{carts}));
    auto const late = ag::run(change, order{"c1", 1, "\"v0\""}, ag::environment{carts});
    CHECK(late.status() == ag::status::failed);
    CHECK(error_of(late).status == 412);
    auto const evil = ag::run(change, order{"c1", 1, "x\r\nX: y"}, ag::environment{carts});
    CHECK(error_of(evil).kind == error_kind::request);

    constexpr auto remove = ag::command<"remove">(
        ag::persist<"gone">(http::erase<void, cart_request>("/carts/{id}"), ag::natural));
    CHECK(ag::run(remove, cart_request{"c1", {}, {}}, ag::environment{carts}));
    CHECK(at.requests().back().line == "DELETE /carts/c1 HTTP/1.1");
}
