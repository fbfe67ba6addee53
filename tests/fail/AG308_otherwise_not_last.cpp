// EXPECT: AG308
// LABELS: "route"
//
// No branch behind `otherwise` could ever run.
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

inline constexpr auto route = ag::query<"choose">(
    ag::fetch<"cart">(&cart_service::find)
    | ag::decide<"route">(
        ag::otherwise(ag::transform<"many">([](cart const& c) noexcept { return c.quantity; })),
        ag::when([](cart const& c) noexcept { return c.quantity == 0; },
                 ag::transform<"none">([](cart const&) noexcept { return 0; }))));
