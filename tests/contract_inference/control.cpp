#include "support.hpp"

using namespace action_grammar_tests;

namespace {

constexpr std::string_view numbers = R"({"type": "array", "items": {"type": "integer", "minimum": 1}})";
constexpr std::string_view mixed = R"({"type": "object", "required": ["s", "n"],
    "properties": {"s": {"type": "string"}, "n": {"type": "integer"}}})";

TEST_CASE("inference: folds") {
    check_outputs({
        {"reduce .[] as $x (0; . + $x)", numbers, R"({"type": "integer", "minimum": 0})"},
        {"reduce .[] as $x (null; $x)", numbers, R"({"type": ["integer", "null"], "minimum": 1})"},
        {"reduce .[] as $x (\"\"; . + \"x\")", numbers, R"({"type": "string"})"},
        {"reduce .[] as $x ({}; .last = $x)", numbers,
         R"({"type": "object", "additionalProperties": false,
             "properties": {"last": {"type": "integer", "minimum": 1}}})"},
        {"reduce .[] as $x ([]; . + [$x])", numbers,
         R"({"type": "array", "items": {"type": "integer", "minimum": 1}})"},
        {"[foreach .[] as $x (0; . + $x)]", numbers,
         R"({"type": "array", "items": {"type": "integer", "minimum": 1}})"},
        {"foreach .[] as $x (0; . + 1; [., $x])", numbers,
         R"({"type": "array", "minItems": 2, "maxItems": 2,
             "prefixItems": [{"type": "integer", "minimum": 1}, {"type": "integer", "minimum": 1}]})"},
    });
}

TEST_CASE("inference: names") {
    check_outputs({
        {".n as $n | {$n, s: .s}", mixed,
         R"({"type": "object", "required": ["n", "s"], "additionalProperties": false,
             "properties": {"n": {"type": "integer"}, "s": {"type": "string"}}})"},
        {". as {s: $s, n: $n} | [$s, $n]", mixed,
         R"({"type": "array", "minItems": 2, "maxItems": 2,
             "prefixItems": [{"type": "string"}, {"type": "integer"}]})"},
        {". as [$a, $b] | $b", numbers, R"({"type": ["integer", "null"], "minimum": 1})"},
        {"[1, [2]] as [$a, [$b]] | $a + $b", numbers, R"({"const": 3})"},
        {"(1, 2) as $x | $x", mixed, R"({"enum": [1, 2]})"},
        {"1 as $x | (2 as $x | $x), $x", mixed, R"({"enum": [1, 2]})"},
        {"def f: .n; f", mixed, R"({"type": "integer"})"},
        {"def f(g): g | g; 1 | f(. + 1)", mixed, R"({"const": 3})"},
        {"def f($x; g): [$x, g]; f(1; .s)", mixed,
         R"({"type": "array", "minItems": 2, "maxItems": 2, "prefixItems": [{"const": 1}, {"type": "string"}]})"},
        {"def f: def g: 3; g; f", mixed, R"({"const": 3})"},
        {"def f: if . > 9 then . else . + 1 | f end; .n | f", mixed, "true"},
    });
}

TEST_CASE("inference: ways out") {
    check_outputs({
        {"label $out | .[] | if . > 3 then ., break $out else . end", numbers,
         R"({"type": "integer", "minimum": 1})"},
        {"first(.[])", numbers, R"({"type": "integer", "minimum": 1})"},
        {"[limit(2; .[])]", numbers,
         R"({"type": "array", "maxItems": 2, "items": {"type": "integer", "minimum": 1}})"},
        {"until(. > 9; . + 1)", R"({"type": "integer"})", R"({"type": "integer", "exclusiveMinimum": 9})"},
        {"[while(. < 9; . + 1)]", R"({"type": "integer"})",
         R"({"type": "array", "items": {"type": "integer", "exclusiveMaximum": 9}})"},
        {"[range(1; 4)]", mixed,
         R"({"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 3}})"},
        {"empty", mixed, "false"},
    });
}

TEST_CASE("inference: failures that are caught") {
    check_outputs({
        {"try error(\"x\") catch .", mixed, R"({"const": "x"})"},
        {"try error({a: 1}) catch .a", mixed, R"({"const": 1})"},
        {"try (.n + .s) catch \"no\"", mixed, R"({"const": "no"})"},
        {"try .s catch 1", mixed, R"({"type": "string"})"},
        {"[.s.x?]", mixed, R"({"const": []})"},
        {".s | tonumber?", mixed, R"({"type": ["number", "null"]})"},
        {"try (.s | tonumber) catch false", mixed,
         R"({"type": ["number", "null", "boolean"], "not": {"const": true}})"},
        {".n | if . == 0 then error(\"zero\") else . end", mixed, R"({"type": "integer"})"},
        {"error", mixed, "false"},
    });
    CHECK(infer(".s.x", mixed).may_fail);
    CHECK_FALSE(infer(".s.x?", mixed).may_fail);
    CHECK_FALSE(infer("try error(\"x\") catch .", mixed).may_fail);
    CHECK(infer("try error(\"x\") catch error", mixed).may_fail);
    CHECK_FALSE(infer(".n + 1", mixed).may_fail);
    CHECK(infer(".s | tonumber", mixed).may_fail);
}

} // namespace
