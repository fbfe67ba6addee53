#include "sqlite_shop.hpp"

#include <utility>

#include <action_grammar/resources/sql/execute.hpp>
#include <action_grammar/resources/sql/outbox.hpp>
#include <action_grammar/resources/sql/select.hpp>
#include <action_grammar/resources/sql/with_transaction.hpp>
#include <action_grammar/resources/sqlite/ledger.hpp>

namespace host {

namespace sql = ag::sql;
namespace sqlite = ag::sqlite;

namespace {

/// Another process delivers what is in there; examples/order_intake/delivery.cpp is such a one.
constexpr sql::outbox outbox("outbox");

/// What a query reads of an article.
template <class Row>
ag::result<Row, one_of<unknown_article, store_error>> row_of(sqlite::pool& database, std::string const& sku,
                                                             std::string_view text) {
    auto there = sql::with_connection(database, {},
                                      [&](auto& open) { return sql::select_optional<Row>(open, text, sku); });
    if (!there) return ag::unexpected(std::move(there).error());
    if (!*there) return ag::unexpected(unknown_article{sku});
    return **std::move(there);
}

} // namespace

ag::result<void, sql::error> make_shop(sqlite::pool& database, std::string const& schema) {
    return sql::with_connection(database, {}, [&](sqlite::connection& open) {
        auto made = open.execute_script(schema);
        if (made) made = outbox.create(open);
        if (made) made = sqlite::ledger(open).create();
        return made;
    });
}

ag::result<article, one_of<unknown_article, store_error>> sqlite_shop::find(std::string const& sku) {
    return row_of<article>(database_, sku, "SELECT sku, name, price FROM articles WHERE sku = $1");
}

ag::result<stock_level, one_of<unknown_article, store_error>> sqlite_shop::look(std::string const& sku) {
    return row_of<stock_level>(database_, sku, "SELECT sku, on_hand FROM articles WHERE sku = $1");
}

ag::result<receipt, one_of<out_of_stock, key_reused, store_error>>
sqlite_shop::place(order const& wanted, ag::idempotency_key<std::string> key) {
    using placed = ag::result<receipt, one_of<out_of_stock, key_reused, store_error>>;
    return sql::with_transaction(database_, {}, [&](sqlite::connection& open) -> placed {
        auto const& [id, customer, sku, quantity, total] = wanted;
        auto entered = sql::execute(open,
                                    "INSERT INTO orders (key, id, customer, sku, quantity, total) "
                                    "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (key) DO NOTHING",
                                    key.value, id, customer, sku, quantity, total);
        if (!entered) return ag::unexpected(std::move(entered).error());
        if (*entered == 0) {
            auto same = sql::select_optional<order>(
                open, "SELECT id, customer, sku, quantity, total FROM orders WHERE key = $1", key.value);
            if (!same) return ag::unexpected(std::move(same).error());
            if (*same != wanted) return ag::unexpected(key_reused{key.value});
            return receipt{id, total, true};
        }
        auto taken =
            sql::execute(open, "UPDATE articles SET on_hand = on_hand - $1 WHERE sku = $2 AND on_hand >= $1",
                         quantity, sku);
        if (!taken) return ag::unexpected(std::move(taken).error());
        if (*taken == 0) {
            auto left =
                sql::select_optional<std::int64_t>(open, "SELECT on_hand FROM articles WHERE sku = $1", sku);
            if (!left) return ag::unexpected(std::move(left).error());
            return ag::unexpected(out_of_stock{sku, quantity, left->value_or(0)});
        }
        return receipt{id, total, false};
    });
}

ag::result<reorder_level, one_of<unknown_article, store_error>>
sqlite_shop::set(reorder_level const& wanted) {
    auto set = sql::with_connection(database_, {}, [&](auto& open) {
        return sql::execute(open, "UPDATE articles SET reorder = $1 WHERE sku = $2", wanted.at, wanted.sku);
    });
    if (!set) return ag::unexpected(std::move(set).error());
    if (*set == 0) return ag::unexpected(unknown_article{wanted.sku});
    return wanted;
}

ag::result<event, store_error> sqlite_shop::send(event const& message, ag::idempotency_key<std::string> key) {
    auto put = sql::with_transaction(database_, {}, [&](auto& open) {
        return outbox.add(open, {key.value, message.topic, message.topic, message.message});
    });
    if (!put) return ag::unexpected(std::move(put).error());
    return message;
}

} // namespace host
