// EXPECT: AG305
// LABELS: "input"
//
// "input" is the composition's own input.
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

inline constexpr auto price = ag::query<"price">(ag::fetch<"input">(&cart_service::find));
