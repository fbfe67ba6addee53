#include "support/shapes.hpp"
#include "support/verify.hpp"

#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/well_formed.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace action_grammar_tests;
using ag::construct;
using ag::form_rule;
using ag::rule_code;
using ag::violation;

namespace {

constexpr violation fault(rule_code code, std::string_view label, std::uint32_t node) {
    return {code, {label, node}, {label, node}};
}

// "c" of "a", "b" and "d", and one change to it.
template <class Change>
constexpr violation changed(Change change) {
    composition whole =
        in_order("c", fallible("a"), fan_out("b", fallible("body")), reading({"a"}, fallible("d")));
    change(whole);
    return form_rule(whole);
}

constexpr composition nested(std::size_t depth) {
    composition whole = infallible("core");
    for (std::size_t i = 1; i < depth; ++i)
        whole = in_order("level", whole);
    return whole;
}

constexpr composition childless(construct form) { return one({.form = form, .label = "hollow"}); }

} // namespace

TEST_CASE("a tree of nodes is a shape") {
    ACTION_GRAMMAR_VERIFY(!changed([](composition&) {}));
    ACTION_GRAMMAR_VERIFY(!form_rule(fallible("a")));
}

TEST_CASE("AG306: something without any action in it") {
    ACTION_GRAMMAR_VERIFY(form_rule({}) == violation{rule_code::empty, {}, {}});
    ACTION_GRAMMAR_VERIFY(form_rule(childless(construct::sequence)) == fault(rule_code::empty, "hollow", 0));
    ACTION_GRAMMAR_VERIFY(form_rule(childless(construct::alternatives))
                          == fault(rule_code::empty, "hollow", 0));
    ACTION_GRAMMAR_VERIFY(form_rule(childless(construct::repetition))
                          == fault(rule_code::empty, "hollow", 0));
    ACTION_GRAMMAR_VERIFY(form_rule(in_order("c", fallible("a"), childless(construct::parallel)))
                          == fault(rule_code::empty, "hollow", 2));
    // The last node of the array: nothing may be read behind it.
    ACTION_GRAMMAR_VERIFY(form_rule(in_order("c", childless(construct::wrapped)))
                          == fault(rule_code::empty, "hollow", 1));
}

TEST_CASE("AG307: more nodes, levels or references than the limits allow") {
    ACTION_GRAMMAR_VERIFY(!form_rule(in_order("c", fallible("a")), {.nodes = 2}));
    ACTION_GRAMMAR_VERIFY(form_rule(in_order("c", fallible("a")), {.nodes = 1})
                          == fault(rule_code::limit_exceeded, "c", 0));
    ACTION_GRAMMAR_VERIFY(!form_rule(in_order("c", fallible("a")), {.depth = 2}));
    ACTION_GRAMMAR_VERIFY(form_rule(in_order("c", fallible("a")), {.depth = 1})
                          == fault(rule_code::limit_exceeded, "a", 1));
    ACTION_GRAMMAR_VERIFY(!form_rule(reading({"x", "y"}, fallible("a")), {.references = 2}));
    ACTION_GRAMMAR_VERIFY(form_rule(reading({"x", "y"}, fallible("a")), {.references = 1})
                          == fault(rule_code::limit_exceeded, "a", 0));
}

TEST_CASE("the deepest shape that is allowed can be checked in a constant expression") {
    ACTION_GRAMMAR_VERIFY(checked(nested(ag::shape_limits{}.depth)) == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(nested(ag::shape_limits{}.depth)) == violations{});
    ACTION_GRAMMAR_VERIFY(checked(nested(ag::shape_limits{}.depth + 1))
                          == violations{fault(rule_code::limit_exceeded, "core", ag::shape_limits{}.depth)});
}

