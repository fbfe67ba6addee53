// EXPECT: AG204
// LABELS: "receipt" "rates"
//
// The mutation hides in a nested composition and stands behind the fallible sibling.
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

inline constexpr auto look_up =
    ag::fetch<"rates">([](order const&) -> ag::result<rates, not_found> { return rates{1.0}; });

inline constexpr auto place =
    ag::command<"place">(ag::persist<"receipt">(&order_table::upsert, ag::keyed_by(&order::id)));
inline constexpr auto both = ag::command<"both">(ag::all(look_up, place));
