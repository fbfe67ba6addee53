#ifndef ACTION_GRAMMAR_RESOURCES_SQLITE_CONNECTION_HPP
#define ACTION_GRAMMAR_RESOURCES_SQLITE_CONNECTION_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <sqlite3.h>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/connection.hpp>
#include <action_grammar/resources/sql/transaction.hpp>
#include <action_grammar/resources/sqlite/bind.hpp>
#include <action_grammar/resources/sqlite/dialect.hpp>
#include <action_grammar/resources/sqlite/rows.hpp>

namespace action_grammar::sqlite {

/// A connection to an SQLite database, for one thread at a time. See `sql::connection`.
///
///     auto opened = ag::sqlite::connection::open({.file = "shop.db"});
///     if (!opened) return ag::unexpected(opened.error());
///     auto changed = ag::sql::execute(*opened, "UPDATE stock SET on_hand = on_hand - $1 WHERE sku = $2", 3, sku);
class connection {
public:
    using rows = sqlite::rows;
    using options = sqlite::options;
    using dialect = sqlite::dialect;

    /// Opens a database.
    static result<connection, sql::error> open(options const& wanted) {
        int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | wanted.further_flags;
        switch (wanted.access) {
        case access::create: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE; break;
        case access::write: flags |= SQLITE_OPEN_READWRITE; break;
        case access::read: flags |= SQLITE_OPEN_READONLY; break;
        }
        auto made = std::make_unique<detail::session>(wanted.kept_statements);
        sqlite3* opened = nullptr;
        int const code = sqlite3_open_v2(wanted.file.c_str(), &opened, flags,
                                         wanted.vfs.empty() ? nullptr : wanted.vfs.c_str());
        made->database.reset(opened); // there is one even then, to tell the error
        if (code != SQLITE_OK) {
            auto failed = detail::error_of(opened, code);
            failed.name = wanted.file;
            return unexpected(std::move(failed));
        }
        connection database(std::move(made));
        if (auto done = database.configure(wanted); !done) {
            done.error().name = wanted.file;
            return unexpected(std::move(done).error());
        }
        return database;
    }

    /// Runs a statement, from the first `next` of its rows on. Errors: as of `sql::connection`; a statement that
    /// changes something under `sql::effect::reads`; more than one statement.
    result<rows, sql::error> run(std::string_view text, std::span<sql::value const> values,
                                 sql::effect does = sql::effect::changes) {
        if (undone()) return unexpected(undone_error(text));
        if (auto ready = undo_rest(); !ready) return unexpected(std::move(ready).error());
        if (monotonic_clock::now() >= session_->limit.at) return unexpected(sql::detail::too_late(text));
        session_->start_clock();
        auto statement = prepared(text);
        if (!statement) return unexpected(std::move(statement).error());

        sqlite3_stmt* const made = statement->get();
        rows running(*session_, *std::move(statement), text);
        if (sqlite3_stmt_readonly(made) == 0 && does == sql::effect::reads) {
            return unexpected(
                sql::error{sql::error_kind::refused, "",
                           "a statement that only reads was promised, and this one changes something",
                           std::string(text)});
        }
        if (static_cast<std::size_t>(sqlite3_bind_parameter_count(made)) != values.size()) {
            return unexpected(sql::error{sql::error_kind::misused, "",
                                         "the statement takes "
                                             + std::to_string(sqlite3_bind_parameter_count(made))
                                             + " values and was given " + std::to_string(values.size()),
                                         std::string(text)});
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            auto const* const number = std::get_if<double>(&values[i]);
            if (number != nullptr && *number != *number) {
                return unexpected(sql::error{sql::error_kind::mismatch, "",
                                             "SQLite has no number that is none, and would store NULL",
                                             std::string(text), 0, "$" + std::to_string(i + 1)});
            }
            int const code = detail::bind(made, static_cast<int>(i) + 1, values[i]);
            if (code != SQLITE_OK) return unexpected(detail::error_of(handle(), code, text));
        }
        return running;
    }

