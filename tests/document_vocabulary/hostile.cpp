// A vocabulary comes from outside: what is wrong with it is told with its place.

#include "shop.hpp"

#include "support/catch.hpp"

#include <action_grammar/rules/catalogue.hpp>

using namespace vocabulary_tests;

namespace {

using lines = std::vector<std::string>;

lines wrong_in(json::value const& vocabulary) {
    auto const read = doc::read_vocabulary(vocabulary);
    lines all;
    if (read) return all;
    for (doc::finding const& each : read.error().list) {
        CHECK_FALSE(each.message.empty());
        all.push_back(std::string(ag::find_rule(each.code)->id) + ' ' + each.where.pointer);
    }
    return all;
}
/// What is wrong with a vocabulary of one action, a good one but for these members.
lines wrong_with(std::string_view members) {
    json::object action =
        parsed(R"json({"name": "persist(order)", "parameters": [{"name": "order", "accepts": true}],
        "output": true, "grade": "committed", "protections": ["natural"]})json")
            .as_object();
    json::value const changes = parsed(members);
    for (auto const& member : changes.as_object()) {
        if (member.value().is_null())
            action.erase(member.key());
        else
            action[member.key()] = member.value();
    }
    return wrong_in(json::value(json::object{{"vocabulary", 1}, {"actions", json::array{action}}}));
}

TEST_CASE("a vocabulary is an object of a known version with actions") {
    CHECK(wrong_with("{}") == lines{});
    CHECK(wrong_in(parsed("[]")) == lines{"AG308 "});
    CHECK(wrong_in(parsed("{}")) == lines{"AG308 ", "AG308 "});
    CHECK(wrong_in(parsed(R"json({"vocabulary": 2, "actions": []})json")) == lines{"AG308 /vocabulary"});
    CHECK(wrong_in(parsed(R"json({"vocabulary": "1", "actions": {}})json"))
          == lines{"AG308 /vocabulary", "AG308 /actions"});
    CHECK(wrong_in(parsed(R"json({"vocabulary": 1, "actions": [1]})json")) == lines{"AG308 /actions/0"});
    CHECK(wrong_in(parsed(R"json({"vocabulary": 1, "actions": [], "extra": 1})json"))
          == lines{"AG308 /extra"});
}

TEST_CASE("an action has a good name once") {
    CHECK(wrong_with(R"json({"name": null})json") == lines{"AG308 /actions/0"});
    CHECK(wrong_with(R"json({"name": "fetsh(x)"})json") == lines{"AG301 /actions/0/name"});
    CHECK(wrong_with(R"json({"name": "decide(x)"})json") == lines{"AG301 /actions/0/name"});
    CHECK(wrong_with(R"json({"verb": "fetch"})json") == lines{"AG308 /actions/0/verb"});
    CHECK(wrong_with(R"json({"resource": "ordr"})json") == lines{"AG308 /actions/0/resource"});
    CHECK(wrong_in(parsed(R"json({"vocabulary": 1, "actions": [
        {"name": "fetch(a)", "parameters": [], "output": true, "grade": "fallible"},
        {"name": "fetch(a)", "parameters": [], "output": true, "grade": "fallible"}]})json"))
          == lines{"AG308 /actions/1/name"});
}

