// Two runs with one key on PostgreSQL: the second one waits for the first, whatever the isolation of its transaction.

#include <chrono>
#include <future>
#include <string>

#include "databases.hpp"

#include <action_grammar/resources/postgresql/ledger.hpp>
#include <action_grammar/resources/sql/collect.hpp>

namespace {

using ag::postgresql::connection;
using ag::postgresql::isolation;
using reason = ag::ledger_error::reason;
using namespace std::chrono_literals;

constexpr ag::effect placing{"place_order", "1", "order-7", "receipt", ag::protection::same_transaction};

/// Connections without a limit to their waits, and a ledger on each.
class counter {
public:
    connection open;
    ag::postgresql::ledger ledger;

    counter(on_postgresql const& database, isolation wanted, std::string const& lock_timeout = "0")
        : open(sound(connection::open(options(database, wanted)))), ledger(open) {
        sound(open.execute_script("SET lock_timeout = '" + lock_timeout + '\''));
    }
    void store() { sound(sql::execute(open, "INSERT INTO orders VALUES (1)")); }

private:
    static ag::postgresql::options options(on_postgresql const& database, isolation wanted) {
        auto made = database.options();
        made.isolation = wanted;
        return made;
    }
};

std::int64_t stored(connection& open) {
    return sound(sql::collect<std::int64_t>(open, "SELECT count(*) FROM orders", {}, 1, sql::effect::reads))
        .front();
}

void make_tables(on_postgresql const& database) {
    auto open = database.open();
    sound(ag::postgresql::ledger(open).create());
    sound(open.execute_script("CREATE TABLE orders (id bigint)"));
}

/// What the second run is told when it begins while the first one is at it, and the first one then is kept or not.
auto second_of_two(counter& first, counter& second, bool is_kept) {
    auto const claimed = first.ledger.begin(placing);
    REQUIRE(claimed);
    first.store();
    auto waiting = std::async(std::launch::async, [&second] { return second.ledger.begin(placing); });
    CHECK(waiting.wait_for(100ms) == std::future_status::timeout);
    if (is_kept)
        CHECK(first.ledger.complete(placing, *claimed, "\"r1\""));
    else
        first.ledger.withdraw(placing, *claimed);
    return waiting.get();
}

} // namespace

TEST_CASE("a run that waited for another one with its key is answered with its answer", "[ledger]") {
    on_postgresql const database;
    make_tables(database);
    counter first(database, isolation::read_committed);
    counter second(database, isolation::read_committed);
    auto const answered = second_of_two(first, second, true);
    REQUIRE(answered);
    CHECK(answered->done);
    CHECK(answered->answer == "\"r1\"");
    CHECK_FALSE(second.open.in_transaction());
    CHECK(stored(second.open) == 1);
}

TEST_CASE("a run that waited for another one which failed goes on", "[ledger]") {
    on_postgresql const database;
    make_tables(database);
    for (isolation const each : {isolation::read_committed, isolation::serializable}) {
        counter first(database, each);
        counter second(database, each);
        auto const claimed = second_of_two(first, second, false);
        REQUIRE(claimed);
        CHECK_FALSE(claimed->done);
        second.store();
        CHECK(second.ledger.complete(placing, *claimed, "\"r2\""));
        CHECK(stored(first.open) == 1);
        sound(first.open.execute_script("DELETE FROM orders; DELETE FROM action_grammar_effects"));
    }
}

TEST_CASE("a serializable run that waited is undone, and a repeat is answered", "[ledger]") {
    on_postgresql const database;
    make_tables(database);
    for (isolation const each : {isolation::repeatable_read, isolation::serializable}) {
        counter first(database, each);
        counter second(database, each);
        auto const claimed = second_of_two(first, second, true);
        REQUIRE(claimed);
        second.store();
        auto const kept = second.ledger.complete(placing, *claimed, "\"r2\"");
        REQUIRE_FALSE(kept);
        CHECK(kept.error().why == reason::unavailable);
        auto const repeated = second.ledger.begin(placing);
        REQUIRE(repeated);
        CHECK(repeated->answer == "\"r1\"");
        CHECK(stored(first.open) == 1);
        sound(first.open.execute_script("DELETE FROM orders; DELETE FROM action_grammar_effects"));
    }
}

TEST_CASE("a run that may not wait so long has failed, and sent nothing", "[ledger]") {
    on_postgresql const database;
    make_tables(database);
    counter first(database, isolation::read_committed);
    counter second(database, isolation::read_committed, "20ms");
    auto const claimed = first.ledger.begin(placing);
    REQUIRE(claimed);
    auto const refused = second.ledger.begin(placing);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().why == reason::unavailable);
    CHECK_FALSE(second.open.in_transaction());
    first.ledger.withdraw(placing, *claimed);
    REQUIRE(second.ledger.begin(placing));
}

TEST_CASE("runs with other keys do not wait", "[ledger]") {
    on_postgresql const database;
    make_tables(database);
    counter first(database, isolation::read_committed);
    counter second(database, isolation::read_committed, "20ms");
    REQUIRE(first.ledger.begin(placing));
    for (ag::effect const& other : {ag::effect{"place_order", "1", "order-8", "receipt", placing.guard},
                                    ag::effect{"place_order", "2", "order-7", "receipt", placing.guard},
                                    ag::effect{"take_back", "1", "order-7", "receipt", placing.guard}}) {
        auto const claimed = second.ledger.begin(other);
        REQUIRE(claimed);
        second.ledger.withdraw(other, *claimed);
    }
}
