#ifndef ACTION_GRAMMAR_RESOURCES_POSTGRESQL_POOL_HPP
#define ACTION_GRAMMAR_RESOURCES_POSTGRESQL_POOL_HPP

#include <action_grammar/resources/postgresql/connection.hpp>
#include <action_grammar/resources/sql/pool.hpp>

namespace action_grammar::postgresql {

/// Connections to one server; see `sql::pool`.
using pool = sql::pool<connection>;

} // namespace action_grammar::postgresql

#endif
