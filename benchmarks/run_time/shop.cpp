#include "shop.hpp"

// The resources: enough work to be honest, a few dozen instructions each, over tables that are filled at
// start.

namespace resource {

namespace {

constexpr std::uint32_t table_size = 64;
// What a request asks for says at which action it ends.
constexpr std::uint32_t no_cart = 1'000;
constexpr std::uint32_t no_rates = 13;
constexpr std::uint32_t not_in_stock = 14;
constexpr std::uint32_t locked_row = 15;
constexpr std::uint32_t bad_cart = 16;

std::uint32_t mixed(std::uint32_t key) { return (key * 2'654'435'761U) >> 26U; }

class stored_carts final : public cart_service {
public:
    stored_carts() {
        for (std::uint32_t i = 0; i < table_size; ++i)
            prices_[i] = 100 + i * 7;
    }
    ag::result<cart, not_found> find(order_request const& asked) noexcept(no_throw) override;
    ag::result<std::vector<line>, not_found> lines(order_request const& asked) noexcept(no_throw) override;

private:
    std::int64_t prices_[table_size];
};

ag::result<cart, not_found> stored_carts::find(order_request const& asked) noexcept(no_throw) {
#ifdef ACTION_GRAMMAR_BENCHMARK_MAY_THROW
    if (asked.quantity == bad_cart) throw asked.cart;
#endif
    if (asked.cart >= no_cart) return ag::unexpected(not_found{asked.cart});
    std::uint32_t const quantity = asked.quantity == not_in_stock ? 0 : asked.quantity;
    return cart{asked.cart, quantity, prices_[mixed(asked.cart)]};
}

ag::result<std::vector<line>, not_found> stored_carts::lines(order_request const& asked) noexcept(no_throw) {
    if (asked.cart >= no_cart) return ag::unexpected(not_found{asked.cart});
    std::vector<line> found;
    found.reserve(8);
    for (std::uint32_t i = 0; i < 8; ++i)
        found.push_back({asked.cart + i, i == 5 ? asked.quantity : i});
    return found;
}

} // namespace

ag::result<rates, not_found> rate_service::current(cart const& c) noexcept(no_throw) {
    if (c.quantity == known) return ag::unexpected(not_found{c.id});
    return rates{base + (c.id & 7U), base * 3};
}

ag::result<offer, not_found> rate_service::quote(cart const& c) noexcept(no_throw) {
    if (c.quantity == known) return ag::unexpected(not_found{c.id});
    return offer{c.id, c.quantity, c.unit_price, c.quantity > 5 ? c.unit_price * base / 1000 : 0};
}

ag::result<std::int64_t, not_found> rate_service::price_of(line const& l) noexcept(no_throw) {
    if (l.quantity == known) return ag::unexpected(not_found{l.item});
    return (base + mixed(l.item)) * l.quantity;
}

ag::result<receipt, sql_error>
order_table::upsert(order const& o, ag::idempotency_key<std::uint64_t> key) noexcept(no_throw) {
    if ((key.value & 0xFFFF'FFFFU) == locked) return ag::unexpected(sql_error{5});
    rows += static_cast<std::uint64_t>(o.total) & 1U;
    return receipt{key.value, rows};
}

ag::result<customer, not_found> customer_registry::owner_of(order_request const& asked) noexcept(no_throw) {
    if (asked.quantity == known) return ag::unexpected(not_found{asked.cart});
    return customer{asked.cart, asked.quantity == not_in_stock ? "" : "Ada"};
}

ag::result<receipt, sql_error> outbox::put(letter const& l) noexcept(no_throw) {
    if (l.customer == locked) return ag::unexpected(sql_error{5});
    rows += l.text.size();
    return receipt{l.customer, rows};
}

} // namespace resource

namespace shop {

using namespace resource;

services& stored() {
    static stored_carts carts;
    static rate_service rates{no_rates, 190};
    static order_table orders{0, locked_row};
    static customer_registry customers{no_rates};
    static outbox letters{0, locked_row};
    static services all{carts, rates, orders, customers, letters};
    return all;
}

std::vector<order_request> const& accepted_requests() {
    static std::vector<order_request> const requests = [] {
        std::vector<order_request> made;
        for (std::uint32_t i = 0; i < 120; ++i)
            made.push_back({100 + i, 1 + i % 12});
        return made;
    }();
    return requests;
}

std::vector<order_request> const& refused_requests() {
    static std::vector<order_request> const requests = [] {
        std::vector<order_request> made;
        for (std::uint32_t i = 0; i < 30; ++i) {
            made.push_back({no_cart + i, 1});
            made.push_back({100 + i, no_rates});
            made.push_back({100 + i, not_in_stock});
            made.push_back({locked_row, locked_row});
        }
        return made;
    }();
    return requests;
}

order_request throwing_request() { return {100, bad_cart}; }

} // namespace shop
