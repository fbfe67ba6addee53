#ifndef ACTION_GRAMMAR_RESOURCES_POSTGRESQL_LEDGER_HPP
#define ACTION_GRAMMAR_RESOURCES_POSTGRESQL_LEDGER_HPP

#include <action_grammar/resources/postgresql/connection.hpp>
#include <action_grammar/resources/sql/ledger.hpp>

namespace action_grammar::postgresql {

/// The ledger of effects in PostgreSQL; see `sql::ledger`.
using ledger = sql::ledger<connection>;

} // namespace action_grammar::postgresql

#endif
