#ifndef ACTION_GRAMMAR_RESOURCES_SQLITE_SESSION_HPP
#define ACTION_GRAMMAR_RESOURCES_SQLITE_SESSION_HPP

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <sqlite3.h>

#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/sql/statement_cache.hpp>
#include <action_grammar/resources/sqlite/error.hpp>
#include <action_grammar/resources/sqlite/options.hpp>

namespace action_grammar::sqlite::detail {

struct closer {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using statement_handle = std::unique_ptr<sqlite3_stmt, closer>;

/// What a connection and its rows share; it stays where it is when the connection moves.
struct session {
    explicit session(std::size_t kept_statements) : statements('?', kept_statements) {}
    session(session const&) = delete;
    session& operator=(session const&) = delete;
    ~session() = default;

    std::unique_ptr<sqlite3, closer> database;
    sql::statement_cache<statement_handle> statements; // goes before the database
    std::chrono::milliseconds busy_timeout{};
    duration statement_timeout{};
    deadline limit{};           // of the one who uses the connection
    time_point statement_end{}; // of the statement that runs
    time_point waiting_since{};
    std::size_t depth = 0;
    std::int64_t changes = 0;
    bool begun_by_us = false; // the outermost transaction is ours, not one that was begun in SQL
    bool must_undo = false;   // the outermost transaction was to be undone, and there was no memory for it

    /// Sets when the statement that is about to run has to end. What ends a transaction has its time even when its
    /// user's is over: to stop it then would only leave more in doubt.
    void start_clock(bool ends_transaction = false) noexcept {
        statement_end = ends_transaction ? time_point::max() : limit.at;
        if (statement_timeout > duration::zero())
            statement_end = std::min(statement_end, monotonic_clock::now() + statement_timeout);
    }

    /// Called by SQLite every so many instructions; other than zero stops the statement.
    static int on_progress(void* self) noexcept {
        auto const& mine = *static_cast<session const*>(self);
        return mine.statement_end != time_point::max() && monotonic_clock::now() >= mine.statement_end ? 1
                                                                                                       : 0;
    }

    /// Called by SQLite when somebody else has a lock; zero gives up.
    static int on_busy(void* self, int attempts) noexcept {
        auto& mine = *static_cast<session*>(self);
        time_point const now = monotonic_clock::now();
        if (attempts == 0) mine.waiting_since = now;
        time_point const end = std::min(mine.waiting_since + duration(mine.busy_timeout), mine.statement_end);
        if (now >= end) return 0;
        auto const pause = std::chrono::milliseconds(std::min(1 << std::min(attempts, 6), 50));
        monotonic_clock::sleep_until(std::min(now + duration(pause), end));
        return 1;
    }
};

} // namespace action_grammar::sqlite::detail

#endif
