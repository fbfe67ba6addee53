#include "../early_return.hpp"

shop::routed_errors::plain<shop::receipt> entry::decide_by_hand(order_request const& asked,
                                                                cart_service& carts, rate_service& tariffs,
                                                                order_table& orders) {
    using errors = shop::routed_errors;
    std::string_view at = "cart";
    auto part = ag::phase::prepare;
    try {
        auto const cart = carts.find(asked);
        if (!cart) return shop::failed<errors>("cart", cart.error());
        shop::order order;
        if (shop::is_small(*cart)) {
            order = shop::price_small(*cart);
        } else if (shop::is_large(*cart)) {
            at = "offer";
            auto const offer = tariffs.quote(*cart);
            if (!offer) return shop::failed<errors>("offer", offer.error());
            order = shop::order_of_offer(*offer);
        } else {
            at = "rates";
            auto const rates = tariffs.current(*cart);
            if (!rates) return shop::failed<errors>("rates", rates.error());
            order = shop::price(*cart, *rates);
        }
        at = "receipt";
        part = ag::phase::commit;
        auto const receipt = orders.upsert(order, ag::idempotency_key<std::uint64_t>{order.id});
        if (!receipt) return shop::refused<errors>("receipt", receipt.error());
        return *receipt;
    } catch (...) {
        return shop::interrupted<errors>(at, part);
    }
}
