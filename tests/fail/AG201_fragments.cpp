// EXPECT: AG201
// LABELS: "receipt" "event"
//
// The join of two fragments puts one mutation behind another.
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
struct topic_error {};
struct order_table {
    ag::result<receipt, sql_error> upsert(order const&);
};
struct topic {
    ag::result<receipt, topic_error> publish(receipt const&);
};

inline order price(cart const& c) { return {1, c.quantity * 2.0}; }

inline constexpr auto stored =
    ag::transform<"order">(price) | ag::persist<"receipt">(&order_table::upsert, ag::keyed_by(&order::id));
inline constexpr auto announced = ag::transform<"message">([](receipt r) noexcept { return r; })
                                | ag::emit<"event">(&topic::publish, ag::natural);
inline constexpr auto both = stored | announced;
