// EXPECT: AG502
// LABELS: "retry" "total"
//
// What cannot fail is never run again.
#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct cart {
    int quantity;
};

inline constexpr auto patient = ag::query<"outer">(ag::with(
    ag::retry(ag::constant{}), ag::transform<"total">([](cart const& c) noexcept { return c.quantity; })));
