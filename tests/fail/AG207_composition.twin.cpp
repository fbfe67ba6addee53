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
    ag::command<"pay">(ag::transform<"order">([](int id) noexcept { return order{id, 1.0}; })
                       | ag::persist<"payment">(&bank::transfer, ag::natural));
inline constexpr auto patient = ag::command<"patient">(ag::with(ag::retry(ag::constant{.attempts = 2}), pay));
