#include "support/catch.hpp"
#include "support/tracked.hpp"
#include "support/verify.hpp"

#include <action_grammar/core.hpp>

#include <array>
#include <type_traits>
#include <utility>

// What becomes of the values between the actions: moved where nothing needs them again, never copied unless
// an action that takes by value stands before another reader, and released whatever happens.

namespace ag = action_grammar;

namespace {

using action_grammar_tests::immovable;
using action_grammar_tests::ledger;
using action_grammar_tests::move_only;
using action_grammar_tests::tracked;

constexpr auto make(ledger& book) {
    return ag::transform<"made">([&book](int n) noexcept { return tracked(book, n); });
}
constexpr auto number_of = [](tracked const& t) noexcept { return t.number(); };
constexpr auto consume = [](tracked t) noexcept { return t.number(); };
constexpr auto pass = [](tracked t) noexcept { return t; };

// A constant expression is evaluated without the elision of `return outcome;`, which moves an output once
// more.
constexpr bool same_but_for_moves(ledger const& left, ledger const& right) {
    return left.made == right.made && left.copies == right.copies && left.living == right.living;
}

// Runs what `compose` makes of a ledger and says what the run did to the objects in it; none may be left.
template <class Compose>
constexpr ledger after(Compose compose, int expected) {
    ledger book;
    {
        auto const ended = ag::run(compose(book), 7);
        if (!ended || *ended != expected) return {-1, -1, -1, -1};
    }
    return book;
}

TEST_CASE("a value that is only looked at is neither copied nor moved", "[values]") {
    constexpr auto whole = [](ledger& book) {
        return ag::query<"q">(
            make(book) | ag::validate<"v">([](tracked const& t) noexcept { return t.number() == 7; })
            | ag::transform<"n">(number_of) | ag::transform<"again">(ag::from<"made">, number_of)
            | ag::transform<"twice">(
                ag::from<"made", "made">,
                [](tracked const& a, tracked const& b) noexcept { return a.number() + b.number(); }));
    };
    ACTION_GRAMMAR_VERIFY(after(whole, 14) == ledger{.made = 1});
}

TEST_CASE("a value that is taken for the last time is moved", "[values]") {
    constexpr auto once = [](ledger& book) {
        return ag::query<"q">(make(book) | ag::transform<"c">(consume));
    };
    ACTION_GRAMMAR_VERIFY(after(once, 7) == ledger{.made = 1, .moves = 1});
    constexpr auto along = [](ledger& book) {
        return ag::query<"q">(make(book) | ag::transform<"p">(pass) | ag::transform<"n">(number_of));
    };
    ACTION_GRAMMAR_VERIFY(after(along, 7) == ledger{.made = 1, .moves = 2}); // in and out of `pass`
    constexpr auto looked_at_before = [](ledger& book) {
        return ag::query<"q">(make(book) | ag::transform<"n">(number_of)
                              | ag::transform<"c">(ag::from<"made">, consume));
    };
    ACTION_GRAMMAR_VERIFY(after(looked_at_before, 7) == ledger{.made = 1, .moves = 1});
}

TEST_CASE("a value that is needed again is copied for who takes it, and moved for the last", "[values]") {
    constexpr auto two = [](ledger& book) {
        return ag::query<"q">(make(book) | ag::transform<"c">(consume)
                              | ag::transform<"again">(ag::from<"made">, consume));
    };
    ACTION_GRAMMAR_VERIFY(after(two, 7) == ledger{.made = 1, .copies = 1, .moves = 1});
    constexpr auto looked_at_later = [](ledger& book) {
        return ag::query<"q">(make(book) | ag::transform<"c">(consume)
                              | ag::transform<"again">(ag::from<"made">, number_of));
    };
    ACTION_GRAMMAR_VERIFY(after(looked_at_later, 7) == ledger{.made = 1, .copies = 1});
    constexpr auto both_at_once = [](ledger& book) {
        return ag::query<"q">(
            make(book) | ag::transform<"c">(ag::from<"made", "made">, [](tracked a, tracked b) noexcept {
                return a.number() + b.number();
            }));
    };
    ACTION_GRAMMAR_VERIFY(after(both_at_once, 14) == ledger{.made = 1, .copies = 2});
}

TEST_CASE("the output is the last reader", "[values]") {
    constexpr auto output = [] {
        ledger book;
        {
            static_cast<void>(ag::run(ag::query<"q">(make(book)), 7));
        }
        return book;
    };
    ACTION_GRAMMAR_VERIFY(same_but_for_moves(output(), ledger{.made = 1, .moves = 1}));
    constexpr auto through_a_check = [] {
        ledger book;
        {
            auto const whole =
                ag::query<"q">(make(book) | ag::validate<"v">([](tracked const&) noexcept { return true; }));
            if ((*ag::run(whole, 7)).number() != 7) book.made = -1;
        }
        return book;
    };
    ACTION_GRAMMAR_VERIFY(same_but_for_moves(through_a_check(), ledger{.made = 1, .moves = 1}));
    constexpr auto consumed_before = [] {
        ledger book;
        {
            auto const whole =
                ag::query<"q">(make(book) | ag::transform<"c">(consume)
                               | ag::validate<"v">(ag::from<"made">, [](tracked const& t) noexcept {
                                     return t.number() == 7;
                                 }));
            if ((*ag::run(whole, 7)).number() != 7) book.made = -1;
        }
        return book;
    };
    ACTION_GRAMMAR_VERIFY(same_but_for_moves(consumed_before(), ledger{.made = 1, .copies = 1, .moves = 1}));
}

TEST_CASE("an output is moved once", "[values]") {
    ledger book;
    {
        auto const ended =
            ag::run(ag::query<"q">(
                        make(book) | ag::transform<"n">(number_of)
                        | ag::validate<"v">(ag::from<"made">, [](tracked const&) noexcept { return true; })),
                    7);
        CHECK((*ended).number() == 7);
    }
    CHECK(book == ledger{.made = 1, .moves = 1});
}

template <class Composition>
constexpr ledger with_lvalue(Composition const& whole) {
    ledger book;
    {
        tracked input(book, 7);
        static_cast<void>(ag::run(whole, input));
        if (input.number() != 7) book.made = -1; // it was moved from
        static_cast<void>(ag::run(whole, std::as_const(input)));
    }
    return book;
}
template <class Composition>
constexpr ledger with_rvalue(Composition const& whole) {
    ledger book;
    {
        static_cast<void>(ag::run(whole, tracked(book, 7)));
    }
    return book;
}

TEST_CASE("an input that is an lvalue is not moved from, one that is an rvalue is", "[values]") {
    constexpr auto looks = ag::query<"q">(ag::transform<"n">(number_of));
    ACTION_GRAMMAR_VERIFY(with_lvalue(looks) == ledger{.made = 1});
    ACTION_GRAMMAR_VERIFY(with_rvalue(looks) == ledger{.made = 1});
    constexpr auto takes = ag::query<"q">(ag::transform<"c">(consume));
    ACTION_GRAMMAR_VERIFY(with_lvalue(takes) == ledger{.made = 1, .copies = 2});
    ACTION_GRAMMAR_VERIFY(with_rvalue(takes) == ledger{.made = 1, .moves = 1});
    constexpr auto takes_twice =
        ag::query<"q">(ag::transform<"c">(consume) | ag::transform<"d">(ag::from<"input">, consume));
    ACTION_GRAMMAR_VERIFY(with_lvalue(takes_twice) == ledger{.made = 1, .copies = 4});
    ACTION_GRAMMAR_VERIFY(with_rvalue(takes_twice) == ledger{.made = 1, .copies = 1, .moves = 1});
    constexpr auto yields = ag::query<"q">(ag::validate<"v">([](tracked const&) noexcept { return true; }));
    ACTION_GRAMMAR_VERIFY(same_but_for_moves(with_lvalue(yields), ledger{.made = 1, .copies = 2}));
    ACTION_GRAMMAR_VERIFY(same_but_for_moves(with_rvalue(yields), ledger{.made = 1, .moves = 1}));
}

TEST_CASE("an input goes through nested compositions as it came", "[values]") {
    constexpr auto inner = ag::query<"inner">(ag::transform<"c">(consume));
    constexpr auto outer =
        ag::query<"outer">(inner | ag::transform<"same">([](int n) noexcept { return n; }));
    ACTION_GRAMMAR_VERIFY(with_lvalue(outer) == ledger{.made = 1, .copies = 2});
    ACTION_GRAMMAR_VERIFY(with_rvalue(outer) == ledger{.made = 1, .moves = 1});
    constexpr auto chosen =
        ag::query<"chosen">(ag::decide<"d">(ag::when([](tracked const&) noexcept { return false; }, inner),
                                            ag::otherwise(ag::transform<"e">(consume))));
    ACTION_GRAMMAR_VERIFY(with_lvalue(chosen) == ledger{.made = 1, .copies = 2});
    ACTION_GRAMMAR_VERIFY(with_rvalue(chosen) == ledger{.made = 1, .moves = 1});
}

TEST_CASE("what the members of an all share is not moved", "[values]") {
    constexpr auto shared =
        ag::query<"q">(ag::all(ag::transform<"a">(number_of), ag::transform<"b">(consume)));
    ACTION_GRAMMAR_VERIFY(with_lvalue(shared) == ledger{.made = 1, .copies = 2});
    ACTION_GRAMMAR_VERIFY(with_rvalue(shared) == ledger{.made = 1, .copies = 1});
}

TEST_CASE("values of an all are handed over without a copy", "[values]") {
    constexpr auto whole = [](ledger& book) {
        return ag::query<"q">(
            ag::all(ag::transform<"a">([&book](int n) noexcept { return tracked(book, n); }),
                    ag::transform<"b">([&book](int n) noexcept { return tracked(book, n + 1); }))
            | ag::transform<"sum">(
                [](tracked a, tracked const& b) noexcept { return a.number() + b.number(); }));
    };
    ACTION_GRAMMAR_VERIFY(after(whole, 15).copies == 0);
}

TEST_CASE("the value inside of a result stays where it is", "[values]") {
    constexpr auto whole = [](ledger& book) {
        return ag::query<"q">(ag::fetch<"r">([&book](int n) noexcept -> ag::result<tracked, char> {
                                  return ag::result<tracked, char>(std::in_place, book, n);
                              })
                              | ag::validate<"v">([](tracked const& t) noexcept -> ag::result<void, char> {
                                    if (t.number() < 0) return ag::unexpected('-');
                                    return {};
                                })
                              | ag::transform<"n">(number_of));
    };
    ACTION_GRAMMAR_VERIFY(after(whole, 7) == ledger{.made = 1});
    constexpr auto taken = [](ledger& book) {
        return ag::query<"q">(ag::fetch<"r">([&book](int n) noexcept -> ag::result<tracked, char> {
                                  return ag::result<tracked, char>(std::in_place, book, n);
                              })
                              | ag::transform<"c">(consume));
    };
    ACTION_GRAMMAR_VERIFY(after(taken, 7) == ledger{.made = 1, .moves = 1});
}

struct shelf {
    ledger* book;
    tracked stored;
    ag::result<tracked, char> maybe;

