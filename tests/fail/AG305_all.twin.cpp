#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct order_request {
    int id;
};
struct cart {
    int quantity;
};
struct not_found {};
struct cart_service {
    ag::result<cart, not_found> find(order_request const&);
};

inline constexpr auto both =
    ag::query<"both">(ag::fetch<"cart">(&cart_service::find)
                      | ag::all(ag::transform<"total">([](cart const& c) noexcept { return c.quantity; }),
                                ag::transform<"other">([](cart const& c) noexcept { return -c.quantity; })));
