#include "support/shapes.hpp"
#include "support/verify.hpp"

#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/resolve.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using namespace action_grammar_tests;
using ag::composition_input;
using ag::rule_code;
using ag::unresolved;
using ag::violation;
using nodes = std::vector<std::uint32_t>;

namespace {

constexpr violation unused(std::string_view label, std::uint32_t node) {
    return {rule_code::unused_value, {label, node}, {label, node}};
}
constexpr violation duplicate(std::string_view label, std::uint32_t first, std::uint32_t second) {
    return {rule_code::duplicate_id, {label, first}, {label, second}};
}

// A shape whose action "a" nothing reads.
constexpr composition ignoring(composition const& a) {
    return in_order("c", a, reading({"input"}, infallible("b")));
}

constexpr composition unlabeled(composition whole) {
    whole.nodes.front().label = {};
    return whole;
}

} // namespace

TEST_CASE("a name leads to the action of the same sequence that carries it") {
    ACTION_GRAMMAR_VERIFY(
        targets(in_order("c", fallible("a"), fallible("b"), reading({"a", "b"}, infallible("d"))))
        == nodes{1, 2});
    ACTION_GRAMMAR_VERIFY(targets(in_order("c", reading({"input"}, fallible("a"))))
                          == nodes{composition_input});
    ACTION_GRAMMAR_VERIFY(
        targets(in_order("c", reading({"nobody", ""}, fallible("a")), unlabeled(fallible(""))))
        == nodes{unresolved, unresolved});
    // Later ones and itself as well: that they are too late is for `check` to say.
    ACTION_GRAMMAR_VERIFY(targets(in_order("c", reading({"b", "a"}, fallible("a")), fallible("b")))
                          == nodes{2, 1});
    // What the targets were before does not matter.
    ACTION_GRAMMAR_VERIFY([] {
        composition whole = reading({"nobody"}, fallible("a"));
        whole.references.front().target = 77;
        return targets(whole);
    }() == nodes{unresolved});
}

TEST_CASE("the members of a parallel group are in the scope in which the group stands") {
    ACTION_GRAMMAR_VERIFY(targets(in_order("c", all(fallible("a"), all(fallible("b"), fallible("x"))),
                                           reading({"b"}, infallible("d"))))
                          == nodes{4});
    ACTION_GRAMMAR_VERIFY(targets(in_order("c", fallible("a"),
                                           all(reading({"a"}, fallible("x")), reading({"a"}, fallible("y")))))
                          == nodes{1, 1});
    ACTION_GRAMMAR_VERIFY(
        targets(in_order("c", retry(all(fallible("a"), fallible("b"))), reading({"a"}, infallible("d"))))
        == nodes{3});
    ACTION_GRAMMAR_VERIFY(targets(in_order("c", all(in_order("inner", fallible("a"))),
                                           reading({"a", "inner"}, infallible("d"))))
                          == nodes{unresolved, 2});
}

TEST_CASE("a scope goes on after what is nested in it") {
    ACTION_GRAMMAR_VERIFY(
        targets(in_order("c", in_order("d", fallible("x")), all(fallible("a"), fallible("b")),
                         reading({"a"}, infallible("e"))))
        == nodes{4});
    ACTION_GRAMMAR_VERIFY(targets(in_order("c", fallible("a"), in_order("d", fallible("x")),
                                           retry(reading({"a"}, fallible("b")))))
                          == nodes{1});
    ACTION_GRAMMAR_VERIFY(targets(in_order("c", fallible("a"), decide("d", fallible("x"), fallible("y")),
                                           all(reading({"a"}, fallible("b")))))
                          == nodes{1});
}

TEST_CASE("a wrapper stands for its child") {
    ACTION_GRAMMAR_VERIFY(targets(in_order("c", retry(fallible("a")), reading({"a"}, infallible("b"))))
                          == nodes{1});
    ACTION_GRAMMAR_VERIFY(
        targets(in_order("c", unlabeled(retry(retry(fallible("a")))), reading({"a"}, infallible("b"))))
        == nodes{1});
    ACTION_GRAMMAR_VERIFY(targets(in_order("c", fallible("a"), retry(reading({"a"}, fallible("b")))))
                          == nodes{1});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", retry(fallible("a")), infallible("b"))) == violations{});
}

