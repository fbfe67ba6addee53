// From a line of JSON to an order, or to the place in the line that is wrong.

#include <action_grammar/contract/reflection/decode.hpp>

#include <vector>

#include "place_order.hpp"

namespace ag = action_grammar;

namespace order_intake {

/// An order as customers write it. What an order may be is said once, below, and checked while it is read.
struct order_line {
    std::string sku;
    std::int64_t quantity;
};
struct order_form {
    std::string id;
    std::string customer;
    std::string currency;
    std::vector<order_line> lines;
};

} // namespace order_intake

template <>
inline constexpr auto ag::contract_of<order_intake::order_line> =
    ag::object(ag::open, ag::member<&order_intake::order_line::sku>(ag::min_length(1)),
               ag::member<&order_intake::order_line::quantity>(ag::minimum(1),
                                                               ag::maximum(order_intake::most_of_a_sku)));
template <>
inline constexpr auto ag::contract_of<order_intake::order_form> = ag::object(
    ag::open, ag::member<&order_intake::order_form::id>(ag::min_length(1)),
    ag::member<&order_intake::order_form::customer>(ag::min_length(1)),
    ag::member<&order_intake::order_form::currency>(ag::min_length(1)),
    ag::member<&order_intake::order_form::lines>(ag::min_items(1), ag::max_items(order_intake::most_lines)));

namespace order_intake {

ag::result<order, malformed> parse_order(std::string const& line) {
    auto form = ag::decode_text<order_form>(line, {.errors = 1});
    if (!form) {
        auto const& error = form.error().errors.front();
        std::string where = error.pointer.empty() ? "column " + std::to_string(error.column) : error.pointer;
        return ag::unexpected(
            malformed{std::move(where), "expected " + error.expected + ", found " + error.found});
    }
    order result{std::move(form->id), std::move(form->customer), std::move(form->currency), {}};
    for (std::size_t i = 0; i < form->lines.size(); ++i) {
        auto const& [sku, quantity] = form->lines[i];
        std::int64_t& sum = result.lines[sku];
        sum += quantity;
        if (sum > most_of_a_sku)
            return ag::unexpected(
                malformed{"/lines/" + std::to_string(i) + "/quantity",
                          "makes more than " + std::to_string(most_of_a_sku) + " of " + sku});
    }
    return result;
}

} // namespace order_intake
