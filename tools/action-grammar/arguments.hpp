#ifndef ACTION_GRAMMAR_TOOLS_ARGUMENTS_HPP
#define ACTION_GRAMMAR_TOOLS_ARGUMENTS_HPP

// How the arguments of a subcommand become the question that it answers.

#include <concepts>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>

#include <CLI/App.hpp>

#include "commands.hpp"

namespace action_grammar_program {

// ---- the table of main.cpp

void add_document_commands(CLI::App& program, exit_status& status);
void add_format_commands(CLI::App& program, exit_status& status);
void add_contract_commands(CLI::App& program, exit_status& status);
void add_expression_commands(CLI::App& program, exit_status& status);
void add_ledger_commands(CLI::App& program, exit_status& status);
/// Last: what it completes is what stands before.
void add_completion_command(CLI::App& program, exit_status& status);

// ---- what they are made of

/// A subcommand and the question that its arguments fill.
template <class Question>
struct added_command {
    CLI::App& command;
    Question& question;
};

/// Arguments stand on the command line unless the questions are in a file.
inline void require_question(CLI::App const& command, common_options const& options) {
    auto const is_positional = [](CLI::Option const* option) { return option->get_positional(); };
    for (CLI::Option const* const argument : command.get_options(is_positional)) {
        bool const given = argument->count() > 0;
        if (options.batch.empty() && !given)
            throw CLI::RequiredError(argument->get_name(true) + " (or --batch)");
        if (!options.batch.empty() && given) throw CLI::ExcludesError("--batch", argument->get_name(true));
    }
}

/// Adds a subcommand whose answer becomes the exit status.
template <class Question>
added_command<Question> add_command(CLI::App& group, std::string const& name, std::string const& description,
                                    exit_status& status) {
    CLI::App& command = *group.add_subcommand(name, description);
    auto const question = std::make_shared<Question>();
    command.callback([question, &command, &status] {
        if constexpr (std::derived_from<Question, common_options>) require_question(command, *question);
        status = answer(*question);
    });
    return {command, *question};
}

/// A group of subcommands, one of which must be named.
inline CLI::App& add_group(CLI::App& program, std::string const& name, std::string const& description) {
    CLI::App& group = *program.add_subcommand(name, description);
    group.require_subcommand(1);
    return group;
}

/// An argument that is no option. Without --batch it must be there.
template <class Target>
CLI::Option& add_argument(CLI::App& command, std::string const& name, Target& target,
                          std::string const& description) {
    return *command.add_option(name, target, description)->option_text(" ");
}

inline void add_format(CLI::App& command, output_format& format,
                       std::map<std::string, output_format> const& formats, std::string const& names,
                       std::string const& description = "How the answer is written") {
    command.add_option("--format", format, description)
        ->transform(CLI::CheckedTransformer(formats))
        ->option_text(names);
}

inline std::map<std::string, output_format> const text_or_json{{"text", output_format::text},
                                                               {"json", output_format::json}};

inline void add_format(CLI::App& command, format_option& options) {
    add_format(command, options.format, text_or_json, "text|json");
}

inline void add_batch(CLI::App& command, common_options& options, std::string const& fields) {
    command
        .add_option("--batch", options.batch,
                    "Questions, a JSON object a line with " + fields
                        + "; answered by a JSON object a line. \"-\" is standard input")
        ->option_text("FILE");
}

} // namespace action_grammar_program

#endif
