#ifndef ACTION_GRAMMAR_RESOURCES_POSTGRESQL_DIALECT_HPP
#define ACTION_GRAMMAR_RESOURCES_POSTGRESQL_DIALECT_HPP

#include <string_view>

namespace action_grammar::postgresql {

/// What is spelled in another way than in other databases; see `sqlite::dialect`.
struct dialect {
    static constexpr std::string_view name = "postgresql";
    static constexpr std::string_view counted_key = "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
    static constexpr std::string_view now = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";
    static constexpr std::string_view for_update_skipping_locked = " FOR UPDATE SKIP LOCKED";
    static constexpr std::string_view lock_name = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
    static constexpr std::string_view got_lock = "pg_try_advisory_xact_lock(hashtextextended($4, 0))";
    static constexpr std::string_view read_only = "SET TRANSACTION READ ONLY";
};

} // namespace action_grammar::postgresql

#endif
