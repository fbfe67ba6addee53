// The networks that a client may reach.

#include <array>
#include <cstdint>
#include <string>

#include <arpa/inet.h>

#include "resources_http/support.hpp"

using namespace hostile;
using http::network;

namespace {

network of(char const* text) {
    if (std::array<std::uint8_t, 4> four; ::inet_pton(AF_INET, text, four.data()) == 1)
        return http::network_of(four);
    std::array<std::uint8_t, 16> six;
    REQUIRE(::inet_pton(AF_INET6, text, six.data()) == 1);
    return http::network_of(six);
}

} // namespace

TEST_CASE("networks") {
    for (char const* const text :
         {"8.8.8.8", "1.1.1.1", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
          "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255", "223.255.255.255",
          "2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"}) {
        CAPTURE(text);
        CHECK(of(text) == network::global);
    }
    for (char const* const text :
         {"10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1", "127.255.255.255",
          "172.16.0.0", "172.31.255.255", "192.168.0.1", "198.18.0.1", "::1", "fc00::1", "fdff::1",
          "::ffff:127.0.0.1", "::ffff:10.1.2.3", "64:ff9b::a00:1", "2002:7f00:1::1"}) {
        CAPTURE(text);
        CHECK(of(text) == network::internal);
    }
    for (char const* const text : {"0.0.0.0",
                                   "0.1.2.3",
                                   "169.254.169.254",
                                   "169.254.0.0",
                                   "192.0.0.1",
                                   "224.0.0.1",
                                   "239.255.255.255",
                                   "240.0.0.1",
                                   "255.255.255.255",
                                   "::",
                                   "::2",
                                   "::127.0.0.1",
                                   "fe80::1",
                                   "febf::1",
                                   "fec0::1",
                                   "ff02::1",
                                   "fd00:ec2::254",
                                   "::ffff:169.254.169.254",
                                   "64:ff9b::a9fe:a9fe",
                                   "2001::1",
                                   "2001:db8::1",
                                   "100::1"}) {
        CAPTURE(text);
        CHECK(of(text) == network::forbidden);
    }
    sockaddr other{};
    other.sa_family = AF_UNIX;
    CHECK(http::network_of(&other, sizeof other) == network::forbidden);
}

TEST_CASE("an internal address is refused at the connection, under whatever name") {
    server const at([](peer& to, seen const&) { to.json("{}"); });
    http::options by = local(at);
    std::string const port = std::to_string(at.port());
    auto const outcome = [&](std::string const& host) {
        http::client client(by);
        auto const answer = client.send(asking("http://" + host + ':' + port + "/", http::method::post));
        if (answer.has_value()) return std::string("answered");
        CHECK_FALSE(answer.error().in_doubt);
        return answer.error().kind == http::error_kind::address_refused ? std::string("refused")
                                                                        : answer.error().message;
    };
    by.internal_hosts.clear();
    CHECK(outcome("127.0.0.1") == "refused");
    CHECK(outcome("localhost") == "refused");
    CHECK(outcome("2130706433") == "refused");
    CHECK(outcome("0") == "refused");
    CHECK(at.connections() == 0);

    // Opened is the name that was written; a name that leads to the same place is not.
    by.internal_hosts = {"LocalHost"};
    CHECK(outcome("localhost") == "answered");
    CHECK(outcome("127.0.0.1") == "refused");
    by.internal_hosts = {"127.0.0.1"};
    CHECK(outcome("127.0.0.1") == "answered");
    CHECK(outcome("localhost") == "refused");
}
