#ifndef ACTION_GRAMMAR_EXAMPLES_HOST_SHOP_HPP
#define ACTION_GRAMMAR_EXAMPLES_HOST_SHOP_HPP

// What the documents of this host may name: values, errors, and the shop that the actions are applied to.

#include <cstdint>
#include <string>
#include <variant>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/reflection/contract_of.hpp>
#include <action_grammar/contract/reflection/describe.hpp>
#include <action_grammar/document/registry.hpp>

#include <action_grammar/resources/sql/error.hpp>

namespace host {

namespace ag = action_grammar;

// ---- values

struct article {
    std::string sku;
    std::string name;
    std::int64_t price; ///< in euro cents
};
struct stock_level {
    std::string sku;
    std::int64_t on_hand;
};
struct order {
    std::string id;
    std::string customer;
    std::string sku;
    std::int64_t quantity;
    std::int64_t total; ///< in euro cents

    bool operator==(order const&) const = default;
};
struct receipt {
    std::string id;
    std::int64_t total;
    bool repeated; ///< the order was in the table before
};
struct reorder_level {
    std::string sku;
    std::int64_t at;
};
struct event {
    std::string topic;
    std::string message;
};

// ---- errors

/// The database did not do its work. Strangers are not shown its statements.
struct store_error {
    std::string message;
    bool passes = false;      ///< the next try may succeed
    bool answer_lost = false; ///< it failed while committing, so that only reading tells what became of it

    store_error() = default;
    store_error(ag::sql::error const& of)
        : message(of.message), passes(of.transient()), answer_lost(of.in_doubt()) {}

    [[nodiscard]] bool transient() const noexcept { return passes; }
    [[nodiscard]] bool in_doubt() const noexcept { return answer_lost; }
};
struct unknown_article {
    std::string sku;
};
struct out_of_stock {
    std::string sku;
    std::int64_t wanted;
    std::int64_t on_hand;
};
/// A different order is in the table under the same key.
struct key_reused {
    std::string key;
};

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

// ---- the shop: safe to use from several threads at once

struct shop {
    virtual ~shop() = default;

    virtual ag::result<article, one_of<unknown_article, store_error>> find(std::string const& sku) = 0;
    virtual ag::result<stock_level, one_of<unknown_article, store_error>> look(std::string const& sku) = 0;
    /// Takes the goods from the shelf and enters the order, both or neither. The second time for a key it changes
    /// nothing and gives the receipt of the first.
    virtual ag::result<receipt, one_of<out_of_stock, key_reused, store_error>>
    place(order const&, ag::idempotency_key<std::string> key) = 0;
    /// Sets at what level an article is bought again.
    virtual ag::result<reorder_level, one_of<unknown_article, store_error>> set(reorder_level const&) = 0;
    /// Puts a message into the outbox, once for each key.
    virtual ag::result<event, store_error> send(event const&, ag::idempotency_key<std::string> key) = 0;
};

/// What documents may name, bound to a shop, which must outlive it.
ag::document::registry actions_of(shop& of);

} // namespace host

/// It has constructors, so its members are named.
template <>
inline constexpr auto action_grammar::contract_of<host::store_error> =
    action_grammar::object(action_grammar::member<&host::store_error::message>(),
                           action_grammar::member<&host::store_error::passes>(),
                           action_grammar::member<&host::store_error::answer_lost>());

// What the compiler cannot tell of these values, and documents have to keep to.
template <>
inline constexpr auto action_grammar::contract_of<host::article> =
    action_grammar::object(action_grammar::member<&host::article::price>(action_grammar::minimum(1),
                                                                         action_grammar::maximum(1'000'000)));
template <>
inline constexpr auto action_grammar::contract_of<host::stock_level> =
    action_grammar::object(action_grammar::member<&host::stock_level::on_hand>(action_grammar::minimum(0)));
template <>
inline constexpr auto action_grammar::contract_of<host::order> =
    action_grammar::object(action_grammar::member<&host::order::id>(action_grammar::min_length(1)),
                           action_grammar::member<&host::order::quantity>(action_grammar::minimum(1),
                                                                          action_grammar::maximum(1'000)),
                           action_grammar::member<&host::order::total>(action_grammar::minimum(0)));
template <>
inline constexpr auto action_grammar::contract_of<host::reorder_level> =
    action_grammar::object(action_grammar::member<&host::reorder_level::at>(action_grammar::minimum(0),
                                                                            action_grammar::maximum(10'000)));

#endif