TEST_CASE("a very deep shape is refused without following it") {
    constexpr std::uint32_t levels = 100'000;
    composition deep;
    for (std::uint32_t i = 0; i < levels; ++i) {
        deep.nodes.push_back({.form = construct::wrapped, .extent = levels - i});
    }
    deep.nodes.back() = fallible("core").nodes.front();
    CHECK(checked(deep) == violations{fault(rule_code::limit_exceeded, "", 128)});
    CHECK(resolved(deep) == violations{fault(rule_code::limit_exceeded, "", 128)});
}

TEST_CASE("AG308: extents that are not those of a tree") {
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) { c.nodes[0].extent = 0; })
                          == fault(rule_code::malformed, "c", 0));
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) { c.nodes[0].extent = 6; })
                          == fault(rule_code::malformed, "c", 0));
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) { c.nodes[0].extent = 0xffff'ffff; })
                          == fault(rule_code::malformed, "c", 0));
    // A node beside the root would be checked by nobody.
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) { c.nodes[0].extent = 4; })
                          == fault(rule_code::malformed, "d", 4));
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) { c.nodes[1].extent = 0; })
                          == fault(rule_code::malformed, "a", 1));
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) { c.nodes[1].extent = 2; })
                          == fault(rule_code::malformed, "a", 1));
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) { c.nodes[3].extent = 0; })
                          == fault(rule_code::malformed, "b", 2));
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) { c.nodes[4].extent = 2; })
                          == fault(rule_code::malformed, "d", 4));
    // The walk would stay where it is for ever.
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) {
                              c.nodes[2].form = construct::sequence;
                              c.nodes[2].extent = 0;
                          })
                          == fault(rule_code::malformed, "b", 2));
    // A repetition and a wrapper have one child.
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) { c.nodes[2].extent = 3; })
                          == fault(rule_code::malformed, "b", 2));
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) {
                              c.nodes[2].form = construct::wrapped;
                              c.nodes[2].extent = 3;
                          })
                          == fault(rule_code::malformed, "b", 2));
}

TEST_CASE("AG308: effects that code of that kind cannot have") {
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) { c.nodes[1].effect = ag::grade::invalid; })
                          == fault(rule_code::malformed, "a", 1));
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) { c.nodes[1].effect = ag::grade::committed; })
                          == fault(rule_code::malformed, "a", 1));
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) { c.nodes[1].what = ag::verb::emit; })
                          == fault(rule_code::malformed, "a", 1));
    // Only an action mutates; what a sequence does, its children do.
    ACTION_GRAMMAR_VERIFY(changed([](composition& c) { c.nodes[0].effect = ag::grade::committed; })
                          == fault(rule_code::malformed, "c", 0));
}

TEST_CASE("AG308: values outside of their enumerations") {
    constexpr auto refused = [](auto change) {
        return changed(change) == fault(rule_code::malformed, "a", 1);
    };
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.nodes[1].form = construct{6}; }));
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.nodes[1].what = ag::verb{9}; }));
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.nodes[1].effect = ag::grade{4}; }));
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.nodes[1].guard = ag::protection{6}; }));
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.nodes[1].wrapper = ag::mixin{6}; }));
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.nodes[1].intent = ag::purpose{3}; }));
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.nodes[1].input = ag::contract_state{4}; }));
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.nodes[1].output = ag::contract_state{4}; }));
}

TEST_CASE("AG308: references that do not exist, lead outside or are claimed twice") {
    constexpr auto refused = [](auto change) {
        return changed(change) == fault(rule_code::malformed, "d", 4);
    };
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.nodes[4].first_reference = 2; }));
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.nodes[4].first_reference = 1; }));
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.nodes[4].reference_count = 2; }));
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.nodes[4].reference_count = 0xffff'ffff; }));
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.references[0].target = 5; }));
    ACTION_GRAMMAR_VERIFY(refused([](composition& c) { c.nodes[1].reference_count = 1; }));
    ACTION_GRAMMAR_VERIFY(!refused([](composition& c) { c.references[0].target = 4; }));
}
