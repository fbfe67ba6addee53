#ifndef ACTION_GRAMMAR_RESOURCES_SQLITE_POOL_HPP
#define ACTION_GRAMMAR_RESOURCES_SQLITE_POOL_HPP

#include <action_grammar/resources/sql/pool.hpp>
#include <action_grammar/resources/sqlite/connection.hpp>

namespace action_grammar::sqlite {

/// Connections to one file; see `sql::pool`.
using pool = sql::pool<connection>;

} // namespace action_grammar::sqlite

#endif
