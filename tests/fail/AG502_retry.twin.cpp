#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct cart {
    int quantity;
};

inline constexpr auto patient = ag::query<"outer">(
    ag::with(ag::retry(ag::constant{}), ag::transform<"total">([](cart const& c) { return c.quantity; })));
