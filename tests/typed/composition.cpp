#include "support/catch.hpp"
#include "support/verify.hpp"

#include <action_grammar/core.hpp>

#include <string_view>
#include <tuple>
#include <type_traits>

// Closed compositions: what they promise, and how they stand in others.

namespace ag = action_grammar;

namespace {

constexpr auto plus_one = [](int n) noexcept { return n + 1; };
constexpr auto twice = [](int n) noexcept { return 2 * n; };
constexpr auto minus = [](int left, int right) noexcept { return left - right; };
constexpr auto positive = [](int n) noexcept { return n > 0; };
constexpr auto store = [](int n) noexcept -> ag::result<int, char> {
    if (n > 100) return ag::unexpected('!');
    return n;
};

TEST_CASE("a composition knows its name, its intent and its grade", "[composition]") {
    constexpr auto look = ag::query<"look">(ag::transform<"a">(plus_one));
    constexpr auto place = ag::command<"place">(ag::persist<"p">(store, ag::natural));
    static_assert(look.name.view() == "look" && look.intent == ag::purpose::query);
    static_assert(place.name.view() == "place" && place.intent == ag::purpose::command);
    static_assert(ag::grade_of<decltype(look)> == ag::grade::infallible);
    static_assert(ag::grade_of<decltype(place)> == ag::grade::committed);
    constexpr auto fallible = ag::query<"look">(ag::transform<"a">(plus_one) | ag::validate<"v">(positive));
    static_assert(ag::grade_of<decltype(fallible)> == ag::grade::fallible);
    SUCCEED();
}

TEST_CASE("a command mutates on some path, not on each", "[composition]") {
    constexpr auto place = ag::command<"place">(
        ag::decide<"d">(ag::when(positive, ag::persist<"p">(store, ag::natural)),
                        ag::otherwise(ag::transform<"none">([](int) noexcept { return 0; }))));
    ACTION_GRAMMAR_VERIFY(*ag::run(place, 5) == 5);
    ACTION_GRAMMAR_VERIFY(*ag::run(place, -5) == 0);
    ACTION_GRAMMAR_VERIFY(std::get<char>(ag::run(place, 500).error()) == '!');
}

TEST_CASE("a composition is an action under its name", "[composition]") {
    constexpr auto inner = ag::query<"inner">(ag::transform<"a">(plus_one) | ag::transform<"b">(twice));
    constexpr auto outer = ag::query<"outer">(ag::transform<"x">(plus_one) | inner
                                              | ag::transform<"y">(ag::from<"x", "inner">, minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(outer, 4) == 5 - 12);
}

TEST_CASE("labels inside and outside of a composition are apart", "[composition]") {
    constexpr auto inner =
        ag::query<"inner">(ag::transform<"a">(plus_one) | ag::transform<"b">(twice)
                           | ag::transform<"c">(ag::from<"a", "input">, minus)); // its own "a" and "input"
    constexpr auto outer = ag::query<"outer">(ag::transform<"a">(twice) | inner
                                              | ag::transform<"b">(ag::from<"a", "inner">, minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(outer, 4) == 8 - 1);
}

TEST_CASE("a composition in a composition in a composition", "[composition]") {
    constexpr auto first = ag::query<"first">(ag::transform<"a">(plus_one));
    constexpr auto second = ag::query<"second">(first | ag::transform<"a">(twice));
    constexpr auto third = ag::query<"third">(second | ag::transform<"a">(plus_one) | first);
    ACTION_GRAMMAR_VERIFY(*ag::run(third, 4) == 12);
}

TEST_CASE("an inner failure is reported with the inner label", "[composition]") {
    constexpr auto inner = ag::query<"inner">(ag::transform<"a">(plus_one) | ag::validate<"v">(positive));
    constexpr auto outer =
        ag::query<"outer">(ag::transform<"x">(plus_one) | inner | ag::transform<"y">(twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(outer, 4) == 12);
    ACTION_GRAMMAR_VERIFY(ag::run(outer, -4).failed_action() == "v");
    ACTION_GRAMMAR_VERIFY(std::get<ag::invalid>(ag::run(outer, -4).error()).label == "v");
}

TEST_CASE("the boundary is seen through compositions", "[composition]") {
    constexpr auto place =
        ag::command<"place">(ag::transform<"a">(plus_one) | ag::persist<"p">(store, ag::natural));
    constexpr auto outer =
        ag::command<"outer">(ag::validate<"v">(positive) | place | ag::transform<"b">(twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(outer, 4) == 10);
    ACTION_GRAMMAR_VERIFY(ag::run(outer, 400).phase() == ag::phase::commit);
    ACTION_GRAMMAR_VERIFY(ag::run(outer, 400).failed_action() == "p");
    ACTION_GRAMMAR_VERIFY(ag::run(outer, 400).retryable());
    ACTION_GRAMMAR_VERIFY(ag::run(outer, -1).phase() == ag::phase::prepare);

    using action = decltype(place);
    using infallible = decltype(ag::transform<"i">(twice));
    using fallible = decltype(ag::validate<"f">(positive));
    using mutation = decltype(ag::emit<"m">(store, ag::natural));
    static_assert(ag::composable_with<fallible, action> && ag::composable_with<action, infallible>);
    static_assert(!ag::composable_with<action, fallible> && !ag::composable_with<action, mutation>);
    static_assert(!ag::composable_with<mutation, action> && !ag::composable_with<action, decltype(outer)>);
    constexpr auto harmless = ag::query<"harmless">(ag::transform<"c">(twice));
    constexpr auto risky = ag::query<"risky">(ag::transform<"c">(twice) | ag::validate<"v">(positive));
    static_assert(ag::composable_with<action, decltype(harmless)>);
    static_assert(!ag::composable_with<action, decltype(risky)>);
}

TEST_CASE("a declared outcome is what a composition yields", "[composition]") {
    constexpr auto number = ag::query<"number", int>(ag::transform<"a">(plus_one));
    static_assert(std::is_same_v<decltype(ag::run(number, 1))::value_type, int>);
    constexpr auto several = ag::query<"several", std::tuple<int, double>>(
        ag::all(ag::transform<"a">(plus_one), ag::transform<"b">([](int n) noexcept { return n * 0.5; })));
    ACTION_GRAMMAR_VERIFY(*ag::run(several, 4) == std::tuple{5, 2.0});
    constexpr auto none = ag::command<"none", ag::unit>(ag::persist<"p">([](int) noexcept {}, ag::natural));
    ACTION_GRAMMAR_VERIFY(*ag::run(none, 4) == ag::unit{});
    // A reference is declared by what it refers to.
    constexpr auto referred =
        ag::query<"referred", int>(ag::transform<"r">([](int const& n) noexcept -> int const& { return n; }));
    ACTION_GRAMMAR_VERIFY(*ag::run(referred, 4) == 4);
}

TEST_CASE("a composition that takes several values", "[composition]") {
    constexpr auto difference = ag::query<"difference">(ag::transform<"d">(minus));
    constexpr auto outer =
        ag::query<"outer">(ag::all(ag::transform<"a">(plus_one), ag::transform<"b">(twice)) | difference);
    ACTION_GRAMMAR_VERIFY(*ag::run(outer, 4) == 5 - 8);
    constexpr auto again =
        ag::query<"again">(ag::transform<"d">(minus)
                           | ag::transform<"e">(ag::from<"input", "d">, [](int a, int b, int d) noexcept {
                                 return a * 100 + b * 10 + d;
                             }));
    constexpr auto wider =
        ag::query<"wider">(ag::all(ag::transform<"a">(plus_one), ag::transform<"b">(twice)) | again);
    ACTION_GRAMMAR_VERIFY(*ag::run(wider, 4) == 5 * 100 + 8 * 10 - 3);
}

TEST_CASE("a composition that yields several values yields one tuple in another", "[composition]") {
    constexpr auto pair = ag::query<"pair">(ag::all(ag::transform<"a">(plus_one), ag::transform<"b">(twice)));
    constexpr auto outer = ag::query<"outer">(
        pair | ag::transform<"c">([](std::tuple<int, int> const& t) noexcept { return std::get<1>(t); }));
    ACTION_GRAMMAR_VERIFY(*ag::run(outer, 4) == 8);
}

TEST_CASE("a composition that yields nothing", "[composition]") {
    constexpr auto quiet = ag::command<"quiet">(ag::persist<"p">([](int) noexcept {}, ag::natural));
    constexpr auto outer =
        ag::command<"outer">(ag::transform<"a">(plus_one) | quiet | ag::transform<"b">(ag::from<"a">, twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(outer, 4) == 10);
    constexpr auto last = ag::command<"last">(ag::transform<"a">(plus_one) | quiet);
    static_assert(std::is_same_v<decltype(ag::run(last, 4))::value_type, ag::unit>);
    ACTION_GRAMMAR_VERIFY(static_cast<bool>(ag::run(last, 4)));
}

TEST_CASE("apply gives a piece another label and other values", "[composition]") {
    constexpr auto inner = ag::query<"inner">(ag::transform<"a">(plus_one) | ag::transform<"b">(twice));
    constexpr auto outer = ag::query<"outer">(
        ag::apply<"first">(inner) | ag::apply<"second">(inner) | ag::apply<"third">(ag::from<"input">, inner)
        | ag::transform<"sum">(ag::from<"first", "second", "third">,
                               [](int a, int b, int c) noexcept { return a * 10000 + b * 100 + c; }));
    ACTION_GRAMMAR_VERIFY(*ag::run(outer, 1) == 4 * 10000 + 10 * 100 + 4);
    constexpr auto fragment = ag::transform<"a">(plus_one) | ag::validate<"v">(positive);
    constexpr auto applied =
        ag::query<"applied">(ag::apply<"f">(fragment) | ag::transform<"a">(ag::from<"f">, twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(applied, 4) == 10);
    ACTION_GRAMMAR_VERIFY(ag::run(applied, -4).failed_action() == "v");
    constexpr auto single = ag::query<"single">(ag::apply<"x">(ag::transform<"a">(plus_one)));
    ACTION_GRAMMAR_VERIFY(*ag::run(single, 4) == 5);
    constexpr auto command =
        ag::command<"command">(ag::apply<"p2">(ag::command<"p">(ag::persist<"p">(store, ag::natural))));
    ACTION_GRAMMAR_VERIFY(*ag::run(command, 4) == 4);
}

struct carts {
    int base;
    constexpr int find(int n) const noexcept { return base + n; }
};
struct prices {
    int factor;
    constexpr int of(int n) const noexcept { return factor * n; }
};

TEST_CASE("the resources of inner compositions are needed by the outer one", "[composition]") {
    constexpr auto inner = ag::query<"inner">(ag::fetch<"c">(&carts::find));
    constexpr auto outer =
        ag::query<"outer">(inner | ag::fetch<"p">(&prices::of) | ag::apply<"again">(inner));
    constexpr auto ran = [](auto const& whole) {
        carts const c{10};
        prices const p{2};
        return *ag::run(whole, 5, ag::environment{p, c});
    };
    ACTION_GRAMMAR_VERIFY(ran(outer) == 40);
}

TEST_CASE("one composition runs many times", "[composition]") {
    constexpr auto whole = ag::query<"q">(ag::transform<"a">(plus_one) | ag::validate<"v">(positive));
    constexpr auto ran = [](auto const& composition) {
        int sum = 0;
        for (int n = -10; n < 10; ++n)
            sum += ag::run(composition, n).value_or(1000);
        return sum;
    };
    ACTION_GRAMMAR_VERIFY(ran(whole) == 10 * 1000 + 55);
}

} // namespace
