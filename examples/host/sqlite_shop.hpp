#ifndef ACTION_GRAMMAR_EXAMPLES_HOST_SQLITE_SHOP_HPP
#define ACTION_GRAMMAR_EXAMPLES_HOST_SQLITE_SHOP_HPP

// The shop in SQLite: each operation borrows a connection from a pool.

#include <string>

#include <action_grammar/resources/sqlite/pool.hpp>

#include "shop.hpp"

namespace host {

/// Makes what is missing in the database of a shop: its tables, its outbox, and the ledger of its runs.
///
/// @param schema  the SQL of its tables
ag::result<void, ag::sql::error> make_shop(ag::sqlite::pool& database, std::string const& schema);

class sqlite_shop final : public shop {
public:
    /// @param database  that `make_shop` has seen; it must outlive this
    explicit sqlite_shop(ag::sqlite::pool& database) : database_(database) {}

    ag::result<article, one_of<unknown_article, store_error>> find(std::string const& sku) override;
    ag::result<stock_level, one_of<unknown_article, store_error>> look(std::string const& sku) override;
    ag::result<receipt, one_of<out_of_stock, key_reused, store_error>>
    place(order const&, ag::idempotency_key<std::string> key) override;
    ag::result<reorder_level, one_of<unknown_article, store_error>> set(reorder_level const&) override;
    ag::result<event, store_error> send(event const&, ag::idempotency_key<std::string> key) override;

private:
    ag::sqlite::pool& database_;
};

} // namespace host

#endif
