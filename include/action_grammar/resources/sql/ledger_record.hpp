#ifndef ACTION_GRAMMAR_RESOURCES_SQL_LEDGER_RECORD_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_LEDGER_RECORD_HPP

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <action_grammar/ledger/effect.hpp>

namespace action_grammar::sql {

/// How a ledger in a database keeps its records.
struct ledger_options {
    /// How long a run has its effect to itself. When it is over the run counts as dead, and another one may take the
    /// effect over. Longer than any mutation takes: give mutations a `timeout`.
    std::chrono::milliseconds lease{60'000};
};

/// An effect as a database has it. Times are milliseconds since 1970 by the database's clock.
struct ledger_record {
    std::string composition;
    std::string version;
    std::string key;
    std::string action;
    std::string guard; ///< Name of the protection.
    effect_state state = effect_state::started;
    std::string answer; ///< JSON; of an effect that is `done`.
    std::int64_t attempts = 1;
    std::int64_t started_at = 0;
    std::int64_t changed_at = 0;
    bool held = false; ///< A run that is not known to be dead is at it.
};

/// The effects that are asked for.
struct ledger_query {
    std::optional<effect_state> state{};
    std::string composition{}; ///< Empty: of all.
    std::size_t most = 100;
};

/// What a person found out of an effect in doubt.
struct effect_finding {
    bool happened = false;
    std::string answer{"null"}; ///< JSON, of one that happened.
};

} // namespace action_grammar::sql

#endif
