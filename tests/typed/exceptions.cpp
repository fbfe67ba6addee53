#include "support/catch.hpp"
#include "support/tracked.hpp"

#include <action_grammar/core.hpp>

#include <array>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

// What becomes of exceptions: a run never lets one out. (They cannot be thrown in constant expressions, so
// these tests run only.)

namespace ag = action_grammar;

namespace {

using action_grammar_tests::ledger;
using action_grammar_tests::tracked;

template <class Outcome>
constexpr bool can_throw = std::is_same_v<typename Outcome::error_type, std::variant<ag::thrown>>;

// The message of the std::runtime_error that an outcome holds.
template <class Outcome>
std::string message(Outcome const& ended) {
    try {
        std::rethrow_exception(std::get<ag::thrown>(ended.error()).exception());
    } catch (std::runtime_error const& caught) {
        return caught.what();
    } catch (...) {
        return "something else";
    }
}

template <class Outcome>
void check_prepared(Outcome const& ended, std::string_view label, std::string_view text) {
    CHECK(ended.status() == ag::status::failed);
    CHECK(ended.phase() == ag::phase::prepare);
    CHECK(ended.retryable());
    CHECK_FALSE(ended.transient());
    CHECK(ended.failed_action() == label);
    CHECK(message(ended) == text);
}

template <class Outcome>
void check_doubtful(Outcome const& ended, std::string_view label, std::string_view text) {
    CHECK(ended.status() == ag::status::in_doubt);
    CHECK(ended.phase() == ag::phase::commit);
    CHECK_FALSE(ended.retryable());
    CHECK(ended.failed_action() == label);
    CHECK(message(ended) == text);
}

constexpr auto same = [](int n) noexcept { return n; };
constexpr auto throwing = [](int n) {
    if (n < 0) throw std::runtime_error("negative");
    return n;
};

TEST_CASE("an exception before the boundary is a failure of the action that threw it", "[exceptions]") {
    constexpr auto whole =
        ag::query<"q">(ag::transform<"a">(same) | ag::fetch<"b">(throwing) | ag::transform<"c">(same));
    check_prepared(ag::run(whole, -1), "b", "negative");
    CHECK(*ag::run(whole, 1) == 1);
}

TEST_CASE("what was thrown need not be a std::exception", "[exceptions]") {
    constexpr auto whole = ag::query<"q">(ag::transform<"a">([](int n) -> int { throw n; }));
    auto const ended = ag::run(whole, 42);
    CHECK(ended.status() == ag::status::failed);
    int caught = 0;
    try {
        std::rethrow_exception(std::get<ag::thrown>(ended.error()).exception());
    } catch (int number) {
        caught = number;
    }
    CHECK(caught == 42);
}

TEST_CASE("an exception out of a mutation leaves its effect in doubt", "[exceptions]") {
    constexpr auto key = [](int n) noexcept { return n; };
    check_doubtful(ag::run(ag::command<"q">(ag::persist<"p">(throwing, ag::unprotected)), -1), "p",
                   "negative");
    check_doubtful(ag::run(ag::command<"q">(ag::persist<"p">(throwing, ag::keyed_by(key))), -1), "p",
                   "negative");
    check_doubtful(ag::run(ag::command<"q">(ag::emit<"e">(throwing, ag::natural)), -1), "e", "negative");
    CHECK(*ag::run(ag::command<"q">(ag::persist<"p">(throwing, ag::unprotected)), 1) == 1);
}

TEST_CASE("what is noexcept and returns no result cannot end a run", "[exceptions]") {
    constexpr auto sure = ag::query<"q">(ag::transform<"a">(same));
    static_assert(std::is_same_v<decltype(ag::run(sure, 1))::error_type, std::variant<std::monostate>>);
    constexpr auto unsure = ag::query<"q">(ag::transform<"a">(throwing));
    static_assert(can_throw<decltype(ag::run(unsure, 1))>);
    SUCCEED();
}

TEST_CASE("an operation that throws and returns a result can end both ways", "[exceptions]") {
    constexpr auto both = ag::query<"q">(ag::fetch<"a">([](int n) -> ag::result<int, char> {
        if (n == 0) return ag::unexpected('0');
        return throwing(n);
    }));
    static_assert(std::is_same_v<decltype(ag::run(both, 1))::error_type, std::variant<char, ag::thrown>>);
    CHECK(std::get<char>(ag::run(both, 0).error()) == '0');
    check_prepared(ag::run(both, -1), "a", "negative");
}

TEST_CASE("exceptions out of predicates", "[exceptions]") {
    constexpr auto predicate = [](int n) { return throwing(n) > 0; };
    constexpr auto validated = ag::query<"q">(ag::validate<"v">(predicate));
    check_prepared(ag::run(validated, -1), "v", "negative");
    CHECK(std::get<ag::invalid>(ag::run(validated, 0).error()).label == "v");
    constexpr auto decided = ag::query<"q">(
        ag::transform<"a">(same)
        | ag::decide<"d">(ag::when([](int n) noexcept { return n == -7; }, ag::transform<"b">(same)),
                          ag::when(predicate, ag::transform<"c">(same)),
                          ag::otherwise(ag::transform<"e">(same))));
    check_prepared(ag::run(decided, -1), "d", "negative");
    CHECK(*ag::run(decided, -7) == -7);
    CHECK(*ag::run(decided, 0) == 0);
    constexpr auto gated = ag::query<"q">(ag::gate<"g">(
        [](int n) { return throwing(n) > 0 ? ag::approval::approved : ag::approval::waiting; }));
    check_prepared(ag::run(gated, -1), "g", "negative");
    CHECK(ag::run(gated, 0).status() == ag::status::waiting);
}

// A number whose copies throw, and whose moves throw, when they are told to.
struct delicate {
    int number = 0;
    bool breaks_on_copy = false;
    bool breaks_on_move = false;

