#ifndef ACTION_GRAMMAR_TOOLS_JUDGED_FILE_HPP
#define ACTION_GRAMMAR_TOOLS_JUDGED_FILE_HPP

// A document of a file, as every command that takes one sees it first: read, and judged.

#include <string>
#include <string_view>

#include <action_grammar/document/validate.hpp>

#include "commands.hpp"
#include "host.hpp"
#include "output.hpp"

namespace action_grammar_program {

/// A document and what was found. It must not outlive the host that it was judged by.
struct judged_file {
    std::string name; ///< As it is to be shown.
    std::string text;
    action_grammar::document::validation judged;
};

/// Throws `input_error` if the file cannot be read; what it holds is judged, whatever it is.
judged_file judge(std::string const& path, host const& by);

/// Whether a file is taken to be YAML: by its name. Standard input is JSON.
bool is_yaml(std::string_view path) noexcept;

/// Judges the text of a file: YAML where the file is, if the program was built with it, and otherwise JSON.
action_grammar::document::validation judge_text(std::string_view text, std::string_view path, host const& by);

/// Findings for a person, written for that stream.
std::string terminal_text(action_grammar::document::findings const& found, judged_file const& of, stream to);

/// Answers with findings instead of a result: as JSON where the result would be, otherwise as text beside it.
exit_status refuse(action_grammar::document::findings found, judged_file const& of, output_format format);

/// Tells the warnings of an accepted document beside the result.
void note_warnings(judged_file const& of);

} // namespace action_grammar_program

#endif
