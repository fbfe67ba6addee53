#include "../early_return.hpp"

shop::order_errors::plain<shop::confirmation> entry::multi_source_by_hand(order_request const& asked,
                                                                          cart_service& carts,
                                                                          rate_service& tariffs,
                                                                          order_table& orders) {
    using errors = shop::order_errors;
    std::string_view at = "cart";
    auto part = ag::phase::prepare;
    try {
        auto const cart = carts.find(asked);
        if (!cart) return shop::failed<errors>("cart", cart.error());
        at = "rates";
        auto const rates = tariffs.current(*cart);
        if (!rates) return shop::failed<errors>("rates", rates.error());
        if (!shop::cart_in_stock(*cart)) return shop::failed<errors>("in stock", ag::invalid{"in stock"});
        shop::order const order = shop::price(*cart, *rates);
        at = "receipt";
        part = ag::phase::commit;
        auto const receipt = orders.upsert(order, ag::idempotency_key<std::uint64_t>{order.id});
        if (!receipt) return shop::refused<errors>("receipt", receipt.error());
        return shop::confirm(*receipt, *cart, *rates, asked);
    } catch (...) {
        return shop::interrupted<errors>(at, part);
    }
}
