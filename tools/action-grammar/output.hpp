#ifndef ACTION_GRAMMAR_TOOLS_OUTPUT_HPP
#define ACTION_GRAMMAR_TOOLS_OUTPUT_HPP

// Results go to standard output, what is said beside them to standard error.

#include <cstddef>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/display_text.hpp>

namespace action_grammar_program {

/// A stranger's text with nothing in it that a terminal would obey.
using action_grammar::document::detail::displayed;

/// Writes a result. Throws `std::runtime_error` when it does not get to whoever reads it.
void write(std::string_view text);
/// The same of a value, as JSON on a line of its own.
void write_line(action_grammar::json::value const& result);
/// Hands on what was written so far.
void flush();

/// Writes a line beside the result.
void note(std::string_view line);

/// The value as JSON with its members on lines of their own, and a line's end.
std::string indented(action_grammar::json::value const& whole);

/// Where a result can be written to.
enum class stream { output, error };
/// Whether colors are wanted there: it is a terminal that knows them, and NO_COLOR is not set.
bool wants_color(stream to);
/// Its columns, if it is a terminal; otherwise 100.
std::size_t columns_of(stream to);

} // namespace action_grammar_program

#endif
