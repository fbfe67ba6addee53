// EXPECT: AG306
// LABELS: "price"
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

inline constexpr auto price = ag::query<"price">();
