#ifndef ACTION_GRAMMAR_RESOURCES_SQLITE_CONNECTION_IMPL_HPP
#define ACTION_GRAMMAR_RESOURCES_SQLITE_CONNECTION_IMPL_HPP

#include <action_grammar/resources/sqlite/connection.hpp>

namespace action_grammar::sqlite {

namespace detail {

/// Binds a value to a parameter; text and blobs are not copied.
inline int bind(sqlite3_stmt* statement, int parameter, sql::value const& bound) noexcept {
    switch (bound.index()) {
    case 1: return sqlite3_bind_int(statement, parameter, *std::get_if<bool>(&bound) ? 1 : 0);
    case 2: return sqlite3_bind_int64(statement, parameter, *std::get_if<std::int64_t>(&bound));
    case 3: return sqlite3_bind_double(statement, parameter, *std::get_if<double>(&bound));
    case 4:
    case 6: {
        auto const* const text = std::get_if<std::string_view>(&bound);
        std::string_view const characters =
            text != nullptr ? *text : std::get_if<sql::decimal>(&bound)->digits;
        return sqlite3_bind_text64(statement, parameter,
                                   characters.data() == nullptr ? "" : characters.data(), characters.size(),
                                   SQLITE_STATIC, SQLITE_UTF8);
    }
    case 5: {
        auto const& bytes = *std::get_if<sql::blob>(&bound);
        if (bytes.empty()) return sqlite3_bind_zeroblob(statement, parameter, 0);
        return sqlite3_bind_blob64(statement, parameter, bytes.data(), bytes.size(), SQLITE_STATIC);
    }
    default: return sqlite3_bind_null(statement, parameter);
    }
}

/// Whether nothing but space and comments follows a statement. A semicolon ends it.
inline bool ends_here(sqlite3* database, char const* rest, char const* end) noexcept {
    while (rest != end) {
        sqlite3_stmt* next = nullptr;
        char const* const before = rest;
        int const code = sqlite3_prepare_v2(database, rest, static_cast<int>(end - rest), &next, &rest);
        statement_handle const another(next);
        if (code != SQLITE_OK || another) return false;
        if (rest == before) return true;
    }
    return true;
}

} // namespace detail

inline result<connection, sql::error> connection::open(options const& wanted) {
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | wanted.further_flags;
    switch (wanted.access) {
    case access::create: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE; break;
    case access::write: flags |= SQLITE_OPEN_READWRITE; break;
    case access::read: flags |= SQLITE_OPEN_READONLY; break;
    }
    auto made = std::make_unique<detail::session>(wanted.kept_statements);
    sqlite3* opened = nullptr;
    int const code = sqlite3_open_v2(wanted.file.c_str(), &opened, flags,
                                     wanted.vfs.empty() ? nullptr : wanted.vfs.c_str());
    made->database.reset(opened); // there is one even then, to tell the error
    if (code != SQLITE_OK) {
        auto failed = detail::error_of(opened, code);
        failed.name = wanted.file;
        return unexpected(std::move(failed));
    }
    connection database(std::move(made));
    if (auto done = database.configure(wanted); !done) {
        done.error().name = wanted.file;
        return unexpected(std::move(done).error());
    }
    return database;
}

inline result<void, sql::error> connection::configure(options const& wanted) {
    session_->busy_timeout = wanted.busy_timeout;
    session_->statement_timeout = wanted.statement_timeout;
    session_->start_clock();
    sqlite3_extended_result_codes(handle(), 1);
    sqlite3_busy_handler(handle(), &detail::session::on_busy, session_.get());
    sqlite3_progress_handler(handle(), 2000, &detail::session::on_progress, session_.get());

    std::string settings = wanted.foreign_keys ? "PRAGMA foreign_keys = ON;" : "PRAGMA foreign_keys = OFF;";
    // EXTRA, which with a write-ahead log is FULL: else a rollback journal's removal, which is the commit, would not be
    // synced.
    settings += wanted.synchronous == synchronous::full ? "PRAGMA synchronous = EXTRA;"
                                                        : "PRAGMA synchronous = NORMAL;";
    if (wanted.access != access::read) {
        if (wanted.journal == journal::wal) settings += "PRAGMA journal_mode = WAL;";
        if (wanted.journal == journal::rollback) settings += "PRAGMA journal_mode = DELETE;";
    }
    // A file that is no database is found out here and not by the first operation.
    settings += "SELECT count(*) FROM sqlite_schema;";
    return execute_script(settings);
}

inline result<detail::statement_handle, sql::error> connection::prepared(std::string_view text) {
    auto known = session_->statements.find(text);
    if (!known) return unexpected(std::move(known).error());
    if ((*known)->prepared) return std::move((*known)->prepared);

    std::string const& written = (*known)->written.text;
    sqlite3_stmt* made = nullptr;
    char const* rest = nullptr;
    int const code = sqlite3_prepare_v3(handle(), written.c_str(), static_cast<int>(written.size()),
                                        session_->statements.keeps(**known) ? SQLITE_PREPARE_PERSISTENT : 0U,
                                        &made, &rest);
    detail::statement_handle statement(made);
    if (code != SQLITE_OK) return unexpected(detail::error_of(handle(), code, written));
    if (!statement || !detail::ends_here(handle(), rest, written.c_str() + written.size())) {
        return unexpected(sql::error{
            sql::error_kind::refused, "",
            statement ? "the text holds more than one statement" : "the text holds no statement", written});
    }
    return statement;
}

inline result<rows, sql::error> connection::run(std::string_view text, std::span<sql::value const> values,
                                                sql::effect does) {
    if (undone()) return unexpected(undone_error(text));
    if (auto ready = undo_rest(); !ready) return unexpected(std::move(ready).error());
    session_->start_clock();
    auto statement = prepared(text);
    if (!statement) return unexpected(std::move(statement).error());

    sqlite3_stmt* const made = statement->get();
    rows running(*session_, *std::move(statement), text);
    if (sqlite3_stmt_readonly(made) == 0 && does == sql::effect::reads) {
        return unexpected(sql::error{
            sql::error_kind::refused, "",
            "a statement that only reads was promised, and this one changes something", std::string(text)});
    }
    if (static_cast<std::size_t>(sqlite3_bind_parameter_count(made)) != values.size()) {
        return unexpected(sql::error{sql::error_kind::misused, "",
                                     "the statement takes "
                                         + std::to_string(sqlite3_bind_parameter_count(made))
                                         + " values and was given " + std::to_string(values.size()),
                                     std::string(text)});
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        int const code = detail::bind(made, static_cast<int>(i) + 1, values[i]);
        if (code != SQLITE_OK) return unexpected(detail::error_of(handle(), code, text));
    }
    return running;
}

/// Controls transactions: the word alone, or with the name of a savepoint.
inline result<void, sql::error> connection::control(char const* word, std::size_t level, bool commits) {
    std::array<char, 64> text{};
    if (level == 0) {
        sqlite3_snprintf(static_cast<int>(text.size()), text.data(), "%s", word);
    } else {
        sqlite3_snprintf(static_cast<int>(text.size()), text.data(), "%s action_grammar_%d", word,
                         static_cast<int>(level));
    }
    session_->start_clock();
    int const code = sqlite3_exec(handle(), text.data(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return unexpected(detail::error_of(handle(), code, text.data(), commits));
    return {};
}

inline result<void, sql::error> connection::begin() {
    if (undone()) return unexpected(undone_error("BEGIN"));
    if (auto ready = undo_rest(); !ready) return ready;
    bool const outermost = !in_transaction();
    auto begun = outermost ? control("BEGIN IMMEDIATE", 0) : control("SAVEPOINT", session_->depth + 1);
    if (!begun) return begun;
    if (session_->depth == 0) session_->begun_by_us = outermost;
    ++session_->depth;
    return {};
}

inline result<void, sql::error> connection::commit() {
    if (session_->depth == 0) {
        return unexpected(
            sql::error{sql::error_kind::misused, "", "there is no transaction to commit", "COMMIT"});
    }
    if (undone()) {
        --session_->depth;
        return unexpected(undone_error("COMMIT"));
    }
    bool const outermost = session_->depth == 1 && session_->begun_by_us;
    auto kept = outermost ? control("COMMIT", 0, true) : control("RELEASE SAVEPOINT", session_->depth);
    if (!kept) {
        (void)rollback();
        return kept;
    }
    --session_->depth;
    return {};
}

inline result<void, sql::error> connection::rollback() {
    if (session_->depth == 0) {
        return unexpected(
            sql::error{sql::error_kind::misused, "", "there is no transaction to undo", "ROLLBACK"});
    }
    std::size_t const level = session_->depth--;
    if (sqlite3_get_autocommit(handle()) != 0) return {}; // the database did it already
    if (level == 1 && session_->begun_by_us) {
        session_->must_undo = true;
        return undo_rest();
    }
    auto undone = control("ROLLBACK TO SAVEPOINT", level);
    if (!undone) return undone;
    return control("RELEASE SAVEPOINT", level);
}

} // namespace action_grammar::sqlite

#endif
