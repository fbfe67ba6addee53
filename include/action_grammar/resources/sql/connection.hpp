#ifndef ACTION_GRAMMAR_RESOURCES_SQL_CONNECTION_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_CONNECTION_HPP

// What the databases have in common: everything else in this folder is written once, on top of it.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/sql/error.hpp>
#include <action_grammar/resources/sql/statement_text.hpp>
#include <action_grammar/resources/sql/value.hpp>

namespace action_grammar::sql {

/// What a statement does to the database. Of one that reads, a lost answer is only lost.
enum class effect : std::uint8_t { reads, changes };

/// The rows of a running statement, one after the other. The statement ends with them; of one that changes
/// something they are read to their end, which tells whether it succeeded.
template <class Type>
concept row_source = requires(Type& rows, Type const& read, std::size_t column) {
    { rows.next() } -> std::same_as<result<bool, error>>;   // false behind the last
    { read.columns() } -> std::convertible_to<std::size_t>; // once `next` was called
    { read.name(column) } -> std::convertible_to<std::string_view>;
    { read.at(column) } -> std::same_as<value>; // until `next` is called
};

/// A connection to a database, for one thread at a time. Satisfied by `sqlite::connection` and
/// `postgresql::connection`.
///
/// - `text` of a statement: one statement, whose parameters are `:name` or `$1`. It is prepared once and kept.
/// - `run(text, values, effect)`: its rows; a value for each parameter, which must outlive them.
/// - `parameters(text)`: what is known of it; until the next call.
/// - `changes()`: how many rows the statement changed that ended last.
/// - `begin()`, `commit()`, `rollback()`: of the outermost transaction, or within one of a savepoint. Use
///   `sql::transaction`.
/// - `depth()`: how many of these are open. `in_transaction()`: whether any is, or one was begun in SQL.
/// - `restrict_to(until)`: statements end by then; returns what was in force. Use `sql::time_limit`.
/// - `renew()`: makes a connection ready for the next user; false if it should be closed.
template <class Type>
concept connection =
    requires(Type& open, Type const& known, std::string_view text, std::span<value const> values,
             deadline until, typename Type::options const& wanted) {
        typename Type::rows;
        requires row_source<typename Type::rows>;
        typename Type::dialect;
        { Type::dialect::name } -> std::convertible_to<std::string_view>;
        { Type::open(wanted) } -> std::same_as<result<Type, error>>;
        { open.run(text, values, effect::reads) } -> std::same_as<result<typename Type::rows, error>>;
        { open.parameters(text) } -> std::same_as<result<statement_text const*, error>>;
        { known.changes() } -> std::same_as<std::int64_t>;
        { open.begin() } -> std::same_as<result<void, error>>;
        { open.commit() } -> std::same_as<result<void, error>>;
        { open.rollback() } -> std::same_as<result<void, error>>;
        { known.depth() } -> std::same_as<std::size_t>;
        { known.in_transaction() } -> std::same_as<bool>;
        { open.restrict_to(until) } -> std::same_as<deadline>;
        { open.renew() } -> std::same_as<bool>;
    };

namespace detail {

/// The error of a statement whose time was over before it began.
inline error too_late(std::string_view text) {
    return {error_kind::out_of_time, "", "the deadline passed before the statement began", std::string(text)};
}

} // namespace detail

/// Runs a statement to its end and drops its rows. Returns how many rows it changed.
template <connection Connection>
result<std::int64_t, error> run_to_end(Connection& database, std::string_view text,
                                       std::span<value const> values, effect does = effect::changes) {
    {
        auto rows = database.run(text, values, does);
        if (!rows) return unexpected(std::move(rows).error());
        for (;;) {
            auto more = rows->next();
            if (!more) return unexpected(std::move(more).error());
            if (!*more) break;
        }
    }
    return database.changes();
}

/// Statements of a connection end by a time while this lives, or by an earlier one that was in force.
template <connection Connection>
class time_limit {
public:
    time_limit(Connection& database, deadline until) noexcept
        : database_(database), before_(database.restrict_to(until)) {
        if (before_.at < until.at) (void)database_.restrict_to(before_);
    }
    time_limit(time_limit const&) = delete;
    time_limit& operator=(time_limit const&) = delete;
    ~time_limit() { (void)database_.restrict_to(before_); }

private:
    Connection& database_;
    deadline before_;
};

} // namespace action_grammar::sql

#endif
