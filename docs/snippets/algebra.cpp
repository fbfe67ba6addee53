// The snippets of explanation/why-counting-is-not-enough.md.

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <span>
#include <vector>

#include <action_grammar/rules/algebra.hpp>
#include <action_grammar/rules/catalogue.hpp>
#include <action_grammar/rules/resolve.hpp>

namespace ag = action_grammar;

// [table]
using enum ag::grade;

static_assert(then(fallible, committed) == committed);     // prepare, then commit
static_assert(then(committed, infallible) == committed);   // then conclude
static_assert(then(committed, fallible) == invalid);       // AG202
static_assert(then(committed, committed) == invalid);      // AG201
static_assert(either(fallible, committed) == committed);   // decide: the greatest branch
static_assert(repeated(committed) == invalid);             // fan_out: AG203
static_assert(beside(committed, infallible) == committed); // all: only infallible siblings
static_assert(beside(committed, fallible) == invalid);     // AG204
static_assert(retried(committed, ag::protection::keyed) == committed);
static_assert(retried(committed, ag::protection::unprotected) == invalid); // AG207
// [/table]

// [laws]
constexpr std::array grades{infallible, fallible, committed, invalid};

constexpr bool laws_hold() {
    for (ag::grade const a : grades) {
        if (then(infallible, a) != a || then(a, infallible) != a) return false; // unit
        for (ag::grade const b : grades) {
            for (ag::grade const c : grades) {
                if (then(then(a, b), c) != then(a, then(b, c))) return false;              // associative
                if (then(a, either(b, c)) != either(then(a, b), then(a, c))) return false; // distributes
                if (then(either(a, b), c) != either(then(a, c), then(b, c))) return false;
            }
        }
    }
    return true;
}
static_assert(laws_hold());
// [/laws]

// [count]
/// The words of a length over the three grades that have at most one mutation and are unsafe nevertheless.
int unsafe_with_one_mutation(std::size_t length) {
    int found = 0;
    std::vector<std::size_t> word(length, 0);
    while (true) {
        ag::grade whole = infallible;
        for (std::size_t const letter : word)
            whole = then(whole, grades[letter]);
        if (std::ranges::count(word, 2U) <= 1 && whole == invalid) ++found;

        std::size_t at = 0; // the next word, counting in base 3
        while (at < length && ++word[at] == 3)
            word[at++] = 0;
        if (at == length) return found;
    }
}
// [/count]

// [values]
std::vector<ag::violation> check_a_document() {
    ag::node const nodes[] = {
        {.form = ag::construct::sequence,
         .intent = ag::purpose::command,
         .label = "place_order",
         .extent = 4},
        {.what = ag::verb::fetch, .effect = fallible, .label = "cart"},
        {.what = ag::verb::persist, .effect = committed, .guard = ag::protection::keyed, .label = "receipt"},
        {.what = ag::verb::emit, .effect = committed, .guard = ag::protection::natural, .label = "event"},
    };
    return ag::findings(nodes, {});
}
// [/values]

int main() {
    // [counted]
    int all = 0;
    for (std::size_t length = 1; length <= 9; ++length)
        all += unsafe_with_one_mutation(length);
    assert(all == 3084);
    // [/counted]

    // [found]
    auto const found = check_a_document();
    assert(found.size() == 1 && found[0].code == ag::rule_code::second_mutation);
    assert(found[0].first.label == "receipt" && found[0].second.label == "event");
    assert(ag::find_rule(found[0].code)->id == "AG201");
    // [/found]
}
