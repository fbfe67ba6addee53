#ifndef ACTION_GRAMMAR_RESOURCES_SQL_LEDGER_ROWS_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_LEDGER_ROWS_HPP

// What the statements of a ledger answer; see `ledger_statements`.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/error.hpp>
#include <action_grammar/resources/sql/ledger_record.hpp>
#include <action_grammar/resources/sql/value.hpp>

namespace action_grammar::sql::detail {

/// A column's text; empty if it is none.
template <class Rows>
std::string text_at(Rows const& rows, std::size_t column) {
    value const held = rows.at(column);
    auto const* text = std::get_if<std::string_view>(&held);
    return text == nullptr ? std::string() : std::string(*text);
}
/// A column's integer; 0 if it is none.
template <class Rows>
std::int64_t integer_at(Rows const& rows, std::size_t column) {
    value const held = rows.at(column);
    auto const* number = std::get_if<std::int64_t>(&held);
    return number == nullptr ? 0 : *number;
}
inline effect_state state_of(std::string_view word) noexcept {
    for (effect_state const one : {effect_state::started, effect_state::done})
        if (name(one) == word) return one;
    return effect_state::in_doubt;
}
/// The record in a row of `list`.
template <class Rows>
ledger_record record_in(Rows const& rows) {
    return {text_at(rows, 0),    text_at(rows, 1),           text_at(rows, 2),         text_at(rows, 3),
            text_at(rows, 4),    state_of(text_at(rows, 5)), text_at(rows, 6),         integer_at(rows, 7),
            integer_at(rows, 8), integer_at(rows, 9),        integer_at(rows, 10) != 0};
}

/// What stands in the way of a claim.
struct found_record {
    effect_state state = effect_state::started;
    std::string action;
    std::string answer;
    std::string holder;
    bool held = false;
};

/// The record in the rows of `find` or `lock_and_find`, if there is one. Reads them to their end.
///
/// @param locked  set to whether the lock was free, of a statement that asks for it
template <class Rows>
result<std::optional<found_record>, error> found_in(result<Rows, error> rows, bool* locked = nullptr) {
    if (!rows) return unexpected(std::move(rows).error());
    auto more = rows->next();
    if (!more) return unexpected(std::move(more).error());
    if (!*more) return std::nullopt;
    std::optional<found_record> there;
    if (!std::holds_alternative<null>(rows->at(0)))
        there.emplace(state_of(text_at(*rows, 0)), text_at(*rows, 1), text_at(*rows, 2), text_at(*rows, 3),
                      integer_at(*rows, 4) != 0);
    if (locked != nullptr) {
        value const got = rows->at(5);
        *locked = std::get_if<bool>(&got) != nullptr && std::get<bool>(got);
    }
    // A statement that is not read to its end is stopped, which fails the transaction.
    if (auto end = rows->next(); !end) return unexpected(std::move(end).error());
    return there;
}

} // namespace action_grammar::sql::detail

#endif
