#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_DATES_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_DATES_HPP

// Times as seconds since 1970, as arrays of their parts, and as text; all in UTC and in English.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include <action_grammar/contract/expression/build.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/lexer.hpp>
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

inline void append_padded(std::string& text, std::int64_t number, int width, char pad = '0') {
    std::string const digits = std::to_string(number < 0 ? -number : number);
    if (number < 0) text += '-';
    for (auto size = static_cast<int>(digits.size()); size < width; ++size)
        text += pad;
    text += digits;
}

/// Year and number of the week by ISO 8601.
inline std::array<std::int64_t, 2> iso_week(broken_time const& time) noexcept {
    std::int64_t const weekday = (time.weekday + 6) % 7;
    std::int64_t const thursday =
        seconds_of(time) / 86400 - (seconds_of(time) % 86400 < 0 ? 1 : 0) - weekday + 3;
    broken_time const middle = broken_down(static_cast<double>(thursday) * 86400);
    return {middle.year, middle.year_day / 7 + 1};
}

inline void append_directive(std::string& text, char directive, broken_time const& time) {
    auto const second = static_cast<std::int64_t>(time.second);
    std::int64_t const half_day = (time.hour + 11) % 12 + 1;
    auto const weekday = weekday_names[static_cast<std::size_t>(((time.weekday % 7) + 7) % 7)];
    auto const month = month_names[static_cast<std::size_t>(((time.month % 12) + 12) % 12)];
    switch (directive) {
    case 'a': text += weekday.substr(0, 3); return;
    case 'A': text += weekday; return;
    case 'b':
    case 'h': text += month.substr(0, 3); return;
    case 'B': text += month; return;
    case 'C': append_padded(text, floor_divided(time.year, 100), 2); return;
    case 'd': append_padded(text, time.day, 2); return;
    case 'e': append_padded(text, time.day, 2, ' '); return;
    case 'G': append_padded(text, iso_week(time)[0], 1); return;
    case 'g': append_padded(text, ((iso_week(time)[0] % 100) + 100) % 100, 2); return;
    case 'H': append_padded(text, time.hour, 2); return;
    case 'I': append_padded(text, half_day, 2); return;
    case 'j': append_padded(text, time.year_day + 1, 3); return;
    case 'k': append_padded(text, time.hour, 2, ' '); return;
    case 'l': append_padded(text, half_day, 2, ' '); return;
    case 'm': append_padded(text, time.month + 1, 2); return;
    case 'M': append_padded(text, time.minute, 2); return;
    case 'n': text += '\n'; return;
    case 'p': text += time.hour < 12 ? "AM" : "PM"; return;
    case 'P': text += time.hour < 12 ? "am" : "pm"; return;
    case 's': text += std::to_string(seconds_of(time)); return;
    case 'S': append_padded(text, second, 2); return;
    case 't': text += '\t'; return;
    case 'u': text += std::to_string((time.weekday + 6) % 7 + 1); return;
    case 'U': append_padded(text, (time.year_day + 7 - time.weekday) / 7, 2); return;
    case 'V': append_padded(text, iso_week(time)[1], 2); return;
    case 'w': text += std::to_string(time.weekday); return;
    case 'W': append_padded(text, (time.year_day + 7 - (time.weekday + 6) % 7) / 7, 2); return;
    case 'y': append_padded(text, ((time.year % 100) + 100) % 100, 2); return;
    case 'Y': append_padded(text, time.year, 1); return;
    case 'z': text += "+0000"; return;
    case 'Z': text += "UTC"; return;
    case '%': text += '%'; return;
    default: text += '%', text += directive;
    }
}

inline void append_time(workspace& space, std::string& text, std::string_view format,
                        broken_time const& time) {
    for (std::size_t i = 0; i < format.size(); ++i) {
        space.step();
        if (format[i] != '%' || i + 1 == format.size()) {
            text += format[i];
        } else if (auto const expansion = expansion_of(format[++i]); !expansion.empty()) {
            append_time(space, text, expansion, time);
        } else {
            append_directive(text, format[i], time);
        }
        if (text.size() > space.limits().bytes) throw limit_reached{failure::out_of_bytes};
    }
}

inline datum time_written(workspace& space, datum const& in, datum const& format) {
    std::optional<broken_time> time;
    if (in.is_number()) {
        if (!(std::fabs(in.as_double()) <= farthest_second))
            raise(space, "error converting number of seconds since epoch to datetime");
        time = broken_down(in.as_double());
    } else {
        time = time_in(in);
    }
    if (!time) raise(space, "strftime/1 requires parsed datetime inputs");
    if (!format.is_string()) raise(space, "strftime/1 requires a string format");
    std::string text;
    append_time(space, text, format.text(), *time);
    return make_text(space, text);
}

/// Reads a time by a format, as strptime does.
class time_reader {
public:
    time_reader(workspace& space, std::string_view text) noexcept : space_(space), text_(text) {}

    bool read(std::string_view format) {
        for (std::size_t i = 0; i < format.size(); ++i) {
            space_.step();
            char const c = format[i];
            if (c == ' ' || (c >= '\t' && c <= '\r')) {
                skip_space();
            } else if (c != '%' || i + 1 == format.size()) {
                if (!take(c)) return false;
            } else if (auto const expansion = expansion_of(format[++i]); !expansion.empty()) {
                if (!read(expansion)) return false;
            } else if (!directive(format[i])) {
                return false;
            }
        }
        return true;
    }

