#include <action_grammar/contract/json/serialize.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/pointer.hpp>

#include "support/catch.hpp"

namespace {

namespace json = action_grammar::json;

TEST_CASE("numbers are written as people write them") {
    CHECK(json::serialize(1.0) == "1");
    CHECK(json::serialize(-0.5) == "-0.5");
    CHECK(json::serialize(0.1) == "0.1");
    CHECK(json::serialize(-0.0) == "-0.0");
    CHECK(json::serialize(1e300) == "1e+300");
    CHECK(json::serialize(1e-7) == "1e-07");
    CHECK(json::serialize(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
    CHECK(json::serialize(std::numeric_limits<double>::infinity()) == "null");
}

TEST_CASE("strings are escaped where JSON asks for it and nowhere else") {
    CHECK(json::serialize("a\"b\\c\n\t\x01/\u00e9") == "\"a\\\"b\\\\c\\n\\t\\u0001/\u00e9\"");
    CHECK(json::serialize("") == "\"\"");
    CHECK(json::serialize("a\u0085b\u2028c\u2029d\u00c5\u2030")
          == R"("a\u0085b\u2028c\u2029d)"
             "\u00c5\u2030\"");
}

TEST_CASE("a character is escaped wherever it stands") {
    std::string_view const special[] = {"\"", "\\", "\n", "\x1f", "\u2028", "\x7f", "\u00e9"};
    for (std::string_view const one : special)
        for (std::size_t before = 0; before < 20; ++before)
            for (std::size_t behind = 0; behind < 20; ++behind) {
                std::string const text =
                    std::string(before, 'a') + std::string(one) + std::string(behind, '~');
                std::string const written = json::serialize(json::value(text));
                REQUIRE(*json::parse(written) == json::value(text));
                bool const escaped = one != "\x7f" && one != "\u00e9";
                REQUIRE((written.find('\\') != written.npos) == escaped);
            }
}

TEST_CASE("members keep their order") {
    CHECK(json::serialize(*json::parse(R"( {"b" : [1, {}, []], "a": null, "c": true} )"))
          == R"({"b":[1,{},[]],"a":null,"c":true})");
}

TEST_CASE("every double comes back bit by bit") {
    std::mt19937_64 random(1);
    for (int i = 0; i < 20'000; ++i) {
        std::uint64_t const bits = random();
        double number = 0;
        std::memcpy(&number, &bits, sizeof number);
        if (number != number || number - number != 0) continue;
        std::string const text = json::serialize(number);
        auto const back = json::parse(text);
        INFO(text);
        REQUIRE(back);
        REQUIRE(back->to_number<double>() == number);
        REQUIRE(std::signbit(back->to_number<double>()) == std::signbit(number));
    }
}

TEST_CASE("the tokens of a pointer are escaped") {
    std::string pointer;
    json::append_token(pointer, "a/b~c");
    json::append_token(pointer, std::size_t{12});
    CHECK(pointer == "/a~1b~0c/12");
}

} // namespace
