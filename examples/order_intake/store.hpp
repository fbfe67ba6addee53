#ifndef ACTION_GRAMMAR_EXAMPLES_STORE_HPP
#define ACTION_GRAMMAR_EXAMPLES_STORE_HPP

// The services of place_order.hpp, in SQLite.

#include "../shared/sqlite.hpp"
#include "place_order.hpp"

namespace order_intake {

namespace sqlite = shared::sqlite;

class sqlite_catalogue final : public catalogue {
public:
    explicit sqlite_catalogue(sqlite::connection const& database)
        : item_(database, "SELECT price, on_hand FROM stock WHERE sku = ?"),
          rate_(database, "SELECT per_10000, decimals FROM rates WHERE currency = ?") {}

    ag::result<shelf, one_of<unknown_sku, store_error>> items(order const& wanted) override {
        shelf found;
        for (auto const& [sku, quantity] : wanted.lines) {
            auto row = item_.run(sku);
            auto there = row.next();
            if (!there) return ag::unexpected(std::move(there).error());
            if (!*there) return ag::unexpected(unknown_sku{wanted.id, sku});
            found.emplace(sku, item{row.integer(0), row.integer(1)});
        }
        return found;
    }

    ag::result<rate, one_of<unknown_currency, store_error>> rate_for(order const& wanted) override {
        auto row = rate_.run(wanted.currency);
        auto there = row.next();
        if (!there) return ag::unexpected(std::move(there).error());
        if (!*there) return ag::unexpected(unknown_currency{wanted.id, wanted.currency});
        return rate{row.integer(0), static_cast<int>(row.integer(1))};
    }

private:
    sqlite::statement item_;
    sqlite::statement rate_;
};

class sqlite_order_book final : public order_book {
public:
    explicit sqlite_order_book(sqlite::connection& database)
        : database_(database),
          entry_(database,
                 "SELECT customer, currency, amount, decimals FROM orders JOIN rates USING (currency) "
                 "WHERE id = ?"),
          lines_(database, "SELECT sku, quantity FROM order_lines WHERE order_id = ?"),
          enter_(database, "INSERT INTO orders (id, customer, currency, amount) VALUES (?, ?, ?, ?) "
                           "ON CONFLICT (id) DO NOTHING"),
          enter_line_(database, "INSERT INTO order_lines (order_id, sku, quantity) VALUES (?, ?, ?)"),
          take_(database, "UPDATE stock SET on_hand = on_hand - ?1 WHERE sku = ?2 AND on_hand >= ?1"),
          left_(database, "SELECT on_hand FROM stock WHERE sku = ?") {}

    ag::result<std::optional<entry>, store_error> find(order const& wanted) override {
        auto row = entry_.run(wanted.id);
        auto there = row.next();
        if (!there) return ag::unexpected(std::move(there).error());
        if (!*there) return std::nullopt;

        order placed{wanted.id, row.text(0), row.text(1), {}};
        money total{row.integer(2), placed.currency, static_cast<int>(row.integer(3))};
        auto lines = lines_.run(wanted.id);
        for (;;) {
            auto more = lines.next();
            if (!more) return ag::unexpected(std::move(more).error());
            if (!*more) break;
            placed.lines.emplace(lines.text(0), lines.integer(1));
        }
        return entry{std::move(placed), receipt{wanted.id, std::move(total), true}};
    }

    ag::result<receipt, one_of<out_of_stock, id_reused, store_error>>
    place(priced_order const& wanted, ag::idempotency_key<std::string> key) override {
        auto changes = sqlite::transaction::begin(database_);
        if (!changes) return ag::unexpected(std::move(changes).error());

        auto entered = enter_.execute(key.value, wanted.customer, wanted.currency, wanted.total.minor);
        if (!entered) return ag::unexpected(std::move(entered).error());
        if (database_.changes() == 0) return placed_before(wanted);

        for (auto const& [sku, quantity] : wanted.lines) {
            auto taken = take_.execute(quantity, sku);
            if (!taken) return ag::unexpected(std::move(taken).error());
            if (database_.changes() == 0) return sold_since(wanted, sku, quantity);
            auto line = enter_line_.execute(key.value, sku, quantity);
            if (!line) return ag::unexpected(std::move(line).error());
        }
        if (auto kept = changes->commit(); !kept) return ag::unexpected(std::move(kept).error());
        return receipt{wanted.id, wanted.total};
    }

private:
    ag::result<receipt, one_of<out_of_stock, id_reused, store_error>> placed_before(order const& wanted) {
        auto earlier = find(wanted);
        if (!earlier) return ag::unexpected(std::move(earlier).error());
        if (auto same = same_order(wanted, *earlier); !same) return ag::unexpected(std::move(same).error());
        return (*std::move(earlier))->given;
    }

    /// Another process took the goods between the look at the shelf and now.
    ag::result<receipt, one_of<out_of_stock, id_reused, store_error>>
    sold_since(order const& wanted, std::string const& sku, std::int64_t quantity) {
        auto row = left_.run(sku);
        auto there = row.next();
        if (!there) return ag::unexpected(std::move(there).error());
        return ag::unexpected(out_of_stock{wanted.id, sku, quantity, row.integer(0)});
    }

    sqlite::connection& database_;
    sqlite::statement entry_;
    sqlite::statement lines_;
    sqlite::statement enter_;
    sqlite::statement enter_line_;
    sqlite::statement take_;
    sqlite::statement left_;
};

} // namespace order_intake

#endif
