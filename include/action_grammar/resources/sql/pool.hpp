#ifndef ACTION_GRAMMAR_RESOURCES_SQL_POOL_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_POOL_HPP

#include <algorithm>
#include <chrono>
#include <concepts>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/sql/connection.hpp>

namespace action_grammar::sql {

/// How many connections a pool has, and how patient it is.
struct pool_options {
    std::size_t most = 8;                     ///< Connections at the same time; at least 1.
    std::chrono::milliseconds patience{5000}; ///< How long a lease waits for one that is free.
};

/// Connections to one database, opened when they are needed and then kept, lent to one user each. Safe to use from
/// many threads; it outlives its leases.
///
///     ag::sqlite::pool shop({.file = "shop.db"});
///     auto lent = shop.lease();
///     if (!lent) return ag::unexpected(lent.error());
///     ag::sql::execute(**lent, "DELETE FROM carts");
template <connection Connection>
class pool {
public:
    using connection_type = Connection;
    using options = typename Connection::options;

    explicit pool(options database, pool_options limits = {})
        : database_(std::move(database)), limits_{std::max<std::size_t>(limits.most, 1), limits.patience} {
        free_.reserve(limits_.most);
    }
    pool(pool const&) = delete;
    pool& operator=(pool const&) = delete;
    ~pool() = default;

    /// A connection for the time that this lives. What its user left open is undone, and a connection that is broken
    /// is closed.
    class [[nodiscard]] lease_type {
    public:
        lease_type(lease_type&& other) noexcept
            : from_(std::exchange(other.from_, nullptr)), held_(std::move(other.held_)) {}
        lease_type& operator=(lease_type&&) = delete;
        ~lease_type() {
            if (from_ != nullptr) from_->take_back(std::move(held_));
        }
        [[nodiscard]] Connection& operator*() const noexcept { return *held_; }
        [[nodiscard]] Connection* operator->() const noexcept { return held_.get(); }

    private:
        friend class pool;
        lease_type(pool& from, std::unique_ptr<Connection> held) noexcept
            : from_(&from), held_(std::move(held)) {}

        pool* from_;
        std::unique_ptr<Connection> held_;
    };

    /// Lends a connection; opens one if none is free and there may be more.
    ///
    /// @param until  when to stop waiting, if that is before the pool's own patience ends
    /// @return the lease; or an error that is `unavailable` (none became free) or why none could be opened
    result<lease_type, error> lease(deadline until = {}) {
        time_point const end = std::min(until.at, monotonic_clock::now() + duration(limits_.patience));
        std::unique_ptr<Connection> held;
        {
            std::unique_lock lock(mutex_);
            auto const ready = [&] { return !free_.empty() || opened_ < limits_.most; };
            if (!returned_.wait_until(lock, end, ready)) {
                return unexpected(
                    error{error_kind::unavailable, "",
                          "all " + std::to_string(limits_.most) + " connections of the pool are in use"});
            }
            if (!free_.empty()) {
                held = std::move(free_.back());
                free_.pop_back();
            } else {
                ++opened_;
            }
        }
        if (!held) {
            auto opened = Connection::open(database_);
            if (!opened) {
                forget();
                return unexpected(std::move(opened).error());
            }
            held = std::make_unique<Connection>(*std::move(opened));
        }
        return lease_type(*this, std::move(held));
    }

    /// How many connections are open, in use or not.
    [[nodiscard]] std::size_t size() const {
        std::scoped_lock const lock(mutex_);
        return opened_;
    }

private:
    void take_back(std::unique_ptr<Connection> held) noexcept {
        if (held == nullptr) return;
        if (!held->renew()) {
            held.reset();
            return forget();
        }
        {
            std::scoped_lock const lock(mutex_);
            free_.push_back(std::move(held)); // there is room for all of them
        }
        returned_.notify_one();
    }
    void forget() noexcept {
        {
            std::scoped_lock const lock(mutex_);
            --opened_;
        }
        returned_.notify_one();
    }

    options database_;
    pool_options limits_;
    mutable std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<Connection>> free_;
    std::size_t opened_ = 0;
};

/// A resource of operations on a database: a pool, from which each borrows a connection, or a connection itself,
/// whose open transaction an operation then is part of.
template <class Type>
concept database =
    connection<Type> || requires { requires std::same_as<Type, pool<typename Type::connection_type>>; };

namespace detail {

template <class Database>
struct connection_behind {
    using type = Database;
};
template <class Connection>
struct connection_behind<pool<Connection>> {
    using type = Connection;
};

} // namespace detail

/// The connections of a database resource.
template <database Database>
using connection_of = typename detail::connection_behind<Database>::type;

/// Calls `work(connection)` with a connection of the database, whose statements end by `until`.
///
/// @return what `work` does, a result with `sql::error`
template <database Database, class Work>
auto with_connection(Database& from, deadline until, Work work)
    -> decltype(work(std::declval<connection_of<Database>&>())) {
    if constexpr (connection<Database>) {
        time_limit const limit(from, until);
        return work(from);
    } else {
        auto lent = from.lease(until);
        if (!lent) return unexpected(std::move(lent).error());
        time_limit const limit(**lent, until);
        return work(**lent);
    }
}

} // namespace action_grammar::sql

#endif
