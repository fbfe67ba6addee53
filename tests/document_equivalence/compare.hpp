#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_COMPARE_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_COMPARE_HPP

// Compares what is said of a plan as a C++ type and as a document.

#include "plan.hpp"

#include <action_grammar/rules/code.hpp>

#include <compare>
#include <cstddef>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace equivalence_tests {

/// A broken rule, and the label of the step that it hits; "whole" is the composition.
struct finding {
    ag::rule_code code = ag::rule_code::none;
    std::string_view where{};

    friend constexpr auto operator<=>(finding const&, finding const&) = default;
};

/// What one side says.
struct judged {
    finding first{};          ///< What the author is told first; only of the typed side.
    std::vector<finding> all; ///< All broken rules, without warnings.
    bool tells_all = true;    ///< False when something is broken without which there is no type to look at.
};

/// The document of a plan.
std::string document_of(plan const& of);

/// Comparisons of many plans.
struct tally {
    std::size_t plans = 0;
    std::size_t broken = 0;
    std::size_t differences = 0;
    std::map<ag::rule_code, std::size_t> codes; ///< Plans that break a rule.

    /// Both sides accept, or both refuse: with the same rules broken at the same places, of which the one that the
    /// typed side tells first is one.
    ///
    /// What differs, and is no difference here:
    /// - A value that does not fit is told at the list of steps that it is given to by the typed side, which knows what a
    ///   list takes; at the step in it that reads the value by the document. Both are in the same step of the whole. Of
    ///   several the first is compared: what follows depends on what is taken for the value of a step that was refused.
    ///   Where two steps share a label, and where a group is given what does not fit, only whether and what is told first
    ///   is compared of contracts: the types know no value of such a label, and a group has no label to tell it at.
    /// - Of an action that is given what it does not take the typed side does not ask whether it could fail.
    /// - The typed side tells a name that a member of an `all` does not find at the `all`.
    /// - A `timeout` makes what it stands around fallible on the typed side: see known_differences.cpp.
    void compare(std::size_t number, plan const& of, judged const& typed);
};

} // namespace equivalence_tests

#endif
