#ifndef ACTION_GRAMMAR_EXAMPLES_HOST_SQLITE_SHOP_HPP
#define ACTION_GRAMMAR_EXAMPLES_HOST_SQLITE_SHOP_HPP

// The shop in SQLite: a connection for each thread that uses it at a time.

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "shop.hpp"

namespace host {

class shop_connection;

class sqlite_shop final : public shop {
public:
    /// Opens a database, or makes it.
    ///
    /// @param schema       the SQL that makes what is not there
    /// @param connections  how many threads may use it at once; others wait
    static ag::result<std::unique_ptr<sqlite_shop>, store_error>
    open(std::string const& path, std::string const& schema, std::size_t connections);
    ~sqlite_shop() override;

    ag::result<article, one_of<unknown_article, store_error>> find(std::string const& sku) override;
    ag::result<stock_level, one_of<unknown_article, store_error>> look(std::string const& sku) override;
    ag::result<receipt, one_of<out_of_stock, key_reused, store_error>>
    place(order const&, ag::idempotency_key<std::string> key) override;
    ag::result<reorder_level, one_of<unknown_article, store_error>> set(reorder_level const&) override;
    ag::result<event, store_error> send(event const&, ag::idempotency_key<std::string> key) override;

private:
    class lease;

    sqlite_shop();

    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<shop_connection>> free_;
};

} // namespace host

#endif
