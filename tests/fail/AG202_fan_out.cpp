// EXPECT: AG202
// LABELS: "receipt" "each"
//
// To collect into a vector takes memory, and that can fail; an array is there already.
#include <action_grammar/action_grammar.hpp>

#include <array>
#include <vector>

namespace ag = action_grammar;

struct order {
    int id;
    double total;
};
struct sql_error {
    int code;
};

struct line_table {
    ag::result<std::vector<int>, sql_error> upsert(order const&);
};
inline constexpr auto place_order = ag::command<"place_order">(
    ag::persist<"receipt">(&line_table::upsert, ag::keyed_by(&order::id))
    | ag::fan_out<"each">(ag::transform<"twice">([](int n) noexcept { return 2 * n; })));
