// EXPECT: AG401
// LABELS: "maximum" "in range"
//
// A check hands on what it reads by name, and that is not there.
#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

inline constexpr auto measure = ag::query<"measure">(
    ag::transform<"value">([](int n) noexcept { return n; })
    | ag::validate<"in range">(ag::from<"maximum">, [](int n) noexcept { return n > 0; }));
