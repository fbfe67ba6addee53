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
    ag::command<"place">(ag::transform<"receipt">([](order const& o) noexcept { return receipt{o.id}; })
                         | ag::with(ag::retry(ag::constant{.attempts = 2}),
                                    ag::emit<"event">(&topic::publish, ag::keyed_by(&receipt::id))));
