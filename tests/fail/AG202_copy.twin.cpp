#include <action_grammar/action_grammar.hpp>

#include <string>

namespace ag = action_grammar;

struct order {
    int id;
    double total;
};
struct sql_error {
    int code;
};

struct named_table {
    ag::result<std::string, sql_error> upsert(order const&);
};
inline constexpr auto place_order = ag::command<"place_order">(
    ag::persist<"receipt">(&named_table::upsert, ag::keyed_by(&order::id))
    | ag::transform<"used">([](std::string const& text) noexcept { return text.size(); })
    | ag::transform<"again">(ag::from<"receipt">, [](std::string text) noexcept { return text.size(); }));
