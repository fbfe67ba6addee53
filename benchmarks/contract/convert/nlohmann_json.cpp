#include <memory>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "order.hpp"

namespace contract_benchmarks {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(address, street, city, country)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(customer, id, name, email, address)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(line, sku, title, quantity, unit_price)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(order, id, placed_at, status, express, total, note, customer, lines)

converter with_nlohmann_json(std::string_view text) {
    auto const value = std::make_shared<nlohmann::json>(nlohmann::json::parse(text));
    return {
        "nlohmann_json",
        [](std::string_view from) { return nlohmann::json::parse(from).get<order>(); },
        [](order const& from) { return nlohmann::json(from).dump(); },
        [value] { return value->get<order>(); },
        [](order const& from) { return nlohmann::json(from).is_object(); },
    };
}

} // namespace contract_benchmarks
