#include "same_outcome.hpp"

#include <cstdint>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// Everything that is no line: `all`, `decide`, `fan_out`, `aggregate`, compositions within compositions.

using namespace document_tests;

namespace {

struct item {
    std::string what;
    std::string currency;
    std::int64_t cents;
};
struct report {
    int number;
    std::string by;
    std::vector<item> items;
};
struct employee {
    std::string name;
    std::int64_t limit;
};
struct settlement {
    int report;
    std::string what;
    std::int64_t euro_cents;
};
struct unknown_employee {
    std::string name;
};
struct unknown_currency {
    std::string currency;
};

struct staff {
    [[nodiscard]] ag::result<employee, unknown_employee> find(report const& from) const {
        if (from.by == "Ada") return employee{"Ada", 50'000};
        if (from.by == "Bo") return employee{"Bo", 10'000};
        return ag::unexpected(unknown_employee{from.by});
    }
};
struct bank {
    [[nodiscard]] ag::result<std::int64_t, unknown_currency> in_euros(item const& spent) const {
        if (spent.currency == "EUR") return spent.cents;
        if (spent.currency == "GBP") return spent.cents * 119 / 100;
        return ag::unexpected(unknown_currency{spent.currency});
    }
};
struct books {
    std::map<int, settlement> settled{};
    [[nodiscard]] settlement pay(report const& from, employee const&, std::int64_t sum) {
        if (sum == 13) throw std::runtime_error("unlucky");
        return settled.try_emplace(from.number, settlement{from.number, "paid", sum}).first->second;
    }
    [[nodiscard]] settlement ask(report const& from, employee const&, std::int64_t sum) {
        return settled.try_emplace(from.number, settlement{from.number, "to be looked at", sum})
            .first->second;
    }
};

constexpr auto items_of = [](report const& from) { return from.items; };
constexpr auto sum = [](std::vector<std::int64_t> const& parts) noexcept {
    return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
};
constexpr auto within_limit = [](report const&, employee const& who, std::int64_t total) noexcept {
    return total <= who.limit;
};
constexpr auto all_of_report =
    ag::all(ag::fetch<"employee">(&staff::find),
            ag::transform<"items">(items_of) | ag::fan_out<"euros">(ag::fetch<"euro">(&bank::in_euros))
                | ag::aggregate<"total">(sum));

// As in examples/nonlinear.
constexpr auto settle = ag::command<"settle">(
    all_of_report
    | ag::decide<"settlement">(
        ag::from<"input", "employee", "total">,
        ag::when(within_limit, ag::persist<"payment">(&books::pay, ag::keyed_by(&report::number))),
        ag::otherwise(ag::persist<"case">(&books::ask, ag::keyed_by(&report::number)))));

// A predicate that may throw, none that holds, a branch of several steps, and one that does not mutate.
constexpr auto throws_for_cyd = [](report const& from) {
    if (from.by == "Cyd") throw std::runtime_error("Cyd");
    return from.by == "Ada";
};
constexpr auto is_empty = [](report const& from) noexcept { return from.items.empty(); };
constexpr auto put = [](books& into, settlement const& made) {
    into.settled.try_emplace(made.report, made);
    return made.euro_cents;
};
constexpr auto as_settlement = [](report const& from) { return settlement{from.number, from.by, 7}; };
constexpr auto may_settle = ag::command<"may settle">(
    ag::validate<"numbered">([](report const& from) { return from.number > 0; })
    | ag::decide<"cents">(
        ag::when(throws_for_cyd,
                 ag::transform<"draft">(as_settlement) | ag::validate<"later">([](settlement const& of) {
                     return of.report != 9;
                 }) | ag::persist<"entry">(ag::on<books>(put), ag::natural)
                     | ag::transform<"shown">([](std::int64_t cents) noexcept { return cents + 1; })),
        ag::when(is_empty, ag::transform<"nothing">([](report const&) noexcept { return std::int64_t{0}; })))
    | ag::transform<"twice">([](std::int64_t cents) noexcept { return 2 * cents; }));

// Compositions as actions, the same one twice, on values by name; several values at the end.
constexpr auto total_of = ag::query<"total of">(ag::transform<"items">(items_of)
                                                | ag::fan_out<"euros">(ag::fetch<"euro">(&bank::in_euros))
                                                | ag::aggregate<"sum">(sum));
constexpr auto compare_limits = ag::query<"compare limits">(
    ag::apply<"first">(total_of) | ag::fetch<"who">(ag::from<"input">, &staff::find)
    | ag::apply<"second">(
        ag::from<"input", "who">,
        ag::validate<"a limit">([](report const&, employee const& who) { return who.limit > 20'000; })
            | ag::transform<"half">(ag::from<"input">,
                                    [](report const&, employee const& who) { return who.limit / 2; }))
    | ag::all(ag::transform<"spent">(ag::from<"first">, [](std::int64_t n) noexcept { return n; }),
              ag::validate<"some">(ag::from<"second">, [](std::int64_t n) { return n > 0; })));

// A pipeline under a retry, a limit around that, and nothing at the end.
constexpr auto note = [](books& into, report const& from) {
    into.settled[from.number] = {from.number, "noted", 0};
};
constexpr auto noted = ag::command<"noted">(
    ag::with(ag::timeout(std::chrono::hours{1}),
             ag::with(ag::retry(ag::exponential{.attempts = 2, .initial = {}}),
                      ag::fetch<"who">(&staff::find)
                          | ag::validate<"Ada">([](employee const& who) { return who.name == "Ada"; })))
    | ag::persist<"note">(ag::from<"input">, ag::on<books>(note), ag::same_transaction));

/// On books of its own each.
template <class Composition>
ending compare(Composition const& composition, report const& from) {
    books typed_books;
    ending const wanted =
        ending_of(ag::run(composition, from, ag::environment{staff{}, bank{}, typed_books}));
    books document_books;
    staff people;
    bank rates;
    document::registry actions;
    REQUIRE(document::add_all_of(actions, composition, ag::environment{people, rates, document_books})
                .has_value());
    auto const run = assembled(ag::document_of(composition), actions);
    CHECK(ending_of(run.run(ag::encode(from))) == wanted);
    CHECK(document_books.settled.size() == typed_books.settled.size());
    return wanted;
}

std::vector<item> const trip{{"train", "EUR", 8'990}, {"hotel", "GBP", 14'200}};

} // namespace

TEST_CASE("groups, repetitions and branches that commit") {
    CHECK(compare(settle, {1, "Ada", trip}).how == ag::status::completed);
    CHECK(compare(settle, {2, "Bo", trip}).output.find("looked") != std::string::npos);
    CHECK(compare(settle, {3, "Bo", {}}).how == ag::status::completed);
    CHECK(compare(settle, {4, "Ada", {{"taxi", "XBT", 1}}}).action == "euro");
    CHECK(compare(settle, {5, "Cyd", trip}).action == "employee");
    CHECK(compare(settle, {6, "Ada", {{"luck", "EUR", 13}}}).action == "payment");
}

TEST_CASE("predicates fail where they fail in the composition") {
    CHECK(compare(may_settle, {1, "Ada", {}}).how == ag::status::completed);
    CHECK(compare(may_settle, {0, "Ada", {}}).action == "numbered");
    CHECK(compare(may_settle, {1, "Bo", {}}).output == "0");
    CHECK(compare(may_settle, {1, "Bo", trip}).action == "cents");
    CHECK(compare(may_settle, {1, "Cyd", trip}).action == "cents");
    CHECK(compare(may_settle, {9, "Ada", {}}).action == "later");
}

TEST_CASE("compositions within a composition") {
    CHECK(compare(compare_limits, {1, "Ada", trip}).how == ag::status::completed);
    CHECK(compare(compare_limits, {1, "Bo", trip}).action == "a limit");
    CHECK(compare(compare_limits, {1, "Ada", {{"taxi", "XBT", 1}}}).action == "euro");
    CHECK(compare(compare_limits, {1, "Cyd", trip}).action == "who");
}

TEST_CASE("mixins around several actions and around each other") {
    CHECK(compare(noted, {1, "Ada", {}}).how == ag::status::completed);
    CHECK(compare(noted, {1, "Bo", {}}).action == "Ada");
    CHECK(compare(noted, {1, "Cyd", {}}).action == "who");
}
