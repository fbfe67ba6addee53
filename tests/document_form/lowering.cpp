// Every construct of a document becomes the nodes that the rules know.

#include <set>

#include "reading.hpp"

namespace {

using namespace action_grammar_tests;

TEST_CASE("a query is a sequence of its steps") {
    CHECK(
        lowered(R"({
        'query': 'price', 'version': '1.2.0', 'description': 'what it costs',
        'prepare': [
            {'id': 'cart', 'action': 'fetch(http)', 'with': {'url': 'x'}},
            {'id': 'total', 'action': 'transform(jq)', 'description': 'adds'}],
        'conclude': [{'id': 'reply', 'action': 'aggregate(a.b-c_9)'}]})")
        == lines{"sequence query infallible 'price' at '' in prepare # \"what it costs\"",
                 "  action fetch fallible 'cart' at '/prepare/0' in prepare fetch(http) with {\"url\":\"x\"}",
                 "  action transform fallible 'total' at '/prepare/1' in prepare transform(jq) # \"adds\"",
                 "  action aggregate fallible 'reply' at '/conclude/0' in conclude aggregate(a.b-c_9)"});
}

TEST_CASE("a mutation under commit is committed with its protection") {
    CHECK(lowered(R"({
        'command': 'place', 'prepare': [{'id': 'order', 'action': 'gate(x)'}],
        'commit': {'id': 'receipt', 'action': 'persist(sqlite)', 'protection': {'keyed': 'order/id'}}})")
          == lines{"sequence command infallible 'place' at '' in prepare",
                   "  action gate fallible 'order' at '/prepare/0' in prepare gate(x)",
                   "  action persist committed 'receipt' at '/commit' in commit persist(sqlite) guard keyed "
                   "declares keyed@/commit/protection by order/id"});
}

TEST_CASE("a protection is named or keyed by the action itself") {
    for (std::string const each : {"natural", "same_transaction", "verified", "unprotected", "keyed"}) {
        auto const made = lowered(
            "{'command': 'c', 'commit': {'id': 'a', 'action': 'emit(b)', 'protection': '" + each + "'}}");
        CHECK(made[1]
              == "  action emit committed 'a' at '/commit' in commit emit(b) guard " + each + " declares "
                     + each + "@/commit/protection");
    }
    CHECK(
        lowered(
            "{'command': 'c', 'commit': {'id': 'a', 'action': 'emit(b)', 'protection': {'keyed': 'input'}}}")
            [1]
        == "  action emit committed 'a' at '/commit' in commit emit(b) guard keyed declares "
           "keyed@/commit/protection by input");
}

TEST_CASE("a protection beside what does not mutate is kept for later stages") {
    auto const made =
        lowered("{'query': 'q', 'prepare': [{'id': 'a', 'action': 'fetch(b)', 'protection': 'natural'}]}");
    CHECK(made[1]
          == "  action fetch fallible 'a' at '/prepare/0' in prepare fetch(b) declares "
             "natural@/prepare/0/protection");
}

TEST_CASE("a pattern is an action that is not yet known") {
    CHECK(lowered("{'query': 'q', 'prepare': [{'id': 'a', 'pattern': 'http_request@1.2', 'with': {}}]}")[1]
          == "  action transform fallible 'a' at '/prepare/0' in prepare pattern http_request@1.2 with {}");
    CHECK(lowered("{'command': 'q', 'commit': {'id': 'a', 'pattern': 'p@1', 'protection': 'natural'}}")[1]
          == "  action transform fallible 'a' at '/commit' in commit pattern p@1 declares "
             "natural@/commit/protection");
}

TEST_CASE("a reference is an id with a pointer or an object of them") {
    auto const made = lowered(R"({'query': 'q', 'prepare': [
        {'id': 'a', 'action': 'fetch(b)', 'from': 'input'},
        {'id': 'b', 'action': 'fetch(b)', 'from': 'a/x~1y/0'},
        {'id': 'c', 'action': 'fetch(b)'},
        {'id': 'd', 'action': 'fetch(b)', 'from': {'one': 'a', 'two': 'b/x/'}},
        {'id': 'e', 'action': 'fetch(b)', 'from': {'only': 'c'}}]})");
    CHECK(made[1]
          == "  action fetch fallible 'a' at '/prepare/0' in prepare fetch(b) from input@/prepare/0/from "
             "alone");
    CHECK(made[2]
          == "  action fetch fallible 'b' at '/prepare/1' in prepare fetch(b) from a/x~1y/0@/prepare/1/from "
             "alone");
    CHECK(made[3] == "  action fetch fallible 'c' at '/prepare/2' in prepare fetch(b)");
    CHECK(
        made[4]
        == "  action fetch fallible 'd' at '/prepare/3' in prepare fetch(b) from one=a@/prepare/3/from/one, "
           "two=b/x/@/prepare/3/from/two as object alone");
    CHECK(made[5]
          == "  action fetch fallible 'e' at '/prepare/4' in prepare fetch(b) from "
             "only=c@/prepare/4/from/only as "
             "object alone");
}

