#include "cases.hpp"

using namespace containment_tests;

TEST_CASE("types and booleans") {
    check_all({
        {"true", "{}", relation::equal},
        {"false", R"({"not": {}})", relation::equal},
        {"false", R"({"type": "null"})", relation::within},
        {R"({"type": "string"})", R"({"type": ["string", "null"]})", relation::within},
        {R"({"type": ["null", "string"]})", R"({"anyOf": [{"type": "string"}, {"type": "null"}]})",
         relation::equal},
        {R"({"type": "boolean"})", R"({"enum": [true, false]})", relation::equal},
        {R"({"enum": [null, true, 1, "a", [1], {"a": 1}]})",
         R"({"type": ["null", "boolean", "integer", "string", "array", "object"]})", relation::within},
        {R"({"enum": [1, 2]})", R"({"enum": [2, 1, 1.0]})", relation::equal},
        {R"({"const": {"a": [1, 2]}})", R"({"enum": [{"a": [1.0, 2]}, 3]})", relation::within},
        {R"({"type": "string"})", R"({"type": "number"})", relation::overlap},
    });
}

TEST_CASE("all, any and one of") {
    check_all({
        {R"({"allOf": [{"type": "integer"}, {"minimum": 3}]})", R"({"type": "integer", "minimum": 3})",
         relation::equal},
        {R"({"anyOf": [{"type": "string"}, {"type": "integer"}]})",
         R"({"type": ["string", "integer", "null"]})", relation::within},
        {R"({"oneOf": [{"type": "string"}, {"type": "integer"}]})", R"({"type": ["string", "integer"]})",
         relation::equal},
        {R"({"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 3}]})",
         R"({"anyOf": [{"type": "integer"}, {"type": "number", "minimum": 3}]})", relation::within},
        {R"({"oneOf": [{"type": "integer"}, {"type": "integer"}]})", "false", relation::equal},
        {R"({"oneOf": [true, {"type": "integer"}]})", R"({"not": {"type": "integer"}})", relation::equal},
        {R"({"oneOf": [{"type": "object", "properties": {"k": {"const": "a"}}, "required": ["k"]},
                         {"type": "object", "properties": {"k": {"const": "b"}}, "required": ["k"]}]})",
         R"({"type": "object", "properties": {"k": {"enum": ["a", "b"]}}, "required": ["k"]})",
         relation::equal},
        {R"({"type": "number", "oneOf": [{"minimum": 3}, {"maximum": 5}, {"const": 4}]})",
         R"({"anyOf": [{"type": "number", "exclusiveMaximum": 3}, {"type": "number", "exclusiveMinimum": 5}]})",
         relation::equal},
    });
}

TEST_CASE("not") {
    check_all({
        {R"({"not": {"type": "string"}})", R"({"type": ["null", "boolean", "number", "array", "object"]})",
         relation::equal},
        {R"({"not": {"not": {"minimum": 3}}})", R"({"minimum": 3})", relation::equal},
        {R"({"not": {"anyOf": [{"type": "string"}, {"minimum": 3}]}})",
         R"({"type": "number", "exclusiveMaximum": 3})", relation::equal},
        {R"({"not": {"allOf": [{"minimum": 3}, {"maximum": 5}]}})",
         R"({"anyOf": [{"type": "number", "exclusiveMaximum": 3}, {"type": "number", "exclusiveMinimum": 5}]})",
         relation::equal},
        {R"({"type": "object", "not": {"required": ["a"]}})",
         R"({"type": "object", "properties": {"a": false}})", relation::equal},
        {R"({"type": "object", "not": {"properties": {"a": {"type": "string"}}}})",
         R"({"type": "object", "required": ["a"]})", relation::within},
        {R"({"allOf": [{"minimum": 3}, {"not": {"minimum": 3}}]})", "false", relation::equal},
        {R"({"type": "string", "not": {"const": "a"}})", R"({"type": "string"})", relation::within},
        {R"({"not": {"const": {"a": [1]}}})", "true", relation::within},
    });
}

TEST_CASE("if, then and else") {
    check_all({
        {R"({"if": {"type": "integer"}, "then": {"minimum": 3}})",
         R"({"anyOf": [{"not": {"type": "integer"}}, {"type": "integer", "minimum": 3}]})", relation::equal},
        {R"({"if": {"type": "integer"}, "then": {"minimum": 3}, "else": {"type": "string"}})",
         R"({"anyOf": [{"type": "integer", "minimum": 3}, {"type": "string"}]})", relation::equal},
        {R"({"if": true, "then": {"type": "null"}, "else": {"type": "string"}})", R"({"type": "null"})",
         relation::equal},
        {R"({"if": {"properties": {"k": {"const": 1}}, "required": ["k"]}, "then": {"required": ["a"]},
             "type": "object", "properties": {"k": {"const": 1}}, "required": ["k"]})",
         R"({"type": "object", "required": ["a", "k"]})", relation::within},
    });
}

TEST_CASE("alternatives that only together cover") {
    check_all({
        {R"({"type": "object", "properties": {"a": {"type": "boolean"}, "b": {"type": "boolean"}},
             "required": ["a", "b"]})",
         R"({"anyOf": [{"properties": {"a": {"const": true}}}, {"properties": {"b": {"const": true}}},
                       {"properties": {"a": {"const": false}, "b": {"const": false}}}]})",
         relation::within},
        {R"({"type": "object", "properties": {"a": {"enum": [1, 2]}}, "required": ["a"]})",
         R"({"anyOf": [{"type": "object", "properties": {"a": {"const": 1}}, "required": ["a"]},
                       {"type": "object", "properties": {"a": {"const": 2}}, "required": ["a"]}]})",
         relation::equal},
        {R"({"type": "array", "items": {"type": ["string", "integer"]}, "maxItems": 1})",
         R"({"anyOf": [{"items": {"type": "string"}}, {"items": {"type": "integer"}}]})", relation::within},
        {R"({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "array", "items": {"type": "integer"}}]})",
         R"({"type": "array", "items": {"type": ["string", "integer"]}})", relation::within},
    });
}
