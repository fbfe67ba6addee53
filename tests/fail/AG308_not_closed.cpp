// EXPECT: AG308
// LABELS: "total"
//
// What runs is a composition: an action says nothing of whether the whole may mutate.
#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct order {
    int id;
    double total;
};

auto total() {
    return ag::run(ag::transform<"total">([](order const& o) noexcept { return o.total; }), order{1, 2.0});
}
