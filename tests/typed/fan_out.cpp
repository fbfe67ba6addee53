#include "support/catch.hpp"
#include "support/tracked.hpp"
#include "support/verify.hpp"

#include <action_grammar/composition/shuffled_executor.hpp>
#include <action_grammar/composition/thread_pool.hpp>
#include <action_grammar/core.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

// fan_out: the inner actions run for each element of a range.

namespace ag = action_grammar;

namespace {

using action_grammar_tests::ledger;
using action_grammar_tests::tracked;

constexpr auto twice = [](int n) noexcept { return 2 * n; };
constexpr auto below = [](int limit) { return [limit](int n) noexcept { return n < limit; }; };
constexpr auto each = ag::fan_out<"each">(ag::transform<"twice">(twice));

TEST_CASE("an array yields an array, without memory", "[fan_out]") {
    constexpr auto whole = ag::query<"q">(each);
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, std::array{1, 2, 3}) == std::array{2, 4, 6});
    static_assert(
        std::is_same_v<decltype(ag::run(whole, std::array{1, 2}))::error_type, std::variant<std::monostate>>);
    constexpr auto halves =
        ag::query<"q">(ag::fan_out<"f">(ag::transform<"h">([](int n) noexcept { return n * 0.5; })));
    ACTION_GRAMMAR_VERIFY(*ag::run(halves, std::array{1, 2}) == std::array{0.5, 1.0});
}

TEST_CASE("a container yields a container of its kind", "[fan_out]") {
    constexpr auto whole = ag::query<"q">(each);
    constexpr auto text =
        ag::query<"q">(ag::fan_out<"f">(ag::transform<"t">([](int n) { return std::to_string(n); })));
    CHECK(*ag::run(whole, std::vector{1, 2, 3}) == std::vector{2, 4, 6});
    CHECK(*ag::run(whole, std::deque{1, 2, 3}) == std::deque{2, 4, 6});
    CHECK(*ag::run(whole, std::list{1, 2, 3}) == std::list{2, 4, 6});
    CHECK(ag::run(whole, std::vector<int>{})->empty());
    CHECK(*ag::run(text, std::vector{1, 2}) == std::vector<std::string>{"1", "2"});
    CHECK(*ag::run(text, std::list{1, 2}) == std::list<std::string>{"1", "2"});
}

TEST_CASE("the author may name the container", "[fan_out]") {
    constexpr auto whole = ag::query<"q">(ag::fan_out<"f", std::vector>(ag::transform<"t">(twice)));
    CHECK(*ag::run(whole, std::set{3, 1, 2}) == std::vector{2, 4, 6});
    CHECK(*ag::run(whole, std::array{1, 2}) == std::vector{2, 4});
    constexpr auto named =
        ag::query<"q">(ag::transform<"a">([](std::set<int> const& s) noexcept { return s.size(); })
                       | ag::fan_out<"f", std::deque>(ag::from<"input">, ag::transform<"t">(twice)));
    CHECK(*ag::run(named, std::set{3, 1}) == std::deque{2, 6});
}

TEST_CASE("collecting into memory can fail, into an array it cannot", "[fan_out]") {
    constexpr auto whole = ag::query<"q">(each);
    static_assert(
        std::is_same_v<decltype(ag::run(whole, std::vector{1}))::error_type, std::variant<ag::thrown>>);
    static_assert(
        std::is_same_v<decltype(ag::run(whole, std::array{1}))::error_type, std::variant<std::monostate>>);
    SUCCEED();
}

TEST_CASE("the first element that does not complete ends it", "[fan_out]") {
    constexpr auto seen = [](std::array<int, 4> numbers) {
        int count = 0;
        auto const whole = ag::query<"q">(
            ag::fan_out<"each">(ag::transform<"count">([&count](int n) noexcept {
                                    ++count;
                                    return n;
                                })
                                | ag::validate<"small">(below(10)) | ag::transform<"twice">(twice)));
        auto const ended = ag::run(whole, numbers);
        return ended                                                                     ? count
             : (ended.failed_action() == "small" && ended.phase() == ag::phase::prepare) ? -count
                                                                                         : 0;
    };
    ACTION_GRAMMAR_VERIFY(seen({1, 2, 3, 4}) == 4);
    ACTION_GRAMMAR_VERIFY(seen({1, 20, 3, 40}) == -2);
    ACTION_GRAMMAR_VERIFY(seen({1, 2, 3, 40}) == -4);
}

