// The subcommands that look after a ledger of effects.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "arguments.hpp"

namespace action_grammar_program {

namespace {

char const* const a_database = "File of an SQLite database, or a postgresql:// URI";

} // namespace

void add_ledger_commands(CLI::App& program, exit_status& status) {
    CLI::App& ledger = add_group(program, "ledger", "What became of the effects that runs have recorded");

    auto [list, to_list] = add_command<ledger_list_question>(
        ledger, "list", "Lists effects, those that changed longest ago first", status);
    add_argument(list, "DATABASE", to_list.database, a_database).required();
    list.add_option("--state", to_list.state, "Only those in this state")
        ->check(CLI::IsMember({"started", "done", "in_doubt"}))
        ->option_text("started|done|in_doubt");
    list.add_option("--composition", to_list.composition, "Only those of this composition")
        ->option_text("NAME");
    list.add_option("--most", to_list.most, "At most so many [100]")->option_text("COUNT");
    add_format(list, to_list);

    auto [resolve, to_resolve] = add_command<ledger_resolve_question>(
        ledger, "resolve", "Writes down what you found out of an effect in doubt", status);
    add_argument(resolve, "DATABASE", to_resolve.database, a_database).required();
    resolve.add_option("--composition", to_resolve.composition, "Name of the composition")
        ->option_text("NAME")
        ->required();
    resolve.add_option("--version", to_resolve.version, "Its version, if the run had one")
        ->option_text("VERSION");
    resolve.add_option("--key", to_resolve.key, "Key of the run")->option_text("KEY")->required();
    auto* const happened = resolve.add_flag("--happened", to_resolve.happened,
                                            "It happened: a repeat is answered and does nothing");
    auto* const not_happened = resolve.add_flag("--did-not-happen", to_resolve.did_not_happen,
                                                "It did not happen: the next run does it");
    resolve
        .add_option("--answer", to_resolve.answer,
                    "File of what the mutation would have answered, as JSON [null]; \"-\" is standard input")
        ->option_text("FILE")
        ->needs(happened);
    happened->excludes(not_happened);
    resolve.parse_complete_callback([&to_resolve = to_resolve] {
        if (!to_resolve.happened && !to_resolve.did_not_happen)
            throw CLI::RequiredError("--happened or --did-not-happen");
    });

    auto [clean_up, to_clean_up] = add_command<ledger_clean_up_question>(
        ledger, "clean-up",
        "Forgets effects that were done long ago; a repeat that comes later does them again", status);
    add_argument(clean_up, "DATABASE", to_clean_up.database, a_database).required();
    clean_up.add_option("--days", to_clean_up.days, "Those that were done more than so many days ago")
        ->option_text("DAYS")
        ->check(CLI::NonNegativeNumber)
        ->required();
}

} // namespace action_grammar_program
