#ifndef ACTION_GRAMMAR_RESOURCES_SQL_VALUE_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_VALUE_HPP

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

namespace action_grammar::sql {

/// NULL.
using null = std::monostate;

/// Bytes that are no text.
using blob = std::span<std::byte const>;

/// A number too exact for a double, as its digits: PostgreSQL's `numeric`.
struct decimal {
    std::string_view digits;
};

/// A value as a database has it. Text, blobs and decimals are views of somebody else's memory.
using value = std::variant<null, bool, std::int64_t, double, std::string_view, blob, decimal>;

/// "NULL", "an integer": what a value is, for a message.
constexpr std::string_view kind_of(value const& held) noexcept {
    constexpr std::string_view kinds[] = {"NULL", "a boolean", "an integer", "a floating-point number",
                                          "text", "a blob",    "a decimal"};
    return kinds[held.index()];
}

} // namespace action_grammar::sql

#endif
