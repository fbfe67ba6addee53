// EXPECT: AG103
// LABELS: "noted"
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

struct audit {
    void note(cart const&);
};
inline constexpr auto look =
    ag::query<"look">(ag::fetch<"cart">(&cart_service::find) | ag::fetch<"noted">(&audit::note)
                      | ag::transform<"reply">(ag::from<"noted">, [](int id) noexcept { return id; }));
