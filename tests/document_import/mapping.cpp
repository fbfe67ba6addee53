// What single invocations become, and what is told of them.

#include "office.hpp"

#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/executable.hpp>

#include <algorithm>

using namespace import_tests;

namespace {

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

json::value parsed(std::string_view text) { return json::parse(text).value(); }

document::tasker_import imported(std::string_view invocations) {
    static document::registry const actions;
    return document::import_tasker(
        parsed(R"json({"name": "one", "invocations": )json" + std::string(invocations) + "}"), actions);
}
json::value const& only(document::tasker_import const& made) {
    for (auto const& each : made.found.list)
        UNSCOPED_INFO(each.where.pointer << ": " << each.message);
    REQUIRE(made.compositions.size() == 1);
    REQUIRE(made.compositions[0].documents.size() == 1);
    return made.compositions[0].documents[0];
}
bool has(document::tasker_import const& made, std::string_view one) {
    auto const all = told(made.found);
    for (std::string const& each : all)
        UNSCOPED_INFO(each);
    return std::ranges::find(all, one) != all.end();
}

/// A transform of the filter as the second invocation, after one that yields {"n": 7, "m": null}; run on `input`.
json::value transformed(std::string_view filter, json::value const& input) {
    json::object config{{"filter", filter}, {"output", true}};
    json::array invocations{
        json::object{{"capability", "transform"},
                     {"config", {{"filter", "{n: 7, m: null}"}, {"output", true}}}},
        json::object{{"capability", "transform"}, {"config", {{"filter", ".prev"}, {"output", true}}}},
        json::object{{"capability", "transform"}, {"config", config}}};
    auto const made = imported(json::serialize(invocations));
    json::value const& text = only(made);
    INFO(json::serialize(text));
    static document::registry const actions;
    auto const ready = document::executable::assemble(json::serialize(text), actions);
    REQUIRE(ready.has_value());
    auto const outcome = ready->run(input);
    REQUIRE(outcome);
    return *outcome;
}

} // namespace

TEST_CASE("an expression reads through from what it read of the envelope") {
    auto const input = parsed(R"json({"a": 1, "list": [1, 2, 3]})json");
    CHECK(transformed(".context.a + .prev.n", input) == 8);
    CHECK(transformed(R"(.deps.invocations."0".n)", input) == 7);
    CHECK(transformed(R"(.deps.invocations["1"].n * 2)", input) == 14);
    CHECK(transformed(R"(.deps["invocations"]."0" | .n)", input) == 7);
    CHECK(transformed(R"([.context.list[] | . + 1])", input) == parsed("[2, 3, 4]"));
    CHECK(transformed(R"(.context.list[.context.a])", input) == 2);
    CHECK(transformed(R"(.context.list[])", input) == 1); // the first output is used
    CHECK(transformed(R"(if .prev.m == null then .context.a else .prev.m end)", input) == 1);
    CHECK(transformed(R"jq("\(.prev.n) of \(.context.a)")jq", input) == "7 of 1");
    CHECK(transformed(R"(.context as $c | .prev | .n + $c.a)", input) == 8);
    CHECK(transformed(R"(.context | .prev)", input)
              .is_null()); // a member of the value, and not of the envelope
    CHECK(transformed(R"([.prev.n, .context.list[]] | add)", input) == 13);
    CHECK(transformed(R"(reduce .context.list[] as $x (.prev.n; . + $x))", input) == 13);
    CHECK(transformed(R"(try error(.context.a) catch .)", input) == 1);
}

TEST_CASE("an expression that looks at the whole envelope is given one") {
    auto const input = parsed(R"json({"a": 1})json");
    CHECK(transformed("keys", input) == parsed(R"json(["context", "deps", "prev", "step"])json"));
    CHECK(transformed("{context, prev}", input)
          == parsed(R"json({"context": {"a": 1}, "prev": {"n": 7, "m": null}})json"));
    CHECK(transformed(". as $e | $e.context.a", input) == 1);
    CHECK(transformed("def f: .prev.n; f", input) == 7);
    CHECK(transformed(R"(.deps | .invocations | keys)", input) == parsed(R"json(["0", "1"])json"));
}

