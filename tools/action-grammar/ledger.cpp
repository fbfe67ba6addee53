// action-grammar ledger: which effects does a ledger have, and what became of those in doubt?

#include <chrono>
#include <string>
#include <string_view>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/resources/sql/ledger.hpp>
#if defined(ACTION_GRAMMAR_PROGRAM_SQLITE)
#include <action_grammar/resources/sqlite/ledger.hpp>
#endif
#if defined(ACTION_GRAMMAR_PROGRAM_POSTGRESQL)
#include <action_grammar/resources/postgresql/ledger.hpp>
#endif

#include "commands.hpp"
#include "output.hpp"

namespace action_grammar_program {

namespace ag = action_grammar;
namespace json = action_grammar::json;

namespace {

using ag::sql::ledger_record;

template <class Value>
Value value_of(ag::result<Value, ag::sql::error> made) {
    if (!made) throw input_error(displayed(to_string(made.error())));
    return *std::move(made);
}

/// Calls `work` with the ledger in a database. There has to be one: this program makes none.
template <class Work>
exit_status with_ledger(std::string const& database, [[maybe_unused]] Work const& work) {
    bool const is_server = database.starts_with("postgresql://") || database.starts_with("postgres://")
                        || database.find('=') != std::string::npos;
    if (is_server) {
#if defined(ACTION_GRAMMAR_PROGRAM_POSTGRESQL)
        auto opened = value_of(ag::postgresql::connection::open({.conninfo = database}));
        return work(ag::postgresql::ledger(opened));
#else
        throw input_error("this program was built without PostgreSQL");
#endif
    }
#if defined(ACTION_GRAMMAR_PROGRAM_SQLITE)
    auto opened = value_of(ag::sqlite::connection::open(
        {.file = database, .access = ag::sqlite::access::write, .journal = ag::sqlite::journal::as_it_is}));
    return work(ag::sqlite::ledger(opened));
#else
    throw input_error("this program was built without SQLite");
#endif
}

std::string time_text(std::int64_t milliseconds) {
    using namespace std::chrono;
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", sys_seconds(seconds(milliseconds / 1000)));
}

std::string_view state_text(ledger_record const& one) {
    return one.state == ag::effect_state::started && !one.held ? "abandoned" : name(one.state);
}

json::value as_json(ledger_record const& one) {
    json::object made{{"composition", one.composition},
                      {"version", one.version},
                      {"key", one.key},
                      {"action", one.action},
                      {"protection", one.guard},
                      {"state", name(one.state)},
                      {"held", one.held},
                      {"attempts", one.attempts},
                      {"started", time_text(one.started_at)},
                      {"changed", time_text(one.changed_at)}};
    if (one.state == ag::effect_state::done) {
        auto answer = json::parse(one.answer);
        made["answer"] = answer ? *std::move(answer) : json::value(one.answer);
    }
    return made;
}

void print(ledger_record const& one) {
    std::string of = displayed(one.composition);
    if (!one.version.empty()) of += " " + displayed(one.version);
    write(fmt::format("{:<10} {} \"{}\": {} ({}), {} of {}, changed {}\n", state_text(one), of,
                      displayed(one.key), displayed(one.action), displayed(one.guard), one.attempts,
                      one.attempts == 1 ? "one try" : "its tries", time_text(one.changed_at)));
}

} // namespace

exit_status answer(ledger_list_question const& question) {
    ag::sql::ledger_query wanted;
    wanted.composition = question.composition;
    wanted.most = question.most;
    for (ag::effect_state const each :
         {ag::effect_state::started, ag::effect_state::done, ag::effect_state::in_doubt})
        if (name(each) == question.state) wanted.state = each;
    return with_ledger(question.database, [&](auto ledger) {
        auto const all = value_of(ledger.list(wanted));
        for (ledger_record const& each : all)
            if (question.format == output_format::json)
                write_line(as_json(each));
            else
                print(each);
        if (all.size() == wanted.most) note(fmt::format("only the first {}; see --most", wanted.most));
        return exit_status::yes;
    });
}

exit_status answer(ledger_resolve_question const& question) {
    ag::sql::effect_finding found{question.happened, "null"};
    if (!question.answer.empty()) found.answer = json::serialize(read_json(question.answer));
    return with_ledger(question.database, [&](auto ledger) {
        ag::effect const one{question.composition, question.version, question.key, {}, {}};
        if (value_of(ledger.resolve(one, found))) {
            note(found.happened ? "resolved: it happened, and a repeat is answered with its answer"
                                : "resolved: it did not happen, and the next run does it");
            return exit_status::yes;
        }
        note("there is no such effect that is in doubt or abandoned; \"action-grammar ledger list\" shows "
             "them");
        return exit_status::no;
    });
}

exit_status answer(ledger_clean_up_question const& question) {
    return with_ledger(question.database, [&](auto ledger) {
        std::chrono::hours const age(24 * question.days);
        constexpr std::int64_t at_once = 10'000;
        std::int64_t all = 0;
        for (std::int64_t gone = at_once; gone == at_once; all += gone)
            gone = value_of(ledger.clean_up(age, at_once));
        note(fmt::format("effects forgotten that were done more than {} days ago: {}", question.days, all));
        return exit_status::yes;
    });
}

} // namespace action_grammar_program
