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

struct bank {
    ag::result<receipt, sql_error> transfer(order const&);
};

inline constexpr auto pay =
    ag::command<"pay">(ag::with(ag::retry(ag::exponential{.attempts = 3}),
                                ag::persist<"payment">(&bank::transfer, ag::keyed_by(&order::id))));
