#include "../early_return.hpp"

// A chain hands on one value; what a later step needs besides it is captured by nesting.
shop::order_errors::plain<shop::confirmation> entry::multi_source_monadic(order_request const& asked,
                                                                          cart_service& carts,
                                                                          rate_service& tariffs,
                                                                          order_table& orders) {
    using errors = shop::order_errors;
    using checked = errors::plain<shop::rates>;
    std::string_view at = "cart";
    auto part = ag::phase::prepare;
    try {
        return carts.find(asked)
            .transform_error(shop::failed_at<errors>("cart"))
            .and_then([&](shop::cart const& cart) {
                at = "rates";
                return tariffs.current(cart)
                    .transform_error(shop::failed_at<errors>("rates"))
                    .and_then([&](shop::rates const& rates) -> checked {
                        if (!shop::cart_in_stock(cart)) {
                            return shop::failed<errors>("in stock", ag::invalid{"in stock"});
                        }
                        return rates;
                    })
                    .and_then([&](shop::rates const& rates) {
                        at = "receipt";
                        part = ag::phase::commit;
                        shop::order const order = shop::price(cart, rates);
                        return orders.upsert(order, ag::idempotency_key<std::uint64_t>{order.id})
                            .transform_error(shop::refused_at<errors>("receipt"))
                            .transform([&](shop::receipt const& receipt) {
                                return shop::confirm(receipt, cart, rates, asked);
                            });
                    });
            });
    } catch (...) {
        return shop::interrupted<errors>(at, part);
    }
}
