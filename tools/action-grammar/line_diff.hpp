#ifndef ACTION_GRAMMAR_TOOLS_LINE_DIFF_HPP
#define ACTION_GRAMMAR_TOOLS_LINE_DIFF_HPP

// What changed between two texts, as `diff -u` writes it and `patch` reads it.

#include <string>
#include <string_view>

namespace action_grammar_program {

/// The lines that changed, with three around them; empty if none did.
///
/// @param name   of the file, for both texts
/// @param color  whether lines are colored; what is then written is for a terminal, and for no program: what a terminal
///               would obey is replaced
std::string unified_diff(std::string_view before, std::string_view after, std::string_view name, bool color);

} // namespace action_grammar_program

#endif
