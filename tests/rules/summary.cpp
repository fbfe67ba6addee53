#include "support/shapes.hpp"
#include "support/verify.hpp"
#include "support/words.hpp"

#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/check.hpp>
#include <action_grammar/rules/summary.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

using namespace action_grammar_tests;
using ag::grade;
using ag::joined;
using ag::mixin;
using ag::place;
using ag::protection;
using ag::purpose;
using ag::rule_code;
using ag::summary;
using ag::violation;

namespace {

constexpr place first{"first", 1};
constexpr place second{"second", 2};
constexpr place third{"third", 3};
constexpr place elsewhere{"elsewhere", 4};

constexpr summary infallible_at(place where) {
    return summary_of(grade::infallible, protection::undeclared, where);
}
constexpr summary fallible_at(place where) {
    return summary_of(grade::fallible, protection::undeclared, where);
}
constexpr summary mutation_at(place where, protection guard = protection::keyed) {
    return summary_of(grade::committed, guard, where);
}

// The summaries of single actions and of preparations with their commit. Few enough for a constant
// expression.
constexpr std::vector<summary> few(place where) {
    place const behind{where.label, where.node + 10};
    return {infallible_at(where),
            fallible_at(where),
            mutation_at(where),
            mutation_at(where, protection::unprotected),
            then(fallible_at(where), mutation_at(behind)).whole,
            then(fallible_at(where), mutation_at(behind, protection::unprotected)).whole};
}

// Every kind of summary that two pieces have together, broken ones included.
std::vector<summary> many(place where) {
    place const behind{where.label, where.node + 20};
    std::vector<summary> all;
    for (summary const& left : few(where)) {
        for (summary const& right : few(behind)) {
            all.push_back(then(left, right).whole);
            all.push_back(either(left, right));
            all.push_back(beside(left, right).whole);
        }
    }
    return all;
}

template <class Law>
constexpr bool for_all(std::vector<summary> const& as, std::vector<summary> const& bs,
                       std::vector<summary> const& cs, Law law) {
    for (summary const& a : as) {
        for (summary const& b : bs) {
            for (summary const& c : cs) {
                if (!law(a, b, c)) return false;
            }
        }
    }
    return true;
}

template <class Law>
constexpr bool for_all(Law law) {
    if (std::is_constant_evaluated()) return for_all(few(first), few(second), few(third), law);
    return for_all(many(first), many(second), many(third), law);
}

constexpr bool broken_anywhere(joined const& inner, joined const& outer) {
    return static_cast<bool>(inner.broken) || static_cast<bool>(outer.broken);
}

constexpr bool sequence_is_associative() {
    return for_all([](summary const& a, summary const& b, summary const& c) {
        joined const left = then(a, b);
        joined const left_whole = then(left.whole, c);
        joined const right = then(b, c);
        joined const right_whole = then(a, right.whole);
        return left_whole.whole == right_whole.whole
            && broken_anywhere(left, left_whole) == broken_anywhere(right, right_whole);
    });
}
constexpr bool the_empty_summary_is_the_unit() {
    return for_all([](summary const& a, summary const&, summary const&) {
        return then({}, a).whole == a && !then({}, a).broken && then(a, {}).whole == a && !then(a, {}).broken
            && either({}, a) == a && either(a, {}) == a && beside({}, a).whole == a
            && beside(a, {}).whole == a && !beside({}, a).broken && !beside(a, {}).broken;
    });
}
constexpr bool sequence_distributes_over_alternatives() {
    return for_all([](summary const& a, summary const& b, summary const& c) {
        bool const one_by_one = static_cast<bool>(then(a, b).broken) || static_cast<bool>(then(a, c).broken);
        bool const after = static_cast<bool>(then(b, a).broken) || static_cast<bool>(then(c, a).broken);
        return static_cast<bool>(then(a, either(b, c)).broken) == one_by_one
            && static_cast<bool>(then(either(b, c), a).broken) == after
            && then(a, either(b, c)).whole.effect == either(then(a, b).whole, then(a, c).whole).effect
            && then(either(b, c), a).whole.effect == either(then(b, a).whole, then(c, a).whole).effect;
    });
}
constexpr bool a_summary_never_stays_invalid() {
    return for_all([](summary const& a, summary const& b, summary const&) {
        return then(a, b).whole.effect != grade::invalid && beside(a, b).whole.effect != grade::invalid
            && repeated(a, second).whole.effect != grade::invalid
            && retried(a, second).whole.effect != grade::invalid;
    });
}
constexpr bool a_join_is_broken_where_the_algebra_says_invalid() {
    return for_all([](summary const& a, summary const& b, summary const&) {
        return static_cast<bool>(then(a, b).broken) == (then(a.effect, b.effect) == grade::invalid)
            && static_cast<bool>(beside(a, b).broken) == (beside(a.effect, b.effect) == grade::invalid)
            && static_cast<bool>(repeated(a, third).broken) == (repeated(a.effect) == grade::invalid)
            && static_cast<bool>(retried(a, third).broken) == (retried(a.effect, a.guard) == grade::invalid);
    });
}

struct tree {
    composition shape{};
    words executions{};
};
using forest = std::vector<std::vector<tree>>;
using construct = ag::construct;

tree leaf(composition const& action, std::string_view letter) { return {action, {std::string(letter)}}; }

tree join(construct how, tree const& before, tree const& child) {
    tree whole = before;
    append(whole.shape, child.shape);
    // A node that stands for its first child alone has no executions yet.
    if (before.shape.nodes.size() == 1)
        whole.executions = child.executions;
    else if (how == construct::sequence)
        whole.executions = sequence_of(before.executions, child.executions);
    else if (how == construct::alternatives)
        whole.executions = alternatives_of(before.executions, child.executions);
    else
        whole.executions = parallel_of(before.executions, child.executions);
    return whole;
}

template <class Use>
void assemblies(forest const& smaller, construct how, std::size_t nodes, tree const& before, Use const& use) {
    for (std::size_t size = 1; size <= nodes; ++size) {
        for (tree const& child : smaller[size]) {
            tree const whole = join(how, before, child);
            if (size == nodes)
                use(whole);
            else
                assemblies(smaller, how, nodes - size, whole, use);
        }
    }
}

template <class Use>
void trees(forest const& smaller, std::size_t nodes, Use const& use) {
    if (nodes == 1) {
        use(leaf(infallible("i"), "i"));
        use(leaf(fallible("f"), "f"));
        use(leaf(mutation("m", protection::natural), "m"));
        use(leaf(mutation("M", protection::unprotected), "M"));
        return;
    }
    for (tree const& inner : smaller[nodes - 1]) {
        use(tree{fan_out("r", inner.shape), repetition_of(inner.executions)});
        use(tree{retry(inner.shape), retry_of(inner.executions, "m")});
    }
    for (construct how : {construct::sequence, construct::alternatives, construct::parallel}) {
        assemblies(smaller, how, nodes - 1, tree{one({.form = how}), {}}, use);
    }
}

} // namespace