    constexpr explicit shelf(ledger& of) : book(&of), stored(of, 7), maybe(std::in_place, of, 8) {}
    constexpr tracked const& look() const noexcept { return stored; }
    constexpr tracked& grasp() noexcept { return stored; }
    constexpr ag::result<tracked, char> const& maybe_look() const noexcept { return maybe; }
};

template <class Composition>
constexpr ledger from_shelf(Composition const& whole, int expected) {
    ledger book;
    {
        shelf resource(book);
        auto const ended = ag::run(whole, ag::environment{resource});
        if (*ended != expected || resource.stored.number() != 7 || (*resource.maybe).number() != 8) {
            book.made = -1;
        }
    }
    return book;
}

TEST_CASE("a reference that an operation returns is not copied, nor what it refers to moved", "[values]") {
    constexpr auto looked = ag::query<"q">(ag::fetch<"s">(&shelf::look) | ag::transform<"n">(number_of)
                                           | ag::transform<"m">(ag::from<"s">, number_of));
    ACTION_GRAMMAR_VERIFY(from_shelf(looked, 7) == ledger{.made = 2});
    static_assert(!ag::composable_with<decltype(ag::fetch<"s">(&shelf::grasp)),
                                       decltype(ag::transform<"c">([](tracked&&) noexcept { return 0; }))>);
    constexpr auto taken = ag::query<"q">(ag::fetch<"s">(&shelf::grasp) | ag::transform<"c">(consume));
    ACTION_GRAMMAR_VERIFY(from_shelf(taken, 7) == ledger{.made = 2, .copies = 1});
    constexpr auto maybe = ag::query<"q">(ag::fetch<"s">(&shelf::maybe_look) | ag::transform<"n">(number_of));
    ACTION_GRAMMAR_VERIFY(from_shelf(maybe, 8) == ledger{.made = 2});
    constexpr auto maybe_taken =
        ag::query<"q">(ag::fetch<"s">(&shelf::maybe_look) | ag::transform<"c">(consume));
    ACTION_GRAMMAR_VERIFY(from_shelf(maybe_taken, 8) == ledger{.made = 2, .copies = 1});
}

TEST_CASE("what a reference may refer into is not moved while the reference lives", "[values]") {
    constexpr auto part = [](tracked const& t) noexcept -> tracked const& { return t; };
    constexpr auto whole = [](ledger& book) {
        return ag::query<"q">(
            make(book) | ag::transform<"part">([](tracked const& t) noexcept -> tracked const& { return t; })
            | ag::transform<"c">(ag::from<"made">, consume)
            | ag::transform<"n">(ag::from<"part">, number_of));
    };
    ACTION_GRAMMAR_VERIFY(after(whole, 7) == ledger{.made = 1, .copies = 1});
    constexpr auto of_input =
        ag::query<"q">(ag::transform<"part">(part) | ag::transform<"c">(ag::from<"input">, consume)
                       | ag::transform<"n">(ag::from<"part">, number_of));
    ACTION_GRAMMAR_VERIFY(with_rvalue(of_input) == ledger{.made = 1, .copies = 1});
    ACTION_GRAMMAR_VERIFY(with_lvalue(of_input) == ledger{.made = 1, .copies = 2});
}

TEST_CASE("an output that is a reference is copied once: a run yields values", "[values]") {
    constexpr auto output = [] {
        ledger book;
        {
            shelf resource(book);
            auto const ended =
                ag::run(ag::query<"q">(ag::fetch<"s">(&shelf::look)), ag::environment{resource});
            static_assert(std::is_same_v<decltype(ended)::value_type, tracked>);
            if ((*ended).number() != 7) book.made = -1;
        }
        return book;
    };
    ACTION_GRAMMAR_VERIFY(same_but_for_moves(output(), ledger{.made = 2, .copies = 1}));
}

TEST_CASE("move-only values flow", "[values]") {
    constexpr auto along = [](move_only m) noexcept { return m; };
    constexpr auto number = [](move_only const& m) noexcept { return m.number(); };
    constexpr auto line = ag::query<"q">(ag::transform<"a">(along) | ag::transform<"n">(number)
                                         | ag::transform<"b">(ag::from<"a">, along));
    ACTION_GRAMMAR_VERIFY((*ag::run(line, move_only(7))).number() == 7);
    constexpr auto with_result = ag::query<"q">(
        ag::fetch<"a">([](int n) noexcept -> ag::result<move_only, char> { return move_only(n); })
        | ag::transform<"b">(along));
    ACTION_GRAMMAR_VERIFY((*ag::run(with_result, 7)).number() == 7);
    constexpr auto nested = ag::query<"outer">(ag::apply<"first">(line) | ag::apply<"second">(line));
    ACTION_GRAMMAR_VERIFY((*ag::run(nested, move_only(7))).number() == 7);
    constexpr auto chosen = ag::query<"q">(
        ag::decide<"d">(ag::when([](move_only const& m) noexcept { return m.number() > 5; }, line),
                        ag::otherwise(ag::transform<"e">(along))));
    ACTION_GRAMMAR_VERIFY((*ag::run(chosen, move_only(7))).number() == 7);
    ACTION_GRAMMAR_VERIFY((*ag::run(chosen, move_only(3))).number() == 3);
    constexpr auto looked_at = ag::query<"q">(ag::transform<"n">(number));
    constexpr auto lvalue = [](auto const& whole) {
        move_only const input(7);
        return *ag::run(whole, input);
    };
    ACTION_GRAMMAR_VERIFY(lvalue(looked_at) == 7);
    constexpr auto gathered = ag::query<"q">(
        ag::all(ag::transform<"a">([](int n) noexcept { return move_only(n); }),
                ag::transform<"b">([](int n) noexcept { return move_only(n + 1); }))
        | ag::transform<"sum">([](move_only a, move_only b) noexcept { return a.number() * b.number(); }));
    ACTION_GRAMMAR_VERIFY(*ag::run(gathered, 6) == 42);
}

TEST_CASE("a value that cannot be moved is made in its place", "[values]") {
    constexpr auto whole =
        ag::query<"q">(ag::transform<"fixed">([](int n) noexcept { return immovable(n); })
                       | ag::validate<"v">([](immovable const& i) noexcept { return i.number > 0; })
                       | ag::transform<"n">([](immovable const& i) noexcept { return i.number; })
                       | ag::transform<"m">(ag::from<"fixed", "n">,
                                            [](immovable const& i, int n) noexcept { return i.number + n; }));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 21) == 42);
}

