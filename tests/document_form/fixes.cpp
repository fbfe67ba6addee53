// What the fixes of form problems do: one that may be applied by a machine removes its problem and adds none.

#include <set>

#include "reading.hpp"

namespace {

using namespace action_grammar_tests;

/// Code and message of every problem, sorted: where they are may change.
std::multiset<std::string> said(doc::formed const& read) {
    std::multiset<std::string> all;
    for (doc::finding const& problem : read.problems)
        all.insert(code_of(problem.code) + ' ' + problem.message);
    return all;
}

/// The tree without its places.
lines shape_of(doc::formed const& read) {
    lines all;
    for (std::uint32_t at = 0; at < read.made.nodes.size(); ++at) {
        ag::node const& here = read.made.nodes[at];
        std::string line(name_of(here.form));
        ((line += ' ') += here.label) += ' ';
        line += std::string(read.made.items[at].action) + ' ' + std::string(name(here.effect)) + ' '
              + std::string(name(here.guard)) + ' ' + std::string(name(here.wrapper)) + ' '
              + std::to_string(here.extent) + ' ' + std::to_string(here.reference_count);
        all.push_back(std::move(line));
    }
    return all;
}

/// How many fixes there were: of machines, and of people.
struct counted {
    std::size_t machine_applicable = 0;
    std::size_t maybe_incorrect = 0;
};

counted check_fixes(std::string const& text) {
    INFO(text);
    counted count;
    auto const before = doc::read_form(text);
    for (doc::finding const& problem : before.problems) {
        for (doc::fix const& way : problem.fixes) {
            INFO(line_of(problem));
            INFO(line_of(way));
            json::value const whole = *json::parse(text);
            auto const mended = doc::apply_patch(whole, way.patch);
            REQUIRE(mended);
            CHECK(*mended != whole);
            auto const after = doc::read_form(json::serialize(*mended));
            auto expected = said(before);
            std::string const own = code_of(problem.code) + ' ' + problem.message;
            expected.erase(expected.find(own));
            if (way.how == doc::applicability::machine_applicable) {
                ++count.machine_applicable;
                CHECK(said(after) == expected);
                CHECK(after.is_tree == before.is_tree);
                // Later stages saw this tree already, so they have nothing new to say.
                if (way.description != "move the branch to the end")
                    CHECK(shape_of(after) == shape_of(before));
            } else {
                ++count.maybe_incorrect;
                CHECK(said(after).count(own) < said(before).count(own));
            }
        }
    }
    return count;
}

TEST_CASE("every fix of a machine removes its problem and adds none") {
    std::string const broken[] = {
        // Members.
        "{'quer': 'q', 'prepar': [{'ID': 'a', 'acton': 'fetch(b)', 'form': 'input', 'wiht': {}}], 'Mixins': "
        "[{'mixn': "
        "'retry', 'On': ['a']}]}",
        "{'comand': 'c', 'comit': {'id': 'a', 'actio': 'persist(b)', 'protecton': {'Keyed': 'input'}}}",
        "{'query': 'q', 'prepare': [{'id': 'd', 'Decide': [{'When': '.', 'prepar': [{'id': 'a', 'actio': "
        "'fetch(b)'}]}, {'Otherwise': true, 'Prepare': [{'id': 'a', 'Pattern': 'p@1'}]}]}, {'id': 'f', "
        "'fanOut': "
        "[{'id': 'a', 'All': [{'id': 'b', 'action': 'fetch(b)'}]}]}]}",
        "{'query': 'q', 'Prepare': [{'id': 'a', 'Action': 'fetch', 'From': 1}, 2], 'Contracts': {'a': 1}}",
        "{'query': 'q', 'a/b~': 1, 'prepare': [{'id': 'd', 'all': [{'id': 'a', 'action': 'fetch(b)'}], "
        "'With': {}}]}",
        "{'query': 'q', 'quer': 'q', 'acton': 1, 'prepare': [{'id': 'a', 'action': 'fetch(b)', 'patern': "
        "'p@1'}]}",
        // Mutations without a commit.
        "{'command': 'c', 'prepare': [{'id': 'x', 'action': 'fetch(b)'}, {'id': 'a', 'action': "
        "'persist(b)'}]}",
        "{'command': 'c', 'prepare': [{'id': 'a', 'action': 'persist(b)'}], 'mixins': [{'mixin': 'retry', "
        "'on': "
        "['a']}]}",
        "{'command': 'c', 'Prepare': [{'action': 'persist(b)', 'with': 1}]}",
        // Branches.
        "{'query': 'q', 'prepare': [{'id': 'd', 'decide': [{'otherwise': true, 'prepare': [{'id': 'a', "
        "'action': "
        "'fetch(b)'}]}, {'when': '.', 'prepare': [{'id': 'a', 'action': 'fetch(b)'}]}]}]}",
        "{'query': 'q', 'prepare': [{'id': 'd', 'decide': [{'otherwise': true, 'prepare': [{'id': 'a', "
        "'action': "
        "'fetch(b)'}]}, {'otherwise': true, 'prepare': [{'id': 'a', 'action': 'fetch(b)'}]}, {'when': '.', "
        "'prepare': "
        "[{'id': 'a', 'action': 'fetch(b)'}]}]}]}",
        "{'query': 'q', 'prepare': [{'id': 'd', 'decide': [{'otherwise': true, 'prepare': [{'id': 'a', "
        "'action': "
        "'fetch(b)'}]}, {'Otherwise': true, 'prepare': [{'id': 'a', 'action': 'fetch(b)'}]}]}]}",
        // Protections and mixins.
        "{'command': 'c', 'commit': {'id': 'a', 'action': 'persist(b)', 'protection': 'naturel'}, 'mixins': "
        "[{'mixin': "
        "'retri', 'on': ['a', 'a', 'b']}, {'mixin': 'timout', 'on': 'a'}]}"};
    counted all;
    for (std::string const& each : broken) {
        all.machine_applicable += check_fixes(in_double_quotes(each)).machine_applicable;
    }
    CHECK(all.machine_applicable >= 40);
}

TEST_CASE("every guess can be applied and answers its problem") {
    std::string const broken[] = {
        "{'query': 'q', 'prepare': [{'if': 'a', 'action': 'fetch(b)'}, {'id': 'a/b', 'action': 'fetch "
        "http'}]}",
        "{'query': 'q', 'prepare': [{'id': 'a', 'action': 'fecth(b)', 'from': ['input', 'b/x']}, {'id': 'b', "
        "'pattern': "
        "'p', 'from': '/x'}]}",
        "{'query': 'q', 'prepare': [{'id': 'd', 'with': {}, 'protection': 'natural', 'decide': "
        "[{'otherwise': false, "
        "'prepare': [{'id': 'a', 'action': 'fetch(b)'}]}]}], 'mixins': [{'mixin': 'retry', 'on': ['x', "
        "'dd']}]}",
        "{'query': 'q', 'commit': {'id': 'a', 'action': 'persist(b)'}}",
        "{'command': 'q', 'prepare': [{'id': 'a', 'action': 'fetch(b)'}]}",
        "{'command': 'q', 'commit': {'id': 'a', 'action': 'persist(b)', 'protection': 'verry'}}"};
    counted all;
    for (std::string const& each : broken)
        all.maybe_incorrect += check_fixes(in_double_quotes(each)).maybe_incorrect;
    CHECK(all.maybe_incorrect >= 12);
}

TEST_CASE("applying one fix after the other leads to a document without problems") {
    std::string text = in_double_quotes(
        "{'comand': 'c', 'prepar': [{'ID': 'a', 'acton': 'fetch(b)', 'form': 'input'}, {'id': "
        "'m', 'action': 'persist(b)', 'protection': 'Natural'}], 'mixins': [{'mixin': 'retri', "
        "'on': 'a'}]}");
    std::size_t rounds = 0;
    for (auto read = doc::read_form(text); !read.problems.empty(); read = doc::read_form(text)) {
        REQUIRE(++rounds < 20);
        REQUIRE(!read.problems.front().fixes.empty());
        auto const& way = read.problems.front().fixes.front();
        CHECK(way.how == doc::applicability::machine_applicable);
        text = json::serialize(*doc::apply_patch(*json::parse(text), way.patch));
    }
    CHECK(rounds == 9);
    CHECK(doc::read_form(text).is_tree);
}

} // namespace
