// Statuses, waits, keys, credentials, connections.

#include <array>
#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "resources_http/support.hpp"

using namespace hostile;
using http::error_kind;
using std::chrono::seconds;

namespace {

/// Answers with the status that the path names.
void with_status(peer& to, seen const& request) {
    std::string const place = request.line.substr(request.line.find('/') + 1);
    std::string more;
    if (auto const at = place.find("?after="); at != std::string::npos)
        more = "Retry-After: " + place.substr(at + 7, place.find(' ', at) - at - 7) + "\r\n";
    to.answer(place.substr(0, 3) + " Said", R"({"why":"no"})", more);
}

http::error refusal(http::options by, http::request const& asked) {
    http::client client(std::move(by));
    auto const answer = client.send(asked);
    REQUIRE_FALSE(answer.has_value());
    return answer.error();
}

} // namespace

TEST_CASE("a status says whether to try again, and whether a mutation is in doubt") {
    struct row {
        int status;
        bool transient;
        bool in_doubt;
    };
    server const at(with_status);
    http::client client(local(at));
    for (row const& each : std::initializer_list<row>{{400, false, false},
                                                      {401, false, false},
                                                      {404, false, false},
                                                      {408, true, false},
                                                      {409, false, false},
                                                      {412, false, false},
                                                      {425, true, false},
                                                      {429, true, false},
                                                      {500, true, true},
                                                      {501, false, false},
                                                      {502, true, true},
                                                      {503, true, true},
                                                      {504, true, true},
                                                      {599, true, true},
                                                      {304, false, false},
                                                      {303, false, true}}) {
        CAPTURE(each.status);
        auto const read = client.send(asking('/' + std::to_string(each.status)));
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().kind == error_kind::status);
        CHECK(read.error().status == each.status);
        CHECK(read.error().transient == each.transient);
        CHECK_FALSE(read.error().in_doubt);
        auto const sent = client.send(asking('/' + std::to_string(each.status), http::method::post));
        REQUIRE_FALSE(sent.has_value());
        CHECK(sent.error().in_doubt == each.in_doubt);
        CHECK_FALSE(sent.error().retry_after.has_value());
    }
}

TEST_CASE("a server may say when to come back") {
    server const at(with_status);
    auto const why = refusal(local(at), asking("/429?after=7"));
    CHECK(why.retry_after == seconds{7});
    CHECK(why.transient);
    CHECK(refusal(local(at), asking("/503?after=99999999999999999999")).retry_after == std::chrono::hours{1});
    CHECK_FALSE(refusal(local(at), asking("/503?after=soon")).retry_after.has_value());
    CHECK_FALSE(refusal(local(at), asking("/503?after=-1")).retry_after.has_value());
    auto const declined = refusal(local(at), asking("/503?after=0", http::method::post));
    CHECK(declined.retry_after == seconds{0});
    CHECK_FALSE(declined.in_doubt);
}

TEST_CASE("Retry-After is seconds or a date") {
    using namespace std::chrono;
    sys_seconds const now = sys_days(year{1994} / November / 6) + hours{8} + minutes{49} + seconds{37};
    auto const wait = [now](std::string_view text) { return http::parse_retry_after(text, now, hours{1}); };
    CHECK(wait("120") == seconds{120});
    CHECK(wait("Sun, 06 Nov 1994 08:50:07 GMT") == seconds{30});
    CHECK(wait("Sun, 06 Nov 1994 08:49:00 GMT") == seconds{0});
    CHECK(wait("Mon, 06 Nov 2994 08:49:37 GMT") == hours{1});
    for (char const* const text :
         {"", "1.5", " 3", "+3", "Sun, 06 Nov 1994 08:49:37", "Sun, 36 Nov 1994 08:49:37 GMT",
          "Sun, 06 Nox 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT.",
          "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT",
          "Sun, 06 ovD 1994 08:49:37 GMT"}) {
        CAPTURE(text);
        CHECK_FALSE(wait(text).has_value());
    }
}

TEST_CASE("a connection is kept for what reads") {
    server const at([](peer& to, seen const&) { to.json("{}"); });
    http::client client(local(at));
    for (int i = 0; i < 10; ++i)
        REQUIRE(client.send(asking("/")).has_value());
    CHECK(at.connections() == 1);
    CHECK(at.requests().size() == 10);
}

TEST_CASE("a mutation is sent once, though the connection that was kept is dead") {
    server const at([](peer& to, seen const& request) {
        if (request.line.starts_with("GET"))
            to.json("{}");
        else
            to.close(true);
    });
    http::client client(local(at));
    REQUIRE(client.send(asking("/")).has_value());
    for (http::method const how : {http::method::post, http::method::put, http::method::erase}) {
        auto const before = at.requests().size();
        auto const lost = client.send(asking("/", how));
        REQUIRE_FALSE(lost.has_value());
        CHECK(lost.error().in_doubt);
        CHECK(at.requests().size() == before + 1);
    }
}

