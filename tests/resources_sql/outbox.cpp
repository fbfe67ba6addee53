#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "databases.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/sql/persist.hpp>
#include <action_grammar/resources/sql/relay.hpp>

using namespace std::chrono_literals;

namespace {

struct order {
    std::string id;
    std::int64_t total = 0;
};

constexpr sql::outbox events("outbox");

sql::event placed(order const& stored) {
    return {"placed/" + stored.id, stored.id.substr(0, 1), "orders", std::to_string(stored.total)};
}

template <class Pool>
inline constexpr auto place = ag::command<"place">(ag::persist<"receipt">(
    sql::with_event(sql::insert<Pool, &order::id>("orders"), events, placed), ag::keyed_by(&order::id)));

template <class Backend>
struct shop {
    Backend database;
    typename Backend::pool pool{patient(database.options())};

    shop() {
        auto lent = sound(pool.lease());
        sound(lent->execute_script("CREATE TABLE orders (id text PRIMARY KEY, total bigint)"));
        sound(events.create(*lent));
        sound(events.create(*lent));
    }
    static auto patient(auto options) {
        if constexpr (requires { options.busy_timeout; }) options.busy_timeout = 10s;
        return options;
    }
    auto put(std::string id, std::int64_t total = 1) {
        return ag::run(place<typename Backend::pool>, order{std::move(id), total}, ag::environment{pool});
    }
    std::int64_t count(std::string const& from) {
        auto lent = sound(pool.lease());
        return sound(sql::collect<std::int64_t>(*lent, "SELECT count(*) FROM " + from, {}, 1,
                                                sql::effect::reads))
            .front();
    }
    auto relay(sql::relay_options options = {}) {
        return sql::relay<typename Backend::pool>(pool, events, options);
    }
};

using keys = std::vector<std::string>;
using answer = ag::result<void, std::string>;

} // namespace

TEMPLATE_TEST_CASE("a row and its event are stored together, once", "[outbox]", on_sqlite, on_postgresql) {
    shop<TestType> at;
    CHECK(at.put("a1"));
    CHECK(at.put("a1"));
    CHECK(at.count("orders") == 1);
    CHECK(at.count("outbox") == 1);
    sound(sound(at.pool.lease())->execute_script("DROP TABLE outbox"));
    CHECK_FALSE(at.put("a2")); // no event, no row
    CHECK(at.count("orders") == 1);
}

TEMPLATE_TEST_CASE("an event is not added without a transaction", "[outbox]", on_sqlite, on_postgresql) {
    shop<TestType> at;
    auto lent = sound(at.pool.lease());
    CHECK(failed(events.add(*lent, {"k", "s", "t", "p"})).kind == error_kind::misused);
}

TEMPLATE_TEST_CASE("events are delivered in order with their keys, and not again", "[outbox]", on_sqlite,
                   on_postgresql) {
    shop<TestType> at;
    for (char const* const id : {"a1", "b1", "a2"})
        REQUIRE(at.put(id, 7));
    keys delivered;
    auto const deliver = [&](sql::event const& told) {
        CHECK(told.topic == "orders");
        CHECK(told.payload == "7");
        delivered.push_back(told.key);
    };
    auto relay = at.relay();
    CHECK(sound(relay.deliver_pending(deliver)) == sql::relay_report{.delivered = 3});
    CHECK(sound(relay.deliver_pending(deliver)) == sql::relay_report{});
    CHECK(delivered == keys{"placed/a1", "placed/b1", "placed/a2"});
    auto lent = sound(at.pool.lease());
    CHECK(sound(events.forget(*lent, 1h)) == 0);
    CHECK(sound(events.forget(*lent, 0ms)) == 3);
}

