#include "../early_return.hpp"

shop::order_errors::plain<shop::receipt> entry::owning_monadic(order_request const& asked,
                                                               cart_service& carts,
                                                               customer_registry& customers,
                                                               outbox& letters) {
    using errors = shop::order_errors;
    using checked = errors::plain<shop::customer>;
    std::string_view at = "cart";
    auto part = ag::phase::prepare;
    try {
        return carts.find(asked)
            .transform_error(shop::failed_at<errors>("cart"))
            .and_then([&](shop::cart const& cart) {
                at = "customer";
                return customers.owner_of(asked)
                    .transform_error(shop::failed_at<errors>("customer"))
                    .and_then([&](shop::customer&& customer) -> checked {
                        if (!shop::has_name(customer)) {
                            return shop::failed<errors>("has name", ag::invalid{"has name"});
                        }
                        return std::move(customer);
                    })
                    .transform([&](shop::customer const& customer) {
                        at = "letter";
                        return shop::write_letter(customer, cart);
                    });
            })
            .and_then([&](shop::letter const& letter) {
                at = "receipt";
                part = ag::phase::commit;
                return letters.put(letter).transform_error(shop::refused_at<errors>("receipt"));
            });
    } catch (...) {
        return shop::interrupted<errors>(at, part);
    }
}
