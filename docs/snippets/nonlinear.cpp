// The snippets of how-to/nonlinear.md.

#include <cassert>
#include <numeric>
#include <vector>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/composition/shuffled_executor.hpp>
#include <action_grammar/composition/thread_pool.hpp>

namespace ag = action_grammar;

// [values]
struct line {
    int sku;
    int quantity;
};
struct basket {
    int customer;
    std::vector<line> lines;
};
struct discount {
    int percent;
};
struct shipping {
    int cents;
};
struct offer {
    int customer;
    int cents;
};
struct receipt {
    int cents;
};
struct failure {};

struct customers {
    ag::result<discount, failure> discount_of(basket const& b) { return discount{b.customer == 1 ? 10 : 0}; }
};
struct carrier {
    ag::result<shipping, failure> cost(basket const& b) { return shipping{100 * int(b.lines.size())}; }
};
struct stock {
    ag::result<int, failure> price(line const& l) {
        if (l.sku < 0) return ag::unexpected(failure{});
        return l.sku * l.quantity;
    }
};
struct till {
    int sold = 0;
    ag::result<receipt, failure> sell(offer const& o) {
        sold += o.cents;
        return receipt{o.cents};
    }
};
// [/values]

// [all]
int total(discount less, shipping more) noexcept { return more.cents * (100 - less.percent) / 100; }

inline constexpr auto terms = ag::query<"terms">(
    ag::all(ag::fetch<"discount">(&customers::discount_of), ag::fetch<"shipping">(&carrier::cost))
    | ag::aggregate<"total">(total));
// [/all]

// [fan_out]
std::vector<line> lines_of(basket const& wanted) { return wanted.lines; }

int sum(std::vector<int> const& prices) noexcept { return std::accumulate(prices.begin(), prices.end(), 0); }

inline constexpr auto goods =
    ag::query<"goods">(ag::transform<"lines">(lines_of)                           // std::vector<line>
                       | ag::fan_out<"prices">(ag::fetch<"price">(&stock::price)) // std::vector<int>
                       | ag::aggregate<"sum">(sum));
// [/fan_out]

// [apply]
offer to_offer(basket const& wanted, int price, int extra) noexcept {
    return {wanted.customer, price + extra};
}

inline constexpr auto make_offer =
    ag::query<"make_offer">(ag::all(goods, terms) // two compositions, each under its own name
                            | ag::transform<"offer">(ag::from<"input", "goods", "terms">, to_offer));

bool same_price(offer const& first, offer const& second) noexcept { return first.cents == second.cents; }

inline constexpr auto compare =
    ag::query<"compare">(ag::apply<"first">(make_offer) // the same composition twice, under two labels
                         | ag::apply<"second">(ag::from<"input">, make_offer)
                         | ag::transform<"same">(ag::from<"first", "second">, same_price));
// [/apply]

// [decide]
bool is_large(offer const& made) noexcept { return made.cents >= 1000; }
offer round_down(offer made) noexcept { return {made.customer, made.cents / 100 * 100}; }
offer as_it_is(offer made) noexcept { return made; }

inline constexpr auto rounded =
    ag::query<"rounded">(make_offer
                         | ag::decide<"size">(ag::when(is_large, ag::transform<"large">(round_down)),
                                              ag::otherwise(ag::transform<"small">(as_it_is))));
// [/decide]

// [gate]
struct manager {
    ag::approval answer = ag::approval::waiting;
    ag::approval agrees(offer const& o) { return o.cents < 1000 ? ag::approval::approved : answer; }
};

inline constexpr auto sell =
    ag::command<"sell">(make_offer | ag::gate<"manager">(&manager::agrees)
                        | ag::persist<"receipt">(&till::sell, ag::keyed_by(&offer::customer)));
// [/gate]

int main() {
    customers who;
    carrier ships;
    stock shelf;
    basket const wanted{1, {{500, 2}, {7, 1}}};

    auto const offered = ag::run(make_offer, wanted, ag::environment{who, ships, shelf});
    assert(offered && offered->cents == 1007 + 180);
    assert(*ag::run(compare, wanted, ag::environment{who, ships, shelf}));
    assert(ag::run(rounded, wanted, ag::environment{who, ships, shelf})->cents == 1100);

    // [executor]
    ag::thread_pool pool(3); // from <action_grammar/composition/thread_pool.hpp>
    auto const parallel = ag::run(make_offer, wanted, ag::environment{who, ships, shelf, pool});
    assert(parallel && parallel->cents == offered->cents);
    // [/executor]

    // [shuffled]
    for (unsigned seed = 0; seed < 20; ++seed) { // from <action_grammar/composition/shuffled_executor.hpp>
        ag::shuffled_executor anyhow(seed);
        auto const same = ag::run(make_offer, wanted, ag::environment{who, ships, shelf, anyhow});
        assert(same && same->cents == offered->cents);
    }
    // [/shuffled]

    till cash;
    // [waiting]
    manager boss;
    auto asked = ag::run(sell, wanted, ag::environment{who, ships, shelf, boss, cash});
    assert(asked.status() == ag::status::waiting && asked.failed_action() == "manager" && cash.sold == 0);

    boss.answer = ag::approval::approved; // later
    auto const sold = ag::run(sell, wanted, ag::environment{who, ships, shelf, boss, cash});
    assert(sold && sold->cents == 1187);
    // [/waiting]
}
