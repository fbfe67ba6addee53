#ifndef ACTION_GRAMMAR_RESOURCES_POSTGRESQL_SESSION_IMPL_HPP
#define ACTION_GRAMMAR_RESOURCES_POSTGRESQL_SESSION_IMPL_HPP

#include <action_grammar/resources/postgresql/session.hpp>

namespace action_grammar::postgresql::detail {

inline result<void, sql::error> session::connect() {
    abandon();
    std::string const patience = std::to_string(settings.connect_timeout.count());
    std::array<char const*, 5> const names{"dbname", "connect_timeout", "client_encoding",
                                           "fallback_application_name", nullptr};
    std::array<char const*, 5> const values{settings.conninfo.c_str(), patience.c_str(), "UTF8",
                                            "action_grammar", nullptr};
    connection.reset(PQconnectdbParams(names.data(), values.data(), 1));
    if (!alive()) return unexpected(lose("", error_kind::unavailable));
    within = false;
    PQsetNoticeReceiver(connection.get(), &session::on_notice, this);
    PQsetnonblocking(connection.get(), 1);

    std::string const configured =
        "SET statement_timeout = " + std::to_string(settings.statement_timeout.count())
        + "; SET datestyle = 'ISO, YMD'; SET bytea_output = hex";
    auto done = simple(configured.c_str());
    if (!done) {
        abandon();
        done.error().kind = error_kind::unavailable;
        return unexpected(std::move(done).error());
    }
    return {};
}

inline result<void, sql::error> session::ready(std::string_view statement) {
    if (streaming) {
        return unexpected(sql::error{error_kind::misused, "",
                                     "rows of an earlier statement are still being read on this connection",
                                     std::string(statement)});
    }
    // Memory was lacking while answers were read.
    if (alive() && PQpipelineStatus(connection.get()) != PQ_PIPELINE_OFF) abandon();
    if (alive()) listen();
    if (alive() && depth > 0 && PQtransactionStatus(connection.get()) == PQTRANS_IDLE) {
        return unexpected(sql::error{error_kind::misused, "",
                                     "the transaction was ended in SQL; end it here as well",
                                     std::string(statement)});
    }
    if (alive()) return {};
    if (depth > 0 || std::exchange(within, false)) return unexpected(lose(statement, error_kind::lost));
    return connect();
}

inline void session::listen() noexcept {
    pollfd socket{PQsocket(connection.get()), POLLIN, 0};
    for (int reads = 0; reads < 64 && alive() && ::poll(&socket, 1, 0) > 0; ++reads) {
        if (PQconsumeInput(connection.get()) == 0) break;
        (void)PQisBusy(connection.get()); // parses what was read
        while (PGnotify* const notification = PQnotifies(connection.get()))
            PQfreemem(notification);
    }
}

inline result<answer_handle, sql::error> session::answer(std::string_view statement, error_kind when_lost) {
    if (connection == nullptr) return unexpected(lose(statement, when_lost));
    for (;;) {
        int const unsent = PQflush(connection.get());
        if (unsent < 0) return unexpected(lose(statement, when_lost));
        if (unsent == 0 && PQisBusy(connection.get()) == 0) break;

        bool const limited = end_ != time_point::max();
        time_point const until = limited && cancelled_ ? end_ + duration(settings.grace) : end_;
        if (!wait(unsent > 0, until)) {
            if (cancelled_) {
                auto failed = lose(statement, when_lost);
                failed.message = "the server did not answer in time";
                return unexpected(std::move(failed));
            }
            cancel();
            continue;
        }
        if (PQconsumeInput(connection.get()) == 0) return unexpected(lose(statement, when_lost));
    }
    return answer_handle(PQgetResult(connection.get()));
}

inline result<answer_handle, sql::error> session::next_of_pipeline(std::string_view statement,
                                                                   error_kind when_lost) {
    auto made = answer(statement, when_lost);
    if (!made) return made;
    if (auto end = answer(statement, when_lost); !end) return end;
    auto const status = PQresultStatus(made->get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return made;
    return unexpected(forgotten(statement, error_of(made->get(), statement, when_lost)));
}

inline result<answer_handle, sql::error> session::last_answer(std::string_view statement,
                                                              error_kind when_lost) {
    answer_handle last;
    result<answer_handle, sql::error> failed;
    // Null is behind the answers to a statement; the last statement of a pipeline is followed by its own end.
    for (bool after_null = false;;) {
        auto next = answer(statement, when_lost);
        if (!next) return failed.has_value() ? std::move(next) : std::move(failed);
        bool const sent_together = PQpipelineStatus(connection.get()) != PQ_PIPELINE_OFF;
        if (*next == nullptr) {
            if (!sent_together) break;
            if (std::exchange(after_null, true)) return unexpected(lose(statement, when_lost));
            continue;
        }
        after_null = false;
        auto const status = PQresultStatus(next->get());
        if (status == PGRES_PIPELINE_SYNC) {
            if (PQexitPipelineMode(connection.get()) == 0) return unexpected(lose(statement, when_lost));
            break;
        }
        if ((status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) && failed.has_value())
            failed = unexpected(error_of(next->get(), statement, when_lost));
        bool const copies = status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
        if (copies) {
            auto refused = lose(statement, error_kind::refused);
            refused.message = "COPY is not supported here";
            return unexpected(std::move(refused));
        }
        last = *std::move(next);
    }
    if (!alive()) {
        abandon();
        if (!failed.has_value()) return failed;
        return unexpected(lost_error(nullptr, statement, when_lost));
    }
    within = PQtransactionStatus(connection.get()) > PQTRANS_ACTIVE;
    if (!failed.has_value()) return failed;
    return last;
}

} // namespace action_grammar::postgresql::detail

#endif
