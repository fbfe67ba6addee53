#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_ISO8601_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_ISO8601_HPP

// Times, dates and durations as texts of ISO 8601, in the profile of RFC 3339. Times are seconds since 1970
// and a fraction of a second, so that nothing here needs <chrono>.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace action_grammar::reflection::detail {

/// A day of the proleptic Gregorian calendar.
struct civil_date {
    std::int64_t year = 1970;
    unsigned month = 1;
    unsigned day = 1;

    friend constexpr bool operator==(civil_date const&, civil_date const&) = default;
};

/// Seconds and a fraction of one, which is not negative: -0.5 s are -1 second and 0.5.
struct seconds_and_fraction {
    std::int64_t seconds = 0;
    std::uint64_t attoseconds = 0; ///< 10^-18 seconds

    friend constexpr bool operator==(seconds_and_fraction const&, seconds_and_fraction const&) = default;
};

inline constexpr std::uint64_t attoseconds_per_second = 1'000'000'000'000'000'000U;

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Reads exactly `count` digits off the front of `text`.
constexpr std::optional<unsigned> take_digits(std::string_view& text, std::size_t count) noexcept {
    if (text.size() < count) return std::nullopt;
    unsigned number = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!is_digit(text[i])) return std::nullopt;
        number = number * 10 + static_cast<unsigned>(text[i] - '0');
    }
    text.remove_prefix(count);
    return number;
}
constexpr bool take(std::string_view& text, char expected) noexcept {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}
/// The fraction behind a point; more than 18 digits are read if the rest are zeros.
constexpr std::optional<std::uint64_t> take_fraction(std::string_view& text) noexcept {
    std::uint64_t attoseconds = 0;
    std::uint64_t unit = attoseconds_per_second;
    if (text.empty() || !is_digit(text.front())) return std::nullopt;
    while (!text.empty() && is_digit(text.front())) {
        auto const digit = static_cast<unsigned>(text.front() - '0');
        unit /= 10;
        if (unit == 0 && digit != 0) return std::nullopt;
        attoseconds += unit * digit;
        text.remove_prefix(1);
    }
    return attoseconds;
}

