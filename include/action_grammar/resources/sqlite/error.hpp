#ifndef ACTION_GRAMMAR_RESOURCES_SQLITE_ERROR_HPP
#define ACTION_GRAMMAR_RESOURCES_SQLITE_ERROR_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <sqlite3.h>

#include <action_grammar/resources/sql/error.hpp>

namespace action_grammar::sqlite::detail {

using sql::error_kind;

/// Whether the result code of a commit leaves open what is on the disk. A disk that fails while it writes, syncs,
/// truncates or deletes may do so before or after the journal reached the state that makes the change last: the
/// next one who opens the file finds out. What fails before anything is written leaves nothing open.
constexpr bool leaves_commit_open(int code) noexcept {
    if ((code & 0xff) != SQLITE_IOERR) return false;
    switch (code) {
    case SQLITE_IOERR_READ:
    case SQLITE_IOERR_SHORT_READ:
    case SQLITE_IOERR_NOMEM:
    case SQLITE_IOERR_LOCK:
    case SQLITE_IOERR_RDLOCK:
    case SQLITE_IOERR_BLOCKED:
    case SQLITE_IOERR_CHECKRESERVEDLOCK:
    case SQLITE_IOERR_ACCESS:
    case SQLITE_IOERR_SHMOPEN:
    case SQLITE_IOERR_GETTEMPPATH:
    case SQLITE_IOERR_CONVPATH: return false;
    default: return true;
    }
}

/// @param commits  whether the call that failed was to make a change last
constexpr error_kind kind_of(int code, bool commits) noexcept {
    if (commits && leaves_commit_open(code)) return error_kind::in_doubt;
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return error_kind::busy;
    case SQLITE_INTERRUPT: return error_kind::out_of_time;
    case SQLITE_CONSTRAINT: return error_kind::constraint;
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG: return error_kind::mismatch;
    case SQLITE_CANTOPEN: return error_kind::broken;
    case SQLITE_MISUSE: return error_kind::misused;
    case SQLITE_ERROR:
    case SQLITE_AUTH:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_RANGE:
    case SQLITE_SCHEMA: return error_kind::refused;
    default: return error_kind::broken; // SQLITE_IOERR, _NOMEM, _FULL, _CORRUPT, _NOTADB, _PROTOCOL, ...
    }
}

/// The error of the latest call on a connection, which returned `code`.
inline sql::error error_of(sqlite3* database, int code, std::string_view statement = {},
                           bool commits = false) {
    int const extended = database == nullptr ? code : sqlite3_extended_errcode(database);
    if (database != nullptr && (extended & 0xff) == (code & 0xff)) code = extended;
    sql::error failed{kind_of(code, commits), std::to_string(code),
                      database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database),
                      std::string(statement)};
    if (failed.kind == error_kind::out_of_time) failed.message = "the statement took longer than it may";
#if SQLITE_VERSION_NUMBER >= 3038000
    if (database != nullptr && !statement.empty()) {
        int const offset = sqlite3_error_offset(database);
        if (offset >= 0) failed.position = static_cast<std::size_t>(offset) + 1;
    }
#endif
    return failed;
}

} // namespace action_grammar::sqlite::detail

#endif
