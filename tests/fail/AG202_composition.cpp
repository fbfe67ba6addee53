// EXPECT: AG202
// LABELS: "receipt" "parsed"
//
// What can fail hides in a nested composition.
#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct order {
    int id;
    double total;
};
struct receipt {
    int id;
};
struct confirmation {
    int order;
};
struct not_found {};
struct sql_error {
    int code;
};
struct order_table {
    ag::result<receipt, sql_error> upsert(order const&);
};

inline constexpr auto answer =
    ag::query<"answer">(ag::transform<"number">([](receipt const& r) noexcept { return r.id; })
                        | ag::transform<"parsed">(
                            [](int id) -> ag::result<confirmation, not_found> { return confirmation{id}; }));
inline constexpr auto place_order = ag::command<"place_order">(
    ag::persist<"receipt">(&order_table::upsert, ag::keyed_by(&order::id)) | answer);
