#ifndef ACTION_GRAMMAR_TOOLS_INPUT_HPP
#define ACTION_GRAMMAR_TOOLS_INPUT_HPP

// Reading files and standard input. What cannot be read ends the program with one sentence and status 2.

#include <cstddef>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/value.hpp>

namespace action_grammar_program {

/// What the program's exit status says.
enum class exit_status : int {
    yes = 0,         ///< Compatible; valid; a result.
    no = 1,          ///< Incompatible or undecided; invalid; a failed run; an error of the evaluated filter.
    wrong_input = 2, ///< Wrong use of the program, or input that is not what it should be.
};

/// Input that cannot be used; the message names the file and the place.
struct input_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// More than any reader of JSON here takes.
inline constexpr std::size_t most_bytes = std::size_t{64} << 20;

/// The name of a file as messages tell it.
std::string shown_name(std::string const& path);

/// An open file; standard input is left open.
struct file_closer {
    void operator()(std::FILE* file) const noexcept {
        if (file != stdin) static_cast<void>(std::fclose(file));
    }
};
using open_file = std::unique_ptr<std::FILE, file_closer>;

/// Opens a file to read, or standard input if `path` is "-". Throws `input_error`.
open_file open_to_read(std::string const& path);

/// The whole content of a file, or of standard input if `path` is "-". Throws `input_error`, also when it is longer than
/// `most_bytes`.
std::string read_text(std::string const& path);

/// `text` as JSON. Throws `input_error` with "name:line:column: message".
action_grammar::json::value parse_json(std::string_view text, std::string const& name);

/// Both at once.
action_grammar::json::value read_json(std::string const& path);

} // namespace action_grammar_program

#endif
