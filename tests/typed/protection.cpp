#include "support/catch.hpp"
#include "support/tracked.hpp"
#include "support/verify.hpp"

#include <action_grammar/action_grammar.hpp>

#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <variant>

// How the repeat of a mutation is made safe, and what a mutation that can be asked about does with its
// answers.

namespace ag = action_grammar;

namespace {

struct order {
    int id;
};

// What a receiver of orders does when it is sent one.
enum class sending : unsigned char { answers, loses_the_answer, loses_the_order, refuses };

// A receiver that deduplicates nothing itself but can be asked.
struct receiver {
    sending behavior = sending::answers;
    int asks_until_unreachable = 1000; ///< it answers no more questions then
    bool stored = false;
    int sends = 0;
    int asks = 0;

    constexpr std::optional<int> ask(order const& o) noexcept {
        ++asks;
        return stored ? std::optional<int>(o.id + 100) : std::nullopt;
    }
    constexpr bool ask_whether(order const&) noexcept {
        ++asks;
        return stored;
    }
    constexpr ag::result<std::optional<int>, char> ask_if_reachable(order const& o) noexcept {
        if (asks >= asks_until_unreachable) return ag::unexpected('?');
        return ask(o);
    }
    constexpr ag::result<bool, char> ask_whether_if_reachable(order const& o) noexcept {
        if (asks >= asks_until_unreachable) return ag::unexpected('?');
        return ask_whether(o);
    }
};

struct send_error {
    bool in_doubt = false;
};
constexpr ag::result<int, send_error> send(receiver& to, order const& o) noexcept {
    ++to.sends;
    switch (to.behavior) {
    case sending::answers: to.stored = true; return o.id + 100;
    case sending::loses_the_answer: to.stored = true; return ag::unexpected(send_error{true});
    case sending::loses_the_order: return ag::unexpected(send_error{true});
    case sending::refuses: break;
    }
    return ag::unexpected(send_error{false});
}
constexpr ag::result<void, send_error> send_silently(receiver& to, order const& o) noexcept {
    auto const sent = send(to, o);
    if (!sent) return ag::unexpected(sent.error());
    return {};
}

struct story {
    ag::status status{};
    ag::phase phase{};
    bool retryable = false;
    int value = 0; ///< of a completed run
    int sends = 0;
    int asks = 0;
    friend constexpr bool operator==(story const&, story const&) = default;
};

template <class Composition>
constexpr story told(Composition const& whole, receiver to) {
    auto const ended = ag::run(whole, order{7}, ag::environment{to});
    int value = 0;
    if constexpr (std::is_same_v<typename std::remove_cvref_t<decltype(ended)>::value_type, int>) {
        value = ended.value_or(0);
    }
    return {ended.status(), ended.phase(), ended.retryable(), value, to.sends, to.asks};
}

template <auto Verifier>
constexpr auto verified =
    ag::command<"place">(ag::persist<"sent">(ag::on<receiver>(send), ag::verified_by(Verifier)));

constexpr receiver answering{.behavior = sending::answers};
constexpr receiver holding_it{.behavior = sending::answers, .stored = true};
constexpr receiver losing_answers{.behavior = sending::loses_the_answer};
constexpr receiver losing_orders{.behavior = sending::loses_the_order};
constexpr receiver refusing{.behavior = sending::refuses};

constexpr story completed(int value, int sends, int asks) {
    return {ag::status::completed, ag::phase::prepare, false, value, sends, asks};
}

TEST_CASE("verified: what happened earlier is not sent again, and its answer is the value", "[protection]") {
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask>, holding_it) == completed(107, 0, 1));
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask_if_reachable>, holding_it) == completed(107, 0, 1));
}

TEST_CASE("verified: what did not happen yet is sent", "[protection]") {
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask>, answering) == completed(107, 1, 1));
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask_if_reachable>, answering) == completed(107, 1, 1));
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask_whether>, answering) == completed(107, 1, 1));
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask_whether_if_reachable>, answering)
                          == completed(107, 1, 1));
}

