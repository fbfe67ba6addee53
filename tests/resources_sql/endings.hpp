#ifndef ACTION_GRAMMAR_TESTS_RESOURCES_SQL_ENDINGS_HPP
#define ACTION_GRAMMAR_TESTS_RESOURCES_SQL_ENDINGS_HPP

// PostgreSQL's server ends a connection.

#include <array>
#include <chrono>
#include <cstdint>
#include <future>

#include "databases.hpp"

#include <action_grammar/resources/sql/collect.hpp>

inline void end(on_postgresql const& database, int process) {
    auto other = database.open();
    auto const ended =
        sound(sql::collect<bool>(other, "SELECT pg_terminate_backend($1, 5000)",
                                 std::array{sql::value(std::int64_t{process})}, 1, sql::effect::reads));
    CHECK(ended.front());
}

/// Ends a connection when it is at work, and does so while `work` runs.
template <class Work>
auto ended_during(on_postgresql const& database, ag::postgresql::connection& open, Work work) {
    int const process = PQbackendPID(open.handle());
    auto ending = std::async(std::launch::async, [&database, process] {
        auto other = database.open();
        for (int attempt = 0; attempt < 500; ++attempt) {
            auto const sleeping = sound(sql::collect<std::int64_t>(
                other, "SELECT count(*) FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'",
                std::array{sql::value(std::int64_t{process})}, 1, sql::effect::reads));
            if (sleeping.front() == 1) break;
            ag::monotonic_clock::sleep_until(ag::monotonic_clock::now() + std::chrono::milliseconds(10));
        }
        return sound(sql::execute(other, "SELECT pg_terminate_backend($1)", process));
    });
    auto came_to = work();
    (void)ending.get();
    return came_to;
}

#endif
