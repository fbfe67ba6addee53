// Problems of a document as a whole.

#include "reading.hpp"

namespace {

using namespace action_grammar_tests;

/// A document with members before its one step.
std::string query(std::string_view members) {
    return "{" + std::string(members) + ", 'prepare': [{'id': 'a', 'action': 'fetch(b)'}]}";
}

TEST_CASE("a document is an object") {
    CHECK(problems("[]") == lines{"AG308 : a document must be an object, but is an empty array"});
    CHECK(problems("'x'") == lines{"AG308 : a document must be an object, but is the string \"x\""});
    CHECK(problems("null") == lines{"AG308 : a document must be an object, but is null"});
    CHECK(problems("-1.5") == lines{"AG308 : a document must be an object, but is a number"});
    CHECK_FALSE(doc::read_form("[]").is_tree);
}

TEST_CASE("a document has a name and one purpose") {
    CHECK(problems(query("'version': '1'"))
          == lines{"AG308 : the document has neither \"command\" nor \"query\""});
    CHECK(problems(query("'query': 'x', 'command': 'y'"))
          == lines{"AG308 /query (name): a document has one of \"command\" and \"query\", and not both"});
    // Which of the two was meant is not known, and the rule on purposes is not asked.
    CHECK(doc::read_form(in_double_quotes(query("'query': 'x', 'command': 'y'"))).made.nodes[0].intent
          == ag::purpose::unstated);
    CHECK(problems(query("'query': ''")) == lines{"AG308 /query: the name of the composition is empty"});
    CHECK(problems(query("'query': 1"))
          == lines{"AG308 /query: \"query\" must be a string: the composition's name, but is a number"});
}

TEST_CASE("members of the head have their kinds") {
    CHECK(
        problems(query("'query': 'q', 'version': 1, 'description': [], 'input': 'x', 'outcome': null, "
                       "'mixins': {}, 'contracts': [1], 'conclude': false"))
        == lines{"AG308 /version: \"version\" must be a string, as \"1.0.0\", but is a number",
                 "AG308 /description: \"description\" must be a string, but is an empty array",
                 "AG308 /input: \"input\" must be a schema: an object or a boolean, but is the string \"x\"",
                 "AG308 /conclude: \"conclude\" must be an array of steps, but is false",
                 "AG308 /outcome: \"outcome\" must be a schema: an object or a boolean, but is null",
                 "AG308 /mixins: \"mixins\" must be an array of mixins, but is an empty object",
                 "AG308 /contracts: \"contracts\" must be an object of schemas, but is an array"});
}

TEST_CASE("what is well formed is in the tree beside what is not") {
    auto const read =
        doc::read_form(in_double_quotes(query("'query': 'q', 'version': 1, 'input': 'x', 'outcome': true")));
    CHECK(read.is_tree);
    CHECK(read.made.nodes.size() == 2);
    CHECK(read.made.version.empty());
    CHECK(read.made.input == nullptr);
    CHECK(read.made.outcome != nullptr);
}

TEST_CASE("a contract is a schema") {
    CHECK(
        problems(query("'query': 'q', 'contracts': {'a/b': 1, 'c': {}, 'd': 'x'}"))
        == lines{
            "AG308 /contracts/a~1b: the contract \"a/b\" must be a schema: an object or a boolean, but is a "
            "number",
            "AG308 /contracts/d: the contract \"d\" must be a schema: an object or a boolean, but is the "
            "string \"x\""});
}

TEST_CASE("a document has a step") {
    lines const empty{"AG306 : the document has no step"};
    CHECK(problems("{'query': 'q'}") == empty);
    CHECK(problems("{'command': 'q'}") == empty);
    CHECK(problems("{'query': 'q', 'prepare': [], 'conclude': []}") == empty);
    CHECK_FALSE(doc::read_form(in_double_quotes("{'query': 'q'}")).is_tree);
    // What was there was reported.
    CHECK(problems("{'query': 'q', 'prepare': 1}")
          == lines{"AG308 /prepare: \"prepare\" must be an array of steps, but is a number"});
}

TEST_CASE("a query has no commit") {
    std::string const text =
        "{'query': 'q', 'commit': {'id': 'a', 'action': 'persist(b)', 'protection': 'natural'}}";
    CHECK(problems(text) == lines{"AG308 /commit (name): a query has no \"commit\": it changes nothing"});
    CHECK(
        advice(text)
        == lines{"write \"command\" instead of \"query\"",
                 R"(maybe-incorrect: make it a command: [{"op":"move","from":"/query","path":"/command"}])"});
    auto const read = doc::read_form(in_double_quotes(text));
    CHECK(read.is_tree);
    // The rule on purposes would say it a second time.
    CHECK(read.made.nodes[0].intent == ag::purpose::unstated);
    CHECK(read.made.nodes.size() == 2);
}

TEST_CASE("a command has a commit") {
    std::string const text = query("'command': 'c'");
    CHECK(problems(text) == lines{"AG308 : a command has a \"commit\", and this one has none"});
    CHECK(advice(text)
          == lines{"put the mutation under \"commit\", or write \"query\" if there is none",
                   R"(maybe-incorrect: make it a query: [{"op":"move","from":"/command","path":"/query"}])"});
    CHECK(doc::read_form(in_double_quotes(text)).made.nodes[0].intent == ag::purpose::unstated);
}

TEST_CASE("a mutation at the end of prepare is moved to the missing commit") {
    std::string const text = "{'command': 'c', 'prepare': [{'id': 'x', 'action': 'fetch(b)'}, {'id': 'a', "
                             "'action': 'persist(b)'}], 'conclude': [{'id': 'z', 'action': 'transform(b)'}]}";
    CHECK(problems(text)
          == lines{"AG308 /prepare/1: a mutation stands under \"commit\", and the command has none"});
    CHECK(advice(text)
          == lines{"move it to \"commit\"", "machine-applicable: move the step to \"commit\": "
                                            R"([{"op":"move","from":"/prepare/1","path":"/commit"}])"});
    CHECK(doc::read_form(in_double_quotes(text)).made.nodes[0].intent == ag::purpose::command);
}

TEST_CASE("a mutation at the beginning of conclude is moved to the missing commit") {
    CHECK(advice("{'command': 'c', 'conclude': [{'id': 'a', 'action': 'emit(b)'}]}")
          == lines{"move it to \"commit\"", "machine-applicable: move the step to \"commit\": "
                                            R"([{"op":"move","from":"/conclude/0","path":"/commit"}])"});
}

TEST_CASE("a mutation elsewhere in a command without commit is not moved") {
    auto const no_fix = [](std::string_view steps) {
        auto const told = advice("{'command': 'c', " + std::string(steps) + "}");
        CHECK(told
              == lines{"make it the document's \"commit\": what is before it can then be repeated safely"});
    };
    no_fix("'prepare': [{'id': 'a', 'action': 'emit(b)'}, {'id': 'x', 'action': 'fetch(b)'}]");
    no_fix("'conclude': [{'id': 'x', 'action': 'fetch(b)'}, {'id': 'a', 'action': 'emit(b)'}]");
    no_fix("'prepare': [{'id': 'd', 'decide': [{'otherwise': true, 'prepare': [{'id': 'a', 'action': "
           "'emit(b)'}]}]}]");
    no_fix("'prepare': [{'id': 'd', 'all': [{'id': 'a', 'action': 'emit(b)'}]}]");
}

TEST_CASE("where a commit is or none may be the boundary rules judge") {
    CHECK(problems("{'command': 'c', 'prepare': [{'id': 'a', 'action': 'persist(b)'}], 'commit': {'id': 'b', "
                   "'action': 'persist(b)'}}")
              .empty());
    CHECK(problems("{'query': 'c', 'prepare': [{'id': 'a', 'action': 'persist(b)'}]}").empty());
    CHECK(problems("{'command': 'c', 'commit': 1, 'prepare': [{'id': 'a', 'action': 'persist(b)'}]}")
          == lines{"AG308 /commit: \"commit\" must be one step, which is an object, but is a number"});
}

} // namespace
