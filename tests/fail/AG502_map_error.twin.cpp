#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct cart {
    int quantity;
};
struct not_found {};
struct sql_error {
    int code;
};

inline constexpr auto mapped = ag::query<"outer">(ag::with(
    ag::map_error([](not_found) noexcept { return sql_error{1}; }),
    ag::transform<"total">([](cart const& c) noexcept -> ag::result<int, not_found> { return c.quantity; })));
