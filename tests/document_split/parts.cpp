// What the parts of a document are, and what is refused.

#include "run_parts.hpp"

#include "support/catch.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/validate.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace split_tests;

namespace {

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

/// A command on a number: its sections, and what else stands in it.
std::string command(std::string_view sections) {
    return R"json({"command": "post", "version": "1.0.0", "description": "Posts a row.",
      "input": {"type": "integer", "minimum": 0, "maximum": 1000000}, )json"
         + std::string(sections) + "}";
}
json::value parsed(std::string_view text) { return json::parse(text).value(); }

json::value const& at(json::value const& part, std::string_view pointer) {
    boost::system::error_code none;
    auto const* found = part.find_pointer({pointer.data(), pointer.size()}, none);
    static json::value const nothing = "(nothing)";
    return found == nullptr ? nothing : *found;
}

document::split_refusal refusal_of(std::string_view text) {
    ledger of;
    auto const actions = actions_of(of);
    auto made = document::split(text, actions);
    REQUIRE_FALSE(made.has_value());
    CHECK_FALSE(made.error().reason.empty());
    return made.error();
}

} // namespace

TEST_CASE("persist then emit becomes two commands and the second reads what the first hands on") {
    ledger of;
    auto const actions = actions_of(of);
    std::string const text = command(R"json(
      "prepare": [{"id": "rate", "action": "fetch(rate)"}],
      "commit": {"id": "row", "action": "persist(row)"},
      "conclude": [{"id": "event", "action": "emit(event)"},
                   {"id": "reply", "action": "transform(jq)", "with": {"filter": "{event, asked}"},
                    "from": {"event": "event", "asked": "input"}}])json");
    auto const judged = document::validate(text, actions);
    REQUIRE_FALSE(judged);
    CHECK(document::split_may_mend(judged.found));
    auto const parts = parts_of(text, actions);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0] == parsed(command(R"json(
      "prepare": [{"id": "rate", "action": "fetch(rate)"}],
      "commit": {"id": "row", "action": "persist(row)"},
      "conclude": [{"id": "handed_on", "action": "transform(jq)", "with": {"filter": "."},
                    "from": {"input": "input", "row": "row"}, "description": "What \"post_2\" reads."}],
      "outcome": )json" + json::serialize(at(parts[0], "/outcome")))));
    CHECK(at(parts[1], "/command") == "post_2");
    CHECK(at(parts[1], "/version") == "1.0.0");
    CHECK(at(parts[1], "/input") == at(parts[0], "/outcome"));
    CHECK(at(parts[1], "/commit")
          == parsed(R"json({"id": "event", "action": "emit(event)", "from": "input/row"})json"));
    CHECK(at(parts[1], "/conclude/0/from")
          == parsed(R"json({"event": "event", "asked": "input/input"})json"));
    CHECK(at(parts[1], "/prepare") == "(nothing)");
    CHECK(at(parts[1], "/conclude/1") == "(nothing)");
}

TEST_CASE("the input of a later part is the contract of what is handed on") {
    ledger of;
    auto const actions = actions_of(of);
    auto const parts = parts_of(command(R"json(
      "commit": {"id": "row", "action": "persist(row)"}, "conclude": [{"id": "event", "action": "emit(event)"}])json"),
                                actions);
    REQUIRE(parts.size() == 2);
    auto const input = document::contract::of_schema(at(parts[1], "/input"));
    REQUIRE(input.has_value());
    auto const wanted = document::contract::of_schema(parsed(
        R"json({"type": "object", "properties": {"row": {"type": "integer"}}, "required": ["row"], "additionalProperties": false})json"));
    CHECK(input->compare_with(*wanted));
}

TEST_CASE("what can fail behind the last mutation becomes a query") {
    ledger of;
    auto const actions = actions_of(of);
    auto const parts = parts_of(command(R"json(
      "commit": {"id": "row", "action": "persist(row)"},
      "conclude": [{"id": "twice", "action": "transform(double)"}, {"id": "rate", "action": "fetch(rate)"},
                   {"id": "again", "action": "transform(double)"}],
      "outcome": {"type": "integer"})json"),
                                actions);
    REQUIRE(parts.size() == 2);
    CHECK(at(parts[0], "/conclude/0/id") == "twice");
    CHECK(at(parts[0], "/conclude/1/from") == parsed(R"json({"twice": "twice"})json"));
    CHECK(at(parts[1], "/query") == "post_2");
    CHECK(at(parts[1], "/prepare/0/from") == "input/twice");
    CHECK(at(parts[1], "/prepare/1/id") == "again");
    CHECK(at(parts[1], "/outcome") == parsed(R"json({"type": "integer"})json"));
}

