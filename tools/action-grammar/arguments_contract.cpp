// The subcommands that ask about contracts and expressions.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "arguments.hpp"

namespace action_grammar_program {

namespace {

void add_options(CLI::App& command, common_options& options, std::string const& fields) {
    add_format(command, options.format, text_or_json, "text|json",
               "How the answer is written; with --batch always as JSON");
    add_batch(command, options, fields);
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

} // namespace

void add_contract_commands(CLI::App& program, exit_status& status) {
    CLI::App& contract = add_group(program, "contract", "Compare, check and infer contracts");

    auto [compare, to_compare] = add_command<compare_question>(
        contract, "compare", "Is every value of the producer's schema P one of the consumer's C?", status);
    add_argument(compare, "P", to_compare.producer, "File of the producer's schema");
    add_argument(compare, "C", to_compare.consumer, "File of the consumer's schema");
    compare.add_flag("--closed-producer", to_compare.closed_producer,
                     "The producer writes no members but those that its schema lists");
    add_options(compare, static_cast<schema_options&>(to_compare));
    add_options(compare, to_compare, "id, draft, p and c");

    auto [check, to_check] =
        add_command<check_question>(contract, "check", "Is the value valid under the schema?", status);
    add_argument(check, "SCHEMA", to_check.schema, "File of the schema");
    add_argument(check, "VALUE", to_check.value, "File of the value; \"-\" is standard input");
    check.add_flag("--assert-formats", to_check.assert_formats,
                   "Check `format` too, which only annotates otherwise");
    add_options(check, static_cast<schema_options&>(to_check));
    add_options(check, to_check, "id, draft, schema and value");

    auto [infer, to_infer] =
        add_command<infer_question>(contract, "infer", "What is the contract of a filter's outputs?", status);
    add_argument(infer, "FILTER", to_infer.filter, "The filter");
    infer.add_option("--input", to_infer.input, "File of the input's schema; anything if absent")
        ->option_text("FILE");
    add_options(infer, static_cast<schema_options&>(to_infer));
    add_options(infer, to_infer, "id, draft, filter and schema");
}

void add_expression_commands(CLI::App& program, exit_status& status) {
    CLI::App& expression = add_group(program, "expression", "Evaluate expressions");
    auto [eval, to_evaluate] = add_command<eval_question>(
        expression, "eval", "What does a filter make of the value on standard input?", status);
    add_argument(eval, "FILTER", to_evaluate.filter, "The filter");
    add_options(eval, to_evaluate, "id, filter and input");
}

} // namespace action_grammar_program
