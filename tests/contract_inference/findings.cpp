#include "support.hpp"

using namespace action_grammar_tests;

namespace {

constexpr std::string_view order =
    R"({"type": "object", "required": ["id", "lines"], "additionalProperties": false,
    "properties": {"id": {"type": "string"}, "note": {"type": "string"}, "state": {"enum": ["open", "closed"]},
        "lines": {"type": "array", "items": {"type": "object", "required": ["price"], "additionalProperties": false,
            "properties": {"price": {"type": "number"}, "quantity": {"type": "integer"}}}}}})";
constexpr std::string_view open = R"({"type": "object", "properties": {"name": {"type": "string"}}})";
constexpr std::string_view text_or_null = R"({"type": ["string", "null"]})";

TEST_CASE("inference tells of members that cannot exist, with the nearest that can") {
    check_findings({
        {".ntoe", order, finding_kind::unknown_member, severity::error, 1, "no member `ntoe`", "note"},
        {".lines[].pirce", order, finding_kind::unknown_member, severity::error, 9, "did you mean `price`?",
         "price"},
        {".lines | map(.pirce)", order, finding_kind::unknown_member, severity::error, 14, "`pirce`",
         "price"},
        {"{total: .lines[0].pirce}", order, finding_kind::unknown_member, severity::error, 18, "`pirce`",
         "price"},
        {".zzzzzz", order, finding_kind::unknown_member, severity::error, 1, "always null"},
        {". as {idd: $x} | $x", order, finding_kind::unknown_member, severity::error, 7, "`idd`", "id"},
        {"{a: 1} | .b", order, finding_kind::unknown_member, severity::error, 10, "`b`"},
        {"[1, 2] | .[2]", order, finding_kind::unknown_member, severity::error, 11, "at most 2 elements"},
        {".nme", open, finding_kind::unlisted_member, severity::warning, 1, "not listed here", "name"},
    });
    check_clean({{".name", R"({"type": "object"})"}, {".name", "true"}, {".a.b.c", "true"}});
}

TEST_CASE("inference tells of operations on types that they are not for") {
    check_findings({
        {".id.name", order, finding_kind::wrong_type, severity::error, 4, "`.name` needs null or an object"},
        {".id[]", order, finding_kind::wrong_type, severity::error, 4, "here it is a string"},
        {".lines.price", order, finding_kind::wrong_type, severity::error, 7, "here it is an array"},
        {".lines[\"a\"]", order, finding_kind::wrong_type, severity::error, 7, "array"},
        {".id + 1", order, finding_kind::wrong_type, severity::error, 5,
         "a string and a number cannot be added"},
        {".lines * 2", order, finding_kind::wrong_type, severity::error, 8, "cannot be multiplied"},
        {"ascii_downcase", order, finding_kind::wrong_type, severity::error, 1, "needs a string"},
        {".id | map(.)", order, finding_kind::wrong_type, severity::error, 7, "here it is a string"},
        {"ascii_downcase", text_or_null, finding_kind::wrong_type, severity::warning, 1, "give a default"},
        {"startswith(1)", R"({"type": "string"})", finding_kind::wrong_type, severity::error, 1,
         "`startswith`"},
        {". - 1", R"({"type": ["string", "integer"]})", finding_kind::wrong_type, severity::warning, 3,
         "cannot always be subtracted"},
        {"@csv", order, finding_kind::wrong_type, severity::error, 1, "`@csv` needs an array"},
    });
    check_clean({{".id.name? // 1", order},
                 {"try (.id + 1) catch null", order},
                 {".id | if type == \"string\" then ascii_downcase else . end", "true"},
                 {"strings | ascii_downcase", text_or_null}});
}

