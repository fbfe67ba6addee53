#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_ADDRESS_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_ADDRESS_HPP

// Which network addresses a client may connect to: a name that a stranger chose, or whose DNS he controls, must not
// lead into the host's own network.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include <netinet/in.h>
#include <sys/socket.h>

namespace action_grammar::http {

/// What kind of network an address belongs to.
enum class network : std::uint8_t {
    global, ///< The internet.
    internal, ///< Loopback, private (RFC 1918, ULA) and carrier-grade NAT: a host may open them to named servers.
    forbidden ///< Link-local with the metadata service of clouds, multicast, unspecified, reserved: nothing is served there.
};

namespace detail {

struct block {
    std::array<std::uint8_t, 16> prefix;
    unsigned bits;
    network kind;
};

constexpr bool lies_in(std::span<std::uint8_t const> address, block const& where) noexcept {
    for (unsigned bit = 0; bit < where.bits; ++bit) {
        unsigned const mask = 0x80U >> (bit % 8);
        if (((address[bit / 8] ^ where.prefix[bit / 8]) & mask) != 0) return false;
    }
    return true;
}

// IANA's registries of special-purpose addresses (RFC 6890), as far as they are not globally reachable.
inline constexpr block blocks_4[] = {
    {{0}, 8, network::forbidden},             // this network; 0.0.0.0 reaches the machine itself
    {{10}, 8, network::internal},             // private
    {{100, 64}, 10, network::internal},       // carrier-grade NAT
    {{127}, 8, network::internal},            // loopback
    {{169, 254}, 16, network::forbidden},     // link-local, metadata services
    {{172, 16}, 12, network::internal},       // private
    {{192, 0, 0}, 24, network::forbidden},    // protocol assignments
    {{192, 0, 2}, 24, network::forbidden},    // documentation
    {{192, 88, 99}, 24, network::forbidden},  // 6to4 relays
    {{192, 168}, 16, network::internal},      // private
    {{198, 18}, 15, network::internal},       // benchmarks
    {{198, 51, 100}, 24, network::forbidden}, // documentation
    {{203, 0, 113}, 24, network::forbidden},  // documentation
    {{224}, 3, network::forbidden},           // multicast, reserved, broadcast
};
inline constexpr block blocks_6[] = {
    {{0xfc}, 7, network::internal},                                 // unique local
    {{0xfe, 0x80}, 10, network::forbidden},                         // link-local
    {{0xfe, 0xc0}, 10, network::forbidden},                         // site-local
    {{0xff}, 8, network::forbidden},                                // multicast
    {{0x01, 0x00}, 64, network::forbidden},                         // discard
    {{0x20, 0x01, 0x00, 0x00}, 23, network::forbidden},             // protocol assignments, Teredo among them
    {{0x20, 0x01, 0x0d, 0xb8}, 32, network::forbidden},             // documentation
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, network::forbidden}, // local translation
    {{0xfd, 0x00, 0x0e, 0xc2}, 32, network::forbidden},             // metadata service of EC2
};
// Prefixes behind which an IPv4 address stands, and where.
struct embedding {
    block where;
    std::size_t offset;
};
inline constexpr embedding embeddings[] = {
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, network::global}, 12}, // mapped
    {{{0x00, 0x64, 0xff, 0x9b}, 96, network::global}, 12},                   // translated (NAT64)
    {{{0x20, 0x02}, 16, network::global}, 2},                                // 6to4
};

} // namespace detail

/// The network of an IPv4 address in network byte order.
constexpr network network_of(std::array<std::uint8_t, 4> const& address) noexcept {
    for (detail::block const& each : detail::blocks_4)
        if (detail::lies_in(address, each)) return each.kind;
    return network::global;
}

/// The network of an IPv6 address; of one that stands for an IPv4 address, that one's.
constexpr network network_of(std::array<std::uint8_t, 16> const& address) noexcept {
    constexpr std::array<std::uint8_t, 16> loopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    if (address == loopback) return network::internal;
    for (detail::embedding const& each : detail::embeddings) {
        if (!detail::lies_in(address, each.where)) continue;
        std::array<std::uint8_t, 4> inner{};
        std::copy_n(address.begin() + static_cast<std::ptrdiff_t>(each.offset), 4, inner.begin());
        return network_of(inner);
    }
    constexpr detail::block unspecified_and_compatible{{}, 96, network::forbidden};
    if (detail::lies_in(address, unspecified_and_compatible)) return network::forbidden;
    // The narrower block of the metadata service lies in that of unique local addresses.
    network found = network::global;
    for (detail::block const& each : detail::blocks_6)
        if (detail::lies_in(address, each)) found = std::max(found, each.kind);
    return found;
}

/// The network of an address of sockets; of other families than IPv4 and IPv6, forbidden.
inline network network_of(sockaddr const* address, std::size_t size) noexcept {
    if (address->sa_family == AF_INET && size >= sizeof(sockaddr_in)) {
        sockaddr_in as_4;
        std::memcpy(&as_4, address, sizeof as_4);
        std::array<std::uint8_t, 4> bytes;
        std::memcpy(bytes.data(), &as_4.sin_addr, bytes.size());
        return network_of(bytes);
    }
    if (address->sa_family == AF_INET6 && size >= sizeof(sockaddr_in6)) {
        sockaddr_in6 as_6;
        std::memcpy(&as_6, address, sizeof as_6);
        std::array<std::uint8_t, 16> bytes;
        std::memcpy(bytes.data(), &as_6.sin6_addr, bytes.size());
        return network_of(bytes);
    }
    return network::forbidden;
}

} // namespace action_grammar::http

#endif
