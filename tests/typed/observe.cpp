#include "support/catch.hpp"
#include "support/verify.hpp"

#include <action_grammar/composition/thread_pool.hpp>
#include <action_grammar/core.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

// observe: an observer is told of every action that begins and how it ended.

namespace ag = action_grammar;

namespace {

using std::string_view;

struct told {
    string_view action{};
    bool began = true;
    ag::status how = ag::status::completed;
    friend constexpr bool operator==(told const&, told const&) = default;
};
struct protocol {
    std::array<told, 24> lines{};
    std::size_t count = 0;
    friend constexpr bool operator==(protocol const&, protocol const&) = default;
};

constexpr auto into(protocol& log) {
    return ag::observe([&log](ag::event const& e) noexcept {
        log.lines[log.count++] = {e.action, e.what == ag::event::stage::began, e.how};
    });
}
template <class... Lines>
constexpr protocol expected(Lines const&... lines) {
    return {{lines...}, sizeof...(lines)};
}
constexpr told began(string_view action) { return {action, true, ag::status::completed}; }
constexpr told ended(string_view action, ag::status how = ag::status::completed) {
    return {action, false, how};
}

template <class Piece>
constexpr protocol observed(Piece const& piece, int input) {
    protocol log;
    static_cast<void>(ag::run(ag::query<"q">(ag::with(into(log), piece)), input));
    return log;
}

constexpr auto a = ag::transform<"a">([](int n) noexcept { return n + 1; });
constexpr auto b = ag::transform<"b">([](int n) noexcept { return 2 * n; });
constexpr auto small = ag::validate<"small">([](int n) noexcept { return n < 10; });

TEST_CASE("every action begins and ends", "[observe]") {
    ACTION_GRAMMAR_VERIFY(observed(a, 1) == expected(began("a"), ended("a")));
    ACTION_GRAMMAR_VERIFY(
        observed(a | small | b, 1)
        == expected(began("a"), ended("a"), began("small"), ended("small"), began("b"), ended("b")));
}

TEST_CASE("the action that fails ends so, and nothing behind it begins", "[observe]") {
    ACTION_GRAMMAR_VERIFY(
        observed(a | small | b, 20)
        == expected(began("a"), ended("a"), began("small"), ended("small", ag::status::failed)));
}

TEST_CASE("waiting, rejected and in doubt", "[observe]") {
    constexpr auto gate = [](ag::approval answer) {
        return ag::gate<"g">([answer](int) noexcept { return answer; }) | b;
    };
    ACTION_GRAMMAR_VERIFY(observed(gate(ag::approval::waiting), 1)
                          == expected(began("g"), ended("g", ag::status::waiting)));
    ACTION_GRAMMAR_VERIFY(observed(gate(ag::approval::rejected), 1)
                          == expected(began("g"), ended("g", ag::status::rejected)));
    struct lost {
        bool in_doubt = true;
    };
    constexpr auto store = ag::persist<"p">(
        [](int) noexcept -> ag::result<int, lost> { return ag::unexpected(lost{}); }, ag::unprotected);
    constexpr auto log_of = [](auto const& piece) {
        protocol log;
        static_cast<void>(ag::run(ag::command<"q">(ag::with(into(log), piece)), 1));
        return log;
    };
    ACTION_GRAMMAR_VERIFY(log_of(store) == expected(began("p"), ended("p", ag::status::in_doubt)));
}

TEST_CASE("an observed piece does what it does unobserved", "[observe]") {
    constexpr auto value = [](int n) {
        protocol log;
        return ag::run(ag::query<"q">(ag::with(into(log), a | small) | b), n).value_or(-1);
    };
    ACTION_GRAMMAR_VERIFY(value(1) == 4);
    ACTION_GRAMMAR_VERIFY(value(20) == -1);
    static_assert(ag::infallible<decltype(ag::with(into(std::declval<protocol&>()), a | b))>);
    static_assert(!ag::infallible<decltype(ag::with(into(std::declval<protocol&>()), a | small))>);
}

TEST_CASE("only what stands inside is observed", "[observe]") {
    constexpr auto log_of = [] {
        protocol log;
        static_cast<void>(ag::run(ag::query<"q">(a | ag::with(into(log), b) | small), 1));
        return log;
    };
    ACTION_GRAMMAR_VERIFY(log_of() == expected(began("b"), ended("b")));
}

TEST_CASE("nested compositions and what is in them", "[observe]") {
    constexpr auto inner = ag::query<"inner">(a | small);
    ACTION_GRAMMAR_VERIFY(observed(b | inner, 1)
                          == expected(began("b"), ended("b"), began("inner"), began("a"), ended("a"),
                                      began("small"), ended("small"), ended("inner")));
    ACTION_GRAMMAR_VERIFY(observed(b | inner, 20)
                          == expected(began("b"), ended("b"), began("inner"), began("a"), ended("a"),
                                      began("small"), ended("small", ag::status::failed),
                                      ended("inner", ag::status::failed)));
}

TEST_CASE("branches, members and elements", "[observe]") {
    constexpr auto route =
        ag::decide<"d">(ag::when([](int n) noexcept { return n > 5; }, a), ag::otherwise(b));
    ACTION_GRAMMAR_VERIFY(observed(route, 9) == expected(began("d"), began("a"), ended("a"), ended("d")));
    ACTION_GRAMMAR_VERIFY(observed(route, 1) == expected(began("d"), began("b"), ended("b"), ended("d")));
    ACTION_GRAMMAR_VERIFY(observed(ag::transform<"x">([](int n) noexcept { return n; }) | ag::all(a, b), 1)
                          == expected(began("x"), ended("x"), began("all"), began("a"), ended("a"),
                                      began("b"), ended("b"), ended("all")));
    constexpr auto each =
        ag::transform<"x">([](int n) noexcept { return std::array{n, n + 1}; }) | ag::fan_out<"f">(a);
    ACTION_GRAMMAR_VERIFY(observed(each, 1)
                          == expected(began("x"), ended("x"), began("f"), began("a"), ended("a"), began("a"),
                                      ended("a"), ended("f")));
}

TEST_CASE("several observers are all told, the outer one first of a beginning and last of an end",
          "[observe]") {
    constexpr auto outer_is_outside = [] {
        std::array<int, 12> order{};
        std::size_t count = 0;
        auto const noting = [&](int which) {
            return ag::observe(
                [&order, &count, which](ag::event const&) noexcept { order[count++] = which; });
        };
        static_cast<void>(ag::run(ag::query<"q">(ag::with(noting(1), ag::with(noting(2), a))), 1));
        return order[0] == 1 && order[count - 1] == 1 && order[count / 2 - 1] == 2 && order[count / 2] == 2;
    };
    ACTION_GRAMMAR_VERIFY(outer_is_outside());
    constexpr auto counts = [] {
        protocol outer;
        protocol inner;
        static_cast<void>(ag::run(ag::query<"q">(ag::with(into(outer), a | ag::with(into(inner), b))), 1));
        return inner == expected(began("b"), ended("b")) && outer.count > inner.count;
    };
    ACTION_GRAMMAR_VERIFY(counts());
}

TEST_CASE("an exception is an end too", "[observe]") {
    protocol log;
    auto const throws = ag::fetch<"f">([](int n) -> int { throw n; });
    static_cast<void>(ag::run(ag::query<"q">(ag::with(into(log), throws)), 1));
    CHECK((log == expected(began("f"), ended("f", ag::status::failed))));
}

TEST_CASE("an observer is told from the threads of the executor", "[observe]") {
    std::mutex mutex;
    std::vector<std::string> seen;
    auto const watch = ag::observe([&](ag::event const& e) noexcept {
        std::lock_guard const lock(mutex);
        seen.emplace_back(e.action);
    });
    ag::thread_pool pool(2);
    auto const each = ag::query<"q">(ag::with(watch, ag::fan_out<"f">(a)));
    static_cast<void>(ag::run(each, std::vector<int>(50, 1), ag::environment{pool}));
    CHECK(std::count(seen.begin(), seen.end(), "a") == 100);
    CHECK(std::count(seen.begin(), seen.end(), "f") == 2);
}

TEST_CASE("observers are noexcept", "[observe]") {
    constexpr auto quiet = [](ag::event const&) noexcept {};
    constexpr auto loud = [](ag::event const&) {};
    constexpr auto deaf = [](int) noexcept {};
    static_assert(ag::observer<decltype(quiet)> && !ag::observer<decltype(loud)>
                  && !ag::observer<decltype(deaf)>);
    static_assert(sizeof(ag::with(ag::observe(quiet), a)) == 1);
    SUCCEED();
}

} // namespace
