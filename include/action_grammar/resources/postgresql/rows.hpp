#ifndef ACTION_GRAMMAR_RESOURCES_POSTGRESQL_ROWS_HPP
#define ACTION_GRAMMAR_RESOURCES_POSTGRESQL_ROWS_HPP

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

#include <libpq-fe.h>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/postgresql/cells.hpp>
#include <action_grammar/resources/postgresql/session.hpp>
#include <action_grammar/resources/sql/connection.hpp>
#include <action_grammar/resources/sql/value.hpp>

namespace action_grammar::postgresql {

/// The rows of a running statement, which the server sends one by one; see `sql::row_source`. While it lives nothing
/// else runs on the connection. With this the statement ends: one that only reads is stopped (which fails a transaction around it), one that changes
/// something is waited for. It goes before the connection.
class [[nodiscard]] rows {
public:
    rows(rows&& other) noexcept
        : session_(other.session_),
          text_(std::move(other.text_)),
          sent_(std::move(other.sent_)),
          row_(std::move(other.row_)),
          scratch_(std::move(other.scratch_)),
          when_lost_(other.when_lost_),
          does_(other.does_),
          ended_(std::exchange(other.ended_, true)) {}
    rows& operator=(rows&&) = delete;
    ~rows() {
        if (ended_) return;
        if (does_ == sql::effect::reads && session_->alive()) session_->cancel();
        finish();
    }

    /// Goes to the next row; false when there is none left.
    result<bool, sql::error> next() {
        if (ended_) return false;
        auto answer = session_->answer(sent_, when_lost_);
        if (!answer) {
            ended_ = true;
            return unexpected(std::move(answer).error());
        }
        row_ = *std::move(answer);
        switch (row_ ? PQresultStatus(row_.get()) : PGRES_EMPTY_QUERY) {
        case PGRES_SINGLE_TUPLE: scratch_.resize(columns()); return true;
        case PGRES_TUPLES_OK:
        case PGRES_COMMAND_OK: return end();
        case PGRES_EMPTY_QUERY: {
            finish();
            return unexpected(sql::error{sql::error_kind::refused, "", "the text holds no statement", sent_});
        }
        case PGRES_COPY_IN:
        case PGRES_COPY_OUT:
        case PGRES_COPY_BOTH: {
            finish();
            return unexpected(sql::error{sql::error_kind::refused, "", "COPY is not supported here", sent_});
        }
        default: return fail();
        }
    }

    [[nodiscard]] std::size_t columns() const noexcept {
        return static_cast<std::size_t>(PQnfields(row_.get()));
    }
    [[nodiscard]] std::string_view name(std::size_t column) const noexcept {
        char const* const name = PQfname(row_.get(), static_cast<int>(column));
        return name == nullptr ? std::string_view() : std::string_view(name);
    }
    /// The value of a column, until `next` is called.
    [[nodiscard]] sql::value at(std::size_t index) const {
        int const column = static_cast<int>(index);
        if (PQgetisnull(row_.get(), 0, column) != 0) return sql::null{};
        std::string_view const text(PQgetvalue(row_.get(), 0, column),
                                    static_cast<std::size_t>(PQgetlength(row_.get(), 0, column)));
        return detail::read_cell(text, PQftype(row_.get(), column), scratch_[index]);
    }

private:
    friend class connection;
    rows(detail::session& session, std::string_view text, std::string sent, sql::effect does,
         sql::error_kind when_lost)
        : session_(&session), text_(text), sent_(std::move(sent)), when_lost_(when_lost), does_(does) {}

    void finish() noexcept {
        ended_ = true;
        session_->streaming = false;
        if (session_->connection != nullptr) (void)session_->last_answer(sent_, when_lost_);
    }

    result<bool, sql::error> end() {
        std::int64_t const touched = does_ == sql::effect::changes ? detail::touched_by(row_.get()) : 0;
        ended_ = true;
        session_->streaming = false;
        auto closed = session_->last_answer(sent_, when_lost_);
        if (!closed) return unexpected(std::move(closed).error());
        session_->changes = touched;
        return false;
    }

    result<bool, sql::error> fail() {
        auto failed = session_->forgotten(text_, detail::error_of(row_.get(), sent_, when_lost_));
        finish();
        return unexpected(std::move(failed));
    }

    detail::session* session_;
    std::string text_; // as the user wrote it
    std::string sent_;
    detail::answer_handle row_;
    mutable std::deque<std::string> scratch_;
    sql::error_kind when_lost_;
    sql::effect does_;
    bool ended_ = false;
};

} // namespace action_grammar::postgresql

#endif
