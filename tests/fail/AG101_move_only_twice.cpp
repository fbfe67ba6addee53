// EXPECT: AG101
// LABELS: "ticket" "used"
//
// A move-only value that is read later cannot be given away: that shows when the composition is closed.
#include <action_grammar/action_grammar.hpp>

#include <memory>

namespace ag = action_grammar;

inline constexpr auto both = ag::query<"both">(
    ag::transform<"ticket">([](int number) { return std::make_unique<int>(number); })
    | ag::transform<"used">([](std::unique_ptr<int> t) noexcept { return *t; })
    | ag::transform<"again">(ag::from<"ticket">, [](std::unique_ptr<int> t) noexcept { return *t; }));
