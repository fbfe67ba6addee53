#include "support/catch.hpp"
#include "support/verify.hpp"

#include <action_grammar/core.hpp>

#include <string_view>
#include <tuple>
#include <type_traits>

// How values find their way through a pipeline: from action to action, by name, and across its joins.

namespace ag = action_grammar;

namespace {

constexpr auto plus_one = [](int n) noexcept { return n + 1; };
constexpr auto twice = [](int n) noexcept { return 2 * n; };
constexpr auto minus = [](int left, int right) noexcept { return left - right; };

TEST_CASE("an action takes the value before it", "[pipeline]") {
    constexpr auto both = ag::query<"both">(ag::transform<"more">(plus_one) | ag::transform<"double">(twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(both, 20) == 42);
    constexpr auto swapped =
        ag::query<"swapped">(ag::transform<"double">(twice) | ag::transform<"more">(plus_one));
    ACTION_GRAMMAR_VERIFY(*ag::run(swapped, 20) == 41);
}

TEST_CASE("the sentence of the design's first unit test", "[pipeline]") {
    ACTION_GRAMMAR_VERIFY(
        *ag::run(ag::query<"double">(ag::transform<"d">([](int x) noexcept { return 2 * x; })), 21) == 42);
}

TEST_CASE("from names earlier values, in the order of the parameters", "[pipeline]") {
    constexpr auto forward = ag::query<"forward">(ag::transform<"a">(plus_one) | ag::transform<"b">(twice)
                                                  | ag::transform<"c">(ag::from<"a", "b">, minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(forward, 4) == 5 - 10);
    constexpr auto backward = ag::query<"backward">(ag::transform<"a">(plus_one) | ag::transform<"b">(twice)
                                                    | ag::transform<"c">(ag::from<"b", "a">, minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(backward, 4) == 10 - 5);
    constexpr auto same =
        ag::query<"same">(ag::transform<"a">(plus_one) | ag::transform<"b">(ag::from<"a", "a">, minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(same, 4) == 0);
}

TEST_CASE("the label input names the composition's own input, whoever asks", "[pipeline]") {
    constexpr auto last = ag::query<"last">(ag::transform<"a">(plus_one) | ag::transform<"b">(twice)
                                            | ag::transform<"c">(ag::from<"input", "b">, minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(last, 4) == 4 - 10);
    constexpr auto first =
        ag::query<"first">(ag::transform<"a">(ag::from<"input">, plus_one) | ag::transform<"b">(twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(first, 4) == 10);
}

TEST_CASE("from<> takes nothing, and the value before it is still there for others", "[pipeline]") {
    constexpr auto seeded = ag::query<"seeded">(
        ag::transform<"a">(plus_one) | ag::transform<"seed">(ag::from<>, []() noexcept { return 100; })
        | ag::transform<"sum">(ag::from<"seed", "a">, minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(seeded, 4) == 95);
}

TEST_CASE("an operation without parameters takes nothing, whatever stands before it", "[pipeline]") {
    constexpr auto constant = ag::transform<"seed">([]() noexcept { return 7; });
    constexpr auto first = ag::query<"first">(constant | ag::transform<"double">(twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(first) == 14);
    constexpr auto later = ag::query<"later">(ag::transform<"more">(plus_one) | constant
                                              | ag::transform<"sum">(ag::from<"more", "seed">, minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(later, 9) == 3);
}

TEST_CASE("a composition whose first action takes nothing runs with an input too", "[pipeline]") {
    constexpr auto late = ag::query<"late">(ag::transform<"seed">([]() noexcept { return 7; })
                                            | ag::transform<"sum">(ag::from<"input", "seed">, minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(late, 9) == 2);
}

TEST_CASE("checks hand on what they took", "[pipeline]") {
    constexpr auto positive = [](int n) noexcept { return n > 0; };
    constexpr auto previous = ag::query<"previous">(
        ag::transform<"a">(plus_one) | ag::validate<"positive">(positive) | ag::transform<"b">(twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(previous, 4) == 10);
    constexpr auto named =
        ag::query<"named">(ag::transform<"a">(plus_one) | ag::transform<"b">(twice)
                           | ag::validate<"positive">(ag::from<"a">, positive) | ag::transform<"c">(twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(named, 4) == 10); // twice of "a", not of "b"
    constexpr auto by_name =
        ag::query<"by name">(ag::transform<"a">(plus_one) | ag::validate<"positive">(positive)
                             | ag::transform<"b">(twice) | ag::transform<"c">(ag::from<"positive">, twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(by_name, 4) == 10); // the label of a check names what it took
}

TEST_CASE("a check of several values hands on several", "[pipeline]") {
    constexpr auto ordered = ag::query<"ordered">(
        ag::transform<"a">(plus_one) | ag::transform<"b">(twice)
        | ag::validate<"rising">(ag::from<"a", "b">, [](int a, int b) noexcept { return a < b; })
        | ag::transform<"difference">(minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(ordered, 4) == 5 - 10);
    ACTION_GRAMMAR_VERIFY(ag::run(ordered, -4).failed_action() == "rising");
}

TEST_CASE("a validate that yields a value hands on that", "[pipeline]") {
    constexpr auto parsed =
        ag::query<"parsed">(ag::validate<"digit">([](char c) noexcept -> ag::result<int, char> {
                                if (c < '0' || c > '9') return ag::unexpected(c);
                                return c - '0';
                            })
                            | ag::transform<"double">(twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(parsed, '4') == 8);
    ACTION_GRAMMAR_VERIFY(std::get<char>(ag::run(parsed, 'x').error()) == 'x');
}

TEST_CASE("a composition that yields nothing yields unit, one that yields several a tuple", "[pipeline]") {
    constexpr auto several =
        ag::query<"several">(ag::all(ag::transform<"a">(plus_one), ag::transform<"b">(twice)));
    ACTION_GRAMMAR_VERIFY(*ag::run(several, 4) == std::tuple{5, 8});
    constexpr auto nothing = ag::command<"nothing">(ag::persist<"store">([](int) noexcept {}, ag::natural));
    static_assert(std::is_same_v<decltype(ag::run(nothing, 4))::value_type, ag::unit>);
    ACTION_GRAMMAR_VERIFY(*ag::run(nothing, 4) == ag::unit{});
}

TEST_CASE("joins are associative, and fragments join flat", "[pipeline]") {
    constexpr auto a = ag::transform<"a">(plus_one);
    constexpr auto b = ag::transform<"b">(twice);
    constexpr auto c = ag::transform<"c">(plus_one);
    constexpr auto d = ag::transform<"d">(twice);
    static_assert(std::is_same_v<decltype(a | b | c | d), decltype(a | (b | (c | d)))>);
    static_assert(std::is_same_v<decltype(a | b | c | d), decltype((a | b) | (c | d))>);
    static_assert(std::is_same_v<decltype(a | b | c | d), decltype(a | (b | c) | d)>);
    ACTION_GRAMMAR_VERIFY(*ag::run(ag::query<"q">((a | b) | (c | d)), 4) == 22);
}

TEST_CASE("a fragment may read what only the one before it makes", "[pipeline]") {
    constexpr auto reader = ag::transform<"b">(twice) | ag::transform<"c">(ag::from<"a", "b">, minus);
    constexpr auto whole = ag::query<"whole">(ag::transform<"a">(plus_one) | reader);
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == 5 - 10);
    constexpr auto other = ag::query<"other">(
        ag::transform<"x">(twice) | ag::transform<"a">([](int n) noexcept { return n * n; }) | reader);
    ACTION_GRAMMAR_VERIFY(*ag::run(other, 4) == 64 - 128);
}

TEST_CASE("a fragment is not used up", "[pipeline]") {
    constexpr auto fragment = ag::transform<"a">(plus_one) | ag::transform<"b">(twice);
    constexpr auto first = ag::query<"first">(fragment);
    constexpr auto second = ag::query<"second">(fragment | ag::transform<"c">(twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(first, 4) == 10);
    ACTION_GRAMMAR_VERIFY(*ag::run(second, 4) == 20);
}

TEST_CASE("labels are compared by their text", "[pipeline]") {
    constexpr char const spelled[] = {'a', ' ', 'b', '\0'};
    constexpr auto sum = ag::query<"sum">(ag::transform<"a b">(plus_one) | ag::transform<"c">(twice)
                                          | ag::transform<"d">(ag::from<spelled>, twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(sum, 4) == 10);
    ACTION_GRAMMAR_VERIFY((ag::label("ab").view() == "ab" && ag::label("").view().empty()));
}

TEST_CASE("an action at which a run ends is known by its label", "[pipeline]") {
    constexpr auto checked =
        ag::query<"checked">(ag::validate<"not too small">([](int n) noexcept { return n > 1; })
                             | ag::validate<"not too large">([](int n) noexcept { return n < 9; }));
    ACTION_GRAMMAR_VERIFY(ag::run(checked, 0).failed_action() == "not too small");
    ACTION_GRAMMAR_VERIFY(ag::run(checked, 10).failed_action() == "not too large");
    ACTION_GRAMMAR_VERIFY((ag::run(checked, 5).failed_action().empty() && *ag::run(checked, 5) == 5));
}

TEST_CASE("an input may be whatever converts to the declared one", "[pipeline]") {
    constexpr auto halved =
        ag::query<"halved">(ag::transform<"half">([](double n) noexcept { return n / 2; }));
    ACTION_GRAMMAR_VERIFY(*ag::run(halved, 5) == 2.5);
    struct base {
        int number;
    };
    struct derived : base {};
    constexpr auto read =
        ag::query<"read">(ag::transform<"n">([](base const& b) noexcept { return b.number; }));
    ACTION_GRAMMAR_VERIFY(*ag::run(read, derived{{42}}) == 42);
}

template <class Previous, int... Steps>
constexpr auto chained(Previous previous, std::integer_sequence<int, Steps...>) {
    return (previous | ... | ag::transform<ag::label<2>{{static_cast<char>('A' + Steps), '\0'}}>(plus_one));
}

TEST_CASE("a long pipeline", "[pipeline]") {
    constexpr auto long_one =
        ag::query<"long">(chained(ag::transform<"first">(twice), std::make_integer_sequence<int, 26>{})
                          | ag::transform<"last">(ag::from<"first", "Z">, minus));
    ACTION_GRAMMAR_VERIFY(*ag::run(long_one, 10) == 20 - 46);
}

} // namespace
