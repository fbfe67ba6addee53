#include "support/catch.hpp"
#include "support/verify.hpp"

#include <action_grammar/core.hpp>

#include <type_traits>
#include <variant>

// decide: exactly one of its branches runs.

namespace ag = action_grammar;

namespace {

constexpr auto plus_one = [](int n) noexcept { return n + 1; };
constexpr auto twice = [](int n) noexcept { return 2 * n; };
constexpr auto negative = [](int n) noexcept { return n < 0; };
constexpr auto small = [](int n) noexcept { return n < 10; };
constexpr auto constant(int value) {
    return ag::transform<"constant">([value](int) noexcept { return value; });
}

TEST_CASE("the first branch whose predicate holds runs", "[decide]") {
    constexpr auto whole = ag::query<"q">(ag::decide<"d">(
        ag::when(negative, constant(-1)), ag::when(small, constant(1)), ag::otherwise(constant(2))));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, -5) == -1);
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 5) == 1);
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 50) == 2);
}

TEST_CASE("predicates are asked in order, and none behind the first that holds", "[decide]") {
    constexpr auto asked = [](int n) {
        int asks = 0;
        int runs = 0;
        auto const counting = [&asks](auto predicate) {
            return [&asks, predicate](int m) noexcept {
                ++asks;
                return predicate(m);
            };
        };
        auto const running = ag::transform<"r">([&runs](int m) noexcept {
            ++runs;
            return m;
        });
        auto const whole =
            ag::query<"q">(ag::decide<"d">(ag::when(counting(negative), running),
                                           ag::when(counting(small), running), ag::otherwise(running)));
        static_cast<void>(ag::run(whole, n));
        return asks * 10 + runs;
    };
    ACTION_GRAMMAR_VERIFY(asked(-5) == 11);
    ACTION_GRAMMAR_VERIFY(asked(5) == 21);
    ACTION_GRAMMAR_VERIFY(asked(50) == 21);
}

TEST_CASE("without otherwise and with no branch that applies it fails", "[decide]") {
    constexpr auto whole =
        ag::query<"q">(ag::transform<"a">(twice) | ag::decide<"route">(ag::when(negative, constant(1)))
                       | ag::transform<"b">(plus_one));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, -5) == 2);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 5).status() == ag::status::failed);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 5).phase() == ag::phase::prepare);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 5).failed_action() == "route");
    ACTION_GRAMMAR_VERIFY(std::get<ag::invalid>(ag::run(whole, 5).error()).label == "route");
    static_assert(ag::grade_of<decltype(whole)> == ag::grade::fallible);
}

TEST_CASE("its grade is the greatest of its branches'", "[decide]") {
    using infallible = decltype(ag::decide<"d">(ag::when(small, constant(1)), ag::otherwise(constant(2))));
    using fallible =
        decltype(ag::decide<"d">(ag::when(small, ag::validate<"v">(negative)), ag::otherwise(constant(2))));
    using committed = decltype(ag::decide<"d">(
        ag::when(small, ag::validate<"v">(negative)),
        ag::otherwise(ag::persist<"p">([](int n) noexcept { return n; }, ag::natural))));
    using inexhaustive = decltype(ag::decide<"d">(ag::when(small, constant(1))));
    using throwing = decltype(ag::decide<"d">(ag::when([](int n) { return n < 0; }, constant(1)),
                                              ag::otherwise(constant(2))));
    static_assert(ag::grade_of<infallible> == ag::grade::infallible);
    static_assert(ag::grade_of<fallible> == ag::grade::fallible);
    static_assert(ag::grade_of<committed> == ag::grade::committed);
    static_assert(ag::grade_of<inexhaustive> == ag::grade::fallible);
    static_assert(ag::grade_of<throwing> == ag::grade::fallible);
    SUCCEED();
}

TEST_CASE("several branches may mutate: they are one mutation on each path", "[decide]") {
    struct books {
        int first = 0;
        int second = 0;
        constexpr int note_first(int n) noexcept { return first += n; }
        constexpr int note_second(int n) noexcept { return second += n; }
    };
    constexpr auto whole = ag::command<"q">(
        ag::transform<"a">(plus_one)
        | ag::decide<"d">(
            ag::when(negative, ag::persist<"p">(&books::note_first, ag::natural)),
            ag::otherwise(ag::transform<"t">(twice) | ag::emit<"e">(&books::note_second, ag::natural)))
        | ag::transform<"b">(plus_one));
    constexpr auto ran = [](auto const& composition, int n) {
        books book;
        int const value = *ag::run(composition, n, ag::environment{book});
        return value * 10000 + book.first * 100 + book.second;
    };
    ACTION_GRAMMAR_VERIFY(ran(whole, -3) == -1 * 10000 + -2 * 100);
    ACTION_GRAMMAR_VERIFY(ran(whole, 3) == 9 * 10000 + 8);
}

