// EXPECT: AG101
// LABELS: "order" "receipt"
//
// What is asked whether a mutation happened takes the values of the mutation.
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

inline constexpr auto place = ag::command<"place">(
    ag::transform<"order">([](int id) noexcept { return order{id, 1.0}; })
    | ag::persist<"receipt">(&order_table::upsert, ag::verified_by([](receipt const& r) noexcept {
          return std::optional<receipt>{r};
      })));