TEST_CASE("values taken by a mutation with a key are not moved from, by one without are", "[values]") {
    constexpr auto keyed = [](ledger& book) {
        return ag::command<"q">(
            make(book)
            | ag::persist<"p">([](tracked t, ag::idempotency_key<int>) noexcept { return t.number(); },
                               ag::keyed_by(&tracked::number)));
    };
    ACTION_GRAMMAR_VERIFY(after(keyed, 7) == ledger{.made = 1, .copies = 1});
    constexpr auto without = [](ledger& book) {
        return ag::command<"q">(make(book) | ag::persist<"p">(consume, ag::natural));
    };
    ACTION_GRAMMAR_VERIFY(after(without, 7) == ledger{.made = 1, .moves = 1});
}

TEST_CASE("a large value is made once and copied nowhere", "[values]") {
    struct large {
        std::array<int, 1000> numbers{};
        tracked witness;
    };
    constexpr auto whole = [](ledger& book) {
        auto const inner = ag::query<"inner">(
            ag::transform<"first">([](large const& l) noexcept { return l.numbers[0]; })
            | ag::validate<"v">(ag::from<"input">,
                                [](large const& l) noexcept { return l.numbers.size() == 1000; })
            | ag::transform<"out">(ag::from<"first">, [](int n) noexcept { return n; }));
        return ag::query<"q">(
            ag::transform<"big">([&book](int n) noexcept { return large{{n}, tracked(book, n)}; }) | inner
            | ag::transform<"last">(ag::from<"big">, [](large const& l) noexcept { return l.numbers[0]; }));
    };
    ACTION_GRAMMAR_VERIFY(after(whole, 7) == ledger{.made = 1});
}

} // namespace
