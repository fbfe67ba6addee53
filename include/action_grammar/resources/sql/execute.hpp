#ifndef ACTION_GRAMMAR_RESOURCES_SQL_EXECUTE_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_EXECUTE_HPP

#include <array>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/bind.hpp>
#include <action_grammar/resources/sql/connection.hpp>

namespace action_grammar::sql {

/// Executes a statement with a value for each `$1`, `$2`, ..., and drops its rows.
///
///     ag::sql::execute(database, "DELETE FROM orders WHERE id = $1", id)
///
/// @return how many rows it changed
template <connection Connection, bindable... Values>
result<std::int64_t, error> execute(Connection& database, std::string_view text, Values const&... values) {
    bindings bound;
    if (auto done = bound.add_all(values...); !done) return unexpected(std::move(done).error());
    return run_to_end(database, text, bound.values());
}

/// Executes a statement with a member of `input` for each `:name`, and drops its rows.
///
/// @return how many rows it changed
template <connection Connection, class Input>
result<std::int64_t, error> execute_with(Connection& database, std::string_view text, Input const& input) {
    bindings bound;
    if (auto done = bound.add_named(database, text, input); !done) return unexpected(std::move(done).error());
    return run_to_end(database, text, bound.values());
}

} // namespace action_grammar::sql

#endif
