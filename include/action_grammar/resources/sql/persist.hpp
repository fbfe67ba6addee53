#ifndef ACTION_GRAMMAR_RESOURCES_SQL_PERSIST_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_PERSIST_HPP

// Operations of `persist`: one row of a table, each in a transaction of its own or as part of the one that is open on
// its connection.

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/operation.hpp>
#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/sql/identity.hpp>
#include <action_grammar/resources/sql/query.hpp>
#include <action_grammar/resources/sql/with_transaction.hpp>
#include <action_grammar/resources/sql/write.hpp>

namespace action_grammar::sql {

namespace detail {

/// Adds the members of a struct to the values of a statement, by name.
template <class Row>
auto members_of_row(Row const& row) {
    return [&row](bindings& bound, std::string_view name) { return bound.add_member(row, name); };
}

template <class Database, class Row, auto... Identity>
struct insert_operation {
    table_name table;
    on_conflict conflict;
    using row = Row;
    using database_type = Database;

    result<Row, error> operator()(Database& to, Row const& added, deadline until) const {
        return sql::with_transaction(to, until, [&](auto& open) { return within(open, added); });
    }
    /// The same in a transaction that is open.
    template <connection Connection>
    result<Row, error> within(Connection& open, Row const& added) const {
        return detail::insert_row<Row>(open, shape_of<Row, Identity...>(table), conflict,
                                       members_of_row(added));
    }
};

template <class Database, class Row, class Key>
struct keyed_insert_operation {
    table_name table;
    std::string_view key_column;

    result<Row, error> operator()(Database& to, Row const& added, idempotency_key<Key> key,
                                  deadline until) const {
        std::vector<std::string_view> columns(columns_of<Row>.begin(), columns_of<Row>.end());
        columns.push_back(key_column);
        std::array<std::string_view, 1> const identity{key_column};
        row_shape const shape{table.view(), columns, identity, columns_of<Row>};
        auto const add_one = [&](bindings& bound, std::string_view name) {
            return name == key_column ? bound.add(key.value, name) : bound.add_member(added, name);
        };
        return sql::with_transaction(to, until, [&](auto& open) {
            return detail::insert_row<Row>(open, shape, on_conflict::return_existing, add_one);
        });
    }
};

template <class Database, class Row, auto... Identity>
struct update_operation {
    table_name table;
    using row = Row;
    using database_type = Database;

    result<Row, error> operator()(Database& to, Row const& changed, deadline until) const {
        return sql::with_transaction(to, until, [&](auto& open) { return within(open, changed); });
    }
    /// The same in a transaction that is open.
    template <connection Connection>
    result<Row, error> within(Connection& open, Row const& changed) const {
        return detail::update_row<Row>(open, shape_of<Row, Identity...>(table), members_of_row(changed));
    }
};

template <class Database, class Row, auto... Identity>
struct remove_operation {
    table_name table;
    touches expected;

    result<std::int64_t, error> operator()(Database& from, Row const& removed, deadline until) const {
        return sql::with_transaction(from, until, [&](auto& open) {
            return detail::delete_row(open, shape_of<Row, Identity...>(table), expected,
                                      members_of_row(removed));
        });
    }
};

template <class Database, class Input>
struct change_operation {
    std::string_view text;
    touches expected;

