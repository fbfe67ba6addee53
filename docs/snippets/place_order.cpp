// The listing of README.md, with the services and types filled in, and run against substitutes.

#include <cassert>
#include <string>
#include <utility>
#include <variant>

struct order_request {
    std::string customer;
};
struct cart {
    std::string id;
    int quantity;
    int unit_price;
};
struct rates {
    int percent;
};
struct order {
    std::string id;
    int total;
};
struct receipt {
    std::string id;
};
struct confirmation {
    std::string id;
};
struct not_found {
    std::string what;
};
struct sql_error {
    int code;
    [[nodiscard]] bool transient() const noexcept { return code == 5; }
};

// [listing]
#include <action_grammar/action_grammar.hpp>
namespace ag = action_grammar;

struct cart_service {
    virtual ag::result<cart, not_found> find(order_request const&) = 0;
};
struct rate_service {
    virtual ag::result<rates, not_found> current(cart const&) = 0;
};
struct order_table {
    virtual ag::result<receipt, sql_error> upsert(order const&) = 0;
};

order price(cart const& bought, rates const& today) {
    return {bought.id, bought.quantity * bought.unit_price * today.percent / 100};
}

inline constexpr auto place_order = ag::command<"place_order">(
    ag::fetch<"cart">(&cart_service::find) // takes the request
    | ag::fetch<"rates">(&rate_service::current)
    | ag::validate<"in stock">(ag::from<"cart">, [](cart const& c) { return c.quantity > 0; })
    | ag::transform<"order">(ag::from<"cart", "rates">, price)
    | ag::persist<"receipt">(&order_table::upsert, ag::keyed_by(&order::id))
    | ag::transform<"reply">([](receipt r) noexcept { return confirmation{std::move(r.id)}; }));
// [/listing]

namespace {

struct carts_double final : cart_service {
    int quantity = 2;
    ag::result<cart, not_found> find(order_request const& asked) override {
        if (asked.customer.empty()) return ag::unexpected(not_found{"customer"});
        return cart{"order-1", quantity, 300};
    }
};
struct rates_double final : rate_service {
    ag::result<rates, not_found> current(cart const&) override { return rates{110}; }
};
struct orders_double final : order_table {
    order last{};
    ag::result<receipt, sql_error> upsert(order const& placed) override {
        last = placed;
        return receipt{placed.id};
    }
};

} // namespace

int main() {
    carts_double carts;
    rates_double rates;
    orders_double orders;
    order_request const request{"ada"};

    // [run]
    auto reply = ag::run(place_order, request, ag::environment{carts, rates, orders});
    if (reply) {
        assert(reply->id == "order-1");
    } else if (reply.status() == ag::status::in_doubt) {
        // the commit was sent and its answer lost: look before sending it again
    } else if (reply.retryable()) {
        // running it again is safe; reply.transient() says whether that may help
    }
    // [/run]
    assert(orders.last.total == 660);

    carts.quantity = 0;
    auto const refused = ag::run(place_order, request, ag::environment{carts, rates, orders});
    assert(refused.status() == ag::status::failed && refused.phase() == ag::phase::prepare);
    assert(refused.failed_action() == "in stock"
           && std::get<ag::invalid>(refused.error()).label == "in stock");
}
