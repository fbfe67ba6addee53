#include "support.hpp"

#include <string>

using namespace action_grammar_tests;

// Filters and contracts that are made to be expensive. That each comes to an end in milliseconds is for the benchmarks
// to show; without the limits these would not end, or not fit.

namespace {

std::string repeated(std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i)
        text += part;
    return text;
}

constexpr std::string_view tree = R"({"type": "object", "required": ["sub"],
    "properties": {"sub": {"type": "array", "items": {"$ref": "#"}}, "n": {"type": "integer"}}})";

TEST_CASE("inference of what does not end, ends") {
    for (std::string_view const filter :
         {"def f: f; f", "def f: f | f; f", "def f(g): f(g | g); f(.)", "def f(g): g, f(g | g); [f(.)]",
          "[recurse(.)]", "[repeat(. + 1)]", "until(false; . + 1)", "[while(true; [.])]",
          "reduce range(1e12) as $i (null; [.])", "reduce range(1e12) as $i ({}; {a: .})", "[range(1e12)]",
          "\"x\" * 1e9", "[limit(1e12; repeat(1))]", "def f: def g: f; g; f", "[.[]?, .[]?] | [combinations]",
          "reduce range(9) as $i (.; [., .])", "[paths] | map(getpath(.)?)"}) {
        INFO(filter);
        CHECK(!infer(filter, "true").schema.empty());
        CHECK(!infer(filter, tree).schema.empty());
    }
}

TEST_CASE("inference of what doubles at every step ends") {
    infer(repeated("[., .] | ", 60) + ".", "true");
    infer(repeated("{a: ., b: .} | ", 60) + ".", "true");
    infer(repeated("(., 1) | ", 60) + ".", "true");
    infer("\"x\" | " + repeated(". + . | ", 60) + ".", "true");
    infer(repeated("if .a then . + {b: 1} else . + {c: 1} end | ", 60) + ".", tree);
    infer(repeated("if .sub then .sub[0] else . end | ", 200) + ".", tree);
    std::string calls = "def f0: ., .; ";
    for (int i = 1; i < 20; ++i)
        calls += "def f" + std::to_string(i) + ": f" + std::to_string(i - 1) + " | f" + std::to_string(i - 1)
               + "; ";
    infer(calls + "[f19]", tree);
    // Alternatives of a contract, each of which is seen from each condition.
    std::string wide = R"({"anyOf": [)";
    for (int i = 0; i < 200; ++i)
        wide += std::string(i == 0 ? "" : ",")
              + R"({"type": "object", "required": ["k"], "properties": {"k": {"const": )" + std::to_string(i)
              + R"(}, "v)" + std::to_string(i) + R"(": {"type": "integer"}}})";
    wide += "]}";
    infer(repeated("if .k == 3 then . else .k = 4 end | ", 30) + ".k", wide);
}

TEST_CASE("inference gives up on what is beyond its steps, says so, and is still right") {
    auto const found = infer("map(.sub) | map(length)", R"({"type": "array"})", {.steps = 2});
    CHECK(found.first(finding_kind::limit_reached));
    CHECK(difference(found.schema, "true") == "");
    CHECK(found.outputs.min == 0);
    CHECK(found.may_fail);
    CHECK_FALSE(infer(".sub", tree).first(finding_kind::limit_reached));
}

TEST_CASE("no more findings are told than are asked for") {
    CHECK(infer(".a, .b, .c, .d", R"({"const": {}})").findings.size() == 4);
    CHECK(infer(".a, .b, .c, .d", R"({"const": {}})", {.findings = 2}).findings.size() == 2);
    CHECK(infer(".a", R"({"const": {}})", {.findings = 0}).findings.empty());
}

TEST_CASE("contracts that lead to themselves without progress tell nothing") {
    for (char const* contract :
         {R"({"$ref": "#"})", R"({"allOf": [{"$ref": "#"}]})", R"({"not": {"$ref": "#"}})",
          R"({"anyOf": [{"$ref": "#"}, {"type": "integer"}]})"}) {
        INFO(contract);
        infer(".a | .b", contract);
    }
    check_outputs({{".sub[].sub[].n", tree, R"({"type": ["integer", "null"]})"}});
}

} // namespace
