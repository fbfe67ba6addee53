#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/contract/reflection/schema_of.hpp>

#include "shop.hpp"
#include "support/catch.hpp"

#include <string>
#include <string_view>

namespace {

namespace ag = action_grammar;
using namespace shop;

/// What is wrong with a `constrained` whose member `name` is `value`; empty if nothing is.
std::string wrong(std::string_view name, std::string_view value) {
    ag::json::object object{{"least", 1},
                            {"most", 0},
                            {"above", 1},
                            {"below", 0},
                            {"even", 0},
                            {"cents", 0},
                            {"letters", "ab"},
                            {"word", "a"},
                            {"few", ag::json::array{1}},
                            {"distinct", ag::json::array{}},
                            {"big", 0}};
    object[boost::json::string_view(name.data(), name.size())] = *ag::json::parse(value);
    auto const decoded = ag::decode<constrained>(ag::json::value(std::move(object)));
    if (decoded.has_value()) return "";
    std::string all;
    for (auto const& error : decoded.error().errors)
        all += error.pointer + " " + error.expected + ";";
    return all;
}
/// Whether the schema has it, so that what is checked is also told.
bool told(std::string_view part) { return ag::schema_of<constrained>.find(part) != std::string_view::npos; }

TEST_CASE("minimum and maximum") {
    CHECK(wrong("least", "1").empty());
    CHECK(wrong("least", "1.0").empty());
    CHECK(wrong("least", "0") == "/least at least 1;");
    CHECK(wrong("most", "10").empty());
    CHECK(wrong("most", "11") == "/most at most 10;");
    CHECK(wrong("big", "18446744073709551614").empty());
    CHECK(wrong("big", "18446744073709551615") == "/big at most 18446744073709551614;");
    CHECK(told(R"("least":{"type":"integer","minimum":1,)"));
    CHECK(told(R"("most":{"type":"integer","minimum":-2147483648,"maximum":10})"));
    CHECK(told(R"("big":{"type":"integer","minimum":0,"maximum":18446744073709551614})"));
}

TEST_CASE("exclusive bounds") {
    CHECK(wrong("above", "0.0001").empty());
    CHECK(wrong("above", "0") == "/above more than 0;");
    CHECK(wrong("below", "0.49").empty());
    CHECK(wrong("below", "0.5") == "/below less than 0.5;");
    CHECK(told(R"("above":{"type":"number","exclusiveMinimum":0})"));
    CHECK(told(R"("below":{"type":"number","exclusiveMaximum":0.5})"));
}

TEST_CASE("multiples are decimal") {
    CHECK(wrong("even", "4").empty());
    CHECK(wrong("even", "-4").empty());
    CHECK(wrong("even", "3") == "/even a multiple of 2;");
    CHECK(wrong("cents", "0.3").empty());
    CHECK(wrong("cents", "19.99").empty());
    CHECK(wrong("cents", "19.995") == "/cents a multiple of 0.01;");
    CHECK(told(R"("multipleOf":0.01)"));
}

TEST_CASE("lengths are counted in code points") {
    CHECK(wrong("letters", "\"abc\"").empty());
    CHECK(wrong("letters", "\"a\"") == "/letters at least 2 characters;");
    CHECK(wrong("letters", "\"abcd\"") == "/letters at most 3 characters;");
    CHECK(wrong("letters", "\"\\u00e9\\u00e9\\ud83d\\ude00\"").empty());
    CHECK(wrong("letters", "\"\\ud83d\\ude00\"") == "/letters at least 2 characters;");
    CHECK(told(R"("minLength":2,"maxLength":3)"));
}

TEST_CASE("patterns") {
    CHECK(wrong("word", "\"abc\"").empty());
    CHECK(wrong("word", "\"abC\"") == "/word a string matching ^[a-z]+$;");
    CHECK(wrong("word", "\"\"") == "/word a string matching ^[a-z]+$;");
    CHECK(told(R"("pattern":"^[a-z]+$")"));
}

TEST_CASE("numbers of elements, and elements that are equal") {
    CHECK(wrong("few", "[1,2]").empty());
    CHECK(wrong("few", "[]") == "/few at least 1 elements;");
    CHECK(wrong("few", "[1,2,3]") == "/few at most 2 elements;");
    CHECK(wrong("distinct", "[1,2,1.5]").empty());
    CHECK(wrong("distinct", "[1,2,1.0]") == "/distinct no element twice;");
    CHECK(told(R"("minItems":1,"maxItems":2)"));
    CHECK(told(R"("uniqueItems":true)"));
}

TEST_CASE("constraints of an optional member hold when it is there") {
    CHECK(wrong("maybe", "null").empty());
    CHECK(wrong("maybe", "0").empty());
    CHECK(wrong("maybe", "-1") == "/maybe at least 0;");
}

TEST_CASE("a value of the wrong type breaks no further constraint") {
    CHECK(wrong("least", "\"x\"") == "/least an integer from -2147483648 to 2147483647;");
    CHECK(wrong("few", "[\"a\"]") == "/few/0 an integer from -2147483648 to 2147483647;");
}

TEST_CASE("constants are ordered exactly") {
    using ag::reflection::constant;
    constexpr auto order = [](constant const& left, constant const& right) { return compare(left, right); };
    STATIC_REQUIRE(order(1, 2) < 0);
    STATIC_REQUIRE(order(-1, 1) < 0);
    STATIC_REQUIRE(order(-2, -1) < 0);
    STATIC_REQUIRE(order(1, 1.0) == 0);
    STATIC_REQUIRE(order(1, 1.5) < 0);
    STATIC_REQUIRE(order(-1, -1.5) > 0);
    STATIC_REQUIRE(order(0, -0.5) > 0);
    STATIC_REQUIRE(order(-0.0, 0) == 0);
    STATIC_REQUIRE(order(std::uint64_t{18446744073709551615U}, 18446744073709551616.0) < 0);
    STATIC_REQUIRE(order(std::int64_t{9007199254740993}, 9007199254740992.0) > 0);
    STATIC_REQUIRE(order(-1e30, std::numeric_limits<std::int64_t>::min()) < 0);
    STATIC_REQUIRE(order(0.1, 0.2) < 0);
}

TEST_CASE("equal JSON values have one canonical text") {
    auto const canonical = [](std::string_view text) {
        std::string written;
        ag::reflection::detail::append_canonical(written, *ag::json::parse(text));
        return written;
    };
    CHECK(canonical(R"({"a":1,"b":[2,"x"]})") == canonical(R"({"b":[2.0,"x"],"a":1e0})"));
    CHECK(canonical("[1,2]") != canonical("[2,1]"));
    CHECK(canonical("\"1\"") != canonical("1"));
    CHECK(canonical("[[1],2]") != canonical("[[1,2]]"));
    CHECK(canonical("0") == canonical("-0.0"));
    CHECK(canonical("9007199254740993") != canonical("9007199254740992"));
}

} // namespace