TEST_CASE("an element may wait", "[fan_out]") {
    constexpr auto whole = ag::query<"q">(ag::fan_out<"each">(ag::gate<"open">([](int n) noexcept {
        return n == 0 ? ag::approval::waiting : n < 0 ? ag::approval::rejected : ag::approval::approved;
    })));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, std::array{1, 2}) == std::array{1, 2});
    ACTION_GRAMMAR_VERIFY(ag::run(whole, std::array{1, 0, -1}).status() == ag::status::waiting);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, std::array{1, -1, 0}).status() == ag::status::rejected);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, std::array{1, -1, 0}).failed_action() == "open");
}

TEST_CASE("inner pipelines, compositions and nested fan_outs", "[fan_out]") {
    constexpr auto inner = ag::query<"inner">(
        ag::transform<"a">(twice)
        | ag::transform<"b">(ag::from<"a", "input">, [](int a, int n) noexcept { return a + n; }));
    constexpr auto whole = ag::query<"q">(ag::fan_out<"each">(inner));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, std::array{1, 2}) == std::array{3, 6});
    constexpr auto nested = ag::query<"q">(ag::fan_out<"rows">(each));
    constexpr std::array<std::array<int, 2>, 2> rows{{{1, 2}, {3, 4}}};
    ACTION_GRAMMAR_VERIFY(*ag::run(nested, rows) == std::array<std::array<int, 2>, 2>{{{2, 4}, {6, 8}}});
    CHECK(*ag::run(nested, std::vector<std::vector<int>>{{1}, {}, {2, 3}})
          == std::vector<std::vector<int>>{{2}, {}, {4, 6}});
}

TEST_CASE("inner actions that yield nothing make it yield nothing", "[fan_out]") {
    constexpr auto sum_of = [](auto const& numbers) {
        int sum = 0;
        auto const whole = ag::query<"q">(ag::fan_out<"each">(ag::validate<"add">([&sum](int n) noexcept {
            sum += n;
            return true;
        })));
        static_cast<void>(ag::run(whole, numbers));
        return sum;
    };
    ACTION_GRAMMAR_VERIFY(sum_of(std::array{1, 2, 3}) == 6);
}

TEST_CASE("elements are moved out of a range that is not needed again", "[fan_out]") {
    constexpr auto unwrap = ag::transform<"u">([](std::unique_ptr<int> p) noexcept { return *p; });
    constexpr auto whole = ag::query<"q">(ag::fan_out<"each">(unwrap));
    std::vector<std::unique_ptr<int>> pointers;
    for (int i = 1; i <= 3; ++i)
        pointers.push_back(std::make_unique<int>(i));
    CHECK(*ag::run(whole, std::move(pointers)) == std::vector{1, 2, 3});
    constexpr auto wrap = ag::transform<"w">([](int n) { return std::make_unique<int>(n); });
    constexpr auto there_and_back =
        ag::query<"q">(ag::fan_out<"wrapped">(wrap) | ag::fan_out<"unwrapped">(unwrap));
    CHECK(*ag::run(there_and_back, std::vector{4, 5}) == std::vector{4, 5});
}

template <class Range>
ledger after(Range&& range, ledger& book) {
    constexpr auto whole = ag::query<"q">(
        ag::fan_out<"each">(ag::transform<"n">([](tracked t) noexcept { return t.number(); })));
    book.copies = 0;
    book.moves = 0;
    CHECK((*ag::run(whole, std::forward<Range>(range)))[1] == 2);
    return book;
}

