#ifndef ACTION_GRAMMAR_RULES_CODE_HPP
#define ACTION_GRAMMAR_RULES_CODE_HPP

#include <cstdint>

namespace action_grammar {

/// The stable code of a rule; its number is the one in `AG201`. Frozen once released.
enum class rule_code : std::uint16_t {
    none = 0,
    contract_mismatch = 101,
    contract_unproven = 102,
    contract_missing = 103,
    outcome_mismatch = 104,
    second_mutation = 201,
    fallible_after_mutation = 202,
    mutation_repeated = 203,
    mutation_beside_fallible = 204,
    unprotected_mutation = 205,
    effect_undeclared = 206,
    retried_mutation = 207,
    unknown_action = 301,
    config_invalid = 302,
    unknown_pattern = 303,
    pattern_parameter = 304,
    duplicate_id = 305,
    empty = 306,
    limit_exceeded = 307,
    malformed = 308,
    unresolved_reference = 401,
    forward_reference = 402,
    unused_value = 403,
    missing_resource = 404,
    unknown_mixin = 501,
    mixin_not_applicable = 502
};

/// How grave a finding is. A composition with an `error` does not run.
enum class severity : std::uint8_t { warning, error };

} // namespace action_grammar

#endif
