#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct order_request {
    int id;
};
struct cart {
    int quantity;
};
struct rates {
    double base;
};
struct not_found {};
struct cart_service {
    ag::result<cart, not_found> find(order_request const&);
};
struct rate_service {
    ag::result<rates, not_found> current(cart const&);
};

inline constexpr auto price =
    ag::query<"price">(ag::fetch<"cart">(&cart_service::find) | ag::fetch<"rates">(&rate_service::current)
                       | ag::transform<"total">([](rates const& r) noexcept { return r.base; }));
