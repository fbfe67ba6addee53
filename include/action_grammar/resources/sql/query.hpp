#ifndef ACTION_GRAMMAR_RESOURCES_SQL_QUERY_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_QUERY_HPP

// Operations of `fetch`: a query whose parameters are members of the input and whose rows are read into a type.

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/operation.hpp>
#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/sql/collect.hpp>
#include <action_grammar/resources/sql/pool.hpp>
#include <action_grammar/resources/sql/statement_text.hpp>

namespace action_grammar::sql {

namespace detail {

// Not constant expressions: what is called below is the message.
inline void the_query_has_a_parameter_that_is_no_member_of_its_input() {}
inline void the_query_has_numbered_parameters_where_the_members_of_its_input_have_names() {}
inline void the_query_has_several_parameters_and_its_input_is_one_value() {}

} // namespace detail

/// The text of a query whose parameters were checked by the compiler: each `:name` is a member of Input. Where Input is
/// not a struct there is one parameter at most.
template <class Input>
struct query_text {
    std::string_view text;

    template <std::size_t Size>
    consteval query_text(char const (&literal)[Size]) : text(literal, Size - 1) {
        std::string_view first;
        detail::for_each_parameter(
            text,
            [&](std::string_view name, std::size_t, std::size_t) {
                if constexpr (detail::meta::struct_type<Input>) {
                    if (!detail::has_column<Input>(name))
                        detail::the_query_has_a_parameter_that_is_no_member_of_its_input();
                } else {
                    if (!first.empty() && first != name)
                        detail::the_query_has_several_parameters_and_its_input_is_one_value();
                    first = name;
                }
            },
            [&](std::size_t number, std::size_t, std::size_t) {
                if constexpr (detail::meta::struct_type<Input>) {
                    detail::the_query_has_numbered_parameters_where_the_members_of_its_input_have_names();
                } else if (number != 1) {
                    detail::the_query_has_several_parameters_and_its_input_is_one_value();
                }
            });
    }
};

namespace detail {

/// Runs a query on its input; `take(rows)` makes the answer.
template <class Row, database Database, class Input, class Take>
auto run_query(Database& from, deadline until, std::string_view text, Input const& input, std::size_t most,
               Take take) {
    using answer = decltype(take(std::declval<std::vector<Row>&>()));
    return sql::with_connection(from, until, [&](auto& open) -> answer {
        bindings bound;
        if (auto done = bound.add_named(open, text, input); !done) return unexpected(std::move(done).error());
        auto rows = sql::collect<Row>(open, text, bound.values(), most, effect::reads);
        if (!rows) return unexpected(std::move(rows).error());
        return take(*rows);
    });
}

template <class Database, class Input, class Row>
struct one_query {
    std::string_view text;
    result<Row, error> operator()(Database& from, Input const& input, deadline until) const {
        return detail::run_query<Row>(from, until, text, input, 1, [&](auto& rows) -> result<Row, error> {
            if (!rows.empty()) return std::move(rows.front());
            return unexpected(error{error_kind::not_found, "", "there is no such row", std::string(text)});
        });
    }
};

template <class Database, class Input, class Row>
struct optional_query {
    std::string_view text;
    result<std::optional<Row>, error> operator()(Database& from, Input const& input, deadline until) const {
        return detail::run_query<Row>(from, until, text, input, 1,
                                      [](auto& rows) -> result<std::optional<Row>, error> {
                                          if (rows.empty()) return std::optional<Row>();
                                          return std::optional<Row>(std::move(rows.front()));
                                      });
    }
};

template <class Database, class Input, class Row>
struct many_query {
    std::string_view text;
    std::size_t most;
    result<std::vector<Row>, error> operator()(Database& from, Input const& input, deadline until) const {
        return detail::run_query<Row>(
            from, until, text, input, most,
            [](auto& rows) -> result<std::vector<Row>, error> { return std::move(rows); });
    }
};

} // namespace detail

/// The operation that fetches one row: none is an error that is `not_found`, several are one that is `too_many_rows`.
///
///     ag::fetch<"stock">(ag::sql::one<ag::sqlite::pool, order_line, stock>(
///         "SELECT sku, on_hand FROM stock WHERE sku = :sku"))
///
/// @tparam Database  `sqlite::pool`, `sqlite::connection`, ...: the resource
/// @tparam Input     the action's value, which has a member for each parameter
/// @tparam Row       a struct with a member for each column, or a type for the only one
template <database Database, class Input, class Row>
[[nodiscard]] constexpr auto one(query_text<Input> query) {
    return on<Database>(detail::one_query<Database, Input, Row>{query.text});
}

/// The operation that fetches a row if there is one, as `std::optional<Row>`; see `one`.
template <database Database, class Input, class Row>
[[nodiscard]] constexpr auto optional(query_text<Input> query) {
    return on<Database>(detail::optional_query<Database, Input, Row>{query.text});
}

/// The operation that fetches all rows, as `std::vector<Row>`; see `one`.
///
/// @param most  how many there may be; more are an error that is `too_many_rows`, never fewer rows than there are
template <database Database, class Input, class Row>
[[nodiscard]] constexpr auto many(query_text<Input> query, std::size_t most) {
    return on<Database>(detail::many_query<Database, Input, Row>{query.text, most});
}

} // namespace action_grammar::sql

#endif
