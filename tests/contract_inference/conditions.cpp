#include "support.hpp"

using namespace action_grammar_tests;

namespace {

constexpr std::string_view mixed = R"({"type": "object", "required": ["a", "b", "k"], "properties": {
    "a": {"type": ["string", "null"]}, "b": {"type": ["integer", "string"]},
    "k": {"enum": ["x", "y"]}, "o": {"type": "integer"}}})";
constexpr std::string_view shapes = R"({"oneOf": [
    {"type": "object", "required": ["kind", "r"], "properties": {"kind": {"const": "circle"}, "r": {"type": "number"}}},
    {"type": "object", "required": ["kind", "w"], "properties": {"kind": {"const": "square"}, "w": {"type": "integer"}}}]})";

TEST_CASE("inference: defaults") {
    check_outputs({
        {".a // \"none\"", mixed, R"({"type": "string"})"},
        {".o // 0", mixed, R"({"type": "integer"})"},
        {".o // .b", mixed, R"({"type": ["integer", "string"]})"},
        {".o // empty", mixed, R"({"type": "integer"})"},
        {"(.o | select(. > 3)) // \"small\"", mixed,
         R"({"anyOf": [{"type": "integer", "exclusiveMinimum": 3}, {"const": "small"}]})"},
        {"first(empty) // 1", mixed, R"({"const": 1})"},
        {"(false, null) // 2", mixed, R"({"const": 2})"},
    });
}

TEST_CASE("inference: branches see what the condition says") {
    check_outputs({
        {"if .a then .a else \"none\" end", mixed, R"({"type": "string"})"},
        {"if .a == null then 0 else .a end", mixed, R"({"anyOf": [{"const": 0}, {"type": "string"}]})"},
        {"if .o then .o else \"no\" end", mixed, R"({"anyOf": [{"type": "integer"}, {"const": "no"}]})"},
        {"if (.b | type) == \"number\" then .b else 0 end", mixed, R"({"type": "integer"})"},
        {".b | if type == \"string\" then length else . end", mixed, R"({"type": "integer"})"},
        {"if .k == \"x\" then .k else null end", mixed, R"({"enum": ["x", null]})"},
        {"if .k == \"x\" then 1 elif .k == \"y\" then 2 else 3 end", mixed, R"({"enum": [1, 2]})"},
        {"if has(\"o\") then .o else null end", mixed, R"({"type": ["integer", "null"]})"},
        {"if .a and .o then [.a, .o] else null end", mixed,
         R"({"anyOf": [{"type": "null"}, {"type": "array", "minItems": 2, "maxItems": 2,
             "prefixItems": [{"type": "string"}, {"type": "integer"}]}]})"},
        {"if .a | not then .a else null end", mixed, R"({"type": "null"})"},
        {"if .kind == \"circle\" then .r else .w end", shapes, R"({"type": "number"})"},
        {"if .kind == \"square\" then .w else 0 end", shapes, R"({"type": "integer"})"},
        {"if . > 3 then . else 3 end", R"({"type": "integer"})", R"({"type": "integer", "minimum": 3})"},
        {". as $v | if $v.a then $v.a else \"\" end", mixed, R"({"type": "string"})"},
        {"if true then 1 else 2 end", mixed, R"({"const": 1})"},
        {"if (true, false) then 1 else 2 end", mixed, R"({"enum": [1, 2]})"},
    });
}

TEST_CASE("inference: what is selected") {
    check_outputs({
        {".a | select(. != null)", mixed, R"({"type": "string"})"},
        {".a | values", mixed, R"({"type": "string"})"},
        {".a | nulls", mixed, R"({"type": "null"})"},
        {".b | numbers", mixed, R"({"type": "integer"})"},
        {".b | strings", mixed, R"({"type": "string"})"},
        {".b | select(type == \"string\")", mixed, R"({"type": "string"})"},
        {".k | select(. != \"x\")", mixed, R"({"const": "y"})"},
        {"select(.o) | .o", mixed, R"({"type": "integer"})"},
        {"select(.kind == \"circle\") | .r", shapes, R"({"type": "number"})"},
        {"select(. >= 2 and . < 5)", R"({"type": "integer"})",
         R"({"type": "integer", "minimum": 2, "exclusiveMaximum": 5})"},
        {".a, .o | scalars", mixed, R"({"type": ["string", "integer", "null"]})"},
        {".a | iterables", mixed, "false"},
    });
}

TEST_CASE("inference: truth") {
    check_outputs({
        {".a and .o", mixed, R"({"type": "boolean"})"},
        {".k and .b", mixed, R"({"const": true})"},
        {".b or .a", mixed, R"({"const": true})"},
        {"not", mixed, R"({"const": false})"},
        {".a | not", mixed, R"({"type": "boolean"})"},
        {".k == \"z\"", mixed, R"({"const": false})"},
        {"isempty(.a)", mixed, R"({"type": "boolean"})"},
    });
}

} // namespace
