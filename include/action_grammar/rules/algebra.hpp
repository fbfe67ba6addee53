#ifndef ACTION_GRAMMAR_RULES_ALGEBRA_HPP
#define ACTION_GRAMMAR_RULES_ALGEBRA_HPP

#include <action_grammar/model/grade.hpp>
#include <action_grammar/model/protection.hpp>
#include <action_grammar/rules/code.hpp>

// The effect algebra: grades under sequence, alternatives, repetition, parallel composition and retry form an
// effect quantale (Gordon, "Polymorphic Iterable Sequential Effect Systems", TOPLAS 2021). Each construct has
// one function that names the broken rule, and the grade follows from it, so that the two cannot disagree.

namespace action_grammar {

/// The greater of two grades: the effect of running one of two alternatives. Associative, commutative,
/// idempotent.
[[nodiscard]] constexpr grade either(grade left, grade right) noexcept { return left < right ? right : left; }

/// The rule that `left` then `right` breaks, or `none`. After a mutation only infallible actions may follow.
[[nodiscard]] constexpr rule_code sequence_rule(grade left, grade right) noexcept {
    if (left != grade::committed) return rule_code::none;
    if (right == grade::committed) return rule_code::second_mutation;
    if (right == grade::fallible) return rule_code::fallible_after_mutation;
    return rule_code::none;
}

/// The effect of `left` then `right`. Associative, with unit `infallible`; distributes over `either` on both
/// sides.
[[nodiscard]] constexpr grade then(grade left, grade right) noexcept {
    return sequence_rule(left, right) == rule_code::none ? either(left, right) : grade::invalid;
}

/// The rule that repeating breaks, or `none`: a mutation may not stand inside a repetition.
[[nodiscard]] constexpr rule_code repetition_rule(grade inner) noexcept {
    return inner == grade::committed ? rule_code::mutation_repeated : rule_code::none;
}

/// The effect of running `inner` any number of times.
[[nodiscard]] constexpr grade repeated(grade inner) noexcept {
    return repetition_rule(inner) == rule_code::none ? inner : grade::invalid;
}

/// The rule that two siblings running in parallel break, or `none`: nothing that can fail may run beside a
/// mutation.
[[nodiscard]] constexpr rule_code parallel_rule(grade left, grade right) noexcept {
    bool const mutation_and_other = (left == grade::committed && right != grade::infallible)
                                 || (right == grade::committed && left != grade::infallible);
    bool const already_invalid = left == grade::invalid || right == grade::invalid;
    return mutation_and_other && !already_invalid ? rule_code::mutation_beside_fallible : rule_code::none;
}

/// The effect of two siblings in parallel. Associative and commutative, with unit `infallible`.
[[nodiscard]] constexpr grade beside(grade left, grade right) noexcept {
    return parallel_rule(left, right) == rule_code::none ? either(left, right) : grade::invalid;
}

/// The rule that retrying breaks, or `none`: a mutation is repeated only under a protection that makes it
/// safe.
[[nodiscard]] constexpr rule_code retry_rule(grade inner, protection guard) noexcept {
    return inner == grade::committed && !safe_to_repeat(guard) ? rule_code::retried_mutation
                                                               : rule_code::none;
}

/// The effect of running `inner` again after it failed.
[[nodiscard]] constexpr grade retried(grade inner, protection guard) noexcept {
    return retry_rule(inner, guard) == rule_code::none ? inner : grade::invalid;
}

} // namespace action_grammar

#endif
