// What each keyword asks, in 2020-12 and in draft 7.

#include "cases.hpp"

namespace {

using namespace schema_tests;

constexpr keyword_case in_every_draft[] = {
    {R"(true)", R"(1)", true},
    {R"(false)", R"(1)", false},
    {R"({})", R"(null)", true},
    {R"({"type": "integer"})", R"(1.0)", true},
    {R"({"type": "integer"})", R"(1e300)", true},
    {R"({"type": "integer"})", R"(1.5)", false},
    {R"({"type": "integer"})", R"("1")", false},
    {R"({"type": "integer"})", R"(18446744073709551615)", true},
    {R"({"type": "number"})", R"(1)", true},
    {R"({"type": ["null", "string"]})", R"(null)", true},
    {R"({"type": ["null", "string"]})", R"(false)", false},
    {R"({"type": []})", R"(1)", false},
    {R"({"enum": [1, "a", null]})", R"(1.0)", true},
    {R"({"enum": [1, "a", null]})", R"("b")", false},
    {R"({"enum": []})", R"("b")", false},
    {R"({"enum": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, {"a": [1]}]})", R"({"a": [1.0]})", true},
    {R"({"enum": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, {"a": [1]}]})", R"({"a": [2]})", false},
    {R"({"enum": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]})", R"(-0.0)", true},
    {R"({"const": {"a": 1, "b": 2}})", R"({"b": 2, "a": 1})", true},
    {R"({"const": false})", R"(0)", false},
    {R"({"const": 9007199254740993})", R"(9007199254740992)", false},
    {R"({"const": 9007199254740993})", R"(9007199254740992.0)", false},
    {R"({"const": null})", R"(null)", true},
    {R"({"minimum": 0.1})", R"(0.1)", true},
    {R"({"minimum": 0.3})", R"(0.30000000000000004)", true},
    {R"({"maximum": 0.3})", R"(0.30000000000000004)", false},
    {R"({"exclusiveMinimum": 1})", R"(1.0)", false},
    {R"({"exclusiveMinimum": 1})", R"(1.0000001)", true},
    {R"({"exclusiveMaximum": 1})", R"(0)", true},
    {R"({"minimum": 9223372036854775808})", R"(9223372036854775807)", false},
    {R"({"minimum": 9223372036854775808})", R"(9223372036854775808)", true},
    {R"({"maximum": 1e300})", R"(18446744073709551615)", true},
    {R"({"maximum": -1e300})", R"(-9223372036854775808)", false},
    {R"({"minimum": 2, "maximum": 1})", R"(1)", false},
    {R"({"multipleOf": 0.1})", R"(0.3)", true},
    {R"({"multipleOf": 0.1})", R"(0.35)", false},
    {R"({"multipleOf": 3})", R"(-9)", true},
    {R"({"multipleOf": 3})", R"(10)", false},
    {R"({"multipleOf": 1e-8})", R"(12391239123)", true},
    {R"({"minLength": 2})", "\"\xF0\x9F\x98\x80\"", false},
    {R"({"minLength": 2})", "\"\xF0\x9F\x98\x80\xC3\xA9\"", true},
    {R"({"maxLength": 2})", "\"\xF0\x9F\x98\x80\xC3\xA9\"", true},
    {R"({"maxLength": 2.0})", R"("abc")", false},
    {R"({"minLength": 1e300})", R"("abc")", false},
    {R"({"pattern": "b+"})", R"("abbc")", true},
    {R"({"pattern": "^b+$"})", R"("abbc")", false},
    {R"({"pattern": "^b+$"})", R"(7)", true},
    {R"({"format": "date"})", R"("never")", true},
    {R"({"minItems": 1})", R"([])", false},
    {R"({"maxItems": 1})", R"([1, 2])", false},
    {R"({"uniqueItems": true})", R"([1, 1.0])", false},
    {R"({"uniqueItems": true})", R"([1, true, "1", [1], {"a": 1}])", true},
    {R"({"uniqueItems": true})", R"([{"a": 1, "b": 2}, 3, 4, 5, 6, 7, 8, 9, {"b": 2, "a": 1.0}])", false},
    {R"({"uniqueItems": false})", R"([1, 1])", true},
    {R"({"contains": {"const": 3}})", R"([1, 2, 3])", true},
    {R"({"contains": {"const": 3}})", R"([1, 2])", false},
    {R"({"contains": {"const": 3}})", R"({})", true},
    {R"({"items": {"type": "string"}})", R"(["a", 1])", false},
    {R"({"properties": {"a": {"type": "string"}, "b": false}})", R"({"a": "x"})", true},
    {R"({"properties": {"a": {"type": "string"}, "b": false}})", R"({"b": 1})", false},
    {R"({"required": ["a", "a", "b"]})", R"({"a": 1})", false},
    {R"({"required": ["a", "a", "b"]})", R"({"a": 1, "b": 1})", true},
    {R"({"required": ["a"]})", R"([])", true},
    {R"({"additionalProperties": false, "properties": {"a": true}})", R"({"a": 1})", true},
    {R"({"additionalProperties": false, "properties": {"a": true}})", R"({"a": 1, "c": 2})", false},
    {R"({"additionalProperties": {"type": "null"}})", R"({"a": 1})", false},
    {R"({"patternProperties": {"^a": {"type": "null"}}, "additionalProperties": false})", R"({"ab": null})",
     true},
    {R"({"patternProperties": {"^a": {"type": "null"}}, "additionalProperties": false})", R"({"b": null})",
     false},
    {R"({"patternProperties": {"^a": {"type": "null"}}})", R"({"ab": 1})", false},
    {R"({"propertyNames": {"maxLength": 2}})", R"({"ab": 1})", true},
    {R"({"propertyNames": {"maxLength": 2}})", R"({"abc": 1})", false},
    {R"({"minProperties": 1})", R"({})", false},
    {R"({"maxProperties": 1})", R"({"a": 1, "b": 2})", false},
    {R"({"dependencies": {"a": ["b"]}})", R"({"a": 1})", false},
    {R"({"dependencies": {"a": ["b"]}})", R"({"b": 1})", true},
    {R"({"dependencies": {"a": {"maxProperties": 1}}})", R"({"a": 1, "b": 2})", false},
    {R"({"allOf": [{"minimum": 1}, {"maximum": 3}]})", R"(4)", false},
    {R"({"anyOf": [{"minimum": 5}, {"maximum": 3}]})", R"(4)", false},
    {R"({"anyOf": [{"minimum": 5}, {"maximum": 3}]})", R"(3)", true},
    {R"({"oneOf": [{"minimum": 2}, {"maximum": 3}]})", R"(3)", false},
    {R"({"oneOf": [{"minimum": 2}, {"maximum": 3}]})", R"(1)", true},
    {R"({"oneOf": [false, false]})", R"(1)", false},
    {R"({"not": {"type": "string"}})", R"("a")", false},
    {R"({"not": {"not": {"type": "string"}}})", R"("a")", true},
    {R"({"if": {"minimum": 5}, "then": {"multipleOf": 2}, "else": {"maximum": 3}})", R"(7)", false},
    {R"({"if": {"minimum": 5}, "then": {"multipleOf": 2}, "else": {"maximum": 3}})", R"(6)", true},
    {R"({"if": {"minimum": 5}, "then": {"multipleOf": 2}, "else": {"maximum": 3}})", R"(4)", false},
    {R"({"then": false, "else": false})", R"(4)", true},
    {R"({"unknown": {"type": 7}, "default": 1, "title": "t"})", R"(4)", true},
    // Names that share their length, their beginning and their end.
    {R"({"properties": {"aaaaaaaaXbbbbbbbb": false, "aaaaaaaaYbbbbbbbb": true}})",
     R"({"aaaaaaaaYbbbbbbbb": 1})", true},
    {R"({"properties": {"aaaaaaaaXbbbbbbbb": false, "aaaaaaaaYbbbbbbbb": true}})",
     R"({"aaaaaaaaXbbbbbbbb": 1})", false},
    {R"({"properties": {"": false}})", R"({"": 1})", false},
    {R"({"properties": {"ab": false}})", R"({"abb": 1, "aab": 2, "a": 3})", true},
};

constexpr keyword_case in_2020_12[] = {
    {R"({"prefixItems": [{"type": "string"}], "items": false})", R"(["a"])", true},
    {R"({"prefixItems": [{"type": "string"}], "items": false})", R"(["a", 1])", false},
    {R"({"additionalItems": false})", R"([1])", true},
    {R"({"contains": {"const": 1}, "minContains": 2})", R"([1, 2])", false},
    {R"({"contains": {"const": 1}, "minContains": 2})", R"([1, 2, 1.0])", true},
    {R"({"contains": {"const": 1}, "minContains": 0})", R"([])", true},
    {R"({"contains": {"const": 1}, "maxContains": 1})", R"([1, 1])", false},
    {R"({"minContains": 2})", R"([])", true},
    {R"({"dependentRequired": {"a": ["b"]}})", R"({"a": 1})", false},
    {R"({"dependentSchemas": {"a": {"required": ["b"]}}})", R"({"a": 1})", false},
    {R"({"$ref": "#/$defs/a", "maximum": 2, "$defs": {"a": {"minimum": 1}}})", R"(3)", false},
    {R"({"allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false})", R"({"a": 1})", true},
    {R"({"allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false})", R"({"a": 1, "b": 1})",
     false},
    {R"({"anyOf": [{"properties": {"a": {"const": 1}}}, {"properties": {"b": true}}],
         "unevaluatedProperties": false})",
     R"({"a": 2, "b": 1})", false},
    {R"({"anyOf": [{"properties": {"a": {"const": 1}}}, {"properties": {"b": true}}],
         "unevaluatedProperties": false})",
     R"({"a": 1, "b": 1})", true},
    {R"({"not": {"not": {"properties": {"a": true}}}, "unevaluatedProperties": false})", R"({"a": 1})",
     false},
    {R"({"if": {"properties": {"a": true}}, "unevaluatedProperties": false})", R"({"a": 1})", true},
    {R"({"dependentSchemas": {"a": {"properties": {"b": true}}}, "properties": {"a": true},
         "unevaluatedProperties": false})",
     R"({"a": 1, "b": 1})", true},
    {R"({"prefixItems": [true], "unevaluatedItems": false})", R"([1])", true},
    {R"({"prefixItems": [true], "unevaluatedItems": false})", R"([1, 2])", false},
    {R"({"contains": {"type": "string"}, "unevaluatedItems": false})", R"(["a", "b"])", true},
    {R"({"contains": {"type": "string"}, "unevaluatedItems": false})", R"(["a", 1])", false},
    {R"({"unevaluatedProperties": {"type": "null"}})", R"({"a": null})", true},
    {R"({"allOf": [{"unevaluatedProperties": true}], "unevaluatedProperties": false})", R"({"a": 1})", true},
};

