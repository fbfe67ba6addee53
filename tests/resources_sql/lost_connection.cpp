// PostgreSQL's server ends a connection at the worst moments.

#include "endings.hpp"

namespace {

using ag::postgresql::connection;
using ag::postgresql::transaction;
using namespace std::chrono_literals;

connection with_table(on_postgresql const& database) {
    auto open = database.open();
    sound(open.execute_script("CREATE TABLE notes (id bigint PRIMARY KEY)"));
    return open;
}

std::int64_t count_of(connection& open) {
    return sound(sql::collect<std::int64_t>(open, "SELECT count(*) FROM notes", {}, 1, sql::effect::reads))
        .front();
}

} // namespace

TEST_CASE("a connection that was closed while it was idle is made anew before anything is sent", "[lost]") {
    on_postgresql const database;
    auto open = with_table(database);
    sound(sql::execute(open, "INSERT INTO notes VALUES ($1)", 1));
    int const before = PQbackendPID(open.handle());
    end(database, before);
    CHECK(sound(sql::execute(open, "INSERT INTO notes VALUES ($1)", 2)) == 1);
    CHECK(PQbackendPID(open.handle()) != before);
    end(database, PQbackendPID(open.handle()));
    auto changes = sound(transaction::begin(open));
    sound(sql::execute(open, "INSERT INTO notes VALUES ($1)", 3));
    sound(changes.commit());
    CHECK(count_of(open) == 3);
}

TEST_CASE("a connection that is closed in a transaction takes it with it, and is not made anew in it",
          "[lost]") {
    on_postgresql const database;
    auto open = with_table(database);
    {
        auto changes = sound(transaction::begin(open));
        sound(sql::execute(open, "INSERT INTO notes VALUES (1)"));
        end(database, PQbackendPID(open.handle()));
        auto const lost = failed(sql::execute(open, "INSERT INTO notes VALUES (2)"));
        CHECK(lost.kind == error_kind::lost);
        CHECK(lost.transient());
        CHECK_FALSE(lost.in_doubt());
        CHECK(failed(sql::execute(open, "INSERT INTO notes VALUES (3)")).kind == error_kind::lost);
        CHECK(failed(transaction::begin(open)).kind == error_kind::lost);
        CHECK(failed(changes.commit()).kind == error_kind::lost);
    }
    CHECK(count_of(open) == 0);
}

TEST_CASE("so does one whose transaction was begun in SQL", "[lost]") {
    on_postgresql const database;
    auto open = with_table(database);
    sound(open.execute_script("BEGIN"));
    sound(sql::execute(open, "INSERT INTO notes VALUES (1)"));
    end(database, PQbackendPID(open.handle()));
    CHECK(failed(sql::execute(open, "INSERT INTO notes VALUES (2)")).kind == error_kind::lost);
    CHECK(count_of(open) == 0);
}

TEST_CASE("a change is in doubt when the connection goes away during it", "[lost]") {
    on_postgresql const database;
    auto open = with_table(database);
    auto const lost = failed(ended_during(
        database, open, [&] { return sql::execute(open, "INSERT INTO notes SELECT 1 FROM pg_sleep(10)"); }));
    CHECK(lost.in_doubt());
    CHECK_FALSE(lost.transient());
    CHECK(count_of(open) == 0); // and works again
}

TEST_CASE("a read that loses its connection is only lost", "[lost]") {
    on_postgresql const database;
    auto open = with_table(database);
    auto const lost = failed(ended_during(database, open, [&] {
        return sql::collect<std::string>(open, "SELECT CAST(pg_sleep(10) AS text)", {}, 1,
                                         sql::effect::reads);
    }));
    CHECK(lost.kind == error_kind::lost);
    CHECK(count_of(open) == 0);
}

TEST_CASE("a commit is in doubt when the connection goes away during it", "[lost]") {
    on_postgresql const database;
    auto open = with_table(database);
    sound(open.execute_script(
        "CREATE FUNCTION wait() RETURNS trigger AS $$ BEGIN PERFORM pg_sleep(10); RETURN NULL; END $$ "
        "LANGUAGE plpgsql; "
        "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON notes DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION wait()"));
    {
        auto changes = sound(transaction::begin(open));
        sound(sql::execute(open, "INSERT INTO notes VALUES (1)"));
        auto const lost = failed(ended_during(database, open, [&] { return changes.commit(); }));
        CHECK(lost.in_doubt());
        CHECK(lost.statement == "COMMIT");
    }
    CHECK(count_of(open) == 0);
}

TEST_CASE("rows that are not read to their end are stopped, and meanwhile nothing else runs", "[lost]") {
    on_postgresql const database;
    auto open = with_table(database);
    auto const start = ag::monotonic_clock::now();
    {
        auto rows = sound(open.run("SELECT generate_series(1, 1000000000)", {}, sql::effect::reads));
        CHECK(sound(rows.next()));
        CHECK(failed(sql::execute(open, "SELECT 1")).kind == error_kind::misused);
        CHECK(failed(transaction::begin(open)).kind == error_kind::misused);
    }
    CHECK(ag::monotonic_clock::now() - start < 20s);
    CHECK(count_of(open) == 0);
}
