// Problems of a step.

#include "reading.hpp"

namespace {

using namespace action_grammar_tests;

/// A query of the step, and one behind it.
std::string with_step(std::string_view step) {
    return "{'query': 'q', 'prepare': [" + std::string(step) + ", {'id': 'z', 'action': 'fetch(z)'}]}";
}
/// A query whose step has these members beside its id.
std::string with(std::string_view members) { return with_step("{'id': 'a', " + std::string(members) + "}"); }

/// The nodes of a text that has problems, but for the first.
lines kept(std::string_view text) {
    auto const read = doc::read_form(in_double_quotes(text));
    CHECK(read.is_tree);
    lines made = written(read.made);
    made.erase(made.begin());
    return made;
}

std::string const last = "  action fetch fallible 'z' at '/prepare/1' in prepare fetch(z)";
/// What stands for a step of which nothing else can be made.
std::string stand_in_for(std::string_view id) {
    return "  action transform fallible '" + std::string(id) + "' at '/prepare/0' in prepare";
}

TEST_CASE("a step is an object") {
    CHECK(problems(with_step("'fetch(b)'"))
          == lines{"AG308 /prepare/0: a step must be an object, but is the string \"fetch(b)\""});
    CHECK(problems(with_step("{}"))
          == lines{"AG308 /prepare/0: an empty object is no step: it has no \"id\" and does nothing"});
    CHECK(kept(with_step("{}")) == lines{stand_in_for(""), last});
}

TEST_CASE("a step without an id is not looked into") {
    CHECK(problems(with_step("{'action': 'fetch(b)'}")) == lines{"AG308 /prepare/0: the step has no \"id\""});
    CHECK(kept(with_step("{'action': 'fetch(b)', 'from': 'x'}")) == lines{stand_in_for(""), last});
    CHECK(problems(with_step("{'id': null, 'action': 'fetch(b)'}"))
          == lines{"AG308 /prepare/0/id: \"id\" must be a string, but is null"});
    CHECK(kept(with_step("{'id': null, 'action': 'fetch(b)'}")) == lines{stand_in_for(""), last});
    // What is in it is read all the same.
    CHECK(problems(with_step("{'all': [{'action': 'fetch(b)'}]}"))
          == lines{"AG308 /prepare/0: the step has no \"id\"",
                   "AG308 /prepare/0/all/0: the step has no \"id\""});
}

TEST_CASE("an id has 1 to 128 bytes and no slash") {
    auto const text = [](std::string const& id) {
        return with_step("{'id': '" + id + "', 'action': 'fetch(b)'}");
    };
    CHECK(problems(text("")) == lines{"AG308 /prepare/0/id: the id \"\" is empty"});
    CHECK(problems(text(std::string(128, 'x'))).empty());
    CHECK(
        problems(text(std::string(129, 'x')))
        == lines{"AG308 /prepare/0/id: the id \"" + std::string(60, 'x') + "...\" is longer than 128 bytes"});
    CHECK(problems(text("a/b"))
          == lines{"AG308 /prepare/0/id: the id \"a/b\" has a \"/\", where a reference goes on with a JSON "
                   "Pointer"});
    CHECK(advice(text("a/b"))
          == lines{"an id has 1 to 128 bytes and no \"/\"",
                   "maybe-incorrect: replace it by \"a_b\": "
                   R"([{"op":"replace","path":"/prepare/0/id","value":"a_b"}])"});
    // The step stays, under no name.
    CHECK(kept(text("a/b")) == lines{"  action fetch fallible '' at '/prepare/0' in prepare fetch(b)", last});
}

TEST_CASE("a step does something") {
    CHECK(problems(with_step("{'id': 'a'}"))
          == lines{
              "AG308 /prepare/0: the step does nothing: it has none of \"action\", \"pattern\", \"decide\", "
              "\"fan_out\" and \"all\""});
    CHECK(kept(with_step("{'id': 'a'}")) == lines{stand_in_for("a"), last});
}

TEST_CASE("a step does one thing") {
    auto const text = with("'action': 'fetch(b)', 'all': [{'id': 'c', 'action': 'fetch(b)'}]");
    CHECK(
        problems(text)
        == lines{
            "AG308 /prepare/0/all (name): a step has one of \"action\", \"pattern\", \"decide\", \"fan_out\" "
            "or \"all\", but here is \"all\" beside \"action\""});
    auto const read = doc::read_form(in_double_quotes(text));
    REQUIRE(read.problems.front().related.size() == 1);
    CHECK(read.problems.front().related.front()
          == doc::related_place{{"/prepare/0/action", true}, "the first one"});
    CHECK(kept(text).size() == 2);
}

TEST_CASE("a construct of the wrong kind stands in the tree as an unknown action") {
    std::string const stand_in = "  action transform fallible 'a' at '/prepare/0' in prepare";
    for (std::string const each : {"action", "pattern"}) {
        auto const text = with("'" + each + "': 1");
        CHECK(problems(text).size() == 1);
        CHECK(kept(text) == lines{stand_in + (each == "pattern" ? " pattern" : ""), last});
    }
    for (std::string const each : {"decide", "fan_out", "all"}) {
        auto const text = with("'" + each + "': {}");
        CHECK(problems(text).size() == 1);
        CHECK(kept(text) == lines{stand_in, last});
    }
    CHECK(problems(with("'all': 'x'"))
          == lines{"AG308 /prepare/0/all: \"all\" must be an array of steps, but is the string \"x\""});
}

TEST_CASE("a construct is not empty") {
    std::string const stand_in = "  action transform fallible 'a' at '/prepare/0' in prepare";
    CHECK(problems(with("'decide': []"))
          == lines{"AG306 /prepare/0/decide: \"decide\" is empty: it needs at least one branch"});
    CHECK(problems(with("'fan_out': []"))
          == lines{"AG306 /prepare/0/fan_out: \"fan_out\" is empty: it needs at least one step"});
    CHECK(problems(with("'all': []"))
          == lines{"AG306 /prepare/0/all: \"all\" is empty: it needs at least one step"});
    for (std::string const each : {"decide", "fan_out", "all"}) {
        CHECK(kept(with("'" + each + "': []")) == lines{stand_in, last});
        // What is no step stands in it all the same; what is no branch does not.
        CHECK(kept(with("'" + each + "': [null, 1]")).size()
              == (each == "decide" ? 2U
                  : each == "all"  ? 4U
                                   : 5U));
        CHECK(problems(with("'" + each + "': [null, 1]")).size() == 2);
    }
}

TEST_CASE("a step that cannot be read counts as a safe mutation at commit") {
    auto const commit = [](std::string const& member) {
        return kept("{'command': 'c', 'commit': {'id': 'a', " + member + "}}");
    };
    lines const stand_in{"  action persist committed 'a' at '/commit' in commit guard natural"};
    CHECK(commit("'action': 1") == stand_in);
    CHECK(commit("'all': []") == stand_in);
    CHECK(commit("'action': 'wobble(b)'") == stand_in);
    CHECK(commit("'decide': [{'otherwise': true}]") == stand_in);
}

TEST_CASE("configuration and protection stand beside an action or a pattern") {
    auto const text = with("'all': [{'id': 'b', 'action': 'fetch(b)'}], 'with': {}, 'protection': 'natural'");
    CHECK(
        problems(text)
        == lines{
            "AG308 /prepare/0/with (name): \"with\" stands beside \"action\" or \"pattern\", and not beside "
            "\"all\"",
            "AG308 /prepare/0/protection (name): \"protection\" stands beside \"action\" or \"pattern\", and "
            "not beside \"all\""});
    CHECK(advice(with(
              "'decide': [{'otherwise': true, 'prepare': [{'id': 'b', 'action': 'fetch(b)'}]}], 'with': {}"))
          == lines{"move it to the step within that it is meant for",
                   R"(maybe-incorrect: remove "with": [{"op":"remove","path":"/prepare/0/with"}])"});
    CHECK(problems(with("'action': 'fetch(b)', 'with': 1"))
          == lines{"AG308 /prepare/0/with: \"with\" must be an object, but is a number"});
}

TEST_CASE("the id of a duplicate or of the input is for another rule") {
    CHECK(problems(with_step("{'id': 'z', 'action': 'fetch(b)'}")).empty());
    CHECK(problems(with_step("{'id': 'input', 'action': 'fetch(b)'}")).empty());
}

} // namespace
