#ifndef ACTION_GRAMMAR_TOOLS_COMMANDS_HPP
#define ACTION_GRAMMAR_TOOLS_COMMANDS_HPP

// The subcommands: what each is asked, and the function that answers. How arguments become these structs is in
// main.cpp, the one unit that pays for the library that reads them.

#include <string>
#include <vector>

#include "input.hpp"

namespace action_grammar_program {

/// How answers are written.
enum class output_format { text, json };

/// What every subcommand can be told.
struct common_options {
    output_format format = output_format::text;
    std::string batch; ///< File of questions; empty for the one question of the command line.
};

/// What every subcommand that reads schemas can be told.
struct schema_options {
    std::string draft = "2020-12";
    std::vector<std::string> remotes; ///< "ADDRESS=FOLDER": where the documents below an address are.
};

/// Is every value of the producer's schema a value of the consumer's? Fields of a question: id, draft, p, c.
struct compare_question : common_options, schema_options {
    std::string producer;
    std::string consumer;
    bool closed_producer = false;
};
exit_status answer(compare_question const& question);

/// Is the value valid under the schema? Fields of a question: id, draft, schema, value.
struct check_question : common_options, schema_options {
    std::string schema;
    std::string value;
    bool assert_formats = false;
};
exit_status answer(check_question const& question);

/// What is the contract of the filter's outputs, given that of its input? Fields of a question: id, draft, filter,
/// schema.
struct infer_question : common_options, schema_options {
    std::string filter;
    std::string input;
};
exit_status answer(infer_question const& question);

/// What does the filter make of the value on standard input? Fields of a question: id, filter, input.
struct eval_question : common_options {
    std::string filter;
};
exit_status answer(eval_question const& question);

} // namespace action_grammar_program

#endif
