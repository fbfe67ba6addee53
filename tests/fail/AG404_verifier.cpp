// EXPECT: AG404
// LABELS: "receipt" "place"
//
// What is asked whether a mutation happened is a resource too.
#include <action_grammar/action_grammar.hpp>

#include <optional>

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

struct journal {
    std::optional<receipt> entry(order const&) noexcept;
};
inline constexpr auto place =
    ag::command<"place">(ag::persist<"receipt">(&order_table::upsert, ag::verified_by(&journal::entry)));

auto reply(order_table& orders) { return ag::run(place, order{1, 2.0}, ag::environment{orders}); }
