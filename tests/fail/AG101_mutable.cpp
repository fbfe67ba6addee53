// EXPECT: AG101
// LABELS: "cart" "counted"
//
// An action has no state that its runs could change: they may be on several threads.
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

inline constexpr auto count = ag::query<"count">(
    ag::fetch<"cart">(&cart_service::find)
    | ag::transform<"counted">([calls = 0](cart const&) mutable noexcept { return ++calls; }));
