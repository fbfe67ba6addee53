// Matching, against what ECMA-262 says.

#include <string>
#include <string_view>

#include <action_grammar/contract/pattern/matcher.hpp>

#include "support/catch.hpp"

namespace pattern = action_grammar::pattern;

namespace {

bool matches(std::string_view text, std::string_view in) {
    auto const quick = pattern::compile(text);
    REQUIRE(quick.has_value());
    bool const answer = quick->matches(in);
    auto const by_re2 = pattern::compile(text, pattern::engine::re2);
    if (by_re2) CHECK(by_re2->matches(in) == answer);
    return answer;
}

} // namespace

TEST_CASE("a pattern is searched for, unless it is anchored") {
    CHECK(matches("b", "abc"));
    CHECK(matches("", ""));
    CHECK(matches("^abc$", "abc"));
    CHECK_FALSE(matches("^abc$", "abc\n"));
    CHECK_FALSE(matches("^abc$", "xabc"));
    CHECK(matches("^a|b$", "ax"));
    CHECK(matches("^a|b$", "xb"));
    CHECK_FALSE(matches("^a|b$", "xax"));
    CHECK(matches("^x-", "x-y"));
    CHECK_FALSE(matches("^x-", "y-x-"));
    CHECK(matches("b$", "ab"));
    CHECK_FALSE(matches("b$", "ba"));
}

TEST_CASE("classes are those of ECMA-262") {
    CHECK(matches("^\\d$", "0"));
    CHECK_FALSE(matches("^\\d$", "\xDF\x80")); // a digit of N'Ko
    CHECK_FALSE(matches("^\\w$", "\xC3\xA9"));
    CHECK(matches("^\\W$", "\xC3\xA9"));
    for (std::string_view const space :
         {" ", "\t", "\v", "\f", "\n", "\r", "\xC2\xA0", "\xEF\xBB\xBF", "\xE2\x80\xA9", "\xE2\x80\x83"}) {
        CHECK(matches("^\\s$", space));
        CHECK_FALSE(matches("^\\S$", space));
    }
    for (std::string_view const terminator : {"\n", "\r", "\xE2\x80\xA8", "\xE2\x80\xA9"})
        CHECK_FALSE(matches("^.$", terminator));
    CHECK(matches("^.$", "\xC2\x85"));
    CHECK(matches("^\\cC$", "\x03"));
    CHECK(matches("^\\cc$", "\x03"));
    CHECK_FALSE(matches("[]", "a"));
    CHECK(matches("^[^]$", "\n"));
    CHECK(matches("\\p{Letter}cole", "l'\xC3\xA9"
                                     "cole"));
    CHECK_FALSE(matches("\\p{Letter}cole", "L'\xC3\x89"
                                           "COLE"));
    CHECK(matches("^\\p{digit}+$", "\xE0\xA7\xAA\xE0\xA7\xA8"));
    CHECK(matches("^\\p{Lu}\\p{Ll}$", "\xC4\x80\xC4\x81")); // where the cases alternate
    CHECK_FALSE(matches("^\\p{Lu}\\p{Ll}$", "\xC4\x81\xC4\x80"));
    CHECK(matches("^\\p{Script=Greek}$", "\xCE\xB1"));
}

TEST_CASE("characters are code points") {
    CHECK(matches("^\\ud83d\\udc32*$", "\xF0\x9F\x90\xB2\xF0\x9F\x90\xB2"));
    CHECK(matches("^\xF0\x9F\x90\xB2*$", "\xF0\x9F\x90\xB2\xF0\x9F\x90\xB2"));
    CHECK_FALSE(matches("^\xF0\x9F\x90\xB2*$", "\xF0\x9F\x90\x89"));
    CHECK(matches("^.$", "\xF0\x9F\x90\xB2"));
    CHECK(matches("^[\xC3\xA0-\xC3\xA9]{2}$", "\xC3\xA0\xC3\xA9"));
    CHECK_FALSE(matches("\\ud83d", "\xF0\x9F\x90\xB2"));
}

TEST_CASE("a matcher looks around") {
    CHECK(matches("^(?!foo)bar", "bar"));
    CHECK_FALSE(matches("^(?!foo)f", "foo"));
    CHECK(matches("^(?=.{1,3}$)a", "abc"));
    CHECK_FALSE(matches("^(?=.{1,3}$)a", "abcd"));
    CHECK(matches("(?<=a)b", "ab"));
    CHECK_FALSE(matches("(?<=a)b", "cb"));
    CHECK(matches("(?<!a)b", "abb"));
    CHECK(matches("^([\\da-z](?:(?!.*--)[\\da-z-]*[\\da-z])?)$", "a-b"));
    CHECK_FALSE(matches("^([\\da-z](?:(?!.*--)[\\da-z-]*[\\da-z])?)$", "a--b"));
    CHECK(matches("^(?=.*\\d)(?=.*[a-z]).{4,8}$", "abc1"));
    CHECK_FALSE(matches("^(?=.*\\d)(?=.*[a-z]).{4,8}$", "abcd"));
    CHECK(matches("(?=\\bfoo\\b)f", "a foo b"));
    CHECK_FALSE(matches("(?=\\bfoo\\b)f", "a food b"));
}

TEST_CASE("long counts and long texts are taken") {
    CHECK(matches("^.{0,65535}$", std::string(65'535, 'a')));
    CHECK_FALSE(matches("^.{0,65535}$", std::string(65'536, 'a')));
    CHECK(matches("^a.{0,1500}$", "a" + std::string(1'500, 'b')));
    CHECK_FALSE(matches("^a.{0,1500}$", "a" + std::string(1'501, 'b')));
    CHECK(matches("^(?:(?:ab){40}){40}$", [] {
        std::string text;
        for (int i = 0; i < 1'600; ++i)
            text += "ab";
        return text;
    }()));
    CHECK(matches("^(a|b)*$", std::string(1'000'000, 'b')));
    CHECK_FALSE(matches("^(a|b)*$", std::string(1'000'000, 'b') + 'c'));
}

TEST_CASE("what no engine can hold is refused") {
    auto const huge = pattern::compile("(?:(?:[a-z]{1000}b){9}c){10}|x.{60000}y.{60000}z");
    REQUIRE_FALSE(huge.has_value());
    CHECK(huge.error().kind == pattern::error_kind::too_large);
}
