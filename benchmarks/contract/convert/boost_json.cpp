#include <memory>
#include <string>
#include <string_view>

#include <boost/describe/class.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>

#include "order.hpp"

namespace contract_benchmarks {

BOOST_DESCRIBE_STRUCT(address, (), (street, city, country))
BOOST_DESCRIBE_STRUCT(customer, (), (id, name, email, address))
BOOST_DESCRIBE_STRUCT(line, (), (sku, title, quantity, unit_price))
BOOST_DESCRIBE_STRUCT(order, (), (id, placed_at, status, express, total, note, customer, lines))

// Boost.JSON's own conversions of described types, its parser and its writer.
converter with_boost_json(std::string_view text) {
    auto const value = std::make_shared<boost::json::value>(boost::json::parse({text.data(), text.size()}));
    return {
        "boost_json",
        [](std::string_view from) {
            return boost::json::value_to<order>(boost::json::parse({from.data(), from.size()}));
        },
        [](order const& from) { return boost::json::serialize(boost::json::value_from(from)); },
        [value] { return boost::json::value_to<order>(*value); },
        [](order const& from) { return boost::json::value_from(from).is_object(); },
    };
}

} // namespace contract_benchmarks
