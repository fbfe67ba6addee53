#include "support/catch.hpp"
#include "support/tracked.hpp"
#include "support/verify.hpp"

#include <action_grammar/core.hpp>

#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

// How a run ends, and what its outcome says of it.

namespace ag = action_grammar;

namespace {

using action_grammar_tests::ledger;
using action_grammar_tests::move_only;
using action_grammar_tests::tracked;
using std::string_view;

// What an outcome says, without its value and its error.
struct account {
    ag::status status{};
    ag::phase phase{};
    bool retryable = false;
    bool has_error = false;
    bool transient = false;
    string_view action{};

    friend constexpr bool operator==(account const&, account const&) = default;
};

template <class Outcome>
constexpr account account_of(Outcome const& ended) {
    bool const consistent = static_cast<bool>(ended) == (ended.status() == ag::status::completed);
    return {ended.status(),    ended.phase(),     ended.retryable(),
            ended.has_error(), ended.transient(), consistent ? ended.failed_action() : "inconsistent"};
}

struct permanent {};
struct passing {
    [[nodiscard]] static constexpr bool transient() noexcept { return true; }
};
struct lost {
    [[nodiscard]] static constexpr bool in_doubt() noexcept { return true; }
};

// A run that ends as the number says, in an action "here" of its own kind.
template <class Error>
constexpr auto fetching =
    ag::fetch<"here">([](int) noexcept -> ag::result<int, Error> { return ag::unexpected(Error{}); });
template <class Error>
constexpr auto storing = [](int) noexcept -> ag::result<int, Error> { return ag::unexpected(Error{}); };

constexpr auto ran(auto const& action) { return account_of(ag::run(ag::query<"q">(action), 1)); }
constexpr auto ordered(auto const& action) { return account_of(ag::run(ag::command<"q">(action), 1)); }

TEST_CASE("completed", "[outcome]") {
    constexpr auto done =
        ag::run(ag::query<"q">(ag::transform<"a">([](int n) noexcept { return n + 1; })), 41);
    static_assert(account_of(done) == account{});
    static_assert(*done == 42);
    static_assert(done.failed_action().empty());
    static_assert(done.status() == ag::status::completed && !done.has_error() && !done.transient());
    CHECK(account_of(done) == account{});
    CHECK(done.value_or(0) == 42);
}

TEST_CASE("failed before the boundary: nothing happened, so it may be run again", "[outcome]") {
    ACTION_GRAMMAR_VERIFY(ran(fetching<permanent>)
                          == account{ag::status::failed, ag::phase::prepare, true, true, false, "here"});
    ACTION_GRAMMAR_VERIFY(ran(fetching<passing>)
                          == account{ag::status::failed, ag::phase::prepare, true, true, true, "here"});
    // Doubt is about effects; before the boundary there are none.
    ACTION_GRAMMAR_VERIFY(ran(fetching<lost>)
                          == account{ag::status::failed, ag::phase::prepare, true, true, false, "here"});
    ACTION_GRAMMAR_VERIFY(ran(ag::validate<"here">([](int) noexcept { return false; }))
                          == account{ag::status::failed, ag::phase::prepare, true, true, false, "here"});
}

TEST_CASE("failed at the boundary: the protection says whether it may be run again", "[outcome]") {
    constexpr auto key = [](int n) noexcept { return n; };
    constexpr account safe{ag::status::failed, ag::phase::commit, true, true, false, "here"};
    constexpr account unsafe{ag::status::failed, ag::phase::commit, false, true, false, "here"};
    ACTION_GRAMMAR_VERIFY(ordered(ag::persist<"here">(storing<permanent>, ag::keyed_by(key))) == safe);
    ACTION_GRAMMAR_VERIFY(ordered(ag::persist<"here">(storing<permanent>, ag::natural)) == safe);
    ACTION_GRAMMAR_VERIFY(ordered(ag::persist<"here">(storing<permanent>, ag::same_transaction)) == safe);
    ACTION_GRAMMAR_VERIFY(ordered(ag::persist<"here">(storing<permanent>, ag::unprotected)) == unsafe);
    ACTION_GRAMMAR_VERIFY(ordered(ag::emit<"here">(storing<permanent>, ag::keyed_by(key))) == safe);
    ACTION_GRAMMAR_VERIFY(ordered(ag::emit<"here">(storing<permanent>, ag::unprotected)) == unsafe);
    ACTION_GRAMMAR_VERIFY(ordered(ag::persist<"here">(storing<passing>, ag::natural))
                          == account{ag::status::failed, ag::phase::commit, true, true, true, "here"});
}

TEST_CASE("in doubt: never to be repeated blindly, whatever the protection", "[outcome]") {
    constexpr account doubtful{ag::status::in_doubt, ag::phase::commit, false, true, false, "here"};
    ACTION_GRAMMAR_VERIFY(ordered(ag::persist<"here">(storing<lost>, ag::unprotected)) == doubtful);
    ACTION_GRAMMAR_VERIFY(ordered(ag::persist<"here">(storing<lost>, ag::natural)) == doubtful);
    ACTION_GRAMMAR_VERIFY(ordered(ag::emit<"here">(storing<lost>, ag::same_transaction)) == doubtful);
}

TEST_CASE("waiting and rejected are no errors", "[outcome]") {
    constexpr auto gate = [](ag::approval answer) {
        return ag::gate<"here">([answer](int) noexcept { return answer; });
    };
    ACTION_GRAMMAR_VERIFY(ran(gate(ag::approval::waiting))
                          == account{ag::status::waiting, ag::phase::prepare, true, false, false, "here"});
    ACTION_GRAMMAR_VERIFY(ran(gate(ag::approval::rejected))
                          == account{ag::status::rejected, ag::phase::prepare, false, false, false, "here"});
    ACTION_GRAMMAR_VERIFY(ran(gate(ag::approval::approved)) == account{});
}

TEST_CASE("statuses and phases in words", "[outcome]") {
    ACTION_GRAMMAR_VERIFY(ag::name(ag::status::completed) == "completed");
    ACTION_GRAMMAR_VERIFY(ag::name(ag::status::failed) == "failed");
    ACTION_GRAMMAR_VERIFY(ag::name(ag::status::waiting) == "waiting");
    ACTION_GRAMMAR_VERIFY(ag::name(ag::status::rejected) == "rejected");
    ACTION_GRAMMAR_VERIFY(ag::name(ag::status::in_doubt) == "in_doubt");
    ACTION_GRAMMAR_VERIFY(ag::name(ag::phase::prepare) == "prepare");
    ACTION_GRAMMAR_VERIFY(ag::name(ag::phase::commit) == "commit");
}

// Each of the ways in which an error says of itself that it is transient or doubtful.
struct by_member {
    bool transient = false;
    bool in_doubt = false;
};
struct by_function {
    bool yes;
    [[nodiscard]] constexpr bool transient() const noexcept { return yes; }
    [[nodiscard]] constexpr bool in_doubt() const noexcept { return yes; }
};
struct by_lookup {
    bool yes;
    friend constexpr bool is_transient(by_lookup error) noexcept { return error.yes; }
    friend constexpr bool is_in_doubt(by_lookup error) noexcept { return error.yes; }
};

TEST_CASE("an error says of itself whether it is transient, and whether it leaves doubt", "[outcome]") {
    ACTION_GRAMMAR_VERIFY(ag::transient(by_member{true, false}));
    ACTION_GRAMMAR_VERIFY(!ag::transient(by_member{false, true}));
    ACTION_GRAMMAR_VERIFY(ag::transient(by_function{true}));
    ACTION_GRAMMAR_VERIFY(!ag::transient(by_function{false}));
    ACTION_GRAMMAR_VERIFY(ag::transient(by_lookup{true}));
    ACTION_GRAMMAR_VERIFY(!ag::transient(by_lookup{false}));
    ACTION_GRAMMAR_VERIFY(!ag::transient(permanent{}));
    ACTION_GRAMMAR_VERIFY(!ag::transient(ag::thrown{}));
    ACTION_GRAMMAR_VERIFY(!ag::transient(ag::invalid{"a"}));
    ACTION_GRAMMAR_VERIFY(ag::transient(ag::timed_out{"a"}));

    ACTION_GRAMMAR_VERIFY(ag::doubtful(by_member{false, true}));
    ACTION_GRAMMAR_VERIFY(!ag::doubtful(by_member{true, false}));
    ACTION_GRAMMAR_VERIFY(ag::doubtful(by_function{true}));
    ACTION_GRAMMAR_VERIFY(!ag::doubtful(by_function{false}));
    ACTION_GRAMMAR_VERIFY(ag::doubtful(by_lookup{true}));
    ACTION_GRAMMAR_VERIFY(!ag::doubtful(by_lookup{false}));
    ACTION_GRAMMAR_VERIFY(!ag::doubtful(permanent{}));
    ACTION_GRAMMAR_VERIFY(ag::doubtful(ag::thrown{}));
    ACTION_GRAMMAR_VERIFY(ag::doubtful(ag::answer_lost{"a"}));
}

TEST_CASE("the same operation may fail, in doubt or not: the error decides when it runs", "[outcome]") {
    constexpr auto ended = [](bool doubt) {
        auto const store = [doubt](int) noexcept -> ag::result<int, by_function> {
            return ag::unexpected(by_function{doubt});
        };
        return ag::run(ag::command<"q">(ag::persist<"p">(store, ag::natural)), 1).status();
    };
    ACTION_GRAMMAR_VERIFY(ended(true) == ag::status::in_doubt);
    ACTION_GRAMMAR_VERIFY(ended(false) == ag::status::failed);
}

template <int Number>
struct error {
    int detail = 0;
};
template <ag::label Label, class Error>
constexpr auto may_fail = ag::transform<Label>([](int n) noexcept -> ag::result<int, Error> { return n; });

template <class Composition>
using errors_of = typename decltype(ag::run(std::declval<Composition const&>(), 1))::error_type;

TEST_CASE("the errors are the union of the actions' errors, each once and in order", "[outcome]") {
    constexpr auto sure = ag::transform<"sure">([](int n) noexcept { return n; });
    constexpr auto unsure = ag::transform<"unsure">([](int n) { return n; });
    constexpr auto check = ag::validate<"check">([](int) noexcept { return true; });
    static_assert(std::is_same_v<errors_of<decltype(ag::query<"q">(sure))>, std::variant<std::monostate>>);
    static_assert(std::is_same_v<errors_of<decltype(ag::query<"q">(unsure))>, std::variant<ag::thrown>>);
    static_assert(std::is_same_v<errors_of<decltype(ag::query<"q">(check))>, std::variant<ag::invalid>>);
    constexpr auto several =
        ag::query<"q">(may_fail<"a", error<1>> | may_fail<"b", error<2>> | sure
                       | may_fail<"c", error<1>> | unsure | check | may_fail<"d", error<3>>);
    static_assert(std::is_same_v<errors_of<decltype(several)>,
                                 std::variant<error<1>, error<2>, ag::thrown, ag::invalid, error<3>>>);
    constexpr auto nested = ag::query<"outer">(may_fail<"z", error<3>> | several | may_fail<"y", error<4>>);
    static_assert(
        std::is_same_v<errors_of<decltype(nested)>,
                       std::variant<error<3>, error<1>, error<2>, ag::thrown, ag::invalid, error<4>>>);
    SUCCEED();
}

TEST_CASE("an outcome holds the error of the action that failed", "[outcome]") {
    constexpr auto ended = [](int which) {
        auto const a = [which](int n) noexcept -> ag::result<int, error<1>> {
            if (which == 1) return ag::unexpected(error<1>{10});
            return n;
        };
        auto const b = [which](int n) noexcept -> ag::result<int, error<2>> {
            if (which == 2) return ag::unexpected(error<2>{20});
            return n;
        };
        auto const c = [which](int n) noexcept -> ag::result<int, error<1>> {
            if (which == 3) return ag::unexpected(error<1>{30});
            return n;
        };
        return ag::run(ag::query<"q">(ag::fetch<"a">(a) | ag::fetch<"b">(b) | ag::fetch<"c">(c)), 5);
    };
    ACTION_GRAMMAR_VERIFY(std::get<error<1>>(ended(1).error()).detail == 10);
    ACTION_GRAMMAR_VERIFY(ended(1).failed_action() == "a");
    ACTION_GRAMMAR_VERIFY(std::get<error<2>>(ended(2).error()).detail == 20);
    ACTION_GRAMMAR_VERIFY(ended(2).failed_action() == "b");
    ACTION_GRAMMAR_VERIFY(std::get<error<1>>(ended(3).error()).detail == 30);
    ACTION_GRAMMAR_VERIFY(ended(3).failed_action() == "c");
    ACTION_GRAMMAR_VERIFY(*ended(4) == 5);
}

TEST_CASE("a refused value is invalid, with the label of who refused it", "[outcome]") {
    constexpr auto whole = ag::query<"q">(ag::validate<"positive">([](int n) noexcept { return n > 0; })
                                          | ag::validate<"small">([](int n) noexcept { return n < 9; }));
    ACTION_GRAMMAR_VERIFY(std::get<ag::invalid>(ag::run(whole, 0).error()) == ag::invalid{"positive"});
    ACTION_GRAMMAR_VERIFY(std::get<ag::invalid>(ag::run(whole, 9).error()) == ag::invalid{"small"});
}

TEST_CASE("the type of an outcome can be written down", "[outcome]") {
    struct handler {
        static constexpr ag::outcome<int, permanent, ag::invalid> handle(int n) {
            constexpr auto whole = ag::query<"q">(may_fail<"a", permanent>
                                                  | ag::validate<"b">([](int m) noexcept { return m > 0; }));
            return ag::run(whole, n);
        }
    };
    ACTION_GRAMMAR_VERIFY(*handler::handle(3) == 3);
    ACTION_GRAMMAR_VERIFY(handler::handle(0).failed_action() == "b");
    static_assert(std::is_trivially_copy_constructible_v<ag::outcome<int, permanent>>);
    static_assert(std::is_trivially_move_constructible_v<ag::outcome<int, permanent>>);
    static_assert(std::is_trivially_destructible_v<ag::outcome<int, permanent>>);
    static_assert(!std::is_trivially_destructible_v<ag::outcome<tracked, permanent>>);
    static_assert(!std::is_trivially_destructible_v<ag::outcome<int, tracked>>);
    static_assert(!std::is_default_constructible_v<ag::outcome<int, permanent>>);
    static_assert(std::is_copy_assignable_v<ag::outcome<int, permanent>>);
    static_assert(std::is_nothrow_move_assignable_v<ag::outcome<move_only, permanent>>);
    static_assert(!std::is_copy_assignable_v<ag::outcome<move_only, permanent>>);
    static_assert(!std::is_copy_constructible_v<ag::outcome<move_only, permanent>>);
    static_assert(std::is_nothrow_move_constructible_v<ag::outcome<move_only, permanent>>);
}

TEST_CASE("an output is reached like that of an optional", "[outcome]") {
    constexpr auto reached = [] {
        auto ended =
            ag::run(ag::query<"q">(ag::transform<"a">([](int n) noexcept { return std::tuple{n}; })), 7);
        auto const& looked = ended;
        bool good = std::get<0>(*ended) == 7 && std::get<0>(*looked) == 7 && ended.operator->() == &*looked;
        std::get<0>(*ended) = 8;
        static_assert(std::is_same_v<decltype(*std::move(ended)), std::tuple<int>&&>);
        return good && std::get<0>(*std::move(ended)) == 8;
    };
    ACTION_GRAMMAR_VERIFY(reached());
    constexpr auto refused = ag::query<"q">(ag::validate<"v">([](int n) noexcept { return n > 5; }));
    ACTION_GRAMMAR_VERIFY(ag::run(refused, 7).value_or(1) == 7);
    ACTION_GRAMMAR_VERIFY(ag::run(refused, 3).value_or(1) == 1);
    constexpr auto moved_out = [] {
        auto ended =
            ag::run(ag::query<"q">(ag::transform<"a">([](int n) noexcept { return move_only(n); })), 7);
        move_only const out = *std::move(ended);
        return out.number() == 7 && (*ended).number() == -1;
    };
    ACTION_GRAMMAR_VERIFY(moved_out());
}

// ---- what an early exit leaves behind

// The same, with one outcome of each kind assigned to one of each kind.
constexpr ledger after_assignments() {
    ledger book;
    {
        auto const ended = [&book](int how) {
            auto const answer = how == 2 ? ag::approval::waiting : ag::approval::approved;
            auto const whole =
                ag::query<"q">(ag::fetch<"f">([&book](int h) noexcept -> ag::result<tracked, tracked> {
                                   if (h == 1) return ag::result<tracked, tracked>(ag::unexpect, book, h);
                                   return ag::result<tracked, tracked>(std::in_place, book, h);
                               })
                               | ag::gate<"g">([answer](tracked const&) noexcept { return answer; }));
            return ag::run(whole, how);
        };
        for (int from = 0; from < 3; ++from) {
            for (int to = 0; to < 3; ++to) {
                auto target = ended(to);
                auto source = ended(from);
                target = source;
                bool const same = target.status() == source.status();
                auto const& itself = target;
                target = itself;
                auto other = ended(to);
                other = std::move(source);
                bool const kept = other.status() == target.status()
                               && (from != 0 || ((*other).number() == 0 && (*target).number() == 0))
                               && (from != 1 || std::get<0>(other.error()).number() == 1);
                if (!same || !kept) return {-1, -1, -1, -1};
            }
        }
    }
    return book;
}

TEST_CASE("an outcome takes the place of another", "[outcome]") {
    ACTION_GRAMMAR_VERIFY(after_assignments().living == 0);
}

struct tracked_error {
    tracked witness;
};

template <int Number>
constexpr auto step(ledger& book, int failing) {
    return [&book, failing](tracked const& before) noexcept -> ag::result<tracked, tracked_error> {
        if (failing == Number)
            return ag::result<tracked, tracked_error>(ag::unexpect, tracked(book, -Number));
        return ag::result<tracked, tracked_error>(std::in_place, book, before.number() + 1);
    };
}

// Runs five actions, each of which yields an object, the third of which mutates nothing and the fourth of
// which does; one of them fails. The books must be even whether or not the outcome was copied and moved.
constexpr bool nothing_is_left(int failing, string_view label) {
    ledger book;
    {
        auto const whole = ag::command<"q">(
            ag::fetch<"1">(step<1>(book, failing)) | ag::fetch<"2">(step<2>(book, failing))
            | ag::transform<"3">(step<3>(book, failing))
            | ag::persist<"4">(step<4>(book, failing), ag::natural)
            | ag::transform<"5">(ag::from<"1", "4">, [](tracked const& a, tracked const& b) noexcept {
                  return tracked(a.book(), a.number() * b.number());
              }));
        auto ended = ag::run(whole, tracked(book, 0));
        auto const copy = ended;
        auto const moved = std::move(ended);
        for (auto const* one : {&copy, &moved}) {
            if (one->failed_action() != label) return false;
            if (one->phase() != (failing == 4 ? ag::phase::commit : ag::phase::prepare)) return false;
            if (failing == 0 && (**one).number() != 4) return false;
            if (failing != 0 && std::get<0>(one->error()).witness.number() != -failing) return false;
        }
        if (book.living != 3) return false; // what the three outcomes hold, and nothing else
    }
    return book.living == 0 && book.made >= 2;
}

TEST_CASE("a run releases what its actions made, wherever it ends", "[outcome]") {
    ACTION_GRAMMAR_VERIFY(nothing_is_left(0, ""));
    ACTION_GRAMMAR_VERIFY(nothing_is_left(1, "1"));
    ACTION_GRAMMAR_VERIFY(nothing_is_left(2, "2"));
    ACTION_GRAMMAR_VERIFY(nothing_is_left(3, "3"));
    ACTION_GRAMMAR_VERIFY(nothing_is_left(4, "4"));
}

constexpr ledger after_halt(ag::approval answer, bool valid) {
    ledger book;
    {
        auto const whole =
            ag::query<"q">(ag::transform<"a">([&book](int n) noexcept { return tracked(book, n); })
                           | ag::gate<"g">([answer](tracked const&) noexcept { return answer; })
                           | ag::transform<"b">([](tracked t) noexcept { return t; })
                           | ag::validate<"v">([valid](tracked const&) noexcept { return valid; })
                           | ag::transform<"c">([](tracked t) noexcept { return t; }));
        auto ended = ag::run(whole, 1);
        auto const moved = std::move(ended);
        auto const copied = moved; // NOLINT(performance-unnecessary-copy-initialization)
        if (copied.status() != moved.status()) book.made = -1;
    }
    return book;
}

TEST_CASE("a run that halts releases what its actions made", "[outcome]") {
    ACTION_GRAMMAR_VERIFY(after_halt(ag::approval::waiting, true).living == 0);
    ACTION_GRAMMAR_VERIFY(after_halt(ag::approval::rejected, true).living == 0);
    ACTION_GRAMMAR_VERIFY(after_halt(ag::approval::approved, false).living == 0);
    ACTION_GRAMMAR_VERIFY(after_halt(ag::approval::approved, true).living == 0);
    ACTION_GRAMMAR_VERIFY(after_halt(ag::approval::waiting, true).made == 1);
    ACTION_GRAMMAR_VERIFY(after_halt(ag::approval::approved, true).made == 1);
}

TEST_CASE("values are released in the reverse of the order in which they were made", "[outcome]") {
    struct log {
        int order[4]{};
        int count = 0;
    };
    struct noted {
        log* book;
        int number;
        constexpr noted(log& of, int n) noexcept : book(&of), number(n) {}
        noted(noted const&) = delete;
        noted& operator=(noted const&) = delete;
        constexpr ~noted() { book->order[book->count++] = number; }
    };
    constexpr auto released = [](bool fails) {
        log book;
        auto const whole =
            ag::query<"q">(ag::transform<"a">([&book](int) noexcept { return noted(book, 1); })
                           | ag::transform<"b">([&book](noted const&) noexcept { return noted(book, 2); })
                           | ag::transform<"c">([&book](noted const&) noexcept { return noted(book, 3); })
                           | ag::validate<"v">([fails](noted const&) noexcept { return !fails; })
                           | ag::transform<"n">([](noted const& n) noexcept { return n.number; }));
        static_cast<void>(ag::run(whole, 0));
        return book.count == 3 && book.order[0] == 3 && book.order[1] == 2 && book.order[2] == 1;
    };
    ACTION_GRAMMAR_VERIFY(released(false));
    ACTION_GRAMMAR_VERIFY(released(true));
}

} // namespace
