#include "support/catch.hpp"
#include "support/verify.hpp"

#include <action_grammar/core.hpp>

#include <array>
#include <string>
#include <type_traits>
#include <vector>

// aggregate: several values become one.

namespace ag = action_grammar;

namespace {

constexpr auto sum = [](auto const& numbers) noexcept {
    int total = 0;
    for (int const n : numbers)
        total += n;
    return total;
};

TEST_CASE("a range that a fan_out made", "[aggregate]") {
    constexpr auto whole =
        ag::query<"q">(ag::fan_out<"squares">(ag::transform<"s">([](int n) noexcept { return n * n; }))
                       | ag::aggregate<"sum">(sum));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, std::array{1, 2, 3}) == 14);
    CHECK(*ag::run(whole, std::vector{1, 2, 3}) == 14);
    CHECK(*ag::run(whole, std::vector<int>{}) == 0);
}

TEST_CASE("the values of the members of an all", "[aggregate]") {
    constexpr auto whole =
        ag::query<"q">(ag::all(ag::transform<"a">([](int n) noexcept { return n + 1; }),
                               ag::transform<"b">([](int n) noexcept { return n * 0.5; }))
                       | ag::aggregate<"product">([](int a, double b) noexcept { return a * b; }));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == 10.0);
}

TEST_CASE("values that from names", "[aggregate]") {
    constexpr auto whole =
        ag::query<"q">(ag::transform<"a">([](int n) noexcept { return n + 1; })
                       | ag::transform<"b">([](int n) noexcept { return 2 * n; })
                       | ag::aggregate<"sum">(ag::from<"input", "a", "b">,
                                              [](int i, int a, int b) noexcept { return i + a + b; }));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == 4 + 5 + 10);
}

TEST_CASE("a reducer may fail, and then it may not follow a mutation", "[aggregate]") {
    constexpr auto largest = [](auto const& numbers) noexcept -> ag::result<int, char> {
        if (numbers.size() == 0) return ag::unexpected('0');
        int most = *numbers.begin();
        for (int const n : numbers)
            most = n > most ? n : most;
        return most;
    };
    constexpr auto whole = ag::query<"q">(ag::aggregate<"largest">(largest));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, std::array{1, 5, 3}) == 5);
    CHECK(std::get<char>(ag::run(whole, std::vector<int>{}).error()) == '0');
    CHECK(ag::run(whole, std::vector<int>{}).failed_action() == "largest");
    using stored = decltype(ag::persist<"p">([](int) noexcept { return std::array{1, 2}; }, ag::natural));
    static_assert(ag::composable_with<stored, decltype(ag::aggregate<"sum">(sum))>);
    static_assert(!ag::composable_with<stored, decltype(ag::aggregate<"largest">(largest))>);
}

TEST_CASE("a reducer takes the range over when nothing needs it again", "[aggregate]") {
    constexpr auto whole =
        ag::query<"q">(ag::fan_out<"words">(ag::transform<"w">(
                           [](int n) { return std::string(static_cast<std::size_t>(n), 'x'); }))
                       | ag::aggregate<"first">([](std::vector<std::string>&& words) noexcept {
                             return std::move(words.front());
                         }));
    CHECK(*ag::run(whole, std::vector{30, 1}) == std::string(30, 'x'));
}

} // namespace