TEST_CASE("summaries keep the laws of the grades") {
    ACTION_GRAMMAR_VERIFY(sequence_is_associative());
    ACTION_GRAMMAR_VERIFY(the_empty_summary_is_the_unit());
    ACTION_GRAMMAR_VERIFY(sequence_distributes_over_alternatives());
    ACTION_GRAMMAR_VERIFY(a_summary_never_stays_invalid());
    ACTION_GRAMMAR_VERIFY(a_join_is_broken_where_the_algebra_says_invalid());
}

TEST_CASE("an action's summary says where it mutates and where it can fail") {
    ACTION_GRAMMAR_VERIFY(infallible_at(first) == summary{});
    ACTION_GRAMMAR_VERIFY(fallible_at(first)
                          == summary{grade::fallible, protection::undeclared, {}, grade::fallible, first});
    ACTION_GRAMMAR_VERIFY(mutation_at(first)
                          == summary{grade::committed, protection::keyed, first, grade::committed, first});
}

TEST_CASE("a broken sequence names the mutation and the action that it hits") {
    constexpr auto after = [](summary const& left, summary const& right) { return then(left, right).broken; };
    ACTION_GRAMMAR_VERIFY(after(mutation_at(first), mutation_at(second))
                          == violation{rule_code::second_mutation, first, second});
    ACTION_GRAMMAR_VERIFY(after(mutation_at(first), fallible_at(second))
                          == violation{rule_code::fallible_after_mutation, first, second});
    // What stands in front of the mutation of the second piece is what the first mutation runs into.
    ACTION_GRAMMAR_VERIFY(after(mutation_at(first), then(fallible_at(second), mutation_at(third)).whole)
                          == violation{rule_code::fallible_after_mutation, first, second});
    ACTION_GRAMMAR_VERIFY(after(then(fallible_at(first), mutation_at(second)).whole, fallible_at(third))
                          == violation{rule_code::fallible_after_mutation, second, third});
    ACTION_GRAMMAR_VERIFY(after(then(mutation_at(first), infallible_at(second)).whole, fallible_at(third))
                          == violation{rule_code::fallible_after_mutation, first, third});
    ACTION_GRAMMAR_VERIFY(!after(fallible_at(first), mutation_at(second)));
    ACTION_GRAMMAR_VERIFY(!after(mutation_at(first), infallible_at(second)));
}

