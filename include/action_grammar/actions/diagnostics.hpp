#ifndef ACTION_GRAMMAR_ACTIONS_DIAGNOSTICS_HPP
#define ACTION_GRAMMAR_ACTIONS_DIAGNOSTICS_HPP

// The public vocabulary of failure: every static_assert of a rule is in this header. Each public door (an
// operator, a verb, query, command, with, run) asks the rules for a verdict and hands it here before anything
// that depends on it is instantiated, so that one mistake is one error.

#include <action_grammar/actions/label.hpp>
#include <action_grammar/actions/type_list.hpp>
#include <action_grammar/actions/verdict.hpp>
#include <action_grammar/rules/code.hpp>
#include <action_grammar/rules/sentences.hpp>

namespace action_grammar::detail {

// The conditions of the assertions: false for every argument, and named so that a compiler that prints a
// failed condition prints a phrase. The labels stand inside it: the cause first, then the action that it
// hits.
template <label Value, label Action, class Types>
inline constexpr bool satisfies = false;
template <label Mutation, label Action>
inline constexpr bool may_follow = false;
template <label Mutation, label Action>
inline constexpr bool may_contain = false;
template <label Action, label Other>
inline constexpr bool is_well_formed = false;
template <label Name, label Reader, class Hint = types<>>
inline constexpr bool is_visible = false;
template <label Action, label Composition, class Resource>
inline constexpr bool is_supplied = false;

/// The name that was probably meant.
template <label Name>
struct did_you_mean;

/// Ends compilation with the sentence of the rule that a verdict names, and both labels; does nothing when it
/// is `upheld`.
template <class Verdict>
constexpr void refuse() {
    constexpr rule_code code = Verdict::code;
    if constexpr (code == rule_code::contract_mismatch) {
        static_assert(satisfies<Verdict::first, Verdict::second, typename Verdict::details>,
                      ACTION_GRAMMAR_AG101);
    } else if constexpr (code == rule_code::contract_missing) {
        static_assert(is_well_formed<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG103);
    } else if constexpr (code == rule_code::outcome_mismatch) {
        static_assert(satisfies<Verdict::first, Verdict::second, typename Verdict::details>,
                      ACTION_GRAMMAR_AG104);
    } else if constexpr (code == rule_code::second_mutation) {
        static_assert(may_follow<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG201);
    } else if constexpr (code == rule_code::fallible_after_mutation) {
        static_assert(may_follow<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG202);
    } else if constexpr (code == rule_code::mutation_repeated) {
        static_assert(may_contain<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG203);
    } else if constexpr (code == rule_code::mutation_beside_fallible) {
        static_assert(may_contain<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG204);
    } else if constexpr (code == rule_code::unprotected_mutation) {
        static_assert(is_well_formed<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG205);
    } else if constexpr (code == rule_code::effect_undeclared) {
        static_assert(may_contain<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG206);
    } else if constexpr (code == rule_code::retried_mutation) {
        static_assert(may_contain<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG207);
    } else if constexpr (code == rule_code::config_invalid) {
        static_assert(is_well_formed<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG302);
    } else if constexpr (code == rule_code::duplicate_id) {
        static_assert(is_well_formed<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG305);
    } else if constexpr (code == rule_code::empty) {
        static_assert(is_well_formed<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG306);
    } else if constexpr (code == rule_code::malformed) {
        static_assert(is_well_formed<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG308);
    } else if constexpr (code == rule_code::unresolved_reference) {
        static_assert(is_visible<Verdict::first, Verdict::second, typename Verdict::details>,
                      ACTION_GRAMMAR_AG401);
    } else if constexpr (code == rule_code::forward_reference) {
        static_assert(is_visible<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG402);
    } else if constexpr (code == rule_code::missing_resource) {
        static_assert(is_supplied<Verdict::first, Verdict::second, typename Verdict::details>,
                      ACTION_GRAMMAR_AG404);
    } else if constexpr (code == rule_code::mixin_not_applicable) {
        static_assert(is_well_formed<Verdict::first, Verdict::second>, ACTION_GRAMMAR_AG502);
    }
}

} // namespace action_grammar::detail

#endif
