#ifndef ACTION_GRAMMAR_RESOURCES_SQL_DOCUMENTS_CHECK_ACCESS_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_DOCUMENTS_CHECK_ACCESS_HPP

// What the host says is checked once, where it is registered.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/document/contract.hpp>
#include <action_grammar/resources/sql/identifier.hpp>
#include <action_grammar/resources/sql/statement_text.hpp>
#include <action_grammar/resources/sql_documents/access.hpp>

namespace action_grammar::sql::detail {

inline bool holds(std::vector<std::string> const& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

/// What is wrong with a schema of the host's, if anything.
inline std::optional<std::string> flaw_of_schema(json::value const& schema) {
    auto const made = document::contract::of_schema(schema);
    if (made) return std::nullopt;
    return "has a schema that is none: " + made.error().message;
}

inline std::optional<std::string> flaw_of(document_query const& query) {
    if (query.name.empty()) return "has no name";
    auto const text = written_with('$', query.text);
    if (!text) return "has a text that is none: " + text.error().message;
    if (text->names.size() != text->parameters) return "has numbered parameters; write :name";
    if (query.most == 0) return "may have no rows";
    return flaw_of_schema(query.row);
}

inline std::optional<std::string> flaw_of(document_table const& table) {
    if (!is_table_name(table.name)) return "has a name that is none";
    if (table.columns.empty() || table.identity.empty()) return "has no columns, or no identity";
    for (std::string const& column : table.columns)
        if (!is_identifier(column) || std::count(table.columns.begin(), table.columns.end(), column) != 1)
            return "has the column \"" + column + "\", which is no identifier or stands twice";
    for (std::string const& column : table.identity)
        if (!holds(table.columns, column))
            return "has \"" + column + "\" in its identity and not in its columns";
    if (!table.key_column.empty()
        && (!is_identifier(table.key_column) || holds(table.columns, table.key_column)))
        return "has a key column that is no identifier, or is among its columns";
    if (table.key_column.empty() && table.identity.size() != 1
        && std::find(table.modes.begin(), table.modes.end(), write_mode::insert) != table.modes.end())
        return "lets rows be inserted by a key that no column holds: its identity is not one column";
    return flaw_of_schema(table.row);
}

/// The first thing that is wrong with what a host says, if anything.
inline std::optional<std::string> flaw_of(document_access const& access) {
    for (document_query const& query : access.queries) {
        if (auto flaw = flaw_of(query)) return "the query \"" + query.name + "\" " + *flaw;
        if (std::count_if(access.queries.begin(), access.queries.end(),
                          [&](document_query const& other) { return other.name == query.name; })
            != 1)
            return "there are two queries named \"" + query.name + '"';
    }
    for (document_table const& table : access.tables) {
        if (auto flaw = flaw_of(table)) return "the table \"" + table.name + "\" " + *flaw;
        if (std::count_if(access.tables.begin(), access.tables.end(),
                          [&](document_table const& other) { return other.name == table.name; })
            != 1)
            return "there are two tables named \"" + table.name + '"';
    }
    return std::nullopt;
}

} // namespace action_grammar::sql::detail

#endif
