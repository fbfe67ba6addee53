// Limits on a document. Beyond one, nothing more is looked into.

#include "reading.hpp"

namespace {

using namespace action_grammar_tests;

std::string repeated(std::string_view part, std::size_t times, std::string_view between = "") {
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        (all += i == 0 ? "" : between) += part;
    return all;
}

std::string query(std::string_view steps) {
    return "{'query': 'q', 'prepare': [" + std::string(steps) + "]}";
}

lines limited(std::string const& text, doc::limits const& bounds) {
    auto const read = doc::read_form(in_double_quotes(text), bounds);
    CHECK(read.is_tree == read.problems.empty());
    return lines_of(read);
}

TEST_CASE("a text is bounded in bytes and depth") {
    doc::limits bounds;
    bounds.bytes = 20;
    auto const read = doc::read_form(std::string(21, '['), bounds);
    CHECK(lines_of(read) == lines{"AG307 : the text is longer than 20 bytes"});
    CHECK(read.problems[0].where.column == 21);
    bounds = {};
    bounds.depth = 3;
    CHECK(limited("{'query': [[1]]}", bounds)[0].substr(0, 13) == "AG308 /query:");
    CHECK(limited("{'query': [[[1]]]}", bounds)
          == lines{"AG307 : arrays and objects are nested more than 3 deep"});
}

TEST_CASE("steps are bounded in number") {
    doc::limits bounds;
    bounds.shape.nodes = 4; // the document and three steps
    std::string const step = "{'id': 'a', 'action': 'fetch(b)'}";
    CHECK(limited(query(repeated(step, 3, ",")), bounds).empty());
    CHECK(limited(query(repeated(step, 4, ",")), bounds)
          == lines{"AG307 /prepare/3: there are more than 4 steps, branches, lists within steps and mixins"});
    CHECK(limited(query("{'id': 'x', 'fan_out': [" + step + "]}"), bounds).empty());
    CHECK(
        limited(query("{'id': 'x', 'fan_out': [" + step + "," + step + "]}"), bounds)
        == lines{"AG307 /prepare/0/fan_out/1: there are more than 4 steps, branches, lists within steps and "
                 "mixins"});
    std::string const branch = "{'when': '.', 'prepare': [" + step + "]}";
    CHECK(limited(query("{'id': 'x', 'decide': [" + branch + "," + branch + "]}"), bounds)
          == lines{"AG307 /prepare/0/decide/1: there are more than 4 steps, branches, lists within steps and "
                   "mixins"});
    bounds.shape.nodes = 1;
    CHECK(limited(query(step), bounds).size() == 1);
    bounds.shape.nodes = 0;
    CHECK(limited(query(step), bounds).size() == 1);
}

TEST_CASE("mixins count as nodes and as levels") {
    std::string const step = "'prepare': [{'id': 'a', 'action': 'fetch(b)'}]";
    auto const text = [&](std::size_t times) {
        return "{'query': 'q', " + step + ", 'mixins': ["
             + repeated("{'mixin': 'observe', 'on': ['a']}", times, ",") + "]}";
    };
    doc::limits bounds;
    bounds.shape.nodes = 4;
    CHECK(limited(text(2), bounds).empty());
    CHECK(
        limited(text(3), bounds)
        == lines{"AG307 /mixins/2/on: there are more than 4 steps, branches, lists within steps and mixins"});
    bounds = {};
    bounds.shape.depth = 4;
    CHECK(limited(text(2), bounds).empty());
    CHECK(limited(text(3), bounds)
          == lines{"AG307 /mixins/2/on: steps, branches and mixins are nested more than 4 deep"});
    CHECK(limited(text(126), {}).empty());
    CHECK(limited(text(127), {}).size() == 1);
}

TEST_CASE("steps are bounded in depth") {
    doc::limits bounds;
    bounds.shape.depth = 4;
    CHECK(limited(query("{'id': 'x', 'fan_out': [{'id': 'a', 'action': 'fetch(b)'}]}"), bounds).empty());
    CHECK(
        limited(query("{'id': 'x', 'fan_out': [{'id': 'x', 'all': [{'id': 'a', 'action': 'fetch(b)'}]}]}"),
                bounds)
        == lines{"AG307 /prepare/0/fan_out/0/all/0: steps, branches and mixins are nested more than 4 deep"});
    // As deep as the limit of JSON allows.
    std::string const begin = "{'id': 'x', 'all': [";
    CHECK(limited(query(repeated(begin, 30) + "{'id': 'a', 'action': 'fetch(b)'}" + repeated("]}", 30)), {})
              .empty());
}

TEST_CASE("what the depth of a shape is agrees with the rules") {
    doc::limits bounds;
    std::string const text =
        query("{'id': 'x', 'decide': [{'otherwise': true, 'prepare': [{'id': 'y', 'fan_out': "
              "[{'id': 'a', 'action': 'fetch(b)'}]}]}]}");
    for (std::uint32_t depth = 1; depth < 8; ++depth) {
        bounds.shape.depth = depth;
        auto const whole = doc::read_form(in_double_quotes(text)).made;
        bool const fits = !ag::form_rule({whole.nodes, whole.references}, bounds.shape);
        CHECK(doc::read_form(in_double_quotes(text), bounds).is_tree == fits);
        bounds.shape = {};
        bounds.shape.nodes = depth;
        bool const few = !ag::form_rule({whole.nodes, whole.references}, bounds.shape);
        CHECK(doc::read_form(in_double_quotes(text), bounds).is_tree == few);
        bounds.shape = {};
    }
}

TEST_CASE("references are bounded in number") {
    doc::limits bounds;
    bounds.shape.references = 2;
    CHECK(limited(query("{'id': 'a', 'action': 'fetch(b)', 'from': {'x': 'input', 'y': 'input'}}"), bounds)
              .empty());
    CHECK(
        limited(query("{'id': 'a', 'action': 'fetch(b)', 'from': {'x': 'input', 'y': 'input'}}, {'id': 'b', "
                      "'action': 'fetch(b)', 'from': 'a'}, 1"),
                bounds)
        == lines{"AG307 /prepare/1/from: the steps read more than 2 values"});
    bounds.shape.references = 1;
    CHECK(limited(query("{'id': 'a', 'action': 'fetch(b)', 'from': {'x': 'input', 'y': 'input', 'z': 1}}"),
                  bounds)
          == lines{"AG307 /prepare/0/from/y: the steps read more than 1 values"});
}

TEST_CASE("problems are bounded in number and more than are kept") {
    doc::limits bounds;
    bounds.findings = 3;
    CHECK(problems(query(repeated("null", 1000, ",")), bounds).size() == 16);
    bounds.findings = 0;
    CHECK(problems(query(repeated("null", 1000, ",")), bounds).size() == 4);
    bounds.findings = static_cast<std::size_t>(-1);
    CHECK(problems(query(repeated("null", 1000, ",")), bounds).size() == 1000);
    // What has the right form is in the tree all the same, behind what stands for the rest.
    bounds.findings = 1;
    auto const read = doc::read_form(
        in_double_quotes(query(repeated("null", 1000, ",") + ", {'id': 'a', 'action': 'fetch(b)'}")), bounds);
    CHECK(read.is_tree);
    REQUIRE(read.made.nodes.size() == 1002);
    CHECK(read.made.nodes.back().label == "a");
}

} // namespace
