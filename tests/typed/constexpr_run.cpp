#include "support/catch.hpp"
#include "support/verify.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/composition/shuffled_executor.hpp>

#include <array>
#include <optional>
#include <tuple>
#include <utility>

// A composition of every construct, run in a constant expression: its unit tests can be static_asserts.

namespace ag = action_grammar;

namespace {

struct line {
    int article;
    int quantity;
};
struct request {
    int customer;
    std::array<line, 3> lines;
};
struct order {
    int id;
    int total;
};
struct receipt {
    int id;
    int paid;
};
struct out_of_stock {
    int article;
};
struct busy {
    [[nodiscard]] static constexpr bool transient() noexcept { return true; }
};

struct stock {
    std::array<int, 4> left{10, 10, 10, 10};
    [[nodiscard]] constexpr ag::result<line, out_of_stock> reserve(line const& wanted) const noexcept {
        auto const article = static_cast<std::size_t>(wanted.article);
        if (article >= left.size() || left[article] < wanted.quantity) {
            return ag::unexpected(out_of_stock{wanted.article});
        }
        return wanted;
    }
};
struct rates {
    int failures = 0;
    int calls = 0;
    constexpr ag::result<int, busy> of(int customer) noexcept {
        if (++calls <= failures) return ag::unexpected(busy{});
        return customer % 2 == 0 ? 2 : 3;
    }
};
struct ledger {
    std::array<order, 4> rows{};
    std::size_t count = 0;
    constexpr std::optional<receipt> find(order const& o) noexcept {
        for (std::size_t i = 0; i < count; ++i) {
            if (rows[i].id == o.id) return receipt{o.id, rows[i].total};
        }
        return std::nullopt;
    }
    constexpr receipt insert(order const& o) noexcept {
        rows[count++] = o;
        return {o.id, o.total};
    }
};

constexpr auto reserve_all = ag::query<"reserve">(ag::fan_out<"lines">(
    ag::fetch<"reserved">(&stock::reserve)
    | ag::transform<"price">([](line const& l) noexcept { return l.quantity * (l.article + 1); })));

constexpr auto place = ag::command<"place", receipt>(
    ag::validate<"has customer">([](request const& r) noexcept { return r.customer != 0; })
    | ag::gate<"open">([](request const& r) noexcept {
          return r.customer == 99 ? ag::approval::waiting : ag::approval::approved;
      })
    | ag::all(ag::transform<"articles">([](request const& r) noexcept { return r.lines; }) | reserve_all,
              ag::transform<"customer">([](request const& r) noexcept { return r.customer; })
                  | ag::with(ag::retry(ag::constant{.attempts = 3, .delay = ag::duration{10}}),
                             ag::fetch<"rate">(&rates::of)))
    | ag::aggregate<"total">([](std::array<int, 3> const& prices, int rate) noexcept {
          int sum = 0;
          for (int const price : prices)
              sum += price * rate;
          return sum;
      })
    | ag::decide<"discount">(
        ag::when([](int total) noexcept { return total > 100; },
                 ag::transform<"reduced">([](int total) noexcept { return total - 10; })),
        ag::otherwise(ag::transform<"full">([](int total) noexcept { return total; })))
    | ag::transform<"order">(ag::from<"input", "discount">,
                             [](request const& r, int total) noexcept { return order{r.customer, total}; })
    | ag::persist<"receipt">(&ledger::insert, ag::verified_by(&ledger::find)));

struct result {
    ag::status status{};
    int paid = 0;
    std::size_t rows = 0;
    long waited = 0;
    friend constexpr bool operator==(result const&, result const&) = default;
};

constexpr result placed(request const& wanted, int rate_failures, int times = 1) {
    stock const shelves;
    rates quotes{.failures = rate_failures};
    ledger book;
    ag::virtual_clock clock;
    ag::environment resources{shelves, quotes, book, clock};
    auto ended = ag::run(place, wanted, resources);
    while (--times > 0)
        ended = ag::run(place, wanted, resources);
    return {ended.status(), ended ? ended->paid : 0, book.count, clock.now().time_since_epoch().count()};
}

constexpr request small{4, {{{0, 1}, {1, 2}, {2, 3}}}};
constexpr request large{5, {{{3, 9}, {1, 2}, {2, 3}}}};
constexpr request greedy{4, {{{0, 1}, {1, 20}, {2, 3}}}};

TEST_CASE("a composition of every construct runs in a constant expression", "[constexpr_run]") {
    ACTION_GRAMMAR_VERIFY(placed(small, 0) == result{ag::status::completed, (1 + 4 + 9) * 2, 1, 0});
    ACTION_GRAMMAR_VERIFY(placed(large, 0) == result{ag::status::completed, (36 + 4 + 9) * 3 - 10, 1, 0});
    ACTION_GRAMMAR_VERIFY(placed(small, 2) == result{ag::status::completed, 28, 1, 20});
    ACTION_GRAMMAR_VERIFY(placed(small, 3) == result{ag::status::failed, 0, 0, 20});
    ACTION_GRAMMAR_VERIFY(placed(greedy, 0) == result{ag::status::failed, 0, 0, 0});
    ACTION_GRAMMAR_VERIFY(placed({0, {}}, 0) == result{ag::status::failed, 0, 0, 0});
    ACTION_GRAMMAR_VERIFY(placed({99, {}}, 0) == result{ag::status::waiting, 0, 0, 0});
}

TEST_CASE("run again it changes nothing", "[constexpr_run]") {
    ACTION_GRAMMAR_VERIFY(placed(small, 0, 3) == result{ag::status::completed, 28, 1, 0});
}

constexpr std::tuple<ag::status, std::string_view> in_order_of(std::uint64_t seed) {
    stock const shelves;
    rates quotes;
    ledger book;
    ag::shuffled_executor executor(seed);
    auto const ended =
        ag::run(ag::query<"q">(ag::transform<"articles">([](request const& r) noexcept { return r.lines; })
                               | ag::all(ag::fan_out<"a">(ag::fetch<"first">(&stock::reserve)),
                                         ag::fan_out<"b">(ag::fetch<"second">(&stock::reserve)))),
                greedy, ag::environment{shelves, quotes, book, executor});
    return {ended.status(), ended.failed_action()};
}

TEST_CASE("its outcome is a constant", "[constexpr_run]") {
    constexpr auto ended =
        ag::run(ag::query<"q">(ag::validate<"v">([](int n) noexcept { return n > 0; })), -1);
    static_assert(!ended && ended.status() == ag::status::failed && ended.failed_action() == "v");
    static_assert(std::get<ag::invalid>(ended.error()).label == "v");
    constexpr auto doubled =
        ag::run(ag::query<"q">(ag::transform<"t">([](int n) noexcept { return 2 * n; })), 21);
    static_assert(*doubled == 42);
    constexpr std::array<int, static_cast<std::size_t>(*doubled)> as_a_constant{};
    CHECK(as_a_constant.size() == 42);
}

#if defined(__clang__) || __GNUC__ > 12 // g++ 12 has no constexpr std::vector
TEST_CASE("in any order of its parts", "[constexpr_run]") {
    ACTION_GRAMMAR_VERIFY(std::get<1>(in_order_of(1)) == "first");
    ACTION_GRAMMAR_VERIFY(std::get<1>(in_order_of(5)) == "first");
}
#endif

} // namespace
