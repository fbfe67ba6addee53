#include "support/shapes.hpp"
#include "support/verify.hpp"

#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/check.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace action_grammar_tests;
using ag::contract_state;
using ag::grade;
using ag::mixin;
using ag::protection;
using ag::purpose;
using ag::rule_code;

namespace {

constexpr composition with_input(contract_state state, composition whole) {
    whole.nodes.front().input = state;
    return whole;
}
constexpr composition with_output(contract_state state, composition whole) {
    whole.nodes.front().output = state;
    return whole;
}

// A reader of one value whose target is known, as the typed surface knows it.
constexpr composition leading(std::string_view name, std::uint32_t target, composition const& reader) {
    composition whole = reading({name}, reader);
    whole.references.front().target = target;
    return whole;
}

// A node whose own code can fail, before its children run.
constexpr composition with_fallible_code(composition whole) {
    whole.nodes.front().effect = grade::fallible;
    return whole;
}

constexpr ag::summary summarized(ag::shape whole) {
    return ag::check(whole, [](ag::violation const&) {});
}

constexpr composition place_order() {
    return promising(purpose::command,
                     in_order("place_order", fallible("cart"), validate("in stock"), infallible("order"),
                              mutation("receipt"), infallible("reply")));
}

} // namespace

TEST_CASE("a composition that prepares, commits and concludes breaks no rule") {
    ACTION_GRAMMAR_VERIFY(checked(place_order()) == violations{});
    ACTION_GRAMMAR_VERIFY(summarized(place_order()).effect == grade::committed);
    ACTION_GRAMMAR_VERIFY(summarized(place_order()).mutation == ag::place{"receipt", 4});
    ACTION_GRAMMAR_VERIFY(summarized(place_order()).guard == protection::keyed);
    ACTION_GRAMMAR_VERIFY(summarized(place_order()).offender == ag::place{"cart", 1});
    ACTION_GRAMMAR_VERIFY(summarized(fallible("cart")).effect == grade::fallible);
    ACTION_GRAMMAR_VERIFY(summarized(infallible("order")).effect == grade::infallible);
}

TEST_CASE("AG101, AG102, AG103: what is known of the contract at an input") {
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", fallible("a"), with_input(contract_state::mismatched, fallible("b"))))
        == violations{{rule_code::contract_mismatch, {"b", 2}, {"b", 2}}});
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", fallible("a"), with_input(contract_state::unproven, fallible("b"))))
        == violations{{rule_code::contract_unproven, {"b", 2}, {"b", 2}}});
    ACTION_GRAMMAR_VERIFY(checked(with_input(contract_state::missing, fallible("a")))
                          == violations{{rule_code::contract_missing, {"a", 0}, {"a", 0}}});
}

TEST_CASE("AG103, AG104: what is known of the contract at an output") {
    ACTION_GRAMMAR_VERIFY(checked(with_output(contract_state::missing, fallible("a")))
                          == violations{{rule_code::contract_missing, {"a", 0}, {"a", 0}}});
    ACTION_GRAMMAR_VERIFY(checked(with_output(contract_state::mismatched, in_order("c", fallible("a"))))
                          == violations{{rule_code::outcome_mismatch, {"c", 0}, {"c", 0}}});
    ACTION_GRAMMAR_VERIFY(checked(with_output(contract_state::unproven, in_order("c", fallible("a"))))
                          == violations{{rule_code::contract_unproven, {"c", 0}, {"c", 0}}});
}

TEST_CASE("AG201: a second mutation, wherever it hides") {
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", mutation("receipt"), mutation("event")))
                          == violations{{rule_code::second_mutation, {"receipt", 1}, {"event", 2}}});
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", mutation("receipt"), in_order("inner", infallible("x"), mutation("event"))))
        == violations{{rule_code::second_mutation, {"receipt", 1}, {"event", 4}}});
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", decide("route", mutation("fast"), infallible("x")),
                                           infallible("y"), mutation("event")))
                          == violations{{rule_code::second_mutation, {"fast", 2}, {"event", 5}}});
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", mutation("receipt"), decide("route", infallible("x"), mutation("slow"))))
        == violations{{rule_code::second_mutation, {"receipt", 1}, {"slow", 4}}});
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", mutation("receipt"), all(infallible("x"), mutation("event"))))
                          == violations{{rule_code::second_mutation, {"receipt", 1}, {"event", 4}}});
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", mutation("receipt"), retry(mutation("event"))))
                          == violations{{rule_code::second_mutation, {"receipt", 1}, {"event", 3}}});
    // Two branches that mutate are one mutation on each path.
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", decide("route", mutation("fast"), mutation("slow"))))
                          == violations{});
}

TEST_CASE("AG202: something that can fail after the mutation, wherever it hides") {
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", mutation("receipt"), infallible("x"), fallible("mail")))
                          == violations{{rule_code::fallible_after_mutation, {"receipt", 1}, {"mail", 3}}});
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", in_order("inner", mutation("receipt")), fan_out("each", fallible("mail"))))
        == violations{{rule_code::fallible_after_mutation, {"receipt", 2}, {"mail", 4}}});
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", mutation("receipt"), gate("approved")))
        == violations{{rule_code::fallible_after_mutation, {"receipt", 1}, {"approved", 2}}});
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", mutation("receipt"), with_fallible_code(decide("route", infallible("x")))))
        == violations{{rule_code::fallible_after_mutation, {"receipt", 1}, {"route", 2}}});
}

