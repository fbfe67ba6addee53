// The snippets of how-to/observing-and-caching.md.

#include <atomic>
#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/mixins/memory_cache.hpp>

namespace ag = action_grammar;

struct cart {
    std::string currency;
    int cents;
};
struct rates {
    int percent;
};
struct rate_error {};

struct rate_service {
    int asked = 0;
    ag::result<rates, rate_error> of(std::string const& currency) {
        ++asked;
        if (currency.empty()) return ag::unexpected(rate_error{});
        return rates{currency == "EUR" ? 100 : 110};
    }
};

int in_currency(cart const& c, rates const& today) noexcept { return c.cents * today.percent / 100; }

inline constexpr auto price =
    ag::query<"price">(ag::transform<"currency">(&cart::currency) | ag::fetch<"rates">(&rate_service::of)
                       | ag::transform<"cents">(ag::from<"input", "rates">, in_currency));

// [observe]
struct trace {
    std::vector<std::string> lines;
};

/// Writes a line for each action that begins or ends.
struct to_trace {
    trace* sink;

    void operator()(ag::event const& seen) const noexcept {
        std::string line(seen.action);
        if (seen.what == ag::event::stage::began) {
            line += " began";
        } else {
            line += " ended ";
            line += name(seen.how);
        }
        sink->lines.push_back(line);
    }
};

auto traced(trace& sink) { return ag::query<"traced">(ag::with(ag::observe(to_trace{&sink}), price)); }
// [/observe]

// [counted]
std::atomic<int> failures = 0;

void count_failures(ag::event const& seen) noexcept {
    if (seen.what == ag::event::stage::ended && seen.how == ag::status::failed) ++failures;
}

inline constexpr auto counted = ag::query<"counted">(ag::with(ag::observe(count_failures), price));
// [/counted]

// [cache]
using rate_cache = ag::memory_cache<std::string, rates>;

inline constexpr auto cached =
    ag::query<"cached">(ag::transform<"currency">(&cart::currency)
                        | ag::with(ag::cache<rate_cache>(), ag::fetch<"rates">(&rate_service::of))
                        | ag::transform<"cents">(ag::from<"input", "rates">, in_currency));
// [/cache]

// [projection]
struct price_cache {
    int hits = 0;
    std::vector<std::pair<std::string, int>> kept;

    int const* find(std::string const& key) {
        for (auto const& [known, cents] : kept) {
            if (known == key) return ++hits, &cents;
        }
        return nullptr;
    }
    void put(std::string const& key, int cents) { kept.emplace_back(key, cents); }
};
static_assert(ag::cache_store<price_cache, std::string, int>);

std::string price_key(cart const& c) { return c.currency + ' ' + std::to_string(c.cents); }

inline constexpr auto cached_price =
    ag::query<"cached_price">(ag::with(ag::cache<price_cache>(price_key), price));
// [/projection]

int main() {
    rate_service service;
    {
        // [observed]
        trace seen;
        assert(ag::run(traced(seen), cart{"USD", 1000}, ag::environment{service}));
        std::vector<std::string> const expected{
            "price began",           "currency began", "currency ended completed", "rates began",
            "rates ended completed", "cents began",    "cents ended completed",    "price ended completed"};
        assert(seen.lines == expected);
        // [/observed]
    }
    assert(!ag::run(counted, cart{"", 1}, ag::environment{service}));
    assert(failures == 2); // "rates", and "price" around it

    // [cached]
    service.asked = 0;
    rate_cache kept(100); // at most 100 values
    for (int i = 0; i < 3; ++i)
        assert(*ag::run(cached, cart{"USD", 1000}, ag::environment{service, kept}) == 1100);
    assert(service.asked == 1);
    // [/cached]

    price_cache prices;
    assert(*ag::run(cached_price, cart{"USD", 1000}, ag::environment{service, prices}) == 1100);
    assert(*ag::run(cached_price, cart{"USD", 1000}, ag::environment{service, prices}) == 1100);
    assert(prices.hits == 1);
}
