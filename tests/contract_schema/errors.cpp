// What a report says.

#include <algorithm>
#include <string>
#include <vector>

#include "cases.hpp"

namespace {

using namespace schema_tests;

struct expected_error {
    char const* instance;
    char const* location;
    char const* keyword;
    char const* message;
};

void check_errors(char const* schema_text, char const* value_text, std::vector<expected_error> const& all) {
    auto const found = compiled(schema_text).validate(value(value_text));
    INFO(schema_text);
    CHECK(!found.valid);
    REQUIRE(found.errors.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(found.errors[i].instance == all[i].instance);
        CHECK(found.errors[i].schema == all[i].location);
        CHECK(found.errors[i].keyword == all[i].keyword);
        CHECK(found.errors[i].message == all[i].message);
    }
}

TEST_CASE("all that a value lacks is reported, with both pointers") {
    check_errors(
        R"({"properties": {"a/b": {"type": "string"}, "n": {"minimum": 2, "multipleOf": 3}},
                     "required": ["x", "y"], "additionalProperties": false})",
        R"({"a/b": 1, "n": 1, "z": 0})",
        {{"/a~1b", "/properties/a~1b/type", "type", "must be a string, but is the number 1"},
         {"/n", "/properties/n/minimum", "minimum", "must be at least 2, but is the number 1"},
         {"/n", "/properties/n/multipleOf", "multipleOf", "must be a multiple of 3, but is the number 1"},
         {"/z", "/additionalProperties", "", "the member \"z\" is not allowed"},
         {"", "/required", "required", "must have the member \"x\", which is missing"},
         {"", "/required", "required", "must have the member \"y\", which is missing"}});
}

TEST_CASE("elements are named by their place, and references by the way") {
    check_errors(R"({"items": {"$ref": "#/$defs/s"}, "$defs": {"s": {"maxLength": 1}}})", R"(["a", "bc"])",
                 {{"/1", "/items/$ref/maxLength", "maxLength", "must have at most 1 characters, but has 2"}});
    auto const found = compiled(R"({"$id": "http://h/x", "items": {"$ref": "#/$defs/s"},
        "$defs": {"s": {"$id": "y", "maxLength": 1}}})")
                           .validate(value(R"(["bc"])"));
    REQUIRE(found.errors.size() == 1);
    CHECK(found.errors[0].absolute == "http://h/y#/maxLength");
}

TEST_CASE("alternatives report that none holds and why each does not") {
    check_errors(
        R"({"anyOf": [{"type": "null"}, {"minimum": 5}]})", "1",
        {{"", "/anyOf", "anyOf", "must satisfy at least one of 2 schemas, but the number 1 satisfies none"},
         {"", "/anyOf/0/type", "type", "must be null, but is the number 1"},
         {"", "/anyOf/1/minimum", "minimum", "must be at least 5, but is the number 1"}});
    check_errors(R"({"oneOf": [true, false, true]})", "1",
                 {{"", "/oneOf", "oneOf",
                   "must satisfy exactly one of 3 schemas, but the number 1 satisfies those at 0 and 2"}});
    check_errors(R"({"not": true, "if": {"minimum": 5}, "else": {"const": 3}})", "1",
                 {{"", "/not", "not", "must not satisfy the schema under \"not\", but the number 1 does"},
                  {"", "/else/const", "const", "must be the number 3, but is the number 1"}});
}

TEST_CASE("arrays, names and what is left over") {
    check_errors(
        R"({"uniqueItems": true, "contains": {"type": "null"}, "maxItems": 1})", R"([1, 1.0])",
        {{"", "/maxItems", "maxItems", "must have at most 1 elements, but has 2"},
         {"", "/contains", "contains",
          "at least 1 of the elements must satisfy the schema under \"contains\", but 0 of 2 do"},
         {"", "/uniqueItems", "uniqueItems", "must have no two equal elements, but those at 0 and 1 are"}});
    check_errors(R"({"propertyNames": {"pattern": "^a"}, "unevaluatedProperties": false})", R"({"b": 1})",
                 {{"/b", "/propertyNames/pattern", "pattern",
                   "must match the pattern \"^a\", but is the string \"b\""},
                  {"/b", "/unevaluatedProperties", "", "nothing is allowed here, but found the number 1"}});
}

TEST_CASE("a report holds no more errors than were asked for, and says so") {
    auto const by = compiled(R"({"items": {"type": "null"}})");
    schema::validate_options options;
    options.errors = 2;
    auto const found = by.validate(value("[1, 2, 3]"), options);
    CHECK(found.errors.size() == 2);
    CHECK(!found.all_reported);
    CHECK(by.validate(value("[1, 2, null]"), options).all_reported);
    options.errors = 0;
    CHECK(!by.validate(value("[1]"), options).valid);
}

} // namespace
