// Problems of the branches of a decide.

#include "reading.hpp"

namespace {

using namespace action_grammar_tests;

std::string decide(std::string_view branches) {
    return "{'query': 'q', 'prepare': [{'id': 'd', 'decide': [" + std::string(branches) + "]}]}";
}
std::string const step = "{'id': 'a', 'action': 'fetch(b)'}";
std::string const steps = "'prepare': [" + step + "]";

TEST_CASE("a branch is an object") {
    CHECK(problems(decide("[]"))
          == lines{"AG308 /prepare/0/decide/0: a branch must be an object, but is an empty array"});
}

TEST_CASE("a branch has a condition or is the otherwise") {
    CHECK(problems(decide("{" + steps + "}"))
          == lines{"AG308 /prepare/0/decide/0: the branch has neither \"when\" nor \"otherwise\""});
    CHECK(
        problems(decide("{'when': '.', 'otherwise': true, " + steps + "}"))
        == lines{
            "AG308 /prepare/0/decide/0/otherwise (name): a branch has one of \"when\" and \"otherwise\", and "
            "not both"});
    CHECK(problems(decide("{'when': true, " + steps + "}"))
          == lines{
              "AG308 /prepare/0/decide/0/when: \"when\" must be a string: a filter that gives true or false, "
              "but is true"});
    CHECK(problems(decide("{'when': '', " + steps + "}"))
          == lines{"AG308 /prepare/0/decide/0/when: the condition is empty, where a filter was expected"});
    // Its steps are in the tree.
    CHECK(written(doc::read_form(in_double_quotes(decide("{" + steps + "}"))).made).size() == 4);
}

TEST_CASE("otherwise is true") {
    CHECK(problems(decide("{'otherwise': false, " + steps + "}"))
          == lines{"AG308 /prepare/0/decide/0/otherwise: \"otherwise\" must be true, but is false"});
    CHECK(advice(decide("{'otherwise': false, " + steps + "}"))[1]
          == "maybe-incorrect: replace it by true: "
             R"([{"op":"replace","path":"/prepare/0/decide/0/otherwise","value":true}])");
    CHECK(problems(decide("{'otherwise': [" + step + "]}"))
          == lines{"AG308 /prepare/0/decide/0/otherwise: \"otherwise\" must be true, with the steps under "
                   "\"prepare\", but is an array"});
}

TEST_CASE("otherwise is of the last branch") {
    auto const text = decide("{'otherwise': true, " + steps + "}, {'when': '.', " + steps + "}");
    CHECK(problems(text)
          == lines{
              "AG308 /prepare/0/decide/0/otherwise (name): \"otherwise\" is the last branch: those after it "
              "would never run"});
    CHECK(advice(text)
          == lines{"move the branch to the end",
                   "machine-applicable: move the branch to the end: "
                   R"([{"op":"move","from":"/prepare/0/decide/0","path":"/prepare/0/decide/-"}])"});
    // Moved behind another one, it would make that one wrong.
    CHECK(advice(decide("{'otherwise': true, " + steps + "}, {'otherwise': true, " + steps + "}"))
          == lines{"move the branch to the end"});
}

TEST_CASE("a branch has a step") {
    CHECK(problems(decide("{'when': '.'}, {'otherwise': true, 'prepare': []}"))
          == lines{"AG306 /prepare/0/decide/0: the branch has no step",
                   "AG306 /prepare/0/decide/1: the branch has no step"});
    CHECK(problems(decide("{'when': '.', 'prepare': 1}"))
          == lines{
              "AG308 /prepare/0/decide/0/prepare: \"prepare\" must be an array of steps, but is a number"});
    CHECK(
        problems(decide("{'when': '.', 'prepare': [{}]}"))
        == lines{"AG308 /prepare/0/decide/0/prepare/0: an empty object is no step: it has no \"id\" and does "
                 "nothing"});
    auto const read =
        doc::read_form(in_double_quotes(decide("{'when': '.'}, {'otherwise': true, " + steps + "}")));
    CHECK(written(read.made).size() == 4); // Only the other one.
}

TEST_CASE("a branch whose commit cannot be read is not reported as empty too") {
    CHECK(problems("{'command': 'c', 'commit': {'id': 'd', 'decide': [{'otherwise': true, 'commit': 1}]}}")
          == lines{"AG308 /commit/decide/0/commit: \"commit\" must be a step, but is a number"});
}

TEST_CASE("only a decide at commit has commits in its branches") {
    auto const text = decide("{'otherwise': true, 'commit': " + step
                             + ", 'conclude': [{'id': 'c', 'action': 'fetch(b)'}]}");
    CHECK(problems(text)
          == lines{
              "AG308 /prepare/0/decide/0/commit (name): a branch has \"commit\" only where its decide is the "
              "\"commit\"",
              "AG308 /prepare/0/decide/0/conclude (name): a branch has \"conclude\" only where its decide is "
              "the \"commit\""});
    CHECK(written(doc::read_form(in_double_quotes(text)).made).size() == 5);
    // Within a commit is not at commit.
    CHECK(
        problems("{'command': 'c', 'commit': {'id': 'x', 'all': [{'id': 'd', 'decide': [{'otherwise': true, "
                 "'commit': {'id': 'm', 'action': 'emit(b)'}}]}]}}")
            .size()
        == 1);
    CHECK(problems(
              "{'command': 'c', 'commit': {'id': 'd', 'decide': [{'otherwise': true, 'prepare': [{'id': 'e', "
              "'decide': [{'otherwise': true, 'commit': {'id': 'm', 'action': 'emit(b)'}}]}]}]}}")
              .size()
          == 1);
}

} // namespace
