// The program action-grammar: contracts and expressions from the command line.

#include <cstdio>
#include <exception>
#include <map>
#include <string>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/format.h>

#include <action_grammar/version.hpp>

#include "commands.hpp"

namespace {

using namespace action_grammar_program;

void add_options(CLI::App& command, common_options& options, std::string const& fields) {
    std::map<std::string, output_format> const formats{{"text", output_format::text},
                                                       {"json", output_format::json}};
    command.add_option("--format", options.format, "How the answer is written; with --batch always as JSON")
        ->transform(CLI::CheckedTransformer(formats))
        ->option_text("text|json");
    command
        .add_option("--batch", options.batch,
                    "Questions, a JSON object a line with " + fields
                        + "; answered by a JSON object a line. \"-\" is standard input")
        ->option_text("FILE");
}

void add_options(CLI::App& command, schema_options& options) {
    command
        .add_option("--draft", options.draft, "The draft of schemas that name none with $schema [2020-12]")
        ->check(CLI::IsMember({"draft4", "draft6", "draft7", "2019-09", "2020-12"}))
        ->option_text("DRAFT");
    command
        .add_option("--remote", options.remotes,
                    "The documents below an address are in this folder; repeatable")
        ->option_text("ADDRESS=FOLDER");
}

/// Arguments stand on the command line unless the questions are in a file.
void require_question(CLI::App const& command, common_options const& options) {
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
CLI::App& add_command(CLI::App& group, std::string const& name, std::string const& description,
                      Question& question, exit_status& status) {
    CLI::App& command = *group.add_subcommand(name, description);
    command.callback([&] {
        require_question(command, question);
        status = answer(question);
    });
    return command;
}

exit_status run(int count, char** arguments) {
    CLI::App program(
        "Checks what flows between actions: contracts as JSON Schemas, and the expressions between them.");
    program.set_version_flag("--version",
                             fmt::format("action-grammar {}.{}.{}", action_grammar::version.major,
                                         action_grammar::version.minor, action_grammar::version.patch));
    program.require_subcommand(1);
    program.footer(
        "Exit status: 0 yes, 1 no, 2 wrong use or input that cannot be read. With --batch: 0 if every "
        "question could be read, else 2.");
    auto status = exit_status::yes;

    CLI::App& contract = *program.add_subcommand("contract", "Compare, check and infer contracts");
    contract.require_subcommand(1);

    compare_question to_compare;
    auto& compare =
        add_command(contract, "compare", "Is every value of the producer's schema P one of the consumer's C?",
                    to_compare, status);
    compare.add_option("P", to_compare.producer, "File of the producer's schema")->option_text(" ");
    compare.add_option("C", to_compare.consumer, "File of the consumer's schema")->option_text(" ");
    compare.add_flag("--closed-producer", to_compare.closed_producer,
                     "The producer writes no members but those that its schema lists");
    add_options(compare, static_cast<schema_options&>(to_compare));
    add_options(compare, to_compare, "id, draft, p and c");

    check_question to_check;
    auto& check = add_command(contract, "check", "Is the value valid under the schema?", to_check, status);
    check.add_option("SCHEMA", to_check.schema, "File of the schema")->option_text(" ");
    check.add_option("VALUE", to_check.value, "File of the value; \"-\" is standard input")->option_text(" ");
    check.add_flag("--assert-formats", to_check.assert_formats,
                   "Check `format` too, which only annotates otherwise");
    add_options(check, static_cast<schema_options&>(to_check));
    add_options(check, to_check, "id, draft, schema and value");

    infer_question to_infer;
    auto& infer =
        add_command(contract, "infer", "What is the contract of a filter's outputs?", to_infer, status);
    infer.add_option("FILTER", to_infer.filter, "The filter")->option_text(" ");
    infer.add_option("--input", to_infer.input, "File of the input's schema; anything if absent")
        ->option_text("FILE");
    add_options(infer, static_cast<schema_options&>(to_infer));
    add_options(infer, to_infer, "id, draft, filter and schema");

    CLI::App& expression = *program.add_subcommand("expression", "Evaluate expressions");
    expression.require_subcommand(1);

    eval_question to_evaluate;
    auto& eval = add_command(expression, "eval", "What does a filter make of the value on standard input?",
                             to_evaluate, status);
    eval.add_option("FILTER", to_evaluate.filter, "The filter")->option_text(" ");
    add_options(eval, to_evaluate, "id, filter and input");

    try {
        program.parse(count, arguments);
    } catch (CLI::ParseError const& error) {
        return program.exit(error) == 0 ? exit_status::yes : exit_status::wrong_input;
    }
    return status;
}

} // namespace

int main(int count, char** arguments) {
    auto status = exit_status::wrong_input;
    try {
        status = run(count, arguments);
    } catch (input_error const& error) {
        fmt::print(stderr, "{}\n", error.what());
    } catch (std::exception const& error) {
        fmt::print(stderr, "action-grammar: {}\n", error.what());
    }
    // An answer that did not reach its reader was not given.
    if (std::fflush(stdout) != 0) status = exit_status::wrong_input;
    return static_cast<int>(status);
}
