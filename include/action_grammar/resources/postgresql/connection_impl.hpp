#ifndef ACTION_GRAMMAR_RESOURCES_POSTGRESQL_CONNECTION_IMPL_HPP
#define ACTION_GRAMMAR_RESOURCES_POSTGRESQL_CONNECTION_IMPL_HPP

#include <action_grammar/resources/postgresql/connection.hpp>

namespace action_grammar::postgresql {

inline result<rows, sql::error> connection::run(std::string_view text, std::span<sql::value const> values,
                                                sql::effect does) {
    if (auto ready = session_->ready(text); !ready) return unexpected(std::move(ready).error());
    auto const known = parameters(text);
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

/// Sends a statement with its values; prepares it before, the first time, if it is one that is kept.
inline result<void, sql::error> connection::send(std::string_view text, detail::parameters const& bound,
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

inline result<detail::answer_handle, sql::error> connection::control(std::string const& text,
                                                                     sql::error_kind lost) {
    if (auto ready = session_->ready(text); !ready) return unexpected(std::move(ready).error());
    return session_->simple(text.c_str(), lost);
}

inline result<void, sql::error> connection::begin() {
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
    auto begun = control(text);
    if (!begun) return unexpected(std::move(begun).error());
    if (session_->depth == 0) session_->begun_by_us = outermost;
    ++session_->depth;
    return {};
}

inline result<void, sql::error> connection::commit() {
    if (session_->depth == 0) {
        return unexpected(
            sql::error{sql::error_kind::misused, "", "there is no transaction to commit", "COMMIT"});
    }
    bool const outermost = session_->depth == 1 && session_->begun_by_us;
    if (auto ready = session_->ready("COMMIT"); !ready) {
        (void)rollback();
        return ready;
    }
    auto kept = outermost ? control("COMMIT", sql::error_kind::in_doubt)
                          : control("RELEASE SAVEPOINT action_grammar_" + std::to_string(session_->depth));
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
        return unexpected(
            sql::error{sql::error_kind::misused, "25P02",
                       "a statement of the transaction had failed, and the server has undone it", "COMMIT"});
    }
    return {};
}

inline result<void, sql::error> connection::rollback() {
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
    auto undone = session_->simple(text.c_str());
    if (undone) return {};
    if (session_->alive()) return unexpected(std::move(undone).error());
    return {};
}

} // namespace action_grammar::postgresql

#endif
