#ifndef ACTION_GRAMMAR_TOOLS_FILE_WRITER_HPP
#define ACTION_GRAMMAR_TOOLS_FILE_WRITER_HPP

#include <string>
#include <string_view>

namespace action_grammar_program {

/// Gives a file a new content: at any time it has the old one or the new one, whole. Permissions stay; of a link the
/// file that it leads to is written. Throws `input_error`.
void replace_file(std::string const& path, std::string_view content);

/// Writes a file that is not there yet. Throws `input_error`, also when it is there.
void create_file(std::string const& path, std::string_view content);

} // namespace action_grammar_program

#endif
