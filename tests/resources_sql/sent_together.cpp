// PostgreSQL: a transaction is begun with its first statement, and committed with its last one, in one message.

#include <chrono>
#include <vector>

#include "endings.hpp"

namespace {

using ag::postgresql::connection;
using ag::postgresql::transaction;
using numbers = std::vector<std::int64_t>;
using namespace std::chrono_literals;

constexpr char const* insert = "INSERT INTO notes VALUES ($1)";

connection with_table(on_postgresql const& database) {
    auto open = database.open();
    sound(open.execute_script("CREATE TABLE notes (id bigint PRIMARY KEY)"));
    return open;
}
numbers ids(connection& open) {
    return sound(
        sql::collect<std::int64_t>(open, "SELECT id FROM notes ORDER BY id", {}, 100, sql::effect::reads));
}
/// What the first column of the rows says with which a transaction is begun.
ag::result<numbers, sql::error> begun_with(connection& open, std::string_view text,
                                           std::vector<sql::value> const& values = {}) {
    auto rows = open.begin_and_run(text, values);
    if (!rows) return ag::unexpected(rows.error());
    numbers all;
    for (;;) {
        auto more = rows->next();
        if (!more) return ag::unexpected(more.error());
        if (!*more) return all;
        all.push_back(std::get<std::int64_t>(rows->at(0)));
    }
}
ag::result<std::int64_t, sql::error> added_and_committed(connection& open, std::int64_t id) {
    return open.run_and_commit(insert, std::vector{sql::value(id)});
}

} // namespace

TEST_CASE("a transaction that is begun with its first statement is one like another", "[together]") {
    on_postgresql const database;
    auto open = with_table(database);
    auto other = database.open();
    for (std::int64_t const id : {1, 2}) { // the second time the statements are prepared
        CHECK(sound(begun_with(open, "SELECT n FROM generate_series(1::bigint, 3) AS n"))
              == numbers{1, 2, 3});
        CHECK(open.depth() == 1);
        CHECK(open.in_transaction());
        CHECK(PQpipelineStatus(open.handle()) == PQ_PIPELINE_OFF);
        sound(sql::execute(open, insert, id * 10));
        CHECK(sound(added_and_committed(open, id)) == 1);
        CHECK(open.changes() == 1);
        CHECK(open.depth() == 0);
        CHECK_FALSE(open.in_transaction());
        CHECK(PQpipelineStatus(open.handle()) == PQ_PIPELINE_OFF);
    }
    CHECK(ids(other) == numbers{1, 2, 10, 20});
    CHECK(sound(begun_with(open, "INSERT INTO notes VALUES ($1) RETURNING id", {sql::value(std::int64_t{5})}))
          == numbers{5});
    sound(open.rollback());
    CHECK(ids(open) == numbers{1, 2, 10, 20});
}

TEST_CASE("when the first statement fails the transaction is open, and can be undone", "[together]") {
    on_postgresql const database;
    auto open = with_table(database);
    CHECK(failed(begun_with(open, "SELECT 1 / (n - 2) FROM generate_series(1::bigint, 3) AS n")).kind
          == error_kind::mismatch);
    CHECK(open.depth() == 1);
    CHECK(failed(sql::execute(open, insert, 1)).code == "25P02");
    sound(open.rollback());
    sound(sql::execute(open, insert, 2));
    CHECK(ids(open) == numbers{2});
}

TEST_CASE("rows that are not read to their end leave the connection sound", "[together]") {
    on_postgresql const database;
    auto open = with_table(database);
    {
        auto rows = sound(
            open.begin_and_run("SELECT n FROM generate_series(1::bigint, 3) AS n", {}, sql::effect::changes));
        CHECK(sound(rows.next()));
        CHECK(failed(sql::execute(open, insert, 1)).kind == error_kind::misused);
    }
    CHECK(PQpipelineStatus(open.handle()) == PQ_PIPELINE_OFF);
    CHECK(sound(added_and_committed(open, 1)) == 1);
    CHECK(ids(open) == numbers{1});
}

