#include "support.hpp"

using namespace action_grammar_tests;

namespace {

constexpr std::string_view record =
    R"({"type": "object", "additionalProperties": false, "required": ["id", "t"],
    "properties": {"id": {"type": "string"}, "n": {"type": "integer"}, "t": {"type": "array",
        "items": {"type": "object", "required": ["p"], "additionalProperties": false,
                  "properties": {"p": {"type": "integer"}}}}}})";

std::string with(std::string_view id, std::string_view n, std::string_view p, std::string_view required) {
    return R"({"type": "object", "additionalProperties": false, "required": )" + std::string(required)
         + R"(, "properties": {"id": )" + std::string(id) + R"(, "n": )" + std::string(n)
         + R"(, "t": {"type": "array", "items": )" + std::string(p) + "}}}";
}
constexpr std::string_view line =
    R"({"type": "object", "required": ["p"], "additionalProperties": false, "properties": {"p": {"type": "integer"}}})";

TEST_CASE("inference: what an update makes") {
    std::string const text = R"({"type": "string"})";
    std::string const integer = R"({"type": "integer"})";
    std::string const both = R"(["id", "t"])";
    std::string const all = R"(["id", "n", "t"])";
    check_outputs({
        {".id = 3", record, with(R"({"const": 3})", integer, line, both)},
        {".id |= length", record, with(R"({"type": "integer", "minimum": 0})", integer, line, both)},
        {".n = 1", record, with(text, R"({"const": 1})", line, all)},
        {".n += 1", record, with(text, integer, line, all)},
        {".n //= 7", record, with(text, integer, line, all)},
        {".t[].p |= tostring", record,
         with(text, integer,
              R"({"type": "object", "required": ["p"], "additionalProperties": false,
                  "properties": {"p": {"type": "string"}}})",
              both)},
        {".t |= map(.p)", record, with(text, integer, integer, both)},
        {".t[].q = 1", record,
         with(text, integer,
              R"({"type": "object", "required": ["p", "q"], "additionalProperties": false,
                  "properties": {"p": {"type": "integer"}, "q": {"const": 1}}})",
              both)},
        {"del(.n)", record, with(text, "false", line, both)},
        {"del(.t[].p)", record, with(text, integer, R"({"const": {}})", both)},
        {"del(.nowhere)", record, record},
        {"setpath([\"id\"]; null)", record, with(R"({"type": "null"})", integer, line, both)},
        {".a.b = 1", R"({"const": {}})", R"({"const": {"a": {"b": 1}}})"},
        {".a = 1", R"({"type": "null"})", R"({"const": {"a": 1}})"},
        {".[0] = \"x\"", R"({"const": [1, 2]})", R"({"const": ["x", 2]})"},
        {". + {id: 1}", record, with(R"({"const": 1})", integer, line, both)},
    });
}

TEST_CASE("inference: behind the first path nothing is looked at") {
    constexpr std::string_view open =
        R"({"type": "object", "required": ["a", "n"], "additionalProperties": false,
        "properties": {"a": {"type": ["null", "object"]}, "n": {"type": "integer"}}})";
    constexpr std::string_view without =
        R"({"type": "object", "required": ["n"], "additionalProperties": false,
        "properties": {"a": {"type": ["null", "object"]}, "n": {"type": "integer"}}})";
    constexpr std::string_view two =
        R"({"type": "array", "prefixItems": [{"type": "object"}, {"type": "integer"}], "items": false, "minItems": 2})";
    constexpr std::string_view pair =
        R"({"type": "object", "required": ["o"], "additionalProperties": false, "properties": {"o": {"type": "object",
        "required": ["x", "y"], "additionalProperties": false, "properties": {"x": {"type": "null"}, "y": {"type": "null"}}}}})";
    check_outputs({
        {"del(first(.[] | select(.p.q[1:] | IN(\"x\", 1, null))))", open, without},
        {"del(first(.a, .n.p))", open, without},
        {"del(first(first(.[] | select(.p == null))))", open, without},
        {"first(.[] | .p) |= .", two, two},
        // What is within the part at the first path is looked at, and so is all before the last path.
        {"(first(.o) | .[]) = 0", pair,
         R"({"anyOf": [)" + std::string(pair) + R"(, {"const": {"o": {"x": 0, "y": 0}}}]})"},
        {"del(last(.[] | .p))", open, "false"},
    });
}

TEST_CASE("inference: a path that ends in the value as it was is not looked for in what became of it") {
    constexpr std::string_view within =
        R"({"type": "object", "required": ["a"], "additionalProperties": false,
        "properties": {"a": {"type": "integer"}}})";
    check_outputs({
        {"((., .a) | select(type == \"object\")) = false", within,
         R"({"anyOf": [{"const": false}, {"type": "object", "required": ["a"], "additionalProperties": false,
             "properties": {"a": {"type": ["integer", "boolean"], "not": {"const": true}}}}]})"},
        // Paths that lead on in any case are looked for.
        {"(.a.b, .a.c) = 1", R"({"type": "object", "required": ["a"], "additionalProperties": false,
            "properties": {"a": {"type": ["string", "null"]}}})",
         R"({"type": "object", "required": ["a"], "additionalProperties": false, "properties": {
             "a": {"type": "object", "required": ["c"], "additionalProperties": false,
                   "properties": {"b": {"const": 1}, "c": {"const": 1}}}}})"},
    });
}

} // namespace