TEST_CASE("a branch, a body and a nested sequence each begin a scope of their own") {
    ACTION_GRAMMAR_VERIFY(
        targets(in_order("c", fallible("a"), decide("d", reading({"a", "input"}, fallible("x")))))
        == nodes{unresolved, composition_input});
    ACTION_GRAMMAR_VERIFY(targets(in_order("c", fallible("a"), fan_out("d", reading({"a"}, fallible("x")))))
                          == nodes{unresolved});
    ACTION_GRAMMAR_VERIFY(targets(in_order("c", fallible("a"), in_order("d", reading({"a"}, fallible("x")))))
                          == nodes{unresolved});
    ACTION_GRAMMAR_VERIFY(
        targets(in_order("c", decide("d", fallible("x"), fallible("y")), reading({"x", "d"}, fallible("z"))))
        == nodes{unresolved, 1});
    ACTION_GRAMMAR_VERIFY(
        targets(in_order("c", in_order("d", fallible("x")), reading({"x", "d"}, fallible("z"))))
        == nodes{unresolved, 1});
    // One branch does not see another, nor one sequence the next.
    ACTION_GRAMMAR_VERIFY(targets(decide("d", fallible("x"), reading({"x"}, fallible("y"))))
                          == nodes{unresolved});
    ACTION_GRAMMAR_VERIFY(
        targets(in_order("c", in_order("d", fallible("x")), in_order("e", reading({"x"}, fallible("y")))))
        == nodes{unresolved});
    // The composition is not inside of itself.
    ACTION_GRAMMAR_VERIFY(targets(in_order("c", reading({"c"}, fallible("x")))) == nodes{unresolved});
    // A composite's own references are looked up where it stands.
    ACTION_GRAMMAR_VERIFY(
        targets(in_order("c", fallible("a"), fallible("b"), reading({"a"}, in_order("d", fallible("a")))))
        == nodes{1});
}

TEST_CASE("AG305: two values of one scope with the same label") {
    ACTION_GRAMMAR_VERIFY(
        resolved(in_order("c", fallible("a"), fallible("b"), fallible("a"), infallible("a")))
        == violations{duplicate("a", 1, 3), duplicate("a", 1, 4)});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", fallible("a"), all(fallible("b"), fallible("a"))))
                          == violations{duplicate("a", 1, 4)});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", fallible("a"), in_order("a", fallible("b"))))
                          == violations{duplicate("a", 1, 2)});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", retry(fallible("a")), retry(fallible("a"))))
                          == violations{duplicate("a", 1, 3)});
    // A name leads to the first.
    ACTION_GRAMMAR_VERIFY(
        targets(in_order("c", fallible("a"), fallible("a"), reading({"a"}, infallible("b")))) == nodes{1});
}

TEST_CASE("AG305: the input's label is taken, everywhere") {
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", fallible("input"), fallible("b")))
                          == violations{duplicate("input", composition_input, 1)});
    ACTION_GRAMMAR_VERIFY(
        resolved(in_order("c", fan_out("each", in_order("d", fallible("a"), fallible("input")))))
        == violations{duplicate("input", composition_input, 4)});
    ACTION_GRAMMAR_VERIFY(targets(in_order("c", fallible("input"), reading({"input"}, fallible("b"))))
                          == nodes{composition_input});
}

TEST_CASE("the same label in two scopes, and no label, are no duplicates") {
    ACTION_GRAMMAR_VERIFY(resolved(in_order("a", in_order("b", fallible("a"), fallible("b"))))
                          == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(decide("d", fallible("a"), fallible("a"))) == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", unlabeled(fallible("")), unlabeled(fallible(""))))
                          == violations{});
}

TEST_CASE("AG403: a prepared value that nothing reads") {
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(fallible("a"))) == violations{unused("a", 1)});
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(infallible("a"))) == violations{unused("a", 1)});
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(action(ag::verb::aggregate, "a"))) == violations{unused("a", 1)});
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(fan_out("a", fallible("x")))) == violations{unused("a", 1)});
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(decide("a", fallible("x"), fallible("y"))))
                          == violations{unused("a", 1)});
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(in_order("a", fallible("x")))) == violations{unused("a", 1)});
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(retry(fallible("a")))) == violations{unused("a", 1)});
    // In a nested sequence as well.
    ACTION_GRAMMAR_VERIFY(resolved(fan_out("each", ignoring(fallible("a")))) == violations{unused("a", 2)});
}

TEST_CASE("a value is used by a reference, by the next action or as the outcome") {
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", fallible("a"), reading({"a"}, infallible("b"))))
                          == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", fallible("a"), reading({"input"}, fallible("x")),
                                            reading({"x", "a"}, infallible("b"))))
                          == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", fallible("a"), infallible("b"))) == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", fallible("a"), retry(fallible("b")))) == violations{});
    ACTION_GRAMMAR_VERIFY(
        resolved(in_order("c", fallible("a"), in_order("d", reading({"input"}, fallible("b")))))
        == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(decide("c", fallible("a"), fallible("b"))) == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", fallible("a"), retry(reading({"input"}, fallible("b")))))
                          == violations{unused("a", 1)});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", fallible("a"), reading({"input"}, retry(fallible("b")))))
                          == violations{unused("a", 1)});
}

TEST_CASE("checks hand their input on and need no reader, what they name is read") {
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(validate("v"))) == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(gate("v"))) == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(with(ag::mixin::observe, gate("v")))) == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", fallible("a"), validate("v"), infallible("b")))
                          == violations{});
    ACTION_GRAMMAR_VERIFY(
        resolved(in_order("c", fallible("a"), fallible("b"), reading({"a"}, validate("v")), infallible("d")))
        == violations{unused("b", 2)});
}

