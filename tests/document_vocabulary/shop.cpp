#include "shop.hpp"

#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/rules/catalogue.hpp>

#include <cstdint>
#include <optional>

namespace vocabulary_tests {

struct request {
    std::string id;
    std::int64_t quantity;
};
struct cart {
    std::string id;
    std::int64_t quantity;
    std::int64_t unit_price;
};
struct rates {
    double factor;
};
struct order {
    std::string id;
    double total;
};
struct receipt {
    std::string order;
};
struct unreachable {
    static constexpr bool transient() noexcept { return true; }
};
struct not_found {
    std::string id;
};
enum class method { get, head };
struct http_settings {
    std::string url;
    method verb = method::get;
    std::optional<std::int64_t> timeout_ms;
};

} // namespace vocabulary_tests

template <>
inline constexpr auto action_grammar::contract_of<vocabulary_tests::http_settings> = action_grammar::object(
    action_grammar::member<&vocabulary_tests::http_settings::url>(
        action_grammar::description("where to look")),
    action_grammar::member<&vocabulary_tests::http_settings::verb>(action_grammar::default_value("get")),
    action_grammar::member<&vocabulary_tests::http_settings::timeout_ms>(
        action_grammar::minimum(1), action_grammar::description("patience in milliseconds")));

namespace vocabulary_tests {

namespace {

struct table {};

ag::result<cart, not_found> find_cart(table&, request const& asked) {
    return cart{asked.id, asked.quantity, 25};
}
ag::result<rates, unreachable> get_rates(cart const&) { return rates{1.5}; }
bool in_stock(cart const& bought) { return bought.quantity > 0; }
order merge(cart const& bought, rates const& now) noexcept {
    return {bought.id, static_cast<double>(bought.quantity) * now.factor};
}
receipt put(table&, order const& placed, ag::idempotency_key<std::string> const&) { return {placed.id}; }
receipt put_raw(table&, order const& placed) { return {placed.id}; }
void announce(table&, order const&) {}

} // namespace

doc::registry actions_of_shop() {
    static table of;
    doc::registry actions;
    auto const added = [](auto const& done) { REQUIRE(done.has_value()); };
    added(actions.add("cart", ag::fetch<"cart">(ag::on<table>(find_cart)), of));
    added(actions.add_configured<http_settings>(
        "http", [](http_settings const&) { return ag::fetch<"http">(get_rates); }));
    added(actions.add("stock", ag::validate<"stock">(in_stock)));
    added(actions.add("merge", ag::transform<"merge">(ag::from<"cart", "rates">, merge)));
    added(actions.add("order", ag::persist<"order">(ag::on<table>(put), ag::keyed_by_document), of));
    added(actions.add("raw", ag::persist<"raw">(ag::on<table>(put_raw), ag::natural), of));
    added(actions.add("event", ag::emit<"event">(ag::on<table>(announce), ag::natural), of));
    return actions;
}

json::value parsed(std::string_view text) {
    auto made = json::parse(text);
    REQUIRE(made.has_value());
    return *std::move(made);
}

doc::registry declared_shop() {
    auto made = doc::registry_of_vocabulary(json::serialize(doc::export_vocabulary(actions_of_shop())));
    if (!made)
        for (doc::finding const& each : made.error().list)
            UNSCOPED_INFO(each.where.pointer + ": " + each.message);
    REQUIRE(made.has_value());
    return *std::move(made);
}

std::string order_document(std::string_view prepare, std::string_view commit) {
    std::string text = R"json({"command": "place_order",
  "input": {"type": "object", "properties": {"id": {"type": "string"}, "quantity": {"type": "integer", "minimum": 0, "maximum": 1000}},
            "required": ["id", "quantity"], "additionalProperties": false},
  "prepare": [)json";
    text += prepare;
    text += "],\n  \"commit\": ";
    return (text += commit) += '}';
}

std::vector<std::string> told(std::string_view document, doc::registry const& actions) {
    std::vector<std::string> all;
    for (doc::finding const& each : doc::validate(document, actions).found.list)
        all.push_back(std::string(ag::find_rule(each.code)->id) + ' ' + each.where.pointer);
    return all;
}

} // namespace vocabulary_tests
