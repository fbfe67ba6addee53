#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_DATE_DIRECTIVES_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_DATE_DIRECTIVES_HPP

// What writing and reading times by a format have in common: directives, such as %T, and English names.

#include <array>
#include <string_view>

namespace action_grammar::expression::detail {

inline constexpr std::array<std::string_view, 7> weekday_names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                               "Thursday", "Friday", "Saturday"};
inline constexpr std::array<std::string_view, 12> month_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
inline constexpr std::string_view iso_time = "%Y-%m-%dT%H:%M:%SZ";

/// What a directive such as %T stands for; empty if it stands for itself.
constexpr std::string_view expansion_of(char directive) noexcept {
    switch (directive) {
    case 'c': return "%a %b %e %H:%M:%S %Y";
    case 'D':
    case 'x': return "%m/%d/%y";
    case 'F': return "%Y-%m-%d";
    case 'r': return "%I:%M:%S %p";
    case 'R': return "%H:%M";
    case 'T':
    case 'X': return "%H:%M:%S";
    default: return {};
    }
}

} // namespace action_grammar::expression::detail

#endif
