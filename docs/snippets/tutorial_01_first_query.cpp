// [all]
#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

constexpr int cents_of(int category) noexcept { return category == 1 ? 4500 : 2900; }

inline constexpr auto quote = ag::query<"quote">(ag::transform<"cents">(cents_of));

static_assert(*ag::run(quote, 1) == 4500);

int main() { return *ag::run(quote, 2) == 2900 ? 0 : 1; }
// [/all]