TEST_CASE("elements of a range that the caller keeps are copied for who takes them", "[fan_out]") {
    ledger book;
    std::vector<tracked> range;
    range.reserve(2);
    range.emplace_back(book, 1);
    range.emplace_back(book, 2);
    ledger const kept = after(range, book);
    CHECK(kept.copies == 2);
    CHECK(range[0].number() == 1);
    ledger const given = after(std::move(range), book);
    CHECK(given.copies == 0);
    CHECK(given.moves == 2);
}

// ---- in parallel

constexpr auto judged =
    ag::query<"q">(ag::fan_out<"each">(ag::validate<"not thirteen">([](int n) noexcept { return n != 13; })
                                       | ag::transform<"square">([](int n) { return n * n; })));

std::vector<int> numbers_from(std::uint64_t seed, int count, bool with_thirteen) {
    std::vector<int> numbers;
    for (int i = 0; i < count; ++i) {
        int const n = static_cast<int>((seed * 2654435761U + static_cast<std::uint64_t>(i) * 40503U) % 1000);
        numbers.push_back(n == 13 ? 14 : n);
    }
    if (with_thirteen && count > 0) numbers[seed % numbers.size()] = 13;
    return numbers;
}

template <class Outcome>
bool same(Outcome const& left, Outcome const& right) {
    if (left.status() != right.status() || left.failed_action() != right.failed_action()) return false;
    return !left || *left == *right;
}

TEST_CASE("any order of the elements ends like one after the other", "[fan_out]") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        auto const numbers = numbers_from(seed, static_cast<int>(seed % 17), seed % 3 == 0);
        ag::shuffled_executor shuffled(seed);
        auto const in_order = ag::run(judged, numbers);
        auto const in_some_order = ag::run(judged, numbers, ag::environment{shuffled});
        INFO("seed " << seed);
        CHECK(same(in_order, in_some_order));
        CHECK(static_cast<bool>(in_order) == !(seed % 3 == 0 && seed % 17 != 0));
    }
}

TEST_CASE("threads end like one after the other", "[fan_out]") {
    for (std::size_t const threads : {0U, 1U, 3U}) {
        ag::thread_pool pool(threads);
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            auto const numbers = numbers_from(seed, static_cast<int>(seed * 3), seed % 4 == 0);
            CHECK(same(ag::run(judged, numbers), ag::run(judged, numbers, ag::environment{pool})));
        }
    }
}

TEST_CASE("in parallel every element runs, and the first in the range that failed is reported", "[fan_out]") {
    std::atomic<int> ran{0};
    auto const whole =
        ag::query<"q">(ag::fan_out<"each">(ag::fetch<"f">([&ran](int n) noexcept -> ag::result<int, int> {
            ++ran;
            if (n % 2 == 1) return ag::unexpected(n);
            return n;
        })));
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        ag::shuffled_executor shuffled(seed);
        ran = 0;
        auto const ended = ag::run(whole, std::vector{2, 5, 4, 3, 6}, ag::environment{shuffled});
        CHECK(std::get<int>(ended.error()) == 5);
        CHECK(ran == 5);
    }
}

TEST_CASE("the order of the elements is kept in parallel", "[fan_out]") {
    ag::thread_pool pool(3);
    std::vector<int> numbers(1000);
    for (int i = 0; i < 1000; ++i)
        numbers[static_cast<std::size_t>(i)] = i;
    auto const ended = ag::run(ag::query<"q">(each), numbers, ag::environment{pool});
    for (int i = 0; i < 1000; ++i) {
        if ((*ended)[static_cast<std::size_t>(i)] != 2 * i) FAIL_CHECK("at " << i);
    }
}

TEST_CASE("a fan_out in a fan_out shares the executor without a deadlock", "[fan_out]") {
    ag::thread_pool pool(2);
    constexpr auto nested =
        ag::query<"q">(ag::fan_out<"rows">(ag::fan_out<"cells">(ag::transform<"t">(twice))));
    std::vector<std::vector<int>> const rows(40, std::vector<int>(10, 4));
    CHECK(*ag::run(nested, rows, ag::environment{pool})
          == std::vector<std::vector<int>>(40, std::vector<int>(10, 8)));
}