TEST_CASE("a third mutation is measured against the first") {
    ACTION_GRAMMAR_VERIFY(then(then(mutation_at(first), mutation_at(second)).whole, mutation_at(third)).broken
                          == violation{rule_code::second_mutation, first, third});
    ACTION_GRAMMAR_VERIFY(
        then(mutation_at(first), mutation_at(second, protection::unprotected)).whole.mutation == first);
}

TEST_CASE("a broken parallel group names the mutation first, wherever it stands") {
    ACTION_GRAMMAR_VERIFY(beside(mutation_at(first), fallible_at(second)).broken
                          == violation{rule_code::mutation_beside_fallible, first, second});
    ACTION_GRAMMAR_VERIFY(beside(fallible_at(first), mutation_at(second)).broken
                          == violation{rule_code::mutation_beside_fallible, second, first});
    ACTION_GRAMMAR_VERIFY(beside(mutation_at(first), mutation_at(second)).broken
                          == violation{rule_code::mutation_beside_fallible, first, second});
    ACTION_GRAMMAR_VERIFY(!beside(mutation_at(first), infallible_at(second)).broken);
}

TEST_CASE("of alternatives the least safe mutation counts") {
    constexpr auto unprotected = protection::unprotected;
    ACTION_GRAMMAR_VERIFY(either(mutation_at(first), mutation_at(second, unprotected)).mutation == second);
    ACTION_GRAMMAR_VERIFY(either(mutation_at(first, unprotected), mutation_at(second)).mutation == first);
    ACTION_GRAMMAR_VERIFY(either(mutation_at(first), mutation_at(second, unprotected)).guard == unprotected);
    ACTION_GRAMMAR_VERIFY(either(mutation_at(first), mutation_at(second, protection::natural)).mutation
                          == first);
    ACTION_GRAMMAR_VERIFY(either(mutation_at(first, unprotected), mutation_at(second, unprotected)).mutation
                          == first);
    ACTION_GRAMMAR_VERIFY(either(fallible_at(first), mutation_at(second)).mutation == second);
    ACTION_GRAMMAR_VERIFY(either(infallible_at(first), fallible_at(second)).offender == second);
}

TEST_CASE("repetition and retry name the mutation and the construct") {
    ACTION_GRAMMAR_VERIFY(repeated(mutation_at(first), elsewhere).broken
                          == violation{rule_code::mutation_repeated, first, elsewhere});
    ACTION_GRAMMAR_VERIFY(!repeated(fallible_at(first), elsewhere).broken);
    ACTION_GRAMMAR_VERIFY(retried(mutation_at(first, protection::unprotected), elsewhere).broken
                          == violation{rule_code::retried_mutation, first, elsewhere});
    ACTION_GRAMMAR_VERIFY(!retried(mutation_at(first), elsewhere).broken);
    ACTION_GRAMMAR_VERIFY(!retried(fallible_at(first), elsewhere).broken);
}

