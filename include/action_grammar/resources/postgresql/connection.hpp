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
        detail::parameters bound;
        auto const ready = prepare(text, values, bound);
        if (!ready) return unexpected(ready.error());
        auto const lost = does == sql::effect::changes ? when_lost() : sql::error_kind::lost;
        session_->start_clock();
        if (!send(**ready, bound)) return unexpected(session_->lose(text, lost));
        return rows_of(text, **ready, does, lost);
    }

    /// Begins the outermost transaction and runs its first statement, in one round trip to the server. When the
    /// statement fails, which `next` of its rows tells, the transaction is still open.
    result<rows, sql::error> begin_and_run(std::string_view text, std::span<sql::value const> values,
                                           sql::effect does = sql::effect::changes) {
        if (in_transaction()) {
            return unexpected(sql::error{sql::error_kind::misused, "", "a transaction is open already",
                                         std::string(begin_text())});
        }
        detail::parameters bound;
        auto const ready = prepare(text, values, bound);
        if (!ready) return unexpected(ready.error());
        session_->start_clock();
        bool const sent = PQenterPipelineMode(handle()) != 0 && send_text(begin_text())
                       && send(**ready, bound) && PQpipelineSync(handle()) != 0;
        if (!sent) return unexpected(session_->lose(begin_text(), sql::error_kind::lost));
        if (auto begun = session_->next_of_pipeline(begin_text(), sql::error_kind::lost); !begun) {
            static_cast<void>(session_->last_answer(begin_text(), sql::error_kind::lost));
            return unexpected(std::move(begun).error());
        }
        session_->begun_by_us = true;
        session_->depth = 1;
        return rows_of(text, **ready, does, sql::error_kind::lost);
    }

    /// Runs the last statement of the outermost transaction and commits, in one round trip to the server. When the
    /// statement fails nothing is committed, and the transaction is still open. Its rows are dropped.
    ///
    /// @return how many rows the statement inserted, updated or deleted
    result<std::int64_t, sql::error> run_and_commit(std::string_view text,
                                                    std::span<sql::value const> values) {
        if (session_->depth != 1 || !session_->begun_by_us) {
            return unexpected(sql::error{sql::error_kind::misused, "",
                                         "only the outermost transaction is committed with a statement",
                                         "COMMIT"});
        }
        detail::parameters bound;
        auto const ready = prepare(text, values, bound);
        if (!ready) return unexpected(ready.error());
        session_->start_clock(true);
        bool const wrote = PQenterPipelineMode(handle()) != 0 && send(**ready, bound);
        if (!wrote) return unexpected(session_->lose(text, sql::error_kind::lost));
        if (!send_text("COMMIT") || PQpipelineSync(handle()) == 0)
            return unexpected(ended_in_doubt(session_->lose("COMMIT", sql::error_kind::in_doubt)));
        auto made = session_->next_of_pipeline(text, sql::error_kind::in_doubt);
        if (made) session_->changes = detail::touched_by(made->get());
        auto kept = session_->last_answer("COMMIT", sql::error_kind::in_doubt);
        if (!session_->alive()) return unexpected(ended_in_doubt(std::move(made ? kept : made).error()));
        if (!made) return unexpected(std::move(made).error());
        session_->depth = 0;
        if (!kept) return unexpected(std::move(kept).error());
        if (auto committed = is_commit(kept->get()); !committed)
            return unexpected(std::move(committed).error());
        return session_->changes;
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
        std::string const text =
            outermost ? begin_text() : "SAVEPOINT action_grammar_" + std::to_string(session_->depth + 1);
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
        return outermost ? is_commit(kept->get()) : result<void, sql::error>();
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
    using statement = sql::statement_cache<std::string>::entry;

    explicit connection(std::unique_ptr<detail::session> session) noexcept : session_(std::move(session)) {}

    /// What it means when the connection goes away while a statement that changes something is on its way.
    [[nodiscard]] sql::error_kind when_lost() const noexcept {
        return in_transaction() ? sql::error_kind::lost : sql::error_kind::in_doubt;
    }
    [[nodiscard]] char const* begin_text() const noexcept {
        switch (session_->settings.isolation) {
        case isolation::repeatable_read: return "BEGIN ISOLATION LEVEL REPEATABLE READ";
        case isolation::serializable: return "BEGIN ISOLATION LEVEL SERIALIZABLE";
        case isolation::read_committed: break;
        }
        return "BEGIN ISOLATION LEVEL READ COMMITTED";
    }
    /// The server answers the commit of a transaction in which a statement failed with success, and undoes it.
    static result<void, sql::error> is_commit(PGresult* answer) {
        if (std::string_view(PQcmdStatus(answer)) == "COMMIT") return {};
        return unexpected(
            sql::error{sql::error_kind::misused, "25P02",
                       "a statement of the transaction had failed, and the server has undone it", "COMMIT"});
    }
    /// The transaction went with the connection, or was committed before.
    sql::error ended_in_doubt(sql::error failed) noexcept {
        session_->within = false;
        session_->depth = 0;
        return failed;
    }

    /// Makes everything ready for a statement to be sent: the connection, its values, and, the first time, its name on
    /// the server if it is one that is kept.
    ///
    /// @return the statement, as it is kept until the next one is made ready or the connection is lost
    result<statement const*, sql::error> prepare(std::string_view text, std::span<sql::value const> values,
                                                 detail::parameters& bound) {
        if (monotonic_clock::now() >= session_->limit.at) return unexpected(sql::detail::too_late(text));
        if (auto ready = session_->ready(text); !ready) return unexpected(std::move(ready).error());
        auto found = session_->statements.find(text);
        if (!found) return unexpected(std::move(found).error());
        auto& [written, prepared] = **found;
        if (written.parameters != values.size()) {
            return unexpected(sql::error{sql::error_kind::misused, "",
                                         "the statement takes " + std::to_string(written.parameters)
                                             + " values and was given " + std::to_string(values.size()),
                                         written.text});
        }
        if (auto done = bound.assign(values); !done) {
            done.error().statement = written.text;
            return unexpected(std::move(done).error());
        }
        if (!prepared.empty() || !session_->statements.keeps(**found)) return *found;
        std::string name = "action_grammar_" + std::to_string(++session_->named);
        std::string const sent = written.text; // the entry goes when the connection is lost
        session_->start_clock();
        if (PQsendPrepare(handle(), name.c_str(), sent.c_str(), 0, nullptr) == 0)
            return unexpected(session_->lose(sent, sql::error_kind::lost));
        auto made = session_->last_answer(sent, sql::error_kind::lost);
        if (!made) return unexpected(std::move(made).error());
        prepared = std::move(name);
        return *found;
    }
    bool send(statement const& ready, detail::parameters const& bound) noexcept {
        auto const& [written, prepared] = ready;
        return 0
            != (prepared.empty()
                    ? PQsendQueryParams(handle(), written.text.c_str(), bound.size(), nullptr,
                                        bound.pointers(), bound.lengths(), bound.formats(), 0)
                    : PQsendQueryPrepared(handle(), prepared.c_str(), bound.size(), bound.pointers(),
                                          bound.lengths(), bound.formats(), 0));
    }
    bool send_text(char const* text) noexcept {
        return PQsendQueryParams(handle(), text, 0, nullptr, nullptr, nullptr, nullptr, 0) != 0;
    }
    /// The rows of the statement that was sent.
    result<rows, sql::error> rows_of(std::string_view text, statement const& sent, sql::effect does,
                                     sql::error_kind lost) {
        if (PQsetSingleRowMode(handle()) == 0) return unexpected(session_->lose(text, lost));
        session_->streaming = true;
        return rows(*session_, text, sent.written.text, does, lost);
    }

    std::unique_ptr<detail::session> session_;
};

/// All or nothing on a connection to PostgreSQL; see `sql::transaction`.
using transaction = sql::transaction<connection>;

} // namespace action_grammar::postgresql

#endif
