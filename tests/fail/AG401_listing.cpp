// EXPECT: AG401
// LABELS: "crat" "order"
//
// The listing of the design with one mistake: a misspelt label.
#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct order_request {
    int id;
};
struct cart {
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
struct not_found {};
struct sql_error {
    int code;
};
struct cart_service {
    ag::result<cart, not_found> find(order_request const&);
};
struct rate_service {
    ag::result<rates, not_found> current(cart const&);
};
struct order_table {
    ag::result<receipt, sql_error> upsert(order const&);
};

inline order price(cart const& c, rates const& r) { return {1, c.quantity * r.base}; }

inline constexpr auto place_order = ag::command<"place_order">(
    ag::fetch<"cart">(&cart_service::find) | ag::fetch<"rates">(&rate_service::current)
    | ag::validate<"in stock">(ag::from<"cart">, [](cart const& c) { return c.quantity > 0; })
    | ag::transform<"order">(ag::from<"crat", "rates">, price)
    | ag::persist<"receipt">(&order_table::upsert, ag::keyed_by(&order::id))
    | ag::transform<"reply">([](receipt const& r) noexcept { return confirmation{r.id}; }));

auto reply(cart_service& carts, rate_service& rates, order_table& orders) {
    return ag::run(place_order, order_request{1}, ag::environment{carts, rates, orders});
}
