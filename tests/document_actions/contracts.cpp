// Contracts: made ready once, compared, put together.

#include "support.hpp"

#include <action_grammar/contract/schema/validator.hpp>

using namespace shop;

namespace {

using members = std::vector<std::pair<std::string, doc::contract>>;

struct bounded {
    int low = 0;
};

} // namespace

template <>
inline constexpr auto action_grammar::contract_of<bounded> =
    action_grammar::object(action_grammar::member<&bounded::low>(action_grammar::minimum(1)));

TEST_CASE("nothing is known of a contract that is not told") {
    doc::contract const none;
    CHECK(none.is_anything());
    CHECK(none.type() == nullptr);
    CHECK(none.schema() == true);
    CHECK(none.validator().accepts(parsed("[1]")));
    CHECK(schema("true").is_anything());
    CHECK(schema(R"({"title":"t","description":"d"})").is_anything());
    CHECK_FALSE(schema(R"({"type":"object"})").is_anything());
    CHECK_FALSE(schema("false").is_anything());
    CHECK(none.compare_with(schema("{}")));
    CHECK_FALSE(none.compare_with(schema(R"({"type":"object"})")));
}

TEST_CASE("a schema that is none is an error") {
    auto const made = doc::contract::of_schema(parsed(R"({"type":"strin"})"));
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().location == "/type");
}

TEST_CASE("a type is a contract that is shared") {
    auto const made = doc::contract::of_type(doc::value_type_of<cart>);
    CHECK(made.type() == doc::value_type_of<cart>);
    CHECK(&made.schema() == &doc::contract::of_type(doc::value_type_of<cart>).schema());
    CHECK(made.validator().accepts(parsed(R"({"id":"a","quantity":1})")));
    CHECK_FALSE(made.validator().accepts(parsed(R"({"id":"a"})")));
    CHECK(doc::contract::of_type(doc::value_type_of<ag::json::value>).is_anything());
}

TEST_CASE("contracts are compared by type or by schema") {
    auto const carts = doc::contract::of_type(doc::value_type_of<cart>);
    auto const orders = doc::contract::of_type(doc::value_type_of<order>);
    CHECK(carts.compare_with(carts));
    auto const apart = carts.compare_with(orders);
    CHECK(apart.result == ag::containment::answer::incompatible);
    CHECK(apart.witness.has_value());
    CHECK(carts.compare_with(schema(R"({"type":"object","required":["id"]})")));
}

TEST_CASE("a closed producer writes nothing that it does not list") {
    auto const open = schema(R"({"type":"object","properties":{"a":{"type":"string"}}})");
    auto const wanted = schema(R"({"properties":{"b":{"type":"integer"}}})");
    CHECK_FALSE(open.compare_with(wanted));
    CHECK(open.compare_with(wanted, doc::producers::closed));
    CHECK_FALSE(open.compare_with(wanted)); // the two are kept apart
}

