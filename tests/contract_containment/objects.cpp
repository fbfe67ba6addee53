#include "cases.hpp"

using namespace containment_tests;

TEST_CASE("members by name") {
    check_all({
        {R"({"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]})",
         R"({"type": "object", "properties": {"a": {"type": "number"}}})", relation::within},
        {R"({"type": "object", "required": ["a", "b"]})", R"({"type": "object", "required": ["a"]})",
         relation::within},
        {R"({"type": "object", "properties": {"a": false}, "required": ["a"]})", "false", relation::equal},
        {R"({"type": "object", "properties": {"a": {"type": "string", "minLength": 2, "maxLength": 1}},
             "required": ["a"]})",
         "false", relation::equal},
        {R"({"type": "object", "properties": {"a": {"const": 1}}, "required": ["a"], "maxProperties": 1})",
         R"({"const": {"a": 1}})", relation::equal},
        {R"({"type": "object", "properties": {"a": {"type": "string"}}})",
         R"({"type": "object", "properties": {"b": {"type": "string"}}})", relation::overlap},
        {R"({"properties": {"a": {"type": "string"}}})",
         R"({"allOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"a": true}}]})",
         relation::equal},
        {R"({"type": "object", "allOf": [{"properties": {"a": {"minimum": 1}}}, {"properties": {"a": {"maximum": 2}}}]})",
         R"({"type": "object", "properties": {"a": {"minimum": 1, "maximum": 2}}})", relation::equal},
    });
}

TEST_CASE("members that are not listed") {
    check_all({
        {R"({"type": "object", "properties": {"a": true}, "additionalProperties": false})",
         R"({"type": "object", "properties": {"a": true, "b": true}, "additionalProperties": false})",
         relation::within},
        {R"({"type": "object", "properties": {"a": true}, "additionalProperties": {"type": "integer"}})",
         R"({"type": "object", "additionalProperties": {"type": ["integer", "null"]}, "properties": {"a": true}})",
         relation::within},
        {R"({"type": "object", "additionalProperties": {"type": "string"}})",
         R"({"type": "object", "properties": {"a": {"type": "string"}}})", relation::within},
        {R"({"type": "object", "additionalProperties": false})", R"({"const": {}})", relation::equal},
        {R"({"type": "object", "additionalProperties": false, "properties": {"a": true}, "minProperties": 2})",
         "false", relation::equal},
        {R"({"type": "object", "additionalProperties": false, "required": ["a"]})", "false", relation::equal},
    });
}

TEST_CASE("members by pattern") {
    check_all({
        {R"({"type": "object", "patternProperties": {"^a": {"type": "integer"}}})",
         R"({"type": "object", "patternProperties": {"^ab": {"type": "number"}}})", relation::within},
        {R"({"type": "object", "patternProperties": {"^a": {"type": "integer"}}})",
         R"({"type": "object", "properties": {"abc": {"type": "integer"}}})", relation::within},
        {R"({"type": "object", "patternProperties": {"": {"type": "integer"}}})",
         R"({"type": "object", "additionalProperties": {"type": "integer"}})", relation::equal},
        {R"({"type": "object", "patternProperties": {"^a$": {"type": "integer"}}, "additionalProperties": false})",
         R"({"type": "object", "properties": {"a": {"type": "integer"}}, "additionalProperties": false})",
         relation::equal},
        {R"({"type": "object", "patternProperties": {"^[ab]$": true}, "additionalProperties": false})",
         R"({"type": "object", "maxProperties": 2})", relation::within},
        {R"({"type": "object", "patternProperties": {"^a": {"minimum": 3}, "b$": {"maximum": 2}},
             "additionalProperties": {"const": 0}, "properties": {"x": {"type": "null"}}})",
         R"({"type": "object", "properties": {"ab": {"not": {"type": "number"}}}})", relation::within},
        {R"({"type": "object", "patternProperties": {"^[ab]$": {"type": "null"}, "^a$": {"type": "integer"}},
             "required": ["a"]})",
         "false", relation::equal},
    });
}