    result<std::int64_t, error> operator()(Database& to, Input const& input, deadline until) const {
        return sql::with_transaction(to, until, [&](auto& open) -> result<std::int64_t, error> {
            bindings bound;
            if (auto done = bound.add_named(open, text, input); !done)
                return unexpected(std::move(done).error());
            auto touched = run_to_end(open, text, bound.values());
            if (!touched) return touched;
            auto right = check_touched(*touched, expected, text);
            if (!right) return unexpected(std::move(right).error());
            return touched;
        });
    }
};

} // namespace detail

/// The operation that inserts a row and returns it as it is stored. A row whose keys are there already is an error that
/// is `constraint`.
///
///     ag::persist<"entry">(ag::sql::insert<ag::sqlite::pool, entry>("entries"), ag::unprotected)
///
/// @tparam Row   a struct with a member for each column; columns that it does not have get their defaults
/// @param table  its name, which the compiler checks
template <database Database, class Row>
[[nodiscard]] constexpr auto insert(table_name table) {
    detail::check_row<Row>();
    return on<Database>(detail::insert_operation<Database, Row>{table, on_conflict::fail});
}

/// The operation that inserts a row unless one of its identity is there, and returns the one that is then there. To be
/// protected by `keyed_by` the identity: a repeat does nothing and has the same answer.
///
///     ag::persist<"receipt">(ag::sql::insert<ag::sqlite::pool, &order::id>("orders"), ag::keyed_by(&order::id))
///
/// That the row which was there is equal to the one that is inserted is not checked; who may use a key again for
/// something else compares the answer.
///
/// @tparam First, Rest  the members of the row that are its identity; the table has a unique key of exactly these
template <database Database, auto First, auto... Rest>
[[nodiscard]] constexpr auto insert(table_name table, on_conflict conflict = on_conflict::return_existing) {
    using row = detail::owner_of<First>;
    detail::check_row<row, First, Rest...>();
    return on<Database>(detail::insert_operation<Database, row, First, Rest...>{table, conflict});
}

/// The operation that inserts a row together with the key of the commit, in a column that is no member of it, unless
/// that key is there; then it returns the row that is.
///
///     ag::persist<"receipt">(ag::sql::insert_keyed<ag::sqlite::pool, order, std::string>("orders", "request"),
///                            ag::keyed_by(&order::request_id))
///
/// @param key_column  of the table, which has a unique key of it alone
template <database Database, class Row, class Key>
[[nodiscard]] constexpr auto insert_keyed(table_name table, column_name key_column) {
    detail::check_row<Row>();
    return on<Database>(detail::keyed_insert_operation<Database, Row, Key>{table, key_column.view()});
}

/// The operation that inserts a row, or makes the one of its identity equal to it, and returns it. Protected by
/// `natural`.
template <database Database, auto First, auto... Rest>
[[nodiscard]] constexpr auto upsert(table_name table) {
    return sql::insert<Database, First, Rest...>(table, on_conflict::update);
}

/// The operation that makes the row of an identity equal to its input and returns it. None is an error that is
/// `not_found`, more than one an error that is `unexpected_rows`; then nothing is changed. Protected by `natural`.
template <database Database, auto First, auto... Rest>
[[nodiscard]] constexpr auto update(table_name table) {
    using row = detail::owner_of<First>;
    detail::check_row<row, First, Rest...>();
    static_assert(detail::member_count<row> > 1 + sizeof...(Rest),
                  "there is no member to update beside the identity");
    return on<Database>(detail::update_operation<Database, row, First, Rest...>{table});
}

/// The operation that deletes the row of an identity and returns how many there were. Protected by `natural`.
///
/// @param expected  by default the row may be gone already, as it is when the deletion is repeated
template <database Database, auto First, auto... Rest>
[[nodiscard]] constexpr auto remove(table_name table, touches expected = touches::at_most_one) {
    using row = detail::owner_of<First>;
    detail::check_row<row, First, Rest...>();
    return on<Database>(detail::remove_operation<Database, row, First, Rest...>{table, expected});
}

/// The operation that runs a statement which changes something, with parameters that are members of its input, and
/// returns how many rows it touched.
///
///     ag::sql::change<ag::sqlite::pool, line>(
///         "UPDATE stock SET on_hand = on_hand - :quantity WHERE sku = :sku AND on_hand >= :quantity")
///
/// @param expected  with another number of rows the statement is undone, and is an error
template <database Database, class Input>
[[nodiscard]] constexpr auto change(query_text<Input> statement, touches expected = touches::exactly_one) {
    return on<Database>(detail::change_operation<Database, Input>{statement.text, expected});
}

} // namespace action_grammar::sql

#endif
