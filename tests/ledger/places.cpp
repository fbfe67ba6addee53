#include "shop.hpp"

#include <chrono>

#include "support/catch.hpp"

// The mutation is recorded wherever it stands, and whatever it yields.

using namespace ledger_tests;
using reason = ag::ledger_error::reason;

namespace {

constexpr auto put = ag::persist<"put">(&table::put_keyed, ag::keyed_by(&order::id));
constexpr auto is_large = [](order const& wanted) noexcept { return wanted.total > 100; };

template <class Composition>
auto run_twice(Composition const& sentence, int input = 7) {
    table orders;
    ag::memory_ledger ledger;
    ag::run_identity const identity{"run"};
    auto first = ag::run(sentence, input, ag::environment{orders, ledger, identity});
    REQUIRE(first);
    auto second = ag::run(sentence, input, ag::environment{orders, ledger, identity});
    REQUIRE(second);
    CHECK(orders.sent == 1);
    CHECK(ledger.size() == 1);
    return std::pair(*std::move(first), *std::move(second));
}

} // namespace

TEST_CASE("a mutation that makes the output") {
    auto const [first, second] = run_twice(ag::command<"last">(make_order | put));
    CHECK(first.order == "7");
    CHECK(second.number == first.number);
}

TEST_CASE("a mutation that yields nothing") {
    run_twice(ag::command<"set">(make_order | ag::persist<"set">(&table::set, ag::natural)));
    run_twice(
        ag::command<"silent">(make_order | ag::persist<"silent">(&table::put_silently, ag::unprotected)));
}

TEST_CASE("a mutation in a composition within another") {
    auto const inner = ag::command<"inner">(put | number);
    auto const [first, second] = run_twice(ag::command<"outer">(make_order | inner));
    CHECK(first == second);
}

TEST_CASE("a mutation in a branch") {
    auto const sentence = ag::command<"branches">(
        make_order
        | ag::decide<"which">(
            ag::when(is_large, ag::persist<"large">(&table::put_keyed, ag::keyed_by(&order::id))),
            ag::otherwise(put))
        | number);
    run_twice(sentence, 7);
    run_twice(sentence, 700);
}

TEST_CASE("a mutation under a retry, whose ledger is busy for a while") {
    constexpr auto patient = ag::command<"patient">(
        make_order | ag::with(ag::retry(ag::constant{.attempts = 3, .delay = std::chrono::seconds{1}}), put)
        | number);
    auto const tried = [&](int busy) {
        table orders;
        failing_ledger ledger;
        ledger.busy = busy;
        ag::virtual_clock clock;
        auto const ended = ag::run(patient, 7, ag::environment{orders, ledger, clock});
        CHECK(orders.sent == (ended ? 1 : 0));
        CHECK(clock.now().time_since_epoch() == std::chrono::seconds{busy < 3 ? busy : 2});
        return ended;
    };
    CHECK(tried(0));
    CHECK(tried(2));
    auto const ended = tried(3);
    CHECK(ended.status() == ag::status::failed);
    CHECK(refusal(ended) == reason::unavailable);
    CHECK(ended.retryable());
}

TEST_CASE("a mutation under a retry, whose record failed") {
    constexpr auto patient =
        ag::command<"patient">(make_order | ag::with(ag::retry(ag::constant{.delay = {}}), put) | number);
    table orders;
    failing_ledger ledger;
    ledger.fails_at_complete = true;
    auto const ended = ag::run(patient, 7, ag::environment{orders, ledger});
    CHECK(ended.status() == ag::status::in_doubt);
    CHECK(refusal(ended) == reason::not_recorded);
    CHECK(orders.sent == 1);
}

TEST_CASE("a key that another mutation of the composition has used") {
    auto const same_key = [](order const&) { return std::string("one key for all"); };
    auto const sentence = ag::command<"branches">(
        make_order
        | ag::decide<"which">(
            ag::when(is_large, ag::persist<"large">(&table::put_keyed, ag::keyed_by(same_key))),
            ag::otherwise(ag::persist<"small">(&table::put_keyed, ag::keyed_by(same_key)))));
    table orders;
    ag::memory_ledger ledger;
    CHECK(ag::run(sentence, 7, ag::environment{orders, ledger}));
    auto const other = ag::run(sentence, 700, ag::environment{orders, ledger});
    CHECK(other.status() == ag::status::failed);
    CHECK(other.failed_action() == "large");
    CHECK(refusal(other) == reason::key_reused);
    CHECK(orders.sent == 1);
}