TEST_CASE("many threads share a client, and its connections have a limit") {
    std::atomic<int> together = 0;
    std::atomic<int> most = 0;
    server const at([&](peer& to, seen const& request) {
        int const now = ++together;
        for (int seen_most = most; now > seen_most && !most.compare_exchange_weak(seen_most, now);) {
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
        --together;
        to.json(request.line.substr(5, request.line.find(' ', 5) - 5));
    });
    http::options by = local(at);
    by.connections = 3;
    by.deadline = seconds{20};
    http::client client(by);
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 20; ++i) {
                std::string const number = std::to_string(t * 100 + i);
                auto const answer = client.send(asking('/' + number));
                if (answer.has_value() && answer->body == number) ++right;
            }
        });
    for (std::thread& each : threads)
        each.join();
    CHECK(right == 160);
    CHECK(most <= 3);
    CHECK(at.connections() <= 3);
}

TEST_CASE("who gets no connection in time is told so") {
    std::atomic<bool> go = false;
    server const at([&](peer& to, seen const&) {
        while (!go)
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        to.json("{}");
    });
    http::options by = local(at);
    by.connections = 1;
    http::client client(by);
    std::thread first([&] { static_cast<void>(client.send(asking("/"))); });
    while (at.requests().empty())
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    auto const second = client.send(asking("/", http::method::post),
                                    {ag::monotonic_clock::now() + std::chrono::milliseconds{50}});
    go = true;
    first.join();
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().kind == error_kind::busy);
    CHECK(second.error().transient);
    CHECK_FALSE(second.error().in_doubt);
}

TEST_CASE("a credential is looked up when the request is sent, and shown to nobody else") {
    server const at([](peer& to, seen const& request) {
        to.answer("403 No", "you sent " + request.header("Authorization") + " and s3cret", {}, "text/plain");
    });
    http::secret_store secrets;
    http::options by = local(at);
    by.secrets = secrets.lookup();
    by.shown_body_bytes = 100;
    http::client client(by);
    http::request asked = asking("/charge?token=abc#x");
    asked.url = "/charge?token=abc";
    asked.auth = {{"payments"}, http::credential_scheme::bearer};

    auto const absent = client.send(asked);
    REQUIRE_FALSE(absent.has_value());
    CHECK(absent.error().kind == error_kind::credential);
    CHECK(absent.error().message == "the host has no secret named \"payments\"");
    CHECK(at.requests().empty());

    secrets.set("payments", "s3cret");
    auto const refused = client.send(asked);
    REQUIRE_FALSE(refused.has_value());
    CHECK(at.requests().back().header("Authorization") == "Bearer s3cret");
    CHECK(refused.error().message == "the server answered with status 403: you sent Bearer *** and ***");
    CHECK(refused.error().url == at.url("/charge"));

    secrets.set("payments", "user:s3cret");
    asked.auth.scheme = http::credential_scheme::basic;
    static_cast<void>(client.send(asked));
    CHECK(at.requests().back().header("Authorization") == "Basic dXNlcjpzM2NyZXQ=");

    secrets.set("payments", "two\r\nlines: x");
    asked.auth.scheme = http::credential_scheme::bearer;
    auto const broken = client.send(asked);
    REQUIRE_FALSE(broken.has_value());
    CHECK(broken.error().kind == error_kind::credential);
    CHECK(broken.error().message.find("lines") == std::string::npos);
}

TEST_CASE("neither a key nor a header begins another header") {
    server const at([](peer& to, seen const&) { to.json("{}"); });
    http::client client(local(at));
    http::request asked = asking("/", http::method::post);
    asked.idempotency_key = "a\r\nX-Evil: 1 %";
    REQUIRE(client.send(asked).has_value());
    CHECK(at.requests().back().header("Idempotency-Key") == "a%0D%0AX-Evil:%201%20%25");
    CHECK(at.requests().back().header("X-Evil").empty());
    asked.headers.add("X-A", "1\r\nX-Evil: 1");
    auto const refused = client.send(asked);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == error_kind::request);
    CHECK_FALSE(refused.error().in_doubt);
    CHECK(at.requests().size() == 1);
}

TEST_CASE("a URL holds no user, no control characters, no way up, and no other protocol") {
    server const at([](peer& to, seen const&) { to.json("{}"); });
    std::string const port = std::to_string(at.port());
    for (auto const& [url, kind] : std::initializer_list<std::pair<std::string, error_kind>>{
             {"http://user:sw0rd@127.0.0.1:" + port + "/", error_kind::request},
             {"http://127.0.0.1:" + port + "/a b", error_kind::request},
             {"http://127.0.0.1:" + port + "/a\r\nHost: evil", error_kind::request},
             {"http://127.0.0.1:" + port + "/a/../b", error_kind::request},
             {"http://127.0.0.1:" + port + "/a/%2e%2e/b", error_kind::request},
             {"nonsense", error_kind::request},
             {"", error_kind::request},
             {"file:///etc/passwd", error_kind::protocol_refused},
             {"ftp://127.0.0.1/", error_kind::protocol_refused}}) {
        CAPTURE(url);
        auto const why = refusal(local(at), asking(url));
        CHECK(why.kind == kind);
        CHECK(why.message.find("sw0rd") == std::string::npos);
    }
    http::options by = local(at);
    by.allow_http = false;
    CHECK(refusal(by, asking("/")).kind == error_kind::protocol_refused);
    CHECK(at.requests().empty());
}

TEST_CASE("no proxy is used because a variable says so") {
    server const at([](peer& to, seen const&) { to.json("{}"); });
    ::setenv("http_proxy", "http://127.0.0.1:1", 1);
    http::client client(local(at));
    CHECK(client.send(asking("/")).has_value());
    ::unsetenv("http_proxy");
}
