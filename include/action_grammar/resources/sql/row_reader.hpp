#ifndef ACTION_GRAMMAR_RESOURCES_SQL_ROW_READER_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_ROW_READER_HPP

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/resources/sql/bind.hpp>
#include <action_grammar/resources/sql/connection.hpp>
#include <action_grammar/resources/sql/read.hpp>

namespace action_grammar::sql {

/// Reads the rows of a statement into values of T, whose members are found by the names of the columns. A T that is no
/// struct is the only column.
template <class T>
class row_reader {
public:
    /// The T of a row. Errors: a column that no member has, a member that no column has, the same column twice; a
    /// value that does not fit.
    template <row_source Rows>
    result<T, error> read(Rows const& row) {
        if (!matched_) {
            if (auto done = match(row); !done) return unexpected(std::move(done).error());
            matched_ = true;
        }
        T made{};
        auto done = read_into(row, made);
        if (!done) return unexpected(std::move(done).error());
        return made;
    }

private:
    static constexpr bool is_struct = detail::meta::struct_type<T>;
    static constexpr std::size_t width() {
        if constexpr (is_struct) {
            return detail::member_count<T>;
        } else {
            return 1;
        }
    }
    static constexpr std::size_t unknown = static_cast<std::size_t>(-1);

    template <class Rows>
    result<void, error> match(Rows const& row) {
        if constexpr (is_struct) {
            column_of_member_.fill(unknown);
            for (std::size_t column = 0; column < row.columns(); ++column) {
                std::string_view const name = row.name(column);
                bool twice = false;
                bool const absent = detail::for_each_member<T>([&](auto index) {
                    if (detail::column_of<T, index()> != name) return true;
                    twice = std::exchange(column_of_member_[index()], column) != unknown;
                    return false;
                });
                if (absent)
                    return unexpected(wrong(name, "is read by the query and is no member of the row's type"));
                if (twice)
                    return unexpected(wrong(name, "is read twice; name one of them otherwise, with AS"));
            }
            std::string_view missing;
            if (!detail::for_each_member<T>([&](auto index) {
                    missing = detail::column_of<T, index()>;
                    return column_of_member_[index()] != unknown;
                }))
                return unexpected(
                    wrong(missing, "is a member of the row's type, and the query does not read it"));
        } else if (row.columns() != 1) {
            return unexpected(error{error_kind::mismatch, "",
                                    "the query reads " + std::to_string(row.columns())
                                        + " columns, and what they are read into is one value"});
        }
        return {};
    }

    template <class Rows>
    result<void, error> read_into(Rows const& row, T& made) {
        if constexpr (is_struct) {
            result<void, error> done;
            detail::for_each_member<T>([&](auto index) {
                done = sql::read_value(row.at(column_of_member_[index()]),
                                       detail::meta::members_of<T>::template get<index()>(made),
                                       detail::column_of<T, index()>);
                return done.has_value();
            });
            return done;
        } else {
            return sql::read_value(row.at(0), made, row.name(0));
        }
    }

    static error wrong(std::string_view column, std::string message) {
        return detail::column_error(column, std::move(message));
    }

    std::array<std::size_t, width()> column_of_member_{};
    bool matched_ = false;
};

/// Rows as JSON objects, with a member for each column.
template <>
class row_reader<json::value> {
public:
    template <row_source Rows>
    result<json::value, error> read(Rows const& row) {
        json::object made;
        made.reserve(row.columns());
        for (std::size_t column = 0; column < row.columns(); ++column) {
            std::string_view const name = row.name(column);
            auto held = detail::as_json(row.at(column), name);
            if (!held) return unexpected(std::move(held).error());
            if (!made.emplace(boost::json::string_view(name.data(), name.size()), *std::move(held)).second)
                return unexpected(
                    detail::column_error(name, "is read twice; name one of them otherwise, with AS"));
        }
        return json::value(std::move(made));
    }
};

} // namespace action_grammar::sql

#endif
