#ifndef ACTION_GRAMMAR_RESOURCES_SQL_SENT_TOGETHER_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_SENT_TOGETHER_HPP

#include <concepts>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/connection.hpp>

// A connection to a server may take BEGIN with the statement behind it, and COMMIT with the one before it, which saves
// the way to the server and back.

namespace action_grammar::sql::detail {

template <class Type>
concept begins_with_statement =
    connection<Type> && requires(Type& open, std::string_view text, std::span<value const> values) {
        {
            open.begin_and_run(text, values, effect::reads)
        } -> std::same_as<result<typename Type::rows, error>>;
    };

template <class Type>
concept commits_with_statement =
    connection<Type> && requires(Type& open, std::string_view text, std::span<value const> values) {
        { open.run_and_commit(text, values) } -> std::same_as<result<std::int64_t, error>>;
    };

/// Begins a transaction and runs its first statement. When the statement fails the transaction may be open.
template <connection Connection>
result<typename Connection::rows, error> begin_and_run(Connection& database, std::string_view text,
                                                       std::span<value const> values, effect does) {
    if constexpr (begins_with_statement<Connection>) {
        return database.begin_and_run(text, values, does);
    } else {
        if (auto begun = database.begin(); !begun) return unexpected(std::move(begun).error());
        return database.run(text, values, does);
    }
}

} // namespace action_grammar::sql::detail

#endif
