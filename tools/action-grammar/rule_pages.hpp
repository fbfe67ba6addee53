#ifndef ACTION_GRAMMAR_TOOLS_RULE_PAGES_HPP
#define ACTION_GRAMMAR_TOOLS_RULE_PAGES_HPP

#include <string_view>

namespace action_grammar_program {

/// The page docs/rules/CODE.md of a rule, which the build puts into the program; empty for any other code.
std::string_view page_of_rule(std::string_view code) noexcept;

} // namespace action_grammar_program

#endif
