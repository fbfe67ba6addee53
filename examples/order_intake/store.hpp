#ifndef ACTION_GRAMMAR_EXAMPLES_STORE_HPP
#define ACTION_GRAMMAR_EXAMPLES_STORE_HPP

// The services of place_order.hpp, in SQLite. An order, its lines, what it takes from the shelf and the event that tells
// of it are one transaction: all of it happens, or nothing.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/resources/sql/execute.hpp>
#include <action_grammar/resources/sql/outbox.hpp>
#include <action_grammar/resources/sql/select.hpp>
#include <action_grammar/resources/sql/with_transaction.hpp>
#include <action_grammar/resources/sqlite/connection.hpp>

#include "place_order.hpp"

namespace order_intake {

namespace sql = ag::sql;
namespace sqlite = ag::sqlite;

/// What others are to be told; delivery.hpp tells them.
inline constexpr sql::outbox outbox("outbox");

/// What an event says.
struct order_placed {
    std::string order;
    std::string customer;
    money total;
};

/// A customer's events are told in their order. Their keys are made of the orders', so that who is told twice knows it.
inline sql::event event_of(priced_order const& placed) {
    return {"order_placed/" + placed.id, placed.customer, "order_placed",
            ag::encode_text(order_placed{placed.id, placed.customer, placed.total})};
}

/// Opens the shop's database, and makes what is missing.
inline ag::result<sqlite::connection, store_error> open_shop(std::string const& file,
                                                             std::string const& schema) {
    auto database = sqlite::connection::open({.file = file, .busy_timeout = std::chrono::seconds(10)});
    if (!database) return database;
    if (auto made = database->execute_script(schema); !made) return ag::unexpected(std::move(made).error());
    if (auto made = outbox.create(*database); !made) return ag::unexpected(std::move(made).error());
    return database;
}

class sqlite_catalogue final : public catalogue {
public:
    explicit sqlite_catalogue(sqlite::connection& database) : database_(database) {}

    ag::result<shelf, one_of<unknown_sku, store_error>> items(order const& wanted) override {
        shelf found;
        for (auto const& [sku, quantity] : wanted.lines) {
            auto there =
                sql::select_optional<item>(database_, "SELECT price, on_hand FROM stock WHERE sku = $1", sku);
            if (!there) return ag::unexpected(std::move(there).error());
            if (!*there) return ag::unexpected(unknown_sku{wanted.id, sku});
            found.emplace(sku, **there);
        }
        return found;
    }

    ag::result<rate, one_of<unknown_currency, store_error>> rate_for(order const& wanted) override {
        auto there = sql::select_optional<rate>(
            database_, "SELECT per_10000, decimals FROM rates WHERE currency = $1", wanted.currency);
        if (!there) return ag::unexpected(std::move(there).error());
        if (!*there) return ag::unexpected(unknown_currency{wanted.id, wanted.currency});
        return **there;
    }

private:
    sqlite::connection& database_;
};

class sqlite_order_book final : public order_book {
public:
    explicit sqlite_order_book(sqlite::connection& database) : database_(database) {}

    ag::result<std::optional<entry>, store_error> find(order const& wanted) override {
        auto head = sql::select_optional<order_row>(database_,
                                                    "SELECT customer, currency, amount, decimals FROM orders "
                                                    "JOIN rates USING (currency) WHERE id = $1",
                                                    wanted.id);
        if (!head) return ag::unexpected(std::move(head).error());
        if (!*head) return std::nullopt;
        auto lines =
            sql::select<line_row>(database_, std::size_t{most_lines},
                                  "SELECT sku, quantity FROM order_lines WHERE order_id = $1", wanted.id);
        if (!lines) return ag::unexpected(std::move(lines).error());

        auto const& [customer, currency, amount, decimals] = **head;
        entry found{{wanted.id, customer, currency, {}}, {wanted.id, {amount, currency, decimals}, true}};
        for (line_row const& each : *lines)
            found.placed.lines.emplace(each.sku, each.quantity);
        return found;
    }

    placing place(priced_order const& wanted, ag::idempotency_key<std::string> key) override {
        return sql::with_transaction(database_, {}, [&](sqlite::connection& open) -> placing {
            auto entered = sql::execute(open,
                                        "INSERT INTO orders (id, customer, currency, amount) "
                                        "VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
                                        key.value, wanted.customer, wanted.currency, wanted.total.minor);
            if (!entered) return ag::unexpected(std::move(entered).error());
            if (*entered == 0) return placed_before(wanted);

            for (auto const& [sku, quantity] : wanted.lines) {
                auto taken = sql::execute(
                    open, "UPDATE stock SET on_hand = on_hand - $1 WHERE sku = $2 AND on_hand >= $1",
                    quantity, sku);
                if (!taken) return ag::unexpected(std::move(taken).error());
                if (*taken == 0) return sold_since(wanted, sku, quantity);
                auto line = sql::execute(
                    open, "INSERT INTO order_lines (order_id, sku, quantity) VALUES ($1, $2, $3)", key.value,
                    sku, quantity);
                if (!line) return ag::unexpected(std::move(line).error());
            }
            if (auto told = outbox.add(open, event_of(wanted)); !told)
                return ag::unexpected(std::move(told).error());
            return receipt{wanted.id, wanted.total};
        });
    }

private:
    struct order_row {
        std::string customer;
        std::string currency;
        std::int64_t amount;
        int decimals;
    };
    struct line_row {
        std::string sku;
        std::int64_t quantity;
    };

    placing placed_before(order const& wanted) {
        auto earlier = find(wanted);
        if (!earlier) return ag::unexpected(std::move(earlier).error());
        if (auto same = same_order(wanted, *earlier); !same) return ag::unexpected(std::move(same).error());
        return (*std::move(earlier))->given;
    }

    /// Another process took the goods between the look at the shelf and now.
    placing sold_since(order const& wanted, std::string const& sku, std::int64_t quantity) {
        auto left =
            sql::select_optional<std::int64_t>(database_, "SELECT on_hand FROM stock WHERE sku = $1", sku);
        if (!left) return ag::unexpected(std::move(left).error());
        return ag::unexpected(out_of_stock{wanted.id, sku, quantity, left->value_or(0)});
    }

    sqlite::connection& database_;
};

} // namespace order_intake

#endif