TEST_CASE("a decide is alternatives with a sequence for each branch") {
    CHECK(lowered(R"({'query': 'q', 'prepare': [{'id': 'route', 'from': 'input', 'decide': [
        {'when': '.x > 1', 'description': 'large', 'prepare': [
            {'id': 'a', 'action': 'fetch(b)'}, {'id': 'b', 'action': 'fetch(b)', 'from': 'a'}]},
        {'otherwise': true, 'prepare': [{'id': 'a', 'action': 'fetch(c)'}]}]}]})")
          == lines{
              "sequence query infallible 'q' at '' in prepare",
              "  alternatives fallible 'route' at '/prepare/0' in prepare from input@/prepare/0/from alone",
              "    sequence infallible '' at '/prepare/0/decide/0' in prepare when .x > "
              "1@/prepare/0/decide/0/when # \"large\"",
              "      action fetch fallible 'a' at '/prepare/0/decide/0/prepare/0' in prepare fetch(b)",
              "      action fetch fallible 'b' at '/prepare/0/decide/0/prepare/1' in prepare fetch(b) from "
              "a@/prepare/0/decide/0/prepare/1/from alone",
              "    sequence infallible '' at '/prepare/0/decide/1' in prepare",
              "      action fetch fallible 'a' at '/prepare/0/decide/1/prepare/0' in prepare fetch(c)"});
}

TEST_CASE("the branches of a decide at commit have sections of their own") {
    CHECK(lowered(R"({'command': 'c', 'commit': {'id': 'd', 'decide': [
        {'when': '.', 'prepare': [{'id': 'a', 'action': 'fetch(b)'}],
         'commit': {'id': 'e', 'decide': [{'otherwise': true,
             'commit': {'id': 'm', 'action': 'persist(t)'}, 'conclude': [{'id': 'z', 'action': 'transform(t)'}]}]},
         'conclude': [{'id': 'y', 'action': 'transform(t)'}]}]}})")
          == lines{
              "sequence command infallible 'c' at '' in prepare",
              "  alternatives fallible 'd' at '/commit' in commit",
              "    sequence infallible '' at '/commit/decide/0' in commit when .@/commit/decide/0/when",
              "      action fetch fallible 'a' at '/commit/decide/0/prepare/0' in prepare fetch(b)",
              "      alternatives fallible 'e' at '/commit/decide/0/commit' in commit",
              "        sequence infallible '' at '/commit/decide/0/commit/decide/0' in commit",
              "          action persist committed 'm' at '/commit/decide/0/commit/decide/0/commit' in commit "
              "persist(t)",
              "          action transform fallible 'z' at "
              "'/commit/decide/0/commit/decide/0/conclude/0' in conclude transform(t)",
              "      action transform fallible 'y' at '/commit/decide/0/conclude/0' in conclude "
              "transform(t)"});
}

TEST_CASE("what is within a construct of conclude is in conclude") {
    auto const made = lowered(R"({'query': 'q', 'conclude': [{'id': 'd', 'decide': [
        {'otherwise': true, 'prepare': [{'id': 'a', 'action': 'fetch(b)'}]}]}]})");
    CHECK(made[3]
          == "      action fetch fallible 'a' at '/conclude/0/decide/0/prepare/0' in conclude fetch(b)");
}

TEST_CASE("a fan out is a repetition of one sequence") {
    CHECK(lowered(R"({'query': 'q', 'prepare': [{'id': 'each', 'from': 'input/lines', 'fan_out': [
        {'id': 'a', 'action': 'fetch(b)'}, {'id': 'b', 'fan_out': [{'id': 'a', 'action': 'fetch(c)'}]}]}]})")
          == lines{
              "sequence query infallible 'q' at '' in prepare",
              "  repetition fallible 'each' at '/prepare/0' in prepare from input/lines@/prepare/0/from "
              "alone",
              "    sequence infallible '' at '/prepare/0/fan_out' in prepare",
              "      action fetch fallible 'a' at '/prepare/0/fan_out/0' in prepare fetch(b)",
              "      repetition fallible 'b' at '/prepare/0/fan_out/1' in prepare",
              "        sequence infallible '' at '/prepare/0/fan_out/1/fan_out' in prepare",
              "          action fetch fallible 'a' at '/prepare/0/fan_out/1/fan_out/0' in prepare fetch(c)"});
}

