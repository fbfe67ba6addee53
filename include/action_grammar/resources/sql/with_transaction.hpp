#ifndef ACTION_GRAMMAR_RESOURCES_SQL_WITH_TRANSACTION_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_WITH_TRANSACTION_HPP

#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/pool.hpp>
#include <action_grammar/resources/sql/transaction.hpp>

namespace action_grammar::sql {

/// Calls `work(connection)` in a transaction, which is kept if it succeeds and undone if it fails; within a transaction
/// that is open on the connection, as a part of it.
///
/// @param work  takes the connection, and returns a result whose error `sql::error` converts to
/// @return what `work` returned, or the error of the transaction
template <database Database, class Work>
auto with_transaction(Database& from, deadline until, Work work)
    -> decltype(work(std::declval<connection_of<Database>&>())) {
    using answer = decltype(work(std::declval<connection_of<Database>&>()));
    return sql::with_connection(from, until, [&](auto& open) -> answer {
        auto changes = transaction<connection_of<Database>>::begin(open);
        if (!changes) return unexpected(std::move(changes).error());
        answer done = work(open);
        if (!done.has_value()) return done;
        if (auto kept = changes->commit(); !kept) return unexpected(std::move(kept).error());
        return done;
    });
}

} // namespace action_grammar::sql

#endif
