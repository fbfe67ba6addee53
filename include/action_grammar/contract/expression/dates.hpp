#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_DATES_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_DATES_HPP

// Times as seconds since 1970 and as arrays of their parts, in UTC. As text they are in dates_written.hpp and
// dates_read.hpp.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <action_grammar/contract/expression/build.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/workspace.hpp>
#include <action_grammar/contract/expression/written.hpp>

namespace action_grammar::expression::detail {

/// Parts of a time; month from 0, weekday from Sunday, day of the year from 0.
struct broken_time {
    std::int64_t year = 1900;
    std::int64_t month = 0;
    std::int64_t day = 0;
    std::int64_t hour = 0;
    std::int64_t minute = 0;
    double second = 0;
    std::int64_t weekday = 0;
    std::int64_t year_day = 0;
};

constexpr std::int64_t floor_divided(std::int64_t dividend, std::int64_t divisor) noexcept {
    return dividend / divisor - (dividend % divisor < 0 ? 1 : 0);
}

/// Days from 1970-01-01 to a day of the Gregorian calendar, month from 1; after Howard Hinnant's algorithm.
constexpr std::int64_t days_from_civil(std::int64_t year, std::int64_t month, std::int64_t day) noexcept {
    year -= month <= 2 ? 1 : 0;
    std::int64_t const era = floor_divided(year, 400);
    std::int64_t const year_of_era = year - era * 400;
    std::int64_t const day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    std::int64_t const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}
static_assert(days_from_civil(1970, 1, 1) == 0 && days_from_civil(2000, 3, 1) == 11017);

inline constexpr double farthest_second = 1e14;

/// Precondition: the number is not beyond `farthest_second`.
inline broken_time broken_down(double seconds) noexcept {
    double const whole = std::floor(seconds);
    auto const total = static_cast<std::int64_t>(whole);
    std::int64_t const days = floor_divided(total, 86400);
    std::int64_t const rest = total - days * 86400;
    std::int64_t const shifted = days + 719468;
    std::int64_t const era = floor_divided(shifted, 146097);
    std::int64_t const day_of_era = shifted - era * 146097;
    std::int64_t const year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    std::int64_t const day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    std::int64_t const month_index = (5 * day_of_year + 2) / 153;
    broken_time time{};
    time.day = day_of_year - (153 * month_index + 2) / 5 + 1;
    time.month = month_index < 10 ? month_index + 2 : month_index - 10;
    time.year = year_of_era + era * 400 + (time.month <= 1 ? 1 : 0);
    time.hour = rest / 3600;
    time.minute = rest / 60 % 60;
    time.second = static_cast<double>(rest % 60) + (seconds - whole);
    time.weekday = ((days + 4) % 7 + 7) % 7;
    time.year_day = days - days_from_civil(time.year, 1, 1);
    return time;
}
/// Parts beyond their range count on: February 30 is March 2 or 1.
inline std::int64_t seconds_of(broken_time const& time) noexcept {
    std::int64_t const year = time.year + floor_divided(time.month, 12);
    std::int64_t const month = time.month - floor_divided(time.month, 12) * 12;
    std::int64_t const days = days_from_civil(year, month + 1, 1) + time.day - 1;
    return days * 86400 + time.hour * 3600 + time.minute * 60
         + static_cast<std::int64_t>(std::floor(time.second));
}

inline datum time_array(workspace& space, broken_time const& time) {
    array_writer parts(space, 8);
    for (std::int64_t const part : {time.year, time.month, time.day, time.hour, time.minute})
        parts.append(datum::integer(part));
    parts.append(datum::number(time.second));
    parts.append(datum::integer(time.weekday));
    parts.append(datum::integer(time.year_day));
    return parts.finish();
}

/// The time that an array of parts holds; nothing if it is none.
inline std::optional<broken_time> time_in(datum const& in) {
    if (!in.is_array() || size_of_array(in) < 6) return std::nullopt;
    std::array<double, 8> parts{};
    for (std::size_t i = 0; i < std::min<std::size_t>(8, size_of_array(in)); ++i) {
        datum const part = element(in, i);
        if (!part.is_number() || !(std::fabs(part.as_double()) < 1e9)) return std::nullopt;
        parts[i] = part.as_double();
    }
    auto const whole = [&](std::size_t i) { return static_cast<std::int64_t>(parts[i]); };
    return broken_time{whole(0), whole(1), whole(2), whole(3), whole(4), parts[5], whole(6), whole(7)};
}

inline datum gmtime_of(workspace& space, datum const& in) {
    if (!in.is_number()) raise(space, "gmtime() requires a number");
    if (!(std::fabs(in.as_double()) <= farthest_second))
        raise(space, "error converting number of seconds since epoch to datetime");
    return time_array(space, broken_down(in.as_double()));
}
inline datum mktime_of(workspace& space, datum const& in) {
    if (!in.is_array()) raise(space, "mktime requires array inputs");
    auto const time = time_in(in);
    if (!time) raise(space, "mktime requires parsed datetime inputs");
    return datum::number(static_cast<double>(seconds_of(*time)));
}

} // namespace action_grammar::expression::detail

#endif