TEST_CASE("verified: a lost answer is asked for", "[protection]") {
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask>, losing_answers) == completed(107, 1, 2));
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask_if_reachable>, losing_answers)
                          == completed(107, 1, 2));
}

TEST_CASE("verified: an order that was lost did not happen, and that is certain", "[protection]") {
    constexpr story failed{ag::status::failed, ag::phase::commit, true, 0, 1, 2};
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask>, losing_orders) == failed);
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask_if_reachable>, losing_orders) == failed);
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask_whether>, losing_orders) == failed);
}

TEST_CASE("verified: a refusal is certain and asks nothing more", "[protection]") {
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask>, refusing)
                          == story{ag::status::failed, ag::phase::commit, true, 0, 1, 1});
}

TEST_CASE("verified: a lost answer that cannot be asked for stays in doubt", "[protection]") {
    constexpr receiver unreachable_later{.behavior = sending::loses_the_answer, .asks_until_unreachable = 1};
    constexpr story doubtful{ag::status::in_doubt, ag::phase::commit, false, 0, 1, 1};
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask_if_reachable>, unreachable_later) == doubtful);
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask_whether_if_reachable>, unreachable_later) == doubtful);
}

TEST_CASE("verified: when it cannot be asked before, nothing is sent", "[protection]") {
    constexpr receiver unreachable{.asks_until_unreachable = 0};
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask_if_reachable>, unreachable)
                          == story{ag::status::failed, ag::phase::prepare, true, 0, 0, 0});
    constexpr auto error = [](receiver to) {
        return ag::run(verified<&receiver::ask_if_reachable>, order{7}, ag::environment{to});
    };
    ACTION_GRAMMAR_VERIFY(std::get<char>(error(unreachable).error()) == '?');
    ACTION_GRAMMAR_VERIFY(error(unreachable).failed_action() == "sent");
}

TEST_CASE("verified: a bare yes does not bring back an answer", "[protection]") {
    constexpr story lost{ag::status::in_doubt, ag::phase::commit, false, 0, 0, 1};
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask_whether>, holding_it) == lost);
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask_whether_if_reachable>, holding_it) == lost);
    constexpr auto error = [](receiver to) {
        auto const ended = ag::run(verified<&receiver::ask_whether>, order{7}, ag::environment{to});
        return std::get<ag::answer_lost>(ended.error());
    };
    ACTION_GRAMMAR_VERIFY(error(holding_it) == ag::answer_lost{"sent"});
}

TEST_CASE("verified: a lost answer that turns out to have happened, by a bare yes", "[protection]") {
    constexpr story doubtful{ag::status::in_doubt, ag::phase::commit, false, 0, 1, 2};
    ACTION_GRAMMAR_VERIFY(told(verified<&receiver::ask_whether>, losing_answers) == doubtful);
}

TEST_CASE("verified: of a mutation without an answer a bare yes is all there is to know", "[protection]") {
    constexpr auto whole = ag::command<"place">(
        ag::persist<"sent">(ag::on<receiver>(send_silently), ag::verified_by(&receiver::ask_whether)));
    ACTION_GRAMMAR_VERIFY(told(whole, holding_it) == completed(0, 0, 1));
    ACTION_GRAMMAR_VERIFY(told(whole, answering) == completed(0, 1, 1));
    ACTION_GRAMMAR_VERIFY(told(whole, losing_answers) == completed(0, 1, 2));
    ACTION_GRAMMAR_VERIFY(told(whole, losing_orders).status == ag::status::failed);
    static_assert(std::is_same_v<decltype(ag::run(whole, order{},
                                                  std::declval<ag::environment<receiver&>>()))::error_type,
                                 std::variant<send_error>>);
}