TEST_CASE("a failure in a branch is the branch's", "[decide]") {
    constexpr auto store = [](int) noexcept -> ag::result<int, char> { return ag::unexpected('!'); };
    constexpr auto whole = ag::command<"q">(
        ag::decide<"d">(ag::when(negative, ag::validate<"v">(small)
                                               | ag::validate<"w">([](int n) noexcept { return n > -5; })),
                        ag::otherwise(ag::persist<"p">(store, ag::unprotected))));
    static_assert(std::is_same_v<decltype(ag::run(whole, 1))::error_type, std::variant<ag::invalid, char>>);
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, -1) == -1);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -7).failed_action() == "w");
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -7).phase() == ag::phase::prepare);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -7).retryable());
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 1).failed_action() == "p");
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 1).phase() == ag::phase::commit);
    ACTION_GRAMMAR_VERIFY(!ag::run(whole, 1).retryable());
}

TEST_CASE("a decide of values that from names, input inside a branch names them", "[decide]") {
    constexpr auto minus = [](int a, int b) noexcept { return a - b; };
    constexpr auto less = [](int a, int b) noexcept { return a < b; };
    constexpr auto whole = ag::query<"q">(
        ag::transform<"a">(twice) | ag::transform<"b">(plus_one)
        | ag::decide<"d">(
            ag::from<"input", "a">,
            ag::when(less, ag::transform<"difference">(minus) | ag::transform<"t">(ag::from<"input">, minus)),
            ag::otherwise(ag::transform<"sum">([](int a, int b) noexcept { return a + b; })))
        | ag::transform<"e">(ag::from<"b", "d">, [](int b, int d) noexcept { return 100 * b + d; }));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == 900 - 4);
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, -4) == -700 - 12);
}

TEST_CASE("a decide of a decide, and of compositions", "[decide]") {
    constexpr auto inner = ag::decide<"inner">(ag::when(small, constant(1)), ag::otherwise(constant(2)));
    constexpr auto doubled = ag::query<"doubled">(ag::transform<"t">(twice));
    constexpr auto whole =
        ag::query<"q">(ag::decide<"outer">(ag::when(negative, doubled), ag::otherwise(inner)));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, -5) == -10);
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 5) == 1);
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 50) == 2);
}

TEST_CASE("branches may all yield nothing", "[decide]") {
    constexpr auto store = [](int) noexcept {};
    constexpr auto whole =
        ag::command<"q">(ag::decide<"d">(ag::when(negative, ag::persist<"p">(store, ag::natural)),
                                         ag::otherwise(ag::emit<"e">(store, ag::natural))));
    static_assert(std::is_same_v<decltype(ag::run(whole, 1))::value_type, ag::unit>);
    ACTION_GRAMMAR_VERIFY(static_cast<bool>(ag::run(whole, 1)));
}

TEST_CASE("generic branches and predicates", "[decide]") {
    constexpr auto whole =
        ag::query<"q">(ag::decide<"d">(ag::when([](auto n) noexcept { return n < 0; },
                                                ag::transform<"a">([](auto n) noexcept { return -n; })),
                                       ag::otherwise(ag::transform<"b">([](auto n) noexcept { return n; }))));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, -3) == 3);
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 0.5) == 0.5);
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, -0.5) == 0.5);
}

TEST_CASE("resources of all branches are needed", "[decide]") {
    struct one {
        constexpr int get(int) const noexcept { return 1; }
    };
    struct two {
        constexpr int get(int) const noexcept { return 2; }
    };
    constexpr auto whole = ag::query<"q">(ag::decide<"d">(ag::when(negative, ag::fetch<"1">(&one::get)),
                                                          ag::otherwise(ag::fetch<"2">(&two::get))));
    constexpr auto ran = [](auto const& composition, int n) {
        one const first;
        two const second;
        return *ag::run(composition, n, ag::environment{second, first});
    };
    ACTION_GRAMMAR_VERIFY(ran(whole, -1) == 1);
    ACTION_GRAMMAR_VERIFY(ran(whole, 1) == 2);
}

TEST_CASE("a gate in a branch halts the whole", "[decide]") {
    constexpr auto whole = ag::query<"q">(
        ag::decide<"d">(ag::when(negative, ag::gate<"g">([](int) noexcept { return ag::approval::waiting; })),
                        ag::otherwise(constant(1)))
        | ag::transform<"after">(plus_one));
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -1).status() == ag::status::waiting);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -1).failed_action() == "g");
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 1) == 2);
}

} // namespace
