// Names of actions and patterns.

#include "reading.hpp"

namespace {

using namespace action_grammar_tests;

std::string action(std::string_view name) {
    return "{'query': 'q', 'prepare': [{'id': 'a', 'action': '" + std::string(name) + "'}]}";
}
std::string pattern(std::string_view name) {
    return "{'query': 'q', 'prepare': [{'id': 'a', 'pattern': '" + std::string(name) + "'}]}";
}
/// The problem of a name, without code and place.
std::string problem(std::string const& text) {
    auto const all = problems(text);
    REQUIRE(all.size() == 1);
    std::string const place = "AG301 /prepare/0/action: ";
    REQUIRE(all[0].substr(0, place.size()) == place);
    return all[0].substr(place.size());
}
std::string replaced(std::string_view by) {
    return R"([{"op":"replace","path":"/prepare/0/action","value":")" + std::string(by) + R"("}])";
}

TEST_CASE("an action is a verb and a resource") {
    for (std::string const each : {"fetch", "transform", "validate", "gate", "aggregate", "persist", "emit"})
        CHECK(problems(action(each + "(x)")).empty());
    CHECK(problems(action("fetch(A-z_0.9)")).empty());
    CHECK(problems(action("fetch(" + std::string(128, 'x') + ")")).empty());
}

TEST_CASE("an unknown verb is answered with the nearest") {
    CHECK(problem(action("fecth(http)")) == "\"fecth(http)\" names no action: there is no verb \"fecth\"");
    CHECK(
        advice(action("fecth(http)"))
        == lines{"did you mean \"fetch(http)\"?",
                 "maybe-incorrect: replace \"fecth(http)\" by \"fetch(http)\": " + replaced("fetch(http)")});
    CHECK(advice(action("Persist(t)"))[0] == "did you mean \"persist(t)\"?");
    CHECK(
        advice(action("wobble(t)"))
        == lines{
            "the verbs are \"fetch\", \"transform\", \"validate\", \"gate\", \"aggregate\", \"persist\" and "
            "\"emit\""});
}

TEST_CASE("the form of an action is mended where that can be said") {
    std::string const expected = "names no action: expected verb(resource), as in \"fetch(http)\"";
    CHECK(problem(action("fetch http")) == "\"fetch http\" " + expected);
    for (std::string const each :
         {"fetch http", "fetch:http", "fetch(http", "fetch (http)", "fetch.http", "fecth/http/"})
        CHECK(advice(action(each))[0] == "did you mean \"fetch(http)\"?");
    for (std::string const each :
         {"", "http", "fetch", "()", "(", "fetch()", "fetch(a b)", "fetch(a)(b)", "fetch(a) b"}) {
        CHECK(problem(action(each)).find("names no action: ") != std::string::npos);
        CHECK(advice(action(each)).size() == 1); // No fix would keep all of it.
    }
    CHECK(
        problem(action("fetch(a b)"))
        == "\"fetch(a b)\" names no action: a resource has 1 to 128 letters, digits, \"_\", \"-\" and \".\"");
    CHECK(problem(action("fetch(" + std::string(129, 'x') + ")")).find("a resource has")
          != std::string::npos);
}

TEST_CASE("a construct is no action") {
    CHECK(problem(action("decide(x)")) == "\"decide(x)\" names no action: \"decide\" is a construct");
    CHECK(advice(action("fan_out(x)")) == lines{"write it as a member: {\"id\": ..., \"fan_out\": [...]}"});
}

TEST_CASE("an action that cannot be named stands in the tree as what it may be") {
    auto const node = [](std::string const& name) {
        return written(doc::read_form(in_double_quotes(action(name))).made)[1];
    };
    CHECK(node("fecth(http)") == "  action fetch fallible 'a' at '/prepare/0' in prepare");
    CHECK(node("emitt(http)") == "  action emit committed 'a' at '/prepare/0' in prepare");
    CHECK(node("wobble(http)") == "  action transform fallible 'a' at '/prepare/0' in prepare");
    CHECK(node("decide(http)") == "  action transform fallible 'a' at '/prepare/0' in prepare");
}

TEST_CASE("a misspelled mutation keeps its protection") {
    auto const read = doc::read_form(in_double_quotes(
        "{'command': 'c', 'commit': {'id': 'a', 'action': 'persit(t)', 'protection': 'verified'}}"));
    CHECK(written(read.made)[1]
          == "  action persist committed 'a' at '/commit' in commit guard verified declares "
             "verified@/commit/protection");
}

TEST_CASE("a pattern has a name and a version") {
    for (std::string const each : {"p@1", "http_request@1.2.30", "a.b-c@0"})
        CHECK(problems(pattern(each)).empty());
    CHECK(problems(pattern("http"))
          == lines{"AG308 /prepare/0/pattern: \"http\" names no pattern: expected name@version, as "
                   "\"http_request@1\""});
    CHECK(advice(pattern("http"))
          == lines{"a version has digits and dots",
                   "maybe-incorrect: replace it by \"http@1\": "
                   R"([{"op":"replace","path":"/prepare/0/pattern","value":"http@1"}])"});
    for (std::string const each : {"", "@1", "p@", "p@v1", "p@1.", "p@.1", "p@1@2", "p q@1"})
        CHECK(problems(pattern(each)).size() == 1);
    CHECK(written(doc::read_form(in_double_quotes(pattern("p@v1"))).made)[1]
          == "  action transform fallible 'a' at '/prepare/0' in prepare pattern");
}

} // namespace
