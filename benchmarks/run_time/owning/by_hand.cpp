#include "../early_return.hpp"

shop::order_errors::plain<shop::receipt> entry::owning_by_hand(order_request const& asked,
                                                               cart_service& carts,
                                                               customer_registry& customers,
                                                               outbox& letters) {
    using errors = shop::order_errors;
    std::string_view at = "cart";
    auto part = ag::phase::prepare;
    try {
        auto const cart = carts.find(asked);
        if (!cart) return shop::failed<errors>("cart", cart.error());
        at = "customer";
        auto const customer = customers.owner_of(asked);
        if (!customer) return shop::failed<errors>("customer", customer.error());
        if (!shop::has_name(*customer)) return shop::failed<errors>("has name", ag::invalid{"has name"});
        at = "letter";
        shop::letter const letter = shop::write_letter(*customer, *cart);
        at = "receipt";
        part = ag::phase::commit;
        auto const receipt = letters.put(letter);
        if (!receipt) return shop::refused<errors>("receipt", receipt.error());
        return *receipt;
    } catch (...) {
        return shop::interrupted<errors>(at, part);
    }
}
