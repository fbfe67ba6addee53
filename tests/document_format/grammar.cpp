// The grammar for constrained decoding.

#include "documents.hpp"
#include "gbnf.hpp"

#include "support/catch.hpp"

#include <action_grammar/document/format_grammar.hpp>
#include <action_grammar/document/vocabulary.hpp>

using namespace format_tests;

namespace {

gbnf::grammar const& written() {
    static gbnf::grammar const made(doc::format_grammar(actions()));
    return made;
}

TEST_CASE("the interpreter of grammars tells what it accepts") {
    gbnf::grammar const some("root ::= \"a\" (b | \"c\"){2,3} \"d\"?\nb ::= [x-z]+ [^x]\n");
    CHECK(some.problem() == "");
    CHECK(some.accepts("acc"));
    CHECK(some.accepts("axy1cd"));
    CHECK_FALSE(some.accepts("ac"));
    CHECK_FALSE(some.accepts("acccc"));
    CHECK_FALSE(some.accepts("accdd"));
    CHECK(gbnf::grammar("root ::= a\n").problem() == "there is no rule a");
    CHECK(gbnf::grammar("root ::= \"a\"\nb ::= \"c\"\n").unused() == std::vector<std::string>{"b"});
}

TEST_CASE("the grammar is one and every rule of it is used") {
    CHECK(written().problem() == "");
    CHECK(written().unused() == std::vector<std::string>{});
}

TEST_CASE("the grammar accepts valid documents with and without space") {
    for (std::string const& document : valid_documents()) {
        INFO(document);
        CHECK(written().accepts(json::serialize(parsed(document))));
        CHECK(written().accepts(document));
    }
}

TEST_CASE("the grammar refuses a document that mutates elsewhere than in its commit") {
    for (std::string const& document : boundary_breakers()) {
        INFO(document);
        CHECK_FALSE(written().accepts(document));
    }
}

TEST_CASE("the grammar refuses documents of another form") {
    for (std::string const& document : malformed_documents()) {
        // The names of ids are not looked at.
        if (document.find("\"id\": \"input\"") != document.npos) continue;
        // Nor are references.
        if (document.find("~2") != document.npos) continue;
        INFO(document);
        CHECK_FALSE(written().accepts(document));
    }
}

TEST_CASE("the grammar of a host without mutations has no commands and one of nothing else no queries") {
    doc::registry const own;
    gbnf::grammar const reading(doc::format_grammar(own));
    CHECK(reading.problem() == "");
    CHECK(reading.accepts(
        R"json({"query":"q","prepare":[{"id":"a","action":"transform(jq)","with":{"filter":"1"}}]})json"));
    auto only = doc::registry::empty();
    for (auto const& each : actions().all())
        if (each->about().name == "emit(event)") REQUIRE(only.add(each).has_value());
    gbnf::grammar const writing(doc::format_grammar(only));
    CHECK(writing.problem() == "");
    CHECK(writing.accepts(R"json({"command":"c","commit":{"id":"a","action":"emit(event)"}})json"));
    CHECK(writing.accepts(
        R"json({"command":"c","commit":{"id":"d","decide":[{"otherwise":true,"commit":{"id":"a","action":"emit(event)"}}]}})json"));
    CHECK_FALSE(writing.accepts(R"json({"query":"q","commit":{"id":"a","action":"emit(event)"}})json"));
}

TEST_CASE("configurations are spelled out as far as they are simple") {
    auto const accepts = [](std::string_view with) {
        return written().accepts(R"json({"query":"q","prepare":[{"id":"a","action":"fetch(http)","with":)json"
                                 + std::string(with) + "}]}");
    };
    CHECK(accepts(R"json({"url":"u"})json"));
    CHECK(accepts(R"json({"url":"u","timeout_ms":null,"headers":[{"name":"a"}]})json"));
    CHECK(accepts(R"json({"url":"u","verb":"head"})json"));
    CHECK_FALSE(accepts(R"json({"verb":"head"})json"));
    CHECK_FALSE(accepts(R"json({"url":"u","verb":"post"})json"));
    CHECK_FALSE(accepts(R"json({"url":1})json"));
    CHECK_FALSE(accepts(R"json({"verb":"head","url":"u"})json")); // another order
    CHECK_FALSE(accepts(R"json({"url":"u","extra":1})json"));
}

TEST_CASE("names of strangers stay literals of the grammar") {
    auto const read = doc::read_vocabulary(parsed(R"json({"vocabulary": 1, "actions": [
        {"name": "fetch(A-b_c.9)", "parameters": [{"name": "x\"\\\n", "accepts": true}, {"name": "\u007f", "accepts": true}], "output": true, "grade": "fallible",
         "configuration": {"type": "object", "properties": {"\" | root": {"enum": ["\"\\", 1.5, null]}}, "additionalProperties": false}}]})json"));
    REQUIRE(read.has_value());
    auto declared = doc::registry::empty();
    REQUIRE(declared.add(read->front()).has_value());
    gbnf::grammar const made(doc::format_grammar(declared));
    CHECK(made.problem() == "");
    CHECK(made.accepts(
        json::serialize(parsed(R"json({"query": "q", "prepare": [{"id": "a", "action": "fetch(A-b_c.9)",
        "from": {"x\"\\\n": "input", "\u007f": "input"}, "with": {"\" | root": "\"\\"}}]})json"))));
}

} // namespace
