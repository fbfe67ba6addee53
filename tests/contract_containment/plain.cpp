// What can be read off two schemas.

#include "support/catch.hpp"

#include <action_grammar/contract/containment/plain.hpp>
#include <action_grammar/contract/containment/plain_difference.hpp>
#include <action_grammar/contract/schema/load.hpp>

#include <string_view>
#include <utility>

namespace {

namespace containment = action_grammar::containment::detail;

action_grammar::schema::graph graph_of(std::string_view text) {
    auto loaded = action_grammar::schema::load_text(text);
    REQUIRE(loaded);
    return *std::move(loaded);
}
bool is_plain(std::string_view producer, std::string_view consumer) {
    return containment::is_plainly_within(graph_of(producer), graph_of(consumer));
}
bool differs(std::string_view producer, std::string_view consumer) {
    return containment::is_plainly_beyond(graph_of(producer), graph_of(consumer));
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

TEST_CASE("a value that breaks one keyword is seen at once") {
    CHECK(differs(R"({"type": "string"})", R"({"type": ["number", "null"]})"));
    CHECK(differs("{}", R"({"type": "string"})"));
    CHECK(differs(R"({"type": "object"})", "false"));
    CHECK(differs(R"({"type": "object", "properties": {"a": true}, "required": ["a"]})",
                  R"({"required": ["a", "b"]})"));
    CHECK(
        differs(R"({"type": "object", "properties": {"a": {"type": "array", "items": {"$ref": "#/$defs/x"}}},
                      "required": ["a"], "$defs": {"x": {"type": "integer", "minimum": 1}}})",
                R"({"properties": {"a": {"type": "array", "maxItems": 1000}}})"));
    CHECK(differs(R"({"type": "array", "minItems": 1})", R"({"minItems": 2})"));
    CHECK(differs(R"({"type": "array"})", R"({"allOf": [{"items": {"type": "null"}}]})"));
    CHECK(differs(R"({"type": "object"})", R"({"additionalProperties": false})"));
}

TEST_CASE("a value that may not be there breaks nothing") {
    CHECK_FALSE(differs("false", "false"));
    CHECK_FALSE(differs("{}", R"({"type": ["null", "boolean", "number", "string", "array", "object"]})"));
    CHECK_FALSE(differs(R"({"type": "number", "minimum": 3, "maximum": 3})", R"({"type": "integer"})"));
    CHECK_FALSE(differs(R"({"type": "array", "items": false})", R"({"maxItems": 2})"));
    CHECK_FALSE(differs(R"({"type": "array", "maxItems": 0})", R"({"items": {"type": "null"}})"));
    CHECK_FALSE(differs(R"({"type": "object", "properties": {"a": false}, "required": ["a"]})",
                        R"({"required": ["b"]})"));
    CHECK_FALSE(differs(R"({"type": "object", "additionalProperties": false})",
                        R"({"properties": {"a": {"type": "null"}}, "additionalProperties": false})"));
    CHECK_FALSE(differs(R"({"allOf": [{"type": "string"}, {"type": "null"}]})", "false"));
    CHECK_FALSE(differs(R"({"$ref": "#"})", "false"));
}

TEST_CASE("that two schemas have a value in common is seen at once") {
    CHECK(differs(R"({"allOf": [{"type": ["string", "null"]}, {"type": "string"}]})", "false"));
    CHECK(differs(R"({"allOf": [{"type": "integer"}, {"type": "number"}]})", "false"));
    CHECK(differs(
        R"({"allOf": [{"type": "array", "minItems": 1, "items": {"type": "null"}}, {"maxItems": 2}]})",
        "false"));
    CHECK(
        differs(R"({"allOf": [{"$ref": "#/$defs/x"}, {"type": "object", "required": ["b"]}], "$defs": {"x": {
                      "type": "object", "properties": {"a": {"type": "array"}, "b": {"type": "null"}},
                      "required": ["a"], "additionalProperties": false}}})",
                "false"));
}

TEST_CASE("of what two schemas have in common nothing else is seen") {
    CHECK_FALSE(differs(R"({"allOf": [{"type": "string"}, {}]})", R"({"type": "string"})"));
    CHECK_FALSE(differs(R"({"allOf": [{"type": "array", "minItems": 3}, {"maxItems": 2, "type": "array"}]})",
                        "false"));
    CHECK_FALSE(differs(R"({"allOf": [{"type": "array", "minItems": 1, "items": {"type": "null"}},
                            {"type": "array", "items": {"type": "string"}}]})",
                        "false"));
    CHECK_FALSE(differs(R"({"allOf": [{"type": "object", "required": ["a"]},
                            {"type": "object", "additionalProperties": false}]})",
                        "false"));
    CHECK_FALSE(differs(R"({"allOf": [{"const": 1}, {"type": "integer"}]})", "false"));
    CHECK_FALSE(differs(R"({"allOf": [{"type": "null"}, {"type": "null"}, {"type": "string"}]})", "false"));
    CHECK_FALSE(differs(R"({"type": "string", "allOf": [{"type": "null"}, {"type": "null"}]})", "false"));
}
