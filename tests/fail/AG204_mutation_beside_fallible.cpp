// EXPECT: AG204
// LABELS: "receipt" "rates"
#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

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
struct not_found {};
struct sql_error {
    int code;
};
struct order_table {
    ag::result<receipt, sql_error> upsert(order const&);
};

inline constexpr auto place_order = ag::command<"place_order">(
    ag::transform<"order">([](int id) noexcept { return order{id, 1.0}; })
    | ag::all(ag::persist<"receipt">(&order_table::upsert, ag::keyed_by(&order::id)),
              ag::fetch<"rates">([](order const&) -> ag::result<rates, not_found> { return rates{1.0}; })));