TEST_CASE("a value that only the third part reads passes through the second") {
    ledger of;
    auto const actions = actions_of(of);
    std::string const text = command(R"json(
      "prepare": [{"id": "rate", "action": "fetch(rate)"}, {"id": "row", "action": "persist(row)"},
                  {"id": "ok", "action": "validate(small)"}],
      "commit": {"id": "keyed", "action": "persist(keyed)", "protection": {"keyed": "input"}},
      "conclude": [{"id": "event", "action": "emit(event)", "from": "rate"}])json");
    auto const parts = parts_of(text, actions);
    REQUIRE(parts.size() == 3);
    CHECK(at(parts[0], "/conclude/0/from")
          == parsed(R"json({"input": "input", "rate": "rate", "row": "row"})json"));
    CHECK(at(parts[1], "/prepare/0")
          == parsed(R"json({"id": "ok", "action": "validate(small)", "from": "input/row"})json"));
    CHECK(at(parts[1], "/commit/protection/keyed") == "input/input");
    CHECK(at(parts[1], "/conclude/0/from") == parsed(R"json({"rate": "input/rate"})json"));
    CHECK(at(parts[2], "/commit/from") == "input/rate");
}

TEST_CASE("mixins and contracts go where they are needed") {
    ledger of;
    auto const actions = actions_of(of);
    auto const parts = parts_of(command(R"json(
      "prepare": [{"id": "rate", "action": "fetch(rate)"}],
      "commit": {"id": "row", "action": "persist(row)"},
      "conclude": [{"id": "known", "action": "validate(schema)", "with": {"schema": {"$ref": "#/contracts/row"}}},
                   {"id": "event", "action": "emit(event)"}],
      "mixins": [{"mixin": "retry", "on": ["rate", "event"]}],
      "contracts": {"row": {"$ref": "#/contracts/number"}, "number": {"type": "integer"}, "other": {"type": "string"}})json"),
                                actions);
    REQUIRE(parts.size() == 2);
    CHECK(at(parts[0], "/mixins") == parsed(R"json([{"mixin": "retry", "on": ["rate"]}])json"));
    CHECK(at(parts[0], "/contracts") == "(nothing)");
    CHECK(at(parts[1], "/mixins") == parsed(R"json([{"mixin": "retry", "on": ["event"]}])json"));
    CHECK(at(parts[1], "/contracts")
          == parsed(R"json({"row": {"$ref": "#/contracts/number"}, "number": {"type": "integer"}})json"));
}

TEST_CASE("a command without a commit is cut where its mutations are") {
    ledger of;
    auto const actions = actions_of(of);
    std::string const text = command(R"json(
      "prepare": [{"id": "row", "action": "persist(row)"}, {"id": "event", "action": "emit(event)"},
                  {"id": "twice", "action": "transform(double)"}])json");
    CHECK(document::split_may_mend(document::validate(text, actions).found));
    auto const parts = parts_of(text, actions);
    REQUIRE(parts.size() == 2);
    CHECK(at(parts[1], "/commit/id") == "event");
    CHECK(at(parts[1], "/conclude/0/id") == "twice");
}

TEST_CASE("a decide whose branches mutate once is a commit as it is") {
    ledger of;
    auto const actions = actions_of(of);
    auto const parts = parts_of(command(R"json(
      "prepare": [{"id": "row", "action": "persist(row)"}],
      "commit": {"id": "way", "from": "input", "decide": [
        {"when": ". > 10", "commit": {"id": "event", "action": "emit(event)"}},
        {"otherwise": true, "prepare": [{"id": "rate", "action": "fetch(rate)"}],
         "commit": {"id": "keyed", "action": "persist(keyed)", "protection": {"keyed": "input"}}}]})json"),
                                actions);
    REQUIRE(parts.size() == 2);
    CHECK(at(parts[1], "/commit/from") == "input/input");
    CHECK(at(parts[1], "/commit/decide/1/commit/protection/keyed") == "input"); // that of the branch
}

TEST_CASE("the ids within an all are read from outside it in later parts too") {
    ledger of;
    auto const actions = actions_of(of);
    auto const parts = parts_of(command(R"json(
      "prepare": [{"id": "both", "all": [{"id": "a", "action": "fetch(rate)"}, {"id": "b", "action": "transform(double)"}]},
                  {"id": "row", "action": "persist(row)", "from": "a"}],
      "commit": {"id": "event", "action": "emit(event)", "from": "b"},
      "conclude": [{"id": "reply", "from": {"x": "both"}, "all": [
        {"id": "c", "action": "transform(double)", "from": "row"}]}])json"),
                                actions);
    REQUIRE(parts.size() == 2);
    CHECK(at(parts[0], "/conclude/0/from") == parsed(R"json({"both": "both", "b": "b", "row": "row"})json"));
    CHECK(at(parts[1], "/commit/from") == "input/b");
    CHECK(at(parts[1], "/conclude/0/from/x") == "input/both");
    CHECK(at(parts[1], "/conclude/0/all/0/from") == "input/row");
}

TEST_CASE("a document that is acceptable is its own only part") {
    ledger of;
    auto const actions = actions_of(of);
    std::string const text = command(R"json("commit": {"id": "row", "action": "persist(row)"})json");
    auto const parts = parts_of(text, actions);
    REQUIRE(parts.size() == 1);
    CHECK(parts[0] == parsed(text));
}

TEST_CASE("ids with a tilde and one that is called as the last step would be") {
    ledger of;
    auto const actions = actions_of(of);
    auto const parts = parts_of(command(R"json(
      "prepare": [{"id": "a~b", "action": "fetch(rate)"}, {"id": "handed_on", "action": "persist(row)"}],
      "commit": {"id": "event", "action": "emit(event)", "from": "a~b"})json"),
                                actions);
    REQUIRE(parts.size() == 2);
    CHECK(at(parts[0], "/conclude/0/id") == "handed_on_2");
    CHECK(at(parts[1], "/commit/from") == "input/a~0b");
}

TEST_CASE("what cannot be cut is refused and told where it stands") {
    auto const of_fan_out = refusal_of(command(R"json(
      "prepare": [{"id": "list", "action": "transform(jq)", "with": {"filter": "[.]"}},
                  {"id": "each", "fan_out": [{"id": "row", "action": "persist(row)"}]}],
      "commit": {"id": "event", "action": "emit(event)", "from": "input"})json"));
    REQUIRE_FALSE(of_fan_out.found.list.empty());
    CHECK(of_fan_out.found.list.front().code == ag::rule_code::mutation_repeated);
    CHECK(of_fan_out.found.list.front().where.pointer == "/prepare/1");
    CHECK(of_fan_out.found.list.front().where.line > 0);

    auto const of_branch = refusal_of(command(R"json(
      "prepare": [{"id": "event", "action": "emit(event)"}],
      "commit": {"id": "way", "decide": [{"otherwise": true, "prepare": [{"id": "row", "action": "persist(row)"}],
        "commit": {"id": "keyed", "action": "persist(keyed)", "protection": {"keyed": "input"}}}]})json"));
    CHECK(of_branch.reason.find("\"way\"") != std::string::npos);
    REQUIRE(of_branch.found.list.size() == 1);
    CHECK(of_branch.found.list.front().where.pointer == "/commit");
    CHECK(of_branch.found.list.front().code == ag::rule_code::second_mutation);

    auto const of_all = refusal_of(command(R"json(
      "prepare": [{"id": "row", "action": "persist(row)"}],
      "commit": {"id": "both", "all": [{"id": "event", "action": "emit(event)"}, {"id": "rate", "action": "fetch(rate)"}]})json"));
    CHECK(of_all.found.list.front().code == ag::rule_code::mutation_beside_fallible);
}

TEST_CASE("other errors are to be mended first") {
    auto const unknown = refusal_of(command(R"json(
      "commit": {"id": "row", "action": "persist(row)"},
      "conclude": [{"id": "event", "action": "emit(events)"}])json"));
    REQUIRE_FALSE(unknown.found.list.empty());
    CHECK(unknown.found.acceptable() == false);
    CHECK(refusal_of("").found.list.front().code == ag::rule_code::malformed);
    CHECK(refusal_of("[]").found.list.front().code == ag::rule_code::malformed);
    CHECK(refusal_of(std::string(100'000, '[')).found.list.size() == 1);
    // Told where it stands in the text although the document is judged with another commit.
    auto const moved = refusal_of(command(R"json(
      "prepare": [{"id": "row", "action": "persist(row)"}, {"id": "text", "action": "transform(jq)", "with": {"filter": "\"a\""}},
                  {"id": "event", "action": "emit(event)"}, {"id": "rate", "action": "fetch(rate)", "from": "row"}])json"));
    REQUIRE_FALSE(moved.found.list.empty());
    CHECK(moved.found.list.front().where.pointer == "/prepare/2");
}

TEST_CASE("a query that mutates is not made a command") {
    std::string text = command(R"json(
      "prepare": [{"id": "row", "action": "persist(row)"}, {"id": "event", "action": "emit(event)"}])json");
    text.replace(text.find("command"), 7, "query");
    auto const refused = refusal_of(text);
    CHECK(refused.found.list.front().code == ag::rule_code::effect_undeclared);
}

TEST_CASE("a document of too many mutations is refused at once") {
    std::string steps;
    for (int i = 0; i < 2000; ++i)
        steps += R"json({"id": "s)json" + std::to_string(i) + R"json(", "action": "persist(row)"},)json";
    steps.pop_back();
    auto const refused = refusal_of(command(R"json("prepare": [)json" + steps + "]"));
    CHECK(refused.reason.find("100 parts") != std::string::npos);
}
