#include <action_grammar/core.hpp>

#include "../versions.hpp"

namespace {

constexpr auto place_order = ag::command<"place_order">(
    ag::fetch<"cart">(&shop::cart_service::find) | ag::fetch<"rates">(&shop::rate_service::current)
    | ag::validate<"in stock">(ag::from<"cart">, shop::cart_in_stock)
    | ag::transform<"order">(ag::from<"cart", "rates">, shop::price)
    | ag::persist<"receipt">(&shop::order_table::upsert, ag::keyed_by(&shop::order::id))
    | ag::transform<"reply">(ag::from<"receipt", "cart", "rates", "input">, shop::confirm));

} // namespace

shop::order_errors::typed<shop::confirmation> entry::multi_source_typed(order_request const& asked,
                                                                        cart_service& carts,
                                                                        rate_service& tariffs,
                                                                        order_table& orders) {
    return ag::run(place_order, asked, ag::environment{carts, tariffs, orders});
}
