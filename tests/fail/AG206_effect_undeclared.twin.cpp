#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct cart {
    int quantity;
};
struct order {
    int id;
    double total;
};
struct receipt {
    int id;
};
struct sql_error {
    int code;
};
struct order_table {
    ag::result<receipt, sql_error> upsert(order const&);
};

inline order price(cart const& c) { return {1, c.quantity * 2.0}; }

inline constexpr auto place_order = ag::command<"place_order">(
    ag::transform<"order">(price) | ag::persist<"receipt">(&order_table::upsert, ag::keyed_by(&order::id)));
