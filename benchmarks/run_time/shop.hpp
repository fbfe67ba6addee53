#ifndef ACTION_GRAMMAR_BENCHMARKS_SHOP_HPP
#define ACTION_GRAMMAR_BENCHMARKS_SHOP_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include <action_grammar/actions/error.hpp>
#include <action_grammar/actions/operation.hpp>
#include <action_grammar/actions/result.hpp>

// What every version of every shape works with: the values, the errors, the resources and the pure steps. The
// resources are defined in another unit, so that no compiler can look into them and fold a benchmark away.

namespace ag = action_grammar;

namespace shop {

// The same programs are measured with operations that promise not to throw and with operations that do not.
#ifdef ACTION_GRAMMAR_BENCHMARK_MAY_THROW
inline constexpr bool no_throw = false;
#else
inline constexpr bool no_throw = true;
#endif

// ---- values

struct order_request {
    std::uint32_t cart;
    std::uint32_t quantity;
};

struct cart {
    std::uint32_t id;
    std::uint32_t quantity;
    std::int64_t unit_price;
};

struct rates {
    std::int64_t tax_per_mille;
    std::int64_t shipping;
};

struct offer {
    std::uint32_t cart;
    std::uint32_t quantity;
    std::int64_t unit_price;
    std::int64_t discount;
};

struct order {
    std::uint64_t id;
    std::int64_t total;
};

struct receipt {
    std::uint64_t order;
    std::uint64_t row;
};

struct confirmation {
    std::uint64_t order;
    std::uint64_t row;
    std::int64_t unit_price;
    std::int64_t tax_per_mille;
    std::uint32_t asked_for;
};

struct customer {
    std::uint32_t id;
    std::string name;
};

struct letter {
    std::uint32_t customer;
    std::string text;
};

struct line {
    std::uint32_t item;
    std::uint32_t quantity;
};

// ---- errors

struct not_found {
    std::uint32_t key;
};
struct sql_error {
    int code;
};

} // namespace shop

// ---- resources

// In a namespace of their own, by which the instructions spent inside them are told apart.
namespace resource {

using namespace shop;

class cart_service {
public:
    virtual ag::result<cart, not_found> find(order_request const&) noexcept(no_throw) = 0;
    virtual ag::result<std::vector<line>, not_found> lines(order_request const&) noexcept(no_throw) = 0;

protected:
    ~cart_service() = default;
};

class rate_service {
public:
    ag::result<rates, not_found> current(cart const&) noexcept(no_throw);
    ag::result<offer, not_found> quote(cart const&) noexcept(no_throw);
    ag::result<std::int64_t, not_found> price_of(line const&) noexcept(no_throw);

    std::uint32_t known = 0;
    std::int64_t base = 0;
};

class order_table {
public:
    ag::result<receipt, sql_error> upsert(order const&,
                                          ag::idempotency_key<std::uint64_t>) noexcept(no_throw);

    std::uint64_t rows = 0;
    std::uint64_t locked = 0;
};

class customer_registry {
public:
    ag::result<customer, not_found> owner_of(order_request const&) noexcept(no_throw);

    std::uint32_t known = 0;
};

class outbox {
public:
    ag::result<receipt, sql_error> put(letter const&) noexcept(no_throw);

    std::uint64_t rows = 0;
    std::uint64_t locked = 0;
};

} // namespace resource

namespace shop {

using resource::cart_service;
using resource::customer_registry;
using resource::order_table;
using resource::outbox;
using resource::rate_service;

using services = std::tuple<cart_service&, rate_service&, order_table&, customer_registry&, outbox&>;

/// The services that the programs run against.
services& stored();

/// Requests that every action accepts.
std::vector<order_request> const& accepted_requests();
/// Requests that end early, as many at each action that can fail.
std::vector<order_request> const& refused_requests();
/// A request at which an operation throws, in the programs whose operations may.
order_request throwing_request();

// ---- pure steps, written once for all versions

inline constexpr auto in_stock = [](offer const& o) noexcept { return o.quantity > 0; };
inline constexpr auto cart_in_stock = [](cart const& c) noexcept { return c.quantity > 0; };

inline constexpr auto order_of_offer = [](offer const& o) noexcept {
    return order{.id = (std::uint64_t{o.cart} << 32U) | o.quantity,
                 .total = (o.unit_price - o.discount) * o.quantity};
};
inline constexpr auto price = [](cart const& c, rates const& r) noexcept {
    std::int64_t const net = c.unit_price * c.quantity;
    return order{.id = (std::uint64_t{c.id} << 32U) | c.quantity,
                 .total = net + net * r.tax_per_mille / 1000 + r.shipping};
};
inline constexpr auto confirm = [](receipt const& done, cart const& c, rates const& r,
                                   order_request const& asked) noexcept {
    return confirmation{done.order, done.row, c.unit_price, r.tax_per_mille, asked.quantity};
};

inline constexpr auto is_small = [](cart const& c) noexcept { return c.quantity < 4; };
inline constexpr auto is_large = [](cart const& c) noexcept { return c.quantity > 8; };
inline constexpr auto price_small = [](cart const& c) noexcept {
    return order{.id = c.id, .total = c.unit_price * c.quantity + 490};
};

inline constexpr auto has_name = [](customer const& c) noexcept { return !c.name.empty(); };
inline constexpr auto write_letter = [](customer const& c, cart const& bought) noexcept(no_throw) {
    return letter{c.id, "Dear " + c.name.substr(0, bought.quantity)}; // fits into the string itself
};

inline constexpr auto sum = [](std::vector<std::int64_t> const& prices) noexcept {
    std::int64_t total = 0;
    for (std::int64_t const one : prices)
        total += one;
    return total;
};

} // namespace shop

#endif
