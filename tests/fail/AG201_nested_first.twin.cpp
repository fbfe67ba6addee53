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
struct topic_error {};
struct order_table {
    ag::result<receipt, sql_error> upsert(order const&);
};
struct topic {
    ag::result<receipt, topic_error> publish(receipt const&);
};

inline constexpr auto place =
    ag::command<"place">(ag::persist<"receipt">(&order_table::upsert, ag::keyed_by(&order::id)));
inline constexpr auto checkout = ag::command<"checkout">(ag::apply<"placed">(place));
