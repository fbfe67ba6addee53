#include "support/catch.hpp"
#include "support/verify.hpp"

#include <action_grammar/composition/shuffled_executor.hpp>
#include <action_grammar/composition/thread_pool.hpp>
#include <action_grammar/core.hpp>

#include <atomic>
#include <cstdint>
#include <string>
#include <tuple>
#include <type_traits>
#include <variant>

// all: every member runs, on values of the enclosing composition.

namespace ag = action_grammar;

namespace {

constexpr auto plus_one = [](int n) noexcept { return n + 1; };
constexpr auto twice = [](int n) noexcept { return 2 * n; };
constexpr auto minus = [](int a, int b) noexcept { return a - b; };
constexpr auto positive = [](int n) noexcept { return n > 0; };
constexpr auto a = ag::transform<"a">(plus_one);
constexpr auto b = ag::transform<"b">(twice);

TEST_CASE("what follows takes the members' values in the order of writing", "[all]") {
    constexpr auto whole = ag::query<"q">(ag::all(a, b) | ag::transform<"c">(minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == 5 - 8);
    constexpr auto swapped = ag::query<"q">(ag::all(b, a) | ag::transform<"c">(minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(swapped, 4) == 8 - 5);
}

TEST_CASE("the members' labels are labels of the enclosing composition", "[all]") {
    constexpr auto whole = ag::query<"q">(ag::all(a, b) | ag::transform<"c">(ag::from<"b", "a">, minus)
                                          | ag::transform<"d">(ag::from<"a", "c">, minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == 5 - (8 - 5));
}

TEST_CASE("members take the value before the all, or what their own from names", "[all]") {
    constexpr auto whole =
        ag::query<"q">(ag::transform<"x">(plus_one) | ag::transform<"y">(twice)
                       | ag::all(a, ag::transform<"c">(ag::from<"x", "input">, minus),
                                 ag::transform<"d">(ag::from<>, []() noexcept { return 7; }))
                       | ag::transform<"e">([](int first, int second, int third) noexcept {
                             return first * 10000 + second * 100 + third;
                         }));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == 11 * 10000 + 1 * 100 + 7);
}

TEST_CASE("pipelines, compositions and nested groups are members", "[all]") {
    constexpr auto inner = ag::query<"inner">(ag::transform<"a">(twice) | ag::transform<"c">(plus_one));
    constexpr auto whole = ag::query<"q">(
        ag::all(a, b | ag::transform<"twice">(twice), inner)
        | ag::transform<"sum">(ag::from<"inner", "twice", "a">,
                               [](int i, int t, int n) noexcept { return i * 10000 + t * 100 + n; }));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == 9 * 10000 + 16 * 100 + 5);
    constexpr auto applied =
        ag::query<"q">(ag::all(ag::apply<"first">(inner), ag::apply<"second">(ag::from<"input">, inner))
                       | ag::transform<"c">(minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(applied, 4) == 0);
}

TEST_CASE("one member", "[all]") {
    constexpr auto whole = ag::query<"q">(ag::all(a) | b);
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == 10);
    static_assert(std::is_same_v<decltype(ag::run(ag::query<"q">(ag::all(a)), 4))::value_type, int>);
}

TEST_CASE("checks in a group yield what they took", "[all]") {
    constexpr auto whole =
        ag::query<"q">(ag::all(ag::validate<"v">(positive), b) | ag::transform<"c">(minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == 4 - 8);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -4).failed_action() == "v");
}

TEST_CASE("the first member that does not complete is reported", "[all]") {
    constexpr auto small = [](int n) noexcept { return n < 10; };
    constexpr auto whole =
        ag::query<"q">(ag::all(ag::validate<"positive">(positive), ag::validate<"small">(small)));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == std::tuple{4, 4});
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -4).failed_action() == "positive");
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 40).failed_action() == "small");
    constexpr auto never = [](int n) noexcept { return n > 1000; };
    constexpr auto both = ag::query<"q">(ag::all(ag::validate<"1">(never), ag::validate<"2">(never)));
    ACTION_GRAMMAR_VERIFY(ag::run(both, 4).failed_action() == "1");
    ag::shuffled_executor shuffled(7);
    CHECK(ag::run(both, 4, ag::environment{shuffled}).failed_action() == "1");
}

TEST_CASE("its errors, resources and grade are those of its members", "[all]") {
    constexpr auto fails = ag::fetch<"f">([](int) noexcept -> ag::result<int, char> { return 1; });
    constexpr auto throws = ag::fetch<"t">([](int n) { return n; });
    constexpr auto whole = ag::query<"q">(ag::all(a, fails, throws, ag::validate<"v">(positive)));
    static_assert(
        std::is_same_v<decltype(ag::run(whole, 1))::error_type, std::variant<char, ag::thrown, ag::invalid>>);
    static_assert(ag::grade_of<decltype(ag::all(a, b))> == ag::grade::infallible);
    static_assert(ag::grade_of<decltype(ag::all(a, fails))> == ag::grade::fallible);
    constexpr auto stored = ag::persist<"p">([](int n) noexcept { return n; }, ag::natural);
    static_assert(ag::grade_of<decltype(ag::all(stored, a, b))> == ag::grade::committed);
    static_assert(
        ag::composable_with<decltype(ag::all(a, stored)), decltype(ag::all(ag::transform<"c">(minus)))>);
    SUCCEED();
}

