#ifndef ACTION_GRAMMAR_RESOURCES_SQL_ERROR_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_ERROR_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace action_grammar::sql {

/// What went wrong, in the words of whoever has to do something about it.
enum class error_kind : std::uint8_t {
    refused,         ///< The database does not take the statement: its syntax, a table, a permission.
    constraint,      ///< A row would break a constraint of the table.
    mismatch,        ///< A value is not what the column or the C++ type can hold.
    not_found,       ///< No row, where one was asked for.
    too_many_rows,   ///< More rows than asked for.
    unexpected_rows, ///< The statement touched another number of rows than it should have; it was undone.
    misused,         ///< The connection was used against its rules.
    broken,          ///< The database cannot go on: its disk, its memory, its file.
    busy,            ///< Others held a lock too long, or changed the same rows. Transient.
    unavailable,     ///< There is no connection, and nothing was sent. Transient.
    out_of_time,     ///< A time limit passed, and nothing was changed. Transient.
    lost,            ///< The connection went away, and with it all that was not committed. Transient.
    in_doubt,        ///< It went away, or its disk failed, while a change was being committed.
};

/// Why a database did not do what it was told. Apart from `in_doubt` an error means that nothing was changed.
struct error {
    error_kind kind = error_kind::refused;
    std::string code;         ///< SQLSTATE, or SQLite's extended result code; empty if it is this library's.
    std::string message;      ///< One sentence, most often the database's.
    std::string statement{};  ///< As it was sent, without its values; empty if it is about none.
    std::size_t position = 0; ///< Of the mistake in the statement, from 1; 0 if it has no place there.
    std::string name{}; ///< Of the column, the parameter or the table that it is about, if there is one.

    /// Whether the same may succeed when it is tried again.
    [[nodiscard]] constexpr bool transient() const noexcept {
        return kind == error_kind::busy || kind == error_kind::unavailable || kind == error_kind::out_of_time
            || kind == error_kind::lost;
    }
    /// Whether the change may have happened all the same.
    [[nodiscard]] constexpr bool in_doubt() const noexcept { return kind == error_kind::in_doubt; }

    friend bool operator==(error const&, error const&) = default;
};

/// "constraint 23505: duplicate key value violates ...", with the statement and the place in it.
inline std::string to_string(error const& failed) {
    constexpr std::string_view kinds[] = {
        "refused", "constraint", "mismatch",    "not found",   "too many rows", "unexpected rows", "misused",
        "broken",  "busy",       "unavailable", "out of time", "lost",          "in doubt"};
    std::string text(kinds[static_cast<std::size_t>(failed.kind)]);
    if (!failed.code.empty()) text += ' ' + failed.code;
    text += ": " + failed.message;
    if (!failed.statement.empty()) text += ", in `" + failed.statement + '`';
    if (failed.position != 0) text += " at character " + std::to_string(failed.position);
    return text;
}

} // namespace action_grammar::sql

#endif