constexpr bool is_leap(std::int64_t year) noexcept {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
constexpr unsigned days_in(std::int64_t year, unsigned month) noexcept {
    if (month == 2) return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Days since 1970-01-01, and back. The algorithms are Howard Hinnant's.
constexpr std::int64_t days_from(civil_date const& date) noexcept {
    std::int64_t const year = date.year - (date.month <= 2 ? 1 : 0);
    std::int64_t const era = (year >= 0 ? year : year - 399) / 400;
    std::int64_t const year_of_era = year - era * 400;
    std::int64_t const day_of_year =
        (153 * (std::int64_t{date.month} + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    std::int64_t const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}
constexpr civil_date date_from(std::int64_t days) noexcept {
    days += 719468;
    std::int64_t const era = (days >= 0 ? days : days - 146096) / 146097;
    std::int64_t const day_of_era = days - era * 146097;
    std::int64_t const year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    std::int64_t const day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    std::int64_t const month = (5 * day_of_year + 2) / 153;
    auto const day = static_cast<unsigned>(day_of_year - (153 * month + 2) / 5 + 1);
    auto const civil_month = static_cast<unsigned>(month < 10 ? month + 3 : month - 9);
    return {year_of_era + era * 400 + (civil_month <= 2 ? 1 : 0), civil_month, day};
}

constexpr std::optional<civil_date> take_date(std::string_view& text) noexcept {
    auto const year = take_digits(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    auto const month = take_digits(text, 2);
    if (!month || *month < 1 || *month > 12 || !take(text, '-')) return std::nullopt;
    auto const day = take_digits(text, 2);
    if (!day || *day < 1 || *day > days_in(*year, *month)) return std::nullopt;
    return civil_date{*year, *month, *day};
}

inline void append_digits(std::string& text, std::uint64_t number, std::size_t count) {
    std::string digits = std::to_string(number);
    if (digits.size() < count) text.append(count - digits.size(), '0');
    text += digits;
}
inline void append_fraction(std::string& text, std::uint64_t attoseconds) {
    if (attoseconds == 0) return;
    std::string digits;
    append_digits(digits, attoseconds, 18);
    while (digits.back() == '0')
        digits.pop_back();
    text += '.';
    text += digits;
}

/// The date that `text` is: "2026-11-24". Nothing if it is none.
constexpr std::optional<civil_date> parse_date(std::string_view text) noexcept {
    auto const date = detail::take_date(text);
    return text.empty() ? date : std::nullopt;
}

/// The time that `text` is: "2026-11-24T04:06:23.5Z" or with an offset, "+01:00". Nothing if it is none, or
/// a leap second, which no clock of the library can hold.
constexpr std::optional<seconds_and_fraction> parse_date_time(std::string_view text) noexcept {
    auto const date = detail::take_date(text);
    if (!date || !(detail::take(text, 'T') || detail::take(text, 't'))) return std::nullopt;
    auto const hour = detail::take_digits(text, 2);
    if (!hour || *hour > 23 || !detail::take(text, ':')) return std::nullopt;
    auto const minute = detail::take_digits(text, 2);
    if (!minute || *minute > 59 || !detail::take(text, ':')) return std::nullopt;
    auto const second = detail::take_digits(text, 2);
    if (!second || *second > 59) return std::nullopt;
    seconds_and_fraction time{detail::days_from(*date) * 86400 + std::int64_t{*hour} * 3600
                                  + std::int64_t{*minute} * 60 + *second,
                              0};
    if (detail::take(text, '.')) {
        auto const fraction = detail::take_fraction(text);
        if (!fraction) return std::nullopt;
        time.attoseconds = *fraction;
    }
    if (detail::take(text, 'Z') || detail::take(text, 'z'))
        return text.empty() ? std::optional(time) : std::nullopt;
    bool const behind = !text.empty() && text.front() == '-';
    if (!detail::take(text, '+') && !detail::take(text, '-')) return std::nullopt;
    auto const hours = detail::take_digits(text, 2);
    if (!hours || *hours > 23 || !detail::take(text, ':')) return std::nullopt;
    auto const minutes = detail::take_digits(text, 2);
    if (!minutes || *minutes > 59 || !text.empty()) return std::nullopt;
    std::int64_t const offset = *hours * 3600 + *minutes * 60;
    time.seconds += behind ? offset : -offset;
    return time;
}

/// The length of the duration that `text` is: "P1DT2H3M4.5S", "PT0S", "P2W", and "-PT5S", which ISO 8601-2
/// allows. Nothing if it is none, if it is longer than 64 bits of seconds, or if it counts years or months,
/// which have no definite length.
constexpr std::optional<seconds_and_fraction> parse_duration(std::string_view text) noexcept {
    bool const negative = detail::take(text, '-');
    if (!detail::take(text, 'P')) return std::nullopt;
    std::int64_t seconds = 0;
    std::uint64_t attoseconds = 0;
    bool in_time = false;
    bool any = false;
    int last = 0; // units come in this order: weeks alone, days, hours, minutes, seconds
    while (!text.empty()) {
        if (!in_time && detail::take(text, 'T')) {
            in_time = true;
            any = false;
            continue;
        }
        if (!detail::is_digit(text.front())) return std::nullopt;
        std::int64_t count = 0;
        while (!text.empty() && detail::is_digit(text.front())) {
            if (__builtin_mul_overflow(count, 10, &count)
                || __builtin_add_overflow(count, static_cast<std::int64_t>(text.front() - '0'), &count))
                return std::nullopt;
            text.remove_prefix(1);
        }
        bool fraction = false;
        if (detail::take(text, '.')) {
            auto const read = detail::take_fraction(text);
            if (!read) return std::nullopt;
            attoseconds = *read;
            fraction = true;
        }
        if (text.empty()) return std::nullopt;
        char const unit = text.front();
        text.remove_prefix(1);
        int order = 0;
        std::int64_t length = 0;
        if (!in_time && unit == 'W') {
            order = 5;
            length = 604800;
            if (last != 0) return std::nullopt;
        } else if (!in_time && unit == 'D') {
            order = 1;
            length = 86400;
        } else if (in_time && unit == 'H') {
            order = 2;
            length = 3600;
        } else if (in_time && unit == 'M') {
            order = 3;
            length = 60;
        } else if (in_time && unit == 'S') {
            order = 4;
            length = 1;
        }
        if (order <= last || (fraction && order != 4)) return std::nullopt;
        last = order;
        any = true;
        if (__builtin_mul_overflow(count, length, &count) || __builtin_add_overflow(seconds, count, &seconds))
            return std::nullopt;
    }
    if (!any) return std::nullopt;
    if (negative) {
        seconds = -seconds;
        if (attoseconds != 0) {
            --seconds;
            attoseconds = attoseconds_per_second - attoseconds;
        }
    }
    return seconds_and_fraction{seconds, attoseconds};
}

/// As RFC 3339 has it: "2026-11-24".
inline std::string to_text(civil_date const& date) {
    std::string text;
    if (date.year < 0) text += '-';
    detail::append_digits(text, static_cast<std::uint64_t>(date.year < 0 ? -date.year : date.year), 4);
    text += '-';
    detail::append_digits(text, date.month, 2);
    text += '-';
    detail::append_digits(text, date.day, 2);
    return text;
}

/// As RFC 3339 has it, in UTC, with no more digits than needed: "2026-11-24T04:06:23.5Z".
inline std::string date_time_text(seconds_and_fraction const& time) {
    std::int64_t days = time.seconds / 86400;
    std::int64_t rest = time.seconds % 86400;
    if (rest < 0) {
        rest += 86400;
        --days;
    }
    std::string text = to_text(detail::date_from(days));
    text += 'T';
    detail::append_digits(text, static_cast<std::uint64_t>(rest / 3600), 2);
    text += ':';
    detail::append_digits(text, static_cast<std::uint64_t>(rest / 60 % 60), 2);
    text += ':';
    detail::append_digits(text, static_cast<std::uint64_t>(rest % 60), 2);
    detail::append_fraction(text, time.attoseconds);
    text += 'Z';
    return text;
}

/// As ISO 8601 has it: "P1DT2H3M4.5S"; of nothing, "PT0S".
inline std::string duration_text(seconds_and_fraction length) {
    std::string text;
    std::uint64_t seconds = static_cast<std::uint64_t>(length.seconds);
    if (length.seconds < 0) {
        text += '-';
        seconds = 0 - seconds;
        if (length.attoseconds != 0) {
            --seconds;
            length.attoseconds = attoseconds_per_second - length.attoseconds;
        }
    }
    text += 'P';
    if (seconds >= 86400) text += std::to_string(seconds / 86400) + 'D';
    seconds %= 86400;
    if (seconds == 0 && length.attoseconds == 0) {
        if (text.back() == 'P') text += "T0S";
        return text;
    }
    text += 'T';
    if (seconds >= 3600) text += std::to_string(seconds / 3600) + 'H';
    seconds %= 3600;
    if (seconds >= 60) text += std::to_string(seconds / 60) + 'M';
    seconds %= 60;
    if (seconds != 0 || length.attoseconds != 0) {
        text += std::to_string(seconds);
        detail::append_fraction(text, length.attoseconds);
        text += 'S';
    }
    return text;
}

} // namespace action_grammar::reflection::detail

#endif
