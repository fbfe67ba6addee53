#ifndef ACTION_GRAMMAR_RESOURCES_SQL_WRITE_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_WRITE_HPP

// What operations of `persist` do to a row, on a connection in a transaction; the source of the row's values is the
// caller's: a struct, or an object of JSON.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/bind.hpp>
#include <action_grammar/resources/sql/collect.hpp>
#include <action_grammar/resources/sql/connection.hpp>
#include <action_grammar/resources/sql/write_text.hpp>

namespace action_grammar::sql {

/// How many rows a change is to touch; with another number it is undone, and is an error: `not_found` for none,
/// `unexpected_rows` for too many.
enum class touches : std::uint8_t { exactly_one, at_most_one, any_number };

namespace detail {

/// Whether that many rows are as many as were to be touched.
inline result<void, error> check_touched(std::int64_t touched, touches expected, std::string_view text) {
    if (expected == touches::any_number || touched == 1) return {};
    if (touched == 0) {
        if (expected == touches::at_most_one) return {};
        return unexpected(
            error{error_kind::not_found, "", "there is no such row to change", std::string(text)});
    }
    return unexpected(error{error_kind::unexpected_rows, "",
                            std::to_string(touched) + " rows would have been changed where one was meant",
                            std::string(text)});
}

/// Runs a statement with the values that `add_one(bindings, name)` adds, and reads the rows that it returns.
template <class Row, class Connection, class AddOne>
result<std::vector<Row>, error> run_write(Connection& open, std::string const& text, AddOne const& add_one,
                                          effect does = effect::changes) {
    bindings bound;
    auto done = bound.add_each(open, text, [&](std::string_view name) { return add_one(bound, name); });
    if (!done) return unexpected(std::move(done).error());
    // More than a few rows are a mistake that is told below; they need not be read.
    return sql::collect<Row>(open, text, bound.values(), 16, does);
}

template <class Row>
result<Row, error> only_row(result<std::vector<Row>, error> rows, std::string const& text) {
    if (!rows && rows.error().kind == error_kind::too_many_rows) {
        return unexpected(error{error_kind::unexpected_rows, "",
                                "many rows would have been changed where one was meant", text});
    }
    if (!rows) return unexpected(std::move(rows).error());
    auto done = check_touched(static_cast<std::int64_t>(rows->size()), touches::exactly_one, text);
    if (!done) return unexpected(std::move(done).error());
    return std::move(rows->front());
}

/// Inserts a row and returns it as it is stored, or the one that is there.
template <class Row, class Connection, class AddOne>
result<Row, error> insert_row(Connection& open, row_shape const& shape, on_conflict conflict,
                              AddOne const& add_one) {
    std::string const text = insert_text(shape, conflict);
    auto rows = run_write<Row>(open, text, add_one);
    if (!rows || !rows->empty() || conflict != on_conflict::return_existing)
        return only_row(std::move(rows), text);
    std::string const existing = select_text(shape);
    auto found = run_write<Row>(open, existing, add_one, effect::reads);
    if (found && found->empty()) {
        return unexpected(error{error_kind::busy, "",
                                "the row that was in the way went away before it was read", existing});
    }
    return only_row(std::move(found), existing);
}

/// Updates the row of an identity and returns it.
template <class Row, class Connection, class AddOne>
result<Row, error> update_row(Connection& open, row_shape const& shape, AddOne const& add_one) {
    std::string const text = update_text(shape);
    return only_row(run_write<Row>(open, text, add_one), text);
}

/// Deletes the row of an identity and returns how many there were.
template <class Connection, class AddOne>
result<std::int64_t, error> delete_row(Connection& open, row_shape const& shape, touches expected,
                                       AddOne const& add_one) {
    std::string const text = delete_text(shape);
    bindings bound;
    auto done = bound.add_each(open, text, [&](std::string_view name) { return add_one(bound, name); });
    if (!done) return unexpected(std::move(done).error());
    auto touched = run_to_end(open, text, bound.values());
    if (!touched) return touched;
    if (auto right = check_touched(*touched, expected, text); !right)
        return unexpected(std::move(right).error());
    return touched;
}

} // namespace detail

} // namespace action_grammar::sql

#endif
