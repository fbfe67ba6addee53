#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_RETRY_AFTER_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_RETRY_AFTER_HPP

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace action_grammar::http {

namespace detail {

/// Reads digits and what separates them, from the front of a text.
class date_reader {
public:
    explicit constexpr date_reader(std::string_view text) noexcept : rest_(text) {}

    std::optional<int> number(std::size_t digits) noexcept {
        int value = 0;
        if (rest_.size() < digits) return std::nullopt;
        auto const [end, failed] = std::from_chars(rest_.data(), rest_.data() + digits, value);
        if (failed != std::errc{} || end != rest_.data() + digits || rest_.front() == '-')
            return std::nullopt;
        rest_.remove_prefix(digits);
        return value;
    }
    bool skip(std::string_view expected) noexcept {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }
    std::optional<unsigned> month() noexcept {
        constexpr std::string_view names = "JanFebMarAprMayJunJulAugSepOctNovDec";
        if (rest_.size() < 3) return std::nullopt;
        std::size_t const at = names.find(rest_.substr(0, 3));
        if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
        rest_.remove_prefix(3);
        return static_cast<unsigned>(at / 3 + 1);
    }
    [[nodiscard]] bool done() const noexcept { return rest_.empty(); }

private:
    std::string_view rest_;
};

} // namespace detail

/// A date as HTTP writes it, "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7; of the obsolete forms, none).
inline std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text) noexcept {
    using namespace std::chrono;
    std::size_t const comma = text.find(", ");
    if (comma != 3) return std::nullopt;
    detail::date_reader read(text.substr(comma + 2));
    auto const date = read.number(2);
    if (!date || !read.skip(" ")) return std::nullopt;
    auto const named = read.month();
    if (!named || !read.skip(" ")) return std::nullopt;
    auto const years = read.number(4);
    if (!years || !read.skip(" ")) return std::nullopt;
    auto const hour = read.number(2);
    if (!hour || !read.skip(":")) return std::nullopt;
    auto const minute = read.number(2);
    if (!minute || !read.skip(":")) return std::nullopt;
    auto const second = read.number(2);
    if (!second || !read.skip(" GMT") || !read.done()) return std::nullopt;
    year_month_day const when{year{*years}, month{*named}, day{static_cast<unsigned>(*date)}};
    if (!when.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    return sys_seconds(sys_days(when)) + hours{*hour} + minutes{*minute} + seconds{*second};
}

/// What a Retry-After header asks for: a number of seconds, or the time until a date (RFC 9110, 10.2.3).
///
/// @param longest  no longer wait is believed
/// @return the wait, from 0 to `longest`; nothing if the text is neither form
inline std::optional<std::chrono::seconds> parse_retry_after(std::string_view text,
                                                             std::chrono::sys_seconds now,
                                                             std::chrono::seconds longest) noexcept {
    using std::chrono::seconds;
    if (text.empty()) return std::nullopt;
    if (text.find_first_not_of("0123456789") == std::string_view::npos) {
        std::int64_t asked = 0;
        auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), asked);
        if (failed == std::errc::result_out_of_range) return longest;
        return std::min(seconds{asked}, longest);
    }
    auto const when = parse_http_date(text);
    if (!when) return std::nullopt;
    return std::clamp(seconds(*when - now), seconds{0}, longest);
}

} // namespace action_grammar::http

#endif
