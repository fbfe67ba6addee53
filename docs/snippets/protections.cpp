// The snippets of how-to/retries-and-protections.md.

#include <cassert>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

// [values]
struct transfer {
    std::string id; // the client's own number for it
    int cents;
};
struct receipt {
    std::string id;
    int cents;
};
struct bank_error {
    bool busy = false; // refused before anything was done
    bool lost = false; // sent, and no answer
    [[nodiscard]] bool transient() const noexcept { return busy; }
    [[nodiscard]] bool in_doubt() const noexcept { return lost; }
};
// [/values]

// [keyed]
struct keyed_bank {
    virtual ag::result<receipt, bank_error> pay(transfer const&, ag::idempotency_key<std::string> key) = 0;
};

inline constexpr auto pay_keyed =
    ag::command<"pay_keyed">(ag::persist<"receipt">(&keyed_bank::pay, ag::keyed_by(&transfer::id)));
// [/keyed]

// [composite]
inline constexpr auto pay_once_a_day = ag::command<"pay_once_a_day">(ag::persist<"receipt">(
    &keyed_bank::pay, ag::keyed_by([](transfer const& t) { return t.id + "/2026-11-22"; })));
// [/composite]

// [verified]
struct asked_bank {
    virtual ag::result<receipt, bank_error> pay(transfer const&) = 0;
    virtual ag::result<std::optional<receipt>, bank_error> find(transfer const&) = 0;
};

inline constexpr auto pay_verified =
    ag::command<"pay_verified">(ag::persist<"receipt">(&asked_bank::pay, ag::verified_by(&asked_bank::find)));
// [/verified]

// [natural]
struct settings {
    virtual ag::result<void, bank_error> set_limit(transfer const&) = 0;
};

inline constexpr auto set_limit =
    ag::command<"set_limit">(ag::persist<"limit">(&settings::set_limit, ag::natural));
// [/natural]

// [transaction]
struct journal {
    /// Writes the entry and remembers its id in one transaction; an id that is there already changes nothing.
    virtual ag::result<receipt, bank_error> enter(transfer const&) = 0;
};

inline constexpr auto enter =
    ag::command<"enter">(ag::persist<"receipt">(&journal::enter, ag::same_transaction));
// [/transaction]

// [unprotected]
struct plain_bank {
    virtual ag::result<receipt, bank_error> pay(transfer const&) = 0;
};

inline constexpr auto pay_plainly =
    ag::command<"pay_plainly">(ag::persist<"receipt">(&plain_bank::pay, ag::unprotected));
// [/unprotected]

// [retry]
using namespace std::chrono_literals;

inline constexpr auto pay_patiently = ag::command<"pay_patiently">(ag::with(
    ag::retry(ag::exponential{.attempts = 5, .initial = 100ms, .factor = 2.0, .limit = 2s, .jitter = 0.5}),
    ag::persist<"receipt">(&keyed_bank::pay, ag::keyed_by(&transfer::id))));
// [/retry]

// [timeout]
struct rates {
    int percent;
};
struct rate_service {
    virtual ag::result<rates, bank_error> current(transfer const&, ag::deadline until) = 0;
};

inline constexpr auto fetch_rates = ag::query<"fetch_rates">(
    ag::with(ag::timeout(2s), ag::with(ag::retry(ag::constant{.attempts = 10, .delay = 300ms}),
                                       ag::fetch<"rates">(&rate_service::current))));
// [/timeout]

struct keyed_double final : keyed_bank {
    std::map<std::string, receipt> paid;
    int busy = 0;
    ag::result<receipt, bank_error> pay(transfer const& t, ag::idempotency_key<std::string> key) override {
        if (busy > 0) return --busy, ag::unexpected(bank_error{.busy = true});
        return paid.try_emplace(key.value, receipt{t.id, t.cents}).first->second;
    }
};

// [lossy]
struct lossy_bank final : asked_bank {
    std::map<std::string, receipt> done;
    int sent = 0;
    ag::result<receipt, bank_error> pay(transfer const& t) override {
        ++sent;
        done[t.id] = receipt{t.id, t.cents};
        return ag::unexpected(bank_error{.lost = true}); // it happened, and nobody hears of it
    }
    ag::result<std::optional<receipt>, bank_error> find(transfer const& t) override {
        auto const found = done.find(t.id);
        if (found == done.end()) return std::nullopt;
        return found->second;
    }
};
// [/lossy]

struct lossy_plain_bank final : plain_bank {
    ag::result<receipt, bank_error> pay(transfer const&) override {
        return ag::unexpected(bank_error{.lost = true});
    }
};
struct slow_rates final : rate_service {
    ag::virtual_clock* clock;
    int calls = 0;
    explicit slow_rates(ag::virtual_clock& c) : clock(&c) {}
    ag::result<rates, bank_error> current(transfer const&, ag::deadline until) override {
        ++calls;
        assert(until.is_limited());
        clock->advance(400ms);
        return ag::unexpected(bank_error{.busy = true});
    }
};

int main() {
    {
        keyed_double bank;
        auto const first = ag::run(pay_keyed, transfer{"t-1", 500}, ag::environment{bank});
        auto const again = ag::run(pay_keyed, transfer{"t-1", 500}, ag::environment{bank});
        assert(first && again && bank.paid.size() == 1);
        assert(ag::run(pay_once_a_day, transfer{"t-1", 500}, ag::environment{bank}) && bank.paid.size() == 2);
    }
    {
        // [verified_run]
        lossy_bank bank;
        auto const paid = ag::run(pay_verified, transfer{"t-1", 500}, ag::environment{bank});
        assert(paid && paid->cents == 500); // the answer was lost, and asking found it
        auto const again = ag::run(pay_verified, transfer{"t-1", 500}, ag::environment{bank});
        assert(again && bank.sent == 1); // asked first, not sent again
        // [/verified_run]
    }
    {
        // [doubt]
        lossy_plain_bank bank;
        auto const paid = ag::run(pay_plainly, transfer{"t-1", 500}, ag::environment{bank});
        assert(paid.status() == ag::status::in_doubt);
        assert(paid.phase() == ag::phase::commit && paid.failed_action() == "receipt");
        assert(!paid.retryable()); // whoever repeats it may pay twice
        // [/doubt]
    }
    {
        // [clock]
        keyed_double bank;
        bank.busy = 3;
        ag::virtual_clock clock;
        auto const paid = ag::run(pay_patiently, transfer{"t-1", 500}, ag::environment{bank, clock});
        assert(paid);
        assert(clock.now() - ag::time_point{} >= 350ms); // 100 + 200 + 400, less at most half by chance
        assert(clock.now() - ag::time_point{} <= 700ms);
        // [/clock]
    }
    {
        ag::virtual_clock clock;
        slow_rates service(clock);
        auto const fetched = ag::run(fetch_rates, transfer{}, ag::environment{service, clock});
        assert(fetched.status() == ag::status::failed && service.calls == 3);
        assert(clock.now() - ag::time_point{} <= 2s);
    }
}
