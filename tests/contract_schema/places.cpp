// Where errors are, when it is the schema `false` that refuses; and which addresses an identifier gives.

#include "cases.hpp"

namespace {

using namespace schema_tests;

struct place_case {
    char const* schema;
    char const* value;
    char const* location; ///< Without references, the same as behind `#` in the absolute place.
};

constexpr place_case of_false[] = {
    {"false", "1", ""},
    {R"({"additionalProperties": false})", R"({"a": 1})", "/additionalProperties"},
    {R"({"properties": {"o": {"additionalProperties": false}}})", R"({"o": {"a": 1}})",
     "/properties/o/additionalProperties"},
    {R"({"patternProperties": {"^b": true}, "additionalProperties": false})", R"({"a": 1})",
     "/additionalProperties"},
    {R"({"properties": {"a": false}})", R"({"a": 1})", "/properties/a"},
    {R"({"patternProperties": {"^a": false}})", R"({"a": 1})", "/patternProperties/^a"},
    {R"({"propertyNames": false})", R"({"a": 1})", "/propertyNames"},
    {R"({"unevaluatedProperties": false})", R"({"a": 1})", "/unevaluatedProperties"},
    {R"({"dependentSchemas": {"a": false}})", R"({"a": 1})", "/dependentSchemas/a"},
    {R"({"items": false})", "[1]", "/items"},
    {R"({"prefixItems": [false]})", "[1]", "/prefixItems/0"},
    {R"({"unevaluatedItems": false})", "[1]", "/unevaluatedItems"},
    {R"({"allOf": [false]})", "1", "/allOf/0"},
    {R"({"if": true, "then": false})", "1", "/then"},
    {R"({"if": false, "else": false})", "1", "/else"},
};

TEST_CASE("the schema false is named by its own place") {
    for (place_case const& each : of_false) {
        INFO(each.schema);
        auto const found = compiled(each.schema).validate(value(each.value));
        REQUIRE(found.errors.size() == 1);
        CHECK(found.errors[0].schema == each.location);
        CHECK(found.errors[0].absolute == std::string("#") + each.location);
        CHECK(found.errors[0].keyword.empty());
    }
}

TEST_CASE("until draft 7 an identifier may name a place of the resource around it by its whole address") {
    auto const by = compiled(R"({"$id": "http://host/all#", "properties": {
        "a": {"$id": "http://host/all#a", "type": "string"}, "b": {"$ref": "#a"}, "c": {"$ref": "all#a"}}})",
                             dialect::draft7);
    CHECK(by.accepts(value(R"({"a": "", "b": "", "c": ""})")));
    CHECK(!by.accepts(value(R"({"b": 1})")));
    CHECK(!by.accepts(value(R"({"c": 1})")));
    // In another resource it begins one, as before; and an address without a name still needs to be its own.
    schema::load_options options;
    options.default_dialect = dialect::draft7;
    CHECK(
        refused(
            R"({"$id": "http://host/all", "properties": {"a": {"$id": "http://host/all", "type": "null"}}})",
            options)
            .kind
        == schema::load_failure::duplicate_identifier);
}

} // namespace
