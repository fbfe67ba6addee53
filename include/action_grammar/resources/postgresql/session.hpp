#ifndef ACTION_GRAMMAR_RESOURCES_POSTGRESQL_SESSION_HPP
#define ACTION_GRAMMAR_RESOURCES_POSTGRESQL_SESSION_HPP

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include <libpq-fe.h>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/postgresql/error.hpp>
#include <action_grammar/resources/postgresql/options.hpp>
#include <action_grammar/resources/sql/statement_cache.hpp>

namespace action_grammar::postgresql::detail {

/// What a connection and its rows share: the conversation with the server. No wait in it lasts longer than the
/// statement may, and its grace.
class session {
public:
    explicit session(postgresql::options wanted)
        : settings(std::move(wanted)), statements('$', settings.kept_statements) {}
    session(session const&) = delete;
    session& operator=(session const&) = delete;
    ~session() = default;

    postgresql::options settings;
    connection_handle connection;
    sql::statement_cache<std::string> statements; // names under which the server has them
    std::uint64_t named = 0;
    deadline limit{};
    std::size_t depth = 0;
    std::int64_t changes = 0;
    bool begun_by_us = false;
    bool streaming = false; // rows are being read
    bool within = false;    // a transaction was open after the latest answer
    bool farewell = false;  // the server has said that it closes the connection

    /// Connects anew. What the old connection had prepared is gone with it.
    result<void, sql::error> connect();

    /// Makes sure that a statement can be sent: where the server has closed the connection meanwhile a new one is
    /// made, but not in a transaction, which went away with the old one.
    result<void, sql::error> ready(std::string_view statement);

    /// Sets when the statement that is about to be sent has to end. What ends a transaction has its time even when its
    /// user's is over: to stop it then would only leave more in doubt.
    void start_clock(bool ends_transaction = false) noexcept {
        end_ = ends_transaction ? time_point::max() : limit.at;
        if (settings.statement_timeout.count() > 0)
            end_ = std::min(end_, monotonic_clock::now() + duration(settings.statement_timeout));
        cancelled_ = false;
    }

    /// The next answer to what was sent, null behind the last; waits for it.
    result<answer_handle, sql::error> answer(std::string_view statement, error_kind when_lost);

    /// Of statements that were sent together: the answer to the next one, or its error, where another one follows it.
    result<answer_handle, sql::error> next_of_pipeline(std::string_view statement, error_kind when_lost);

    /// Reads all answers to what was sent, and returns the last one or the first error. Of statements that were sent
    /// together it reads those that are left.
    result<answer_handle, sql::error> last_answer(std::string_view statement, error_kind when_lost);

    /// The same error. The server may have forgotten what was prepared, or prepared it for a table that looks different
    /// now: it is prepared anew the next time.
    sql::error forgotten(std::string_view text, sql::error failed) noexcept {
        if (failed.code == "26000" || failed.code == "0A000")
            if (auto* const entry = statements.kept(text)) entry->prepared.clear();
        return failed;
    }

    /// Sends text without parameters and reads all answers.
    result<answer_handle, sql::error> simple(char const* text, error_kind when_lost = error_kind::lost,
                                             bool ends_transaction = false) {
        start_clock(ends_transaction);
        if (PQsendQuery(connection.get(), text) == 0) return unexpected(lose(text, when_lost));
        return last_answer(text, when_lost);
    }

    /// Asks the server to stop what it does.
    void cancel() noexcept {
        std::array<char, 256> reason{};
        std::unique_ptr<PGcancel, closer> const request(PQgetCancel(connection.get()));
        if (request) PQcancel(request.get(), reason.data(), static_cast<int>(reason.size()));
        cancelled_ = true;
    }

    /// Gives the connection up.
    sql::error lose(std::string_view statement, error_kind kind) {
        auto failed = lost_error(connection.get(), statement, kind);
        abandon();
        return failed;
    }
    void abandon() noexcept {
        connection.reset();
        statements.clear();
        streaming = false;
        farewell = false;
    }

    [[nodiscard]] bool alive() const noexcept {
        return connection != nullptr && PQstatus(connection.get()) == CONNECTION_OK && !farewell;
    }

private:
    /// Reads what the server has sent unasked: notices, notifications, its farewell.
    void listen() noexcept;
    static void on_notice(void* self, PGresult const* notice) noexcept {
        char const* const severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
        std::string_view const said(severity == nullptr ? "" : severity);
        if (said == "FATAL" || said == "PANIC") static_cast<session*>(self)->farewell = true;
    }

    /// Waits until the socket can be read (or written, if there is something to write); false when time is up.
    bool wait(bool writing, time_point until) noexcept {
        short const events = static_cast<short>(POLLIN | (writing ? POLLOUT : 0));
        pollfd socket{PQsocket(connection.get()), events, 0};
        for (;;) {
            int patience = -1;
            if (until != time_point::max()) {
                auto const left =
                    std::chrono::duration_cast<std::chrono::milliseconds>(until - monotonic_clock::now())
                        .count();
                if (left < 0) return false;
                patience =
                    static_cast<int>(std::min<std::int64_t>(left + 1, std::numeric_limits<int>::max()));
            }
            int const found = ::poll(&socket, 1, patience);
            if (found > 0) return true;
            if (found < 0 && errno != EINTR) return true; // what is wrong, reading tells
        }
    }

    time_point end_{};
    bool cancelled_ = false;
};

} // namespace action_grammar::postgresql::detail

#include <action_grammar/resources/postgresql/session_impl.hpp>

#endif
