#ifndef ACTION_GRAMMAR_RESOURCES_SQLITE_ROWS_HPP
#define ACTION_GRAMMAR_RESOURCES_SQLITE_ROWS_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <sqlite3.h>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/value.hpp>
#include <action_grammar/resources/sqlite/session.hpp>

namespace action_grammar::sqlite {

/// The rows of a running statement; see `sql::row_source`. With this the run ends, and releases its locks. It goes
/// before the connection.
class [[nodiscard]] rows {
public:
    rows(rows&& other) noexcept
        : session_(other.session_),
          statement_(std::move(other.statement_)),
          text_(std::move(other.text_)),
          total_before_(other.total_before_),
          changes_(other.changes_),
          commits_(other.commits_),
          ended_(std::exchange(other.ended_, true)) {}
    rows& operator=(rows&&) = delete;
    ~rows() { release(); }

    /// Goes to the next row; false when there is none left.
    result<bool, sql::error> next() {
        if (ended_) return false;
        sqlite3* const database = session_->database.get();
        int const code = sqlite3_step(statement_.get());
        if (code == SQLITE_ROW) return true;
        ended_ = true;
        if (code != SQLITE_DONE) {
            auto failed = detail::error_of(database, code, sqlite3_sql(statement_.get()), commits_);
            if (failed.kind == sql::error_kind::busy && monotonic_clock::now() >= session_->limit.at) {
                failed.kind = sql::error_kind::out_of_time;
            }
            release();
            return unexpected(std::move(failed));
        }
        // `sqlite3_changes` still tells of an earlier statement when this one is none that changes rows.
        session_->changes =
            changes_ && sqlite3_total_changes64(database) != total_before_ ? sqlite3_changes64(database) : 0;
        release();
        return false;
    }

    [[nodiscard]] std::size_t columns() const noexcept {
        return statement_ ? static_cast<std::size_t>(sqlite3_column_count(statement_.get())) : 0;
    }
    [[nodiscard]] std::string_view name(std::size_t column) const noexcept {
        char const* const name = sqlite3_column_name(statement_.get(), static_cast<int>(column));
        return name == nullptr ? std::string_view() : std::string_view(name);
    }
    /// The value of a column, until `next` is called.
    [[nodiscard]] sql::value at(std::size_t index) const noexcept {
        sqlite3_stmt* const row = statement_.get();
        int const column = static_cast<int>(index);
        switch (sqlite3_column_type(row, column)) {
        case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(row, column)};
        case SQLITE_FLOAT: return sqlite3_column_double(row, column);
        case SQLITE_TEXT: {
            auto const* const first = reinterpret_cast<char const*>(sqlite3_column_text(row, column));
            return std::string_view(first, static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
        }
        case SQLITE_BLOB: {
            auto const* const first = static_cast<std::byte const*>(sqlite3_column_blob(row, column));
            return sql::blob(first, static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
        }
        default: return sql::null{};
        }
    }

private:
    friend class connection;
    rows(detail::session& session, detail::statement_handle statement, std::string_view text)
        : session_(&session),
          statement_(std::move(statement)),
          text_(text),
          total_before_(sqlite3_total_changes64(session.database.get())),
          changes_(sqlite3_stmt_readonly(statement_.get()) == 0),
          commits_(changes_ && sqlite3_get_autocommit(session.database.get()) != 0) {}

    /// Ends the run, and gives the statement back to those that are kept.
    void release() noexcept {
        ended_ = true;
        if (!statement_) return;
        sqlite3_reset(statement_.get());
        sqlite3_clear_bindings(statement_.get());
        auto* const entry = session_->statements.kept(text_);
        if (entry != nullptr && !entry->prepared) entry->prepared = std::move(statement_);
        statement_.reset();
    }

    detail::session* session_;
    detail::statement_handle statement_;
    std::string text_;
    std::int64_t total_before_;
    bool changes_;
    bool commits_;
    bool ended_ = false;
};

} // namespace action_grammar::sqlite

#endif
