#ifndef ACTION_GRAMMAR_RULES_DATA_FLOW_HPP
#define ACTION_GRAMMAR_RULES_DATA_FLOW_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/code.hpp>

namespace action_grammar {

/// The rule that a reference breaks, or `none`. `target` is the node that carries the name (`unresolved` when
/// none does, `composition_input` for the input), `reader` the node that reads it, or the first one of the
/// parallel group in which it stands; both count in the order of writing.
[[nodiscard]] constexpr rule_code reference_rule(std::uint32_t target, std::uint32_t reader) noexcept {
    if (target == composition_input) return rule_code::none;
    if (target == unresolved) return rule_code::unresolved_reference;
    return target < reader ? rule_code::none : rule_code::forward_reference;
}

/// The rule that the contract at a node's input breaks, or `none`.
[[nodiscard]] constexpr rule_code input_rule(contract_state state) noexcept {
    if (state == contract_state::mismatched) return rule_code::contract_mismatch;
    if (state == contract_state::unproven) return rule_code::contract_unproven;
    return state == contract_state::missing ? rule_code::contract_missing : rule_code::none;
}

/// The rule that a node's own output contract breaks, or `none`. Only a declared outcome can be mismatched.
[[nodiscard]] constexpr rule_code output_rule(contract_state state) noexcept {
    if (state == contract_state::mismatched) return rule_code::outcome_mismatch;
    if (state == contract_state::unproven) return rule_code::contract_unproven;
    return state == contract_state::missing ? rule_code::contract_missing : rule_code::none;
}

/// Levenshtein distance of two names, or `limit + 1` when it exceeds `limit`. O(|a| * |b|) with |a|, |b| at
/// most 64; longer names are never near.
[[nodiscard]] constexpr std::size_t distance(std::string_view a, std::string_view b,
                                             std::size_t limit = 64) noexcept {
    constexpr std::size_t longest = 64;
    if (a.size() > longest || b.size() > longest) return limit + 1;
    if ((a.size() < b.size() ? b.size() - a.size() : a.size() - b.size()) > limit) return limit + 1;
    std::size_t row[longest + 1] = {};
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const changed = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
            std::size_t const shifted = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            diagonal = row[j];
            row[j] = changed < shifted ? changed : shifted;
        }
    }
    return row[b.size()] > limit ? limit + 1 : row[b.size()];
}

/// Whether `candidate` is close enough to `name` to be offered as what was meant: a third of the longer one
/// and one letter more may differ, but not all of it.
[[nodiscard]] constexpr bool near(std::string_view name, std::string_view candidate) noexcept {
    std::size_t const longer = name.size() < candidate.size() ? candidate.size() : name.size();
    std::size_t const tolerated = longer / 3 + 1;
    std::size_t const apart = distance(name, candidate, tolerated);
    return apart <= tolerated && apart < longer;
}

/// The nearest of the candidates that is near to a name, the first of several; empty when none is. `Names` is
/// a range of `std::string_view`.
template <class Names>
[[nodiscard]] constexpr std::string_view nearest(std::string_view name, Names const& candidates) {
    std::string_view best{};
    std::size_t least = 0;
    for (std::string_view const candidate : candidates) {
        if (!near(name, candidate)) continue;
        std::size_t const apart = distance(name, candidate);
        if (best.empty() || apart < least) {
            best = candidate;
            least = apart;
        }
    }
    return best;
}

} // namespace action_grammar

#endif
