#ifndef ACTION_GRAMMAR_TOOLS_COMMANDS_HPP
#define ACTION_GRAMMAR_TOOLS_COMMANDS_HPP

// The subcommands: what each is asked, and the function that answers. How arguments become these structs is in
// arguments_*.cpp, the units that pay for the library that reads them.

#include <cstddef>
#include <string>
#include <vector>

#include "input.hpp"

namespace action_grammar_program {

/// How answers are written. No subcommand knows all of them.
enum class output_format { text, json, sarif, mermaid, dot };

/// What every subcommand with more than one way to write its answer can be told.
struct format_option {
    output_format format = output_format::text;
};

/// What every subcommand that answers many questions can be told.
struct common_options : format_option {
    std::string batch; ///< File of questions; empty for the one question of the command line.
};

/// What every subcommand that reads schemas can be told.
struct schema_options {
    std::string draft = "2020-12";
    std::vector<std::string> remotes; ///< "ADDRESS=FOLDER": where the documents below an address are.
};

/// Which effects does a ledger have?
struct ledger_list_question : format_option {
    std::string database;
    std::string state;       ///< Empty: in any.
    std::string composition; ///< Empty: of any.
    std::size_t most = 100;
};
exit_status answer(ledger_list_question const& question);

/// What became of an effect in doubt?
struct ledger_resolve_question {
    std::string database;
    std::string composition;
    std::string version;
    std::string key;
    std::string answer; ///< File; empty: null.
    bool happened = false;
    bool did_not_happen = false;
};
exit_status answer(ledger_resolve_question const& question);

/// Which effects may be forgotten?
struct ledger_clean_up_question {
    std::string database;
    long days = 0;
};
exit_status answer(ledger_clean_up_question const& question);

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

// ---- documents

/// What every subcommand that judges documents can be told: what they may name, and how they are judged.
struct host_options {
    std::vector<std::string>
        vocabularies; ///< Files: actions that other hosts offer, which are checked but not run.
    std::vector<std::string> patterns; ///< Folders.
    bool closed_producers = false;
};

/// Are these documents compositions that may run? Fields of a question: id, document.
struct validate_question : common_options, host_options {
    std::vector<std::string> files;
};
exit_status answer(validate_question const& question);

/// What does this document do? Or: what does this rule say?
struct explain_question : format_option, host_options {
    std::string subject; ///< A file, or the code of a rule.
};
exit_status answer(explain_question const& question);

/// What do the steps of this document hand to each other, as a drawing?
struct graph_question : format_option, host_options {
    std::string file;
};
exit_status answer(graph_question const& question);

/// What would a run of this document do, up to its mutation?
struct simulate_question : format_option, host_options {
    std::string file;
    std::string input;
    std::string values; ///< File of an object of values by the ids of steps; empty for none.
    bool no_live = false;
};
exit_status answer(simulate_question const& question);

/// What comes of this document?
struct run_question : format_option, host_options {
    std::string file;
    std::string input;
};
exit_status answer(run_question const& question);

/// What does this document look like without what can be mended by rote?
struct fix_question : format_option, host_options {
    std::string file;
    bool apply = false; ///< Write files instead of showing what would change.
    bool split = false; ///< Cut it behind its mutations.
};
exit_status answer(fix_question const& question);

/// Which patterns are there?
struct pattern_list_question : format_option, host_options {};
exit_status answer(pattern_list_question const& question);

/// What is the pattern of this key?
struct pattern_show_question : format_option, host_options {
    std::string key;
};
exit_status answer(pattern_show_question const& question);

/// What does a pattern come to with these parameters?
struct pattern_resolve_question : format_option, host_options {
    std::string key;
    std::string with; ///< File of the parameters; empty for none.
};
exit_status answer(pattern_resolve_question const& question);

/// What is the format of the documents that name these actions, as a JSON Schema?
struct schema_export_question : host_options {
    std::string profile = "full";
};
exit_status answer(schema_export_question const& question);

/// The same as a grammar for constrained decoding.
struct grammar_export_question : host_options {};
exit_status answer(grammar_export_question const& question);

/// Which actions may documents name?
struct vocabulary_list_question : format_option, host_options {};
exit_status answer(vocabulary_list_question const& question);

/// Which of them do these words say something of?
struct vocabulary_search_question : format_option, host_options {
    std::vector<std::string> words;
};
exit_status answer(vocabulary_search_question const& question);

/// What is there to know of the action of this name?
struct vocabulary_inspect_question : format_option, host_options {
    std::string name;
};
exit_status answer(vocabulary_inspect_question const& question);

/// What does another program need to know to judge documents as this one does?
struct vocabulary_export_question : host_options {};
exit_status answer(vocabulary_export_question const& question);

/// What do these compositions of Tasker come to as documents?
struct import_tasker_question : format_option, host_options {
    std::string file;
};
exit_status answer(import_tasker_question const& question);

} // namespace action_grammar_program

#endif
