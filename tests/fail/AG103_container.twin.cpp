#include <action_grammar/action_grammar.hpp>

#include <set>
#include <vector>

namespace ag = action_grammar;

inline constexpr auto doubled = ag::query<"doubled">(
    ag::transform<"numbers">([](int n) { return std::set<int>{n}; })
    | ag::fan_out<"each", std::vector>(ag::transform<"twice">([](int n) noexcept { return 2 * n; })));
