#include "support.hpp"

using namespace action_grammar_tests;

namespace {

constexpr std::string_view order = R"({"type": "object", "required": ["id", "lines"], "properties": {
    "id": {"type": "string"}, "lines": {"type": "array", "items": {"type": "integer"}},
    "two": {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "integer"}], "minItems": 2, "items": false}}})";
constexpr auto many = cardinality::unbounded;

TEST_CASE("inference counts outputs") {
    struct counted {
        std::string_view filter;
        cardinality expected;
    };
    for (auto const& each : std::initializer_list<counted>{
             {".id", {1, 1}},
             {".id, .lines", {2, 2}},
             {".lines[]", {0, many}},
             {"[.lines[]]", {1, 1}},
             {"empty", {0, 0}},
             {"select(.id == \"x\")", {0, 1}},
             {"if .id == \"x\" then 1 else 1, 2 end", {1, 2}},
             {".id // empty", {1, 1}},
             {".two // [] | .[]", {0, 2}},
             {"(1, 2) + (3, 4)", {4, 4}},
             {"{a: (1, 2), b: (3, 4)}", {4, 4}},
             {"first(.lines[])", {0, 1}},
             {"limit(2; .lines[])", {0, 2}},
             {"range(3)", {0, many}},
             {".id | tonumber?", {0, 1}},
             {"..", {1, many}},
             {"reduce .lines[] as $x (0; . + $x)", {1, 1}},
             {"foreach .lines[] as $x (0; . + $x)", {0, many}},
             {"label $out | .id, break $out, 1", {0, 2}},
             {"recurse(empty)", {1, many}},
             {"def f: .id, .id; f", {2, 2}},
         }) {
        INFO(each.filter);
        auto const found = infer(each.filter, order).outputs;
        CHECK(found.min == each.expected.min);
        CHECK(found.max == each.expected.max);
    }
}

TEST_CASE("where one output is wanted, none and several are told") {
    asked const one{.one_output = true};
    CHECK(infer(".lines[]", order, one).first(finding_kind::several_outputs));
    CHECK(infer(".lines[]", order, one).first(finding_kind::may_lack_output));
    CHECK(infer("1, 2", order, one).first(finding_kind::several_outputs));
    CHECK_FALSE(infer("1, 2", order, one).first(finding_kind::may_lack_output));
    CHECK(infer("select(.id == \"x\")", order, one).first(finding_kind::may_lack_output));
    CHECK(infer(".id", order, one).findings.empty());
    CHECK(infer("[.lines[]]", order, one).findings.empty());
    CHECK(infer(".lines[]", order).findings.empty());
    CHECK_FALSE(infer(".lines[]", order, one).has_errors);
}

TEST_CASE("the schema says its dialect when it is to stand alone") {
    CHECK(infer(".id", order, {.mark_dialect = true}).schema.find("2020-12/schema") != std::string::npos);
    CHECK(infer(".id", order).schema.find("$schema") == std::string::npos);
}

} // namespace