constexpr keyword_case in_draft7[] = {
    {R"({"items": [{"type": "string"}], "additionalItems": false})", R"(["a"])", true},
    {R"({"items": [{"type": "string"}], "additionalItems": false})", R"(["a", 1])", false},
    {R"({"items": {"type": "string"}, "additionalItems": false})", R"(["a", "b"])", true},
    {R"({"$ref": "#/definitions/a", "maximum": 2, "definitions": {"a": {"minimum": 1}}})", R"(3)", true},
    {R"({"dependentRequired": {"a": ["b"]}})", R"({"a": 1})", true},
    {R"({"unevaluatedProperties": false})", R"({"a": 1})", true},
    {R"({"prefixItems": [false]})", R"([1])", true},
    {R"({"minContains": 5, "contains": true})", R"([1])", true},
};

constexpr keyword_case in_draft4[] = {
    {R"({"minimum": 1, "exclusiveMinimum": true})", R"(1)", false},
    {R"({"minimum": 1, "exclusiveMinimum": false})", R"(1)", true},
    {R"({"maximum": 1, "exclusiveMaximum": true})", R"(1)", false},
    {R"({"exclusiveMaximum": true})", R"(1)", true},
    {R"({"const": 1})", R"(2)", true},
    {R"({"id": "http://example.com/a", "definitions": {"b": {"id": "b", "type": "null"}}, "allOf": [{"$ref": "b"}]})",
     R"(1)", false},
};

TEST_CASE("keywords of every draft, read as 2020-12") { check_cases(in_every_draft, dialect::draft2020_12); }
TEST_CASE("keywords of every draft, read as draft 7") { check_cases(in_every_draft, dialect::draft7); }
TEST_CASE("keywords of 2020-12") { check_cases(in_2020_12, dialect::draft2020_12); }
TEST_CASE("keywords of draft 7") { check_cases(in_draft7, dialect::draft7); }
TEST_CASE("keywords of draft 4") { check_cases(in_draft4, dialect::draft4); }

TEST_CASE("a large object is asked for what the schema names, wherever it stands") {
    auto const by = compiled(R"({"properties": {"m7": {"type": "string"}}, "required": ["m9", "m99"]})");
    json::object large;
    for (int i = 0; i < 100; ++i)
        large["m" + std::to_string(i)] = i;
    CHECK(!by.accepts(json::value(large)));
    large["m7"] = "text";
    CHECK(by.accepts(json::value(large)));
    large.erase("m99");
    CHECK(!by.accepts(json::value(large)));
}

TEST_CASE("many names are found, each and no other") {
    std::string text = R"({"additionalProperties": false, "properties": {)";
    for (int i = 0; i < 500; ++i)
        text += (i == 0 ? "\"" : ",\"") + std::string(20, 'x') + std::to_string(i) + std::string(20, 'y')
              + "\": true";
    auto const by = compiled(text + "}}");
    for (int i = 0; i < 500; ++i) {
        json::object one;
        one[std::string(20, 'x') + std::to_string(i) + std::string(20, 'y')] = 1;
        REQUIRE(by.accepts(json::value(one)));
    }
    CHECK(!by.accepts(value(R"({"xxxxxxxxxxxxxxxxxxxx500yyyyyyyyyyyyyyyyyyyy": 1})")));
}

} // namespace
