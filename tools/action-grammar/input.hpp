#ifndef ACTION_GRAMMAR_TOOLS_INPUT_HPP
#define ACTION_GRAMMAR_TOOLS_INPUT_HPP

// Reading files and standard input. What cannot be read ends the program with one sentence and status 2.

#include <stdexcept>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/value.hpp>

namespace action_grammar_program {

/// What the program's exit status says.
enum class exit_status : int {
    yes = 0,         ///< Compatible; valid; a result.
    no = 1,          ///< Incompatible or undecided; invalid; an error of the evaluated filter.
    wrong_input = 2, ///< Wrong use of the program, or input that is not what it should be.
};

/// Input that cannot be used; the message names the file and the place.
struct input_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The whole content of a file, or of standard input if `path` is "-". Throws `input_error`.
std::string read_text(std::string const& path);

/// `text` as JSON. Throws `input_error` with "name:line:column: message".
action_grammar::json::value parse_json(std::string_view text, std::string const& name);

/// Both at once.
action_grammar::json::value read_json(std::string const& path);

} // namespace action_grammar_program

#endif
