#include <action_grammar/core.hpp>

#include "../versions.hpp"

namespace {

constexpr auto place_order = ag::command<"place_order">(
    ag::fetch<"cart">(&shop::cart_service::find) | ag::fetch<"offer">(&shop::rate_service::quote)
    | ag::validate<"in stock">(shop::in_stock) | ag::transform<"order">(shop::order_of_offer)
    | ag::persist<"receipt">(&shop::order_table::upsert, ag::keyed_by(&shop::order::id)));

} // namespace

shop::order_errors::typed<shop::receipt> entry::linear_typed(order_request const& asked, cart_service& carts,
                                                             rate_service& tariffs, order_table& orders) {
    return ag::run(place_order, asked, ag::environment{carts, tariffs, orders});
}
