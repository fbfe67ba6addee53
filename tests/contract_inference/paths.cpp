#include "support.hpp"

using namespace action_grammar_tests;

namespace {

constexpr std::string_view order =
    R"({"type": "object", "required": ["id", "lines"], "additionalProperties": false,
    "properties": {"id": {"type": "string"}, "note": {"type": "string"}, "lines": {"type": "array",
        "items": {"type": "object", "required": ["price"], "properties": {"price": {"type": "number"}}}}}})";
constexpr std::string_view pair = R"({"type": "array", "minItems": 2, "items": false,
    "prefixItems": [{"type": "string"}, {"type": "integer"}]})";
constexpr std::string_view counts = R"({"type": "object", "additionalProperties": {"type": "integer"}})";

TEST_CASE("inference: members") {
    check_outputs({
        {".", order, order},
        {".id", order, R"({"type": "string"})"},
        {".[\"id\"]", order, R"({"type": "string"})"},
        {"getpath([\"id\"])", order, R"({"type": "string"})"},
        {".note", order, R"({"type": ["string", "null"]})"},
        {".note?", order, R"({"type": ["string", "null"]})"},
        {".nowhere", order, R"({"type": "null"})"},
        {".lines[].price", order, R"({"type": "number"})"},
        {".lines[0].price", order, R"({"type": ["number", "null"]})"},
        {".lines[].other", order, "true"},
        {".x", counts, R"({"type": ["integer", "null"]})"},
        {".[]", counts, R"({"type": "integer"})"},
        {".a", R"({"type": "null"})", R"({"type": "null"})"},
        {".a", "true", "true"},
        {".[(\"id\", \"note\")]", order, R"({"type": ["string", "null"]})"},
    });
}

TEST_CASE("inference: elements") {
    check_outputs({
        {".[0]", pair, R"({"type": "string"})"},
        {".[1]", pair, R"({"type": "integer"})"},
        {".[2]", pair, R"({"type": "null"})"},
        {".[-1]", pair, R"({"type": "integer"})"},
        {".[-3]", pair, R"({"type": "null"})"},
        {".[]", pair, R"({"type": ["string", "integer"]})"},
        {"first, last", pair, R"({"type": ["string", "integer"]})"},
        {"nth(1)", pair, R"({"type": "integer"})"},
        {".[1:]", pair,
         R"({"type": "array", "prefixItems": [{"type": "integer"}], "minItems": 1, "maxItems": 1})"},
        {".[5:]", pair, R"({"const": []})"},
        {".[0]", R"({"type": "array", "items": {"type": "integer"}})", R"({"type": ["integer", "null"]})"},
        {".[0]", R"({"type": "array", "items": {"type": "integer"}, "minItems": 1})",
         R"({"type": "integer"})"},
        {".[-2]", R"({"type": "array", "items": {"type": "integer"}, "minItems": 2})",
         R"({"type": "integer"})"},
        {".[2:]", R"({"type": "array", "items": {"type": "integer"}, "minItems": 3})",
         R"({"type": "array", "items": {"type": "integer"}, "minItems": 1})"},
        {".[1:]", R"({"type": "string"})", R"({"type": "string"})"},
    });
}

TEST_CASE("inference: everything below") {
    check_outputs({
        {"..", R"({"type": "array", "items": {"type": "integer"}})",
         R"({"type": ["array", "integer"], "items": {"type": "integer"}})"},
        {"paths", R"({"type": "array", "items": {"type": "integer"}})",
         R"({"type": "array", "items": {"type": ["string", "number"]}})"},
        {"recurse(if . == 0 then empty else 0 end)", R"({"type": "integer"})", R"({"type": "integer"})"},
    });
}

TEST_CASE("inference: what the input contract says of a part is kept") {
    constexpr std::string_view said = R"({"type": "object", "required": ["id", "tree"], "properties": {
        "id": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 9, "not": {"const": "x"}},
        "tree": {"$ref": "#/$defs/tree"}}, "$defs": {"tree": {"type": "object", "required": ["sub"],
            "properties": {"sub": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}}}})";
    check_outputs({
        {".id", said, R"({"type": "string", "pattern": "^[a-z]+$", "maxLength": 9, "not": {"const": "x"}})"},
        {"{id: .id}", said,
         R"({"type": "object", "required": ["id"], "additionalProperties": false, "properties": {
             "id": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 9, "not": {"const": "x"}}}})"},
        {".tree.sub[0].sub | .[]", said,
         R"({"type": "object", "required": ["sub"],
             "properties": {"sub": {"type": "array", "items": {"$ref": "#"}}}})"},
        {".", R"({"type": "integer", "minimum": 2, "multipleOf": 3})",
         R"({"type": "integer", "minimum": 2, "multipleOf": 3})"},
    });
    CHECK(infer(".", R"({"type": "string", "format": "date"})").schema.find(R"("format":"date")")
          != std::string::npos);
}

} // namespace