TEST_CASE("AG203: a mutation in a repetition") {
    ACTION_GRAMMAR_VERIFY(checked(fan_out("each", in_order("inner", fallible("x"), mutation("receipt"))))
                          == violations{{rule_code::mutation_repeated, {"receipt", 3}, {"each", 0}}});
    ACTION_GRAMMAR_VERIFY(checked(fan_out("each", fallible("x"))) == violations{});
    ACTION_GRAMMAR_VERIFY(summarized(fan_out("each", fallible("x"))).effect == grade::fallible);
}

TEST_CASE("AG204: a mutation beside something that can fail or mutate") {
    ACTION_GRAMMAR_VERIFY(checked(all(mutation("receipt"), fallible("x")))
                          == violations{{rule_code::mutation_beside_fallible, {"receipt", 1}, {"x", 2}}});
    ACTION_GRAMMAR_VERIFY(checked(all(fallible("x"), infallible("y"), mutation("receipt")))
                          == violations{{rule_code::mutation_beside_fallible, {"receipt", 3}, {"x", 1}}});
    ACTION_GRAMMAR_VERIFY(checked(all(mutation("receipt"), mutation("event")))
                          == violations{{rule_code::mutation_beside_fallible, {"receipt", 1}, {"event", 2}}});
    ACTION_GRAMMAR_VERIFY(checked(all(in_order("inner", fallible("x"), mutation("receipt")), infallible("y")))
                          == violations{});
}

TEST_CASE("AG205: a mutation without a declared protection") {
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", mutation("receipt", protection::undeclared)))
                          == violations{{rule_code::unprotected_mutation, {"receipt", 1}, {"receipt", 1}}});
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", mutation("receipt", protection::unprotected)))
                          == violations{});
}

TEST_CASE("AG206: a purpose that the composition does not keep") {
    ACTION_GRAMMAR_VERIFY(
        checked(promising(purpose::query, in_order("q", fallible("a"), mutation("receipt"))))
        == violations{{rule_code::effect_undeclared, {"receipt", 2}, {"q", 0}}});
    ACTION_GRAMMAR_VERIFY(checked(promising(purpose::command, in_order("c", fallible("a"))))
                          == violations{{rule_code::effect_undeclared, {"c", 0}, {"c", 0}}});
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", promising(purpose::query, in_order("q", mutation("receipt")))))
        == violations{{rule_code::effect_undeclared, {"receipt", 2}, {"q", 1}}});
    // On some path is enough, and a query before the mutation is a query still.
    ACTION_GRAMMAR_VERIFY(
        checked(promising(purpose::command, in_order("c", decide("route", mutation("m"), infallible("x")))))
        == violations{});
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", mutation("m"), promising(purpose::query, in_order("q", infallible("x")))))
        == violations{});
    // A promise counts wherever it stands.
    ACTION_GRAMMAR_VERIFY(checked(promising(purpose::query, mutation("m")))
                          == violations{{rule_code::effect_undeclared, {"m", 0}, {"m", 0}}});
}

TEST_CASE("AG207: a retry of a mutation that is not safe to repeat") {
    ACTION_GRAMMAR_VERIFY(
        checked(retry(in_order("inner", fallible("a"), mutation("receipt", protection::unprotected))))
        == violations{{rule_code::retried_mutation, {"receipt", 3}, {"inner", 0}}});
    ACTION_GRAMMAR_VERIFY(
        checked(retry(decide("route", mutation("fast"), mutation("slow", protection::unprotected))))
        == violations{{rule_code::retried_mutation, {"slow", 3}, {"route", 0}}});
    ACTION_GRAMMAR_VERIFY(checked(retry(in_order("inner", fallible("a"), mutation("receipt"))))
                          == violations{});
    ACTION_GRAMMAR_VERIFY(checked(with(mixin::timeout, mutation("receipt", protection::unprotected)))
                          == violations{});
}

TEST_CASE("AG401, AG402: references by their targets") {
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", fallible("a"), leading("crat", ag::unresolved, fallible("b"))))
        == violations{{rule_code::unresolved_reference, {"crat", ag::unresolved}, {"b", 2}}});
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", leading("b", 2, fallible("a")), fallible("b")))
                          == violations{{rule_code::forward_reference, {"b", 2}, {"a", 1}}});
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", leading("a", 1, fallible("a"))))
                          == violations{{rule_code::forward_reference, {"a", 1}, {"a", 1}}});
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", fallible("a"), leading("a", 1, fallible("b"))))
                          == violations{});
    ACTION_GRAMMAR_VERIFY(checked(leading("input", ag::composition_input, fallible("a"))) == violations{});
}

