// EXPECT: AG101
// LABELS: "input" "price"
#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct order {
    int id;
    double total;
};
struct receipt {
    int id;
};

inline constexpr auto price =
    ag::query<"price">(ag::transform<"total">([](order const& o) noexcept { return o.total; }));
double total() { return *ag::run(price, receipt{1}); }
