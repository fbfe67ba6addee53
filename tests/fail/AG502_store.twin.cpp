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

struct shelf {
    cart const* find(int);
    void put(int, cart const&);
};

inline constexpr auto kept =
    ag::query<"outer">(ag::with(ag::cache<shelf>([](order_request const& r) noexcept { return r.id; }),
                                ag::fetch<"cart">(&cart_service::find)));
cart again(cart_service& carts, shelf& store) {
    return *ag::run(kept, order_request{1}, ag::environment{carts, store});
}
