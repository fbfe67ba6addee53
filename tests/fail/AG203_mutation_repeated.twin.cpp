#include <action_grammar/action_grammar.hpp>

#include <vector>

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

struct file {
    std::vector<int> lines(int) noexcept;
};
struct all_orders {
    ag::result<int, sql_error> upsert(std::vector<order> const&);
};
order parse(int) noexcept;

inline constexpr auto import = ag::command<"import">(
    ag::fetch<"lines">(&file::lines) | ag::fan_out<"orders">(ag::transform<"order">(parse))
    | ag::persist<"receipts">(&all_orders::upsert, ag::same_transaction));
