// Members that a document does not have.

#include "reading.hpp"

namespace {

using namespace action_grammar_tests;

std::string with(std::string_view members) {
    return "{'query': 'q', 'prepare': [{'id': 'a', " + std::string(members) + "}]}";
}

TEST_CASE("an unknown member is reported wherever it is") {
    CHECK(
        problems("{'query': 'q', 'x': 1, 'prepare': [{'id': 'a', 'y': 1, 'fan_out': [{'id': 'b', 'zz': 1, "
                 "'action': "
                 "'fetch(b)'}]}, {'id': 'c', 'decide': [{'q': 1, 'otherwise': true, 'prepare': [{'id': 'd', "
                 "'action': 'fetch(b)'}]}]}], 'mixins': [{'mixin': 'cache', 'on': ['a'], 'xx': 1}]}")
        == lines{"AG308 /x (name): a document has no member \"x\"",
                 "AG308 /prepare/0/y (name): a step has no member \"y\"",
                 "AG308 /prepare/0/fan_out/0/zz (name): a step has no member \"zz\"",
                 "AG308 /prepare/1/decide/0/q (name): a branch has no member \"q\"",
                 "AG308 /mixins/0/xx (name): a mixin has no member \"xx\""});
}

TEST_CASE("an unknown member is answered with those that there are") {
    CHECK(
        advice("{'query': 'q', 'prepare': [{'id': 'a', 'action': 'fetch(b)'}], 'mixins': [{'mixin': 'cache', "
               "'on': ['a'], 'parameters': 1}]}")
        == lines{"a mixin has \"mixin\", \"on\" and \"with\""});
}

TEST_CASE("a misspelled member is read as what it is meant to be") {
    auto const text = with("'acton': 'fetch(b)', 'form': 'input', 'With': {'x': 1}");
    auto const read = doc::read_form(in_double_quotes(text));
    CHECK(lines_of(read)
          == lines{"AG308 /prepare/0/acton (name): a step has no member \"acton\"",
                   "AG308 /prepare/0/form (name): a step has no member \"form\"",
                   "AG308 /prepare/0/With (name): a step has no member \"With\""});
    CHECK(line_of(read.problems[0].fixes.at(0))
          == "machine-applicable: rename \"acton\" to \"action\": "
             R"([{"op":"move","from":"/prepare/0/acton","path":"/prepare/0/action"}])");
    CHECK(read.problems[1].hint == "did you mean \"from\"?");
    CHECK(written(read.made)[1]
          == "  action fetch fallible 'a' at '/prepare/0' in prepare fetch(b) from input@/prepare/0/form "
             "alone with "
             "{\"x\":1}");
}

TEST_CASE("what is under a misspelled member is read as well") {
    CHECK(problems("{'query': 'q', 'Prepare': [{'id': 'a', 'fanOut': [{'id': 'b', 'actoin': 'fetch'}]}]}")
          == lines{
              "AG308 /Prepare (name): a document has no member \"Prepare\"",
              "AG308 /Prepare/0/fanOut (name): a step has no member \"fanOut\"",
              "AG308 /Prepare/0/fanOut/0/actoin (name): a step has no member \"actoin\"",
              "AG301 /Prepare/0/fanOut/0/actoin: \"fetch\" names no action: expected verb(resource), as in "
              "\"fetch(http)\""});
}

TEST_CASE("a name that only resembles a member is a guess") {
    auto const text =
        "{'query': 'q', 'prepare': [{'if': 'a', 'action': 'fetch(b)'}, {'id': 'b', 'action': 'fetch(b)'}]}";
    auto const read = doc::read_form(in_double_quotes(text));
    CHECK(lines_of(read)
          == lines{"AG308 /prepare/0/if (name): a step has no member \"if\"",
                   "AG308 /prepare/0: the step has no \"id\""});
    CHECK(line_of(read.problems[0].fixes.at(0)).substr(0, 15) == "maybe-incorrect");
}

TEST_CASE("a member is not renamed to one that is there or that would not fit") {
    CHECK(advice(with("'action': 'fetch(b)', 'acton': 'fetch(c)'"))
          == lines{"did you mean \"action\"? It is there already"});
    CHECK(advice(with("'action': 'fetch(b)', 'wth': 1"))
          == lines{"did you mean \"with\"? It must be an object"});
    // Another construct beside the one that is there.
    CHECK(advice(with("'action': 'fetch(b)', 'alll': [1]")) == lines{"did you mean \"all\"?"});
    CHECK(problems(with("'acton': 'fetch(b)', 'acion': 'fetch(c)'")).size() == 2);
    CHECK(problems("{'quer': 'x', 'comand': 'y', 'prepare': [{'id': 'a', 'action': 'fetch(b)'}]}").size()
          == 2);
}

TEST_CASE("names of strangers are shown short and on one line") {
    auto const read = doc::read_form("{\"query\": \"q\", \"a\\n\\u001b[31m\\\"\\\\" + std::string(100, 'x')
                                     + "\xc3\xa4\": 1, \"prepare\": []}");
    REQUIRE(read.problems.size() == 2);
    CHECK(read.problems[0].message
          == "a document has no member \"a\\u000a\\u001b[31m\\\"\\\\" + std::string(51, 'x') + "...\"");
    auto const cut = doc::read_form("{\"query\": \"q\", \"" + std::string(59, 'x') + "\xc3\xa4\": 1}");
    CHECK(cut.problems[0].message == "a document has no member \"" + std::string(59, 'x') + "...\"");
}

} // namespace
