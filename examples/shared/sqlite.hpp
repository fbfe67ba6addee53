#ifndef ACTION_GRAMMAR_EXAMPLES_SQLITE_HPP
#define ACTION_GRAMMAR_EXAMPLES_SQLITE_HPP

// SQLite as far as the examples need it: a connection, a prepared statement, its rows, a transaction.
// Whatever goes wrong arrives as a `store_error`, never as an exception.

#include <chrono>
#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <sqlite3.h>

#include <action_grammar/actions/result.hpp>

#include "store_error.hpp"

namespace shared::sqlite {

namespace ag = action_grammar;

using done = ag::result<void, store_error>;

/// The error of the latest call on a connection.
inline store_error latest_error(sqlite3* database) {
    int const code = sqlite3_errcode(database) & 0xff;
    return {sqlite3_errmsg(database), code == SQLITE_BUSY || code == SQLITE_LOCKED};
}

struct closer {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};

class connection {
public:
    /// Opens a database file, or makes it. Waits up to `patience` for other processes' locks.
    static ag::result<connection, store_error> open(std::string const& path,
                                                    std::chrono::milliseconds patience) {
        sqlite3* opened = nullptr;
        int const code =
            sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
        connection database(opened); // there is one even then, to tell the error
        if (code != SQLITE_OK) return ag::unexpected(latest_error(opened));
        sqlite3_busy_timeout(opened, static_cast<int>(patience.count()));
        if (auto checking = database.execute("PRAGMA foreign_keys = ON"); !checking) {
            return ag::unexpected(checking.error());
        }
        return database;
    }

    /// Executes statements that yield no rows.
    done execute(char const* sql) {
        if (sqlite3_exec(get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
            return ag::unexpected(latest_error(get()));
        }
        return {};
    }

    /// How many rows the latest statement changed.
    [[nodiscard]] int changes() const noexcept { return sqlite3_changes(get()); }
    [[nodiscard]] sqlite3* get() const noexcept { return handle_.get(); }

private:
    explicit connection(sqlite3* opened) noexcept : handle_(opened) {}

    std::unique_ptr<sqlite3, closer> handle_;
};

/// The rows of a running statement, one after the other. With this the run ends, and releases its locks.
class [[nodiscard]] rows {
public:
    rows(sqlite3* database, sqlite3_stmt* statement, int code) noexcept
        : database_(database), statement_(statement), code_(code) {}
    rows(rows const&) = delete;
    rows& operator=(rows const&) = delete;
    ~rows() { sqlite3_reset(statement_); }

    /// Goes to the next row; false when there is none left.
    ag::result<bool, store_error> next() {
        if (code_ == SQLITE_OK || code_ == SQLITE_ROW) code_ = sqlite3_step(statement_);
        if (code_ != SQLITE_ROW && code_ != SQLITE_DONE) return ag::unexpected(latest_error(database_));
        return code_ == SQLITE_ROW;
    }

    [[nodiscard]] std::int64_t integer(int column) const noexcept {
        return sqlite3_column_int64(statement_, column);
    }
    [[nodiscard]] std::string text(int column) const {
        auto const* const first = reinterpret_cast<char const*>(sqlite3_column_text(statement_, column));
        if (first == nullptr) return {};
        return {first, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }

private:
    sqlite3* database_;
    sqlite3_stmt* statement_;
    int code_;
};

/// A statement that is prepared when it is first run, and then kept.
class statement {
public:
    statement(connection const& database, std::string_view sql) noexcept
        : database_(database.get()), sql_(sql) {}

    /// Runs it with a value for each `?`; texts must outlive the rows. What it comes to, their `next` says.
    template <class... Values>
    rows run(Values const&... values) {
        int code = SQLITE_OK;
        if (!handle_) {
            sqlite3_stmt* prepared = nullptr;
            code = sqlite3_prepare_v3(database_, sql_.data(), static_cast<int>(sql_.size()),
                                      SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
            handle_.reset(prepared);
        }
        int parameter = 0;
        ((code = code == SQLITE_OK ? bind(++parameter, values) : code), ...);
        return {database_, handle_.get(), code};
    }

    /// Runs a statement that yields no rows.
    template <class... Values>
    done execute(Values const&... values) {
        auto ended = run(values...).next();
        if (!ended) return ag::unexpected(std::move(ended).error());
        return {};
    }

private:
    int bind(int parameter, std::string_view text) noexcept {
        return sqlite3_bind_text64(handle_.get(), parameter, text.data(), text.size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
    }
    int bind(int parameter, std::int64_t number) noexcept {
        return sqlite3_bind_int64(handle_.get(), parameter, number);
    }

    sqlite3* database_;
    std::string_view sql_;
    std::unique_ptr<sqlite3_stmt, closer> handle_;
};

/// All or nothing: what is not committed when this goes was never there.
class transaction {
public:
    /// Takes the write lock at once, so that nobody changes what is read here before it is written.
    static ag::result<transaction, store_error> begin(connection& database) {
        if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return ag::unexpected(begun.error());
        return transaction(database);
    }
    transaction(transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
    transaction& operator=(transaction&&) = delete;
    ~transaction() {
        if (database_ != nullptr && sqlite3_get_autocommit(database_->get()) == 0)
            (void)database_->execute("ROLLBACK");
    }

    /// Keeps what was changed. When it fails nothing was changed, except that an input/output error leaves
    /// open whether the journal reached its last state: then only reading tells.
    done commit() {
        auto committed = database_->execute("COMMIT");
        if (!committed) {
            committed.error().answer_lost = (sqlite3_errcode(database_->get()) & 0xff) == SQLITE_IOERR;
        }
        return committed;
    }

private:
    explicit transaction(connection& database) noexcept : database_(&database) {}

    connection* database_;
};

} // namespace shared::sqlite

#endif
