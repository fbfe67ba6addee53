#ifndef ACTION_GRAMMAR_TESTS_LEDGER_SHOP_HPP
#define ACTION_GRAMMAR_TESTS_LEDGER_SHOP_HPP

// A shop whose table counts what is sent to it, and can lose or refuse it.

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/ledger/memory_ledger.hpp>

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace ledger_tests {

namespace ag = action_grammar;

struct order {
    std::string id;
    int total = 0;
};
struct receipt {
    std::string order;
    int number = 0;
};

struct trouble {
    bool in_doubt = false;
    bool transient = false;
};

class table {
public:
    enum class fault { none, refused, lost_before, lost_after, throws };

    ag::result<receipt, trouble> put(order const& wanted) { return send(wanted, {}); }
    ag::result<receipt, trouble> put_keyed(order const& wanted, ag::idempotency_key<std::string> key) {
        return send(wanted, key.value);
    }
    ag::result<void, trouble> put_silently(order const& wanted) {
        auto made = send(wanted, {});
        if (!made) return ag::unexpected(made.error());
        return {};
    }
    void set(order const& wanted) { static_cast<void>(send(wanted, {})); }
    std::optional<receipt> find(order const& wanted) const {
        auto const at = rows.find(wanted.id);
        return at == rows.end() ? std::nullopt : std::optional(at->second);
    }

    fault next = fault::none; ///< Of the next call alone.
    int sent = 0;
    std::vector<std::string> keys;
    std::map<std::string, receipt> rows;

private:
    ag::result<receipt, trouble> send(order const& wanted, std::string const& key) {
        ++sent;
        keys.push_back(key);
        fault const now = std::exchange(next, fault::none);
        if (now == fault::refused) return ag::unexpected(trouble{});
        if (now == fault::lost_before) return ag::unexpected(trouble{true});
        auto const [at, is_new] =
            rows.try_emplace(wanted.id, receipt{wanted.id, static_cast<int>(rows.size()) + 1});
        if (now == fault::lost_after) return ag::unexpected(trouble{true});
        if (now == fault::throws) throw std::runtime_error("the line went dead");
        return at->second;
    }
};

inline constexpr auto make_order = ag::transform<"order">([](int n) { return order{std::to_string(n), n}; });
inline constexpr auto number =
    ag::transform<"number">([](receipt const& given) noexcept { return given.number; });

inline constexpr auto keyed = ag::command<"keyed">(
    make_order | ag::persist<"receipt">(&table::put_keyed, ag::keyed_by(&order::id)) | number);
inline constexpr auto natural =
    ag::command<"natural">(make_order | ag::persist<"receipt">(&table::put, ag::natural) | number);
inline constexpr auto in_transaction = ag::command<"in_transaction">(
    make_order | ag::persist<"receipt">(&table::put, ag::same_transaction) | number);
inline constexpr auto verified = ag::command<"verified">(
    make_order | ag::persist<"receipt">(&table::put, ag::verified_by(&table::find)) | number);
inline constexpr auto unprotected =
    ag::command<"unprotected">(make_order | ag::persist<"receipt">(&table::put, ag::unprotected) | number);

/// A ledger that can fail.
class failing_ledger final : public ag::effect_ledger {
public:
    ag::result<ag::effect_claim, ag::ledger_error> begin(ag::effect const& one) noexcept override {
        if (fails_at_begin || --busy >= 0) return ag::unexpected(ag::ledger_error{});
        return kept.begin(one);
    }
    ag::result<void, ag::ledger_error> complete(ag::effect const& one, ag::effect_claim const& claimed,
                                                std::string_view answer) noexcept override {
        if (fails_at_complete)
            return ag::unexpected(ag::ledger_error{ag::ledger_error::reason::not_recorded, {}, {}});
        return kept.complete(one, claimed, answer);
    }
    void withdraw(ag::effect const& one, ag::effect_claim const& claimed) noexcept override {
        kept.withdraw(one, claimed);
    }
    void doubt(ag::effect const& one, ag::effect_claim const& claimed) noexcept override {
        kept.doubt(one, claimed);
    }

    ag::memory_ledger kept;
    bool fails_at_begin = false;
    bool fails_at_complete = false;
    int busy = 0; ///< How many calls of `begin` fail before one does not.
};

/// Why the ledger ended a run; none when it did not.
template <class Outcome>
std::optional<ag::ledger_error::reason> refusal(Outcome const& ended) {
    if (!ended.has_error()) return std::nullopt;
    auto const* told = std::get_if<ag::ledger_error>(&ended.error());
    return told == nullptr ? std::nullopt : std::optional(told->why);
}

} // namespace ledger_tests

#endif
