// From a line of JSON to an order, or to the place in the line that is wrong.

#include "place_order.hpp"

#include <boost/json.hpp>

namespace order_intake {

namespace {

namespace json = boost::json;

template <class T>
using read = ag::result<T, malformed>;

ag::unexpected<malformed> wrong(std::string where, std::string why) {
    return ag::unexpected(malformed{std::move(where), std::move(why)});
}

/// The value of a line, or the column in which it stops being JSON.
read<json::value> parse(std::string_view line) {
    json::parser parser;
    json::error_code error;
    std::size_t const good = parser.write_some(line.data(), line.size(), error);
    // What follows a whole value is not part of it.
    if (!error && good < line.size()) error = json::error::extra_data;
    if (error) return wrong("column " + std::to_string(good + 1), error.message());
    return parser.release();
}

read<std::string> text_at(json::object const& object, std::string_view member, std::string const& path = "") {
    std::string where = path + '/' + std::string(member);
    json::value const* const found = object.if_contains(member);
    if (found == nullptr) return wrong(std::move(where), "is missing");
    json::string const* const text = found->if_string();
    if (text == nullptr) return wrong(std::move(where), "is not a string");
    if (text->empty()) return wrong(std::move(where), "is empty");
    return std::string(*text);
}

read<std::int64_t> quantity_at(json::object const& object, std::string const& path) {
    std::string where = path + "/quantity";
    json::value const* const found = object.if_contains("quantity");
    if (found == nullptr) return wrong(std::move(where), "is missing");
    std::int64_t const* const quantity = found->if_int64();
    if (quantity == nullptr) return wrong(std::move(where), "is not a whole number");
    if (*quantity < 1 || *quantity > most_of_a_sku) {
        return wrong(std::move(where), "is not between 1 and " + std::to_string(most_of_a_sku));
    }
    return *quantity;
}

ag::result<void, malformed> add_line(order& target, json::value const& line, std::string const& path) {
    json::object const* const members = line.if_object();
    if (members == nullptr) return wrong(path, "is not an object");
    auto const sku = text_at(*members, "sku", path);
    if (!sku) return ag::unexpected(sku.error());
    auto const quantity = quantity_at(*members, path);
    if (!quantity) return ag::unexpected(quantity.error());

    std::int64_t& sum = target.lines[*sku];
    sum += *quantity;
    if (sum > most_of_a_sku) {
        return wrong(path + "/quantity", "makes more than " + std::to_string(most_of_a_sku) + " of " + *sku);
    }
    return {};
}

} // namespace

read<order> parse_order(std::string_view line) {
    auto const value = parse(line);
    if (!value) return ag::unexpected(value.error());
    json::object const* const members = value->if_object();
    if (members == nullptr) return wrong("column 1", "is not an object");

    auto id = text_at(*members, "id");
    if (!id) return ag::unexpected(id.error());
    auto customer = text_at(*members, "customer");
    if (!customer) return ag::unexpected(customer.error());
    auto currency = text_at(*members, "currency");
    if (!currency) return ag::unexpected(currency.error());
    order result{*std::move(id), *std::move(customer), *std::move(currency), {}};

    json::value const* const found = members->if_contains("lines");
    if (found == nullptr) return wrong("/lines", "is missing");
    json::array const* const lines = found->if_array();
    if (lines == nullptr) return wrong("/lines", "is not an array");
    if (lines->empty() || lines->size() > most_lines) {
        return wrong("/lines", "has not between 1 and " + std::to_string(most_lines) + " lines");
    }
    for (std::size_t i = 0; i < lines->size(); ++i) {
        auto const added = add_line(result, (*lines)[i], "/lines/" + std::to_string(i));
        if (!added) return ag::unexpected(added.error());
    }
    return result;
}

} // namespace order_intake
