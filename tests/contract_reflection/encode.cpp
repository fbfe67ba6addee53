#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>

#include "shop.hpp"
#include "support/catch.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <random>

namespace {

namespace ag = action_grammar;
using namespace shop;
using namespace std::chrono_literals;

/// Whether a value survives both ways, and both ways agree.
template <class T>
bool survives(T const& value) {
    std::string const text = ag::encode_text(value);
    ag::json::value const encoded = ag::encode(value);
    if (text != ag::json::serialize(encoded)) return false;
    auto const from_text = ag::decode_text<T>(text);
    auto const from_value = ag::decode<T>(encoded);
    return from_text.has_value() && from_value.has_value() && ag::encode_text(*from_text) == text
        && ag::encode_text(*from_value) == text;
}
template <class T>
bool survives_equal(T const& value) {
    return survives(value) && ag::decode_text<T>(ag::encode_text(value)) == value;
}

everything sample() {
    everything full;
    full.truth = true;
    full.tiny = -128;
    full.small = 255;
    full.medium = -2147483647;
    full.large = std::numeric_limits<std::int64_t>::min();
    full.huge = std::numeric_limits<std::uint64_t>::max();
    full.single_precision = 0.1F;
    full.double_precision = 0.1;
    full.text = "quote \" slash \\ line \n \x01 \xC3\xA9";
    full.shade = color::blue;
    full.named = shop::size::large;
    full.strong = {"AB-12"};
    full.amount = {-5};
    full.nested = {1, 2.5};
    full.points = {{0, 0}, {1e300, -1e-300}};
    full.three = {1, 2, 3};
    full.maybe = 3.5;
    full.shared = std::make_shared<int>(9);
    full.by_name = {{"", {1, 1}}, {"a/b~c", {2, 2}}};
    full.counts = {{"one", 1}};
    full.unique = {"x", "y"};
    full.mixed = {1, "two", std::nullopt};
    full.outline = circle{2};
    full.at = std::chrono::sys_days(2026y / 11 / 24) + 4h + 6min + 23s + 500ms;
    full.day = 2024y / 2 / 29;
    full.length = -1500ms;
    full.flags = {true, false, true};
    full.any = {{"k", {1, nullptr, "s"}}};
    return full;
}

TEST_CASE("a struct becomes an object, its members in order") {
    order const placed{{"AB-1"}, {{"tea", 2, {350}}}, std::nullopt, color::green, true};
    CHECK(ag::encode_text(placed)
          == R"({"id":"AB-1","lines":[{"article":"tea","quantity":2,"price":"3.50"}],"shade":"green",)"
             R"("gift":true})");
    CHECK(survives_equal(placed));
}

TEST_CASE("values of every kind survive") {
    everything const full = sample();
    CHECK(ag::encode_text(full)
          == R"({"truth":true,"tiny":-128,"small":255,"medium":-2147483647,"large":-9223372036854775808,)"
             R"("huge":18446744073709551615,"single_precision":0.10000000149011612,"double_precision":0.1,)"
             R"("text":"quote \" slash \\ line \n \u0001 é","shade":"blue","named":"L",)"
             R"("strong":"AB-12","amount":"-0.05",)"
             R"("nested":{"x":1,"y":2.5},"points":[{"x":0,"y":0},{"x":1e+300,"y":-1e-300}],"three":[1,)"
             R"(2,3],"maybe":3.5,)"
             R"("shared":9,"by_name":{"":{"x":1,"y":1},"a/b~c":{"x":2,"y":2}},"counts":{"one":1},)"
             R"("unique":["x","y"],)"
             R"("mixed":[1,"two",null],"outline":{"type":"circle","radius":2},"at":"2026-11-24T04:06:23.5Z",)"
             R"("day":"2024-02-29","length":"-PT1.5S","flags":[true,false,true],"any":{"k":[1,null,"s"]}})");
    CHECK(survives(full));
    everything least;
    least.strong.value = "AA-0";
    CHECK(survives(least));
}

TEST_CASE("what is empty is left out, within arrays null") {
    CHECK(ag::encode_text(std::vector<std::optional<int>>{1, std::nullopt}) == "[1,null]");
    CHECK(ag::encode_text(std::optional<int>{}) == "null");
    chain two{1, std::make_unique<chain>()};
    CHECK(ag::encode_text(two) == R"({"value":1,"next":{"value":0}})");
    CHECK(survives(two));
}

TEST_CASE("variants are written with their tag first") {
    CHECK(ag::encode_text(shape(square{2})) == R"({"type":"square","side":2})");
    CHECK(ag::encode_text(shape("s")) == R"({"type":"string","value":"s"})");
    CHECK(ag::encode_text(shape(std::monostate{})) == R"({"type":"null"})");
    CHECK(survives_equal(shape(square{2})));
    CHECK(survives_equal(shape("s")));
    CHECK(survives_equal(shape(std::monostate{})));
}

TEST_CASE("trees survive") { CHECK(survives_equal(tree{"a", {{"b", {}}, {"c", {{"d", {}}}}}})); }

TEST_CASE("classes that are adapted or listed are written") {
    adapted value;
    value.b = "x";
    CHECK(ag::encode_text(value) == R"({"a":0,"b":"x"})");
    CHECK(ag::encode_text(listed{}) == R"({"also":"","shown":0})");
}

TEST_CASE("64-bit integers and doubles survive exactly") {
    std::mt19937_64 random(20261124);
    for (int i = 0; i < 20000; ++i) {
        std::uint64_t const bits = random();
        CHECK(survives_equal(bits));
        CHECK(survives_equal(static_cast<std::int64_t>(bits)));
        auto const number = std::bit_cast<double>(bits);
        if (std::isfinite(number)) CHECK(survives_equal(number));
        auto const single = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
        if (std::isfinite(single)) CHECK(survives_equal(single));
    }
    for (double const number : {0.0, 5e-324, 1.7976931348623157e308, 9007199254740993.0, 1e22, 1e23})
        CHECK(survives_equal(number));
}

TEST_CASE("times, dates and durations survive exactly") {
    std::mt19937_64 random(42);
    for (int i = 0; i < 20000; ++i) {
        auto const ticks = static_cast<std::int64_t>(random());
        using time = std::chrono::system_clock::time_point;
        time const at{time::duration(ticks)};
        CHECK(survives_equal(at));
        CHECK(survives_equal(std::chrono::nanoseconds(ticks)));
        CHECK(survives_equal(std::chrono::milliseconds(ticks)));
        CHECK(survives_equal(std::chrono::seconds(ticks)));
        CHECK(survives_equal(std::chrono::sys_seconds(std::chrono::seconds(ticks % 100'000'000'000))
                             > std::chrono::sys_seconds(std::chrono::sys_days(0y / 1 / 1))));
        std::chrono::year_month_day const day{std::chrono::sys_days(std::chrono::days(ticks % 700'000))};
        CHECK(survives_equal(day));
    }
}

TEST_CASE("what a contract forbids is written for decoding to refuse") {
    CHECK(ag::encode_text(static_cast<color>(77)) == "77");
    CHECK(!ag::decode_text<color>("77").has_value());
    CHECK(ag::encode_text(std::numeric_limits<double>::quiet_NaN()) == "null");
    CHECK(ag::encode(std::uint64_t{5}).is_int64());
    CHECK(ag::encode_text(std::string_view("view")) == "\"view\"");
}

} // namespace
