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
    ag::result<std::array<int, 3>, sql_error> upsert(order const&);
};
inline constexpr auto place_order = ag::command<"place_order">(
    ag::persist<"receipt">(&line_table::upsert, ag::keyed_by(&order::id))
    | ag::fan_out<"each">(ag::transform<"twice">([](int n) noexcept { return 2 * n; })));
