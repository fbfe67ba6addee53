#include "support/catch.hpp"
#include "support/verify.hpp"

#include <action_grammar/action_grammar.hpp>

#include <functional>
#include <type_traits>

// What can be an action's operation: everything that can be called, with the resources that it is called on.

namespace ag = action_grammar;

namespace {

struct counter {
    int count = 0;

    constexpr int next(int by) { return count += by; }
    constexpr int look(int by) const { return count + by; }
    constexpr int sure(int by) noexcept { return count += by; }
    constexpr int sure_look(int by) const noexcept { return count + by; }
    constexpr int only_lvalue(int by) & { return count += by; }
    constexpr int only_const_lvalue(int by) const& noexcept { return count + by; }
};

template <auto Operation>
constexpr int ran(int start, int by) {
    counter state{start};
    auto const whole = ag::query<"whole">(ag::fetch<"count">(Operation));
    return *ag::run(whole, by, ag::environment{state}) * 100 + state.count;
}

TEST_CASE("member functions of every kind", "[operations]") {
    ACTION_GRAMMAR_VERIFY(ran<&counter::next>(3, 4) == 707);
    ACTION_GRAMMAR_VERIFY(ran<&counter::look>(3, 4) == 703);
    ACTION_GRAMMAR_VERIFY(ran<&counter::sure>(3, 4) == 707);
    ACTION_GRAMMAR_VERIFY(ran<&counter::sure_look>(3, 4) == 703);
    ACTION_GRAMMAR_VERIFY(ran<&counter::only_lvalue>(3, 4) == 707);
    ACTION_GRAMMAR_VERIFY(ran<&counter::only_const_lvalue>(3, 4) == 703);
}

TEST_CASE("noexcept is read from the member function's type", "[operations]") {
    static_assert(ag::grade_of<decltype(ag::fetch<"a">(&counter::next))> == ag::grade::fallible);
    static_assert(ag::grade_of<decltype(ag::fetch<"a">(&counter::look))> == ag::grade::fallible);
    static_assert(ag::grade_of<decltype(ag::fetch<"a">(&counter::only_lvalue))> == ag::grade::fallible);
    static_assert(ag::infallible<decltype(ag::fetch<"a">(&counter::sure))>);
    static_assert(ag::infallible<decltype(ag::fetch<"a">(&counter::sure_look))>);
    static_assert(ag::infallible<decltype(ag::fetch<"a">(&counter::only_const_lvalue))>);
}

struct source {
    virtual int read(int) noexcept = 0;

protected:
    ~source() = default;
};
struct doubling final : source {
    constexpr int read(int n) noexcept override { return 2 * n; }
};
struct negating final : source {
    constexpr int read(int n) noexcept override { return -n; }
};

template <class Source>
constexpr int read_from(int n) {
    Source chosen;
    source& base = chosen;
    constexpr auto whole = ag::query<"whole">(ag::fetch<"read">(&source::read));
    return *ag::run(whole, n, ag::environment{base});
}

TEST_CASE("virtual functions are called virtually", "[operations]") {
    ACTION_GRAMMAR_VERIFY(read_from<doubling>(21) == 42);
    ACTION_GRAMMAR_VERIFY(read_from<negating>(21) == -21);
}

constexpr int tripled(int n) noexcept { return 3 * n; }
constexpr int tripled_or_not(int n) { return 3 * n; }
constexpr ag::result<int, char> checked(int n) noexcept {
    if (n < 0) return ag::unexpected('-');
    return n;
}

TEST_CASE("free functions", "[operations]") {
    constexpr auto sure = ag::transform<"sure">(tripled);
    constexpr auto unsure = ag::transform<"unsure">(&tripled_or_not);
    static_assert(ag::infallible<decltype(sure)> && !ag::infallible<decltype(unsure)>);
    ACTION_GRAMMAR_VERIFY(*ag::run(ag::query<"q">(sure | unsure), 2) == 18);
    constexpr auto fails = ag::query<"q">(ag::transform<"checked">(checked));
    ACTION_GRAMMAR_VERIFY((*ag::run(fails, 2) == 2 && std::get<char>(ag::run(fails, -2).error()) == '-'));
}

struct scaled {
    int factor;
    constexpr int operator()(int n) const noexcept { return factor * n; }
};
struct of_any_number {
    constexpr int operator()(int n) const noexcept { return n + 1; }
    constexpr double operator()(double n) const { return n + 0.5; }
};

TEST_CASE("function objects, with state and overloaded", "[operations]") {
    constexpr auto state = ag::query<"q">(ag::transform<"a">(scaled{7}) | ag::transform<"b">(scaled{3}));
    ACTION_GRAMMAR_VERIFY(*ag::run(state, 2) == 42);
    static_assert(sizeof(state) >= 2 * sizeof(int));
    constexpr auto overloaded = ag::query<"q">(ag::transform<"a">(of_any_number{}));
    ACTION_GRAMMAR_VERIFY(*ag::run(overloaded, 2) == 3);
    ACTION_GRAMMAR_VERIFY(*ag::run(overloaded, 2.0) == 2.5);
    // The overload that is chosen decides whether it can fail.
    constexpr int none = 0;
    static_assert(
        std::is_same_v<decltype(ag::run(overloaded, none))::error_type, std::variant<std::monostate>>);
    static_assert(std::is_same_v<decltype(ag::run(overloaded, 2.0))::error_type, std::variant<ag::thrown>>);
}

TEST_CASE("lambdas with captures", "[operations]") {
    int offset = 40;
    auto const whole = ag::query<"q">(ag::transform<"a">([offset](int n) noexcept { return n + offset; }));
    CHECK(*ag::run(whole, 2) == 42);
    int calls = 0;
    auto const counted = ag::query<"q">(ag::fetch<"a">([&calls](int n) noexcept {
        ++calls;
        return n;
    }));
    CHECK(*ag::run(counted, 5) == 5);
    CHECK(calls == 1);
}

TEST_CASE("generic lambdas take what there is", "[operations]") {
    constexpr auto any = ag::query<"q">(ag::transform<"a">([](auto n) noexcept { return n + n; })
                                        | ag::transform<"b">([](auto const& n) noexcept { return n * 2; }));
    ACTION_GRAMMAR_VERIFY(*ag::run(any, 3) == 12);
    ACTION_GRAMMAR_VERIFY(*ag::run(any, 0.5) == 2.0);
    static_assert(std::is_same_v<decltype(ag::run(any, 0.5))::value_type, double>);
    constexpr auto both = ag::query<"q">(
        ag::transform<"a">([](auto n) noexcept { return n + n; })
        | ag::transform<"c">(ag::from<"a", "input">, [](auto... n) noexcept { return (n + ... + 0); }));
    ACTION_GRAMMAR_VERIFY(*ag::run(both, 3) == 9);
}

struct rates {
    double base;
    constexpr double in_force(int) const noexcept { return base; }
};
constexpr double total(rates& r, counter const& c, int n) noexcept { return r.base * (c.count + n); }

TEST_CASE("on binds callables to resources, in their order", "[operations]") {
    constexpr auto lambda = ag::query<"q">(
        ag::fetch<"a">(ag::on<counter>([](counter& c, int n) noexcept { return c.count = n; })));
    constexpr auto generic = ag::query<"q">(
        ag::fetch<"a">(ag::on<counter const>([](auto& c, auto n) noexcept { return c.count + n; })));
    constexpr auto several = ag::query<"q">(ag::fetch<"a">(ag::on<rates, counter const>(total)));
    constexpr auto none = ag::query<"q">(
        ag::fetch<"a">(ag::from<>, ag::on<counter const>([](counter const& c) noexcept { return c.count; })));
    constexpr auto ran = [](auto const& whole, auto... input) {
        counter state{2};
        rates current{1.5};
        auto const value = *ag::run(whole, input..., ag::environment{state, current});
        return value + 100 * state.count;
    };
    ACTION_GRAMMAR_VERIFY(ran(lambda, 4) == 404);
    ACTION_GRAMMAR_VERIFY(ran(generic, 4) == 206);
    ACTION_GRAMMAR_VERIFY(ran(several, 4) == 209.0);
    ACTION_GRAMMAR_VERIFY(ran(none) == 202);
}

struct special_rates : rates {};

TEST_CASE("on binds a member function of a base class to the derived one, and its further resources",
          "[operations]") {
    constexpr auto derived = ag::query<"q">(ag::fetch<"a">(ag::on<special_rates>(&rates::in_force)));
    constexpr auto ran = [](auto const& whole) {
        special_rates special{{2.5}};
        rates plain{1.0};
        return *ag::run(whole, 4, ag::environment{plain, special});
    };
    ACTION_GRAMMAR_VERIFY(ran(derived) == 2.5);
    ACTION_GRAMMAR_VERIFY(ran(ag::query<"q">(ag::fetch<"a">(&rates::in_force))) == 1.0);
}

struct ledger_of_rates {
    constexpr double charge(rates const& r, int n) noexcept { return r.base * n; }
};

TEST_CASE("a member function bound with on is handed its further resources first", "[operations]") {
    constexpr auto both =
        ag::query<"q">(ag::fetch<"a">(ag::on<ledger_of_rates, rates const>(&ledger_of_rates::charge)));
    constexpr auto ran = [](auto const& whole) {
        ledger_of_rates book;
        rates const current{2.5};
        return *ag::run(whole, 4, ag::environment{current, book});
    };
    ACTION_GRAMMAR_VERIFY(ran(both) == 10.0);
}

struct record {
    int id;
    int amount;
    [[nodiscard]] constexpr int number() const noexcept { return id + 1000; }
};

struct store {
    int key = 0;
    ag::time_point latest{};
    bool limited = false;

