// Servers that drip, lie, flood and break off: each is an error, in time and within the limits.

#include <atomic>
#include <chrono>
#include <mutex>
#include <random>
#include <string>
#include <thread>

#include "resources_http/support.hpp"

using namespace hostile;
using http::error_kind;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

http::error failure(http::options by, http::request const& asked, ag::deadline until = {}) {
    http::client client(std::move(by));
    auto const answer = client.send(asked, until);
    REQUIRE_FALSE(answer.has_value());
    return answer.error();
}

server::script constant(std::string text, bool closes = false) {
    return [text, closes](peer& to, seen const&) {
        to.send(text);
        if (closes) to.close();
    };
}

} // namespace

TEST_CASE("an answer that drips ends at the deadline") {
    server const at([](peer& to, seen const&) {
        to.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n");
        while (to.send(" "))
            std::this_thread::sleep_for(milliseconds{20});
        to.close();
    });
    http::options by = local(at);
    by.deadline = milliseconds{300};
    http::error why;
    CHECK(took([&] { why = failure(by, asking("/")); }) < seconds{10});
    CHECK(why.kind == error_kind::deadline);
    CHECK(why.transient);
    CHECK_FALSE(why.in_doubt);

    SECTION("so do headers that drip") {
        server const slow([](peer& to, seen const&) {
            to.send("HTTP/1.1 200 OK\r\nX-Slow: ");
            while (to.send("x"))
                std::this_thread::sleep_for(milliseconds{20});
            to.close();
        });
        by = local(slow);
        by.deadline = milliseconds{300};
        CHECK(took([&] { why = failure(by, asking("/")); }) < seconds{10});
        CHECK(why.kind == error_kind::deadline);
    }
}

TEST_CASE("the deadline of a run is heeded if it is the earlier one") {
    server const at([](peer& to, seen const&) { to.wait_until_gone(); });
    http::error why;
    auto const until = ag::deadline{ag::monotonic_clock::now() + milliseconds{200}};
    CHECK(took([&] { why = failure(local(at), asking("/"), until); }) < seconds{10});
    CHECK(why.kind == error_kind::deadline);
    CHECK_FALSE(why.in_doubt);

    SECTION("a mutation that was sent is in doubt") {
        auto const soon = ag::deadline{ag::monotonic_clock::now() + milliseconds{200}};
        why = failure(local(at), asking("/", http::method::post), soon);
        CHECK(why.kind == error_kind::deadline);
        CHECK(why.in_doubt);
        CHECK(why.transient);
    }
    SECTION("one that passed before anything was sent leaves no doubt") {
        auto const passed = ag::deadline{ag::monotonic_clock::now() - milliseconds{1}};
        auto const before = at.requests().size();
        why = failure(local(at), asking("/", http::method::post), passed);
        CHECK(why.kind == error_kind::deadline);
        CHECK_FALSE(why.in_doubt);
        CHECK(at.requests().size() == before);
    }
}

TEST_CASE("a Content-Length that promises more than comes is found out") {
    server const at(
        constant("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{}", true));
    auto const why = failure(local(at), asking("/"));
    CHECK(why.kind == error_kind::truncated);
    CHECK(why.status == 200);
    CHECK_FALSE(why.in_doubt);
    CHECK(failure(local(at), asking("/", http::method::post)).in_doubt);
}

TEST_CASE("what is sent beyond Content-Length reaches nobody") {
    server const at([](peer& to, seen const& request) {
        if (request.line.starts_with("GET /lie"))
            to.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                    "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\npoisoned");
        else
            to.json(R"("own")");
    });
    http::client client(local(at));
    auto const first = client.send(asking("/lie"));
    REQUIRE(first.has_value());
    CHECK(first->body == "{}");
    auto const second = client.send(asking("/next"));
    REQUIRE(second.has_value());
    CHECK(second->body == R"("own")");
}

