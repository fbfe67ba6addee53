#ifndef ACTION_GRAMMAR_RESOURCES_SQL_READ_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_READ_HPP

// From the values of a database to C++ types. Nothing is cut off or rounded on the way: what does not fit is an error.

#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/resources/sql/bind.hpp>
#include <action_grammar/resources/sql/error.hpp>
#include <action_grammar/resources/sql/value.hpp>

namespace action_grammar::sql {

namespace detail {

inline error column_error(std::string_view column, std::string message) {
    return {
        error_kind::mismatch, "", "the column \"" + std::string(column) + "\" " + std::move(message), "", 0,
        std::string(column)};
}

/// How a value is shown in a message; texts of strangers are not.
inline std::string shown(value const& held) {
    std::string text = "holds " + std::string(kind_of(held));
    if (auto const* const integer = std::get_if<std::int64_t>(&held)) text += ", " + std::to_string(*integer);
    if (auto const* const exact = std::get_if<decimal>(&held))
        text += ", " + std::string(exact->digits.substr(0, 40));
    return text;
}

/// Whether a double is an integer of 64 bits, exactly.
inline bool is_integral(double number) noexcept {
    return number >= -9223372036854775808.0 && number < 9223372036854775808.0 && std::trunc(number) == number;
}

inline bool whole_number(value const& from, std::int64_t& into) noexcept {
    if (auto const* const integer = std::get_if<std::int64_t>(&from)) {
        into = *integer;
        return true;
    }
    if (auto const* const number = std::get_if<double>(&from); number != nullptr && is_integral(*number)) {
        into = static_cast<std::int64_t>(*number);
        return true;
    }
    if (auto const* const exact = std::get_if<decimal>(&from)) {
        char const* const end = exact->digits.data() + exact->digits.size();
        auto const [stopped, status] = std::from_chars(exact->digits.data(), end, into);
        return status == std::errc() && stopped == end;
    }
    return false;
}

template <class Integer>
result<void, error> read_integer(value const& from, Integer& into, std::string_view column) {
    std::int64_t number = 0;
    if (!whole_number(from, number))
        return unexpected(column_error(column, shown(from) + ", not an integer"));
    if (!std::in_range<Integer>(number)) {
        return unexpected(column_error(
            column, "holds " + std::to_string(number) + ", which the integer type of "
                        + std::to_string(sizeof(Integer) * 8) + " bits that it is read into cannot"));
    }
    into = static_cast<Integer>(number);
    return {};
}

inline result<void, error> read_number(value const& from, double& into, std::string_view column) {
    if (auto const* const number = std::get_if<double>(&from)) {
        into = *number;
        return {};
    }
    if (auto const* const integer = std::get_if<std::int64_t>(&from)) {
        constexpr std::int64_t exact = std::int64_t{1} << 53;
        if (*integer > exact || *integer < -exact) {
            return unexpected(column_error(column, shown(from) + ", which a double cannot hold exactly"));
        }
        into = static_cast<double>(*integer);
        return {};
    }
    if (auto const* const exact = std::get_if<decimal>(&from)) {
        char const* const end = exact->digits.data() + exact->digits.size();
        auto const [stopped, status] = std::from_chars(exact->digits.data(), end, into);
        if (status == std::errc() && stopped == end) return {};
    }
    return unexpected(column_error(column, shown(from) + ", not a number"));
}

/// The JSON value that a value is; texts are strings.
inline result<json::value, error> as_json(value const& from, std::string_view column) {
    switch (from.index()) {
    case 0: return json::value(nullptr);
    case 1: return json::value(*std::get_if<bool>(&from));
    case 2: return json::value(*std::get_if<std::int64_t>(&from));
    case 3: return json::value(*std::get_if<double>(&from));
    case 4: {
        std::string_view const text = *std::get_if<std::string_view>(&from);
        return json::value(boost::json::string_view(text.data(), text.size()));
    }
    case 6: {
        std::int64_t integer = 0;
        if (whole_number(from, integer)) return json::value(integer);
        double number = 0;
        auto done = read_number(from, number, column);
        if (!done) return unexpected(std::move(done).error());
        return json::value(number);
    }
    default:
        return unexpected(
            column_error(column, "holds a blob, which JSON cannot; have the query write it as text"));
    }
}

/// A type that is written as JSON text into one column.
template <class T>
concept nested =
    meta::struct_type<T> || meta::sequence_type<T> || meta::map_type<T> || meta::set_type<T>
    || meta::tuple_type<T> || meta::fixed_array_type<T> || meta::variant_type<T> || meta::json_type<T>;

template <class T>
result<T, error> read_encoded(value const& from, std::string_view column) {
    auto const made = [&]() -> result<T, decode_failure> {
        auto const* const text = std::get_if<std::string_view>(&from);
        if (nested<T> && text != nullptr) return decode_text<T>(*text);
        auto const whole = as_json(from, column);
        if (!whole) return unexpected(decode_failure{{{"", "a value", "a blob", 0, 0}}, false});
        return decode<T>(*whole);
    }();
    if (made) return *std::move(made);
    return unexpected(column_error(column, "is not the value that it is read into: "
                                               + to_string(made.error().errors.front())));
}

} // namespace detail

/// Reads a value into a C++ object: the inverse of `bindings::add`. Errors: NULL, unless T is optional or JSON; an
/// integer beyond the type; a value of another kind. They name the column.
template <class T>
result<void, error> read_value(value const& from, T& into, std::string_view column) {
    if constexpr (detail::meta::optional_type<T>) {
        if (std::holds_alternative<null>(from)) {
            into.reset();
            return {};
        }
        into.emplace();
        return sql::read_value(from, *into, column);
    } else if constexpr (detail::meta::json_type<T>) {
        if (std::holds_alternative<null>(from)) {
            into = nullptr;
            return {};
        }
        auto made = detail::read_encoded<T>(from, column);
        if (!made) return unexpected(std::move(made).error());
        into = *std::move(made);
    } else if (std::holds_alternative<null>(from)) {
        return unexpected(detail::column_error(
            column, "is NULL, and what it is read into is not optional; use std::optional"));
    } else if constexpr (std::same_as<T, bool>) {
        auto const* const flag = std::get_if<bool>(&from);
        auto const* const integer = std::get_if<std::int64_t>(&from);
        if (flag == nullptr && (integer == nullptr || (*integer != 0 && *integer != 1)))
            return unexpected(detail::column_error(column, detail::shown(from) + ", not a boolean"));
        into = flag != nullptr ? *flag : *integer == 1;
    } else if constexpr (detail::meta::integer_type<T>) {
        return detail::read_integer(from, into, column);
    } else if constexpr (std::floating_point<T>) {
        double number = 0;
        auto done = detail::read_number(from, number, column);
        into = static_cast<T>(number);
        return done;
    } else if constexpr (detail::meta::owning_string_type<T>) {
        auto const* const text = std::get_if<std::string_view>(&from);
        auto const* const exact = std::get_if<decimal>(&from);
        if (text == nullptr && exact == nullptr)
            return unexpected(detail::column_error(column, detail::shown(from) + ", not text"));
        std::string_view const characters = text != nullptr ? *text : exact->digits;
        into.assign(characters.data(), characters.size());
    } else if constexpr (detail::blob_like<T>) {
        auto const* const bytes = std::get_if<blob>(&from);
        if (bytes == nullptr)
            return unexpected(detail::column_error(column, detail::shown(from) + ", not a blob"));
        into.assign(bytes->begin(), bytes->end());
    } else {
        auto made = detail::read_encoded<T>(from, column);
        if (!made) return unexpected(std::move(made).error());
        into = *std::move(made);
    }
    return {};
}

} // namespace action_grammar::sql

#endif
