#include "../early_return.hpp"

shop::routed_errors::plain<shop::receipt> entry::decide_monadic(order_request const& asked,
                                                                cart_service& carts, rate_service& tariffs,
                                                                order_table& orders) {
    using errors = shop::routed_errors;
    using routed = errors::plain<shop::order>;
    std::string_view at = "cart";
    auto part = ag::phase::prepare;
    try {
        return carts.find(asked)
            .transform_error(shop::failed_at<errors>("cart"))
            .and_then([&](shop::cart const& cart) -> routed {
                if (shop::is_small(cart)) return shop::price_small(cart);
                if (shop::is_large(cart)) {
                    at = "offer";
                    return tariffs.quote(cart)
                        .transform_error(shop::failed_at<errors>("offer"))
                        .transform(shop::order_of_offer);
                }
                at = "rates";
                return tariffs.current(cart)
                    .transform_error(shop::failed_at<errors>("rates"))
                    .transform([&](shop::rates const& rates) { return shop::price(cart, rates); });
            })
            .and_then([&](shop::order const& order) {
                at = "receipt";
                part = ag::phase::commit;
                return orders.upsert(order, ag::idempotency_key<std::uint64_t>{order.id})
                    .transform_error(shop::refused_at<errors>("receipt"));
            });
    } catch (...) {
        return shop::interrupted<errors>(at, part);
    }
}
