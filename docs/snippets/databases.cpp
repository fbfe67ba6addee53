// How-to: rows of a database, and events that leave with them.

#include <cassert>
#include <cstdint>
#include <string>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/sql/persist.hpp>
#include <action_grammar/resources/sql/relay.hpp>
#include <action_grammar/resources/sqlite/pool.hpp>

namespace ag = action_grammar;

namespace {

// [types]
struct order_request {
    std::string id;
    std::string sku;
    std::int64_t quantity = 0;
};
struct article {
    std::string sku;
    std::int64_t price = 0;
};
struct order {
    std::string id;
    std::string sku;
    std::int64_t total = 0;
};
// [/types]

// [events]
constexpr ag::sql::outbox events("outbox");

ag::sql::event order_placed(order const& stored) {
    return {.key = "placed/" + stored.id,
            .stream = stored.sku,
            .topic = "orders",
            .payload = ag::encode_text(stored)};
}
// [/events]

order priced(article const& what, order_request const& wanted) {
    return {wanted.id, wanted.sku, what.price * wanted.quantity};
}

// [sentence]
using shop = ag::sqlite::pool; // or ag::postgresql::pool: the rest is the same

constexpr auto place_order = ag::command<"place_order">(
    ag::fetch<"article">(ag::sql::one<shop, order_request, article>( //
        "SELECT sku, price FROM articles WHERE sku = :sku"))
    | ag::transform<"order">(ag::from<"article", "input">, priced)
    | ag::persist<"receipt">(
        ag::sql::with_event(ag::sql::insert<shop, &order::id>("orders"), events, order_placed),
        ag::keyed_by(&order::id)));
// [/sentence]

ag::result<void, ag::sql::error> set_up(ag::sqlite::connection& database) {
    auto made = database.execute_script(
        "CREATE TABLE articles (sku text PRIMARY KEY, price bigint NOT NULL);"
        "CREATE TABLE orders (id text PRIMARY KEY, sku text NOT NULL, total bigint NOT NULL);"
        "INSERT INTO articles VALUES ('tea', 250)");
    if (!made) return made;
    return events.create(database);
}

} // namespace

int main() {
    // [run]
    shop database({.file = ":memory:"}, {.most = 1}); // of ":memory:" each connection has its own
    {
        auto lent = database.lease();
        assert(lent && set_up(**lent));
    }
    order_request const wanted{"o-1", "tea", 2};
    auto const first = ag::run(place_order, wanted, ag::environment{database});
    auto const again = ag::run(place_order, wanted, ag::environment{database}); // changes nothing
    assert(first && again && first->total == 500 && again->total == 500);
    // [/run]

    // [relay]
    std::string told;
    ag::sql::relay relay(database, events);
    auto const report =
        relay.deliver_pending([&](ag::sql::event const& each) { told += each.key + ": " + each.payload; });
    assert(report && report->delivered == 1);
    assert(told == R"(placed/o-1: {"id":"o-1","sku":"tea","total":500})");
    // [/relay]
}