TEST_CASE("a purpose is kept or broken") {
    ACTION_GRAMMAR_VERIFY(purpose_rule(purpose::query, mutation_at(first), elsewhere)
                          == violation{rule_code::effect_undeclared, first, elsewhere});
    ACTION_GRAMMAR_VERIFY(purpose_rule(purpose::command, fallible_at(first), elsewhere)
                          == violation{rule_code::effect_undeclared, elsewhere, elsewhere});
    ACTION_GRAMMAR_VERIFY(!purpose_rule(purpose::query, fallible_at(first), elsewhere));
    ACTION_GRAMMAR_VERIFY(!purpose_rule(purpose::command, mutation_at(first), elsewhere));
    ACTION_GRAMMAR_VERIFY(!purpose_rule(purpose::unstated, mutation_at(first), elsewhere));
    ACTION_GRAMMAR_VERIFY(!purpose_rule(purpose::unstated, fallible_at(first), elsewhere));
}

TEST_CASE("a mutation declares its protection") {
    ACTION_GRAMMAR_VERIFY(protection_rule(grade::committed, protection::undeclared, first)
                          == violation{rule_code::unprotected_mutation, first, first});
    ACTION_GRAMMAR_VERIFY(!protection_rule(grade::committed, protection::unprotected, first));
    ACTION_GRAMMAR_VERIFY(!protection_rule(grade::committed, protection::keyed, first));
    ACTION_GRAMMAR_VERIFY(!protection_rule(grade::fallible, protection::undeclared, first));
}

TEST_CASE("a mixin applies, or is refused by its name") {
    constexpr auto applies = [](mixin wrapper, summary const& inner, bool interruptible = true) {
        return !mixin_rule(wrapper, inner, elsewhere, interruptible);
    };
    ACTION_GRAMMAR_VERIFY(
        mixin_rule(mixin::retry, infallible_at(first), elsewhere)
        == violation{rule_code::mixin_not_applicable, {"retry", ag::unresolved}, elsewhere});
    ACTION_GRAMMAR_VERIFY(applies(mixin::retry, fallible_at(first)));
    ACTION_GRAMMAR_VERIFY(applies(mixin::retry, mutation_at(first)));
    ACTION_GRAMMAR_VERIFY(!applies(mixin::map_error, infallible_at(first)));
    ACTION_GRAMMAR_VERIFY(applies(mixin::map_error, fallible_at(first)));
    ACTION_GRAMMAR_VERIFY(!applies(mixin::cache, mutation_at(first)));
    ACTION_GRAMMAR_VERIFY(applies(mixin::cache, fallible_at(first)));
    ACTION_GRAMMAR_VERIFY(applies(mixin::cache, infallible_at(first)));
    ACTION_GRAMMAR_VERIFY(!applies(mixin::timeout, fallible_at(first), false));
    ACTION_GRAMMAR_VERIFY(applies(mixin::timeout, infallible_at(first)));
    ACTION_GRAMMAR_VERIFY(applies(mixin::observe, infallible_at(first), false));
    ACTION_GRAMMAR_VERIFY(applies(mixin::none, infallible_at(first), false));
}

TEST_CASE("check agrees with the executions of all shapes of up to six nodes") {
    constexpr std::size_t largest = 6;
    forest all(largest + 1);
    std::size_t count = 0;
    std::size_t disagreements = 0;
    for (std::size_t nodes = 1; nodes <= largest; ++nodes) {
        std::vector<tree> these;
        trees(all, nodes, [&](tree const& whole) {
            bool broken = false;
            summary const verdict = ag::check(whole.shape, [&](violation const& found) {
                broken = broken || about_the_boundary(found.code);
            });
            grade const called_for = grade_of(whole.executions);
            ++count;
            if (broken != (called_for == grade::invalid)) ++disagreements;
            if (!broken && verdict.effect != called_for) ++disagreements;
            if (nodes < largest) these.push_back(whole);
        });
        all[nodes] = std::move(these);
    }
    CHECK(count == 200'136);
    CHECK(disagreements == 0);
}