TEMPLATE_TEST_CASE("an event that fails holds back its stream and no other, and is tried again later",
                   "[outbox]", on_sqlite, on_postgresql) {
    shop<TestType> at;
    for (char const* const id : {"a1", "b1", "a2"})
        REQUIRE(at.put(id));
    keys delivered;
    int failures = 2;
    auto const deliver = [&](sql::event const& told) -> answer {
        if (told.key == "placed/a1" && failures-- > 0) {
            if (failures == 0) throw std::runtime_error("no");
            return ag::unexpected(std::string("no"));
        }
        delivered.push_back(told.key);
        return {};
    };
    auto relay = at.relay({.first_pause = 60ms});
    CHECK(sound(relay.deliver_pending(deliver)) == sql::relay_report{.delivered = 1, .failed = 1});
    CHECK(delivered == keys{"placed/b1"});
    CHECK(sound(relay.deliver_pending(deliver)) == sql::relay_report{}); // it pauses
    std::this_thread::sleep_for(80ms);
    CHECK(sound(relay.deliver_pending(deliver)) == sql::relay_report{.failed = 1});
    std::this_thread::sleep_for(80ms);
    CHECK(sound(relay.deliver_pending(deliver)) == sql::relay_report{}); // longer now
    std::this_thread::sleep_for(80ms);
    CHECK(sound(relay.deliver_pending(deliver)) == sql::relay_report{.delivered = 2});
    CHECK(delivered == keys{"placed/b1", "placed/a1", "placed/a2"});
}

TEMPLATE_TEST_CASE("an event that fails too often is given up, and its stream goes on", "[outbox]", on_sqlite,
                   on_postgresql) {
    shop<TestType> at;
    REQUIRE(at.put("a1"));
    REQUIRE(at.put("a2"));
    auto relay = at.relay({.first_pause = 0ms, .attempts = 3});
    auto const deliver = [](sql::event const& told) -> answer {
        if (told.key == "placed/a1") return ag::unexpected(std::string("never"));
        return {};
    };
    CHECK(sound(relay.deliver_pending(deliver))
          == sql::relay_report{.delivered = 1, .failed = 2, .given_up = 1});
}

TEMPLATE_TEST_CASE("what a relay was delivering when it died is delivered again, with the same key",
                   "[outbox]", on_sqlite, on_postgresql) {
    shop<TestType> at;
    REQUIRE(at.put("a1"));
    REQUIRE(at.put("a2"));
    keys delivered;
    // A relay that dies is one that claims and then does nothing more: here the second takes over while it delivers.
    auto dying = at.relay({.claim = 40ms});
    auto second = at.relay();
    auto const report = sound(dying.deliver_pending(
        [&](sql::event const& told) {
            delivered.push_back(told.key);
            CHECK(sound(second.deliver_pending([](sql::event const&) { FAIL("is claimed"); }))
                  == sql::relay_report{});
            std::this_thread::sleep_for(80ms);
            CHECK(sound(second.deliver_pending(
                      [&](sql::event const& again) { delivered.push_back(again.key); }))
                  == sql::relay_report{.delivered = 2});
        },
        1));
    CHECK(report == sql::relay_report{.taken_over = 1});
    CHECK(delivered == keys{"placed/a1", "placed/a1", "placed/a2"});
}

TEMPLATE_TEST_CASE("several relays deliver every event once, each stream in order", "[outbox]", on_sqlite,
                   on_postgresql) {
    shop<TestType> at;
    constexpr int streams = 4;
    constexpr int each = 8;
    for (int i = 0; i < each; ++i)
        for (int stream = 0; stream < streams; ++stream)
            REQUIRE(at.put(std::string(1, static_cast<char>('a' + stream)) + std::to_string(i)));
    std::mutex mutex;
    std::map<std::string, keys> delivered;
    std::atomic<int> errors = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            auto relay = at.relay();
            for (int round = 0; round < 20; ++round) {
                auto const report = relay.deliver_pending([&](sql::event const& told) {
                    std::scoped_lock const lock(mutex);
                    delivered[told.stream].push_back(told.key);
                });
                if (!report) ++errors;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(errors == 0);
    CHECK(delivered.size() == streams);
    for (auto const& [stream, got] : delivered) {
        keys expected;
        for (int i = 0; i < each; ++i)
            expected.push_back("placed/" + stream + std::to_string(i));
        CHECK(got == expected);
    }
}

TEMPLATE_TEST_CASE("an event can be all that a composition emits", "[outbox]", on_sqlite, on_postgresql) {
    shop<TestType> at;
    using pool = typename TestType::pool;
    constexpr auto tell = ag::command<"tell">(
        ag::emit<"told">(sql::put_out<pool, order>(events, placed), ag::keyed_by(&order::id)));
    CHECK(ag::run(tell, order{"a1", 1}, ag::environment{at.pool}));
    CHECK(ag::run(tell, order{"a1", 1}, ag::environment{at.pool}));
    CHECK(at.count("outbox") == 1);
}
