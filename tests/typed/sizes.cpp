#include "support/catch.hpp"
#include "support/verify.hpp"

#include <action_grammar/action_grammar.hpp>

#include <optional>
#include <type_traits>

// A composition of stateless actions is empty, whatever it is made of.

namespace ag = action_grammar;

namespace {

struct table {
    std::optional<int> find(int) const;
    void put(int, int);
    int number(int) noexcept;
};

constexpr auto same = [](int n) noexcept { return n; };
constexpr auto positive = [](int n) noexcept { return n > 0; };
constexpr auto open = [](int) noexcept { return ag::approval::approved; };
constexpr auto fails = [](int n) noexcept -> ag::result<int, char> { return n; };

constexpr auto a = ag::transform<"a">(same);
constexpr auto b = ag::transform<"b">(same); // the same operation twice
constexpr auto c = ag::transform<"c">(fails);

template <class Piece>
constexpr bool is_empty = sizeof(Piece) == 1;

TEST_CASE("each verb over a stateless operation is empty", "[sizes]") {
    static_assert(is_empty<decltype(ag::fetch<"x">(same))>);
    static_assert(is_empty<decltype(ag::transform<"x">(same))>);
    static_assert(is_empty<decltype(ag::validate<"x">(positive))>);
    static_assert(is_empty<decltype(ag::gate<"x">(open))>);
    static_assert(is_empty<decltype(ag::aggregate<"x">(same))>);
    static_assert(is_empty<decltype(ag::persist<"x">(same, ag::natural))>);
    static_assert(is_empty<decltype(ag::emit<"x">(same, ag::unprotected))>);
    static_assert(is_empty<decltype(ag::persist<"x">(same, ag::keyed_by(same)))>);
    static_assert(is_empty<decltype(ag::persist<"x">(same, ag::verified_by(positive)))>);
    static_assert(is_empty<decltype(ag::fetch<"x">(ag::from<"a">, ag::on<table>(same)))>);
    SUCCEED();
}

TEST_CASE("pipelines and compositions are empty, with one operation many times", "[sizes]") {
    static_assert(is_empty<decltype(a | b)>);
    static_assert(is_empty<decltype(a | b | c | ag::transform<"d">(same) | ag::transform<"e">(same))>);
    static_assert(is_empty<decltype(ag::query<"q">(a))>);
    static_assert(is_empty<decltype(ag::query<"q">(a | b | c))>);
    static_assert(is_empty<decltype(ag::command<"q">(a | ag::persist<"p">(same, ag::natural) | b))>);
    SUCCEED();
}

TEST_CASE("nested compositions are empty", "[sizes]") {
    constexpr auto inner = ag::query<"inner">(ag::transform<"x">(same) | ag::transform<"y">(same));
    static_assert(is_empty<decltype(ag::query<"q">(a | inner | b))>);
    static_assert(is_empty<decltype(ag::apply<"1">(inner))>);
    SUCCEED();
}

TEST_CASE("all, decide and fan_out are empty", "[sizes]") {
    static_assert(is_empty<decltype(ag::all(a, b))>);
    static_assert(is_empty<decltype(ag::query<"q">(
                      ag::all(a, b) | ag::transform<"s">([](int x, int y) noexcept { return x + y; })))>);
    static_assert(is_empty<decltype(ag::decide<"d">(ag::when(positive, a), ag::otherwise(b)))>);
    static_assert(is_empty<decltype(ag::fan_out<"f">(a))>);
    static_assert(is_empty<decltype(ag::fan_out<"f">(ag::fan_out<"g">(a | b)))>);
    SUCCEED();
}

TEST_CASE("mixins without state are empty, others hold no more than theirs", "[sizes]") {
    constexpr auto watch = [](ag::event const&) noexcept {};
    constexpr auto to_int = [](char) noexcept { return 1; };
    static_assert(is_empty<decltype(ag::with(ag::observe(watch), a))>);
    static_assert(is_empty<decltype(ag::with(ag::map_error(to_int), c))>);
    static_assert(is_empty<decltype(ag::with(ag::cache<table>(), a))>);
    static_assert(sizeof(ag::with(ag::timeout(ag::duration{1}), a | b)) == sizeof(ag::duration));
    static_assert(sizeof(ag::with(ag::retry(ag::constant{}), c)) == sizeof(ag::constant));
    SUCCEED();
}

TEST_CASE("a stateless piece that stands twice takes no room either", "[sizes]") {
    constexpr auto inner = ag::query<"inner">(a | b);
    constexpr auto watch = [](ag::event const&) noexcept {};
    constexpr auto to_int = [](char) noexcept { return 1; };
    static_assert(is_empty<decltype(ag::query<"q">(a | inner | b))>);
    static_assert(is_empty<decltype(ag::query<"q">(ag::apply<"1">(inner) | ag::apply<"2">(inner)))>);
    static_assert(is_empty<decltype(ag::query<"q">(ag::apply<"1">(inner) | inner | ag::apply<"3">(inner)))>);
    static_assert(is_empty<decltype(ag::all(a, b | c, ag::query<"inner">(a)))>);
    static_assert(
        is_empty<decltype(ag::decide<"d">(ag::when(positive, a), ag::when(positive, a), ag::otherwise(a)))>);
    static_assert(
        is_empty<decltype(ag::query<"q">(a | ag::decide<"d">(ag::when(positive, b), ag::otherwise(b))))>);
    static_assert(is_empty<decltype(ag::query<"q">(ag::fan_out<"f">(a) | ag::fan_out<"g">(a)))>);
    static_assert(is_empty<decltype(ag::with(ag::observe(watch), ag::with(ag::map_error(to_int), c)))>);
    static_assert(is_empty<decltype(ag::query<"q">(ag::with(ag::observe(watch), a)
                                                   | ag::with(ag::observe(watch), b)))>);
    SUCCEED();
}

TEST_CASE("state is held once and at no cost beside it", "[sizes]") {
    struct scaled {
        int factor;
        constexpr int operator()(int n) const noexcept { return factor * n; }
    };
    static_assert(sizeof(ag::transform<"x">(scaled{2})) == sizeof(int));
    static_assert(sizeof(ag::query<"q">(a | ag::transform<"x">(scaled{2}) | b)) == sizeof(int));
    static_assert(sizeof(ag::query<"q">(ag::transform<"x">(scaled{2}) | ag::transform<"y">(scaled{3})))
                  == 2 * sizeof(int));
    static_assert(sizeof(ag::fetch<"x">(&table::number)) == sizeof(&table::number));
    ACTION_GRAMMAR_VERIFY(
        *ag::run(ag::query<"q">(a | ag::transform<"x">(scaled{2}) | b | ag::transform<"y">(scaled{3})), 7)
        == 42);
}

TEST_CASE("compositions are constants that can be copied at no cost", "[sizes]") {
    static_assert(std::is_trivially_copyable_v<decltype(ag::query<"q">(a | b | c))>);
    static_assert(std::is_trivially_destructible_v<decltype(ag::query<"q">(a | b | c))>);
    static_assert(std::is_empty_v<decltype(ag::query<"q">(a | b | c))>);
    SUCCEED();
}

} // namespace
