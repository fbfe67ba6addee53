// The snippets of explanation/what-the-compiler-can-know.md.

#include <cassert>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct order {
    int id;
};
struct receipt {
    int id;
};
struct failure {};

// [grades]
constexpr auto may_throw = ag::transform<"a">([](order const& o) { return o.id; });
constexpr auto cannot = ag::transform<"b">([](order const& o) noexcept { return o.id; });
constexpr auto may_fail =
    ag::transform<"c">([](order const& o) noexcept -> ag::result<int, failure> { return o.id; });

static_assert(ag::grade_of<decltype(may_throw)> == ag::grade::fallible);
static_assert(ag::grade_of<decltype(cannot)> == ag::grade::infallible);
static_assert(ag::grade_of<decltype(may_fail)> == ag::grade::fallible);
// [/grades]

// [lie]
int sent = 0;

// The compiler sees a computation. It cannot see that it sends something.
int looks_pure(order const& o) noexcept {
    ++sent;
    return o.id;
}
static_assert(ag::infallible<decltype(ag::transform<"total">(looks_pure))>);
// [/lie]

// [copy]
struct named {
    std::string text; // copying it may throw
};

// `named` by value: what it copies or moves happens before the call, outside of its `noexcept`.
constexpr auto by_value = ag::transform<"v">([](named n) noexcept { return n.text.size(); });
// [/copy]

// [throws]
struct table {
    bool broken = false;
    ag::result<receipt, failure> insert(order const& o) {
        if (broken) throw std::runtime_error("connection lost");
        return receipt{o.id};
    }
};

inline constexpr auto place =
    ag::command<"place">(ag::transform<"checked">([](order const& o) {
                             if (o.id < 0) throw std::invalid_argument("id");
                             return o;
                         })
                         | ag::persist<"receipt">(&table::insert, ag::keyed_by(&order::id)));
// [/throws]

int main() {
    // [thrown]
    table rows{true};
    auto const before = ag::run(place, order{-1}, ag::environment{rows});
    assert(before.status() == ag::status::failed && before.failed_action() == "checked");
    assert(before.retryable()); // nothing happened outside

    auto const during = ag::run(place, order{1}, ag::environment{rows});
    assert(during.status() == ag::status::in_doubt); // it threw in the middle of the commit
    assert(std::holds_alternative<ag::thrown>(during.error()));
    // [/thrown]

    auto const taken = ag::run(ag::query<"q">(by_value), named{"four"});
    assert(taken && *taken == 4 && sent == 0);
    assert(looks_pure(order{1}) == 1);
}
