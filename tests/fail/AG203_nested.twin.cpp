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
    std::vector<order> lines(int) noexcept;
};
inline constexpr auto skip = ag::transform<"skip">([](order const& o) noexcept { return receipt{o.id}; });

inline constexpr auto place =
    ag::query<"place">(ag::transform<"receipt">([](order const& o) noexcept { return receipt{o.id}; }));
inline constexpr auto import = ag::query<"import">(
    ag::fetch<"lines">(&file::lines)
    | ag::fan_out<"each">(ag::decide<"route">(
        ag::when([](order const& o) noexcept { return o.total > 0; }, place), ag::otherwise(skip))));
