#include <action_grammar/contract/reflection/chrono.hpp>

#include <chrono>
#include <optional>
#include <string_view>

#include "support/catch.hpp"
#include "support/verify.hpp"

namespace {

namespace reflection = action_grammar::reflection;
using reflection::detail::civil_date;
using reflection::detail::parse_date;
using reflection::detail::parse_date_time;
using reflection::detail::parse_duration;
using reflection::detail::seconds_and_fraction;
using namespace std::chrono_literals;

constexpr bool is_time(std::string_view text, std::int64_t seconds, std::uint64_t attoseconds = 0) {
    return parse_date_time(text) == seconds_and_fraction{seconds, attoseconds};
}
constexpr bool lasts(std::string_view text, std::int64_t seconds, std::uint64_t attoseconds = 0) {
    return parse_duration(text) == seconds_and_fraction{seconds, attoseconds};
}

TEST_CASE("dates") {
    ACTION_GRAMMAR_VERIFY(parse_date("2026-11-24") == civil_date{2026, 11, 24});
    ACTION_GRAMMAR_VERIFY(parse_date("2024-02-29") == civil_date{2024, 2, 29});
    ACTION_GRAMMAR_VERIFY(parse_date("2000-02-29") == civil_date{2000, 2, 29});
    ACTION_GRAMMAR_VERIFY(!parse_date("1900-02-29"));
    ACTION_GRAMMAR_VERIFY(!parse_date("2023-02-29"));
    ACTION_GRAMMAR_VERIFY(!parse_date("2023-13-01"));
    ACTION_GRAMMAR_VERIFY(!parse_date("2023-00-01"));
    ACTION_GRAMMAR_VERIFY(!parse_date("2023-04-31"));
    ACTION_GRAMMAR_VERIFY(!parse_date("2023-4-30"));
    ACTION_GRAMMAR_VERIFY(!parse_date("2023-04-30 "));
    ACTION_GRAMMAR_VERIFY(!parse_date(""));
}

TEST_CASE("days are counted as the calendar counts them") {
    ACTION_GRAMMAR_VERIFY(reflection::detail::days_from({1970, 1, 1}) == 0);
    ACTION_GRAMMAR_VERIFY(reflection::detail::days_from({0, 1, 1}) == -719528);
    for (int days = -800000; days < 3000000; days += 97) {
        std::chrono::year_month_day const date{std::chrono::sys_days(std::chrono::days(days))};
        if (static_cast<int>(date.year()) > 32000) break;
        civil_date const ours = reflection::detail::date_from(days);
        REQUIRE(ours
                == civil_date{static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                              static_cast<unsigned>(date.day())});
        REQUIRE(reflection::detail::days_from(ours) == days);
    }
}

TEST_CASE("times") {
    ACTION_GRAMMAR_VERIFY(is_time("1970-01-01T00:00:00Z", 0));
    ACTION_GRAMMAR_VERIFY(
        is_time("1985-04-12T23:20:50.52Z", 482196050, 520000000000000000U)); // RFC 3339, 5.8
    ACTION_GRAMMAR_VERIFY(is_time("1996-12-19T16:39:57-08:00", 851042397));  // the same
    ACTION_GRAMMAR_VERIFY(is_time("1937-01-01T12:00:27.87+00:20", -1041337173, 870000000000000000U));
    ACTION_GRAMMAR_VERIFY(is_time("1969-12-31t23:59:59.75z", -1, 750000000000000000U));
    ACTION_GRAMMAR_VERIFY(is_time("1970-01-01T00:00:00.0000000000000000000000Z", 0));
    ACTION_GRAMMAR_VERIFY(!parse_date_time("1990-12-31T23:59:60Z")); // a leap second
    ACTION_GRAMMAR_VERIFY(!parse_date_time("1990-12-31T24:00:00Z"));
    ACTION_GRAMMAR_VERIFY(!parse_date_time("1990-12-31T23:60:00Z"));
    ACTION_GRAMMAR_VERIFY(!parse_date_time("1990-12-31 23:59:59Z"));
    ACTION_GRAMMAR_VERIFY(!parse_date_time("1990-12-31T23:59:59"));
    ACTION_GRAMMAR_VERIFY(!parse_date_time("1990-12-31T23:59:59.Z"));
    ACTION_GRAMMAR_VERIFY(!parse_date_time("1990-12-31T23:59:59+24:00"));
    ACTION_GRAMMAR_VERIFY(!parse_date_time("1990-12-31T23:59:59+01:60"));
    ACTION_GRAMMAR_VERIFY(!parse_date_time("1990-12-31T23:59:59Z "));
    ACTION_GRAMMAR_VERIFY(!parse_date_time("1990-12-31"));
    ACTION_GRAMMAR_VERIFY(!parse_date_time("1990-12-31T23:59:59.0000000000000000001Z"));
}

TEST_CASE("durations") {
    ACTION_GRAMMAR_VERIFY(lasts("PT0S", 0));
    ACTION_GRAMMAR_VERIFY(lasts("P1DT2H3M4S", 93784));
    ACTION_GRAMMAR_VERIFY(lasts("P2W", 1209600));
    ACTION_GRAMMAR_VERIFY(lasts("PT36H", 129600));
    ACTION_GRAMMAR_VERIFY(lasts("PT0.5S", 0, 500000000000000000U));
    ACTION_GRAMMAR_VERIFY(lasts("-PT0.5S", -1, 500000000000000000U));
    ACTION_GRAMMAR_VERIFY(lasts("-P1D", -86400));
    ACTION_GRAMMAR_VERIFY(!parse_duration("P"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("PT"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("P1DT"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("P1Y"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("P1M"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("PT1D"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("P1H"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("PT1M1H"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("PT1S1S"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("PT1.5M"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("P1W1D"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("P1D1W"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("1S"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("PT1S "));
    ACTION_GRAMMAR_VERIFY(!parse_duration("PT99999999999999999999S"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("PT9223372036854775807S1"));
    ACTION_GRAMMAR_VERIFY(!parse_duration("P106751991167301D"));
}

TEST_CASE("texts of times have no more digits than needed") {
    CHECK(reflection::detail::chrono_text(std::chrono::sys_days(2026y / 11 / 24) + 4h)
          == "2026-11-24T04:00:00Z");
    CHECK(reflection::detail::chrono_text(std::chrono::sys_days(1969y / 12 / 31) + 23h + 59min + 59s + 1ns)
          == "1969-12-31T23:59:59.000000001Z");
    CHECK(reflection::detail::chrono_text(0s) == "PT0S");
    CHECK(reflection::detail::chrono_text(24h) == "P1D");
    CHECK(reflection::detail::chrono_text(25h + 1ms) == "P1DT1H0.001S");
    CHECK(reflection::detail::chrono_text(-90min) == "-PT1H30M");
    CHECK(reflection::detail::chrono_text(std::chrono::seconds::min()) == "-P106751991167300DT15H30M7S");
    CHECK(reflection::detail::chrono_text(std::chrono::duration<double>(0.25)) == "PT0.25S");
}

TEST_CASE("a type takes only what it can hold exactly") {
    using std::chrono::minutes;
    using std::chrono::seconds;
    CHECK(reflection::detail::parse_chrono<minutes>("PT2M") == 2min);
    CHECK(!reflection::detail::parse_chrono<minutes>("PT90S"));
    CHECK(!reflection::detail::parse_chrono<seconds>("PT0.5S"));
    CHECK(reflection::detail::parse_chrono<std::chrono::duration<signed char>>("PT127S").has_value());
    CHECK(!reflection::detail::parse_chrono<std::chrono::duration<signed char>>("PT128S"));
    CHECK(!reflection::detail::parse_chrono<std::chrono::system_clock::time_point>("9999-12-31T00:00:00Z"));
    CHECK(reflection::detail::parse_chrono<std::chrono::sys_seconds>("9999-12-31T00:00:00Z").has_value());
    CHECK(reflection::detail::parse_chrono<std::chrono::sys_days>("2026-11-24T00:00:00Z")
          == std::chrono::sys_days(2026y / 11 / 24));
    CHECK(!reflection::detail::parse_chrono<std::chrono::sys_days>("2026-11-24T01:00:00Z"));
    using frames = std::chrono::duration<std::int64_t, std::ratio<1, 60>>;
    CHECK(reflection::detail::parse_chrono<frames>(reflection::detail::chrono_text(frames(61)))
          == frames(61));
}

} // namespace
