#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_DATES_READ_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_DATES_READ_HPP

// Times from text by a format, as strptime reads them in English.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <action_grammar/contract/expression/date_directives.hpp>
#include <action_grammar/contract/expression/dates.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/lexer.hpp>
#include <action_grammar/contract/expression/workspace.hpp>
#include <action_grammar/contract/expression/written.hpp>

namespace action_grammar::expression::detail {

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
        if (afternoon_ && time_.hour < 12) time_.hour += 12;
        if (morning_ && time_.hour == 12) time_.hour = 0;
        if (seconds_) return broken_down(static_cast<double>(*seconds_));
        if (by_year_day_) {
            broken_time const day =
                broken_down(static_cast<double>(days_from_civil(time_.year, 1, 1) + time_.year_day) * 86400);
            time_.month = day.month;
            time_.day = day.day;
        }
        std::int64_t const days = days_from_civil(time_.year, time_.month + 1, 1) + time_.day - 1;
        time_.weekday = ((days + 4) % 7 + 7) % 7;
        time_.year_day = days - days_from_civil(time_.year, 1, 1);
        return time_;
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
        case 'h': return name(time_.month, month_names);
        case 'C':
            if (!number(value, 2, 0, 99)) return false;
            time_.year = value * 100 + time_.year % 100;
            return true;
        case 'd':
        case 'e': return number(time_.day, 2, 1, 31);
        case 'H':
        case 'k': return number(time_.hour, 2, 0, 23);
        case 'I':
        case 'l':
            if (!number(value, 2, 1, 12)) return false;
            time_.hour = value;
            return true;
        case 'j':
            if (!number(value, 3, 1, 366)) return false;
            time_.year_day = value - 1;
            by_year_day_ = true;
            return true;
        case 'm':
            if (!number(value, 2, 1, 12)) return false;
            time_.month = value - 1;
            return true;
        case 'M': return number(time_.minute, 2, 0, 59);
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
            time_.second = static_cast<double>(value);
            return true;
        case 'u': return number(value, 1, 1, 7);
        case 'U':
        case 'V':
        case 'W': return number(value, 2, 0, 53);
        case 'w': return number(value, 1, 0, 6);
        case 'y':
            if (!number(value, 2, 0, 99)) return false;
            time_.year = value + (value < 69 ? 2000 : 1900);
            return true;
        case 'Y': return number(time_.year, 4, 0, 9999);
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
    broken_time time_{};
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
