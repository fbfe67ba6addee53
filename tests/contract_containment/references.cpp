#include "cases.hpp"

using namespace containment_tests;

TEST_CASE("references") {
    check_all({
        {R"({"$ref": "#/$defs/a", "$defs": {"a": {"type": "integer"}}})", R"({"type": "integer"})",
         relation::equal},
        {R"({"$ref": "#/$defs/a", "minimum": 3, "$defs": {"a": {"type": "integer"}}})",
         R"({"type": "integer", "minimum": 3})", relation::equal},
    });
    check_all({{R"({"$ref": "#/definitions/a", "minimum": 3, "definitions": {"a": {"type": "integer"}}})",
                R"({"type": "integer"})", relation::equal}},
              ag::schema::dialect::draft7);
}

TEST_CASE("recursive schemas") {
    constexpr std::string_view integers =
        R"({"type": "object", "properties": {"v": {"type": "integer"}, "next": {"$ref": "#"}}, "required": ["v"]})";
    constexpr std::string_view numbers =
        R"({"type": "object", "properties": {"v": {"type": "number"}, "next": {"$ref": "#"}}, "required": ["v"]})";
    check_all({
        {integers, numbers, relation::within},
        {integers, integers, relation::equal},
        // The same, with the first step unrolled.
        {integers,
         R"({"type": "object", "properties": {"v": {"type": "integer"}, "next": {"$ref": "#/$defs/n"}},
             "required": ["v"], "$defs": {"n": {"type": "object", "required": ["v"],
                "properties": {"next": {"$ref": "#/$defs/n"}, "v": {"type": "integer"}}}}})",
         relation::equal},
        // No finite value.
        {R"({"type": "object", "properties": {"next": {"$ref": "#"}}, "required": ["next"]})", "false",
         relation::equal},
        {R"({"type": "array", "items": {"$ref": "#"}, "minItems": 1})", "false", relation::equal},
        // Only through the other.
        {R"({"$ref": "#/$defs/a", "$defs": {
               "a": {"type": "object", "properties": {"b": {"$ref": "#/$defs/b"}}, "required": ["b"]},
               "b": {"type": "object", "properties": {"a": {"$ref": "#/$defs/a"}}, "required": ["a"]}}})",
         "false", relation::equal},
        {R"({"$ref": "#/$defs/a", "$defs": {
               "a": {"type": "object", "properties": {"b": {"$ref": "#/$defs/b"}}, "required": ["b"]},
               "b": {"type": ["object", "null"], "properties": {"a": {"$ref": "#/$defs/a"}}, "required": ["a"]}}})",
         R"({"type": "object", "properties": {"b": {"type": ["object", "null"]}}, "required": ["b"]})",
         relation::within},
    });
}

TEST_CASE("a tree of one shape against a tree of another") {
    check_all({
        {R"({"anyOf": [{"type": "null"}, {"type": "array", "items": {"$ref": "#"}, "minItems": 2, "maxItems": 2}]})",
         R"({"anyOf": [{"type": "null"}, {"type": "array", "items": {"$ref": "#"}}]})", relation::within},
    });
    auto const deep = compared(
        R"({"type": "array", "items": {"$ref": "#"}})",
        R"({"type": "array", "items": {"type": "array", "items": {"type": "array", "maxItems": 0}}})");
    CHECK(deep.result == answer::incompatible);
    CHECK(json_text(*deep.witness) == "[[[[]]]]");
}

TEST_CASE("a reference to itself through a branch is not decided") {
    constexpr std::string_view riddle = R"({"not": {"$ref": "#"}})";
    CHECK(compared(riddle, "true").result == answer::compatible);
    CHECK(compared("true", riddle).result == answer::undecided);
    CHECK(compared(riddle, riddle).result == answer::compatible);
}

TEST_CASE("dynamic references are followed by the way that leads to them") {
    constexpr std::string_view strings = R"({"$id": "https://example.com/strings", "$ref": "list", "$defs": {
        "s": {"$dynamicAnchor": "item", "type": "string"},
        "list": {"$id": "list", "type": "array", "items": {"$dynamicRef": "#item"},
                 "$defs": {"any": {"$dynamicAnchor": "item"}}}}})";
    check_all({{strings, R"({"type": "array", "items": {"type": "string"}})", relation::equal}});
}

TEST_CASE("what is not evaluated otherwise") {
    check_all({
        {R"({"type": "object", "properties": {"a": true}, "unevaluatedProperties": false})",
         R"({"type": "object", "properties": {"a": true}, "additionalProperties": false})", relation::equal},
        {R"({"type": "object", "allOf": [{"properties": {"a": true}}], "unevaluatedProperties": false})",
         R"({"type": "object", "properties": {"a": true}, "additionalProperties": false})", relation::equal},
        {R"({"type": "object", "anyOf": [{"properties": {"a": {"type": "string"}}, "required": ["a"]},
                                         {"properties": {"b": {"type": "string"}}, "required": ["b"]}],
             "unevaluatedProperties": false})",
         R"({"type": "object", "properties": {"a": true, "b": true}, "minProperties": 1,
             "additionalProperties": false})",
         relation::within},
        {R"({"type": "object", "if": {"required": ["a"]}, "then": {"properties": {"a": true, "b": true}},
             "else": {"properties": {"c": true}}, "unevaluatedProperties": false})",
         R"({"anyOf": [{"type": "object", "properties": {"a": true, "b": true}, "required": ["a"],
                        "additionalProperties": false},
                       {"type": "object", "properties": {"c": true}, "additionalProperties": false}]})",
         relation::equal},
        {R"({"type": "object", "not": {"properties": {"a": true}, "required": ["z"]},
             "unevaluatedProperties": false})",
         R"({"const": {}})", relation::equal},
        {R"({"type": "array", "prefixItems": [true], "unevaluatedItems": {"type": "string"}})",
         R"({"type": "array", "prefixItems": [true], "items": {"type": "string"}})", relation::equal},
        {R"({"type": "array", "contains": {"type": "integer"}, "unevaluatedItems": {"type": "string"}})",
         R"({"type": "array", "items": {"type": ["integer", "string"]}})", relation::within},
        {R"({"type": "array", "anyOf": [{"prefixItems": [{"const": 1}]}, {"prefixItems": [true, {"const": 2}]}],
             "unevaluatedItems": false})",
         R"({"type": "array", "maxItems": 2})", relation::within},
    });
}
