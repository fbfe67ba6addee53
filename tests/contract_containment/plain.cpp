// What can be read off two schemas.

#include "support/catch.hpp"

#include <action_grammar/contract/containment/plain.hpp>
#include <action_grammar/contract/schema/load.hpp>

#include <string_view>

namespace {

bool is_plain(std::string_view producer, std::string_view consumer) {
    auto const first = action_grammar::schema::load_text(producer);
    auto const second = action_grammar::schema::load_text(consumer);
    REQUIRE(first);
    REQUIRE(second);
    return action_grammar::containment::detail::is_plainly_within(*first, *second);
}

} // namespace

TEST_CASE("what follows keyword by keyword is seen at once") {
    CHECK(is_plain(R"({"type": "integer"})", R"({"type": ["number", "null"]})"));
    CHECK(is_plain(R"({"enum": ["a", "b"]})", R"({"type": "string"})"));
    CHECK(is_plain(R"({"const": "a"})", R"({"enum": ["b", "a"]})"));
    CHECK(is_plain(R"({"type": "integer", "minimum": 2})", R"({"exclusiveMinimum": 1})"));
    CHECK(is_plain(R"({"type": "array", "items": {"type": "integer"}, "maxItems": 3})",
                   R"({"items": {"type": "number"}, "maxItems": 4})"));
    CHECK(is_plain(R"({"type": "array", "prefixItems": [{"type": "null"}], "items": false})",
                   R"({"type": "array", "prefixItems": [true], "items": {"type": "string"}})"));
    CHECK(is_plain(R"({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a", "b"]})",
                   R"({"properties": {"a": {"type": ["string", "null"]}}, "required": ["a"]})"));
    CHECK(is_plain(R"({"type": "object", "properties": {"a": true}, "additionalProperties": false})",
                   R"({"properties": {"a": {}, "b": {"type": "null"}}, "additionalProperties": false})"));
    CHECK(is_plain(
        R"({"anyOf": [{"type": "null"}, {"$ref": "#/$defs/x"}], "$defs": {"x": {"type": "string"}}})",
        R"({"type": ["null", "string"]})"));
    CHECK(is_plain(R"({"type": "null"})", R"({"anyOf": [{"type": "string"}, {"type": "null"}]})"));
    CHECK(is_plain("false", R"({"not": {}, "type": "null"})"));
}

TEST_CASE("what does not follow from the keywords is left to the search") {
    CHECK_FALSE(is_plain(R"({"type": "number"})", R"({"type": "integer"})"));
    CHECK_FALSE(is_plain("{}", R"({"type": "null"})"));
    CHECK_FALSE(is_plain(R"({"type": "integer", "minimum": 1})", R"({"exclusiveMinimum": 1})"));
    CHECK_FALSE(is_plain(R"({"minItems": 1})", R"({"minItems": 2})"));
    CHECK_FALSE(is_plain(R"({"type": "array"})", R"({"items": {"type": "string"}})"));
    CHECK_FALSE(is_plain(R"({"type": "array", "prefixItems": [{"type": "string"}]})",
                         R"({"items": {"type": "string"}})"));
    CHECK_FALSE(is_plain(R"({"type": "object"})", R"({"properties": {"a": {"type": "string"}}})"));
    CHECK_FALSE(is_plain(R"({"type": "object", "properties": {"b": {"type": "null"}}})",
                         R"({"additionalProperties": {"type": "string"}})"));
    CHECK_FALSE(is_plain(R"({"type": "object", "patternProperties": {"^a": {"type": "null"}},
                             "additionalProperties": {"type": "string"}})",
                         R"({"properties": {"ab": {"type": "string"}}})"));
    CHECK_FALSE(is_plain(R"({"anyOf": [{"type": "null"}, {"type": "string"}]})", R"({"type": "null"})"));
    CHECK_FALSE(is_plain(R"({"type": "string"})", R"({"not": {"type": "string"}})"));
    CHECK_FALSE(is_plain(R"({"const": 1.0})", R"({"type": "string"})"));
}

TEST_CASE("a consumer that does not come to an end is not plain") {
    CHECK_FALSE(is_plain(R"({"type": "null"})", R"({"$ref": "#"})"));
    CHECK_FALSE(is_plain(R"({"type": "null"})", R"({"anyOf": [{"$ref": "#"}, {"type": "null"}]})"));
    CHECK_FALSE(is_plain(R"({"type": "null"})", R"({"allOf": [{"$ref": "#"}]})"));
}
