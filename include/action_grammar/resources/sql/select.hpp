#ifndef ACTION_GRAMMAR_RESOURCES_SQL_SELECT_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_SELECT_HPP

// Rows for code that is handed a connection, where `execute` is for what has none. For the verbs there is query.hpp.

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/bind.hpp>
#include <action_grammar/resources/sql/collect.hpp>
#include <action_grammar/resources/sql/connection.hpp>

namespace action_grammar::sql {

/// The rows of a query with a value for each `$1`, `$2`, ...
///
///     ag::sql::select<order_line>(database, 20, "SELECT sku, quantity FROM lines WHERE order_id = $1", id)
///
/// @tparam Row  a struct with a member for each column, or a type for the only one
/// @param most  how many there may be; more are an error that is `too_many_rows`, never fewer rows than there are
template <class Row, connection Connection, bindable... Values>
result<std::vector<Row>, error> select(Connection& database, std::size_t most, std::string_view text,
                                       Values const&... values) {
    bindings bound;
    if (auto done = bound.add_all(values...); !done) return unexpected(std::move(done).error());
    return sql::collect<Row>(database, text, bound.values(), most, effect::reads);
}

/// The row of a query if there is one; see `select`. Two are an error.
template <class Row, connection Connection, bindable... Values>
result<std::optional<Row>, error> select_optional(Connection& database, std::string_view text,
                                                  Values const&... values) {
    bindings bound;
    if (auto done = bound.add_all(values...); !done) return unexpected(std::move(done).error());
    return sql::collect_optional<Row>(database, text, bound.values(), effect::reads);
}

} // namespace action_grammar::sql

#endif
