// The program action-grammar: documents, contracts and expressions from the command line.

#include <cstdio>
#include <exception>
#include <string>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/format.h>

#include <action_grammar/version.hpp>

#include "arguments.hpp"
#include "output.hpp"

namespace {

using namespace action_grammar_program;

exit_status run(int count, char** arguments) {
    CLI::App program(
        "Checks and runs compositions that are documents; checks what flows between actions: contracts as "
        "JSON Schemas, and the expressions between them.",
        "action-grammar");
    program.set_version_flag("--version",
                             fmt::format("action-grammar {}.{}.{}", action_grammar::version.major,
                                         action_grammar::version.minor, action_grammar::version.patch));
    program.require_subcommand(1);
    program.footer(
        "Exit status: 0 yes, 1 no, 2 wrong use or input that cannot be read. With --batch: 0 if every "
        "question could be read, else 2.");

    auto status = exit_status::yes;
    add_document_commands(program, status);
    add_format_commands(program, status);
    add_contract_commands(program, status);
    add_expression_commands(program, status);
    add_ledger_commands(program, status);
    add_completion_command(program, status);
    try {
        program.parse(count, arguments);
    } catch (CLI::ParseError const& error) {
        return program.exit(error) == 0 ? exit_status::yes : exit_status::wrong_input;
    }
    flush(); // An answer that did not reach its reader was not given.
    return status;
}

} // namespace

int main(int count, char** arguments) {
    auto status = exit_status::wrong_input;
    try {
        status = run(count, arguments);
    } catch (input_error const& error) {
        note(error.what());
    } catch (std::exception const& error) {
        note(fmt::format("action-grammar: {}", error.what()));
    }
    return static_cast<int>(status);
}