TEST_CASE("an all is a parallel group of its steps") {
    CHECK(
        lowered(R"({'command': 'c', 'commit': {'id': 'both', 'from': {'x': 'input'}, 'all': [
        {'id': 'a', 'action': 'persist(b)'}, {'id': 'b', 'action': 'transform(c)'}]}})")
        == lines{"sequence command infallible 'c' at '' in prepare",
                 "  parallel infallible 'both' at '/commit' in commit from x=input@/commit/from/x as object "
                 "alone",
                 "    action persist committed 'a' at '/commit/all/0' in commit persist(b)",
                 "    action transform fallible 'b' at '/commit/all/1' in commit transform(c)"});
}

TEST_CASE("mixins wrap steps with the first listed outermost") {
    CHECK(
        lowered(R"({'query': 'q', 'prepare': [
            {'id': 'a', 'action': 'fetch(b)', 'from': 'input'}, {'id': 'b', 'all': [{'id': 'c', 'action': 'fetch(c)'}]}],
        'conclude': [{'id': 'd', 'action': 'transform(d)'}],
        'mixins': [{'mixin': 'retry', 'on': ['d', 'b'], 'with': {'attempts': 3}}, {'mixin': 'timeout', 'on': ['b']},
                   {'mixin': 'map_error', 'on': ['b']}]})")
        == lines{"sequence query infallible 'q' at '' in prepare",
                 "  action fetch fallible 'a' at '/prepare/0' in prepare fetch(b) from input@/prepare/0/from "
                 "alone",
                 "  wrapped retry infallible '' at '/mixins/0' in prepare with {\"attempts\":3}",
                 "    wrapped timeout fallible '' at '/mixins/1' in prepare",
                 "      wrapped map_error infallible '' at '/mixins/2' in prepare",
                 "        parallel infallible 'b' at '/prepare/1' in prepare",
                 "          action fetch fallible 'c' at '/prepare/1/all/0' in prepare fetch(c)",
                 "  wrapped retry infallible '' at '/mixins/0' in conclude with {\"attempts\":3}",
                 "    action transform fallible 'd' at '/conclude/0' in conclude transform(d)"});
}

TEST_CASE("a mixin on an id that two steps have wraps the first") {
    auto const made = lowered(
        R"({'query': 'q', 'prepare': [{'id': 'a', 'action': 'fetch(b)'}, {'id': 'a', 'action': 'fetch(c)'}],
        'mixins': [{'mixin': 'cache', 'on': ['a']}, {'mixin': 'observe', 'on': ['a']}]})");
    CHECK(made.size() == 5);
    CHECK(made[1] == "  wrapped cache infallible '' at '/mixins/0' in prepare");
    CHECK(made[2] == "    wrapped observe infallible '' at '/mixins/1' in prepare");
    CHECK(made[4] == "  action fetch fallible 'a' at '/prepare/1' in prepare fetch(c)");
}

TEST_CASE("the head of a document is in its tree") {
    auto const read = doc::read_form(in_double_quotes(
        R"({'query': 'q', 'version': '1', 'description': 'd', 'input': {'a': 1}, 'outcome': false,
            'contracts': {'c': {}, 'd': true}, 'prepare': [{'id': 'a', 'action': 'fetch(b)'}]})"));
    REQUIRE(read.problems.empty());
    CHECK(read.made.name == "q");
    CHECK(read.made.version == "1");
    CHECK(*read.made.description == json::value("d"));
    CHECK(*read.made.input == *json::parse(R"({"a": 1})"));
    CHECK(*read.made.outcome == json::value(false));
    CHECK(read.made.contracts->size() == 2);
    CHECK(read.made.nodes[0].label.data() == read.made.root->at("query").get_string().data());
}

TEST_CASE("what a document does not say is absent") {
    auto const read =
        doc::read_form(in_double_quotes("{'query': 'q', 'prepare': [{'id': 'a', 'action': 'fetch(b)'}]}"));
    REQUIRE(read.is_tree);
    CHECK(read.made.version.empty());
    CHECK(read.made.description == nullptr);
    CHECK(read.made.input == nullptr);
    CHECK(read.made.outcome == nullptr);
    CHECK(read.made.contracts == nullptr);
    CHECK(read.made.items[1].guard.at == doc::no_place);
    CHECK(read.made.items[1].with == nullptr);
}

TEST_CASE("labels are views of their own into the document") {
    auto const read =
        doc::read_form(in_double_quotes(R"({'query': 'a', 'prepare': [{'id': 'a', 'action': 'fetch(b)'},
        {'id': 'a', 'decide': [{'otherwise': true, 'prepare': [{'id': 'a', 'action': 'fetch(b)'}]}]},
        {'id': '', 'action': 'fetch(b)'}, {'id': '', 'action': 'fetch(b)'}]})"));
    std::set<char const*> seen;
    for (ag::node const& each : read.made.nodes) {
        if (each.form != ag::construct::sequence) CHECK(seen.insert(each.label.data()).second);
    }
    CHECK(seen.size() == 5);
    CHECK(read.made.nodes[1].label.data()
          == read.made.root->at("prepare").at(0).at("id").get_string().data());
}

} // namespace