TEST_CASE("a mutation beside what cannot fail", "[all]") {
    constexpr auto store = [](int n) noexcept -> ag::result<int, char> {
        if (n < 0) return ag::unexpected('-');
        return n;
    };
    constexpr auto whole = ag::command<"q">(ag::validate<"v">([](int n) noexcept { return n < 100; })
                                            | ag::all(a, ag::persist<"p">(store, ag::unprotected), b)
                                            | ag::transform<"sum">(ag::from<"p", "b">, minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == 4 - 8);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -4).failed_action() == "p");
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -4).phase() == ag::phase::commit);
    ACTION_GRAMMAR_VERIFY(!ag::run(whole, -4).retryable());
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 400).phase() == ag::phase::prepare);
    ag::thread_pool pool(2);
    CHECK(*ag::run(whole, 4, ag::environment{pool}) == -4);
    CHECK(ag::run(whole, -4, ag::environment{pool}).phase() == ag::phase::commit);
}

TEST_CASE("members without a value leave no gap", "[all]") {
    constexpr auto quiet = ag::persist<"p">([](int) noexcept {}, ag::natural);
    constexpr auto whole = ag::command<"q">(ag::all(a, quiet, b) | ag::transform<"c">(minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == 5 - 8);
    constexpr auto only = ag::command<"q">(ag::all(quiet));
    static_assert(std::is_same_v<decltype(ag::run(only, 4))::value_type, ag::unit>);
    ACTION_GRAMMAR_VERIFY(static_cast<bool>(ag::run(only, 4)));
}

struct carts {
    constexpr int find(int n) const noexcept { return n + 100; }
};
struct prices {
    constexpr int of(int n) const noexcept { return n * 3; }
};

TEST_CASE("the resources of all members are supplied once", "[all]") {
    constexpr auto whole = ag::query<"q">(ag::all(ag::fetch<"c">(&carts::find), ag::fetch<"p">(&prices::of))
                                          | ag::transform<"d">(minus));
    constexpr auto ran = [](auto const& composition) {
        carts const c;
        prices const p;
        return *ag::run(composition, 4, ag::environment{p, c});
    };
    ACTION_GRAMMAR_VERIFY(ran(whole) == 104 - 12);
}

TEST_CASE("a group without an input", "[all]") {
    constexpr auto whole = ag::query<"q">(
        ag::all(ag::fetch<"x">([]() noexcept { return 7; }), ag::fetch<"y">([]() noexcept { return 3; }))
        | ag::transform<"d">(minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole) == 4);
}

constexpr auto tangled =
    ag::query<"q">(ag::all(ag::transform<"1">([](int n) { return std::to_string(n); }),
                           ag::validate<"2">([](int n) noexcept { return n % 5 != 0; })
                               | ag::transform<"half">([](int n) noexcept { return n * 0.5; }),
                           ag::gate<"3">([](int n) noexcept {
                               return n % 7 == 0 ? ag::approval::waiting : ag::approval::approved;
                           }),
                           ag::fetch<"4">([](int n) noexcept -> ag::result<int, int> {
                               if (n % 3 == 0) return ag::unexpected(n);
                               return n;
                           }))
                   | ag::transform<"joined">([](std::string const& s, double half, int n, int m) {
                         return s + ' ' + std::to_string(half) + ' ' + std::to_string(n + m);
                     }));

TEST_CASE("any order of the members, and threads, end like one after the other", "[all]") {
    ag::thread_pool pool(3);
    for (int n = 0; n < 120; ++n) {
        ag::shuffled_executor shuffled(static_cast<std::uint64_t>(n) * 31 + 1);
        auto const in_order = ag::run(tangled, n);
        auto const shuffled_run = ag::run(tangled, n, ag::environment{shuffled});
        auto const threaded = ag::run(tangled, n, ag::environment{pool});
        for (auto const* other : {&shuffled_run, &threaded}) {
            INFO("n " << n);
            CHECK(other->status() == in_order.status());
            CHECK(other->failed_action() == in_order.failed_action());
            if (in_order) CHECK(**other == *in_order);
        }
    }
}

TEST_CASE("in parallel every member runs even when one fails", "[all]") {
    std::atomic<int> ran{0};
    auto const counted = [&ran](auto predicate) {
        return [&ran, predicate](int n) noexcept {
            ++ran;
            return predicate(n);
        };
    };
    auto const whole =
        ag::query<"q">(ag::all(ag::validate<"1">(counted(positive)), ag::validate<"2">(counted(positive)),
                               ag::transform<"3">(counted(twice))));
    CHECK(ag::run(whole, -1).failed_action() == "1");
    CHECK(ran == 1);
    ran = 0;
    ag::shuffled_executor shuffled(1);
    CHECK(ag::run(whole, -1, ag::environment{shuffled}).failed_action() == "1");
    CHECK(ran == 3);
}

} // namespace
