#include "../early_return.hpp"

shop::order_errors::plain<shop::receipt> entry::linear_monadic(order_request const& asked,
                                                               cart_service& carts, rate_service& tariffs,
                                                               order_table& orders) {
    using errors = shop::order_errors;
    using checked = errors::plain<shop::offer>;
    std::string_view at = "cart";
    auto part = ag::phase::prepare;
    try {
        return carts.find(asked)
            .transform_error(shop::failed_at<errors>("cart"))
            .and_then([&](shop::cart const& cart) {
                at = "offer";
                return tariffs.quote(cart).transform_error(shop::failed_at<errors>("offer"));
            })
            .and_then([](shop::offer const& offer) -> checked {
                if (!shop::in_stock(offer)) return shop::failed<errors>("in stock", ag::invalid{"in stock"});
                return offer;
            })
            .transform(shop::order_of_offer)
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