TEST_CASE("a range without positions runs in order, executor or not", "[fan_out]") {
    ag::shuffled_executor shuffled(1);
    CHECK(*ag::run(ag::query<"q">(each), std::list{1, 2, 3}, ag::environment{shuffled})
          == std::list{2, 4, 6});
}

TEST_CASE("move-only elements and values in parallel", "[fan_out]") {
    ag::shuffled_executor shuffled(3);
    constexpr auto whole = ag::query<"q">(
        ag::fan_out<"wrapped">(ag::transform<"w">([](int n) { return std::make_unique<int>(n); }))
        | ag::fan_out<"u">(ag::transform<"u">([](std::unique_ptr<int> p) noexcept { return *p; })));
    CHECK(*ag::run(whole, std::vector{1, 2, 3}, ag::environment{shuffled}) == std::vector{1, 2, 3});
}

TEST_CASE("an array in parallel", "[fan_out]") {
    ag::shuffled_executor shuffled(3);
    CHECK(*ag::run(ag::query<"q">(each), std::array{1, 2, 3}, ag::environment{shuffled})
          == std::array{2, 4, 6});
}

TEST_CASE("inner actions that yield nothing, in parallel", "[fan_out]") {
    ag::thread_pool pool(2);
    std::atomic<int> sum{0};
    struct sink {
        std::atomic<int>* total;
        void add(int n) const noexcept { *total += n; }
    };
    sink const into{&sum};
    auto const whole = ag::query<"q">(ag::fan_out<"each">(
        ag::validate<"v">(ag::on<sink const>([](sink const& s, int n) noexcept -> ag::result<void, char> {
            s.add(n);
            return {};
        }))));
    CHECK(static_cast<bool>(ag::run(whole, std::vector{1, 2, 3, 4}, ag::environment{pool, into})));
    CHECK(sum == 10);
}

TEST_CASE("executors are resources, told by what they can do", "[fan_out]") {
    struct plain {};
    static_assert(ag::bulk_executor<ag::thread_pool> && ag::bulk_executor<ag::shuffled_executor>);
    static_assert(!ag::bulk_executor<plain> && !ag::bulk_executor<int>);
    constexpr auto order_of = [](std::uint64_t seed) {
        std::array<int, 6> order{};
        std::size_t next = 0;
        ag::shuffled_executor executor(seed);
        executor.bulk(6, [&](std::size_t index) noexcept { order[next++] = static_cast<int>(index); });
        return order;
    };
    ACTION_GRAMMAR_VERIFY(order_of(1) == order_of(1));
    ACTION_GRAMMAR_VERIFY(order_of(1) != order_of(2));
    constexpr auto is_permutation = [](std::array<int, 6> const& order) {
        int seen = 0;
        for (int const index : order)
            seen |= 1 << index;
        return seen == 63;
    };
    ACTION_GRAMMAR_VERIFY(is_permutation(order_of(0)));
    ACTION_GRAMMAR_VERIFY(is_permutation(order_of(7)));
}

TEST_CASE("a thread pool runs every task once, and its callers help", "[fan_out]") {
    for (std::size_t const threads : {0U, 1U, 4U}) {
        ag::thread_pool pool(threads);
        for (std::size_t const count : {0U, 1U, 2U, 100U}) {
            std::vector<std::atomic<int>> calls(count);
            pool.bulk(count, [&calls](std::size_t index) noexcept { ++calls[index]; });
            for (auto const& called : calls)
                CHECK(called == 1);
        }
        std::vector<std::thread> callers;
        std::atomic<int> total{0};
        for (int i = 0; i < 4; ++i) {
            callers.emplace_back([&] {
                for (int round = 0; round < 50; ++round)
                    pool.bulk(8, [&](std::size_t) noexcept { ++total; });
            });
        }
        for (auto& caller : callers)
            caller.join();
        CHECK(total == 4 * 50 * 8);
    }
}

} // namespace
