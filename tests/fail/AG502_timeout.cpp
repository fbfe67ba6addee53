// EXPECT: AG502
// LABELS: "timeout" "cart"
//
// Nothing stops a single action whose operation takes no deadline.
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

inline constexpr auto quick =
    ag::query<"outer">(ag::with(ag::timeout(ag::duration{1000}), ag::fetch<"cart">(&cart_service::find)));
