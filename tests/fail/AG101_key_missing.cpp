// EXPECT: AG101
// LABELS: "order" "receipt"
//
// The operation takes a key and its protection projects none.
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

struct keyed_table {
    ag::result<receipt, sql_error> upsert(order const&, ag::idempotency_key<int>);
};

inline constexpr auto place =
    ag::command<"place">(ag::transform<"order">([](int id) noexcept { return order{id, 1.0}; })
                         | ag::persist<"receipt">(&keyed_table::upsert, ag::natural));
