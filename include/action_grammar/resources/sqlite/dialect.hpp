#ifndef ACTION_GRAMMAR_RESOURCES_SQLITE_DIALECT_HPP
#define ACTION_GRAMMAR_RESOURCES_SQLITE_DIALECT_HPP

#include <string_view>

namespace action_grammar::sqlite {

/// What is spelled in another way than in other databases.
struct dialect {
    static constexpr std::string_view name = "sqlite";
    /// A column of an integer key that the database counts up, and never uses again.
    static constexpr std::string_view counted_key = "INTEGER PRIMARY KEY AUTOINCREMENT";
    /// Milliseconds since 1970, at the time of the statement, by the clock of the database.
    static constexpr std::string_view now = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";
    /// Of a row that is read to be changed; there is only one writer anyway.
    static constexpr std::string_view for_update_skipping_locked = "";
    /// Waits until no other transaction has the lock of a name, `$1`, and has it until the end of this one; empty if
    /// a transaction has the database to itself.
    static constexpr std::string_view lock_name = "";
    /// An expression: whether the transaction gets that lock at once, of the name `$4`.
    static constexpr std::string_view got_lock = "";
    /// Keeps the transaction from writing; empty where statements that write are recognized anyway.
    static constexpr std::string_view read_only = "";
    /// What a process had written that died while it committed is read by the next one, which nothing has synced since.
    static constexpr bool shows_what_is_not_synced = true;
};

} // namespace action_grammar::sqlite

#endif