TEST_CASE("verified: the errors are those of both operations", "[protection]") {
    using supplied = ag::environment<receiver&>;
    using asked = decltype(ag::run(verified<&receiver::ask>, order{}, std::declval<supplied>()));
    static_assert(std::is_same_v<asked::error_type, std::variant<send_error>>);
    using reachable =
        decltype(ag::run(verified<&receiver::ask_if_reachable>, order{}, std::declval<supplied>()));
    static_assert(std::is_same_v<reachable::error_type, std::variant<send_error, char>>);
    using whether = decltype(ag::run(verified<&receiver::ask_whether>, order{}, std::declval<supplied>()));
    static_assert(std::is_same_v<whether::error_type, std::variant<send_error, ag::answer_lost>>);
    SUCCEED();
}

TEST_CASE("verified: by a lambda over several values and another resource", "[protection]") {
    struct journal {
        int last = 0;
    };
    constexpr auto whole = ag::command<"place">(
        ag::all(ag::transform<"a">([](order const& o) noexcept { return o.id; }),
                ag::transform<"b">([](order const& o) noexcept { return o.id * 2; }))
        | ag::persist<"sent">(
            ag::on<receiver>([](receiver& r, int a, int b) noexcept {
                ++r.sends;
                return a + b;
            }),
            ag::verified_by(ag::on<journal const>([](journal const& j, int a, int b) noexcept {
                return j.last == a + b ? std::optional<int>(-1) : std::nullopt;
            }))));
    constexpr auto ran = [](auto const& composition, int last) {
        receiver to;
        journal const entries{last};
        int const value = *ag::run(composition, order{7}, ag::environment{entries, to});
        return value * 10 + to.sends;
    };
    ACTION_GRAMMAR_VERIFY(ran(whole, 0) == 211);
    ACTION_GRAMMAR_VERIFY(ran(whole, 21) == -10);
}

TEST_CASE("verified: the values are kept until the last question", "[protection]") {
    using action_grammar_tests::ledger;
    using action_grammar_tests::tracked;
    constexpr auto after = [] {
        ledger book;
        {
            int asks = 0;
            auto const whole = ag::command<"place">(ag::persist<"sent">(
                [](tracked t) noexcept -> ag::result<int, send_error> {
                    return t.number() == 7 ? ag::result<int, send_error>(ag::unexpect, true)
                                           : ag::result<int, send_error>(0);
                },
                ag::verified_by([&asks](tracked const& t) noexcept {
                    return ++asks == 2 ? std::optional<int>(t.number()) : std::nullopt;
                })));
            if (ag::run(whole, tracked(book, 7)).value_or(0) != 7) book.made = -1;
        }
        return book;
    };
    ACTION_GRAMMAR_VERIFY(after() == ledger{.made = 1, .copies = 1});
}

TEST_CASE("verified: exceptions out of either operation", "[protection]") {
    int asks = 0;
    int throws_at = 0; // which of the questions
    bool stored = false;
    auto const whole = ag::command<"place">(ag::persist<"sent">(
        [&](order const& o) -> int {
            if (o.id < 0) throw std::runtime_error("lost");
            stored = true;
            if (o.id == 0) throw std::runtime_error("answer lost");
            return o.id;
        },
        ag::verified_by([&](order const& o) -> std::optional<int> {
            if (++asks == throws_at) throw std::runtime_error("unreachable");
            return stored ? std::optional<int>(o.id + 100) : std::nullopt;
        })));
    auto const reset = [&](int which) {
        asks = 0;
        throws_at = which;
        stored = false;
    };
    static_assert(std::is_same_v<decltype(ag::run(whole, order{1}))::error_type, std::variant<ag::thrown>>);
    reset(0);
    CHECK(*ag::run(whole, order{5}) == 5);
    CHECK(*ag::run(whole, order{5}) == 105); // again: it happened
    reset(0);
    CHECK(*ag::run(whole, order{0}) == 100); // the answer was lost, and asked for
    reset(0);
    auto const lost = ag::run(whole, order{-1});
    CHECK(lost.status() == ag::status::failed);
    CHECK(lost.phase() == ag::phase::commit);
    CHECK(lost.retryable());
    reset(1);
    auto const before = ag::run(whole, order{5});
    CHECK(before.status() == ag::status::failed);
    CHECK(before.phase() == ag::phase::prepare);
    CHECK_FALSE(stored);
    reset(2);
    auto const after = ag::run(whole, order{0});
    CHECK(after.status() == ag::status::in_doubt);
    CHECK_FALSE(after.retryable());
    CHECK(stored);
}

