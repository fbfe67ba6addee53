#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

inline constexpr auto route = ag::query<"route">(ag::decide<"size">(
    ag::when([](int n) noexcept { return n < 10; }, ag::transform<"small">([](int n) noexcept { return n; })),
    ag::otherwise(ag::transform<"large">([](int n) noexcept { return n / 2; }))));
