// validate(schema) in compositions.

#include <string>
#include <utility>
#include <variant>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/schema/validate_action.hpp>

#include "cases.hpp"

namespace {

using namespace schema_tests;
namespace ag = action_grammar;

constexpr auto identity = [](json::value const& given) { return given; };

TEST_CASE("a composition fails with the first error, or with all") {
    constexpr auto first =
        ag::query<"first">(ag::validate<"order">(schema::conforms<R"({"required": ["a", "b"]})">)
                           | ag::transform<"same">(identity));
    constexpr auto all = ag::query<"all">(
        ag::validate<"order">(schema::conforms<R"({"required": ["a", "b"]})", schema::mode::collect>)
        | ag::transform<"same">(identity));
    CHECK(*ag::run(first, value(R"({"a": 1, "b": 2})")) == value(R"({"a": 1, "b": 2})"));
    auto const one = ag::run(first, value("{}"));
    REQUIRE(!one);
    CHECK(one.failed_action() == "order");
    CHECK(std::get<schema::nonconforming>(one.error()).errors.size() == 1);
    auto const two = ag::run(all, value("{}"));
    REQUIRE(!two);
    CHECK(std::get<schema::nonconforming>(two.error()).errors.size() == 2);
}

TEST_CASE("a schema that cannot be compiled fails every value with the reason") {
    constexpr auto broken = ag::query<"broken">(ag::validate<"order">(schema::conforms<R"({"minimum": "3"})">)
                                                | ag::transform<"same">(identity));
    auto const outcome = ag::run(broken, value("1"));
    REQUIRE(!outcome);
    auto const& errors = std::get<schema::nonconforming>(outcome.error()).errors;
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].schema == "/minimum");
    CHECK(errors[0].message.find("the schema cannot be used") == 0);
}

TEST_CASE("a schema as a resource is supplied when the composition runs") {
    using order = schema::contract<"order">;
    constexpr auto check =
        ag::query<"check">(ag::validate<"order">(&order::check) | ag::transform<"same">(identity));
    order const strict(compiled(R"({"type": "null"})").validator());
    order const open(compiled("true").validator());
    CHECK(!ag::run(check, value("1"), ag::environment{strict}));
    CHECK(ag::run(check, value("1"), ag::environment{open}));
}

TEST_CASE("a list is parted, in order, each refused element with its errors") {
    auto const parts = schema::parted<R"({"type": "integer", "minimum": 2})">(value(R"([3, "a", 1, 4])"));
    REQUIRE(parts);
    CHECK(json::value(parts->valid) == value("[3, 4]"));
    REQUIRE(parts->invalid.size() == 2);
    CHECK(parts->invalid[0].index == 1);
    CHECK(parts->invalid[0].value == value(R"("a")"));
    CHECK(parts->invalid[1].errors.at(0).keyword == "minimum");
    CHECK(!schema::parted<"true">(value("{}")));
    schema::contract<"n"> const numbers(compiled(R"({"type": "number"})").validator());
    CHECK(numbers.partition(value("[1, null]"))->invalid.size() == 1);
}

struct coercion_case {
    char const* schema;
    char const* given;
    char const* changed; ///< Null if there is no way.
};

constexpr coercion_case coercions[] = {
    {R"({"type": "integer"})", R"("5")", "5"},
    {R"({"type": "integer"})", R"("-5")", "-5"},
    {R"({"type": "integer"})", R"("5.5")", nullptr},
    {R"({"type": "number"})", R"("5.5")", "5.5"},
    {R"({"type": "integer"})", R"(" 5")", nullptr},
    {R"({"type": "integer"})", R"("05")", nullptr},
    {R"({"type": "integer"})", R"("5e0")", nullptr},
    {R"({"type": "number"})", R"("123456789012345678901234567890")", nullptr},
    {R"({"type": "integer", "minimum": 6})", R"("5")", nullptr},
    {R"({"type": "boolean"})", R"("true")", "true"},
    {R"({"type": "boolean"})", R"("yes")", nullptr},
    {R"({"type": "boolean"})", R"(1)", nullptr},
    {R"({"type": "string"})", R"(5)", R"("5")"},
    {R"({"type": "string"})", R"(true)", R"("true")"},
    {R"({"type": "string"})", R"(null)", nullptr},
    {R"({"type": "array", "items": {"type": "integer"}})", R"("5")", "[5]"},
    {R"({"type": "array"})", R"({"a": 1})", R"([{"a": 1}])"},
    {R"({"type": ["string", "integer"]})", R"("5")", R"("5")"},
    {R"({"properties": {"a": {"$ref": "#/$defs/n"}}, "$defs": {"n": {"allOf": [{"type": "integer"}]}}})",
     R"({"a": "1", "b": "2"})", R"({"a": 1, "b": "2"})"},
    {R"({"additionalProperties": {"type": "integer"}})", R"({"a": "1"})", R"({"a": 1})"},
    {R"({"anyOf": [{"type": "integer"}, {"type": "boolean"}]})", R"("5")", nullptr},
    {R"({"prefixItems": [{"type": "integer"}], "items": {"type": "string"}})", R"(["1", 1])", R"([1, "1"])"},
};

TEST_CASE("coercion changes types where nothing is lost, and never a valid value") {
    for (coercion_case const& each : coercions) {
        INFO(each.schema << " of " << each.given);
        auto const by = compiled(each.schema);
        auto const changed = schema::coerce(by.validator(), value(each.given));
        CHECK(changed.has_value() == (each.changed != nullptr));
        if (changed && each.changed != nullptr) CHECK(*changed == value(each.changed));
    }
    CHECK(!schema::coerce(compiled(R"({"$ref": "#"})").validator(), value("1")));
    constexpr auto twice =
        ag::query<"twice">(ag::validate<"n">(schema::coerced<R"({"type": "integer"})">)
                           | ag::transform<"twice">([](json::value const& n) { return n.as_int64() * 2; }));
    CHECK(*ag::run(twice, value(R"("21")")) == 42);
}

} // namespace
