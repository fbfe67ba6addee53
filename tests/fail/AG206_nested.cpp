// EXPECT: AG206
// LABELS: "receipt" "look"
//
// The mutation of a query hides in a nested composition.
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

inline constexpr auto place =
    ag::command<"place">(ag::persist<"receipt">(&order_table::upsert, ag::keyed_by(&order::id)));
inline constexpr auto look =
    ag::query<"look">(ag::transform<"order">(price) | place
                      | ag::transform<"number">([](receipt const& r) noexcept { return r.id; }));
