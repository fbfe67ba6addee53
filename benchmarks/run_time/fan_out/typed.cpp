#include <action_grammar/composition/fan_out.hpp>
#include <action_grammar/core.hpp>

#include "../versions.hpp"

namespace {

constexpr auto sum_up =
    ag::query<"sum_up">(ag::fetch<"lines">(&shop::cart_service::lines)
                        | ag::fan_out<"each">(ag::fetch<"price">(&shop::rate_service::price_of))
                        | ag::aggregate<"sum">(shop::sum));

} // namespace

shop::sum_errors::typed<std::int64_t> entry::fan_out_typed(order_request const& asked, cart_service& carts,
                                                           rate_service& tariffs) {
    return ag::run(sum_up, asked, ag::environment{carts, tariffs});
}
