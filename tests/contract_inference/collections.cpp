#include "support.hpp"

using namespace action_grammar_tests;

namespace {

constexpr std::string_view lines =
    R"({"type": "array", "items": {"type": "object", "additionalProperties": false,
    "required": ["price", "quantity"], "properties": {"price": {"type": "number"},
        "quantity": {"type": "integer", "minimum": 1}, "tag": {"enum": ["x", "y"]}}}})";
constexpr std::string_view counts = R"({"type": "object", "additionalProperties": {"type": "integer"}})";
constexpr std::string_view pair = R"({"type": "array", "minItems": 2, "items": false,
    "prefixItems": [{"type": "string"}, {"type": "integer"}]})";
constexpr std::string_view record = R"({"type": "object", "additionalProperties": false, "required": ["id"],
    "properties": {"id": {"type": "string"}, "n": {"type": "integer"}}})";

TEST_CASE("inference: arrays, element by element") {
    check_outputs({
        {"map(.price)", lines, R"({"type": "array", "items": {"type": "number"}})"},
        {"map(.price * .quantity) | add", lines, R"({"type": ["number", "null"]})"},
        {"map(.quantity) | add // 0", lines, R"({"type": "integer", "minimum": 0})"},
        {"map(select(.tag == \"x\") | .tag)", lines, R"({"type": "array", "items": {"const": "x"}})"},
        {"map(type)", pair, R"({"const": ["string", "number"]})"},
        {"map(tostring)", pair,
         R"({"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "string"}})"},
        {"map(empty)", lines, R"({"const": []})"},
        {"map(., .)", R"({"type": "array", "items": {"const": 1}})",
         R"({"type": "array", "items": {"const": 1}})"},
        {"map(. * 2)", counts, R"({"type": "array", "items": {"type": "integer"}})"},
        {"map(.quantity) | min", lines, R"({"type": ["integer", "null"], "minimum": 1})"},
        {"any(.price > 3)", lines, R"({"type": "boolean"})"},
        {"map(.tag // \"none\") | join(\",\")", lines, R"({"type": "string"})"},
        {"length", pair, R"({"const": 2})"},
        {"length", lines, R"({"type": "integer", "minimum": 0})"},
        {"map(.quantity) | index(1)", lines, R"({"type": ["integer", "null"], "minimum": 0})"},
        {"flatten", R"({"type": "array", "items": {"type": "array", "items": {"type": "integer"}}})",
         R"({"type": "array", "items": {"type": "integer"}})"},
    });
}

TEST_CASE("inference: order and groups") {
    check_outputs({
        {"sort_by(.price)", lines, lines},
        {"sort_by(.price) | .[0] | .price?", lines, R"({"type": ["number", "null"]})"},
        {"map(.quantity) | sort", lines, R"({"type": "array", "items": {"type": "integer", "minimum": 1}})"},
        {"map(.quantity) | unique", lines,
         R"({"type": "array", "items": {"type": "integer", "minimum": 1}})"},
        {"reverse", pair,
         R"({"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": ["string", "integer"]}})"},
        {"group_by(.tag) | map({tag: .[0].tag, n: length})", lines,
         R"({"type": "array", "items": {"type": "object", "required": ["tag", "n"], "additionalProperties": false,
             "properties": {"tag": {"enum": ["x", "y", null]}, "n": {"type": "integer", "minimum": 1}}}})"},
        {"group_by(.tag) | map(map(.quantity) | add)", lines,
         R"({"type": "array", "items": {"type": "integer", "minimum": 1}})"},
        {"min_by(.price) | .price", lines, R"({"type": ["number", "null"]})"},
        {"unique_by(.tag) | map(.price)", lines, R"({"type": "array", "items": {"type": "number"}})"},
    });
}

TEST_CASE("inference: objects and their entries") {
    check_outputs({
        {"keys", record,
         R"({"type": "array", "items": {"enum": ["id", "n"]}, "minItems": 1, "maxItems": 2})"},
        {"keys", counts, R"({"type": "array", "items": {"type": "string"}})"},
        {"keys", pair,
         R"({"type": "array", "minItems": 2, "maxItems": 2,
             "items": {"type": "integer", "minimum": 0, "maximum": 1}})"},
        {"has(\"id\")", record, R"({"type": "boolean"})"},
        {"to_entries", counts,
         R"({"type": "array", "items": {"type": "object", "required": ["key", "value"], "additionalProperties": false,
             "properties": {"key": {"type": "string"}, "value": {"type": "integer"}}}})"},
        {"to_entries | map(.key)", record,
         R"({"type": "array", "items": {"enum": ["id", "n"]}, "minItems": 1, "maxItems": 2})"},
        {"with_entries(.value |= tostring)", counts,
         R"({"type": "object", "additionalProperties": {"type": "string"}})"},
        {"with_entries(select(.value > 1))", counts,
         R"({"type": "object", "additionalProperties": {"type": "integer", "minimum": 2}})"},
        {"map_values(. + 1)", counts, counts},
        {"map_values(empty)", counts, R"({"const": {}})"},
        {"add", counts, R"({"type": ["integer", "null"]})"},
        {"map({(.tag // \"z\"): .price}) | add", lines,
         R"({"type": ["object", "null"], "additionalProperties": false,
             "properties": {"x": {"type": "number"}, "y": {"type": "number"}, "z": {"type": "number"}}})"},
        {"from_entries", R"({"type": "array", "items": {"type": "object", "required": ["key", "value"],
            "additionalProperties": false,
            "properties": {"key": {"type": "string"}, "value": {"type": "integer"}}}})",
         counts},
    });
}

} // namespace