TEST_CASE("what has no counterpart stands as null and is told") {
    auto const made = imported(
        R"json([{"capability": "transform", "config": {"filter": "[.step.name, .prev, .deps.invocations.\"3\".x]", "output": true}}])json");
    CHECK(has(made, "AG401 /invocations/0/config/filter"));
    CHECK(at(only(made), "/prepare/0/with/filter") == "[(null).name, (null), (null).x]");
}

TEST_CASE("an assertion sees the envelope and hands on the value before it") {
    auto const made = imported(R"json([
      {"capability": "transform", "config": {"filter": "{n: 3}", "output": true}},
      {"capability": "assert", "config": {"filter": ".prev.n < .context.most", "error": "too many"}},
      {"capability": "validate", "config": {"schema": {"type": "object"}}}])json");
    json::value const& text = only(made);
    CHECK(at(text, "/prepare/1/with/assert/0")
          == parsed(R"json({"that": ".prev.n < .context.most", "message": "too many"})json"));
    CHECK(at(text, "/prepare/2/from") == "transform_0");
    auto const ready = document::executable::assemble(json::serialize(text), document::registry());
    REQUIRE(ready.has_value());
    CHECK(*ready->run(parsed(R"json({"most": 4})json")) == parsed(R"json({"n": 3})json"));
    CHECK(ready->run(parsed(R"json({"most": 3})json")).failed_action() == "assert_1");
}

TEST_CASE("an assertion that depends on another step is made only where that has a result") {
    auto const made = imported(R"json([{"capability": "assert",
      "config": {"conditions": [{"expression": ".context.paid"}], "dependency_precedent": "payment"}}])json");
    json::value const& text = only(made);
    auto const ready = document::executable::assemble(json::serialize(text), document::registry());
    REQUIRE(ready.has_value());
    CHECK(ready->run(parsed(R"json({"paid": false})json")));
    CHECK_FALSE(ready->run(parsed(R"json({"paid": false, "deps": {"payment": {}}})json")));
    CHECK(ready->run(parsed(R"json({"paid": true, "deps": {"payment": {}}})json")));
}

TEST_CASE("an assertion has exactly one of filter and conditions") {
    CHECK(
        has(imported(R"json([{"capability": "assert", "config": {}}])json"), "AG302 /invocations/0/config"));
    CHECK(has(
        imported(
            R"json([{"capability": "assert", "config": {"filter": "true", "conditions": [{"expression": "true"}]}}])json"),
        "AG302 /invocations/0/config"));
}

TEST_CASE("what cannot be mapped or was ignored is told where it stands") {
    CHECK(has(imported(R"json([{"capability": "transform", "config": {"filter": "1"}}])json"),
              "AG103? /invocations/0/config"));
    CHECK(has(imported(R"json([{"capability": "transfrom", "config": {"filter": "1"}}])json"),
              "AG301 /invocations/0/capability"));
    CHECK(has(
        imported(
            R"json([{"capability": "transform", "config": {"filter": "1", "outptu": true}, "chekpoint": true}])json"),
        "AG308? /invocations/0/config/outptu"));
    CHECK(has(
        imported(
            R"json([{"capability": "transform", "config": {"filter": "1", "output": true}, "chekpoint": true}])json"),
        "AG308? /invocations/0/chekpoint"));
    CHECK(has(
        imported(R"json([{"capability": "validate", "config": {"schema": true, "on_failure": "warn"}}])json"),
        "AG302 /invocations/0/config/on_failure"));
    CHECK(has(
        imported(R"json([{"capability": "validate", "config": {"schema": true, "filter_extra": true}}])json"),
        "AG302 /invocations/0/config/filter_extra"));
    CHECK(has(
        imported(R"json([{"capability": "transform", "config": {"filter": ".a |", "output": true}}])json"),
        "AG302 /invocations/0/config/filter"));
    CHECK(has(
        imported(
            R"json([{"capability": "emit", "config": {"event_name": "a b", "payload": {"expression": "1"}}}])json"),
        "AG302 /invocations/0/config/event_name"));
    CHECK(has(
        imported(R"json([{"capability": "acquire", "config": {"resource": "r"}, "checkpoint": true}])json"),
        "AG302? /invocations/0/checkpoint"));
}

