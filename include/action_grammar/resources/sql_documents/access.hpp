#ifndef ACTION_GRAMMAR_RESOURCES_SQL_DOCUMENTS_ACCESS_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_DOCUMENTS_ACCESS_HPP

// What a host lets documents do with a database: nothing that is not said here.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/contract_of.hpp>

namespace action_grammar::sql {

/// How many rows a query of a document gives: one (none is an error), one or null, or a list of them.
enum class rows_wanted : std::uint8_t { one, optional, many };

/// What a document may do to a row.
enum class write_mode : std::uint8_t {
    insert, ///< Adds it. Keyed, a repeat adds nothing; unprotected, it is an error if it is there.
    upsert, ///< Adds it, or makes the one of its identity equal to it.
    update, ///< Changes the one of its identity, which is there.
    remove  ///< Deletes the one of its identity, if it is there. Spelled "delete".
};

/// A query of the host's that documents may name.
struct document_query {
    std::string name;
    std::string text; ///< With `:name` for members of the step's input.
    rows_wanted rows = rows_wanted::one;
    json::value row = true;   ///< JSON Schema of a row, an object with a member for each column.
    std::uint32_t most = 100; ///< Of `many`: more rows are an error.
};

/// A table that documents may write to.
struct document_table {
    std::string name;
    std::vector<std::string> columns;  ///< Those that documents write and get back.
    std::vector<std::string> identity; ///< Those of them that tell which row it is, with a unique key.
    std::vector<write_mode> modes;     ///< What may be done.
    json::value row = true;            ///< JSON Schema of a row as it is given back.
    /// A column that holds the key of a keyed insert, with a unique key; empty: the identity is one column, and the
    /// step's key is its value.
    std::string key_column{};
};

/// All of it.
struct document_access {
    std::vector<document_query> queries;
    std::vector<document_table> tables;
    /// Whether documents may bring queries of their own. They read whatever the connection's user may read, and call
    /// the database's functions; give that user no more rights than the documents' authors have. Only a `SELECT`, a
    /// `WITH` or a `VALUES` is taken, in a transaction that cannot write.
    bool own_queries = false;
    std::uint32_t most_rows = 1000; ///< Of a document's own query.
};

/// `with` of `fetch(sqlite)` and `fetch(postgresql)`: `query`, or `sql` where the host lets documents bring their own,
/// to which alone the others belong.
struct fetch_configuration {
    std::optional<std::string> query;
    std::optional<std::string> sql;
    std::optional<rows_wanted> rows;
    std::optional<std::uint32_t> most;
    std::optional<json::value> row;
};

/// `with` of `persist(sqlite)` and `persist(postgresql)`.
struct persist_configuration {
    std::string table;
    write_mode mode = write_mode::insert;
    std::optional<std::vector<std::string>> columns;
};

} // namespace action_grammar::sql

namespace action_grammar {

template <>
inline constexpr auto contract_of<sql::write_mode> =
    enumeration(enumerator<sql::write_mode::insert>("insert"), enumerator<sql::write_mode::upsert>("upsert"),
                enumerator<sql::write_mode::update>("update"), enumerator<sql::write_mode::remove>("delete"));

template <>
inline constexpr auto contract_of<sql::fetch_configuration> = object(
    member<&sql::fetch_configuration::query>(description("Name of a query of the host's")),
    member<&sql::fetch_configuration::sql>(
        description("A query of one's own, with :name for members of the input, where the host allows that")),
    member<&sql::fetch_configuration::rows>(
        description("Of one's own query: \"one\" unless it is said; \"optional\" gives null for none")),
    member<&sql::fetch_configuration::most>(
        description("Of one's own query for many rows: more are an error"), minimum(1)),
    member<&sql::fetch_configuration::row>(description("Of one's own query: the JSON Schema of a row")));

template <>
inline constexpr auto contract_of<sql::persist_configuration> = object(
    member<&sql::persist_configuration::table>(description("One that the host lets documents write to")),
    member<&sql::persist_configuration::mode>(description("What is done to the row")),
    member<&sql::persist_configuration::columns>(description(
        "Those that are written, the identity among them; all of the table's if it is not said")));

} // namespace action_grammar

#endif
