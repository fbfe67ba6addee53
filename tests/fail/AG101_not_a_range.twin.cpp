#include <action_grammar/action_grammar.hpp>

#include <vector>

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

inline constexpr auto doubled = ag::query<"doubled">(
    ag::fetch<"cart">(&cart_service::find)
    | ag::transform<"numbers">([](cart const& c) { return std::vector<int>(3, c.quantity); })
    | ag::fan_out<"each">(ag::transform<"twice">([](int n) noexcept { return 2 * n; })));
