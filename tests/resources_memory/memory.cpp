// Tables and topics in memory, in compositions, with faults.

#include <chrono>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/memory/table.hpp>
#include <action_grammar/resources/memory/topic.hpp>

#include "support/catch.hpp"

namespace ag = action_grammar;
namespace memory = ag::memory;
using memory::fault;
using std::chrono::milliseconds;

namespace {

struct order {
    std::string id;
    int total = 0;
    friend bool operator==(order const&, order const&) = default;
};
using table = memory::table<std::string, order>;
using topic = memory::topic<order>;

constexpr auto store =
    ag::command<"store">(ag::persist<"stored">(&table::insert_once, ag::keyed_by(&order::id)));
constexpr auto patient =
    ag::command<"store">(ag::with(ag::retry(ag::constant{.attempts = 3, .delay = milliseconds{10}}),
                                  ag::persist<"stored">(&table::insert_once, ag::keyed_by(&order::id))));
constexpr auto look = ag::query<"look">(ag::fetch<"order">(&table::find));
constexpr auto tell = ag::command<"tell">(ag::emit<"told">(&topic::publish_once, ag::keyed_by(&order::id)));

} // namespace

TEST_CASE("a table keeps rows") {
    table orders(&order::id);
    REQUIRE(ag::run(store, order{"a", 1}, ag::environment{orders}));
    auto const again = ag::run(store, order{"a", 2}, ag::environment{orders});
    REQUIRE(again);
    CHECK(again->total == 1);
    CHECK(ag::run(look, std::string("a"), ag::environment{orders})->total == 1);
    auto const absent = ag::run(look, std::string("b"), ag::environment{orders});
    REQUIRE(absent.has_error());
    CHECK(std::get<memory::error>(absent.error()).kind == memory::error_kind::not_found);
    CHECK_FALSE(absent.transient());
    CHECK(orders.script().calls()
          == std::vector<memory::call>{
              {"insert_once", "a", {}}, {"insert_once", "a", {}}, {"find", "", {}}, {"find", "", {}}});

    CHECK(orders.insert({"a", 3}, {}).error().kind == memory::error_kind::exists);
    CHECK(orders.upsert({"a", 3}, {}).has_value());
    CHECK(orders.rows().at("a").total == 3);
    CHECK(*orders.erase("a", {}));
    CHECK_FALSE(*orders.erase("a", {}));
    CHECK_FALSE(orders.look_up("a", {})->has_value());
    orders.put({"p", 1});
    CHECK(orders.look_up("p", {})->value().total == 1);
}

TEST_CASE("a fault is as the test says") {
    struct row {
        fault how;
        ag::status status;
        bool transient;
        bool happened;
    };
    for (row const& each : {row{fault::permanent, ag::status::failed, false, false},
                            row{fault::transient, ag::status::failed, true, false},
                            row{fault::lost_before, ag::status::in_doubt, true, false},
                            row{fault::lost_after, ag::status::in_doubt, true, true}}) {
        table orders(&order::id);
        orders.script().fail(2, each.how);
        orders.put({"z", 9});
        REQUIRE(ag::run(store, order{"a", 1}, ag::environment{orders}));
        auto const ended = ag::run(store, order{"b", 2}, ag::environment{orders});
        CHECK(ended.status() == each.status);
        CHECK(ended.transient() == each.transient);
        CHECK(orders.rows().contains("b") == each.happened);
        CHECK(orders.script().calls().back().failed == each.how);
        CHECK(ag::run(store, order{"c", 3}, ag::environment{orders}));

        // A fetch is never in doubt.
        orders.script().fail_next(1, each.how);
        CHECK(ag::run(look, std::string("z"), ag::environment{orders}).status() == ag::status::failed);
        CHECK(ag::run(look, std::string("z"), ag::environment{orders}));
    }
}

TEST_CASE("a retry of a keyed change changes once") {
    for (fault const how : {fault::transient, fault::lost_before, fault::lost_after}) {
        table orders(&order::id);
        orders.script().fail_next(2, how);
        ag::virtual_clock clock;
        auto const ended = ag::run(patient, order{"a", 1}, ag::environment{orders, clock});
        REQUIRE(ended);
        CHECK(orders.rows().size() == 1);
        CHECK(orders.script().calls().size() == 3);
        CHECK(clock.now() == ag::time_point{milliseconds{20}});
    }
}

TEST_CASE("latency passes on the test's clock, up to the deadline") {
    ag::virtual_clock clock;
    topic told;
    told.script().take(milliseconds{40}, clock);
    constexpr auto hasty = ag::command<"tell">(ag::with(
        ag::timeout(milliseconds{100}), ag::emit<"told">(&topic::publish_once, ag::keyed_by(&order::id))));
    REQUIRE(ag::run(hasty, order{"a", 1}, ag::environment{told, clock}));
    CHECK(clock.now() == ag::time_point{milliseconds{40}});

    told.script().take(milliseconds{400}, clock);
    auto const late = ag::run(hasty, order{"b", 1}, ag::environment{told, clock});
    CHECK(late.status() == ag::status::in_doubt);
    CHECK(std::get<memory::error>(late.error()).kind == memory::error_kind::deadline);
    CHECK(clock.now() == ag::time_point{milliseconds{140}});
}

TEST_CASE("a topic keeps events in order, one for each key") {
    topic told;
    for (char const* const id : {"a", "b", "a"})
        REQUIRE(ag::run(tell, order{id, 1}, ag::environment{told}));
    CHECK(told.events() == std::vector<order>{{"a", 1}, {"b", 1}});
    CHECK(told.publish({"a", 1}, {}).has_value());
    CHECK(told.events().size() == 3);
}

TEST_CASE("many threads use one table") {
    table orders(&order::id);
    orders.script().fail(50, fault::transient);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 100; ++i)
                static_cast<void>(ag::run(store, order{std::to_string(i), i}, ag::environment{orders}));
        });
    for (std::thread& each : threads)
        each.join();
    CHECK(orders.rows().size() == 100);
    CHECK(orders.script().calls().size() == 400);
}
