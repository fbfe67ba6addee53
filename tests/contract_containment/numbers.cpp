#include "cases.hpp"

using namespace containment_tests;

TEST_CASE("bounds of numbers") {
    check_all({
        {R"({"type": "number", "minimum": 3})", R"({"type": "number", "minimum": 2})", relation::within},
        {R"({"type": "number", "minimum": 3})", R"({"type": "number", "maximum": 3})", relation::overlap},
        {R"({"type": "number", "exclusiveMinimum": 3})", R"({"type": "number", "minimum": 3})",
         relation::within},
        {R"({"type": "integer", "exclusiveMinimum": 3})", R"({"type": "integer", "minimum": 4})",
         relation::equal},
        {R"({"type": "integer", "exclusiveMinimum": 2.5, "maximum": 4.5})", R"({"enum": [3, 4]})",
         relation::equal},
        {R"({"type": "number", "minimum": 1, "maximum": 1})", R"({"const": 1})", relation::equal},
        {R"({"type": "number", "minimum": 2, "maximum": 1})", "false", relation::equal},
        {R"({"type": "number", "exclusiveMinimum": 1, "maximum": 1})", "false", relation::equal},
        {R"({"type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 2})", "false", relation::equal},
        {R"({"minimum": 5})", R"({"anyOf": [{"minimum": 5}, {"type": "string"}]})", relation::equal},
        {R"({"type": "number"})", R"({"anyOf": [{"minimum": 5}, {"maximum": 5}]})", relation::within},
        {R"({"type": "number", "anyOf": [{"exclusiveMinimum": 5}, {"maximum": 4}]})", R"({"type": "number"})",
         relation::within},
        {R"({"type": "integer"})", R"({"anyOf": [{"exclusiveMinimum": 5}, {"maximum": 5}]})",
         relation::within},
    });
}

TEST_CASE("integers and numbers") {
    check_all({
        {R"({"type": "integer"})", R"({"type": "number"})", relation::within},
        {R"({"type": "number", "multipleOf": 1})", R"({"type": "integer"})", relation::equal},
        {R"({"const": 1.0})", R"({"const": 1})", relation::equal},
        {R"({"const": 1.0})", R"({"type": "integer"})", relation::within},
        {R"({"type": ["integer", "number"]})", R"({"type": "number"})", relation::equal},
        {R"({"type": "number", "not": {"type": "integer"}, "minimum": 1, "maximum": 1})", "false",
         relation::equal},
    });
}

TEST_CASE("multiples") {
    check_all({
        {R"({"type": "number", "multipleOf": 6})", R"({"type": "number", "multipleOf": 3})",
         relation::within},
        {R"({"type": "number", "multipleOf": 3})", R"({"type": "number", "multipleOf": 2})",
         relation::overlap},
        {R"({"type": "number", "allOf": [{"multipleOf": 2}, {"multipleOf": 3}]})",
         R"({"type": "number", "multipleOf": 6})", relation::equal},
        {R"({"type": "number", "multipleOf": 0.3})", R"({"type": "number", "multipleOf": 0.1})",
         relation::within},
        {R"({"type": "number", "multipleOf": 0.01, "minimum": 0.015, "maximum": 0.025})",
         R"({"const": 0.02})", relation::equal},
        {R"({"type": "number", "multipleOf": 10, "minimum": 1, "maximum": 9})", "false", relation::equal},
        {R"({"type": "integer", "multipleOf": 0.5})", R"({"type": "integer"})", relation::equal},
        {R"({"type": "integer", "multipleOf": 2.5})", R"({"type": "integer", "multipleOf": 5})",
         relation::equal},
        {R"({"type": "integer", "not": {"multipleOf": 2}, "minimum": 2, "maximum": 4})", R"({"const": 3})",
         relation::equal},
        {R"({"type": "number", "multipleOf": 2, "not": {"multipleOf": 4}})",
         R"({"type": "number", "multipleOf": 2})", relation::within},
        {R"({"type": "number", "multipleOf": 4, "not": {"multipleOf": 2}})", "false", relation::equal},
        {R"({"type": "integer", "multipleOf": 1e15})", R"({"type": "integer", "multipleOf": 1e14})",
         relation::within},
    });
}

TEST_CASE("numbers left out") {
    check_all({
        {R"({"type": "integer", "minimum": 1, "maximum": 3, "not": {"enum": [1, 2, 3]}})", "false",
         relation::equal},
        {R"({"type": "integer", "minimum": 1, "maximum": 3, "not": {"enum": [1, 3]}})", R"({"const": 2})",
         relation::equal},
        {R"({"type": "number", "minimum": 1, "maximum": 3, "not": {"enum": [1, 3]}})",
         R"({"type": "number", "exclusiveMinimum": 1, "exclusiveMaximum": 3})", relation::equal},
        {R"({"enum": [1, 2, 3, 4, 5]})", R"({"type": "integer", "minimum": 1, "maximum": 5})",
         relation::equal},
        {R"({"type": "integer", "minimum": 1, "maximum": 5})",
         R"({"type": "number", "minimum": 1, "maximum": 5})", relation::within},
    });
}