    broken_time finish() noexcept {
        if (afternoon_ && time.hour < 12) time.hour += 12;
        if (morning_ && time.hour == 12) time.hour = 0;
        if (seconds_) return broken_down(static_cast<double>(*seconds_));
        if (by_year_day_) {
            broken_time const day =
                broken_down(static_cast<double>(days_from_civil(time.year, 1, 1) + time.year_day) * 86400);
            time.month = day.month;
            time.day = day.day;
        }
        std::int64_t const days = days_from_civil(time.year, time.month + 1, 1) + time.day - 1;
        time.weekday = ((days + 4) % 7 + 7) % 7;
        time.year_day = days - days_from_civil(time.year, 1, 1);
        return time;
    }

private:
    void skip_space() noexcept {
        while (!text_.empty() && (text_.front() == ' ' || (text_.front() >= '\t' && text_.front() <= '\r')))
            text_.remove_prefix(1);
    }
    bool take(char c) noexcept {
        if (text_.empty() || text_.front() != c) return false;
        text_.remove_prefix(1);
        return true;
    }
    bool number(std::int64_t& to, std::size_t digits, std::int64_t least, std::int64_t most) noexcept {
        skip_space();
        std::int64_t read = 0;
        std::size_t count = 0;
        while (count < digits && count < text_.size() && is_digit(text_[count]))
            read = read * 10 + (text_[count++] - '0');
        if (count == 0 || read < least || read > most) return false;
        text_.remove_prefix(count);
        to = read;
        return true;
    }
    template <std::size_t Size>
    bool name(std::int64_t& to, std::array<std::string_view, Size> const& names) noexcept {
        auto const same = [](char left, char right) { return (left | 0x20) == (right | 0x20); };
        for (std::size_t i = 0; i < Size; ++i)
            for (std::string_view const spelled : {names[i], names[i].substr(0, 3)})
                if (text_.size() >= spelled.size()
                    && std::equal(spelled.begin(), spelled.end(), text_.begin(), same)) {
                    text_.remove_prefix(spelled.size());
                    to = static_cast<std::int64_t>(i);
                    return true;
                }
        return false;
    }
    bool directive(char which) noexcept {
        std::int64_t value = 0;
        switch (which) {
        case 'a':
        case 'A': return name(value, weekday_names);
        case 'b':
        case 'B':
        case 'h': return name(time.month, month_names);
        case 'C':
            if (!number(value, 2, 0, 99)) return false;
            time.year = value * 100 + time.year % 100;
            return true;
        case 'd':
        case 'e': return number(time.day, 2, 1, 31);
        case 'H':
        case 'k': return number(time.hour, 2, 0, 23);
        case 'I':
        case 'l':
            if (!number(value, 2, 1, 12)) return false;
            time.hour = value;
            return true;
        case 'j':
            if (!number(value, 3, 1, 366)) return false;
            time.year_day = value - 1;
            by_year_day_ = true;
            return true;
        case 'm':
            if (!number(value, 2, 1, 12)) return false;
            time.month = value - 1;
            return true;
        case 'M': return number(time.minute, 2, 0, 59);
        case 'n':
        case 't': skip_space(); return true;
        case 'p':
        case 'P': return half_day();
        case 's': {
            if (!number(value, 14, 0, 99999999999999)) return false;
            seconds_ = value;
            return true;
        }
        case 'S':
            if (!number(value, 2, 0, 61)) return false;
            time.second = static_cast<double>(value);
            return true;
        case 'u': return number(value, 1, 1, 7);
        case 'U':
        case 'V':
        case 'W': return number(value, 2, 0, 53);
        case 'w': return number(value, 1, 0, 6);
        case 'y':
            if (!number(value, 2, 0, 99)) return false;
            time.year = value + (value < 69 ? 2000 : 1900);
            return true;
        case 'Y': return number(time.year, 4, 0, 9999);
        case 'z': return zone();
        case 'Z':
            while (!text_.empty() && starts_name(text_.front()))
                text_.remove_prefix(1);
            return true;
        case '%': return take('%');
        default: return false;
        }
    }
    bool half_day() noexcept {
        if (text_.size() < 2 || (text_[1] | 0x20) != 'm') return false;
        char const half = static_cast<char>(text_[0] | 0x20);
        if (half != 'a' && half != 'p') return false;
        (half == 'a' ? morning_ : afternoon_) = true;
        text_.remove_prefix(2);
        return true;
    }
    /// Read and, as in jq, not taken into account.
    bool zone() noexcept {
        skip_space();
        if (take('Z')) return true;
        if (!take('+') && !take('-')) return false;
        std::int64_t value = 0;
        if (!number(value, 2, 0, 99)) return false;
        take(':');
        return text_.empty() || !is_digit(text_.front()) || number(value, 2, 0, 59);
    }

    workspace& space_;
    std::string_view text_;
    broken_time time{};
    std::optional<std::int64_t> seconds_;
    bool by_year_day_ = false;
    bool morning_ = false;
    bool afternoon_ = false;
};

inline datum time_read(workspace& space, datum const& in, std::string_view format) {
    if (!in.is_string()) raise(space, "strptime/1 requires string inputs and arguments");
    time_reader reader(space, in.text());
    if (!reader.read(format))
        raise(space, "date \"" + std::string(in.text().substr(0, 100)) + "\" does not match format \""
                         + std::string(format.substr(0, 100)) + "\"");
    return time_array(space, reader.finish());
}

} // namespace action_grammar::expression::detail

#endif