    constexpr int keyed(record const& r, ag::idempotency_key<int> k) noexcept {
        key = k.value;
        return r.amount;
    }
    constexpr int timed(record const& r, ag::deadline until) noexcept {
        latest = until.at;
        limited = until.is_limited();
        return r.amount;
    }
    constexpr int keyed_and_timed(record const& r, ag::idempotency_key<int> const& k,
                                  ag::deadline const& until) noexcept {
        key = k.value;
        limited = until.is_limited();
        return r.amount;
    }
};

template <auto Operation, auto Projection>
constexpr store stored(record what) {
    store table;
    auto const whole = ag::command<"q">(ag::persist<"stored">(Operation, ag::keyed_by(Projection)));
    return *ag::run(whole, what, ag::environment{table}) == what.amount ? table : store{-1};
}

TEST_CASE("an operation is handed the key of its mutation when it asks for it", "[operations]") {
    constexpr auto sum = [](record const& r) noexcept { return r.id + r.amount; };
    ACTION_GRAMMAR_VERIFY(stored<&store::keyed, &record::id>({7, 3}).key == 7);
    ACTION_GRAMMAR_VERIFY(stored<&store::keyed, &record::number>({7, 3}).key == 1007);
    ACTION_GRAMMAR_VERIFY(stored<&store::keyed, sum>({7, 3}).key == 10);
    ACTION_GRAMMAR_VERIFY(stored<&store::keyed_and_timed, &record::id>({7, 3}).key == 7);
    ACTION_GRAMMAR_VERIFY(!stored<&store::keyed_and_timed, &record::id>({7, 3}).limited);
}

TEST_CASE("a deadline is that of the timeout around, or none", "[operations]") {
    constexpr auto ran = [](auto const& action) {
        store table;
        ag::virtual_clock clock;
        clock.advance(ag::duration{5});
        static_cast<void>(ag::run(ag::command<"q">(action), record{7, 3}, ag::environment{table, clock}));
        return table;
    };
    constexpr auto plain = ag::persist<"stored">(&store::timed, ag::natural);
    ACTION_GRAMMAR_VERIFY(!ran(plain).limited);
    ACTION_GRAMMAR_VERIFY(ran(ag::with(ag::timeout(ag::duration{10}), plain)).limited);
    ACTION_GRAMMAR_VERIFY(ran(ag::with(ag::timeout(ag::duration{10}), plain)).latest
                          == ag::time_point{ag::duration{15}});
}

TEST_CASE("a key is valid during the call, and the values are not moved from", "[operations]") {
    struct named {
        int key = 0;
        constexpr bool put(record r, ag::idempotency_key<int> k) noexcept {
            key = k.value;
            return r.id == k.value;
        }
    };
    constexpr auto ran = [] {
        named table;
        auto const whole = ag::command<"q">(ag::persist<"put">(&named::put, ag::keyed_by(&record::id)));
        return *ag::run(whole, record{9, 1}, ag::environment{table}) && table.key == 9;
    };
    ACTION_GRAMMAR_VERIFY(ran());
}

TEST_CASE("the key of several values", "[operations]") {
    constexpr auto ran = [] {
        auto const whole = ag::command<"q">(
            ag::all(ag::transform<"a">([](int n) noexcept { return n; }),
                    ag::transform<"b">([](int n) noexcept { return 2 * n; }))
            | ag::persist<"put">([](int, int, ag::idempotency_key<int> k) noexcept { return k.value; },
                                 ag::keyed_by([](int a, int b) noexcept { return a + b; })));
        return *ag::run(whole, 5);
    };
    ACTION_GRAMMAR_VERIFY(ran() == 15);
}

TEST_CASE("a pointer to a data member reads it", "[operations]") {
    constexpr auto read = ag::query<"q">(ag::transform<"id">(&record::id)
                                         | ag::transform<"double">([](int n) noexcept { return 2 * n; })
                                         | ag::transform<"amount">(ag::from<"input">, &record::amount));
    static_assert(ag::infallible<decltype(read)>);
    ACTION_GRAMMAR_VERIFY(*ag::run(read, record{7, 3}) == 3);
    constexpr auto checked = ag::query<"q">(ag::validate<"has amount">(&record::amount));
    ACTION_GRAMMAR_VERIFY((*ag::run(checked, record{7, 3})).id == 7);
    ACTION_GRAMMAR_VERIFY(ag::run(checked, record{7, 0}).failed_action() == "has amount");
}

TEST_CASE("std::function is an operation like others", "[operations]") {
    std::function<int(int)> const chosen = [](int n) { return n + 1; };
    CHECK(*ag::run(ag::query<"q">(ag::transform<"a">(chosen)), 41) == 42);
}

} // namespace
