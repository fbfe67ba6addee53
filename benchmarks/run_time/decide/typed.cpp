#include <action_grammar/composition/decide.hpp>
#include <action_grammar/core.hpp>

#include "../versions.hpp"

namespace {

constexpr auto route_order = ag::command<"route_order">(
    ag::fetch<"cart">(&shop::cart_service::find)
    | ag::decide<"route">(ag::when(shop::is_small, ag::transform<"small order">(shop::price_small)),
                          ag::when(shop::is_large, ag::fetch<"offer">(&shop::rate_service::quote)
                                                       | ag::transform<"large order">(shop::order_of_offer)),
                          ag::otherwise(ag::fetch<"rates">(&shop::rate_service::current)
                                        | ag::transform<"order">(ag::from<"input", "rates">, shop::price)))
    | ag::persist<"receipt">(&shop::order_table::upsert, ag::keyed_by(&shop::order::id)));

} // namespace

shop::routed_errors::typed<shop::receipt> entry::decide_typed(order_request const& asked, cart_service& carts,
                                                              rate_service& tariffs, order_table& orders) {
    return ag::run(route_order, asked, ag::environment{carts, tariffs, orders});
}
