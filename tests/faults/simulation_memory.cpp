#include "simulation_memory.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/sqlite/ledger.hpp>

#include <optional>
#include <string>

#include "support/catch.hpp"

// Memory runs out at each place where a run, its ledger and its connection ask for some.

namespace ag = action_grammar;
using fault_tests::failing_memory;

namespace {

bool const taken_over = fault_tests::take_over_memory();

struct order {
    std::string id;
};
struct receipt {
    std::string order;
    int number = 0;
};
struct refusal {};

/// A receiver that recognizes its keys and can be asked; its own memory lasts.
struct shop {
    ag::sqlite::connection* database;
    int sent = 0;
    int effects = 0;
    bool happened = false;

    ag::result<receipt, refusal> put(order const&) {
        ++sent;
        return add();
    }
    ag::result<receipt, refusal> put_keyed(order const&, ag::idempotency_key<std::string>) {
        ++sent;
        return happened ? receipt{"an order of more than a few letters", 7} : add();
    }
    std::optional<receipt> find(order const&) const {
        if (!happened) return std::nullopt;
        return receipt{"an order of more than a few letters", 7};
    }
    ag::result<receipt, ag::sql::error> insert(order const& wanted) {
        ++sent;
        auto made = ag::sql::execute(*database, "INSERT INTO effects (id) VALUES ($1)", wanted.id);
        if (!made) return ag::unexpected(made.error());
        return receipt{"an order of more than a few letters", 7};
    }

private:
    receipt add() {
        happened = true;
        ++effects;
        return receipt{"an order of more than a few letters", 7};
    }
};

constexpr auto make_order = ag::transform<"order">(
    [](int n) { return order{"order number " + std::to_string(n) + " of this year"}; });
constexpr auto number = ag::transform<"number">([](receipt const& given) noexcept { return given.number; });

constexpr auto keyed = ag::command<"keyed">(
    make_order | ag::persist<"receipt">(&shop::put_keyed, ag::keyed_by(&order::id)) | number);
constexpr auto natural =
    ag::command<"natural">(make_order | ag::persist<"receipt">(&shop::put, ag::natural) | number);
constexpr auto in_transaction = ag::command<"in_transaction">(
    make_order | ag::persist<"receipt">(&shop::insert, ag::same_transaction) | number);
constexpr auto verified = ag::command<"verified">(
    make_order | ag::persist<"receipt">(&shop::put, ag::verified_by(&shop::find)) | number);
constexpr auto unprotected =
    ag::command<"unprotected">(make_order | ag::persist<"receipt">(&shop::put, ag::unprotected) | number);

std::int64_t rows_of(ag::sqlite::connection& database) {
    auto rows = database.run("SELECT count(*) FROM effects", {});
    REQUIRE(rows);
    REQUIRE(rows->next());
    return std::get<std::int64_t>(rows->at(0));
}

ag::sqlite::connection new_database() {
    auto database = ag::sqlite::connection::open({.file = ":memory:"});
    REQUIRE(database);
    REQUIRE(ag::sqlite::ledger(*database).create());
    REQUIRE(database->execute_script("CREATE TABLE effects (id)"));
    return *std::move(database);
}

/// One run whose memory fails at the `refused`th place, and what comes after it; false when it did not fail.
template <class Composition>
bool keeps_promises(Composition const& sentence, std::size_t refused, bool and_all_after) {
    constexpr bool shared = std::is_same_v<Composition, std::remove_const_t<decltype(in_transaction)>>;
    constexpr bool repeats = !std::is_same_v<Composition, std::remove_const_t<decltype(unprotected)>>;
    auto database = new_database();
    shop orders{&database};
    ag::sqlite::ledger ledger(database, {std::chrono::milliseconds(0)}); // who failed is dead at once
    ag::run_identity const identity{"the run with a key that is not short"};
    auto const run = [&] { return ag::run(sentence, 7, ag::environment{orders, ledger, identity}); };

    bool failed = false;
    auto const first = [&] {
        failing_memory const memory(refused, and_all_after);
        auto ended = run();
        failed = failing_memory::has_failed();
        return ended;
    }();
    INFO("place " << refused << (and_all_after ? " and all after it" : ""));
    CHECK_FALSE(database.in_transaction());
    auto const effects = [&] { return shared ? rows_of(database) : orders.effects; };
    if (first.status() == ag::status::failed) CHECK(effects() == 0);
    if (first) CHECK(effects() == 1);

    auto const second = run();
    auto const third = run();
    if (repeats || first) {
        REQUIRE(second);
        CHECK(*second == 7);
        CHECK(third);
    } else {
        CHECK((second || second.status() == ag::status::in_doubt));
    }
    bool const may_repeat = std::is_same_v<Composition, std::remove_const_t<decltype(natural)>>;
    CHECK(effects() <= (may_repeat ? 2 : 1));
    if (!repeats) CHECK(orders.sent <= 1);
    return failed;
}

template <class Composition>
void walk(Composition const& sentence) {
    REQUIRE(taken_over);
    for (bool const and_all_after : {false, true}) {
        std::size_t place = 1;
        while (keeps_promises(sentence, place, and_all_after))
            ++place;
        CHECK(place > 50); // the walk had somewhere to go
    }
}

/// As `keeps_promises`, of a run that repeats one that completed.
template <class Composition>
void walk_repeat(Composition const& sentence) {
    auto database = new_database();
    shop orders{&database};
    ag::run_identity const identity{"the run with a key that is not short"};
    auto const run = [&] {
        ag::sqlite::ledger ledger(database);
        return ag::run(sentence, 7, ag::environment{orders, ledger, identity});
    };
    REQUIRE(run());
    for (std::size_t place = 1;; ++place) {
        bool failed = false;
        {
            failing_memory const memory(place);
            auto const again = run();
            failed = failing_memory::has_failed();
            if (again) CHECK(*again == 7);
            if (!again) CHECK(again.status() == ag::status::failed);
        }
        INFO("place " << place);
        CHECK_FALSE(database.in_transaction());
        CHECK(orders.sent == 1);
        if (!failed) break;
    }
}

} // namespace

TEST_CASE("memory runs out in a run of each protection") {
    SECTION("same_transaction") { walk(in_transaction); }
    SECTION("keyed") { walk(keyed); }
    SECTION("natural") { walk(natural); }
    SECTION("verified") { walk(verified); }
    SECTION("unprotected") { walk(unprotected); }
}

TEST_CASE("memory runs out in a run that is a repeat") {
    SECTION("same_transaction") { walk_repeat(in_transaction); }
    SECTION("keyed") { walk_repeat(keyed); }
    SECTION("unprotected") { walk_repeat(unprotected); }
}

TEST_CASE("memory runs out while a database is opened") {
    for (std::size_t place = 1;; ++place) {
        bool opened = false;
        bool failed = false;
        {
            failing_memory const memory(place);
            try {
                opened = ag::sqlite::connection::open({.file = ":memory:"}).has_value();
            } catch (std::bad_alloc const&) {
            }
            failed = failing_memory::has_failed();
        }
        if (failed) continue;
        CHECK(opened);
        break;
    }
}
