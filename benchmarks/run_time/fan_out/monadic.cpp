#include "../early_return.hpp"

shop::sum_errors::plain<std::int64_t> entry::fan_out_monadic(order_request const& asked, cart_service& carts,
                                                             rate_service& tariffs) {
    using errors = shop::sum_errors;
    using priced = errors::plain<std::vector<std::int64_t>>;
    std::string_view at = "lines";
    try {
        return carts.lines(asked)
            .transform_error(shop::failed_at<errors>("lines"))
            .and_then([&](std::vector<shop::line> const& lines) {
                at = "each";
                priced prices;
                prices->reserve(lines.size());
                at = "price";
                for (shop::line const& line : lines) {
                    prices = std::move(prices).and_then([&](std::vector<std::int64_t>&& so_far) {
                        return tariffs.price_of(line)
                            .transform_error(shop::failed_at<errors>("price"))
                            .transform([&](std::int64_t found) {
                                so_far.push_back(found);
                                return std::move(so_far);
                            });
                    });
                    if (!prices) break;
                }
                return prices;
            })
            .transform(shop::sum);
    } catch (...) {
        return shop::interrupted<errors>(at, ag::phase::prepare);
    }
}
