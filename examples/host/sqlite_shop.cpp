#include "sqlite_shop.hpp"

#include <chrono>
#include <utility>

#include "../shared/sqlite.hpp"

namespace host {

namespace sqlite = shared::sqlite;

/// A connection and its prepared statements, for one thread at a time.
class shop_connection {
public:
    explicit shop_connection(sqlite::connection opened) : database(std::move(opened)) {}

    sqlite::connection database;
    sqlite::statement article_of{database, "SELECT name, price FROM articles WHERE sku = ?"};
    sqlite::statement on_hand_of{database, "SELECT on_hand FROM articles WHERE sku = ?"};
    sqlite::statement enter{database, "INSERT INTO orders (key, id, customer, sku, quantity, total) "
                                      "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING"};
    sqlite::statement same_as{database, "SELECT 1 FROM orders WHERE key = ? AND id = ? AND customer = ? AND "
                                        "sku = ? AND quantity = ? AND total = ?"};
    sqlite::statement take{database,
                           "UPDATE articles SET on_hand = on_hand - ?1 WHERE sku = ?2 AND on_hand >= ?1"};
    sqlite::statement reorder_at{database, "UPDATE articles SET reorder = ? WHERE sku = ?"};
    sqlite::statement put_out{database, "INSERT INTO outbox (key, topic, message) VALUES (?, ?, ?) "
                                        "ON CONFLICT (key) DO NOTHING"};
};

/// A connection for the time of one operation.
class sqlite_shop::lease {
public:
    explicit lease(sqlite_shop& from) : from_(from) {
        std::unique_lock lock(from_.mutex_);
        from_.returned_.wait(lock, [&] { return !from_.free_.empty(); });
        held_ = std::move(from_.free_.back());
        from_.free_.pop_back();
    }
    lease(lease const&) = delete;
    lease& operator=(lease const&) = delete;
    ~lease() {
        {
            std::scoped_lock const lock(from_.mutex_);
            from_.free_.push_back(std::move(held_));
        }
        from_.returned_.notify_one();
    }
    shop_connection* operator->() const noexcept { return held_.get(); }

private:
    sqlite_shop& from_;
    std::unique_ptr<shop_connection> held_;
};

sqlite_shop::sqlite_shop() = default;
sqlite_shop::~sqlite_shop() = default;

ag::result<std::unique_ptr<sqlite_shop>, store_error>
sqlite_shop::open(std::string const& path, std::string const& schema, std::size_t connections) {
    std::unique_ptr<sqlite_shop> made(new sqlite_shop);
    for (std::size_t i = 0; i < connections; ++i) {
        auto opened = sqlite::connection::open(path, std::chrono::seconds(5));
        if (!opened) return ag::unexpected(std::move(opened).error());
        if (i == 0) {
            if (auto tables = opened->execute(schema.c_str()); !tables)
                return ag::unexpected(std::move(tables).error());
        }
        made->free_.push_back(std::make_unique<shop_connection>(*std::move(opened)));
    }
    return made;
}

ag::result<article, one_of<unknown_article, store_error>> sqlite_shop::find(std::string const& sku) {
    lease const on(*this);
    auto row = on->article_of.run(sku);
    auto there = row.next();
    if (!there) return ag::unexpected(std::move(there).error());
    if (!*there) return ag::unexpected(unknown_article{sku});
    return article{sku, row.text(0), row.integer(1)};
}

ag::result<stock_level, one_of<unknown_article, store_error>> sqlite_shop::look(std::string const& sku) {
    lease const on(*this);
    auto row = on->on_hand_of.run(sku);
    auto there = row.next();
    if (!there) return ag::unexpected(std::move(there).error());
    if (!*there) return ag::unexpected(unknown_article{sku});
    return stock_level{sku, row.integer(0)};
}

ag::result<receipt, one_of<out_of_stock, key_reused, store_error>>
sqlite_shop::place(order const& wanted, ag::idempotency_key<std::string> key) {
    lease const on(*this);
    auto changes = sqlite::transaction::begin(on->database);
    if (!changes) return ag::unexpected(std::move(changes).error());

    auto const& [id, customer, sku, quantity, total] = wanted;
    auto entered = on->enter.execute(key.value, id, customer, sku, quantity, total);
    if (!entered) return ag::unexpected(std::move(entered).error());
    if (on->database.changes() == 0) {
        auto same = on->same_as.run(key.value, id, customer, sku, quantity, total).next();
        if (!same) return ag::unexpected(std::move(same).error());
        if (!*same) return ag::unexpected(key_reused{key.value});
        return receipt{id, total, true};
    }
    auto taken = on->take.execute(quantity, sku);
    if (!taken) return ag::unexpected(std::move(taken).error());
    if (on->database.changes() == 0) {
        auto row = on->on_hand_of.run(sku);
        auto there = row.next();
        if (!there) return ag::unexpected(std::move(there).error());
        return ag::unexpected(out_of_stock{sku, quantity, *there ? row.integer(0) : 0});
    }
    if (auto kept = changes->commit(); !kept) return ag::unexpected(std::move(kept).error());
    return receipt{id, total, false};
}

ag::result<reorder_level, one_of<unknown_article, store_error>>
sqlite_shop::set(reorder_level const& wanted) {
    lease const on(*this);
    auto set = on->reorder_at.execute(wanted.at, wanted.sku);
    if (!set) return ag::unexpected(std::move(set).error());
    if (on->database.changes() == 0) return ag::unexpected(unknown_article{wanted.sku});
    return wanted;
}

ag::result<event, store_error> sqlite_shop::send(event const& message, ag::idempotency_key<std::string> key) {
    lease const on(*this);
    auto put = on->put_out.execute(key.value, message.topic, message.message);
    if (!put) return ag::unexpected(std::move(put).error());
    return message;
}

} // namespace host
