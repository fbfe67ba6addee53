#ifndef ACTION_GRAMMAR_RESOURCES_SQL_LEDGER_STATEMENTS_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_LEDGER_STATEMENTS_HPP

#include <string>

namespace action_grammar::sql::detail {

/// What a ledger says to a database. In all of them $1, $2 and $3 are the composition, its version and the key.
struct ledger_statements {
    std::string create;
    std::string claim; ///< $4 action, $5 guard, $6 holder, $7 lease.
    std::string find;  ///< State, action, answer, holder, whether the lease runs.
    std::string
        lock_and_find;     ///< $4 the lock's name: the same, or NULL, and whether the lock was got at once.
    std::string take_over; ///< $4 the new holder, $5 the lease, $6 the holder before.
    std::string finish;    ///< $4 answer; of one that was begun.
    std::string record;    ///< $4 action, $5 guard, $6 holder, $7 answer; of one that is not there.
    std::string complete;  ///< The same of one that may be there or not.
    std::string give_up;   ///< $4 holder; the next run begins anew.
    std::string doubt;     ///< $4 holder.
    std::string confirm;   ///< Of one that is done, changes what nobody reads.
    std::string abandon;   ///< Of one whose holder is dead: it is in doubt.
    std::string resolve;   ///< $4 answer; of one that is not done and not held.
    std::string forget;    ///< Of one that is not done and not held.
    std::string list;      ///< $1 state or '', $2 composition or '', $3 most.
    std::string clean_up;  ///< $1 age in milliseconds, $2 most.

    /// @param now, got_lock  the dialect's
    /// @param table_options  behind the columns of the table
    ledger_statements(std::string const& now, std::string const& got_lock, std::string const& table_options)
        : create("CREATE TABLE IF NOT EXISTS action_grammar_effects ("
                 "composition TEXT NOT NULL, version TEXT NOT NULL, key TEXT NOT NULL, "
                 "action TEXT NOT NULL, guard TEXT NOT NULL, "
                 "state TEXT NOT NULL CHECK (state = 'started' OR state = 'done' OR state = 'in_doubt'), "
                 "answer TEXT, holder TEXT NOT NULL, lease_until BIGINT NOT NULL, "
                 "attempts BIGINT NOT NULL, started_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, "
                 "PRIMARY KEY (composition, version, key))"
                 + table_options),
          claim(
              "INSERT INTO action_grammar_effects (composition, version, key, action, guard, state, holder, "
              "lease_until, attempts, started_at, changed_at) VALUES ($1, $2, $3, $4, $5, 'started', $6, "
              + now + " + $7, 1, " + now + ", " + now
              + ") ON CONFLICT (composition, version, key) DO NOTHING"),
          find("SELECT " + found(now) + " FROM action_grammar_effects" + one()),
          lock_and_find("SELECT " + found(now) + ", " + got_lock
                        + " FROM (SELECT 1) AS always LEFT JOIN action_grammar_effects ON composition = $1 "
                          "AND version = $2 AND key = $3"),
          take_over("UPDATE action_grammar_effects SET state = 'started', holder = $4, lease_until = " + now
                    + " + $5, attempts = attempts + 1, changed_at = " + now + one()
                    + " AND state <> 'done' AND holder = $6"),
          finish(
              "UPDATE action_grammar_effects SET state = 'done', answer = $4, lease_until = 0, changed_at = "
              + now + one() + " AND state <> 'done'"),
          record("INSERT INTO action_grammar_effects (composition, version, key, action, guard, state, "
                 "answer, holder, lease_until, attempts, started_at, changed_at) VALUES ($1, $2, $3, $4, "
                 "$5, 'done', $7, $6, 0, 1, "
                 + now + ", " + now + ")"),
          complete(record
                   + " ON CONFLICT (composition, version, key) DO UPDATE SET state = 'done', answer = "
                     "excluded.answer, lease_until = 0, changed_at = excluded.changed_at WHERE "
                     "action_grammar_effects.state <> 'done'"),
          give_up("DELETE FROM action_grammar_effects" + one() + " AND state = 'started' AND holder = $4"),
          doubt("UPDATE action_grammar_effects SET state = 'in_doubt', lease_until = 0, changed_at = " + now
                + one() + " AND state = 'started' AND holder = $4"),
          confirm("UPDATE action_grammar_effects SET lease_until = 1 - lease_until" + one()
                  + " AND state = 'done'"),
          abandon("UPDATE action_grammar_effects SET state = 'in_doubt', lease_until = 0, changed_at = " + now
                  + one() + " AND state = 'started' AND lease_until <= " + now),
          resolve("UPDATE action_grammar_effects SET state = 'done', answer = $4, changed_at = " + now + one()
                  + " AND state <> 'done' AND lease_until <= " + now),
          forget("DELETE FROM action_grammar_effects" + one()
                 + " AND state <> 'done' AND lease_until <= " + now),
          list("SELECT composition, version, key, action, guard, state, answer, attempts, started_at, "
               "changed_at, CASE WHEN state = 'started' AND lease_until > "
               + now
               + " THEN 1 ELSE 0 END FROM action_grammar_effects WHERE ($1 = '' OR state = $1) AND ($2 = '' "
                 "OR "
                 "composition = $2) ORDER BY changed_at, composition, version, key LIMIT $3"),
          clean_up(
              "DELETE FROM action_grammar_effects WHERE (composition, version, key) IN (SELECT "
              "composition, version, key FROM action_grammar_effects WHERE state = 'done' AND changed_at "
              "< "
              + now + " - $1 LIMIT $2)") {}

private:
    static std::string found(std::string const& now) {
        return "state, action, answer, holder, CASE WHEN lease_until > " + now + " THEN 1 ELSE 0 END";
    }
    static std::string one() { return " WHERE composition = $1 AND version = $2 AND key = $3"; }
};

} // namespace action_grammar::sql::detail

#endif
