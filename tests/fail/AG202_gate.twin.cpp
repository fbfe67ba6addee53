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
    | ag::transform<"approved">([](receipt const&) noexcept { return ag::approval::waiting; }));