    /// Its parameters; valid until the next call.
    result<sql::statement_text const*, sql::error> parameters(std::string_view text) {
        auto known = session_->statements.find(text);
        if (!known) return unexpected(std::move(known).error());
        return &(*known)->written;
    }

    /// Executes statements without parameters, one after the other, and drops their rows: a schema, say.
    result<void, sql::error> execute_script(std::string const& text) {
        if (auto ready = undo_rest(); !ready) return ready;
        session_->start_clock();
        bool const commits = !in_transaction();
        int const code = sqlite3_exec(handle(), text.c_str(), nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) return unexpected(detail::error_of(handle(), code, text, commits));
        return {};
    }

    /// How many rows the statement inserted, updated or deleted that ended last.
    [[nodiscard]] std::int64_t changes() const noexcept { return session_->changes; }

    result<void, sql::error> begin() {
        if (undone()) return unexpected(undone_error("BEGIN"));
        if (auto ready = undo_rest(); !ready) return ready;
        bool const outermost = !in_transaction();
        session_->start_clock();
        auto begun = outermost ? control("BEGIN IMMEDIATE", 0) : control("SAVEPOINT", session_->depth + 1);
        if (!begun) return begun;
        if (session_->depth == 0) session_->begun_by_us = outermost;
        ++session_->depth;
        return {};
    }

    result<void, sql::error> commit() {
        if (session_->depth == 0) {
            return unexpected(
                sql::error{sql::error_kind::misused, "", "there is no transaction to commit", "COMMIT"});
        }
        if (undone()) {
            --session_->depth;
            return unexpected(undone_error("COMMIT"));
        }
        bool const outermost = session_->depth == 1 && session_->begun_by_us;
        session_->start_clock(true);
        auto kept = outermost ? control("COMMIT", 0, true) : control("RELEASE SAVEPOINT", session_->depth);
        if (!kept) {
            (void)rollback();
            return kept;
        }
        --session_->depth;
        return {};
    }

    result<void, sql::error> rollback() {
        if (session_->depth == 0) {
            return unexpected(
                sql::error{sql::error_kind::misused, "", "there is no transaction to undo", "ROLLBACK"});
        }
        std::size_t const level = session_->depth--;
        session_->start_clock(true);
        if (sqlite3_get_autocommit(handle()) != 0) return {}; // the database did it already
        if (level == 1 && session_->begun_by_us) {
            session_->must_undo = true;
            return undo_rest();
        }
        auto undone = control("ROLLBACK TO SAVEPOINT", level);
        if (!undone) return undone;
        return control("RELEASE SAVEPOINT", level);
    }

    [[nodiscard]] std::size_t depth() const noexcept { return session_->depth; }
    [[nodiscard]] bool in_transaction() const noexcept {
        return session_->depth > 0 || (sqlite3_get_autocommit(handle()) == 0 && !session_->must_undo);
    }

    deadline restrict_to(deadline until) noexcept { return std::exchange(session_->limit, until); }

    bool renew() noexcept {
        while (session_->depth > 0)
            if (!rollback()) break;
        session_->depth = 0;
        session_->limit = {};
        session_->start_clock();
        if (sqlite3_get_autocommit(handle()) == 0)
            sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
        session_->must_undo = false;
        return sqlite3_get_autocommit(handle()) != 0;
    }

    /// SQLite's own, for what is not here. It stays this connection's.
    [[nodiscard]] sqlite3* handle() const noexcept { return session_->database.get(); }

private:
    explicit connection(std::unique_ptr<detail::session> session) noexcept : session_(std::move(session)) {}

