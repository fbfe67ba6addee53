#ifndef ACTION_GRAMMAR_RESOURCES_SQL_WRITE_TEXT_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_WRITE_TEXT_HPP

// The statements that write a row, from the names in it. Both databases take the same ones.

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <action_grammar/resources/sql/identifier.hpp>

namespace action_grammar::sql {

/// What an insert does about a row that is there already, by its identity.
enum class on_conflict : std::uint8_t {
    fail,            ///< It is an error, `constraint`.
    return_existing, ///< Nothing; the row that is there is the answer.
    update           ///< The row that is there becomes the new one.
};

/// A table and the names of its columns as far as a statement has to do with them. Every name is an identifier.
struct row_shape {
    std::string_view table;
    std::span<std::string_view const> columns; ///< Those that are written.
    std::span<std::string_view const>
        identity; ///< Those that tell which row it is; columns as well, or others.
    std::span<std::string_view const> returned; ///< Those that are read afterwards.
};

namespace detail {

inline void append_names(std::string& text, std::span<std::string_view const> names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += ", ";
        append_quoted(text, names[i]);
    }
}
inline void append_assignment(std::string& text, std::string_view name) {
    append_quoted(text, name);
    (text += " = :") += name;
}
inline void append_where(std::string& text, row_shape const& shape) {
    for (std::size_t i = 0; i < shape.identity.size(); ++i) {
        text += i == 0 ? " WHERE " : " AND ";
        append_assignment(text, shape.identity[i]);
    }
}
inline bool is_identity(row_shape const& shape, std::string_view name) {
    return std::find(shape.identity.begin(), shape.identity.end(), name) != shape.identity.end();
}

/// "SELECT ... WHERE" the identity.
inline std::string select_text(row_shape const& shape) {
    std::string text = "SELECT ";
    append_names(text, shape.returned);
    text += " FROM ";
    append_quoted(text, shape.table);
    append_where(text, shape);
    return text;
}

/// Appends an assignment for each column that a change is made to, with commas between them.
///
/// @param all  those of the identity, too
template <class Append>
void append_changed(std::string& text, row_shape const& shape, bool all, Append const& append_one) {
    bool first = true;
    for (std::string_view const name : shape.columns) {
        if (is_identity(shape, name) && !all) continue;
        if (!first) text += ", ";
        first = false;
        append_one(name);
    }
}

/// "INSERT ... RETURNING".
inline std::string insert_text(row_shape const& shape, on_conflict conflict) {
    std::string text = "INSERT INTO ";
    append_quoted(text, shape.table);
    text += " (";
    append_names(text, shape.columns);
    text += ") VALUES (";
    for (std::size_t i = 0; i < shape.columns.size(); ++i)
        (text += i == 0 ? ":" : ", :") += shape.columns[i];
    text += ')';
    if (conflict != on_conflict::fail) {
        text += " ON CONFLICT (";
        append_names(text, shape.identity);
        text += conflict == on_conflict::update ? ") DO UPDATE SET " : ") DO NOTHING";
    }
    if (conflict == on_conflict::update) {
        // A row that is nothing but its identity is assigned that, so that it is returned.
        bool const only_identity =
            std::all_of(shape.columns.begin(), shape.columns.end(),
                        [&](std::string_view name) { return is_identity(shape, name); });
        append_changed(text, shape, only_identity, [&](std::string_view name) {
            append_quoted(text, name);
            text += " = excluded.";
            append_quoted(text, name);
        });
    }
    text += " RETURNING ";
    append_names(text, shape.returned);
    return text;
}

/// "UPDATE ... RETURNING".
inline std::string update_text(row_shape const& shape) {
    std::string text = "UPDATE ";
    append_quoted(text, shape.table);
    text += " SET ";
    append_changed(text, shape, false, [&](std::string_view name) { append_assignment(text, name); });
    append_where(text, shape);
    text += " RETURNING ";
    append_names(text, shape.returned);
    return text;
}

inline std::string delete_text(row_shape const& shape) {
    std::string text = "DELETE FROM ";
    append_quoted(text, shape.table);
    append_where(text, shape);
    return text;
}

} // namespace detail

} // namespace action_grammar::sql

#endif