TEST_CASE("AG402: a value is not made before the group or the composition that makes it ends") {
    // Beside the reader, in a parallel group, however deep.
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", all(fallible("a"), leading("a", 2, fallible("b")))))
                          == violations{{rule_code::forward_reference, {"a", 2}, {"b", 3}}});
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", all(all(fallible("a"), fallible("x")), retry(leading("a", 3, fallible("b"))))))
        == violations{{rule_code::forward_reference, {"a", 3}, {"b", 6}}});
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", all(fallible("a"), fallible("x")), leading("a", 2, fallible("b"))))
        == violations{});
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", all(fallible("a"), fan_out("each", leading("a", 2, fallible("b"))))))
        == violations{{rule_code::forward_reference, {"a", 2}, {"b", 4}}});
    // In another branch, which does not run.
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", decide("route", fallible("a"), leading("a", 2, fallible("b")))))
        == violations{{rule_code::forward_reference, {"a", 2}, {"b", 3}}});
    // The composition that the reader is part of.
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", fallible("a"), leading("c", 0, fallible("b"))))
                          == violations{{rule_code::forward_reference, {"c", 0}, {"b", 2}}});
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", fan_out("each", leading("each", 1, fallible("b")))))
                          == violations{{rule_code::forward_reference, {"each", 1}, {"b", 2}}});
}

TEST_CASE("AG502: a mixin that does not apply") {
    ACTION_GRAMMAR_VERIFY(
        checked(retry(infallible("x")))
        == violations{{rule_code::mixin_not_applicable, {"retry", ag::unresolved}, {"x", 0}}});
    ACTION_GRAMMAR_VERIFY(
        checked(with(mixin::map_error, infallible("x")))
        == violations{{rule_code::mixin_not_applicable, {"map_error", ag::unresolved}, {"x", 0}}});
    ACTION_GRAMMAR_VERIFY(
        checked(with(mixin::cache, in_order("inner", mutation("m"))))
        == violations{{rule_code::mixin_not_applicable, {"cache", ag::unresolved}, {"inner", 0}}});
    ACTION_GRAMMAR_VERIFY(checked(with(mixin::observe, infallible("x"))) == violations{});
}

TEST_CASE("what a construct does itself counts as what its children do") {
    ACTION_GRAMMAR_VERIFY(summarized(with_fallible_code(decide("route", infallible("x")))).effect
                          == grade::fallible);
    ACTION_GRAMMAR_VERIFY(summarized(with_fallible_code(decide("route", mutation("m")))).effect
                          == grade::committed);
    ACTION_GRAMMAR_VERIFY(checked(all(mutation("m"), with_fallible_code(decide("route", infallible("x")))))
                          == violations{{rule_code::mutation_beside_fallible, {"m", 1}, {"route", 2}}});
    ACTION_GRAMMAR_VERIFY(checked(with_fallible_code(fan_out("each", infallible("x")))) == violations{});
}

TEST_CASE("every broken rule is reported, not only the first") {
    ACTION_GRAMMAR_VERIFY(
        checked(
            promising(purpose::query, in_order("q", mutation("m1", protection::undeclared), mutation("m2"),
                                               fallible("f"), fan_out("each", mutation("m3")),
                                               leading("nobody", ag::unresolved, infallible("x")))))
        == violations{{rule_code::unprotected_mutation, {"m1", 1}, {"m1", 1}},
                      {rule_code::second_mutation, {"m1", 1}, {"m2", 2}},
                      {rule_code::fallible_after_mutation, {"m1", 1}, {"f", 3}},
                      {rule_code::second_mutation, {"m1", 1}, {"m3", 5}},
                      {rule_code::mutation_repeated, {"m3", 5}, {"each", 4}},
                      {rule_code::unresolved_reference, {"nobody", ag::unresolved}, {"x", 6}},
                      {rule_code::effect_undeclared, {"m1", 1}, {"q", 0}}});
    ACTION_GRAMMAR_VERIFY(checked(all(mutation("m"), fallible("x"), fallible("y"))).size() == 2);
}

TEST_CASE("one mistake is reported once") {
    // The inner one is broken; nothing outside is blamed for it.
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", in_order("inner", mutation("m1"), mutation("m2")), infallible("x"))).size()
        == 1);
    ACTION_GRAMMAR_VERIFY(
        checked(in_order("c", fallible("x"), fan_out("each", mutation("m")), infallible("y"))).size() == 1);
}

TEST_CASE("a shape that is not one is not looked into") {
    constexpr auto two_roots = [] {
        composition whole = in_order("c", mutation("m1"), mutation("m2"));
        whole.nodes.front().extent = 2;
        return whole;
    };
    ACTION_GRAMMAR_VERIFY(checked(two_roots()) == violations{{rule_code::malformed, {"m2", 2}, {"m2", 2}}});
    ACTION_GRAMMAR_VERIFY(summarized(two_roots()).effect == grade::invalid);
    ACTION_GRAMMAR_VERIFY(checked(in_order("c", fallible("a")), {.nodes = 1})
                          == violations{{rule_code::limit_exceeded, {"c", 0}, {"c", 0}}});
}