    result<void, sql::error> configure(options const& wanted) {
        session_->busy_timeout = wanted.busy_timeout;
        session_->statement_timeout = wanted.statement_timeout;
        session_->start_clock();
        sqlite3_extended_result_codes(handle(), 1);
        sqlite3_busy_handler(handle(), &detail::session::on_busy, session_.get());
        sqlite3_progress_handler(handle(), 2000, &detail::session::on_progress, session_.get());

        std::string settings =
            wanted.foreign_keys ? "PRAGMA foreign_keys = ON;" : "PRAGMA foreign_keys = OFF;";
        // EXTRA, which with a write-ahead log is FULL: else a rollback journal's removal, which is the commit, would not
        // be synced.
        settings += wanted.synchronous == synchronous::full ? "PRAGMA synchronous = EXTRA;"
                                                            : "PRAGMA synchronous = NORMAL;";
        if (wanted.access != access::read) {
            if (wanted.journal == journal::wal) settings += "PRAGMA journal_mode = WAL;";
            if (wanted.journal == journal::rollback) settings += "PRAGMA journal_mode = DELETE;";
        }
        // A file that is no database is found out here and not by the first operation.
        settings += "SELECT count(*) FROM sqlite_schema;";
        return execute_when_free(settings);
    }

    /// Executes statements of which SQLite says at once that another connection is at them, whatever the patience: a
    /// change of the journal's mode. They may be executed twice.
    result<void, sql::error> execute_when_free(std::string const& text) {
        for (time_point const latest = monotonic_clock::now() + session_->busy_timeout;;) {
            auto done = execute_script(text);
            if (done || done.error().kind != sql::error_kind::busy || monotonic_clock::now() >= latest)
                return done;
            monotonic_clock::sleep_until(monotonic_clock::now() + std::chrono::milliseconds(1));
        }
    }

    result<detail::statement_handle, sql::error> prepared(std::string_view text) {
        auto known = session_->statements.find(text);
        if (!known) return unexpected(std::move(known).error());
        if ((*known)->prepared) return std::move((*known)->prepared);

        std::string const& written = (*known)->written.text;
        sqlite3_stmt* made = nullptr;
        char const* rest = nullptr;
        int const code = sqlite3_prepare_v3(
            handle(), written.c_str(), static_cast<int>(written.size()),
            session_->statements.keeps(**known) ? SQLITE_PREPARE_PERSISTENT : 0U, &made, &rest);
        detail::statement_handle statement(made);
        if (code != SQLITE_OK) return unexpected(detail::error_of(handle(), code, written));
        if (!statement || !detail::ends_here(handle(), rest, written.c_str() + written.size())) {
            return unexpected(sql::error{sql::error_kind::refused, "",
                                         statement ? "the text holds more than one statement"
                                                   : "the text holds no statement",
                                         written});
        }
        return statement;
    }

    /// Controls transactions: the word alone, or with the name of a savepoint.
    result<void, sql::error> control(char const* word, std::size_t level, bool commits = false) {
        std::array<char, 64> text{};
        if (level == 0) {
            sqlite3_snprintf(static_cast<int>(text.size()), text.data(), "%s", word);
        } else {
            sqlite3_snprintf(static_cast<int>(text.size()), text.data(), "%s action_grammar_%d", word,
                             static_cast<int>(level));
        }
        int const code = sqlite3_exec(handle(), text.data(), nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) return unexpected(detail::error_of(handle(), code, text.data(), commits));
        return {};
    }

    /// Undoes a transaction that should have been undone before, so that nothing becomes part of it.
    result<void, sql::error> undo_rest() {
        if (!session_->must_undo) return {};
        if (sqlite3_get_autocommit(handle()) == 0)
            if (auto undone = control("ROLLBACK", 0); !undone) return undone;
        session_->must_undo = false;
        return {};
    }
    /// The database undid a transaction by itself, as it does on a full disk; what came now would be outside it.
    [[nodiscard]] bool undone() const noexcept {
        return session_->depth > 0 && sqlite3_get_autocommit(handle()) != 0;
    }
    static sql::error undone_error(std::string_view text) {
        return {sql::error_kind::misused, "",
                "the database has undone the transaction after an error; end it", std::string(text)};
    }

    std::unique_ptr<detail::session> session_;
};

/// All or nothing on a connection to SQLite; see `sql::transaction`.
using transaction = sql::transaction<connection>;

} // namespace action_grammar::sqlite

#endif