TEST_CASE("a mutation is protected where the original says by what") {
    auto const guard = [](std::string_view config) {
        auto const made = imported(
            R"json([{"capability": "persist", "config": {"resource": "r", "data": {"expression": ".context"}, )json"
            + std::string(config) + "}}]");
        REQUIRE(made.compositions.size() == 1);
        REQUIRE(made.compositions[0].documents.size() == 1);
        return at(made.compositions[0].documents[0], "/commit/protection");
    };
    CHECK(guard(R"json("mode": "upsert", "identity": {"primary_key": ["id"]})json") == "natural");
    CHECK(guard(R"json("mode": "delete", "identity": {"primary_key": ["id"]})json") == "natural");
    CHECK(guard(R"json("mode": "update")json") == "(nothing)");
    CHECK(guard(R"json("mode": "insert")json") == "(nothing)");
    CHECK(guard(R"json("constraints": {"on_conflict": "Skip", "upsert_key": ["id"]})json") == "natural");
    CHECK(guard(R"json("constraints": {"on_conflict": "Reject", "upsert_key": ["id"]})json") == "(nothing)");
    CHECK(guard(R"json("constraints": {"idempotency_key": "same"})json") == "(nothing)");
    CHECK(guard(R"json("constraints": {"idempotency_key": {"expression": ".context.id"}})json")
          == parsed(R"json({"keyed": "persist_0_key"})json"));
}

TEST_CASE("several mutations are cut with a warning at each behind the first") {
    auto const made = imported(R"json([
      {"capability": "persist", "config": {"resource": "a", "data": {"expression": ".context"}}, "checkpoint": true},
      {"capability": "acquire", "config": {"resource": "b", "params": {"id": {"expression": ".prev.data"}}}},
      {"capability": "persist", "config": {"resource": "a", "data": {"x": [1, {"expression": ".prev"}]}}},
      {"capability": "emit", "config": {"event_name": "e", "payload": "plain"}}])json");
    CHECK(has(made, "AG202? /invocations/1"));
    CHECK(has(made, "AG201? /invocations/2"));
    CHECK(has(made, "AG201? /invocations/3"));
    CHECK(made.compositions[0].documents.size() == 3);
    REQUIRE(made.actions.size() == 3);
    CHECK(made.actions[2].name == "persist(a)");
    CHECK(made.actions[2].where == lines{"/invocations/0", "/invocations/2"});
}

TEST_CASE("an event with a condition and a key may be followed by another mutation") {
    auto const made = imported(R"json([
      {"capability": "emit", "config": {"event_name": "e", "condition": {"expression": ".context.a > 1"},
        "payload": {"expression": "{a: .context.a}"}, "metadata": {"idempotency_key": {"expression": ".context.id | tostring"}}}},
      {"capability": "persist", "config": {"resource": "r", "mode": "upsert", "identity": {"primary_key": ["a"]},
        "data": {"expression": ".context"}}}])json");
    CHECK(told(made.found) == lines{"AG201? /invocations/1"});
    REQUIRE(made.compositions.size() == 1);
    auto const& documents = made.compositions[0].documents;
    REQUIRE(documents.size() == 2);
    CHECK(at(documents[0], "/commit/decide/0/prepare/2/action") == "emit(e)");
    CHECK(at(documents[0], "/commit/decide/0/prepare/2/protection")
          == parsed(R"json({"keyed": "emit_0_key"})json"));
    CHECK(at(documents[1], "/commit/protection") == "natural");
}

TEST_CASE("a timeout is kept for an action that heeds one, and told of one that does not") {
    std::string_view const spec = R"json([{"capability": "acquire", "config": {
        "resource": "plans", "constraints": {"timeout_ms": 500}}}])json";
    auto const unknown = imported(spec);
    CHECK(only(unknown).at("mixins").at(0).at("mixin") == "timeout");

    document::registry actions;
    REQUIRE(actions.add("plans", ag::fetch<"plans">([](json::value const&) { return json::value{}; }))
                .has_value());
    auto const known = document::import_tasker(
        parsed(R"json({"name": "one", "invocations": )json" + std::string(spec) + "}"), actions);
    CHECK(has(known, "AG502? /invocations/0/config/constraints/timeout_ms"));
    CHECK(only(known).as_object().if_contains("mixins") == nullptr);
}
