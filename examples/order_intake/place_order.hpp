#ifndef ACTION_GRAMMAR_EXAMPLES_PLACE_ORDER_HPP
#define ACTION_GRAMMAR_EXAMPLES_PLACE_ORDER_HPP

// The handler of this example: from a line of JSON to an order in the books, as one sentence at the end of
// this file. Above it stand the words that the sentence is made of: values, errors, services, and the small
// functions that compute and check. Nothing here knows SQLite or the command line.

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/sql/error.hpp>

namespace order_intake {

namespace ag = action_grammar;

// ---- values

/// What a customer asks for. Lines of one sku are added up: two orders that mean the same are equal.
struct order {
    std::string id; ///< the customer's own number for it, and the key by which a repeat is recognized
    std::string customer;
    std::string currency;
    std::map<std::string, std::int64_t> lines; ///< sku to quantity

    bool operator==(order const&) const = default;
};

/// An amount in the smallest unit of its currency: cents, yen, fils.
struct money {
    std::int64_t minor = 0;
    std::string currency;
    int decimals = 2; ///< how many digits of `minor` stand behind the point
};

/// What one sku costs and how many are there.
struct item {
    std::int64_t price; ///< in euro cents
    std::int64_t on_hand;
};
using shelf = std::map<std::string, item>;

/// A currency's worth: this many of its smallest units are 10,000 euro cents.
struct rate {
    std::int64_t per_10000;
    int decimals;
};

struct priced_order : order {
    money total;
};

struct receipt {
    std::string order;
    money total;
    bool repeated = false; ///< the order was in the books before
};

/// An order as the books have it.
struct entry {
    order placed;
    receipt given;
};

struct confirmation {
    std::string order;
    money total;
    bool already_placed = false;
};

// The largest order there can be, so that its price is exact in 64 bits. The parser checks the first two,
// catalogue.sql the others.
inline constexpr std::int64_t most_lines = 20;
inline constexpr std::int64_t most_of_a_sku = 1'000;
inline constexpr std::int64_t highest_price = 1'000'000;
inline constexpr std::int64_t highest_rate = 100'000'000;
static_assert(most_lines * most_of_a_sku * highest_price
              < std::numeric_limits<std::int64_t>::max() / highest_rate);

// ---- errors: each says what the customer, or the operator, has to know

struct malformed {
    std::string where; ///< "column 17", or a JSON Pointer to the member: "/lines/0/quantity"
    std::string why;
};
struct unknown_sku {
    std::string order;
    std::string sku;
};
struct unknown_currency {
    std::string order;
    std::string currency;
};
struct out_of_stock {
    std::string order;
    std::string sku;
    std::int64_t wanted;
    std::int64_t on_hand;
};
/// A different order is in the books under the same id.
struct id_reused {
    std::string order;
};
/// The database did not do its work.
using store_error = ag::sql::error;

/// An operation that can fail in several ways says so in one error, which is as transient and as doubtful as
/// the error that it holds.
template <class... Errors>
using one_of = std::variant<Errors...>;
template <class... Errors>
[[nodiscard]] bool is_transient(one_of<Errors...> const& error) {
    return std::visit(ag::transient, error);
}
template <class... Errors>
[[nodiscard]] bool is_in_doubt(one_of<Errors...> const& error) {
    return std::visit(ag::doubtful, error);
}

// ---- services: what the handler needs from outside, and a test replaces

struct catalogue {
    virtual ~catalogue() = default;
    /// The items that an order names.
    virtual ag::result<shelf, one_of<unknown_sku, store_error>> items(order const&) = 0;
    /// The rate of an order's currency.
    virtual ag::result<rate, one_of<unknown_currency, store_error>> rate_for(order const&) = 0;
};

using placing = ag::result<receipt, one_of<out_of_stock, id_reused, store_error>>;

struct order_book {
    virtual ~order_book() = default;
    /// What the books have under the order's id.
    virtual ag::result<std::optional<entry>, store_error> find(order const&) = 0;
    /// Takes the goods from the shelf, enters the order and leaves word of it, all or nothing. The second time
    /// for a key it changes nothing and gives the receipt of the first.
    virtual placing place(priced_order const&, ag::idempotency_key<std::string> key) = 0;
};

// ---- computations and checks: functions of values, and of nothing else

/// Reads an order from a line of JSON.
ag::result<order, malformed> parse_order(std::string const& line);

/// An id names one order for ever: that it is there already is fine, that another one has its id is not.
inline ag::result<void, id_reused> same_order(order const& wanted, std::optional<entry> const& earlier) {
    if (earlier && earlier->placed != wanted) return ag::unexpected(id_reused{wanted.id});
    return {};
}

/// Are the goods there? An order that was placed before has them already.
inline ag::result<void, out_of_stock> in_stock(order const& wanted, shelf const& items,
                                               std::optional<entry> const& earlier) {
    if (earlier) return {};
    for (auto const& [sku, quantity] : wanted.lines) {
        auto const on_hand = items.at(sku).on_hand;
        if (quantity > on_hand) return ag::unexpected(out_of_stock{wanted.id, sku, quantity, on_hand});
    }
    return {};
}

/// The total in the order's currency, rounded once, half up. Exact: whole cents and whole numbers throughout.
inline priced_order price(order wanted, shelf const& items, rate const& worth) {
    std::int64_t euro_cents = 0;
    for (auto const& [sku, quantity] : wanted.lines)
        euro_cents += quantity * items.at(sku).price;
    money total{(euro_cents * worth.per_10000 + 5'000) / 10'000, wanted.currency, worth.decimals};
    return {std::move(wanted), std::move(total)};
}

inline confirmation confirm(receipt given) noexcept {
    return {std::move(given.order), std::move(given.total), given.repeated};
}

// ---- the sentence

/// Everything up to `persist` can be repeated at will. `persist` changes the books, once for each order id
/// however often it is sent. What follows cannot fail, so nothing after it makes anyone send it again. The
/// compiler refuses the sentence when any of this is not so.
inline constexpr auto place_order = ag::command<"place_order", confirmation>(
    ag::transform<"order">(parse_order) // from JSON
    | ag::fetch<"earlier">(&order_book::find)
    | ag::validate<"one order per id">(ag::from<"order", "earlier">, same_order)
    | ag::fetch<"items">(ag::from<"order">, &catalogue::items)
    | ag::fetch<"rate">(ag::from<"order">, &catalogue::rate_for)
    | ag::validate<"in stock">(ag::from<"order", "items", "earlier">, in_stock)
    | ag::transform<"priced">(ag::from<"order", "items", "rate">, price)
    | ag::persist<"receipt">(&order_book::place, ag::keyed_by(&priced_order::id))
    | ag::transform<"confirmation">(confirm));

} // namespace order_intake

#endif
