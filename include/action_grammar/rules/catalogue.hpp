#ifndef ACTION_GRAMMAR_RULES_CATALOGUE_HPP
#define ACTION_GRAMMAR_RULES_CATALOGUE_HPP

#include <string_view>

#include <action_grammar/rules/code.hpp>
#include <action_grammar/rules/sentences.hpp>

namespace action_grammar {

/// A rule as diagnostics and documentation show it.
struct rule {
    rule_code code = rule_code::none;
    severity gravity = severity::error;
    std::string_view id{};       ///< `"AG201"`
    std::string_view name{};     ///< `"second-mutation"`
    std::string_view sentence{}; ///< what is wrong
    std::string_view repair{};   ///< what to do about it
    std::string_view page{};     ///< path of its page in the documentation
};

namespace detail {

/// Reads the fields of a rule out of its literal in rules/sentences.hpp.
constexpr rule parse_rule(rule_code code, std::string_view text, severity gravity = severity::error) {
    auto const space = text.find(' ');
    auto const colon = text.find(": ");
    auto const semicolon = text.find("; ", colon);
    auto const bracket = text.rfind(" [");
    return {code,
            gravity,
            text.substr(0, space),
            text.substr(space + 1, colon - space - 1),
            text.substr(colon + 2, semicolon - colon - 2),
            text.substr(semicolon + 2, bracket - semicolon - 2),
            text.substr(bracket + 2, text.size() - bracket - 3)};
}

} // namespace detail

/// Every rule of this version, in the order of the codes.
inline constexpr rule catalogue[] = {
    detail::parse_rule(rule_code::contract_mismatch, ACTION_GRAMMAR_AG101),
    detail::parse_rule(rule_code::contract_unproven, ACTION_GRAMMAR_AG102),
    detail::parse_rule(rule_code::contract_missing, ACTION_GRAMMAR_AG103),
    detail::parse_rule(rule_code::outcome_mismatch, ACTION_GRAMMAR_AG104),
    detail::parse_rule(rule_code::second_mutation, ACTION_GRAMMAR_AG201),
    detail::parse_rule(rule_code::fallible_after_mutation, ACTION_GRAMMAR_AG202),
    detail::parse_rule(rule_code::mutation_repeated, ACTION_GRAMMAR_AG203),
    detail::parse_rule(rule_code::mutation_beside_fallible, ACTION_GRAMMAR_AG204),
    detail::parse_rule(rule_code::unprotected_mutation, ACTION_GRAMMAR_AG205),
    detail::parse_rule(rule_code::effect_undeclared, ACTION_GRAMMAR_AG206),
    detail::parse_rule(rule_code::retried_mutation, ACTION_GRAMMAR_AG207),
    detail::parse_rule(rule_code::unknown_action, ACTION_GRAMMAR_AG301),
    detail::parse_rule(rule_code::config_invalid, ACTION_GRAMMAR_AG302),
    detail::parse_rule(rule_code::unknown_pattern, ACTION_GRAMMAR_AG303),
    detail::parse_rule(rule_code::pattern_parameter, ACTION_GRAMMAR_AG304),
    detail::parse_rule(rule_code::duplicate_id, ACTION_GRAMMAR_AG305),
    detail::parse_rule(rule_code::empty, ACTION_GRAMMAR_AG306),
    detail::parse_rule(rule_code::limit_exceeded, ACTION_GRAMMAR_AG307),
    detail::parse_rule(rule_code::malformed, ACTION_GRAMMAR_AG308),
    detail::parse_rule(rule_code::unresolved_reference, ACTION_GRAMMAR_AG401),
    detail::parse_rule(rule_code::forward_reference, ACTION_GRAMMAR_AG402),
    detail::parse_rule(rule_code::unused_value, ACTION_GRAMMAR_AG403, severity::warning),
    detail::parse_rule(rule_code::missing_resource, ACTION_GRAMMAR_AG404),
    detail::parse_rule(rule_code::unknown_mixin, ACTION_GRAMMAR_AG501),
    detail::parse_rule(rule_code::mixin_not_applicable, ACTION_GRAMMAR_AG502),
};

/// The catalogue's entry for a code, or null for `rule_code::none` and codes that this version does not know.
[[nodiscard]] constexpr rule const* find_rule(rule_code code) noexcept {
    for (rule const& entry : catalogue) {
        if (entry.code == code) return &entry;
    }
    return nullptr;
}

} // namespace action_grammar

#endif
