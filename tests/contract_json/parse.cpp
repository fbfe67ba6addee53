#include <action_grammar/contract/json/parse.hpp>

#include <cstdint>
#include <limits>
#include <string>

#include "support/catch.hpp"

namespace {

namespace json = action_grammar::json;

json::parse_error refused(std::string_view text, json::parse_limits const& limits = {}) {
    auto const parsed = json::parse(text, limits);
    REQUIRE(!parsed);
    return parsed.error();
}

TEST_CASE("integers of 64 bits are read exactly") {
    CHECK(*json::parse("9223372036854775807") == json::value(std::numeric_limits<std::int64_t>::max()));
    CHECK(*json::parse("-9223372036854775808") == json::value(std::numeric_limits<std::int64_t>::min()));
    CHECK(*json::parse("18446744073709551615") == json::value(std::numeric_limits<std::uint64_t>::max()));
}

TEST_CASE("a double is the one nearest to its text") {
    // Each of these is rounded to a neighbor by a product of powers of ten in double precision.
    CHECK(json::parse("8.41e21")->get_double() == 8.41e21);
    CHECK(json::parse("9007199254740993.0")->get_double() == 9007199254740992.0);
    CHECK(json::parse("2.2250738585072011e-308")->get_double() == 2.2250738585072011e-308);
    CHECK(json::parse("123456789012345678901234567890")->get_double() == 123456789012345678901234567890.0);
    CHECK(json::parse("5e-324")->get_double() == 5e-324);
}

TEST_CASE("a number too large for a double is refused and one too small is zero") {
    CHECK(refused("[1, 1e400]").message == "the number is too large for a double");
    CHECK(json::parse("1e-400")->get_double() == 0);
}

TEST_CASE("an error names its place") {
    auto const error = refused("{\n  \"a\": 1,\n  \"b\" 2\n}");
    CHECK(error.line == 3);
    CHECK(error.column == 7);
    CHECK(error.offset == 18);
    CHECK(refused("[1, 2").message == "the text ends before the value does");
    CHECK(refused("").message == "the text ends before the value does");
    CHECK(refused("1 2").message == "something follows the value");
    CHECK(refused("\"\xff\"").line == 1);
}

TEST_CASE("a member named twice is refused wherever it is, unless the last one wins") {
    auto const error = refused(R"([{"a": {"bc": 1, "d": 2, "bc": 3}}])");
    CHECK(error.message == "the member \"bc\" is named twice in one object");
    CHECK(error.column == 29);
    CHECK(refused(R"({"a": 1, "\u0061": 2})").message == "the member \"a\" is named twice in one object");

    json::parse_limits last;
    last.duplicates = json::duplicate_members::last_wins;
    CHECK(*json::parse(R"({"a": 1, "a": 2})", last) == json::value{{"a", 2}});
}

TEST_CASE("half a character is refused, or replaced") {
    json::parse_limits limits;
    limits.surrogates = json::unpaired_surrogates::replaced;
    CHECK(!json::parse(R"("\ud83d")"));
    CHECK(*json::parse(R"("\ud83d")", limits) == json::value("\xef\xbf\xbd"));
    CHECK(*json::parse(R"("\ude00\ud83d\ude00\ud83d\u0041")", limits)
          == json::value("\xef\xbf\xbd\xf0\x9f\x98\x80\xef\xbf\xbd"
                         "A"));
    CHECK(!json::parse(R"(["\ud83"])", limits));
    CHECK(*json::parse(R"(["\\ud83d"])", limits) == json::array{"\\ud83d"});
}

TEST_CASE("length and depth are limited") {
    json::parse_limits limits;
    limits.bytes = 10;
    CHECK(json::parse("[123456]", limits));
    CHECK(refused("[123456789]", limits).message == "the text is longer than 10 bytes");
    CHECK(refused(std::string(100'000, '[')).message == "arrays and objects are nested more than 512 deep");
    CHECK(json::parse(std::string(512, '[') + std::string(512, ']')));
}

} // namespace
