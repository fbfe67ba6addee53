#include "../early_return.hpp"

shop::sum_errors::plain<std::int64_t> entry::fan_out_by_hand(order_request const& asked, cart_service& carts,
                                                             rate_service& tariffs) {
    using errors = shop::sum_errors;
    std::string_view at = "lines";
    try {
        auto const lines = carts.lines(asked);
        if (!lines) return shop::failed<errors>("lines", lines.error());
        at = "each";
        std::vector<std::int64_t> prices;
        prices.reserve(lines->size());
        at = "price";
        for (shop::line const& line : *lines) {
            auto const found = tariffs.price_of(line);
            if (!found) return shop::failed<errors>("price", found.error());
            prices.push_back(*found);
        }
        return shop::sum(prices);
    } catch (...) {
        return shop::interrupted<errors>(at, ag::phase::prepare);
    }
}