TEST_CASE("inference tells of results that may be absent") {
    check_findings({
        {".note", order, finding_kind::may_be_absent, severity::note, 1, "give a default with `//`"},
        {".lines[0].price", order, finding_kind::may_be_absent, severity::note, 7, "this element"},
        {".lines | first", order, finding_kind::may_be_absent, severity::note, 10, "this element"},
        {".lines[] | .quantity", order, finding_kind::may_be_absent, severity::note, 12, "`.quantity`"},
    });
    check_clean({{".note // \"\"", order},
                 {".note?", order},
                 {"if .note then .note else \"\" end", order},
                 {".note == null", order},
                 {"select(.note != null) | .note", order},
                 {".lines[0]", R"({"type": "object", "required": ["lines"],
                    "properties": {"lines": {"type": "array", "minItems": 1}}})"}});
}

TEST_CASE("inference tells of tests that have one answer") {
    check_findings({
        {".id == 3", order, finding_kind::constant_test, severity::warning, 5, "always false"},
        {".state == \"opn\"", order, finding_kind::constant_test, severity::warning, 8, "did you mean",
         "open"},
        {"if .id then 1 else 2 end", order, finding_kind::constant_test, severity::warning, 1, "always true"},
        {".lines[] | select(.price == \"x\")", order, finding_kind::constant_test, severity::warning, 12,
         "never lets anything through"},
        {".id // \"none\"", order, finding_kind::constant_test, severity::note, 5, "never used"},
        {".lines | length < -1", order, finding_kind::constant_test, severity::warning, 17, "always false"},
    });
    check_clean({{"if true then 1 else 2 end", order}, {"1 == 1", order}, {".id == \"x\"", order}});
}

TEST_CASE("inference tells of what has no result") {
    check_findings({
        {"empty", order, finding_kind::no_output, severity::error, 1, "never has an output"},
        {".id | numbers", order, finding_kind::no_output, severity::error, 1, "never has an output"},
        {"error(\"x\")", order, finding_kind::always_fails, severity::error, 1, "fails whatever the input"},
        {".id + 1", order, finding_kind::always_fails, severity::error, 1, "see the other findings"},
        {".a", "false", finding_kind::impossible_input, severity::error, 1, "no value satisfies"},
        {".a", R"({"type": "string", "minLength": 3, "enum": [1]})", finding_kind::impossible_input,
         severity::error, 1, "no value satisfies"},
    });
}

TEST_CASE("what is told of a place holds each time that it is looked at") {
    // Each element of a tuple, and each call of a function, is looked at for itself.
    check_clean({{"[.id, .lines] | map(select(type == \"string\"))", order},
                 {"[{k: \"x\"}, {k: \"y\"}] | map(.k == \"x\")", order},
                 {"def f: if . == 1 then . else 2 end; (1, 3) | f", order},
                 {"def f: if . <= 1 then 1 else . * (. - 1 | f) end; 5 | f", order},
                 {"walk(if type == \"number\" then . + 1 else . end)", order}});
    check_findings({
        {"[{a: 1}, {b: 2}] | map(.a)", order, finding_kind::unknown_member, severity::warning, 24, "`a`"},
        {"[{c: 1}, {b: 2}] | map(.a)", order, finding_kind::unknown_member, severity::error, 24, "`a`"},
        {"def x: .x; ({x: 1} | x), ({y: 1} | x)", order, finding_kind::unknown_member, severity::warning, 8,
         "`x`"},
        {"[{k: \"x\"}, {k: \"y\"}] | map(.k == 1)", order, finding_kind::constant_test, severity::warning, 31,
         "always false"},
    });
}

TEST_CASE("findings are in the order of their places, with line and column") {
    auto const found = infer(".note\n| ascii_downcase\n| . + 1", order);
    REQUIRE(found.findings.size() >= 3);
    auto const wrong = found.first(finding_kind::wrong_type);
    REQUIRE(wrong);
    CHECK(wrong->line == 2);
    CHECK(wrong->column == 3);
    CHECK(wrong->offset == 8);
    CHECK(found.findings.back().line == 3);
    CHECK(found.has_errors);
    CHECK_FALSE(infer(".note", order).has_errors);
}

TEST_CASE("kinds and severities have stable names") {
    CHECK(name_of(finding_kind::unknown_member) == "unknown-member");
    CHECK(name_of(finding_kind::limit_reached) == "limit-reached");
    CHECK(name_of(severity::error) == "error");
    CHECK(name_of(severity::warning) == "warning");
    CHECK(name_of(severity::note) == "note");
}

} // namespace
