#ifndef ACTION_GRAMMAR_RESOURCES_POSTGRESQL_CONNECTION_HPP
#define ACTION_GRAMMAR_RESOURCES_POSTGRESQL_CONNECTION_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <libpq-fe.h>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/postgresql/dialect.hpp>
#include <action_grammar/resources/postgresql/rows.hpp>
#include <action_grammar/resources/sql/connection.hpp>
#include <action_grammar/resources/sql/transaction.hpp>

namespace action_grammar::postgresql {

/// A connection to a PostgreSQL server, for one thread at a time. See `sql::connection`. It is made anew when the
/// server closed it between two statements outside of a transaction; nothing is ever sent twice.
///
///     auto opened = ag::postgresql::connection::open({.conninfo = "host=db.internal dbname=shop"});
class connection {
public:
    using rows = postgresql::rows;
    using options = postgresql::options;
    using dialect = postgresql::dialect;

    /// Connects. Errors: `unavailable`, with libpq's reason.
    static result<connection, sql::error> open(options const& wanted) {
        auto made = std::make_unique<detail::session>(wanted);
        if (auto connected = made->connect(); !connected) return unexpected(std::move(connected).error());
        return connection(std::move(made));
    }

    /// Sends a statement. Its errors come from the first `next` of its rows. While rows are being read nothing else
    /// can run.
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
        if (auto ready = session_->ready(text); !ready) return ready;
        auto done = session_->simple(text.c_str(), when_lost());
        if (!done) return unexpected(std::move(done).error());
        return {};
    }

    /// How many rows the statement inserted, updated or deleted that ended last.
    [[nodiscard]] std::int64_t changes() const noexcept { return session_->changes; }

    result<void, sql::error> begin();
    result<void, sql::error> commit();
    result<void, sql::error> rollback();
    [[nodiscard]] std::size_t depth() const noexcept { return session_->depth; }
    [[nodiscard]] bool in_transaction() const noexcept {
        return session_->depth > 0 || (session_->alive() && PQtransactionStatus(handle()) > PQTRANS_ACTIVE);
    }

    deadline restrict_to(deadline until) noexcept { return std::exchange(session_->limit, until); }

    bool renew() noexcept {
        session_->limit = {};
        session_->depth = 0;
        if (session_->streaming || !session_->alive()) return false;
        if (PQtransactionStatus(handle()) == PQTRANS_IDLE) return true;
        return session_->simple("ROLLBACK").has_value() && PQtransactionStatus(handle()) == PQTRANS_IDLE;
    }

    /// libpq's own, for what is not here; null while there is none. It stays this connection's.
    [[nodiscard]] PGconn* handle() const noexcept { return session_->connection.get(); }

private:
    explicit connection(std::unique_ptr<detail::session> session) noexcept : session_(std::move(session)) {}

    /// What it means when the connection goes away while a statement that changes something is on its way.
    [[nodiscard]] sql::error_kind when_lost() const noexcept {
        return in_transaction() ? sql::error_kind::lost : sql::error_kind::in_doubt;
    }
    result<void, sql::error> send(std::string_view text, detail::parameters const& bound,
                                  sql::error_kind lost);
    result<detail::answer_handle, sql::error> control(std::string const& text,
                                                      sql::error_kind lost = sql::error_kind::lost);

    std::unique_ptr<detail::session> session_;
};

/// All or nothing on a connection to PostgreSQL; see `sql::transaction`.
using transaction = sql::transaction<connection>;

} // namespace action_grammar::postgresql

#include <action_grammar/resources/postgresql/connection_impl.hpp>

#endif
