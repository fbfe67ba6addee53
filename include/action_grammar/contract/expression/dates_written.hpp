#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_DATES_WRITTEN_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_DATES_WRITTEN_HPP

// Times as text by a format, as strftime writes them in English.

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <action_grammar/contract/expression/build.hpp>
#include <action_grammar/contract/expression/date_directives.hpp>
#include <action_grammar/contract/expression/dates.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/workspace.hpp>
#include <action_grammar/contract/expression/written.hpp>

namespace action_grammar::expression::detail {

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

} // namespace action_grammar::expression::detail

#endif
