// Input that means harm, or nothing at all: a finding, and soon.

#include <random>

#include "reading.hpp"

namespace {

using namespace action_grammar_tests;

/// Reads a text and looks at everything that came of it.
doc::formed examined(std::string_view text) {
    doc::formed read = doc::read_form(text);
    CHECK(read.made.nodes.size() == read.made.items.size());
    CHECK(read.made.references.size() == read.made.readings.size());
    if (read.is_tree) {
        CHECK(written(read.made).size() > 1);
        CHECK_FALSE(ag::form_rule({read.made.nodes, read.made.references}));
        for (doc::place_step const& each : read.made.places)
            CHECK((each.within == doc::no_place || each.within < read.made.places.size()));
    }
    for (doc::finding const& problem : read.problems)
        CHECK(!problem.message.empty());
    return read;
}

TEST_CASE("a megabyte of brackets is answered") {
    for (char const each : {'[', '{', '"', ',', ']', ' ', '\0', '\xff'}) {
        auto const read = examined(std::string(std::size_t{1} << 20, each));
        CHECK(read.problems.size() == 1);
        CHECK_FALSE(read.is_tree);
    }
    std::string nested;
    for (int i = 0; i < 100'000; ++i)
        nested += "{\"prepare\":[";
    CHECK(examined(nested).problems.front().code == ag::rule_code::limit_exceeded);
}

TEST_CASE("huge arrays of nothing are answered with as many problems as are kept") {
    std::string nulls = "null";
    for (int i = 0; i < 200'000; ++i)
        nulls += ",null";
    auto const everywhere = [&](std::string const& begin, std::string const& end) {
        auto const read = examined(in_double_quotes(begin) + nulls + in_double_quotes(end));
        CHECK(read.problems.size() > 200);
        CHECK(read.problems.size() < 2000);
    };
    everywhere("{'query': 'q', 'prepare': [", "]}");
    everywhere("{'query': 'q', 'conclude': [", "]}");
    everywhere("{'query': 'q', 'prepare': [{'id': 'a', 'all': [", "]}]}");
    everywhere("{'query': 'q', 'prepare': [{'id': 'a', 'fan_out': [", "]}]}");
    everywhere("{'query': 'q', 'prepare': [{'id': 'a', 'decide': [", "]}]}");
    everywhere("{'query': 'q', 'prepare': [{'id': 'a', 'action': 'fetch(b)'}], 'mixins': [", "]}");
    everywhere("{'query': 'q', 'prepare': [{'id': 'a', 'action': 'fetch(b)'}], 'mixins': [{'mixin': 'retry', "
               "'on': [",
               "]}]}");
}

TEST_CASE("many steps with many wrong mixins are answered soon") {
    std::string steps;
    std::string targets;
    for (int i = 0; i < 20'000; ++i) {
        std::string const id =
            "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz" + std::to_string(100'000 + i);
        (steps += i == 0 ? "" : ",") += "{'id': '" + id + "', 'action': 'fetch(b)'}";
        (targets += i == 0 ? "" : ",") += "'" + id + "x'";
    }
    auto const read =
        examined(in_double_quotes("{'query': 'q', 'prepare': [" + steps
                                  + "], 'mixins': [{'mixin': 'retry', 'on': [" + targets + "]}]}"));
    CHECK(read.problems.size() > 200);
    CHECK(read.made.nodes.size() == 20'001);
}

TEST_CASE("an object of many unknown members is answered soon") {
    std::string members;
    for (int i = 0; i < 50'000; ++i)
        members += ", 'acti" + std::to_string(i) + "': 1";
    auto const read = examined(
        in_double_quotes("{'query': 'q', 'prepare': [{'id': 'a', 'action': 'fetch(b)'" + members + "}]}"));
    CHECK(read.problems.size() > 200);
    CHECK(read.is_tree);
}

TEST_CASE("places grow with the document and not with its depth") {
    std::string text;
    for (int i = 0; i < 20; ++i)
        text += "{'id': 'a', 'all': [";
    for (int i = 0; i < 1000; ++i)
        text += "{'id': 'b', 'action': 'fetch(b)'},";
    text += "{'id': 'b', 'action': 'fetch(b)'}";
    for (int i = 0; i < 20; ++i)
        text += "]}";
    auto const read = examined(in_double_quotes("{'query': 'q', 'prepare': [" + text + "]}"));
    CHECK(read.made.places.size() < 1100);
}

/// A document with every member that there is.
std::string const full = in_double_quotes(R"({
    'command': 'place_order', 'version': '1.2.0', 'description': 'd', 'input': {'type': 'object'},
    'prepare': [
        {'id': 'cart', 'action': 'fetch(http)', 'with': {'url': 'x'}, 'description': 'd', 'from': 'input/cart'},
        {'id': 'rates', 'pattern': 'http_request@1', 'with': {'url': 'x'}, 'from': {'a': 'cart'}},
        {'id': 'route', 'decide': [
            {'when': '.x', 'description': 'd', 'prepare': [{'id': 'a', 'action': 'fetch(http)'}]},
            {'otherwise': true, 'prepare': [{'id': 'a', 'action': 'fetch(http)'}]}]},
        {'id': 'each', 'fan_out': [{'id': 'a', 'action': 'transform(jq)', 'with': {'filter': '.'}}]},
        {'id': 'both', 'all': [{'id': 'x', 'action': 'fetch(http)'}, {'id': 'y', 'action': 'gate(z)'}]}],
    'commit': {'id': 'split', 'decide': [
        {'otherwise': true, 'prepare': [{'id': 'b', 'action': 'fetch(http)'}],
         'commit': {'id': 'c', 'action': 'persist(sql)', 'protection': {'keyed': 'b/id'}},
         'conclude': [{'id': 'd', 'action': 'transform(jq)', 'protection': 'natural'}]}]},
    'conclude': [{'id': 'reply', 'action': 'transform(jq)'}],
    'outcome': true, 'contracts': {'order': {'type': 'object'}},
    'mixins': [{'mixin': 'retry', 'on': ['cart', 'rates'], 'with': {'attempts': 3}}]})");

/// The pointers of all values.
void collect(json::value const& from, std::string const& at, lines& into) {
    into.push_back(at);
    if (auto const* object = from.if_object()) {
        for (auto const& [name, value] : *object)
            collect(value, at + '/' + std::string(name), into);
    } else if (auto const* array = from.if_array()) {
        for (std::size_t i = 0; i < array->size(); ++i)
            collect((*array)[i], at + '/' + std::to_string(i), into);
    }
}

/// Whether the form lets `value` stand at the place: what is not for the form to judge, and what may be empty.
bool well_formed(std::string const& at, json::value const& value) {
    auto const ends = [&](std::string_view with) { return std::string_view(at).ends_with(with); };
    auto const within = [&](std::string_view part) { return at.find(part) != at.npos; };
    if (within("/with/") || within("/input/") || within("/order/")) return true; // theirs
    if (ends("/with")) return value.is_object();
    if (ends("/input") || ends("/outcome") || ends("/order")) return value.is_object() || value.is_bool();
    if (ends("/description") || ends("/version")) return value.is_string();
    if (ends("/contracts")) return value.is_object();
    if (ends("/otherwise")) return value == json::value(true);
    bool const some_steps = at == "/conclude" || at == "/commit/decide/0/prepare"
                         || at == "/commit/decide/0/conclude" || at == "/mixins";
    return some_steps && value.is_array();
}

TEST_CASE("the full document has no problem") {
    CHECK(problems(full).empty());
    CHECK(examined(full).made.nodes.size() == 22);
}

TEST_CASE("anything else in the place of any value is a problem or well formed") {
    lines places;
    json::value const whole = *json::parse(full);
    collect(whole, "", places);
    CHECK(places.size() > 80);
    for (std::string const& at : places) {
        for (std::string_view const other : {"null", "true", "false", "1", "-0.5", R"("")", "[]", "{}"}) {
            json::value const value = *json::parse(other);
            json::value const changed =
                *doc::apply_patch(whole, {json::object{{"op", "replace"}, {"path", at}, {"value", value}}});
            INFO(at << " is " << other);
            auto const read = examined(json::serialize(changed));
            CHECK(read.problems.empty() == well_formed(at, value));
            // Nothing but the part that is broken is missing.
            if (at.find('/', 1) != at.npos) CHECK(read.is_tree);
        }
    }
}

TEST_CASE("any value that is missing is a problem or well formed") {
    lines places;
    json::value const whole = *json::parse(full);
    collect(whole, "", places);
    for (std::string const& at : places) {
        if (at.empty()) continue;
        json::value const changed = *doc::apply_patch(whole, {json::object{{"op", "remove"}, {"path", at}}});
        INFO(at << " is not there");
        auto const read = examined(json::serialize(changed));
        std::string const name = at.substr(at.rfind('/') + 1);
        bool const required = name == "command" || name == "id" || name == "action" || name == "pattern"
                           || name == "decide" || name == "fan_out" || name == "all" || name == "when"
                           || name == "otherwise" || name == "keyed" || name == "mixin" || name == "on";
        if (required) CHECK(!read.problems.empty());
    }
    CHECK(examined(json::serialize(
                       *doc::apply_patch(whole, {json::object{{"op", "remove"}, {"path", "/commit"}}})))
              .problems.size()
          == 1);
}

TEST_CASE("texts cut off and changed at random are read or refused") {
    std::mt19937 random(1);
    for (std::size_t length = 0; length < full.size(); length += 7)
        CHECK(examined(full.substr(0, length)).problems.size() == 1);
    std::string const bytes = "{}[]\",:x0\\/~ \xff";
    for (int i = 0; i < 3000; ++i) {
        std::string changed = full;
        for (int j = 0; j < 3; ++j)
            changed[random() % changed.size()] = bytes[random() % bytes.size()];
        examined(changed);
    }
}

} // namespace