    delicate(int n, bool copy, bool move) noexcept : number(n), breaks_on_copy(copy), breaks_on_move(move) {}
    delicate(delicate const& other)
        : number(other.number), breaks_on_copy(other.breaks_on_copy), breaks_on_move(other.breaks_on_move) {
        if (breaks_on_copy) throw std::runtime_error("copy");
    }
    delicate(delicate&& other) noexcept(false)
        : number(other.number), breaks_on_copy(other.breaks_on_copy), breaks_on_move(other.breaks_on_move) {
        if (breaks_on_move) throw std::runtime_error("move");
    }
    delicate& operator=(delicate const&) = delete;
    delicate& operator=(delicate&&) = delete;
    ~delicate() = default;
};
constexpr auto take = [](delicate d) noexcept { return d.number; };
constexpr auto look = [](delicate const& d) noexcept { return d.number; };

TEST_CASE("an exception out of the copy of a value that is needed again", "[exceptions]") {
    constexpr auto made = [](bool breaks) {
        return ag::transform<"made">([breaks](int n) noexcept { return delicate(n, breaks, false); });
    };
    auto const whole = [made](bool breaks) {
        return ag::query<"q">(made(breaks) | ag::transform<"taken">(take)
                              | ag::transform<"again">(ag::from<"made">, look));
    };
    check_prepared(ag::run(whole(true), 7), "taken", "copy");
    CHECK(*ag::run(whole(false), 7) == 7);
    auto const moved = [made](bool breaks) {
        return ag::query<"q">(made(breaks) | ag::transform<"taken">(take));
    };
    CHECK(*ag::run(moved(true), 7) == 7); // nothing was copied
}

TEST_CASE("an exception out of the copy of an input that the caller keeps", "[exceptions]") {
    constexpr auto whole = ag::query<"q">(ag::transform<"taken">(take));
    delicate const kept(7, true, false);
    check_prepared(ag::run(whole, kept), "taken", "copy");
    CHECK(*ag::run(whole, delicate(7, true, false)) == 7);
}

TEST_CASE("an exception out of the move of the output", "[exceptions]") {
    constexpr auto whole = [](bool breaks) {
        return ag::query<"q">(
            ag::transform<"made">([breaks](int n) noexcept { return delicate(n, false, breaks); })
            | ag::validate<"v">([](delicate const&) noexcept { return true; }));
    };
    check_prepared(ag::run(whole(true), 7), "v", "move");
    CHECK((*ag::run(whole(false), 7)).number == 7);
}

TEST_CASE("an exception out of the copy of the output behind a mutation leaves the answer lost",
          "[exceptions]") {
    constexpr auto whole = [](bool breaks) {
        return ag::command<"q">(
            ag::persist<"p">([breaks](int n) noexcept { return delicate(n, breaks, false); }, ag::natural)
            | ag::transform<"view">([](delicate const& d) noexcept -> delicate const& { return d; }));
    };
    check_doubtful(ag::run(whole(true), 7), "view", "copy");
    CHECK((*ag::run(whole(false), 7)).number == 7);
}

TEST_CASE("an output that its action returns is neither moved nor copied", "[exceptions]") {
    constexpr auto whole =
        ag::query<"q">(ag::transform<"made">([](int n) noexcept { return delicate(n, true, true); }));
    CHECK((*ag::run(whole, 7)).number == 7);
}

TEST_CASE("an exception out of the projection of a key", "[exceptions]") {
    constexpr auto whole = ag::command<"q">(
        ag::persist<"p">([](int n, ag::idempotency_key<int>) noexcept { return n; }, ag::keyed_by(throwing)));
    CHECK(*ag::run(whole, 1) == 1);
    // Nothing was sent yet; that it may not escape is what matters.
    auto const ended = ag::run(whole, -1);
    CHECK(ended.failed_action() == "p");
    CHECK(message(ended) == "negative");
}

TEST_CASE("an exception inside of a nested composition keeps its own label", "[exceptions]") {
    constexpr auto inner = ag::query<"inner">(ag::transform<"a">(same) | ag::transform<"b">(throwing));
    check_prepared(ag::run(ag::query<"outer">(ag::transform<"x">(same) | inner), -1), "b", "negative");
    check_prepared(ag::run(ag::query<"outer">(ag::apply<"renamed">(inner)), -1), "b", "negative");
    check_prepared(ag::run(ag::query<"outer">(ag::decide<"d">(ag::otherwise(inner))), -1), "b", "negative");
    check_prepared(ag::run(ag::query<"outer">(ag::all(ag::transform<"x">(same), inner)), -1), "b",
                   "negative");
    check_prepared(ag::run(ag::query<"outer">(ag::fan_out<"f">(inner)), std::vector<int>{1, -1, 2}), "b",
                   "negative");
    check_prepared(ag::run(ag::query<"outer">(ag::fan_out<"f">(inner)), std::array<int, 2>{1, -1}), "b",
                   "negative");
    constexpr auto commit =
        ag::command<"commit">(ag::transform<"a">(same) | ag::emit<"e">(throwing, ag::natural));
    check_doubtful(ag::run(ag::command<"outer">(ag::transform<"x">(same) | commit), -1), "e", "negative");
    check_doubtful(ag::run(ag::command<"outer">(ag::decide<"d">(ag::otherwise(commit))), -1), "e",
                   "negative");
}

struct throwing_resource {
    int calls = 0;
    int read(int) {
        ++calls;
        throw std::runtime_error("resource");
    }
};

TEST_CASE("an exception out of a resource, after which nothing more runs", "[exceptions]") {
    int later = 0;
    auto const whole = ag::query<"q">(ag::fetch<"a">(&throwing_resource::read)
                                      | ag::transform<"b">([&later](int n) noexcept { return later = n; }));
    throwing_resource resource;
    check_prepared(ag::run(whole, 1, ag::environment{resource}), "a", "resource");
    CHECK(resource.calls == 1);
    CHECK(later == 0);
}

TEST_CASE("an exception releases what was made before it", "[exceptions]") {
    for (int failing = 0; failing <= 4; ++failing) {
        ledger book;
        {
            auto const step = [&book, failing](int number) {
                return [&book, failing, number](tracked const& before) {
                    if (number == failing) throw std::runtime_error("step");
                    return tracked(book, before.number() + 1);
                };
            };
            auto const whole =
                ag::command<"q">(ag::fetch<"1">(step(1)) | ag::fetch<"2">(step(2))
                                 | ag::transform<"3">(step(3)) | ag::persist<"4">(step(4), ag::natural));
            auto const ended = ag::run(whole, tracked(book, 0));
            CHECK(static_cast<bool>(ended) == (failing == 0));
            if (failing == 4) check_doubtful(ended, "4", "step");
            if (failing > 0 && failing < 4) check_prepared(ended, std::to_string(failing), "step");
            CHECK(book.living == (failing == 0 ? 1 : 0));
        }
        CHECK(book.living == 0);
    }
}

TEST_CASE("an exception out of the memory of a fan_out", "[exceptions]") {
    struct unlucky : std::vector<int> { // a range whose elements cannot be reached
        using std::vector<int>::vector;
    };
    constexpr auto whole = ag::query<"q">(ag::fan_out<"f", std::vector>(ag::transform<"b">(same)));
    CHECK(ag::run(whole, unlucky{1, 2})->size() == 2);
    struct elements {
        int* begin() const { throw std::runtime_error("range"); }
        int* end() const { return nullptr; }
    };
    check_prepared(ag::run(whole, elements{}), "f", "range");
}

TEST_CASE("a copy of thrown shares what was thrown", "[exceptions]") {
    ag::thrown const nothing;
    CHECK(nothing.exception() == nullptr);
    ag::thrown const one(std::make_exception_ptr(std::runtime_error("one")));
    ag::thrown copy(one);
    CHECK(copy.exception() == one.exception());
    copy = nothing;
    CHECK(copy.exception() == nullptr);
    copy = one;
    CHECK(copy.exception() == one.exception());
    ag::thrown const& itself = copy;
    copy = itself;
    CHECK(copy.exception() == one.exception());
    copy = ag::thrown(std::make_exception_ptr(1));
    CHECK(copy.exception() != one.exception());
    static_assert(std::is_nothrow_copy_constructible_v<ag::thrown>
                  && std::is_nothrow_copy_assignable_v<ag::thrown>);
}

TEST_CASE("a composition that might throw still runs in a constant expression", "[exceptions]") {
    constexpr auto whole = ag::query<"q">(ag::transform<"a">(throwing) | ag::fetch<"b">(throwing));
    static_assert(*ag::run(whole, 3) == 3);
    CHECK(*ag::run(whole, 3) == 3);
}

} // namespace
