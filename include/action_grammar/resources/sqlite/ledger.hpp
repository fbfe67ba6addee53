#ifndef ACTION_GRAMMAR_RESOURCES_SQLITE_LEDGER_HPP
#define ACTION_GRAMMAR_RESOURCES_SQLITE_LEDGER_HPP

#include <action_grammar/resources/sql/ledger.hpp>
#include <action_grammar/resources/sqlite/connection.hpp>

namespace action_grammar::sqlite {

/// The ledger of effects in SQLite; see `sql::ledger`.
using ledger = sql::ledger<connection>;

} // namespace action_grammar::sqlite

#endif
