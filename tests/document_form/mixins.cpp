// Problems of mixins.

#include "reading.hpp"

namespace {

using namespace action_grammar_tests;

std::string mixins(std::string_view list) {
    return "{'query': 'q', 'prepare': [{'id': 'cart', 'action': 'fetch(b)'}, {'id': 'rates', 'all': [{'id': "
           "'inner', "
           "'action': 'fetch(b)'}]}], 'mixins': ["
         + std::string(list) + "]}";
}

std::size_t nodes(std::string const& text) {
    auto const read = doc::read_form(in_double_quotes(text));
    CHECK(read.is_tree);
    return written(read.made).size();
}

TEST_CASE("a mixin is an object with a name and steps") {
    CHECK(problems(mixins("'retry'"))
          == lines{"AG308 /mixins/0: a mixin must be an object, but is the string \"retry\""});
    CHECK(
        problems(mixins("{}"))
        == lines{"AG308 /mixins/0: the mixin has no \"mixin\"", "AG308 /mixins/0: the mixin has no \"on\""});
    CHECK(problems(mixins("{'mixin': 1, 'on': ['cart']}"))
          == lines{"AG308 /mixins/0/mixin: \"mixin\" must be a string, as \"retry\", but is a number"});
    CHECK(problems(mixins("{'mixin': 'retry', 'on': ['cart'], 'with': []}"))
          == lines{"AG308 /mixins/0/with: \"with\" must be an object, but is an empty array"});
    CHECK(nodes(mixins("{'mixin': 1, 'on': ['cart']}")) == 4);
}

TEST_CASE("an unknown mixin is answered with the nearest") {
    auto const text = mixins("{'mixin': 'retri', 'on': ['cart']}");
    CHECK(problems(text) == lines{"AG501 /mixins/0/mixin: there is no mixin \"retri\""});
    CHECK(advice(text)
          == lines{"did you mean \"retry\"?",
                   "machine-applicable: replace \"retri\" by \"retry\": "
                   R"([{"op":"replace","path":"/mixins/0/mixin","value":"retry"}])"});
    CHECK(written(doc::read_form(in_double_quotes(text)).made)[1]
          == "  wrapped retry infallible '' at '/mixins/0' in prepare");
    CHECK(advice(mixins("{'mixin': 'mapError', 'on': ['cart']}"))[0] == "did you mean \"map_error\"?");
    CHECK(advice(mixins("{'mixin': 'wobble', 'on': ['cart']}"))
          == lines{"the mixins are \"retry\", \"timeout\", \"observe\", \"cache\" and \"map_error\""});
    CHECK(nodes(mixins("{'mixin': 'wobble', 'on': ['cart']}")) == 4);
    CHECK(problems(mixins("{'mixin': 'none', 'on': ['cart']}")).size() == 1);
}

TEST_CASE("a mixin names steps of the document") {
    auto const text = mixins("{'mixin': 'retry', 'on': ['rates', 'crat']}");
    CHECK(problems(text) == lines{"AG401 /mixins/0/on/1: no step of the document has the id \"crat\""});
    CHECK(advice(text)
          == lines{"did you mean \"cart\"?", "maybe-incorrect: replace \"crat\" by \"cart\": "
                                             R"([{"op":"replace","path":"/mixins/0/on/1","value":"cart"}])"});
    CHECK(nodes(text) == 5);
    std::string const far =
        "a mixin wraps a step of \"prepare\", \"commit\" or \"conclude\", and none within it";
    CHECK(advice(mixins("{'mixin': 'retry', 'on': ['inner']}")) == lines{far});
    CHECK(advice(mixins("{'mixin': 'retry', 'on': ['']}")) == lines{far});
    CHECK(problems(mixins("{'mixin': 'retry', 'on': [1, null]}"))
          == lines{"AG308 /mixins/0/on/0: an id must be a string, but is a number",
                   "AG308 /mixins/0/on/1: an id must be a string, but is null"});
}

TEST_CASE("a mixin names at least one step and each once") {
    CHECK(problems(mixins("{'mixin': 'retry', 'on': []}"))
          == lines{"AG308 /mixins/0/on: \"on\" is empty, where at least one id was expected"});
    auto const text = mixins("{'mixin': 'retry', 'on': ['cart', 'cart']}");
    CHECK(problems(text) == lines{"AG308 /mixins/0/on/1: the mixin names \"cart\" twice"});
    CHECK(advice(text)
          == lines{"name it once",
                   R"(machine-applicable: remove the second: [{"op":"remove","path":"/mixins/0/on/1"}])"});
    CHECK(nodes(text) == 5);
}

TEST_CASE("one id is offered as an array of it") {
    auto const text = mixins("{'mixin': 'retry', 'on': 'cart'}");
    CHECK(problems(text)
          == lines{"AG308 /mixins/0/on: \"on\" must be an array of ids, but is the string \"cart\""});
    CHECK(advice(text)
          == lines{"write it as an array", "machine-applicable: put it in an array: "
                                           R"([{"op":"replace","path":"/mixins/0/on","value":["cart"]}])"});
    CHECK(nodes(text) == 5);
    CHECK(advice(mixins("{'mixin': 'retry', 'on': 'x'}"))[1].substr(0, 15) == "maybe-incorrect");
    CHECK(problems(mixins("{'mixin': 'retry', 'on': {}}"))
          == lines{"AG308 /mixins/0/on: \"on\" must be an array of ids, but is an empty object"});
}

TEST_CASE("a mixin on a step that was left out is not reported again") {
    CHECK(problems("{'query': 'q', 'prepare': [{'id': 'a'}, {'id': 'b', 'action': 'fetch(b)'}], 'mixins': "
                   "[{'mixin': "
                   "'retry', 'on': ['a']}]}")
              .size()
          == 1);
}

} // namespace
