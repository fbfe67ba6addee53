#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

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
struct sql_error {
    int code;
};
struct order_table {
    ag::result<receipt, sql_error> upsert(order const&);
};

inline constexpr auto place =
    ag::command<"place", receipt>(ag::persist<"receipt">(&order_table::upsert, ag::keyed_by(&order::id)));
