#include <atomic>
#include <chrono>
#include <thread>

#include "databases.hpp"

#include <action_grammar/resources/sql/collect.hpp>

using namespace std::chrono_literals;

TEMPLATE_TEST_CASE("a pool opens what is needed, lends each connection to one user, and no more than it may",
                   "[pool]", on_sqlite, on_postgresql) {
    TestType const database;
    typename TestType::pool shared(database.options(), {.most = 2, .patience = 30ms});
    CHECK(shared.size() == 0);
    {
        auto first = sound(shared.lease());
        auto second = sound(shared.lease());
        CHECK(&*first != &*second);
        CHECK(shared.size() == 2);
        auto const none = failed(shared.lease());
        CHECK(none.kind == error_kind::unavailable);
        CHECK(none.transient());
        auto const start = ag::monotonic_clock::now();
        CHECK_FALSE(shared.lease({start + 1ms}).has_value());
    }
    auto again = sound(shared.lease());
    CHECK(shared.size() == 2);
}

TEMPLATE_TEST_CASE("a lease gives back a connection in which nothing is open", "[pool]", on_sqlite,
                   on_postgresql) {
    TestType const database;
    typename TestType::pool shared(database.options(), {.most = 1});
    {
        auto lent = sound(shared.lease());
        sound(lent->execute_script("CREATE TABLE notes (id bigint)"));
        sound(lent->execute_script("BEGIN"));
        sound(sql::execute(*lent, "INSERT INTO notes VALUES (1)"));
        (void)lent->restrict_to({ag::monotonic_clock::now()});
    }
    auto lent = sound(shared.lease());
    CHECK_FALSE(lent->in_transaction());
    CHECK(sound(sql::collect<std::int64_t>(*lent, "SELECT count(*) FROM notes", {}, 1, sql::effect::reads))
              .front()
          == 0);
}

TEMPLATE_TEST_CASE("many threads share a pool", "[pool]", on_sqlite, on_postgresql) {
    TestType const database;
    auto options = database.options();
    if constexpr (std::is_same_v<TestType, on_sqlite>) options.busy_timeout = 10s;
    typename TestType::pool shared(options, {.most = 3, .patience = 30s});
    sound(sound(shared.lease())->execute_script("CREATE TABLE notes (id bigint)"));
    std::atomic<int> failures = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 10; ++j) {
                auto lent = shared.lease();
                if (!lent || !sql::execute(**lent, "INSERT INTO notes VALUES ($1)", j)) ++failures;
            }
        });
    }
    for (auto& each : threads)
        each.join();
    CHECK(failures == 0);
    CHECK(shared.size() <= 3);
    auto lent = sound(shared.lease());
    CHECK(sound(sql::collect<std::int64_t>(*lent, "SELECT count(*) FROM notes", {}, 1, sql::effect::reads))
              .front()
          == 60);
}

TEST_CASE("a pool closes what is broken and opens another", "[pool]") {
    on_postgresql const database;
    ag::postgresql::pool shared(database.options(), {.most = 1});
    {
        CHECK(sql::execute(*sound(shared.lease()), "SELECT pg_terminate_backend(pg_backend_pid())")
                  .error()
                  .in_doubt());
    }
    CHECK(shared.size() == 0);
    CHECK(sql::execute(*sound(shared.lease()), "SELECT 1").has_value());

    ag::postgresql::pool nowhere({.conninfo = "host=/nowhere"}, {.most = 1});
    CHECK(failed(nowhere.lease()).kind == error_kind::unavailable);
    CHECK(failed(nowhere.lease()).kind == error_kind::unavailable); // its place is free again
}