TEST_CASE("verified: in nested compositions and under other constructs", "[protection]") {
    constexpr auto outer = ag::command<"outer">(
        ag::decide<"d">(ag::when([](order const& o) noexcept { return o.id > 0; }, verified<&receiver::ask>),
                        ag::otherwise(ag::transform<"none">([](order const&) noexcept { return 0; })))
        | ag::transform<"more">([](int n) noexcept { return n + 1; }));
    ACTION_GRAMMAR_VERIFY(told(outer, losing_answers) == completed(108, 1, 2));
    ACTION_GRAMMAR_VERIFY(told(outer, losing_orders)
                          == story{ag::status::failed, ag::phase::commit, true, 0, 1, 2});
}

TEST_CASE("a run is repeated until it is certain, and the mutation happens once", "[protection]") {
    // A handler that runs the composition again as long as the outcome allows it.
    constexpr auto handled = [](receiver to) {
        int runs = 0;
        ag::environment resources{to};
        auto ended = ag::run(verified<&receiver::ask>, order{7}, resources);
        while (++runs < 5 && !ended && ended.retryable()) {
            to.behavior = sending::answers;
            ended = ag::run(verified<&receiver::ask>, order{7}, resources);
        }
        return ended.value_or(0) * 100 + to.sends * 10 + runs;
    };
    ACTION_GRAMMAR_VERIFY(handled(answering) == 10711);
    ACTION_GRAMMAR_VERIFY(handled(losing_answers) == 10711);
    ACTION_GRAMMAR_VERIFY(handled(losing_orders) == 10722);
    ACTION_GRAMMAR_VERIFY(handled(refusing) == 10722);
}

// ---- the other protections

struct table {
    int keys[8]{};
    int count = 0;

    // Does nothing new for a key that it knows.
    constexpr ag::result<int, send_error> insert(order const& o, ag::idempotency_key<int> key) noexcept {
        for (int i = 0; i < count; ++i) {
            if (keys[i] == key.value) return o.id;
        }
        keys[count++] = key.value;
        if (o.id == 0 && count == 1) return ag::unexpected(send_error{true}); // stored, and the answer lost
        return o.id;
    }
};

TEST_CASE("keyed: the receiver knows the repeat by its key", "[protection]") {
    constexpr auto whole = ag::command<"place">(
        ag::persist<"row">(&table::insert, ag::keyed_by([](order const& o) noexcept { return o.id + 1; })));
    constexpr auto rows = [](auto const& composition, int id, int times) {
        table rows_of;
        for (int i = 0; i < times; ++i) {
            static_cast<void>(ag::run(composition, order{id}, ag::environment{rows_of}));
        }
        return rows_of.count * 100 + rows_of.keys[0];
    };
    ACTION_GRAMMAR_VERIFY(rows(whole, 7, 3) == 108);
    ACTION_GRAMMAR_VERIFY(rows(whole, 0, 2) == 101);
}

TEST_CASE("which protections make a repeat safe", "[protection]") {
    static constexpr auto store = [](order const& o) noexcept { return o.id; };
    static constexpr auto guarded = [](auto guard) { return ag::persist<"p">(store, guard); };
    constexpr auto retried = [](auto guard) {
        using action = decltype(guarded(guard));
        return ag::safe_to_repeat(ag::detail::whole_of<action>::value.guard);
    };
    static_assert(retried(ag::natural) && retried(ag::same_transaction) && retried(ag::keyed_by(&order::id)));
    static_assert(retried(ag::verified_by(&receiver::ask)) && !retried(ag::unprotected));
    static_assert(ag::protection_guard<decltype(ag::natural)>
                  && ag::protection_guard<decltype(ag::unprotected)>);
    static_assert(ag::protection_guard<decltype(ag::keyed_by(&order::id))>);
    static_assert(!ag::protection_guard<int> && !ag::protection_guard<order>);
    SUCCEED();
}

} // namespace
