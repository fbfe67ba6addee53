#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>

#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

// The listing of the design, with services that a handler would have and with the substitutes that its test
// supplies. tests/fail/*_listing.cpp break it in five ways.

namespace ag = action_grammar;

namespace {

struct order_request {
    int cart;
};
struct cart {
    int id;
    int quantity;
};
struct rates {
    double base;
};
struct order {
    int id;
    double total;
};
struct receipt {
    int id;
};
struct confirmation {
    int order;
};
struct not_found {
    std::string what;
};
struct sql_error {
    int code;
    bool in_doubt = false;
};

struct cart_service {
    virtual ag::result<cart, not_found> find(order_request const&) = 0;

protected:
    ~cart_service() = default;
};
struct rate_service {
    double base = 2.5;
    bool up = true;
    ag::result<rates, not_found> current(cart const&) {
        if (!up) return ag::unexpected(not_found{"rates"});
        return rates{base};
    }
};
struct order_table {
    std::map<int, double> rows{};
    sql_error trouble{};
    ag::result<receipt, sql_error> upsert(order const& o) {
        if (trouble.code != 0) return ag::unexpected(trouble);
        rows[o.id] = o.total;
        return receipt{o.id};
    }
};

order price(cart const& c, rates const& r) { return {c.id, c.quantity * r.base}; }

// clang-format off
inline constexpr auto place_order = ag::command<"place_order">(
    ag::fetch<"cart">(&cart_service::find)
  | ag::fetch<"rates">(&rate_service::current)
  | ag::validate<"in stock">(ag::from<"cart">, [](cart const& c) { return c.quantity > 0; })
  | ag::transform<"order">(ag::from<"cart", "rates">, price)
  | ag::persist<"receipt">(&order_table::upsert, ag::keyed_by(&order::id))
  | ag::transform<"reply">([](receipt const& r) noexcept { return confirmation{r.id}; }));
// clang-format on

struct carts_in_memory final : cart_service {
    std::map<int, cart> known{{1, {1, 4}}, {2, {2, 0}}};
    ag::result<cart, not_found> find(order_request const& request) override {
        auto const found = known.find(request.cart);
        if (found == known.end()) return ag::unexpected(not_found{"cart"});
        return found->second;
    }
};

struct shop {
    carts_in_memory carts{};
    rate_service rates{};
    order_table orders{};
    auto place(int cart) {
        order_request const request{cart};
        return ag::run(place_order, request, ag::environment{carts, rates, orders});
    }
};

TEST_CASE("an order is placed", "[listing]") {
    shop s;
    auto const reply = s.place(1);
    REQUIRE(reply);
    CHECK(reply->order == 1);
    CHECK(s.orders.rows == std::map<int, double>{{1, 10.0}});
    CHECK(s.place(1)); // again: the same row
    CHECK(s.orders.rows.size() == 1);
}

TEST_CASE("an order is refused, and nothing is stored", "[listing]") {
    shop s;
    auto const unknown = s.place(3);
    CHECK(unknown.status() == ag::status::failed);
    CHECK(unknown.phase() == ag::phase::prepare);
    CHECK(unknown.failed_action() == "cart");
    CHECK(std::get<not_found>(unknown.error()).what == "cart");
    auto const empty = s.place(2);
    CHECK(empty.failed_action() == "in stock");
    CHECK(std::get<ag::invalid>(empty.error()).label == "in stock");
    CHECK(empty.retryable());
    s.rates.up = false;
    CHECK(s.place(1).failed_action() == "rates");
    CHECK(s.orders.rows.empty());
}

TEST_CASE("an order that could not be stored, or whose answer was lost", "[listing]") {
    shop s;
    s.orders.trouble = {5, false};
    auto const failed = s.place(1);
    CHECK(failed.status() == ag::status::failed);
    CHECK(failed.phase() == ag::phase::commit);
    CHECK(failed.failed_action() == "receipt");
    CHECK(std::get<sql_error>(failed.error()).code == 5);
    CHECK(failed.retryable()); // keyed
    s.orders.trouble = {5, true};
    auto const doubtful = s.place(1);
    CHECK(doubtful.status() == ag::status::in_doubt);
    CHECK_FALSE(doubtful.retryable());
}

TEST_CASE("what the type of the composition carries", "[listing]") {
    static_assert(ag::grade_of<decltype(place_order)> == ag::grade::committed);
    static_assert(std::is_same_v<decltype(shop{}.place(1)),
                                 ag::outcome<confirmation, not_found, ag::thrown, ag::invalid, sql_error>>);
    static_assert(ag::accepts<decltype(place_order), order_request>
                  && !ag::accepts<decltype(place_order), cart>);
    SUCCEED();
}

} // namespace
