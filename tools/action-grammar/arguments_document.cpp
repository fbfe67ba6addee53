// The subcommands that ask about documents, and about what documents may name.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "arguments.hpp"

namespace action_grammar_program {

namespace {

char const* const a_document = "File of the document; \"-\" is standard input";

void add_names(CLI::App& command, host_options& options) {
    command
        .add_option("--vocabulary", options.vocabularies,
                    "Documents may name the actions of this vocabulary, too; repeatable")
        ->option_text("FILE")
        ->allow_extra_args(false);
    command
        .add_option("--patterns", options.patterns,
                    "Documents may use the patterns of this folder, too; repeatable")
        ->option_text("FOLDER")
        ->allow_extra_args(false);
}

void add_host(CLI::App& command, host_options& options) {
    add_names(command, options);
    command.add_flag("--closed-producers", options.closed_producers,
                     "Actions yield no members but those that their contracts list");
}

void add_input(CLI::App& command, std::string& input) {
    command.add_option("--input", input, "File of the input; \"-\" is standard input")
        ->option_text("FILE")
        ->required();
}

void add_judging_commands(CLI::App& program, exit_status& status) {
    auto [validate, to_validate] = add_command<validate_question>(
        program, "validate", "Are these documents compositions that may run?", status);
    add_argument(validate, "FILE", to_validate.files, "Files of documents; \"-\" is standard input");
    add_host(validate, to_validate);
    add_format(
        validate, to_validate.format,
        {{"text", output_format::text}, {"json", output_format::json}, {"sarif", output_format::sarif}},
        "text|json|sarif", "How the answer is written; with --batch always as JSON");
    add_batch(validate, to_validate, "id and document");

    auto [fix, to_fix] = add_command<fix_question>(
        program, "fix", "Mends what can be mended by rote, and shows what that changes", status);
    add_argument(fix, "FILE", to_fix.file, a_document).required();
    fix.add_flag("--apply", to_fix.apply, "Write the file; of standard input, write its text");
    fix.add_flag("--split", to_fix.split,
                 "Cut it behind its mutations, into documents that mutate once; with --apply "
                 "into files beside it");
    add_host(fix, to_fix);
    add_format(fix, to_fix);
}

void add_explaining_commands(CLI::App& program, exit_status& status) {
    auto [explain, to_explain] = add_command<explain_question>(
        program, "explain", "What does a document do? Or: what does a rule say?", status);
    add_argument(explain, "FILE|CODE", to_explain.subject,
                 "File of the document, \"-\" for standard input; or the code of a rule, as AG201")
        .required();
    add_host(explain, to_explain);
    add_format(explain, to_explain);

    auto [graph, to_draw] =
        add_command<graph_question>(program, "graph", "Draws what the steps hand to each other", status);
    to_draw.format = output_format::mermaid;
    add_argument(graph, "FILE", to_draw.file, a_document).required();
    add_host(graph, to_draw);
    add_format(
        graph, to_draw.format,
        {{"mermaid", output_format::mermaid}, {"dot", output_format::dot}, {"json", output_format::json}},
        "mermaid|dot|json", "How the drawing is written [mermaid]");
}

void add_running_commands(CLI::App& program, exit_status& status) {
    auto [simulate, to_simulate] = add_command<simulate_question>(
        program, "simulate", "Runs a document up to its mutation, and tells of each step", status);
    add_argument(simulate, "FILE", to_simulate.file, a_document).required();
    add_input(simulate, to_simulate.input);
    simulate
        .add_option("--values", to_simulate.values,
                    "File of an object: by the ids of steps, what they are taken to yield")
        ->option_text("FILE");
    simulate.add_flag("--no-live", to_simulate.no_live, "Run no reads and no gates");
    add_host(simulate, to_simulate);
    add_format(simulate, to_simulate);

    auto [run, to_run] = add_command<run_question>(program, "run", "Runs a document", status);
    add_argument(run, "FILE", to_run.file, a_document).required();
    add_input(run, to_run.input);
    add_host(run, to_run);
    add_format(run, to_run);
}

void add_pattern_commands(CLI::App& program, exit_status& status) {
    CLI::App& pattern = add_group(program, "pattern", "The patterns that documents may use");

    auto [list, to_list] = add_command<pattern_list_question>(pattern, "list", "Names them", status);
    add_names(list, to_list);
    add_format(list, to_list);

    auto [show, to_show] = add_command<pattern_show_question>(pattern, "show", "Prints a pattern", status);
    add_argument(show, "KEY", to_show.key, "Name and version, as http_request@1").required();
    add_names(show, to_show);
    add_format(show, to_show);

    auto [resolve, to_resolve] = add_command<pattern_resolve_question>(
        pattern, "resolve", "Prints the steps that a pattern comes to", status);
    add_argument(resolve, "KEY", to_resolve.key, "Name and version, as http_request@1").required();
    resolve.add_option("--with", to_resolve.with, "File of its parameters, an object; none if absent")
        ->option_text("FILE");
    add_names(resolve, to_resolve);
    add_format(resolve, to_resolve);
}

void add_vocabulary_commands(CLI::App& program, exit_status& status) {
    CLI::App& vocabulary = add_group(program, "vocabulary", "The actions that documents may name");

    auto [list, to_list] = add_command<vocabulary_list_question>(vocabulary, "list", "Names them", status);
    add_names(list, to_list);
    add_format(list, to_list);

    auto [search, to_search] = add_command<vocabulary_search_question>(
        vocabulary, "search", "Names those that words say something of", status);
    add_argument(search, "WORD", to_search.words, "What they are about").required();
    add_names(search, to_search);
    add_format(search, to_search);

    auto [inspect, to_inspect] = add_command<vocabulary_inspect_question>(
        vocabulary, "inspect", "Tells all there is to know of an action", status);
    add_argument(inspect, "NAME", to_inspect.name, "As transform(jq)").required();
    add_names(inspect, to_inspect);
    add_format(inspect, to_inspect);

    auto [exporting, to_export] = add_command<vocabulary_export_question>(
        vocabulary, "export", "Prints all of it, for --vocabulary", status);
    add_names(exporting, to_export);
}

} // namespace

void add_document_commands(CLI::App& program, exit_status& status) {
    add_judging_commands(program, status);
    add_explaining_commands(program, status);
    add_running_commands(program, status);
    add_pattern_commands(program, status);
    add_vocabulary_commands(program, status);
}

void add_format_commands(CLI::App& program, exit_status& status) {
    CLI::App& schema = add_group(program, "schema", "The format of documents as a JSON Schema");
    auto [schema_export, to_schema] = add_command<schema_export_question>(
        schema, "export", "Prints the schema of documents that name these actions", status);
    schema_export.add_option("--profile", to_schema.profile, "What the schema is for [full]")
        ->check(CLI::IsMember({"full", "openai", "anthropic"}))
        ->option_text("full|openai|anthropic");
    add_names(schema_export, to_schema);

    CLI::App& grammar = add_group(program, "grammar", "The format of documents as a grammar");
    auto [grammar_export, to_grammar] = add_command<grammar_export_question>(
        grammar, "export", "Prints the grammar (GBNF) of documents that name these actions", status);
    add_names(grammar_export, to_grammar);

    CLI::App& import = add_group(program, "import", "Documents of what was written for others");
    auto [tasker, to_import] = add_command<import_tasker_question>(
        import, "tasker", "Prints the documents that compositions of Tasker come to", status);
    add_argument(tasker, "FILE", to_import.file, "File of a composition or a task template, in JSON")
        .required();
    add_host(tasker, to_import);
    add_format(tasker, to_import);
}

} // namespace action_grammar_program
