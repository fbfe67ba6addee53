// EXPECT: AG101
// LABELS: "cart" "approved"
//
// A gate answers `approval`: of a bool nobody could tell whether no means later or never.
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

inline constexpr auto ask =
    ag::query<"ask">(ag::fetch<"cart">(&cart_service::find)
                     | ag::gate<"approved">([](cart const& c) { return c.quantity < 100; }));
