#ifndef ACTION_GRAMMAR_RESOURCES_SQL_TRANSACTION_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_TRANSACTION_HPP

#include <cstddef>
#include <string>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/connection.hpp>

namespace action_grammar::sql {

/// All or nothing: what is not committed when this goes was never there. Within another one it is a savepoint,
/// so that an operation with a transaction of its own can be part of a larger one.
///
///     auto changes = ag::sql::transaction<ag::sqlite::connection>::begin(database);
///     if (!changes) return ag::unexpected(changes.error());
///     ... // every statement on `database` is part of it
///     return changes->commit();
///
/// They end in the opposite order of their begin, and before the connection.
template <connection Connection>
class [[nodiscard]] transaction {
public:
    /// Begins one. The outermost of SQLite takes the write lock at once, so that nobody changes what is read here
    /// before it is written.
    static result<transaction, error> begin(Connection& database) {
        if (auto begun = database.begin(); !begun) return unexpected(std::move(begun).error());
        return transaction(database);
    }
    transaction(transaction&& other) noexcept
        : database_(std::exchange(other.database_, nullptr)), level_(other.level_) {}
    transaction& operator=(transaction&&) = delete;
    ~transaction() {
        if (database_ != nullptr && database_->depth() >= level_) (void)database_->rollback();
    }

    /// Keeps what was changed; within another transaction, as far as that one is. An error means that nothing
    /// was changed, unless it is `in_doubt`.
    result<void, error> commit() {
        if (auto mine = check(); !mine) return mine;
        auto committed = std::exchange(database_, nullptr)->commit();
        return committed;
    }

    /// Undoes what was changed.
    result<void, error> rollback() {
        if (auto mine = check(); !mine) return mine;
        return std::exchange(database_, nullptr)->rollback();
    }

private:
    explicit transaction(Connection& database) noexcept : database_(&database), level_(database.depth()) {}

    result<void, error> check() const {
        if (database_ == nullptr) {
            return unexpected(error{error_kind::misused, "", "the transaction has ended already"});
        }
        if (database_->depth() != level_) {
            return unexpected(error{error_kind::misused, "",
                                    database_->depth() > level_
                                        ? "a transaction within this one is still open; end it first"
                                        : "a transaction around this one has ended before it"});
        }
        return {};
    }

    Connection* database_;
    std::size_t level_;
};

} // namespace action_grammar::sql

#endif
