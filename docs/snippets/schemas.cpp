// The snippets of reference/schemas.md and how-to/validate-values.md.

#include <cassert>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/schema/validate_action.hpp>

namespace ag = action_grammar;
namespace json = ag::json;
namespace schema = ag::schema;

// [in_composition]
inline constexpr auto accept_order = ag::query<"accept_order">(ag::validate<"order">(ag::schema::conforms<R"({
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "string"}, "total": {"type": "number", "minimum": 0}}
    })">) | ag::transform<"id">([](json::value const& order) { return order.at("id"); }));
// [/in_composition]

// [resource]
using order_contract = ag::schema::contract<"order">;

inline constexpr auto check_order =
    ag::query<"check_order">(ag::validate<"order">(&order_contract::check_all));
// [/resource]

// [parted]
inline constexpr auto sort_out = ag::query<"sort_out">(
    ag::transform<"parts">(ag::schema::parted<R"({"type": "integer"})">)
    | ag::transform<"refused">([](schema::partitioned const& parts) { return parts.invalid.size(); }));
// [/parted]

// [coerced]
inline constexpr auto read_count = ag::query<"read_count">(
    ag::validate<"count">(ag::schema::coerced<R"({"type": "integer"})">)
    | ag::transform<"next">([](json::value const& count) { return count.as_int64() + 1; }));
// [/coerced]

int main() {
    {
        // [compile]
        auto const order = schema::compile_text(R"({
            "type": "object",
            "required": ["id"],
            "properties": {"id": {"type": "string"}, "total": {"type": "number", "minimum": 0}},
            "additionalProperties": false
        })");
        assert(order);
        json::value const value = json::parse(R"({"total": -1, "note": ""})").value();
        assert(!order->accepts(value));

        schema::report const found = order->validate(value);
        for (schema::validation_error const& error : found.errors)
            std::cout << error.instance << ' ' << error.message << " (" << error.schema << ")\n";
        // [/compile]
        assert(found.errors.size() == 3);
    }
    {
        // [load_error]
        auto const wrong = schema::compile_text(R"({"properties": {"total": {"minimum": "3"}}})");
        assert(wrong.error().kind == schema::load_failure::malformed);
        assert(wrong.error().location == "/properties/total/minimum");
        assert(wrong.error().message == "\"minimum\" must be a number, but is the string \"3\"");
        // [/load_error]
    }
    {
        // [resolver]
        schema::load_options options;
        options.resolve = [](std::string_view uri) -> std::optional<json::value> {
            if (uri == "https://example.com/money") return json::parse(R"({"type": "integer"})").value();
            return std::nullopt;
        };
        auto const price = schema::compile_text(R"({"$ref": "https://example.com/money"})", options);
        assert(price->accepts(5) && !price->accepts("5"));
        // [/resolver]
    }
    {
        // [formats]
        auto const day = schema::compile_text(R"({"format": "date"})").value();
        assert(day.accepts("yesterday"));
        assert(!day.accepts("yesterday", {.assert_formats = true}));
        // [/formats]
    }
    assert(ag::run(accept_order, json::parse(R"({"id": "a7"})").value()));
    assert(!ag::run(accept_order, json::parse(R"({"total": 3})").value()));
    {
        // [run_resource]
        order_contract const orders(schema::compile_text(R"({"required": ["id"]})").value());
        auto const outcome =
            ag::run(check_order, json::parse(R"({"total": 3})").value(), ag::environment{orders});
        assert(!outcome && outcome.failed_action() == "order");
        // [/run_resource]
    }
    assert(*ag::run(sort_out, json::parse(R"([1, "b", 3, null])").value()) == 2);
    assert(*ag::run(read_count, json::value("5")) == 6);
}