TEST_CASE("an action is described whole and without contradictions") {
    CHECK(wrong_with(R"json({"parameters": null, "output": null, "grade": null})json")
          == lines{"AG308 /actions/0", "AG308 /actions/0", "AG308 /actions/0"});
    CHECK(wrong_with(R"json({"grade": "fallible"})json") == lines{"AG308 /actions/0/grade"});
    CHECK(wrong_with(R"json({"grade": "invalid"})json")
          == lines{"AG308 /actions/0/grade", "AG308 /actions/0/grade"});
    CHECK(wrong_with(R"json({"protections": ["natural", "holy", "natural"]})json")
          == lines{"AG308 /actions/0/protections/1", "AG308 /actions/0/protections/2"});
    CHECK(wrong_with(R"json({"takes_key": true})json") == lines{"AG308 /actions/0/takes_key"});
    CHECK(wrong_with(R"json({"name": "fetch(a)", "grade": "fallible"})json")
          == lines{"AG308 /actions/0/protections"});
    CHECK(
        wrong_with(
            R"json({"parameters": [{"name": "a", "accepts": true}, {"name": "a", "accepts": true}, 3, {}]})json")
        == lines{"AG308 /actions/0/parameters/1/name", "AG308 /actions/0/parameters/2",
                 "AG308 /actions/0/parameters/3", "AG308 /actions/0/parameters/3"});
    CHECK(wrong_with(R"json({"failures": [{"type": "lost", "in_doubt": "perhaps"}]})json")
          == lines{"AG308 /actions/0/failures/0/in_doubt"});
    CHECK(wrong_with(R"json({"resources": [1]})json") == lines{"AG308 /actions/0/resources/0"});
    CHECK(wrong_with(R"json({"builtin": true})json") == lines{"AG308 /actions/0/builtin"});
}

TEST_CASE("a member that is not known is answered with the nearest") {
    auto const read = doc::read_vocabulary(parsed(R"json({"vocabulary": 1, "actions": [
        {"name": "fetch(a)", "parameters": [], "ouptut": true, "grade": "fallible"}]})json"));
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().list[0].where.pointer == "/actions/0/ouptut");
    CHECK(read.error().list[0].hint == "did you mean \"output\"?");
}

TEST_CASE("a schema of a vocabulary is one") {
    CHECK(wrong_with(R"json({"output": {"properties": {"a": {"type": "strin"}}}})json")
          == lines{"AG302 /actions/0/output/properties/a/type"});
    CHECK(wrong_with(R"json({"configuration": {"$ref": "#/$defs/none"}})json")
          == lines{"AG302 /actions/0/configuration/$ref"});
    CHECK(wrong_with(R"json({"output": {"$ref": "https://example.com/schema"}})json")
          == lines{"AG302 /actions/0/output/$ref"});
    CHECK(wrong_with(R"json({"parameters": [{"name": "a", "accepts": {"pattern": "("}}]})json")
          == lines{"AG302 /actions/0/parameters/0/accepts/pattern"});
}

TEST_CASE("the library's own actions are its own whatever a vocabulary says of them") {
    auto const read = doc::read_vocabulary(parsed(R"json({"vocabulary": 1, "actions": [
        {"name": "transform(jq)", "builtin": true, "output": {"const": 1}}]})json"));
    REQUIRE(read.has_value());
    REQUIRE(read->size() == 1);
    CHECK(read->front()->about().output.is_anything());
    CHECK(read->front()->about().runnable);
}

TEST_CASE("of many mistakes the first are told") {
    json::array many(5'000, json::value(json::object{{"name", "fetsh(x)"}}));
    auto const read = doc::read_vocabulary(json::object{{"vocabulary", 1}, {"actions", many}});
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().list.size() == 200);
    CHECK(read.error().truncated);
}

TEST_CASE("short schemas that stand for large ones are bounded") {
    json::array many;
    for (int i = 0; i < 20'000; ++i)
        many.push_back(
            json::object{{"name", "fetch(a" + std::to_string(i) + ")"},
                         {"parameters", json::array()},
                         {"output", json::object{{"$ref", "https://json-schema.org/draft/2020-12/schema"},
                                                 {"title", std::to_string(i)}}},
                         {"grade", "fallible"}});
    auto const read = doc::read_vocabulary(json::object{{"vocabulary", 1}, {"actions", std::move(many)}});
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().list.front().code == ag::rule_code::limit_exceeded);
}

TEST_CASE("mistakes of a text have lines") {
    auto const bad = doc::registry_of_vocabulary("{\"vocabulary\": 1,\n \"actions\": [\n  {\"name\": 1}]}");
    REQUIRE_FALSE(bad.has_value());
    CHECK(bad.error().list[0].where.line == 3);
    auto const text = doc::registry_of_vocabulary("{\"vocabulary\": ");
    REQUIRE_FALSE(text.has_value());
    CHECK(text.error().list[0].code == ag::rule_code::malformed);
}

} // namespace