TEST_CASE("classes of names that two members must come from") {
    // "a" is the only name that both speak of.
    check_all({
        {R"({"type": "object", "not": {"anyOf": [{"patternProperties": {"^[ab]$": {"type": "string"}}},
                                                   {"patternProperties": {"^a$": {"not": {"const": 1}}}}]}})",
         R"({"type": "object", "required": ["a"]})", relation::within},
        {R"({"type": "object", "maxProperties": 1,
             "not": {"anyOf": [{"patternProperties": {"^[ab]$": {"type": "string"}}},
                               {"patternProperties": {"^[ac]$": {"not": {"const": 1}}}}]}})",
         R"({"const": {"a": 1}})", relation::equal},
        {R"({"type": "object", "maxProperties": 1,
             "not": {"anyOf": [{"patternProperties": {"^b": {"type": "string"}}},
                               {"patternProperties": {"^a": {"type": "string"}}}]}})",
         "false", relation::equal},
    });
}

TEST_CASE("names of members") {
    check_all({
        {R"({"type": "object", "propertyNames": {"enum": ["a", "b"]}})",
         R"({"type": "object", "maxProperties": 2})", relation::within},
        {R"({"type": "object", "propertyNames": {"maxLength": 3}})",
         R"({"type": "object", "propertyNames": {"maxLength": 4}})", relation::within},
        {R"({"type": "object", "propertyNames": false})", R"({"const": {}})", relation::equal},
        {R"({"type": "object", "propertyNames": {"pattern": "^a"}, "required": ["b"]})", "false",
         relation::equal},
        {R"({"type": "object", "propertyNames": {"enum": ["a", "b"]}, "minProperties": 3})", "false",
         relation::equal},
        {R"({"type": "object", "propertyNames": {"enum": ["a", "b"]}, "minProperties": 2})",
         R"({"type": "object", "required": ["a", "b"]})", relation::within},
        {R"({"type": "object", "propertyNames": {"type": "integer"}})", R"({"const": {}})", relation::equal},
    });
}

TEST_CASE("numbers of members") {
    check_all({
        {R"({"type": "object", "minProperties": 2})", R"({"type": "object", "minProperties": 1})",
         relation::within},
        {R"({"type": "object", "required": ["a", "b"]})", R"({"type": "object", "minProperties": 2})",
         relation::within},
        {R"({"type": "object", "required": ["a", "b"], "maxProperties": 1})", "false", relation::equal},
        {R"({"type": "object", "maxProperties": 0})", R"({"const": {}})", relation::equal},
        {R"({"type": "object", "minProperties": 1, "additionalProperties": {"const": 1}, "maxProperties": 1,
             "propertyNames": {"const": "k"}})",
         R"({"const": {"k": 1}})", relation::equal},
    });
}

TEST_CASE("members that depend on others") {
    check_all({
        {R"({"type": "object", "required": ["a", "b"]})",
         R"({"type": "object", "dependentRequired": {"a": ["b"]}})", relation::within},
        {R"({"type": "object", "dependentRequired": {"a": ["b"], "b": ["c"]}, "required": ["a"]})",
         R"({"type": "object", "required": ["c"]})", relation::within},
        {R"({"type": "object", "dependentSchemas": {"a": {"required": ["b"]}}})",
         R"({"type": "object", "dependentRequired": {"a": ["b"]}})", relation::equal},
        {R"({"type": "object", "dependentSchemas": {"a": {"maxProperties": 1}}, "required": ["a", "b"]})",
         "false", relation::equal},
    });
    check_all({{R"({"type": "object", "dependencies": {"a": ["b"]}})",
                R"({"type": "object", "dependencies": {"a": {"required": ["b"]}}})", relation::equal}},
              ag::schema::dialect::draft7);
}
