// EXPECT: AG202
// LABELS: "receipt" "route"
//
// No branch may apply: a decide without `otherwise` can fail.
#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

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

inline constexpr auto place_order = ag::command<"place_order">(
    ag::persist<"receipt">(&order_table::upsert, ag::keyed_by(&order::id))
    | ag::decide<"route">(ag::when([](receipt const& r) noexcept { return r.id > 0; },
                                   ag::transform<"reply">([](receipt const& r) noexcept { return r.id; }))));
