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

struct order_store {
    receipt const* find(order const&);
    void put(order const&, receipt const&);
};

inline constexpr auto kept = ag::query<"outer">(ag::with(
    ag::cache<order_store>(), ag::fetch<"receipt">([](order const& o) noexcept { return receipt{o.id}; })));
