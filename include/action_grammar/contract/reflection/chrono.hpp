#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_CHRONO_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_CHRONO_HPP

// Between the types of <chrono> and seconds. The types are recognized by their members; see kinds.hpp.

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <action_grammar/contract/reflection/iso8601.hpp>
#include <action_grammar/contract/reflection/kinds.hpp>

namespace action_grammar::reflection::detail {

__extension__ using wide_integer = __int128;

/// How many attoseconds a tick of 1/den seconds has; exactly so for every unit of <chrono>.
template <class Duration>
inline constexpr std::int64_t attoseconds_per_part =
    static_cast<std::int64_t>(attoseconds_per_second) / static_cast<std::int64_t>(Duration::period::den);
template <class Duration>
inline constexpr bool has_exact_parts =
    static_cast<std::int64_t>(attoseconds_per_second) % static_cast<std::int64_t>(Duration::period::den) == 0;

template <duration_type Duration>
constexpr seconds_and_fraction split(Duration const& duration) noexcept {
    using period = typename Duration::period;
    if constexpr (std::is_floating_point_v<typename Duration::rep>) {
        auto const seconds = static_cast<double>(duration.count()) * static_cast<double>(period::num)
                           / static_cast<double>(period::den);
        // What 64 bits cannot hold becomes the longest that they can.
        constexpr double end = 9.2e18;
        if (!(seconds < end)) return {std::numeric_limits<std::int64_t>::max(), 0};
        if (!(seconds > -end)) return {std::numeric_limits<std::int64_t>::min() + 1, 0};
        auto whole = static_cast<std::int64_t>(seconds);
        if (static_cast<double>(whole) > seconds) --whole;
        return {whole, static_cast<std::uint64_t>((seconds - static_cast<double>(whole)) * 1e18)};
    } else {
        constexpr auto den = static_cast<wide_integer>(period::den);
        wide_integer const parts =
            static_cast<wide_integer>(duration.count()) * static_cast<wide_integer>(period::num);
        wide_integer seconds = parts / den;
        wide_integer rest = parts % den;
        if (rest < 0) {
            rest += den;
            --seconds;
        }
        // Units as long as years can be more seconds than 64 bits hold; such durations become the longest.
        if (seconds > std::numeric_limits<std::int64_t>::max())
            return {std::numeric_limits<std::int64_t>::max(), 0};
        if (seconds <= std::numeric_limits<std::int64_t>::min())
            return {std::numeric_limits<std::int64_t>::min() + 1, 0};
        return {static_cast<std::int64_t>(seconds),
                static_cast<std::uint64_t>(rest * static_cast<wide_integer>(attoseconds_per_second) / den)};
    }
}

/// The duration of that length; nothing if the type cannot hold it exactly.
template <duration_type Duration>
constexpr std::optional<Duration> joined(seconds_and_fraction const& length) noexcept {
    using rep = typename Duration::rep;
    using period = typename Duration::period;
    if constexpr (std::is_floating_point_v<rep>) {
        double const seconds =
            static_cast<double>(length.seconds) + static_cast<double>(length.attoseconds) / 1e18;
        return Duration(
            static_cast<rep>(seconds * static_cast<double>(period::den) / static_cast<double>(period::num)));
    } else {
        constexpr wide_integer unit = attoseconds_per_part<Duration>;
        auto const fraction = static_cast<wide_integer>(length.attoseconds);
        // A fraction of a unit that is no decimal was rounded down when it was written.
        wide_integer const parts =
            static_cast<wide_integer>(length.seconds) * static_cast<wide_integer>(period::den)
            + (has_exact_parts<Duration> ? fraction / unit : (fraction + unit - 1) / unit);
        if (has_exact_parts<Duration> && fraction % unit != 0) return std::nullopt;
        if (parts % static_cast<wide_integer>(period::num) != 0) return std::nullopt;
        wide_integer const count = parts / static_cast<wide_integer>(period::num);
        if (count < static_cast<wide_integer>(std::numeric_limits<rep>::min())
            || count > static_cast<wide_integer>(std::numeric_limits<rep>::max()))
            return std::nullopt;
        return Duration(static_cast<rep>(count));
    }
}

/// The text of a time, a date or a duration.
template <class T>
    requires time_type<T> || date_type<T> || duration_type<T>
std::string chrono_text(T const& value) {
    if constexpr (time_type<T>) {
        return date_time_text(detail::split(value.time_since_epoch()));
    } else if constexpr (duration_type<T>) {
        return duration_text(detail::split(value));
    } else {
        return to_text(civil_date{static_cast<int>(value.year()), static_cast<unsigned>(value.month()),
                                  static_cast<unsigned>(value.day())});
    }
}

/// The time, date or duration that `text` is; nothing if it is none, or one that T cannot hold exactly.
template <class T>
    requires time_type<T> || date_type<T> || duration_type<T>
std::optional<T> parse_chrono(std::string_view text) noexcept {
    if constexpr (time_type<T>) {
        if (auto const time = parse_date_time(text))
            if (auto const since = detail::joined<typename T::duration>(*time)) return T(*since);
        return std::nullopt;
    } else if constexpr (duration_type<T>) {
        auto const length = parse_duration(text);
        return length ? detail::joined<T>(*length) : std::nullopt;
    } else {
        auto const date = parse_date(text);
        if (!date) return std::nullopt;
        using year = decltype(std::declval<T const&>().year());
        using month = decltype(std::declval<T const&>().month());
        using day = decltype(std::declval<T const&>().day());
        return T(year(static_cast<int>(date->year)), month(date->month), day(date->day));
    }
}

} // namespace action_grammar::reflection::detail

#endif
