// More than a line: `all`, `fan_out`, `aggregate` and `decide`.
//
// An expense report is settled. Who reports and what it sums up to are found out independently of each other
// (`all`); each item is converted by itself (`fan_out`) and the results are added up (`aggregate`); small
// sums are paid at once and large ones are put before the accountant (`decide`). Both branches change the
// books, but only one of them ever runs: on every path there is one mutation, and nothing that can fail comes
// behind it. Put a `persist` into the `fan_out`, or a second one behind the `decide`, and it does not
// compile.

#include <cstdint>
#include <cstdio>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

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
    std::int64_t limit; ///< up to how many euro cents nobody is asked
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

class staff {
public:
    [[nodiscard]] ag::result<employee, unknown_employee> find(report const& from) const {
        if (from.by == "Ada") return employee{"Ada", 50'000};
        if (from.by == "Bo") return employee{"Bo", 10'000};
        return ag::unexpected(unknown_employee{from.by});
    }
};

class bank {
public:
    /// How many euro cents an item is.
    [[nodiscard]] ag::result<std::int64_t, unknown_currency> in_euros(item const& spent) const {
        static std::map<std::string, std::int64_t> const cents_for_100{
            {"EUR", 100}, {"USD", 92}, {"GBP", 119}};
        auto const rate = cents_for_100.find(spent.currency);
        if (rate == cents_for_100.end()) return ag::unexpected(unknown_currency{spent.currency});
        return (spent.cents * rate->second + 50) / 100;
    }
};

class books {
public:
    [[nodiscard]] settlement pay(report const& from, employee const&, std::int64_t sum) {
        return settled_.try_emplace(from.number, settlement{from.number, "paid", sum}).first->second;
    }
    [[nodiscard]] settlement put_before_accountant(report const& from, employee const&, std::int64_t sum) {
        return settled_.try_emplace(from.number, settlement{from.number, "to be looked at", sum})
            .first->second;
    }

private:
    std::map<int, settlement> settled_;
};

constexpr auto items_of = [](report const& from) { return from.items; };
constexpr auto sum = [](std::vector<std::int64_t> const& parts) noexcept {
    return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
};
constexpr auto within_limit = [](report const&, employee const& who, std::int64_t total) noexcept {
    return total <= who.limit;
};

constexpr auto settle = ag::command<"settle">(
    ag::all(ag::fetch<"employee">(&staff::find), // a member is an action ...
            ag::transform<"items">(items_of) | ag::fan_out<"euros">(ag::fetch<"euro">(&bank::in_euros))
                | ag::aggregate<"total">(sum)) // ... or several
    | ag::decide<"settlement">(
        ag::from<"input", "employee", "total">,
        ag::when(within_limit, ag::persist<"payment">(&books::pay, ag::keyed_by(&report::number))),
        ag::otherwise(ag::persist<"case">(&books::put_before_accountant, ag::keyed_by(&report::number)))));

void print(report const& from, books& ledger) {
    std::printf("report %d by %s: ", from.number, from.by.c_str());
    auto const settled = ag::run(settle, from, ag::environment{staff{}, bank{}, ledger});
    if (settled) {
        auto const cents = settled->euro_cents;
        std::printf("EUR %lld.%02lld %s\n", static_cast<long long>(cents / 100),
                    static_cast<long long>(cents % 100), settled->what.c_str());
    } else {
        std::printf("failed at \"%s\"\n", std::string(settled.failed_action()).c_str());
    }
}

} // namespace

int main() {
    books ledger;
    std::vector<item> const trip{{"train", "EUR", 8'990}, {"hotel", "GBP", 14'200}, {"lunch", "USD", 2'350}};
    print({1, "Ada", trip}, ledger);
    print({2, "Bo", trip}, ledger);
    print({3, "Bo", {{"taxi", "EUR", 3'100}}}, ledger);
    print({4, "Ada", {{"taxi", "XBT", 1}}}, ledger);
    print({5, "Cyd", trip}, ledger);
}
