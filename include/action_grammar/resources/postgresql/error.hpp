#ifndef ACTION_GRAMMAR_RESOURCES_POSTGRESQL_ERROR_HPP
#define ACTION_GRAMMAR_RESOURCES_POSTGRESQL_ERROR_HPP

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <libpq-fe.h>

#include <action_grammar/resources/sql/error.hpp>

namespace action_grammar::postgresql::detail {

using sql::error_kind;

struct closer {
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
    void operator()(PGresult* answer) const noexcept { PQclear(answer); }
    void operator()(PGcancel* request) const noexcept { PQfreeCancel(request); }
};
using connection_handle = std::unique_ptr<PGconn, closer>;
using answer_handle = std::unique_ptr<PGresult, closer>;

/// What a SQLSTATE means to whoever has to do something about it.
///
/// @param when_lost  what the loss of the connection means: `lost`, or `in_doubt` when a change was being committed
constexpr error_kind kind_of(std::string_view state, error_kind when_lost) noexcept {
    std::string_view const group = state.substr(0, 2);
    if (state == "40003") return when_lost; // statement_completion_unknown
    if (group == "40" || state == "55P03" || state == "55006") return error_kind::busy;
    if (state == "57014" || state == "25P03") return error_kind::out_of_time;
    if (group == "08" || state == "57P01" || state == "57P02" || state == "57P05") return when_lost;
    if (state == "57P03" || group == "53") return error_kind::unavailable;
    if (group == "23") return error_kind::constraint;
    if (group == "22" || state == "42804" || state == "42846") return error_kind::mismatch;
    if (state == "25006") return error_kind::refused; // read_only_sql_transaction
    if (group == "25" || group == "2D" || group == "3B") return error_kind::misused;
    if (group == "58" || group == "XX") return error_kind::broken;
    return error_kind::refused;
}

/// libpq ends its messages with a line break, and may write several lines.
inline std::string one_line(char const* message) {
    std::string text(message == nullptr ? "" : message);
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    for (char& c : text)
        if (c == '\n' || c == '\t') c = ' ';
    return text;
}

/// The error that an answer is.
inline sql::error error_of(PGresult const* answer, std::string_view statement, error_kind when_lost) {
    auto const field = [&](int code) {
        char const* const text = PQresultErrorField(answer, code);
        return std::string_view(text == nullptr ? "" : text);
    };
    std::string_view const state = field(PG_DIAG_SQLSTATE);
    sql::error failed{state.empty() ? when_lost : kind_of(state, when_lost), std::string(state),
                      one_line(std::string(field(PG_DIAG_MESSAGE_PRIMARY)).c_str()), std::string(statement)};
    if (failed.message.empty()) failed.message = one_line(PQresultErrorMessage(answer));
    std::string_view const position = field(PG_DIAG_STATEMENT_POSITION);
    std::from_chars(position.data(), position.data() + position.size(), failed.position);
    std::string_view name = field(PG_DIAG_CONSTRAINT_NAME);
    if (name.empty()) name = field(PG_DIAG_COLUMN_NAME);
    if (name.empty()) name = field(PG_DIAG_TABLE_NAME);
    failed.name = name;
    return failed;
}

/// How many rows a statement inserted, updated or deleted.
inline std::int64_t touched_by(PGresult* answer) noexcept {
    std::int64_t touched = 0;
    std::string_view const digits = PQcmdTuples(answer);
    if (!std::string_view(PQcmdStatus(answer)).starts_with("SELECT"))
        std::from_chars(digits.data(), digits.data() + digits.size(), touched);
    return touched;
}

/// The error of a connection that is gone.
inline sql::error lost_error(PGconn const* connection, std::string_view statement, error_kind kind) {
    std::string message = connection == nullptr ? "" : one_line(PQerrorMessage(connection));
    if (message.empty()) message = "the connection to the database was lost";
    return {kind, "08006", std::move(message), std::string(statement)};
}

} // namespace action_grammar::postgresql::detail

#endif
