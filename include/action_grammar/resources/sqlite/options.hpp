#ifndef ACTION_GRAMMAR_RESOURCES_SQLITE_OPTIONS_HPP
#define ACTION_GRAMMAR_RESOURCES_SQLITE_OPTIONS_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace action_grammar::sqlite {

/// Where the changes of a transaction are kept until they are in the database file.
enum class journal : std::uint8_t {
    wal,      ///< In a file beside it: readers do not wait for the writer, nor it for them.
    rollback, ///< What was there before is, in a file that is deleted: SQLite's own default.
    as_it_is, ///< The file's mode is left alone; nothing is written when it is opened.
};

/// When a commit counts as done.
enum class synchronous : std::uint8_t {
    full, ///< When it is on the disk: it survives a loss of power. A ledger of effects needs it.
    normal, ///< With `wal`, a loss of power may undo the latest commits, and no crash of the program does. What a ledger
    ///< has said may be forgotten then, and an effect outside of the database be sent again.
};

/// May the connection change the database, and make its file?
enum class access : std::uint8_t { create, write, read };

/// How to open a database.
struct options {
    std::string file; ///< A path, a `file:` URI, or `:memory:`, which each connection has of its own.
    sqlite::access access = sqlite::access::create;
    sqlite::journal journal = sqlite::journal::wal;
    sqlite::synchronous synchronous = sqlite::synchronous::full;
    std::chrono::milliseconds busy_timeout{5000}; ///< How long others' locks are waited for.
    std::chrono::milliseconds statement_timeout{
        30000};                        ///< A statement that takes longer is stopped. 0: never.
    bool foreign_keys = true;          ///< Whether they are enforced.
    std::string vfs{};                 ///< Name of the layer below SQLite; empty for the system's.
    int further_flags = 0;             ///< `SQLITE_OPEN_...`, beside those that the members above stand for.
    std::size_t kept_statements = 256; ///< How many are kept prepared.
};

} // namespace action_grammar::sqlite

#endif
