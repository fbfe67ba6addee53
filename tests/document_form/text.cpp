// Texts that are no JSON: one finding with its place in the text.

#include "reading.hpp"

namespace {

using namespace action_grammar_tests;

/// The only problem of a text, after checking that nothing else came of it.
doc::finding only(std::string_view text, doc::limits const& bounds = {}) {
    auto const read = doc::read_form(text, bounds);
    CHECK_FALSE(read.is_tree);
    CHECK(read.made.pointer_of(read.made.root_place()).empty());
    REQUIRE(read.problems.size() == 1);
    return read.problems.front();
}

TEST_CASE("an empty text is told to be empty") {
    for (std::string_view const each : {"", " ", "\n\t \r\n"}) {
        auto const problem = only(each);
        CHECK(line_of(problem) == "AG308 : the text is empty, where a JSON object was expected");
        CHECK(problem.where.line == 1 + static_cast<std::size_t>(std::ranges::count(each, '\n')));
    }
}

TEST_CASE("a text that is not JSON has the place of its fault") {
    auto const problem = only("{\n  \"query\": \"q\",\n  \"prepare\": [,]\n}");
    CHECK(line_of(problem) == "AG308 : the text is not JSON: unexpected \",\"");
    CHECK(problem.where == doc::location{"", false, 3, 15, 32, 1});
    auto const ended = only("{\"query\": ");
    CHECK(line_of(ended) == "AG308 : the text is not JSON: the text ends before the value does");
    CHECK(ended.where == doc::location{"", false, 1, 11, 10, 0});
    CHECK(line_of(only("{} {}")) == "AG308 : the text is not JSON: something follows the value");
    CHECK(line_of(only("{\"a\": 1e999}"))
          == "AG308 : the text is not JSON: the number is too large for a double");
}

TEST_CASE("what was probably written instead of JSON is told") {
    CHECK(only("{'query': 1}").hint == "strings and names stand between double quotes");
    CHECK(only("{\"a\": [1,]}").hint == "remove the comma before it");
    CHECK(only("{\"a\": 1, }").hint == "remove the comma before it");
    CHECK(only("{\"a\": 1 // one\n}").hint == "JSON has no comments: use \"description\"");
    CHECK(only("{\"a\": None}").hint
          == "names and strings stand between double quotes; the only words are true, false and null");
    CHECK(only("{a: 1}").hint
          == "names and strings stand between double quotes; the only words are true, false and null");
    CHECK(only("{\"a\": 1 \"b\": 2}").hint
          == "separate members and elements by commas, and a name from its value by a colon");
    CHECK(only("```json\n{}\n```").hint == "remove the fences ``` around the document");
    CHECK(only("command: place_order\n").hint == "a document is a JSON object and begins with {");
    CHECK(only("\xef\xbb\xbf{}").hint == "remove the byte order mark at the beginning");
    CHECK(only("{\"a\": [").hint == "close every string, array and object");
}

TEST_CASE("bytes that are not UTF-8 are refused") {
    for (std::string const each : {"\xff", "\xc3", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\x80"}) {
        CHECK(only("{\"query\": \"" + each + "\"}").code == ag::rule_code::malformed);
        CHECK(only("{\"" + each + "\": 1}").code == ag::rule_code::malformed);
    }
    CHECK(
        line_of(only("{\"query\": \xff}"))
        == "AG308 : the text is not JSON: a character that may not stand here, or bytes that are not UTF-8");
    CHECK(only("\xff\xfe{\x01").code == ag::rule_code::malformed);
    CHECK(only(std::string_view("{\0}", 3)).code == ag::rule_code::malformed);
    CHECK(only("{\"a\": \"\\ud800\"}").code == ag::rule_code::malformed);
}

TEST_CASE("a member that is named twice is shown where it is the second time") {
    auto const problem = only("{\"query\": \"q\",\n \"que\\u0072y\": \"r\"}");
    CHECK(line_of(problem) == "AG308  (name): the member \"query\" is named twice in one object");
    CHECK(problem.where == doc::location{"", true, 2, 2, 16, 12});
    auto const quotation = only(R"({"a\\\"": 1, "a\\\"": 2})");
    CHECK(quotation.where == doc::location{"", true, 1, 14, 13, 7});
    CHECK(only("{\"\": 1, \"\": 2}").where == doc::location{"", true, 1, 9, 8, 2});
    std::string const large(100, 'x');
    CHECK(only("{\"" + large + "\": 1, \"" + large + "\": 2}").message
          == "the member \"" + std::string(60, 'x') + "...\" is named twice in one object");
}

} // namespace
