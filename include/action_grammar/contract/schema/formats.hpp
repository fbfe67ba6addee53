#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_FORMATS_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_FORMATS_HPP

// The formats that can be asserted. Each follows the document that the JSON Schema specification names for
// it.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include <action_grammar/contract/pattern/parse.hpp>
#include <action_grammar/contract/schema/uri.hpp>

namespace action_grammar::schema {

/// Whether a text has a format.
enum class format_answer : std::uint8_t {
    yes,
    no,
    unknown, ///< The format is not known here.
};

namespace detail {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_hexadecimal(char c) noexcept { return hexadecimal_value(c) >= 0; }
constexpr bool is_any_of(char c, std::string_view set) noexcept {
    return set.find(c) != std::string_view::npos;
}

/// A number of exactly `count` digits at the front of `text`, which it takes away; -1 if it is not there.
constexpr int take_digits(std::string_view& text, std::size_t count) noexcept {
    if (text.size() < count) return -1;
    int number = 0;
    for (char const c : text.substr(0, count)) {
        if (!is_digit(c)) return -1;
        number = number * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return number;
}
constexpr bool take(std::string_view& text, char c) noexcept {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

/// `full-date` of RFC 3339, taken from the front.
constexpr bool take_date(std::string_view& text) noexcept {
    int const year = take_digits(text, 4);
    if (year < 0 || !take(text, '-')) return false;
    int const month = take_digits(text, 2);
    if (month < 1 || month > 12 || !take(text, '-')) return false;
    int const day = take_digits(text, 2);
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool const leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day >= 1 && day <= days[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

/// `full-time` of RFC 3339: the rest of a text. A leap second is the last of a day in UTC.
constexpr bool is_time(std::string_view text) noexcept {
    int const hour = take_digits(text, 2);
    if (hour < 0 || hour > 23 || !take(text, ':')) return false;
    int const minute = take_digits(text, 2);
    if (minute < 0 || minute > 59 || !take(text, ':')) return false;
    int const second = take_digits(text, 2);
    if (second < 0 || second > 60) return false;
    if (take(text, '.')) {
        if (text.empty() || !is_digit(text.front())) return false;
        while (!text.empty() && is_digit(text.front()))
            text.remove_prefix(1);
    }
    int offset = 0;
    if (!take(text, 'Z') && !take(text, 'z')) {
        int const sign = take(text, '+') ? 1 : take(text, '-') ? -1 : 0;
        int const hours = take_digits(text, 2);
        if (sign == 0 || hours < 0 || hours > 23 || !take(text, ':')) return false;
        int const minutes = take_digits(text, 2);
        if (minutes < 0 || minutes > 59) return false;
        offset = sign * (hours * 60 + minutes);
    }
    if (!text.empty()) return false;
    return second < 60 || (hour * 60 + minute - offset + 2 * 1440) % 1440 == 1439;
}

constexpr bool is_date(std::string_view text) noexcept { return take_date(text) && text.empty(); }
constexpr bool is_date_time(std::string_view text) noexcept {
    return take_date(text) && (take(text, 'T') || take(text, 't')) && is_time(text);
}

/// RFC 1123: labels of letters, digits and hyphens.
constexpr bool is_hostname(std::string_view text) noexcept {
    if (text.empty() || text.size() > 253) return false;
    for (;;) {
        auto const dot = text.find('.');
        std::string_view const label = text.substr(0, dot);
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
        if (!std::all_of(label.begin(), label.end(),
                         [](char c) { return is_letter(c) || is_digit(c) || c == '-'; }))
            return false;
        // Such labels are encoded names (RFC 5891); hyphens there mean nothing else.
        if (label.size() >= 4 && label[2] == '-' && label[3] == '-'
            && !((label[0] == 'x' || label[0] == 'X') && (label[1] == 'n' || label[1] == 'N')
                 && label.size() > 4))
            return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

/// `dotted-quad` of RFC 2673, without leading zeros.
constexpr bool is_ipv4(std::string_view text) noexcept {
    for (int part = 0; part < 4; ++part) {
        std::size_t digits = 0;
        int number = 0;
        while (digits < text.size() && digits < 4 && is_digit(text[digits]))
            number = number * 10 + (text[digits++] - '0');
        if (digits == 0 || digits > 3 || number > 255 || (digits > 1 && text.front() == '0')) return false;
        text.remove_prefix(digits);
        if (part < 3 && !take(text, '.')) return false;
    }
    return text.empty();
}

/// RFC 4291, section 2.2.
constexpr bool is_ipv6(std::string_view text) noexcept {
    int groups = 0;
    bool shortened = false;
    if (text.substr(0, 2) == "::") {
        shortened = true;
        text.remove_prefix(2);
        if (text.empty()) return true;
    }
    for (;;) {
        std::string_view const group = text.substr(0, text.find(':'));
        if (group.size() == text.size() && group.find('.') != std::string_view::npos) {
            groups += 2;
            return is_ipv4(group) && (shortened ? groups < 8 : groups == 8);
        }
        if (group.empty() || group.size() > 4 || !std::all_of(group.begin(), group.end(), is_hexadecimal))
            return false;
        ++groups;
        text.remove_prefix(group.size());
        if (text.empty()) return shortened ? groups < 8 : groups == 8;
        text.remove_prefix(1);
        if (take(text, ':')) {
            if (shortened) return false;
            shortened = true;
            if (text.empty()) return groups < 8;
        } else if (text.empty()) {
            return false;
        }
    }
}

/// RFC 5321, section 4.1.2: `Mailbox`.
constexpr bool is_email(std::string_view text) noexcept {
    auto const at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || at > 64) return false;
    std::string_view local = text.substr(0, at);
    std::string_view const domain = text.substr(at + 1);
    if (local.front() == '"') {
        if (local.size() < 2 || local.back() != '"') return false;
        local = local.substr(1, local.size() - 2);
        for (std::size_t i = 0; i < local.size(); ++i) {
            if (local[i] < ' ' || local[i] > '~' || local[i] == '"') return false;
            if (local[i] != '\\') continue;
            ++i;
            if (i == local.size() || local[i] < ' ' || local[i] > '~') return false;
        }
    } else {
        char before = '.';
        for (char const c : local) {
            if (c == '.' ? before == '.'
                         : !(is_letter(c) || is_digit(c) || is_any_of(c, "!#$%&'*+-/=?^_`{|}~")))
                return false;
            before = c;
        }
        if (before == '.') return false;
    }
    if (domain.size() > 2 && domain.front() == '[' && domain.back() == ']') {
        std::string_view const literal = domain.substr(1, domain.size() - 2);
        return literal.substr(0, 5) == "IPv6:" ? is_ipv6(literal.substr(5)) : is_ipv4(literal);
    }
    return is_hostname(domain);
}

/// Characters of a part of a URI (RFC 3986, appendix A), escapes included.
constexpr bool is_uri_text(std::string_view text, std::string_view also) noexcept {
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size() || !is_hexadecimal(text[i + 1]) || !is_hexadecimal(text[i + 2]))
                return false;
            i += 2;
        } else if (!is_letter(c) && !is_digit(c) && !is_any_of(c, "-._~!$&'()*+,;=") && !is_any_of(c, also)) {
            return false;
        }
    }
    return true;
}

constexpr bool is_authority(std::string_view text) noexcept {
    if (auto const at = text.rfind('@'); at != std::string_view::npos) {
        if (!is_uri_text(text.substr(0, at), ":")) return false;
        text.remove_prefix(at + 1);
    }
    std::string_view port;
    if (!text.empty() && text.front() == '[') {
        auto const end = text.find(']');
        if (end == std::string_view::npos) return false;
        std::string_view const literal = text.substr(1, end - 1);
        bool const future = literal.size() > 3 && (literal[0] == 'v' || literal[0] == 'V')
                         && literal.find('.') != std::string_view::npos
                         && is_uri_text(literal.substr(1), ":");
        if (!future && !is_ipv6(literal)) return false;
        text.remove_prefix(end + 1);
        if (!text.empty() && !take(text, ':')) return false;
        port = text;
    } else if (auto const colon = text.find(':'); colon != std::string_view::npos) {
        port = text.substr(colon + 1);
        if (!is_uri_text(text.substr(0, colon), {})) return false;
    } else {
        return is_uri_text(text, {});
    }
    return std::all_of(port.begin(), port.end(), is_digit);
}

constexpr bool is_uri_reference(std::string_view text) noexcept {
    uri_parts const parts = split_uri(text);
    if (parts.has_scheme) {
        if (!is_letter(parts.scheme.front())
            || !std::all_of(parts.scheme.begin(), parts.scheme.end(),
                            [](char c) { return is_letter(c) || is_digit(c) || is_any_of(c, "+-."); }))
            return false;
    }
    if (parts.has_authority && !is_authority(parts.authority)) return false;
    return is_uri_text(parts.path, ":@/") && is_uri_text(parts.query, ":@/?")
        && is_uri_text(parts.fragment, ":@/?");
}
constexpr bool is_uri(std::string_view text) noexcept {
    return split_uri(text).has_scheme && is_uri_reference(text);
}

/// RFC 4122, section 3.
constexpr bool is_uuid(std::string_view text) noexcept {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (i == 8 || i == 13 || i == 18 || i == 23 ? text[i] != '-' : !is_hexadecimal(text[i])) return false;
    return true;
}

/// RFC 6901, section 3.
constexpr bool is_json_pointer(std::string_view text) noexcept {
    if (!text.empty() && text.front() != '/') return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '~' && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1')))
            return false;
    return true;
}
constexpr bool is_relative_json_pointer(std::string_view text) noexcept {
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits]))
        ++digits;
    if (digits == 0 || (digits > 1 && text.front() == '0')) return false;
    text.remove_prefix(digits);
    return text == "#" || is_json_pointer(text);
}

/// RFC 3339, appendix A: weeks alone, or a date part and a time part, each in falling order without gaps.
constexpr bool is_duration(std::string_view text) noexcept {
    if (!take(text, 'P') || text.empty()) return false;
    auto const units = [&text](std::string_view order, bool& any) {
        std::size_t next = 0;
        while (!text.empty() && is_digit(text.front())) {
            while (!text.empty() && is_digit(text.front()))
                text.remove_prefix(1);
            if (text.empty()) return false;
            auto const at = order.find(text.front());
            if (at == std::string_view::npos || at < next || (any && at != next)) return false;
            next = at + 1;
            any = true;
            text.remove_prefix(1);
        }
        return true;
    };
    bool dates = false;
    bool times = false;
    std::string_view const all = text;
    if (units("W", dates) && text.empty()) return dates;
    text = all;
    dates = false;
    if (!units("YMD", dates)) return false;
    if (take(text, 'T') && (!units("HMS", times) || !times)) return false;
    return text.empty() && (dates || times);
}

inline bool is_regex(std::string_view text) {
    auto const parsed = pattern::parse(text);
    return parsed || parsed.error().kind != pattern::error_kind::malformed;
}

} // namespace detail

/// Whether `text` has the format of that name: date-time, date, time, duration, email, hostname, ipv4,
/// ipv6, uri, uri-reference, uuid, json-pointer, relative-json-pointer, regex. Linear.
inline format_answer has_format(std::string_view name, std::string_view text) {
    using test = bool (*)(std::string_view);
    static constexpr std::pair<std::string_view, test> tests[] = {
        {"date-time", detail::is_date_time},
        {"date", detail::is_date},
        {"time", detail::is_time},
        {"duration", detail::is_duration},
        {"email", detail::is_email},
        {"hostname", detail::is_hostname},
        {"ipv4", detail::is_ipv4},
        {"ipv6", detail::is_ipv6},
        {"uri", detail::is_uri},
        {"uri-reference", detail::is_uri_reference},
        {"uuid", detail::is_uuid},
        {"json-pointer", detail::is_json_pointer},
        {"relative-json-pointer", detail::is_relative_json_pointer},
        {"regex", detail::is_regex},
    };
    for (auto const& [format, has] : tests)
        if (format == name) return has(text) ? format_answer::yes : format_answer::no;
    return format_answer::unknown;
}

} // namespace action_grammar::schema

#endif