TEST_CASE("a flood ends at the limit") {
    std::atomic<std::size_t> sent = 0;
    std::string const part(1 << 16, ' ');
    auto const flood = [&](std::string head, std::string frame, std::string end) {
        return [&sent, &part, head, frame, end](peer& to, seen const&) {
            to.send(head);
            while (to.sent() < (std::size_t{1} << 30) && to.send(frame + part + end)) {
            }
            sent = to.sent();
            to.close();
        };
    };
    auto const refused = [&](server::script by) {
        http::error why;
        {
            server const at(std::move(by));
            http::options within = local(at);
            within.most_body_bytes = std::size_t{1} << 20;
            within.deadline = seconds{20};
            CHECK(took([&] { why = failure(within, asking("/")); }) < seconds{10});
        }
        CHECK(sent < (std::size_t{64} << 20));
        return why;
    };
    SECTION("announced") {
        auto const why = refused(flood("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n", "", ""));
        CHECK(why.kind == error_kind::too_large);
    }
    SECTION("without a length") {
        CHECK(refused(flood("HTTP/1.1 200 OK\r\n\r\n", "", "")).kind == error_kind::too_large);
    }
    SECTION("in chunks") {
        auto const why =
            refused(flood("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "10000\r\n", "\r\n"));
        CHECK(why.kind == error_kind::too_large);
        CHECK(why.message == "the body is longer than 1048576 bytes");
    }
    SECTION("as headers") {
        auto const why = refused([&](peer& to, seen const&) {
            to.send("HTTP/1.1 200 OK\r\n");
            std::string const line = "X: " + std::string(1000, 'x') + "\r\n";
            while (to.sent() < (std::size_t{1} << 30) && to.send(line)) {
            }
            sent = to.sent();
            to.close();
        });
        CHECK(why.kind == error_kind::too_large);
        CHECK(why.message == "the headers are longer than 65536 bytes");
    }
    SECTION("as one header") {
        CHECK(refused(flood("HTTP/1.1 200 OK\r\nX:", "", "")).kind == error_kind::too_large);
    }
    SECTION("as interim answers") {
        auto const why = refused([&](peer& to, seen const&) {
            while (to.sent() < (std::size_t{1} << 30)
                   && to.send("HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n")) {
            }
            sent = to.sent();
            to.close();
        });
        CHECK(why.kind == error_kind::too_large);
    }
}

TEST_CASE("a connection that breaks off is an error") {
    SECTION("before the answer") {
        server const at([](peer& to, seen const&) { to.close(true); });
        auto const why = failure(local(at), asking("/"));
        CHECK(why.kind == error_kind::connection_lost);
        CHECK(why.transient);
        CHECK_FALSE(why.in_doubt);
        auto const sent = failure(local(at), asking("/", http::method::post));
        CHECK(sent.kind == error_kind::connection_lost);
        CHECK(sent.in_doubt);
    }
    SECTION("within a chunk") {
        server const at(constant("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort", true));
        CHECK(failure(local(at), asking("/")).kind == error_kind::truncated);
    }
    SECTION("within the headers") {
        server const at(constant("HTTP/1.1 200 OK\r\nContent-", true));
        auto const why = failure(local(at), asking("/", http::method::put));
        CHECK((why.kind == error_kind::truncated || why.kind == error_kind::malformed));
        CHECK(why.in_doubt);
    }
}

TEST_CASE("what is no HTTP is refused") {
    for (char const* const text : {"\x16\x03\x01 hello\r\n\r\n", "HTTP/9.9 banana\r\n\r\n",
                                   "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 2x0 OK\r\n\r\n", "{}"}) {
        server const at(constant(text, true));
        auto const why = failure(local(at), asking("/", http::method::post));
        CAPTURE(text, why.message);
        CHECK(why.kind == error_kind::malformed);
        CHECK(why.in_doubt);
        CHECK_FALSE(why.transient);
    }
}

TEST_CASE("nothing listens") {
    int port = 0;
    {
        port = server([](peer&, seen const&) {}).port();
    }
    http::options by;
    by.allow_http = true;
    by.internal_hosts = {"127.0.0.1"};
    auto const why =
        failure(by, asking("http://127.0.0.1:" + std::to_string(port) + "/", http::method::post));
    CHECK(why.kind == error_kind::connect);
    CHECK(why.transient);
    CHECK_FALSE(why.in_doubt);
}

TEST_CASE("whatever comes, there is an answer or an error, in time") {
    std::mt19937 chance(20'261'125);
    std::string const good =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        "5\r\n{\"a\":\r\n3\r\n 1}\r\n0\r\n\r\n";
    std::string const other =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 4\r\n"
        "Retry-After: 3\r\n\r\nbody";
    std::mutex guard;
    std::string sent;
    server const at([&](peer& to, seen const&) {
        std::unique_lock lock(guard);
        std::string const text = sent;
        lock.unlock();
        to.send(text);
        to.close();
    });
    http::options by = local(at);
    by.redirects.most = 2;
    for (int i = 0; i < 300; ++i) {
        std::string text = i % 2 == 0 ? good : other;
        for (auto changes = chance() % 6; changes > 0; --changes) {
            std::size_t const place = chance() % text.size();
            switch (chance() % 4) {
            case 0: text[place] = static_cast<char>(chance() % 256); break;
            case 1: text.erase(place, chance() % 8); break;
            case 2: {
                std::size_t const from = chance() % text.size(); // first, with every compiler
                text.insert(place, text.substr(from, chance() % 16));
                break;
            }
            default: text.resize(place + 1);
            }
        }
        {
            std::lock_guard const lock(guard);
            sent = text;
        }
        http::client client(by);
        auto const answer = client.send(asking("/", http::method::post));
        CAPTURE(text);
        if (answer.has_value())
            CHECK((answer->status >= 200 && answer->status < 300));
        else
            CHECK(answer.error().kind != error_kind::client);
    }
}

TEST_CASE("a name that leads nowhere is an error in time") {
    http::options by;
    by.deadline = milliseconds{800};
    http::error why;
    CHECK(took([&] { why = failure(by, asking("https://nowhere.invalid/", http::method::post)); })
          < seconds{10});
    CHECK((why.kind == error_kind::dns || why.kind == error_kind::deadline));
    CHECK(why.transient);
    CHECK_FALSE(why.in_doubt);
}
