// Answers that lead elsewhere.

#include <string>

#include "resources_http/support.hpp"

using namespace hostile;
using http::error_kind;

namespace {

/// `/to/<status>/<location...>` leads to the location; everything else is answered with its own request line.
void leading(peer& to, seen const& request) {
    std::string const path = request.line.substr(request.line.find(' ') + 1);
    std::string const place = path.substr(0, path.find(" HTTP/"));
    if (place.starts_with("/to/"))
        to.answer(place.substr(4, 3) + " Elsewhere", "", "Location: " + place.substr(8) + "\r\n");
    else
        to.json('"' + request.line + '"');
}

http::options following(server const& at, unsigned most = 5) {
    http::options by = local(at);
    by.redirects.most = most;
    return by;
}

http::error refusal(http::options by, http::request const& asked) {
    http::client client(std::move(by));
    auto const answer = client.send(asked);
    REQUIRE_FALSE(answer.has_value());
    return answer.error();
}

} // namespace

TEST_CASE("redirects are not followed unless the host says so") {
    server const at(leading);
    auto const why = refusal(local(at), asking("/to/302//cart"));
    CHECK(why.kind == error_kind::redirect_refused);
    CHECK(why.status == 302);
    CHECK(at.requests().size() == 1);
    http::client client(following(at));
    auto const answer = client.send(asking("/to/302//cart"));
    REQUIRE(answer.has_value());
    CHECK(answer->body == R"("GET /cart HTTP/1.1")");
}

TEST_CASE("a redirect leads to no other protocol") {
    server const at(leading);
    http::options by = following(at);
    by.redirects.other_hosts = true;
    for (char const* const to : {"file:///etc/passwd", "gopher://127.0.0.1:70/x", "ftp://127.0.0.1/x",
                                 "dict://127.0.0.1/", "data:text/plain,x", "FILE:///etc/passwd"}) {
        CAPTURE(to);
        auto const why = refusal(by, asking("/to/302/" + std::string(to)));
        CHECK((why.kind == error_kind::protocol_refused || why.kind == error_kind::redirect_refused));
    }
    CHECK(refusal(by, asking("/to/302/file:///etc/passwd")).kind == error_kind::protocol_refused);
}

TEST_CASE("a redirect leads to no internal address that is not opened") {
    server const at(leading);
    http::options by = following(at);
    by.redirects.other_hosts = true;
    for (char const* const to :
         {"http://127.0.0.2/", "http://localhost:1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
          "http://0.0.0.0/", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/",
          "http://2130706434/", "http://0x7f.2/", "http://127.2/", "http://[fd00:ec2::254]/",
          "http://[fe80::1]/", "http://0177.0.0.2/"}) {
        CAPTURE(to);
        auto const why = refusal(by, asking("/to/307/" + std::string(to)));
        CAPTURE(why.message);
        CHECK(why.kind == error_kind::address_refused);
        CHECK_FALSE(why.transient);
    }
    // A mutation that went nowhere is in no doubt.
    by.redirects.resend = true;
    auto const why = refusal(by, asking("/to/307/http://127.0.0.2/", http::method::post));
    CHECK(why.kind == error_kind::address_refused);
    CHECK_FALSE(why.in_doubt);
}

TEST_CASE("a loop ends") {
    server const at([](peer& to, seen const&) { to.answer("302 Found", "", "Location: /again\r\n"); });
    auto const why = refusal(following(at, 3), asking("/"));
    CHECK(why.kind == error_kind::redirect_refused);
    CHECK(why.message == "more than 3 redirects in a row");
    CHECK(at.requests().size() == 4);
}

TEST_CASE("another server sees nothing that was meant for the first") {
    server const other(leading);
    server const at([&](peer& to, seen const&) {
        to.answer("307 Elsewhere", "", "Location: " + other.url("/stolen") + "\r\n");
    });
    http::secret_store secrets;
    secrets.set("payments", "t0k3n");
    http::options by = following(at);
    by.secrets = secrets.lookup();
    http::request asked = asking("/");
    asked.auth = {{"payments"}};
    asked.idempotency_key = "k1";
    asked.headers.add("X-Api-Key", "private");
    asked.headers.add("Accept", "application/json");

    CHECK(refusal(by, asked).kind == error_kind::redirect_refused);
    CHECK(other.requests().empty());
    CHECK(at.requests().front().header("Authorization") == "Bearer t0k3n");
    CHECK(at.requests().front().header("X-Api-Key") == "private");

    by.redirects.other_hosts = true;
    http::client client(by);
    REQUIRE(client.send(asked).has_value());
    REQUIRE(other.requests().size() == 1);
    auto const stolen = other.requests().front();
    CHECK(stolen.header("Authorization").empty());
    CHECK(stolen.header("Idempotency-Key").empty());
    CHECK(stolen.header("X-Api-Key").empty());
    CHECK(stolen.header("Accept") == "application/json");
}

TEST_CASE("the targets that are allowed hold for redirects") {
    server const at(leading);
    http::options by = following(at);
    by.targets = {*http::target::parse(at.url("/to/")), *http::target::parse(at.url("/open"))};
    CHECK(refusal(by, asking("/to/302//secret")).kind == error_kind::target_refused);
    CHECK(refusal(by, asking("/to/302//opened")).kind == error_kind::target_refused);
    for (char const* const up : {"/open/../secret", "/open/%2e%2E/secret", "/open/..", "/open/.%2e/secret"}) {
        CAPTURE(up);
        server const leads_up([&](peer& to, seen const&) {
            to.answer("302 Found", "", "Location: " + std::string(up) + "\r\n");
        });
        http::options below = following(leads_up);
        below.targets = {*http::target::parse(leads_up.url("/open"))};
        CHECK(refusal(below, asking("/open")).kind == error_kind::redirect_refused);
        CHECK(leads_up.requests().size() == 1);
    }
    http::client client(by);
    CHECK(client.send(asking("/to/302//open/cart")).has_value());
}

TEST_CASE("a mutation is sent again only where 307 and 308 say so and the host allows it") {
    server const at(leading);
    for (char const* const status : {"301", "302", "307", "308"}) {
        CAPTURE(status);
        auto const why =
            refusal(following(at), asking("/to/" + std::string(status) + "//cart", http::method::post));
        CHECK(why.kind == error_kind::redirect_refused);
        bool const never_acted_on = std::string(status).starts_with("307") || std::string(status) == "308";
        CHECK(why.in_doubt == !never_acted_on);
    }
    CHECK(at.requests().size() == 4);

    http::options by = following(at);
    by.redirects.resend = true;
    http::client client(by);
    http::request asked = asking("/to/308//cart", http::method::post);
    asked.body = "{}";
    auto const again = client.send(asked);
    REQUIRE(again.has_value());
    CHECK(again->body == R"("POST /cart HTTP/1.1")");
    CHECK(at.requests().back().body == "{}");

    asked.url = "/to/303//result";
    auto const result = client.send(asked);
    REQUIRE(result.has_value());
    CHECK(result->body == R"("GET /result HTTP/1.1")");
    CHECK(at.requests().back().body.empty());
}
