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
                                 sql::effect does = sql::effect::changes) {
        if (monotonic_clock::now() >= session_->limit.at) return unexpected(sql::detail::too_late(text));
        if (auto ready = session_->ready(text); !ready) return unexpected(std::move(ready).error());
        auto known = parameters(text);
        if (!known) return unexpected(std::move(known).error());
        if ((*known)->parameters != values.size()) {
            return unexpected(sql::error{sql::error_kind::misused, "",
                                         "the statement takes " + std::to_string((*known)->parameters)
                                             + " values and was given " + std::to_string(values.size()),
                                         (*known)->text});
        }
        detail::parameters bound;
        if (auto done = bound.assign(values); !done) {
            done.error().statement = (*known)->text;
            return unexpected(std::move(done).error());
        }
        auto const lost = does == sql::effect::changes ? when_lost() : sql::error_kind::lost;
        std::string written = (*known)->text;
        if (auto sent = send(text, bound, lost); !sent) return unexpected(std::move(sent).error());
        PQsetSingleRowMode(handle());
        session_->streaming = true;
        return rows(*session_, text, std::move(written), does, lost);
    }

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

    result<void, sql::error> begin() {
        if (auto ready = session_->ready("BEGIN"); !ready) return ready;
        bool const outermost = !in_transaction();
        std::string text = "SAVEPOINT action_grammar_" + std::to_string(session_->depth + 1);
        if (outermost) {
            switch (session_->settings.isolation) {
            case isolation::read_committed: text = "BEGIN ISOLATION LEVEL READ COMMITTED"; break;
            case isolation::repeatable_read: text = "BEGIN ISOLATION LEVEL REPEATABLE READ"; break;
            case isolation::serializable: text = "BEGIN ISOLATION LEVEL SERIALIZABLE"; break;
            }
        }
        auto begun = session_->simple(text.c_str());
        if (!begun) return unexpected(std::move(begun).error());
        if (session_->depth == 0) session_->begun_by_us = outermost;
        ++session_->depth;
        return {};
    }

    result<void, sql::error> commit() {
        if (session_->depth == 0) {
            return unexpected(
                sql::error{sql::error_kind::misused, "", "there is no transaction to commit", "COMMIT"});
        }
        bool const outermost = session_->depth == 1 && session_->begun_by_us;
        if (auto ready = session_->ready("COMMIT"); !ready) {
            (void)rollback();
            return ready;
        }
        std::string const text =
            outermost ? "COMMIT" : "RELEASE SAVEPOINT action_grammar_" + std::to_string(session_->depth);
        auto kept = session_->simple(text.c_str(),
                                     outermost ? sql::error_kind::in_doubt : sql::error_kind::lost, true);
        if (!kept) {
            if (outermost || !session_->alive()) {
                session_->within = session_->within && !outermost;
                --session_->depth; // the server has ended it, or it went with the connection
            } else {
                (void)rollback();
            }
            return unexpected(std::move(kept).error());
        }
        --session_->depth;
        // The server answers the commit of a transaction in which a statement failed with success, and undoes it.
        if (outermost && std::string_view(PQcmdStatus(kept->get())) != "COMMIT") {
            return unexpected(sql::error{
                sql::error_kind::misused, "25P02",
                "a statement of the transaction had failed, and the server has undone it", "COMMIT"});
        }
        return {};
    }

    result<void, sql::error> rollback() {
        if (session_->depth == 0) {
            return unexpected(
                sql::error{sql::error_kind::misused, "", "there is no transaction to undo", "ROLLBACK"});
        }
        std::size_t const level = session_->depth--;
        if (!session_->alive()) { // the transaction went with the connection
            session_->within = session_->within && !(level == 1 && session_->begun_by_us);
            return {};
        }
        std::string text = "ROLLBACK";
        if (level > 1 || !session_->begun_by_us) {
            std::string const name = "action_grammar_" + std::to_string(level);
            text = "ROLLBACK TO SAVEPOINT " + name + "; RELEASE SAVEPOINT " + name;
        }
        auto undone = session_->simple(text.c_str(), sql::error_kind::lost, true);
        if (undone) return {};
        if (session_->alive()) return unexpected(std::move(undone).error());
        return {};
    }

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
    /// Sends a statement with its values; prepares it before, the first time, if it is one that is kept.
    result<void, sql::error> send(std::string_view text, detail::parameters const& bound,
                                  sql::error_kind lost) {
        auto found = session_->statements.find(text);
        if (!found) return unexpected(std::move(found).error());
        auto& [written, prepared] = **found;
        session_->start_clock();
        if (prepared.empty() && session_->statements.keeps(**found)) {
            std::string name = "action_grammar_" + std::to_string(++session_->named);
            if (PQsendPrepare(handle(), name.c_str(), written.text.c_str(), 0, nullptr) == 0)
                return unexpected(session_->lose(text, sql::error_kind::lost));
            std::string const sent = written.text; // the entry goes when the connection is lost
            auto made = session_->last_answer(sent, sql::error_kind::lost);
            if (!made) return unexpected(std::move(made).error());
            prepared = std::move(name);
        }
        int const sent = prepared.empty()
                           ? PQsendQueryParams(handle(), written.text.c_str(), bound.size(), nullptr,
                                               bound.pointers(), bound.lengths(), bound.formats(), 0)
                           : PQsendQueryPrepared(handle(), prepared.c_str(), bound.size(), bound.pointers(),
                                                 bound.lengths(), bound.formats(), 0);
        if (sent == 0) return unexpected(session_->lose(std::string(text), lost));
        return {};
    }

    std::unique_ptr<detail::session> session_;
};

/// All or nothing on a connection to PostgreSQL; see `sql::transaction`.
using transaction = sql::transaction<connection>;

} // namespace action_grammar::postgresql

#endif
