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
    static result<connection, sql::error> open(options const& wanted);

    /// Runs a statement, from the first `next` of its rows on. Errors: as of `sql::connection`; a statement that
    /// changes something under `sql::effect::reads`; more than one statement.
    result<rows, sql::error> run(std::string_view text, std::span<sql::value const> values,
                                 sql::effect does = sql::effect::changes);

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

    result<void, sql::error> begin();
    result<void, sql::error> commit();
    result<void, sql::error> rollback();
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

    result<void, sql::error> configure(options const& wanted);
    result<detail::statement_handle, sql::error> prepared(std::string_view text);
    result<void, sql::error> control(char const* word, std::size_t level, bool commits = false);
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

#include <action_grammar/resources/sqlite/connection_impl.hpp>

#endif