TEST_CASE("a mutation is done for its effect and needs no reader, wherever it stands") {
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(mutation("m"))) == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(retry(mutation("m")))) == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(in_order("inner", fallible("x"), mutation("m"), infallible("y"))))
                          == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(ignoring(decide("inner", infallible("x"), mutation("m"))))
                          == violations{});
}

TEST_CASE("a parallel group yields the values of its members") {
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", all(fallible("a"), fallible("b")), infallible("d")))
                          == violations{});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", all(fallible("a"), fallible("b")))) == violations{});
    ACTION_GRAMMAR_VERIFY(
        resolved(in_order("c", all(fallible("a"), fallible("b")), reading({"a"}, infallible("d"))))
        == violations{unused("b", 3)});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", retry(all(fallible("a"), all(gate("b"), fallible("x")))),
                                            reading({"a"}, infallible("d"))))
                          == violations{unused("x", 6)});
    // It reads the value before it when one of its members does.
    ACTION_GRAMMAR_VERIFY(
        resolved(in_order("c", fallible("a"), all(reading({"input"}, fallible("x")), fallible("y"))))
        == violations{});
    ACTION_GRAMMAR_VERIFY(
        resolved(in_order("c", fallible("a"),
                          all(reading({"input"}, fallible("x")), reading({"input"}, fallible("y")))))
        == violations{unused("a", 1)});
}

TEST_CASE("a shape that is not one is answered with its fault alone") {
    constexpr auto broken = [] {
        composition whole = in_order("c", reading({"a"}, fallible("a")), fallible("a"));
        whole.nodes[0].extent = 9;
        return whole;
    };
    ACTION_GRAMMAR_VERIFY(resolved(broken()) == violations{{rule_code::malformed, {"c", 0}, {"c", 0}}});
    ACTION_GRAMMAR_VERIFY(found_in(broken()) == violations{{rule_code::malformed, {"c", 0}, {"c", 0}}});
    ACTION_GRAMMAR_VERIFY(targets(broken()) == nodes{unresolved});
    ACTION_GRAMMAR_VERIFY(found_in(composition{}) == violations{{rule_code::empty, {}, {}}});
    ACTION_GRAMMAR_VERIFY(resolved(in_order("c", fallible("a")), {.nodes = 1})
                          == violations{{rule_code::limit_exceeded, {"c", 0}, {"c", 0}}});
}

TEST_CASE("findings are all that resolve and check report, in the order of the nodes") {
    ACTION_GRAMMAR_VERIFY(
        found_in(promising(ag::purpose::query,
                           in_order("q", fallible("a"), reading({"cart", "b"}, fallible("a")), mutation("b"),
                                    fan_out("each", reading({"input"}, fallible("x"))))))
        == violations{{rule_code::effect_undeclared, {"b", 3}, {"q", 0}},
                      unused("a", 1),
                      duplicate("a", 1, 2),
                      {rule_code::unresolved_reference, {"cart", unresolved}, {"a", 2}},
                      {rule_code::forward_reference, {"b", 3}, {"a", 2}},
                      {rule_code::fallible_after_mutation, {"b", 3}, {"x", 5}}});
    ACTION_GRAMMAR_VERIFY(found_in(in_order("c", all(fallible("a"), reading({"a"}, fallible("b")))))
                          == violations{{rule_code::forward_reference, {"a", 2}, {"b", 3}}});
}

TEST_CASE("the label that was meant is one that could be read there") {
    constexpr auto meant = [](std::uint32_t reader, std::string_view name) {
        composition const whole =
            in_order("checkout", retry(fallible("cart")), in_order("card", fallible("crat")),
                     infallible("order"), infallible("orders"));
        return ag::nearest_label(whole.nodes, reader, name);
    };
    ACTION_GRAMMAR_VERIFY(meant(5, "crt") == "cart");
    ACTION_GRAMMAR_VERIFY(meant(5, "crat") == "cart");
    ACTION_GRAMMAR_VERIFY(meant(5, "inptu") == "input");
    ACTION_GRAMMAR_VERIFY(meant(6, "oder") == "order");
    ACTION_GRAMMAR_VERIFY(meant(5, "oder").empty());
    ACTION_GRAMMAR_VERIFY(meant(4, "cart").empty());
}

TEST_CASE("many labels, all found") {
    constexpr std::uint32_t count = 50'000;
    std::vector<std::string> labels;
    for (std::uint32_t i = 0; i < count; ++i)
        labels.push_back("value " + std::to_string(i));
    composition whole = one({.form = ag::construct::sequence});
    for (std::uint32_t i = 0; i < count; ++i) {
        ag::node reader{.effect = ag::grade::fallible, .reads_previous = false, .label = labels[i]};
        reader.first_reference = i;
        reader.reference_count = 1;
        whole.nodes.push_back(reader);
        whole.references.push_back({.name = labels[i == 0 ? 0 : i - 1]});
    }
    whole.nodes.front().extent = count + 1;
    violations const found = ag::findings(whole.nodes, whole.references);
    CHECK(found == violations{{rule_code::forward_reference, {labels[0], 1}, {labels[0], 1}}});
    CHECK(whole.references.back().target == count - 1);
}
