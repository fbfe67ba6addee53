#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct order {
    int id;
    double total;
};

auto total() {
    return ag::run(
        ag::query<"price">(ag::transform<"total">([](order const& o) noexcept { return o.total; })),
        order{1, 2.0});
}