TEST_CASE("a mutation beside what cannot fail") {
    auto const total = ag::transform<"total">([](order const& wanted) noexcept { return wanted.total; });
    auto const [first, second] = run_twice(ag::command<"beside">(
        make_order | ag::all(put, total)
        | ag::transform<"sum">([](receipt const& given, int sum) noexcept { return given.number + sum; })));
    CHECK(first == 8);
    CHECK(second == 8);
}

TEST_CASE("a mutation under mixins") {
    int seen = 0;
    auto const watch = [&seen](ag::event const&) noexcept { ++seen; };
    run_twice(ag::command<"limited">(ag::with(ag::timeout(std::chrono::hours{1}), make_order | put)));
    run_twice(ag::command<"watched">(make_order | ag::with(ag::observe(watch), put)));
    run_twice(ag::command<"retried">(make_order | ag::with(ag::retry(ag::constant{3, {}}), put)));
    CHECK(seen == 4);
}

TEST_CASE("each try of a retried mutation is recorded") {
    struct flaky {
        int sent = 0;
        ag::result<receipt, trouble> put(order const& wanted, ag::idempotency_key<std::string>) {
            if (++sent < 3) return ag::unexpected(trouble{false, true});
            return receipt{wanted.id, sent};
        }
    } orders;
    ag::memory_ledger ledger;
    auto const sentence =
        ag::command<"retried">(make_order
                               | ag::with(ag::retry(ag::constant{3, ag::duration{}}),
                                          ag::persist<"put">(&flaky::put, ag::keyed_by(&order::id))));
    auto const ended = ag::run(sentence, 7, ag::environment{orders, ledger});
    REQUIRE(ended);
    CHECK(ended->number == 3);
    CHECK(ag::run(sentence, 7, ag::environment{orders, ledger})->number == 3);
    CHECK(orders.sent == 3);
}

TEST_CASE("a query has nothing to record") {
    constexpr auto sentence = ag::query<"look">(make_order | ag::transform<"total">(&order::total));
    ag::memory_ledger ledger;
    auto const ended = ag::run(sentence, 7, ag::environment{ledger});
    CHECK(*ended == 7);
    CHECK(ledger.size() == 0);
    using without = std::remove_const_t<decltype(ag::run(sentence, 7))>;
    static_assert(std::is_same_v<std::remove_const_t<decltype(ended)>, without>);
}

TEST_CASE("a ledger that cannot be asked ends the run before anything is sent") {
    table orders;
    failing_ledger ledger;
    ledger.fails_at_begin = true;
    auto const ended = ag::run(keyed, 7, ag::environment{orders, ledger});
    CHECK(ended.status() == ag::status::failed);
    CHECK(ended.phase() == ag::phase::commit);
    CHECK(ended.retryable());
    CHECK(ended.transient());
    CHECK(refusal(ended) == reason::unavailable);
    CHECK(orders.sent == 0);
}

TEST_CASE("an effect that could not be recorded is in doubt, and is recorded by a repeat") {
    table orders;
    failing_ledger ledger;
    ledger.fails_at_complete = true;
    auto const ended = ag::run(keyed, 7, ag::environment{orders, ledger});
    CHECK(ended.status() == ag::status::in_doubt);
    CHECK_FALSE(ended.retryable());
    CHECK(refusal(ended) == reason::not_recorded);
}

TEST_CASE("a kept answer that is of another type") {
    table orders;
    ag::memory_ledger ledger;
    ag::effect const one{"keyed", "", "7", "receipt", ag::protection::keyed};
    auto const claimed = ledger.begin(one);
    REQUIRE(claimed);
    REQUIRE(ledger.complete(one, *claimed, R"({"order": 7})"));
    auto const ended = ag::run(keyed, 7, ag::environment{orders, ledger});
    CHECK(ended.status() == ag::status::failed);
    CHECK(refusal(ended) == reason::answer_unreadable);
    CHECK(std::get<ag::ledger_error>(ended.error()).detail.find("/order") != std::string::npos);
    CHECK(orders.sent == 0);
}

TEST_CASE("a run whose key is in use is told to come back") {
    table orders;
    ag::memory_ledger ledger;
    REQUIRE(ledger.begin({"keyed", "", "7", "receipt", ag::protection::keyed}));
    auto const ended = ag::run(keyed, 7, ag::environment{orders, ledger});
    CHECK(ended.status() == ag::status::failed);
    CHECK(ended.transient());
    CHECK(refusal(ended) == reason::in_progress);
    CHECK(orders.sent == 0);
}
