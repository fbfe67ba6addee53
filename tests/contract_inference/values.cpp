#include "support.hpp"

using namespace action_grammar_tests;

namespace {

constexpr std::string_view line = R"({"type": "object", "required": ["price", "quantity"], "properties": {
    "price": {"type": "number", "minimum": 0}, "quantity": {"type": "integer", "minimum": 1},
    "name": {"type": "string"}, "tags": {"type": "array", "items": {"type": "string"}}}})";

TEST_CASE("inference: objects and arrays that are made") {
    check_outputs({
        {"{price, n: .quantity}", line,
         R"({"type": "object", "required": ["price", "n"], "additionalProperties": false, "properties": {
             "price": {"type": "number", "minimum": 0}, "n": {"type": "integer", "minimum": 1}}})"},
        {"{(\"a\", \"b\"): 1}", line,
         R"({"type": "object", "additionalProperties": false, "properties": {"a": {"const": 1}, "b": {"const": 1}}})"},
        {"{a: (1, 2)}", line, R"({"enum": [{"a": 1}, {"a": 2}]})"},
        {"{(.name // \"none\"): 1}", line, R"({"type": "object", "additionalProperties": {"const": 1}})"},
        {"{}", line, R"({"const": {}})"},
        {"{\"a\": 1, \"a\": 2}", line, R"({"const": {"a": 2}})"},
        {"[.price, .quantity]", line,
         R"({"type": "array", "minItems": 2, "maxItems": 2,
             "prefixItems": [{"type": "number", "minimum": 0}, {"type": "integer", "minimum": 1}]})"},
        {"[]", line, R"({"const": []})"},
        {"[.tags[]?]", line, R"({"type": "array", "items": {"type": "string"}})"},
        {"[range(3)]", line,
         R"({"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 2}})"},
        {"\"\\(.price) of it\"", line, R"({"type": "string"})"},
        {"\"a\\(1)\"", line, R"({"type": "string"})"},
        {"@base64 \"x\\(.name)\"", line, R"({"type": "string"})"},
        {"null, true, 2.5, \"x\"", line, R"({"enum": [null, true, 2.5, "x"]})"},
    });
}

TEST_CASE("inference: arithmetic") {
    check_outputs({
        {".quantity + 1", line, R"({"type": "integer", "minimum": 2})"},
        {".price * .quantity", line, R"({"type": "number", "minimum": 0})"},
        {".quantity - 1", line, R"({"type": "integer", "minimum": 0})"},
        {".price / 2", line, R"({"type": "number", "minimum": 0})"},
        {"1 + 2 * 3", line, R"({"const": 7})"},
        {"-.quantity", line, R"({"type": "integer", "maximum": -1})"},
        {".name + \"x\"", line, R"({"type": "string"})"},
        {".name // \"\" | . + null", line, R"({"type": "string"})"},
        {"[1] + [\"a\"]", line, R"({"const": [1, "a"]})"},
        {"{a: 1} + {b: 2}", line, R"({"const": {"a": 1, "b": 2}})"},
        {"{a: {b: 1}} * {a: {c: 2}}", line, R"({"const": {"a": {"b": 1, "c": 2}}})"},
        {"\"a,b\" / \",\"", line, R"({"type": "array", "items": {"type": "string"}})"},
        {"\"ab\" * 2", line, R"({"type": ["string", "null"]})"},
        {".tags - [\"x\"]", R"({"type": "object", "required": ["tags"], "properties": {
            "tags": {"type": "array", "items": {"type": "string"}}}})",
         R"({"type": "array", "items": {"type": "string"}})"},
        {".quantity % 2", line, R"({"type": "integer", "minimum": 0})"},
        {"nan", line, R"({"type": ["number", "null"]})"},
        {".price | floor", line, R"({"type": "integer", "minimum": 0})"},
        {".price | sqrt", line, R"({"type": "number", "minimum": 0})"},
        {".price < 3", line, R"({"type": "boolean"})"},
        {".quantity | length", line, R"({"type": "integer", "minimum": 0})"},
    });
}

TEST_CASE("inference: what a conversion makes") {
    check_outputs({
        {".price | tostring", line, R"({"type": "string"})"},
        {".name | strings | tonumber", line, R"({"type": ["number", "null"]})"},
        {"tojson", line, R"({"type": "string"})"},
        {"tojson | fromjson", line, "true"},
        {"type", line, R"({"const": "object"})"},
        {".price, .tags | type", line, R"({"enum": ["number", "array", "null"]})"},
        {"true | tostring", line, R"({"const": "true"})"},
        {".name | strings | ascii_downcase", line, R"({"type": "string"})"},
        {".name | strings | test(\"x\")", line, R"({"type": "boolean"})"},
        {".name | strings | split(\",\")", line, R"({"type": "array", "items": {"type": "string"}})"},
        {".name | strings | explode", line,
         R"({"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 1114111}})"},
        {".tags // [] | join(\",\")", line, R"({"type": "string"})"},
    });
}

} // namespace