TEST_CASE("what was misused is refused before anything is sent", "[together]") {
    on_postgresql const database;
    auto open = with_table(database);
    CHECK(failed(added_and_committed(open, 1)).kind == error_kind::misused);
    {
        auto changes = sound(transaction::begin(open));
        CHECK(failed(begun_with(open, "SELECT 1::bigint")).kind == error_kind::misused);
        auto inner = sound(transaction::begin(open));
        CHECK(failed(added_and_committed(open, 1)).kind == error_kind::misused);
    }
    CHECK(failed(begun_with(open, "SELECT $1::bigint")).kind == error_kind::misused);
    CHECK(failed(begun_with(open, "SELECT nothing FROM nowhere")).kind == error_kind::refused);
    CHECK_FALSE(open.in_transaction());
    CHECK(ids(open).empty());
}

TEST_CASE("when the last statement fails nothing is committed", "[together]") {
    on_postgresql const database;
    auto open = with_table(database);
    sound(begun_with(open, "SELECT 1::bigint"));
    sound(sql::execute(open, insert, 1));
    auto const twice = failed(added_and_committed(open, 1));
    CHECK(twice.kind == error_kind::constraint);
    CHECK_FALSE(twice.in_doubt());
    CHECK(open.depth() == 1);
    sound(open.rollback());
    CHECK(ids(open).empty());
}

TEST_CASE("nor when a statement before had failed, or when the commit fails", "[together]") {
    on_postgresql const database;
    auto open = database.open();
    sound(open.execute_script("CREATE TABLE notes (id bigint UNIQUE DEFERRABLE INITIALLY DEFERRED)"));
    sound(begun_with(open, "SELECT 1::bigint"));
    sound(sql::execute(open, insert, 1));
    auto const twice = failed(added_and_committed(open, 1));
    CHECK(twice.kind == error_kind::constraint);
    CHECK_FALSE(open.in_transaction());
    sound(begun_with(open, "SELECT 1::bigint"));
    CHECK_FALSE(sql::execute(open, "INSERT INTO nowhere VALUES (1)").has_value());
    CHECK(failed(added_and_committed(open, 2)).code == "25P02");
    sound(open.rollback());
    CHECK(ids(open).empty());
}

TEST_CASE("a last statement that takes too long is stopped, and nothing is committed", "[together]") {
    on_postgresql const database;
    auto options = database.options();
    options.statement_timeout = 100ms;
    with_table(database);
    auto open = sound(connection::open(options));
    sound(begun_with(open, "SELECT 1::bigint"));
    sound(sql::execute(open, insert, 1));
    auto const late = failed(open.run_and_commit("SELECT pg_sleep(10)", {}));
    CHECK(late.kind == error_kind::out_of_time);
    sound(open.rollback());
    CHECK(ids(open).empty());
}

TEST_CASE("a connection that ends while the last statement runs leaves the commit in doubt", "[together]") {
    on_postgresql const database;
    auto open = with_table(database);
    sound(begun_with(open, "SELECT 1::bigint"));
    sound(sql::execute(open, insert, 1));
    auto const lost =
        failed(ended_during(database, open, [&] { return open.run_and_commit("SELECT pg_sleep(10)", {}); }));
    CHECK(lost.in_doubt());
    CHECK(open.depth() == 0);
    CHECK_FALSE(open.in_transaction());
    CHECK(ids(open).empty()); // and works again
}

TEST_CASE("a connection that was closed while it was idle is made anew with its transaction", "[together]") {
    on_postgresql const database;
    auto open = with_table(database);
    sound(begun_with(open, "SELECT 1::bigint"));
    sound(added_and_committed(open, 1));
    end(database, PQbackendPID(open.handle()));
    sound(begun_with(open, "SELECT 1::bigint"));
    sound(added_and_committed(open, 2));
    sound(begun_with(open, "SELECT 1::bigint"));
    end(database, PQbackendPID(open.handle()));
    auto const lost = failed(added_and_committed(open, 3));
    CHECK(lost.kind == error_kind::lost);
    CHECK_FALSE(lost.in_doubt());
    sound(open.rollback());
    CHECK(ids(open) == numbers{1, 2});
}