TEST_CASE("members keep what their own schemas define") {
    auto const one = schema(R"({"$ref":"#/$defs/x","$defs":{"x":{"type":"string"}}})");
    auto const two = schema(R"({"$ref":"#/$defs/x","$defs":{"x":{"type":"integer"}}})");
    auto const made = doc::contract::of_members({{"b", two}, {"a", one}, {"c", {}}, {"d", one}});
    CHECK(made.validator().accepts(parsed(R"({"a":"s","b":1,"c":null,"d":"t"})")));
    CHECK_FALSE(made.validator().accepts(parsed(R"({"a":1,"b":1,"c":null,"d":"t"})")));
    CHECK_FALSE(made.validator().accepts(parsed(R"({"a":"s","b":"s","c":null,"d":"t"})")));
    CHECK_FALSE(made.validator().accepts(parsed(R"({"a":"s","b":1,"d":"t"})")));
    CHECK_FALSE(made.validator().accepts(parsed(R"({"a":"s","b":1,"c":1,"d":"t","e":1})")));
    // Its text says the same.
    auto const again = doc::contract::of_schema(made.schema());
    REQUIRE(again.has_value());
    CHECK(again->compare_with(made));
    CHECK(made.compare_with(*again));
    CHECK(made.compare_with(schema(R"({"properties":{"a":{"type":"string"},"b":{"type":"number"}}})")));
}

TEST_CASE("members of one name of schema do not meet") {
    auto const one = schema(R"({"$id":"https://example.org/x","type":"string"})");
    auto const two = schema(R"({"$id":"https://example.org/x","type":"integer"})");
    auto const made = doc::contract::of_members({{"a", one}, {"b", two}});
    CHECK(made.validator().accepts(parsed(R"({"a":"s","b":1})")));
    CHECK_FALSE(made.validator().accepts(parsed(R"({"a":1,"b":"s"})")));
}

TEST_CASE("members that know their resource keep their dynamic references") {
    // The way through the strict schema decides what the tree within it refers to.
    auto const strict = schema(R"({"$id":"https://example.org/strict","$dynamicAnchor":"node","$ref":"tree",
        "unevaluatedProperties":false,"$defs":{"tree":{"$id":"https://example.org/tree","$dynamicAnchor":"node",
        "type":"object","properties":{"next":{"$dynamicRef":"#node"}}}}})");
    auto const made = doc::contract::of_members({{"a", strict}, {"b", schema(R"({"type":"integer"})")}});
    CHECK(made.validator().accepts(parsed(R"({"a":{"next":{"next":{}}},"b":1})")));
    CHECK_FALSE(made.validator().accepts(parsed(R"({"a":{"next":{"other":1}},"b":1})")));
}

TEST_CASE("no members make an empty object") {
    auto const made = doc::contract::of_members({});
    CHECK(made.validator().accepts(parsed("{}")));
    CHECK_FALSE(made.validator().accepts(parsed(R"({"a":1})")));
    CHECK_FALSE(made.validator().accepts(parsed("1")));
}

TEST_CASE("a contract is narrowed by another") {
    auto const objects =
        schema(R"({"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}})");
    auto const small = schema(R"({"properties":{"a":{"maximum":9}}})");
    auto const both = objects.narrowed_to(small);
    CHECK(both.compare_with(objects));
    CHECK(both.compare_with(small));
    CHECK(both.validator().accepts(parsed(R"({"a":3})")));
    CHECK_FALSE(both.validator().accepts(parsed(R"({"a":13})")));
    CHECK_FALSE(both.validator().accepts(parsed("3")));
    // What adds nothing changes nothing.
    CHECK(&objects.narrowed_to(schema(R"({"type":"object"})")).schema() == &objects.schema());
    CHECK(&doc::contract().narrowed_to(small).schema() == &small.schema());
}

TEST_CASE("a narrowed type is of that type and asks more") {
    auto const carts = doc::contract::of_type(doc::value_type_of<cart>);
    auto const few = carts.narrowed_to(schema(R"({"properties":{"quantity":{"maximum":9}}})"));
    CHECK(few.type() == doc::value_type_of<cart>);
    CHECK(few.compare_with(carts));
    CHECK_FALSE(carts.compare_with(few)); // the same type does not make them the same
    CHECK(carts.narrowed_to(few).compare_with(few));
}

TEST_CASE("contracts within contracts do not grow without end") {
    doc::contract value = schema(R"({"type":"object","properties":{"a":{"type":"string"}}})");
    for (int i = 0; i < 40; ++i) {
        auto const wide = doc::contract::of_members({{"a", value}, {"b", value}, {"n", {}}});
        auto const by = schema(R"({"properties":{"n":{"maximum":)" + std::to_string(i) + "}}}");
        value = doc::contract::of_members({{"a", wide}, {"b", wide.narrowed_to(by)}});
    }
    CHECK(value.validator().schema().nodes.size() < 50'000);
    CHECK_FALSE(value.schema().is_null());
}

TEST_CASE("a constraint of a type is in its contract") {
    auto const made = doc::contract::of_type(doc::value_type_of<bounded>);
    CHECK_FALSE(made.validator().accepts(parsed(R"({"low":0})")));
    CHECK(made.validator().accepts(parsed(R"({"low":1})")));
}
