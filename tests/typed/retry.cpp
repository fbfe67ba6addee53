#include "support/catch.hpp"
#include "support/tracked.hpp"
#include "support/verify.hpp"

#include <action_grammar/action_grammar.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <variant>

// retry: again after a transient failure, on a clock that moves only when it is slept on.

namespace ag = action_grammar;

namespace {

using action_grammar_tests::ledger;
using action_grammar_tests::tracked;
using ag::duration;
using ag::time_point;
using std::chrono::milliseconds;
using std::chrono::seconds;

struct busy {
    [[nodiscard]] static constexpr bool transient() noexcept { return true; }
};
struct broken {};
using trouble = std::variant<busy, broken>;

// A service that is busy for some calls, and notes when it was called.
struct service {
    int busy_calls = 0;
    bool breaks_then = false;
    int calls = 0;
    ag::virtual_clock* clock = nullptr;
    std::array<long, 12> times{};

    constexpr ag::result<int, trouble> ask(int n) noexcept {
        if (clock != nullptr)
            times[static_cast<std::size_t>(calls)] = clock->now().time_since_epoch().count();
        ++calls;
        if (calls <= busy_calls) return ag::unexpected(trouble{busy{}});
        if (breaks_then) return ag::unexpected(trouble{broken{}});
        return n;
    }
};
constexpr auto asking = ag::fetch<"ask">(&service::ask);

struct story {
    ag::status status{};
    int value = 0;
    int calls = 0;
    long waited = 0; ///< in milliseconds
    friend constexpr bool operator==(story const&, story const&) = default;
};

template <class Action>
constexpr story told(Action const& action, int busy_calls, bool breaks_then = false) {
    ag::virtual_clock clock;
    service asked{.busy_calls = busy_calls, .breaks_then = breaks_then, .clock = &clock};
    auto const ended = ag::run(ag::query<"q">(action), 7, ag::environment{asked, clock});
    return {ended.status(), ended.value_or(0), asked.calls,
            static_cast<long>(clock.now().time_since_epoch() / milliseconds{1})};
}

constexpr ag::constant three_times{.attempts = 3, .delay = milliseconds{10}};

TEST_CASE("what completes at once is not repeated", "[retry]") {
    ACTION_GRAMMAR_VERIFY(told(ag::with(ag::retry(three_times), asking), 0)
                          == story{ag::status::completed, 7, 1, 0});
}

TEST_CASE("a transient failure is tried again, up to the number of attempts", "[retry]") {
    constexpr auto patient = ag::with(ag::retry(three_times), asking);
    ACTION_GRAMMAR_VERIFY(told(patient, 1) == story{ag::status::completed, 7, 2, 10});
    ACTION_GRAMMAR_VERIFY(told(patient, 2) == story{ag::status::completed, 7, 3, 20});
    ACTION_GRAMMAR_VERIFY(told(patient, 3) == story{ag::status::failed, 0, 3, 20});
    ACTION_GRAMMAR_VERIFY(told(patient, 9) == story{ag::status::failed, 0, 3, 20});
    constexpr auto once = ag::with(ag::retry(ag::constant{.attempts = 1}), asking);
    ACTION_GRAMMAR_VERIFY(told(once, 1) == story{ag::status::failed, 0, 1, 0});
}

TEST_CASE("a permanent failure is not", "[retry]") {
    constexpr auto patient = ag::with(ag::retry(three_times), asking);
    ACTION_GRAMMAR_VERIFY(told(patient, 0, true) == story{ag::status::failed, 0, 1, 0});
    ACTION_GRAMMAR_VERIFY(told(patient, 1, true) == story{ag::status::failed, 0, 2, 10});
}

TEST_CASE("a gate that waits or rejects is not", "[retry]") {
    constexpr auto asked = [](ag::approval answer) {
        int calls = 0;
        auto const gate = ag::gate<"g">([&calls, answer](int) noexcept -> ag::result<ag::approval, busy> {
            ++calls;
            return answer;
        });
        auto const ended = ag::run(ag::query<"q">(ag::with(ag::retry(three_times), gate)), 1);
        return ended.status() == ag::status::completed ? 100 + calls : calls;
    };
    ACTION_GRAMMAR_VERIFY(asked(ag::approval::waiting) == 1);
    ACTION_GRAMMAR_VERIFY(asked(ag::approval::rejected) == 1);
    ACTION_GRAMMAR_VERIFY(asked(ag::approval::approved) == 101);
}

TEST_CASE("a thrown exception is not transient", "[retry]") {
    int calls = 0;
    auto const whole = ag::query<"q">(ag::with(ag::retry(three_times), ag::fetch<"f">([&calls](int n) {
                                                   ++calls;
                                                   if (n > 0) throw n;
                                                   return n;
                                               })));
    CHECK(ag::run(whole, 1).failed_action() == "f");
    CHECK(calls == 1);
}

template <class Policy>
constexpr std::array<long, 12> times_of(Policy policy) {
    ag::virtual_clock clock;
    service asked{.busy_calls = 100, .clock = &clock};
    static_cast<void>(
        ag::run(ag::query<"q">(ag::with(ag::retry(policy), asking)), 7, ag::environment{asked, clock}));
    return asked.times;
}

TEST_CASE("exponential waits grow by the factor up to the limit", "[retry]") {
    static constexpr ag::exponential policy{
        .attempts = 8, .initial = milliseconds{100}, .factor = 2.0, .limit = seconds{1}, .jitter = 0.0};
    constexpr auto wait = [](unsigned failures) { return policy.wait(failures) / milliseconds{1}; };
    ACTION_GRAMMAR_VERIFY(wait(1) == 100);
    ACTION_GRAMMAR_VERIFY(wait(2) == 200);
    ACTION_GRAMMAR_VERIFY(wait(4) == 800);
    ACTION_GRAMMAR_VERIFY(wait(5) == 1000);
    ACTION_GRAMMAR_VERIFY(wait(1'000'000'000) == 1000);
    constexpr auto at = [](std::size_t call) { return times_of(policy)[call] / 1'000'000; };
    ACTION_GRAMMAR_VERIFY(at(0) == 0);
    ACTION_GRAMMAR_VERIFY(at(1) == 100);
    ACTION_GRAMMAR_VERIFY(at(2) == 300);
    ACTION_GRAMMAR_VERIFY(at(3) == 700);
    ACTION_GRAMMAR_VERIFY(at(4) == 1500);
    ACTION_GRAMMAR_VERIFY(at(5) == 2500);
    ACTION_GRAMMAR_VERIFY(at(7) == 4500);
}

TEST_CASE("jitter takes off at most its part of a wait, and not always the same", "[retry]") {
    static constexpr ag::constant policy{.attempts = 12, .delay = milliseconds{100}, .jitter = 0.4};
    constexpr auto within = [] {
        auto const times = times_of(policy);
        for (std::size_t i = 1; i < times.size(); ++i) {
            long const waited = times[i] - times[i - 1];
            if (waited < 60'000'000 || waited > 100'000'000) return false;
        }
        return true;
    };
    ACTION_GRAMMAR_VERIFY(within());
    constexpr auto differ = [] {
        auto const times = times_of(policy);
        int different = 0;
        for (std::size_t i = 2; i < times.size(); ++i) {
            if (times[i] - times[i - 1] != times[1] - times[0]) ++different;
        }
        return different >= 8;
    };
    ACTION_GRAMMAR_VERIFY(differ());
    ACTION_GRAMMAR_VERIFY(times_of(policy) == times_of(policy)); // of the clock alone: it can be repeated
}

TEST_CASE("chance is even enough between 0 and 1", "[retry]") {
    constexpr auto spread = [] {
        int below_half = 0;
        for (int i = 0; i < 1000; ++i) {
            double const drawn = ag::detail::chance(time_point{duration{i * 1000}}, 1);
            if (drawn < 0.0 || drawn >= 1.0) return -1;
            if (drawn < 0.5) ++below_half;
        }
        return below_half;
    };
    ACTION_GRAMMAR_VERIFY(spread() > 450);
    ACTION_GRAMMAR_VERIFY(spread() < 550);
}

TEST_CASE("a policy out of range is brought into it at run time", "[retry]") {
    auto policy = three_times;
    policy.attempts = 0;
    CHECK(told(ag::with(ag::retry(policy), asking), 5).calls == 1);
    policy.attempts = 2;
    policy.jitter = 7.0;
    long const waited = told(ag::with(ag::retry(policy), asking), 5).waited;
    CHECK(waited >= 0);
    CHECK(waited <= 10);
    policy.jitter = -1.0;
    CHECK(told(ag::with(ag::retry(policy), asking), 5).waited == 10);
}

struct every_other {
    unsigned attempts = 4;
    double jitter = 0.0;
    [[nodiscard]] constexpr duration wait(unsigned failures) const noexcept {
        return milliseconds{failures % 2 == 0 ? 50 : 1};
    }
};

TEST_CASE("the author may bring a policy", "[retry]") {
    static_assert(ag::backoff<every_other> && ag::backoff<ag::constant> && ag::backoff<ag::exponential>);
    static_assert(!ag::backoff<int> && !ag::backoff<service>);
    ACTION_GRAMMAR_VERIFY(told(ag::with(ag::retry(every_other{}), asking), 9)
                          == story{ag::status::failed, 0, 4, 1 + 50 + 1});
}

TEST_CASE("the values are the same at every try, and copied for an action that takes them", "[retry]") {
    constexpr auto after = [](int tries) {
        ledger book;
        {
            int calls = 0;
            auto const taking = ag::fetch<"f">([&calls, tries](tracked t) noexcept -> ag::result<int, busy> {
                if (++calls < tries || t.number() != 7) return ag::unexpected(busy{});
                return t.number();
            });
            ag::virtual_clock clock;
            auto const ended = ag::run(ag::query<"q">(ag::with(ag::retry(three_times), taking)),
                                       tracked(book, 7), ag::environment{clock});
            if (ended.value_or(0) != 7) book.made = -1;
        }
        return book;
    };
    ACTION_GRAMMAR_VERIFY(after(1) == ledger{.made = 1, .copies = 1});
    ACTION_GRAMMAR_VERIFY(after(3) == ledger{.made = 1, .copies = 3});
}

TEST_CASE("a retry around a pipeline or a composition runs all of it again", "[retry]") {
    constexpr auto calls = [](auto const& wrap) {
        int first = 0;
        service asked{.busy_calls = 2};
        ag::virtual_clock clock;
        auto const counting = ag::transform<"count">([&first](int n) noexcept {
            ++first;
            return n;
        });
        auto const ended = ag::run(ag::query<"q">(ag::with(ag::retry(three_times), wrap(counting | asking))),
                                   7, ag::environment{asked, clock});
        return ended.value_or(0) * 100 + first * 10 + asked.calls;
    };
    ACTION_GRAMMAR_VERIFY(calls([](auto const& pipeline) { return pipeline; }) == 733);
    ACTION_GRAMMAR_VERIFY(calls([](auto const& pipeline) { return ag::query<"inner">(pipeline); }) == 733);
}

TEST_CASE("a retry inside of a pipeline repeats nothing before it", "[retry]") {
    constexpr auto calls = [] {
        int first = 0;
        service asked{.busy_calls = 2};
        ag::virtual_clock clock;
        auto const counting = ag::transform<"count">([&first](int n) noexcept {
            ++first;
            return n;
        });
        auto const whole = ag::query<"q">(
            counting | ag::with(ag::retry(three_times), asking)
            | ag::transform<"more">(ag::from<"ask", "count">, [](int a, int c) noexcept { return a + c; }));
        return *ag::run(whole, 7, ag::environment{asked, clock}) * 100 + first * 10 + asked.calls;
    };
    ACTION_GRAMMAR_VERIFY(calls() == 1413);
}

TEST_CASE("a protected mutation is sent again, also when its answer was lost", "[retry]") {
    struct lost {
        bool in_doubt = false;
        [[nodiscard]] static constexpr bool transient() noexcept { return true; }
    };
    constexpr auto sends = [](auto guard, bool in_doubt, int failures) {
        int calls = 0;
        auto const store = [&calls, in_doubt, failures](int n) noexcept -> ag::result<int, lost> {
            if (++calls <= failures) return ag::unexpected(lost{in_doubt});
            return n;
        };
        ag::virtual_clock clock;
        auto const ended =
            ag::run(ag::command<"q">(ag::with(ag::retry(three_times), ag::persist<"p">(store, guard))), 7,
                    ag::environment{clock});
        return static_cast<int>(ended.status()) * 100 + ended.value_or(0) * 10 + calls;
    };
    ACTION_GRAMMAR_VERIFY(sends(ag::natural, false, 2) == 73);
    ACTION_GRAMMAR_VERIFY(sends(ag::natural, true, 2) == 73);
    ACTION_GRAMMAR_VERIFY(sends(ag::same_transaction, true, 1) == 72);
    ACTION_GRAMMAR_VERIFY(sends(ag::natural, false, 9) == static_cast<int>(ag::status::failed) * 100 + 3);
    ACTION_GRAMMAR_VERIFY(sends(ag::natural, true, 9) == static_cast<int>(ag::status::in_doubt) * 100 + 3);
}

// Errors that ask for a wait, in the ways in which they can.
template <class Asked>
struct asks_by_member {
    Asked retry_after{};
    [[nodiscard]] static constexpr bool transient() noexcept { return true; }
};
template <class Asked>
struct asks_by_function {
    Asked asked{};
    [[nodiscard]] static constexpr bool transient() noexcept { return true; }
    [[nodiscard]] constexpr Asked retry_after() const noexcept { return asked; }
};

// After how many milliseconds the second try began; -1: there was none.
template <class Error, class Policy>
constexpr long waited_for(Error error, Policy policy) {
    ag::virtual_clock clock;
    int calls = 0;
    auto const ask = [&](int n) noexcept -> ag::result<int, Error> {
        if (++calls == 1) return ag::unexpected(error);
        return n;
    };
    auto const ended =
        ag::run(ag::query<"q">(ag::with(ag::retry(policy), ag::fetch<"f">(ask))), 7, ag::environment{clock});
    return ended ? static_cast<long>(clock.now().time_since_epoch() / milliseconds{1}) : -1;
}

TEST_CASE("an error that asks for a longer wait is given it, up to the limit", "[retry]") {
    using whole_seconds = asks_by_member<seconds>;
    using maybe = asks_by_function<std::optional<milliseconds>>;
    ACTION_GRAMMAR_VERIFY(waited_for(whole_seconds{seconds{2}}, three_times) == 2000);
    ACTION_GRAMMAR_VERIFY(waited_for(whole_seconds{seconds{10}}, three_times) == 10'000);
    ACTION_GRAMMAR_VERIFY(waited_for(whole_seconds{seconds{11}}, three_times) == -1);
    ACTION_GRAMMAR_VERIFY(waited_for(whole_seconds{seconds::max()}, three_times) == -1);
    ACTION_GRAMMAR_VERIFY(waited_for(whole_seconds{-seconds{5}}, three_times) == 10);
    ACTION_GRAMMAR_VERIFY(waited_for(whole_seconds{}, three_times) == 10);
    ACTION_GRAMMAR_VERIFY(waited_for(maybe{milliseconds{9}}, three_times) == 10);
    ACTION_GRAMMAR_VERIFY(waited_for(maybe{milliseconds{11}}, three_times) == 11);
    ACTION_GRAMMAR_VERIFY(waited_for(maybe{}, three_times) == 10);
    ACTION_GRAMMAR_VERIFY(waited_for(std::variant<maybe, whole_seconds>{whole_seconds{seconds{3}}},
                                     ag::exponential{.jitter = 1.0})
                          == 3000);
    ACTION_GRAMMAR_VERIFY(waited_for(whole_seconds{seconds{3}}, ag::exponential{.limit = milliseconds{2999}})
                          == -1);
}

TEST_CASE("a wait that is asked for does not outlast the time that is left", "[retry]") {
    ag::virtual_clock clock;
    int calls = 0;
    auto const ask = [&](int) noexcept -> ag::result<int, asks_by_member<seconds>> {
        ++calls;
        return ag::unexpected(asks_by_member<seconds>{seconds{5}});
    };
    auto const ended =
        ag::run(ag::query<"q">(
                    ag::with(ag::timeout(seconds{4}), ag::with(ag::retry(three_times), ag::fetch<"f">(ask)))),
                7, ag::environment{clock});
    CHECK(ended.status() == ag::status::failed);
    CHECK(calls == 1);
    CHECK(clock.now().time_since_epoch() < seconds{4});
}

TEST_CASE("retries nest", "[retry]") {
    constexpr auto inner = ag::with(ag::retry(ag::constant{.attempts = 2, .delay = milliseconds{1}}), asking);
    constexpr auto outer =
        ag::with(ag::retry(ag::constant{.attempts = 3, .delay = milliseconds{100}}), inner);
    ACTION_GRAMMAR_VERIFY(told(outer, 99) == story{ag::status::failed, 0, 6, 203});
    ACTION_GRAMMAR_VERIFY(told(outer, 4) == story{ag::status::completed, 7, 5, 202});
}

TEST_CASE("a timeout around a retry ends its waits", "[retry]") {
    constexpr auto limited = [](duration allowed) {
        return ag::with(ag::timeout(allowed),
                        ag::with(ag::retry(ag::constant{.attempts = 10, .delay = milliseconds{10}}), asking));
    };
    // A wait that would end at the deadline or behind it is not begun.
    ACTION_GRAMMAR_VERIFY(told(limited(milliseconds{35}), 99) == story{ag::status::failed, 0, 4, 30});
    ACTION_GRAMMAR_VERIFY(told(limited(milliseconds{30}), 99) == story{ag::status::failed, 0, 3, 20});
    ACTION_GRAMMAR_VERIFY(told(limited(milliseconds{31}), 3) == story{ag::status::completed, 7, 4, 30});
    ACTION_GRAMMAR_VERIFY(told(limited(milliseconds{5}), 99) == story{ag::status::failed, 0, 1, 0});
}

TEST_CASE("without a clock in the environment the machine's is used", "[retry]") {
    service asked{.busy_calls = 2};
    auto const quick = ag::with(ag::retry(ag::constant{.attempts = 3, .delay = milliseconds{2}}), asking);
    auto const start = ag::monotonic_clock::now();
    CHECK(*ag::run(ag::query<"q">(quick), 7, ag::environment{asked}) == 7);
    CHECK(ag::monotonic_clock::now() - start >= milliseconds{4});
    CHECK(asked.calls == 3);
}

TEST_CASE("clocks", "[retry]") {
    static_assert(ag::clock<ag::virtual_clock> && ag::clock<ag::monotonic_clock> && !ag::clock<service>);
    constexpr auto moved = [] {
        ag::virtual_clock clock;
        clock.sleep_until(time_point{duration{50}});
        clock.sleep_until(time_point{duration{20}}); // in the past: no sleep
        clock.advance(duration{5});
        return clock.now().time_since_epoch().count();
    };
    ACTION_GRAMMAR_VERIFY(moved() == 55);
    auto const start = ag::monotonic_clock::now();
    ag::monotonic_clock::sleep_until(start - seconds{1});
    ag::monotonic_clock::sleep_until(start + milliseconds{3});
    CHECK(ag::monotonic_clock::now() - start >= milliseconds{3});
}

} // namespace
