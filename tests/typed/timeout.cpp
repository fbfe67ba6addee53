#include "support/catch.hpp"
#include "support/verify.hpp"

#include <action_grammar/action_grammar.hpp>

#include <chrono>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

// timeout: a deadline, looked at before each action up to the mutation and handed to operations that take
// one.

namespace ag = action_grammar;

namespace {

using ag::duration;
using std::chrono::milliseconds;

// Work that takes time on the virtual clock.
struct worker {
    ag::virtual_clock* clock;
    int calls = 0;
    long latest = -1; ///< the deadline that it was given, in milliseconds; -2: never

    constexpr int work(int n) noexcept {
        ++calls;
        clock->advance(milliseconds{n});
        return n;
    }
    constexpr int work_until(int n, ag::deadline until) noexcept {
        latest = until.is_limited() ? static_cast<long>(until.at.time_since_epoch() / milliseconds{1}) : -2;
        return work(n);
    }
};
template <ag::label Label>
constexpr auto work = ag::fetch<Label>(&worker::work);
template <ag::label Label>
constexpr auto work_until = ag::fetch<Label>(&worker::work_until);

struct story {
    ag::status status{};
    std::string_view at{};
    int calls = 0;
    long latest = -1;
    friend constexpr bool operator==(story const&, story const&) = default;
};

template <class Piece>
constexpr story told(Piece const& piece, int each, long start = 0) {
    ag::virtual_clock clock;
    clock.advance(milliseconds{start});
    worker by{&clock};
    auto const ended = ag::run(ag::query<"q">(piece), each, ag::environment{by, clock});
    return {ended.status(), ended.failed_action(), by.calls, by.latest};
}

TEST_CASE("an action that would begin at the deadline or behind it fails with timed_out", "[timeout]") {
    constexpr auto whole =
        ag::with(ag::timeout(milliseconds{30}), work<"a"> | work<"b"> | work<"c"> | work<"d">);
    ACTION_GRAMMAR_VERIFY(told(whole, 5) == story{ag::status::completed, "", 4});
    ACTION_GRAMMAR_VERIFY(told(whole, 9) == story{ag::status::completed, "", 4});
    ACTION_GRAMMAR_VERIFY(told(whole, 10) == story{ag::status::failed, "d", 3}); // exactly at 30
    ACTION_GRAMMAR_VERIFY(told(whole, 20) == story{ag::status::failed, "c", 2});
    ACTION_GRAMMAR_VERIFY(told(whole, 40) == story{ag::status::failed, "b", 1});
    ACTION_GRAMMAR_VERIFY(told(whole, 20, 1000)
                          == story{ag::status::failed, "c", 2}); // counted from the start
}

TEST_CASE("what has begun is not abandoned, and the last action may end late", "[timeout]") {
    constexpr auto whole = ag::with(ag::timeout(milliseconds{30}), work<"a"> | work<"b">);
    ACTION_GRAMMAR_VERIFY(told(whole, 29) == story{ag::status::completed, "", 2});
}

TEST_CASE("timed_out is transient, before the boundary, and names the action", "[timeout]") {
    constexpr auto ended = [] {
        ag::virtual_clock clock;
        worker by{&clock};
        return ag::run(ag::query<"q">(ag::with(ag::timeout(milliseconds{1}), work<"a"> | work<"b">)), 5,
                       ag::environment{by, clock});
    };
    ACTION_GRAMMAR_VERIFY(ended().transient());
    ACTION_GRAMMAR_VERIFY(ended().retryable());
    ACTION_GRAMMAR_VERIFY(ended().phase() == ag::phase::prepare);
    ACTION_GRAMMAR_VERIFY(std::get<ag::timed_out>(ended().error()) == ag::timed_out{"b"});
}

TEST_CASE("no time at all", "[timeout]") {
    constexpr auto whole = ag::with(ag::timeout(duration{0}), work<"a"> | work<"b">);
    ACTION_GRAMMAR_VERIFY(told(whole, 5) == story{ag::status::failed, "a", 0});
}

TEST_CASE("a timeout so long that the clock has no such time is none", "[timeout]") {
    constexpr auto whole = ag::with(ag::timeout(duration::max()), work<"a"> | work_until<"b">);
    ACTION_GRAMMAR_VERIFY(told(whole, 5, 10) == story{ag::status::completed, "", 2, -2});
}

TEST_CASE("an operation that takes a deadline is given it", "[timeout]") {
    ACTION_GRAMMAR_VERIFY(told(work_until<"a">, 5) == story{ag::status::completed, "", 1, -2});
    constexpr auto single = ag::with(ag::timeout(milliseconds{30}), work_until<"a">);
    ACTION_GRAMMAR_VERIFY(told(single, 5) == story{ag::status::completed, "", 1, 30});
    ACTION_GRAMMAR_VERIFY(told(single, 5, 100) == story{ag::status::completed, "", 1, 130});
    constexpr auto second = ag::with(ag::timeout(milliseconds{30}), work<"a"> | work_until<"b">);
    ACTION_GRAMMAR_VERIFY(told(second, 5) == story{ag::status::completed, "", 2, 30});
    constexpr auto outside = ag::with(ag::timeout(milliseconds{30}), work<"a"> | work<"b">) | work_until<"c">;
    ACTION_GRAMMAR_VERIFY(told(outside, 5) == story{ag::status::completed, "", 3, -2});
}

TEST_CASE("an operation inside of nested constructs is given the deadline around", "[timeout]") {
    constexpr auto inner = ag::query<"inner">(work_until<"a">);
    constexpr auto limit = [](auto const& piece) { return ag::with(ag::timeout(milliseconds{30}), piece); };
    ACTION_GRAMMAR_VERIFY(told(limit(work<"x"> | inner), 5).latest == 30);
    ACTION_GRAMMAR_VERIFY(told(limit(inner), 5).latest == 30);
    ACTION_GRAMMAR_VERIFY(told(limit(ag::decide<"d">(ag::otherwise(inner))), 5).latest == 30);
    ACTION_GRAMMAR_VERIFY(told(limit(ag::all(inner, work<"y">)), 5).latest == 30);
}

TEST_CASE("of several deadlines the earliest holds", "[timeout]") {
    constexpr auto tight_inside = ag::with(
        ag::timeout(milliseconds{50}), work<"a"> | ag::with(ag::timeout(milliseconds{10}), work_until<"b">));
    ACTION_GRAMMAR_VERIFY(told(tight_inside, 5) == story{ag::status::completed, "", 2, 15});
    constexpr auto tight_outside = ag::with(
        ag::timeout(milliseconds{20}), work<"a"> | ag::with(ag::timeout(milliseconds{90}), work_until<"b">));
    ACTION_GRAMMAR_VERIFY(told(tight_outside, 5) == story{ag::status::completed, "", 2, 20});
}

TEST_CASE("behind the mutation nothing is stopped", "[timeout]") {
    struct books {
        ag::virtual_clock* clock;
        int stored = 0;
        constexpr int store(int n) noexcept {
            stored += n;
            clock->advance(milliseconds{100});
            return n;
        }
    };
    constexpr auto whole = ag::command<"q">(ag::with(
        ag::timeout(milliseconds{30}), work<"a"> | ag::persist<"p">(&books::store, ag::natural)
                                           | ag::transform<"b">([](int n) noexcept { return n + 1; })));
    constexpr auto ran = [](auto const& composition, int each) {
        ag::virtual_clock clock;
        worker by{&clock};
        books book{&clock};
        auto const ended = ag::run(composition, each, ag::environment{by, clock, book});
        return ended.value_or(0) * 100 + book.stored;
    };
    ACTION_GRAMMAR_VERIFY(ran(whole, 5) == 605);
    ACTION_GRAMMAR_VERIFY(ran(whole, 40) == 0); // too late before the mutation: it is not sent
}

TEST_CASE("the deadline is looked at before each action of what is nested, up to the mutation", "[timeout]") {
    constexpr auto inner = ag::query<"inner">(work<"a"> | work<"b"> | work<"c">);
    constexpr auto limit = [](auto const& piece) { return ag::with(ag::timeout(milliseconds{30}), piece); };
    ACTION_GRAMMAR_VERIFY(told(limit(inner), 20) == story{ag::status::failed, "c", 2});
    ACTION_GRAMMAR_VERIFY(told(limit(ag::transform<"x">([](int n) noexcept { return n; }) | inner), 20)
                          == story{ag::status::failed, "c", 2});
    ACTION_GRAMMAR_VERIFY(told(limit(ag::decide<"d">(ag::otherwise(work<"a"> | work<"b"> | work<"c">))), 20)
                          == story{ag::status::failed, "c", 2});
}

TEST_CASE("a retry under a timeout, and a timeout under a retry", "[timeout]") {
    // Each try has its own time.
    constexpr auto each =
        ag::with(ag::retry(ag::constant{.attempts = 3, .delay = milliseconds{1}}),
                 ag::with(ag::timeout(milliseconds{30}), work<"a"> | work<"b"> | work<"c">));
    ACTION_GRAMMAR_VERIFY(told(each, 20) == story{ag::status::failed, "c", 6});
    ACTION_GRAMMAR_VERIFY(told(each, 5) == story{ag::status::completed, "", 3});
}

TEST_CASE("its errors have timed_out in them, and it is fallible", "[timeout]") {
    constexpr auto whole = ag::with(ag::timeout(milliseconds{30}), work<"a"> | work<"b">);
    static_assert(ag::grade_of<decltype(whole)> == ag::grade::fallible);
    static_assert(ag::infallible<decltype(work<"a"> | work<"b">)>);
    using stored = decltype(ag::persist<"p">([](int n) noexcept { return n; }, ag::natural));
    static_assert(!ag::composable_with<stored, decltype(whole)>);
    using supplied = ag::environment<worker&>;
    static_assert(
        std::is_same_v<decltype(ag::run(ag::query<"q">(whole), 1, std::declval<supplied>()))::error_type,
                       std::variant<ag::timed_out>>);
    SUCCEED();
}

} // namespace
