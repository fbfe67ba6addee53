#include "cases.hpp"

using namespace containment_tests;

TEST_CASE("elements by position") {
    check_all({
        {R"({"type": "array", "items": {"type": "integer"}})",
         R"({"type": "array", "items": {"type": "number"}})", relation::within},
        {R"({"type": "array", "prefixItems": [{"type": "integer"}], "items": false})",
         R"({"type": "array", "maxItems": 1, "items": {"type": "integer"}})", relation::equal},
        {R"({"type": "array", "prefixItems": [true, false]})", R"({"type": "array", "maxItems": 1})",
         relation::equal},
        {R"({"type": "array", "items": false})", R"({"const": []})", relation::equal},
        {R"({"type": "array", "items": {"type": "string"}, "minItems": 1, "allOf": [{"items": {"type": "null"}}]})",
         "false", relation::equal},
        {R"({"type": "array", "prefixItems": [{"const": 1}], "items": {"const": 2}, "minItems": 3, "maxItems": 3})",
         R"({"const": [1, 2, 2]})", relation::equal},
        {R"({"type": "array", "minItems": 2})", R"({"type": "array", "minItems": 1})", relation::within},
        {R"({"type": "array", "minItems": 3, "maxItems": 2})", "false", relation::equal},
        {R"({"type": "array", "items": {"type": "string"}})",
         R"({"type": "array", "items": {"type": "null"}})", relation::overlap},
        {R"({"type": "array", "items": {"items": {"minimum": 3}}})",
         R"({"type": "array", "items": {"items": {"minimum": 2}}})", relation::within},
    });
}

TEST_CASE("elements that are counted") {
    check_all({
        {R"({"type": "array", "contains": {"const": 1}})", R"({"type": "array", "minItems": 1})",
         relation::within},
        {R"({"type": "array", "contains": {"const": 1}, "minContains": 2})",
         R"({"type": "array", "contains": {"type": "integer"}})", relation::within},
        {R"({"type": "array", "items": {"const": 1}, "minItems": 2})",
         R"({"type": "array", "contains": {"const": 1}, "minContains": 2})", relation::within},
        {R"({"type": "array", "contains": {"const": 1}, "maxContains": 1, "items": {"const": 1}})",
         R"({"const": [1]})", relation::equal},
        {R"({"type": "array", "contains": {"const": 1}, "minContains": 0})", R"({"type": "array"})",
         relation::equal},
        {R"({"type": "array", "contains": {"type": "integer"}, "minContains": 2, "maxContains": 1})", "false",
         relation::equal},
        {R"({"type": "array", "allOf": [{"contains": {"const": 1}}, {"contains": {"const": 2}}], "maxItems": 1})",
         "false", relation::equal},
        {R"({"type": "array", "allOf": [{"contains": {"minimum": 1}}, {"contains": {"maximum": 2}}],
             "maxItems": 1, "items": {"type": "integer"}})",
         R"({"enum": [[1], [2]]})", relation::equal},
        {R"({"type": "array", "contains": {"type": "string"}, "prefixItems": [{"type": "null"}]})",
         R"({"type": "array", "minItems": 2})", relation::within},
        {R"({"type": "array", "not": {"contains": {"type": "string"}}})",
         R"({"type": "array", "items": {"not": {"type": "string"}}})", relation::equal},
        {R"({"type": "array", "not": {"items": {"type": "string"}}})",
         R"({"type": "array", "contains": {"not": {"type": "string"}}})", relation::equal},
        {R"({"type": "array", "contains": true, "maxContains": 3})",
         R"({"type": "array", "minItems": 1, "maxItems": 3})", relation::equal},
    });
}

TEST_CASE("elements that differ") {
    check_all({
        {R"({"type": "array", "uniqueItems": true})", R"({"type": "array"})", relation::within},
        {R"({"type": "array", "maxItems": 1})", R"({"type": "array", "uniqueItems": true})",
         relation::within},
        {R"({"type": "array", "uniqueItems": true, "items": {"enum": ["a", "b"]}})",
         R"({"type": "array", "maxItems": 2, "items": {"enum": ["a", "b"]}})", relation::within},
        {R"({"type": "array", "uniqueItems": true, "items": {"type": "boolean"}, "minItems": 3})", "false",
         relation::equal},
        {R"({"type": "array", "uniqueItems": true, "items": {"type": "null"}})",
         R"({"type": "array", "maxItems": 1, "items": {"type": "null"}})", relation::equal},
        {R"({"type": "array", "prefixItems": [{"const": 1}, {"const": 1}], "minItems": 2, "uniqueItems": true})",
         "false", relation::equal},
        {R"({"type": "array", "prefixItems": [{"enum": [1, 2]}, {"const": 1}], "minItems": 2, "maxItems": 2,
             "uniqueItems": true})",
         R"({"const": [2, 1]})", relation::equal},
        {R"({"type": "array", "prefixItems": [{"const": 1}, {"const": 2}], "items": false})",
         R"({"type": "array", "uniqueItems": true})", relation::within},
        {R"({"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": true, "minItems": 2})",
         R"({"type": "array", "contains": {"const": "a"}})", relation::within},
        {R"({"type": "array", "items": {"enum": [1, 1.0]}, "uniqueItems": true})",
         R"({"type": "array", "maxItems": 1})", relation::within},
        {R"({"type": "array", "not": {"uniqueItems": true}})", R"({"type": "array", "minItems": 2})",
         relation::within},
    });
}

TEST_CASE("long arrays") {
    check_all({
        {R"({"type": "array", "minItems": 5000, "items": {"type": "integer"}})",
         R"({"type": "array", "minItems": 4999, "items": {"type": "number"}})", relation::within},
    });
    CHECK(compared(R"({"type": "array", "minItems": 1000000000000})", R"({"type": "array", "maxItems": 3})")
              .reason
          == ag::containment::undecided_reason::size);
}

TEST_CASE("draft 7 spells tuples in its own way") {
    check_all({{R"({"type": "array", "items": [{"type": "integer"}], "additionalItems": false})",
                R"({"type": "array", "items": {"type": "integer"}, "maxItems": 1})", relation::equal}},
              ag::schema::dialect::draft7);
}
