#ifndef ACTION_GRAMMAR_RESOURCES_POSTGRESQL_OPTIONS_HPP
#define ACTION_GRAMMAR_RESOURCES_POSTGRESQL_OPTIONS_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace action_grammar::postgresql {

/// How far a transaction is kept apart from those beside it. With the last two, one may end `busy` because of another
/// and is then tried again as a whole.
enum class isolation : std::uint8_t { read_committed, repeatable_read, serializable };

/// How to reach a database.
struct options {
    /// As libpq takes it: `host=db.internal dbname=shop user=shop` or a `postgresql://` URI. Passwords belong in
    /// a password file or `PGPASSWORD`.
    std::string conninfo;
    std::chrono::seconds connect_timeout{10};           ///< For each address; at least 2 s, as libpq has it.
    std::chrono::milliseconds statement_timeout{30000}; ///< The server stops what takes longer. 0: never.
    /// How long after its end a statement's answer is still waited for; then the connection is given up.
    std::chrono::milliseconds grace{5000};
    postgresql::isolation isolation = postgresql::isolation::read_committed;
    std::size_t kept_statements = 256; ///< How many are kept prepared.
};

} // namespace action_grammar::postgresql

#endif
