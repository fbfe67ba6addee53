#ifndef ACTION_GRAMMAR_RULES_SUMMARY_HPP
#define ACTION_GRAMMAR_RULES_SUMMARY_HPP

#include <cstdint>
#include <string_view>

#include <action_grammar/model/grade.hpp>
#include <action_grammar/model/protection.hpp>
#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/algebra.hpp>
#include <action_grammar/rules/code.hpp>

namespace action_grammar {

/// A place in a composition: the label that stands there and, where a shape is at hand, its node.
struct place {
    std::string_view label{};
    std::uint32_t node = unresolved;

    friend constexpr bool operator==(place const&, place const&) = default;
};

/// One broken rule. `first` is the cause (the first mutation, the unresolved name), `second` the action it
/// hits.
struct violation {
    rule_code code = rule_code::none;
    place first{};
    place second{};

    /// True when a rule is broken.
    constexpr explicit operator bool() const noexcept { return code != rule_code::none; }

    friend constexpr bool operator==(violation const&, violation const&) = default;
};

/// All that a further join needs to know of a piece of a composition. Joining two pieces combines their
/// summaries in constant time; neither piece is looked at again.
struct summary {
    grade effect = grade::infallible;
    protection guard =
        protection::undeclared;        ///< of the mutation; with several alternatives the least safe one
    place mutation{};                  ///< the mutation whose protection `guard` is
    grade offence = grade::infallible; ///< the grade of the first action that is not infallible ...
    place offender{}; ///< ... and that action: what a mutation before this piece would run into

    friend constexpr bool operator==(summary const&, summary const&) = default;
};

/// The result of a join: the whole, and the rule that the join broke, if any. After a violation the whole
/// keeps the grade that it would have without it (`committed`), so that one mistake is reported once;
/// `broken` tells that it is invalid.
struct joined {
    summary whole{};
    violation broken{};
};

/// The summary of a single action.
[[nodiscard]] constexpr summary summary_of(grade effect, protection guard, place where) noexcept {
    return {effect, guard, effect == grade::committed ? where : place{}, effect,
            effect != grade::infallible ? where : place{}};
}

namespace detail {

constexpr grade without_violation(grade effect) noexcept {
    return effect == grade::invalid ? grade::committed : effect;
}

/// Keeps `left`'s mutation unless only `right` has one, or `right`'s is less safe.
constexpr void merge_mutation(summary& left, summary const& right) noexcept {
    bool const only_right = left.effect != grade::committed && right.effect == grade::committed;
    bool const less_safe = left.effect == grade::committed && right.effect == grade::committed
                        && safe_to_repeat(left.guard) && !safe_to_repeat(right.guard);
    if (only_right || less_safe) {
        left.mutation = right.mutation;
        left.guard = right.guard;
    }
}

constexpr void merge_offender(summary& left, summary const& right) noexcept {
    if (left.offence != grade::infallible) return;
    left.offence = right.offence;
    left.offender = right.offender;
}

} // namespace detail

/// `left` then `right`.
[[nodiscard]] constexpr joined then(summary const& left, summary const& right) noexcept {
    joined next{left, {sequence_rule(left.effect, right.offence), left.mutation, right.offender}};
    if (!next.broken) detail::merge_mutation(next.whole, right);
    detail::merge_offender(next.whole, right);
    next.whole.effect = detail::without_violation(then(left.effect, right.effect));
    return next;
}

/// One of `left` and `right`; never broken.
[[nodiscard]] constexpr summary either(summary const& left, summary const& right) noexcept {
    summary next = left;
    detail::merge_mutation(next, right);
    detail::merge_offender(next, right);
    next.effect = either(left.effect, right.effect);
    return next;
}

/// `left` and `right` in parallel. The violation names the mutation first.
[[nodiscard]] constexpr joined beside(summary const& left, summary const& right) noexcept {
    joined next{left, {parallel_rule(left.effect, right.effect), left.mutation, right.offender}};
    if (left.effect != grade::committed) {
        next.broken.first = right.mutation;
        next.broken.second = left.offender;
    }
    detail::merge_mutation(next.whole, right);
    detail::merge_offender(next.whole, right);
    next.whole.effect = detail::without_violation(beside(left.effect, right.effect));
    return next;
}

/// `inner` for each element of a range; `where` is the repetition.
[[nodiscard]] constexpr joined repeated(summary const& inner, place where) noexcept {
    joined next{inner, {repetition_rule(inner.effect), inner.mutation, where}};
    next.whole.effect = detail::without_violation(repeated(inner.effect));
    return next;
}

/// `inner` run again after a failure; `where` is the wrapped action or composition.
[[nodiscard]] constexpr joined retried(summary const& inner, place where) noexcept {
    joined next{inner, {retry_rule(inner.effect, inner.guard), inner.mutation, where}};
    next.whole.effect = detail::without_violation(retried(inner.effect, inner.guard));
    return next;
}

/// The rule that a declared purpose breaks: a query with a mutation, or a command without one.
[[nodiscard]] constexpr violation purpose_rule(purpose intent, summary const& inner, place where) noexcept {
    bool const commits = inner.effect == grade::committed;
    bool const broken = (intent == purpose::query && commits) || (intent == purpose::command && !commits);
    return {broken ? rule_code::effect_undeclared : rule_code::none, commits ? inner.mutation : where, where};
}

/// The rule that a mutation without a declared protection breaks.
[[nodiscard]] constexpr violation protection_rule(grade effect, protection guard, place where) noexcept {
    bool const broken = effect == grade::committed && guard == protection::undeclared;
    return {broken ? rule_code::unprotected_mutation : rule_code::none, where, where};
}

/// Whether a mixin applies to what it wraps: retry and map_error want something that can fail, cache
/// something that does not mutate. `timeout` over a single action wants an operation that takes a deadline,
/// which the front end knows.
[[nodiscard]] constexpr violation mixin_rule(mixin wrapper, summary const& inner, place where,
                                             bool interruptible = true) noexcept {
    bool const broken =
        ((wrapper == mixin::retry || wrapper == mixin::map_error) && inner.effect == grade::infallible)
        || (wrapper == mixin::cache && inner.effect == grade::committed)
        || (wrapper == mixin::timeout && !interruptible);
    return {broken ? rule_code::mixin_not_applicable : rule_code::none, {name(wrapper), unresolved}, where};
}

} // namespace action_grammar

#endif
