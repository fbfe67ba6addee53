#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

inline constexpr auto measure =
    ag::query<"measure">(ag::transform<"value">([](int n) noexcept { return n; })
                         | ag::validate<"in range">(ag::from<"value">, [](int n) noexcept { return n > 0; }));
