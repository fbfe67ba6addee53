#include <action_grammar/action_grammar.hpp>

#include <memory>

namespace ag = action_grammar;

inline constexpr auto both = ag::query<"both">(
    ag::transform<"ticket">([](int number) { return std::make_unique<int>(number); })
    | ag::transform<"used">([](std::unique_ptr<int> const& t) noexcept { return *t; })
    | ag::transform<"again">(ag::from<"ticket">, [](std::unique_ptr<int> t) noexcept { return *t; }));
