// Reading patterns: what is one, what is not and where, what is not supported, what is too large.

#include <string>
#include <string_view>

#include <action_grammar/contract/pattern/parse.hpp>

#include "support/catch.hpp"

namespace pattern = action_grammar::pattern;
using pattern::error_kind;

namespace {

struct refusal {
    std::string_view text;
    error_kind kind;
    std::size_t offset;
};

} // namespace

TEST_CASE("patterns of ECMA-262 are read") {
    for (std::string_view const text :
         {"", "a", "^$", "a|b|", "a*?b+?c??", "a{2}b{2,}c{2,3}?", "(a)(?:b)(?<name>c)", "[]", "[^]",
          "[a-z\\d_-]", "\\d\\D\\w\\W\\s\\S\\t\\n\\v\\f\\r", "\\cA\\x41\\u0041\\u{1F600}\\ud83d\\ude00\\0",
          "\\bx\\B", "(?=a)b(?!c)", "(?<=a)b(?<!c)",
          "\\p{Letter}\\p{L}\\P{Lu}\\p{digit}\\p{Script=Greek}\\p{sc=Latn}\\p{gc=Nd}\\p{Any}", "[\\b]",
          "(^)*", "\xC3\xA1"}) {
        CAPTURE(text);
        CHECK(pattern::parse(text).has_value());
    }
}

TEST_CASE("the leniency of Annex B is kept where schemas need it") {
    for (std::string_view const text : {"\\-\\/\\_\\@\\#\\ ", "a{", "a{,5}", "{a}", "]", "}", "[\\w-.]",
                                        "[a-\\d]", "(?=a)*", "^[0-9A-Za-z -_]*$"}) {
        CAPTURE(text);
        CHECK(pattern::parse(text).has_value());
    }
}

TEST_CASE("what is wrong with a pattern is said with its place") {
    for (refusal const& wrong : {
             refusal{"^(abc]", error_kind::malformed, 1},
             refusal{"a)", error_kind::malformed, 1},
             refusal{"x[a", error_kind::malformed, 1},
             refusal{"a**", error_kind::malformed, 2},
             refusal{"*", error_kind::malformed, 0},
             refusal{"{1}", error_kind::malformed, 0},
             refusal{"a{2,1}", error_kind::malformed, 1},
             refusal{"a\\q", error_kind::malformed, 1},
             refusal{"\\a", error_kind::malformed, 0},
             refusal{"\\Z", error_kind::malformed, 0},
             refusal{"ab\\", error_kind::malformed, 2},
             refusal{"\\1", error_kind::malformed, 0},
             refusal{"(?<n>a)\\k<m>", error_kind::malformed, 7},
             refusal{"^*", error_kind::malformed, 1},
             refusal{"(?<=a)*", error_kind::malformed, 6},
             refusal{"[z-a]", error_kind::malformed, 1},
             refusal{"\\u{110000}", error_kind::malformed, 0},
             refusal{"\\u12", error_kind::malformed, 0},
             refusal{"\\x4", error_kind::malformed, 0},
             refusal{"\\c1", error_kind::malformed, 0},
             refusal{"\\01", error_kind::malformed, 0},
             refusal{"\\p", error_kind::malformed, 0},
             refusal{"(?P<name>x)", error_kind::malformed, 1},
             refusal{"(?#comment)a", error_kind::malformed, 1},
             refusal{"(?i)abc", error_kind::malformed, 1},
             refusal{"\xFF", error_kind::malformed, 0},
             refusal{"(?<n>a)\\k<n>", error_kind::unsupported, 7},
             refusal{"(a)\\1", error_kind::unsupported, 3},
             refusal{"(?i:a)", error_kind::unsupported, 0},
             refusal{"x\\p{Foo}", error_kind::unsupported, 1},
             refusal{"x{99999999999}", error_kind::too_large, 1},
         }) {
        CAPTURE(wrong.text);
        auto const read = pattern::parse(wrong.text);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().kind == wrong.kind);
        CHECK(read.error().offset == wrong.offset);
        CHECK_FALSE(read.error().message.empty());
    }
}

TEST_CASE("a mistake counts for more than what is not supported before it") {
    CHECK(pattern::parse("(?<n>a)\\k<n>(").error().kind == error_kind::malformed);
}

TEST_CASE("patterns are limited in depth, length and size") {
    std::string const nested = std::string(10'000, '(') + std::string(10'000, ')');
    CHECK(pattern::parse(nested).error().kind == error_kind::too_large);
    CHECK(pattern::parse(nested).error().offset == 250);
    CHECK(pattern::parse(std::string(100'000, 'a')).error().kind == error_kind::too_large);
    CHECK(pattern::parse("((a{1000}){1000}){1000}").error().kind == error_kind::too_large);
    CHECK(pattern::parse("(?:(?:a{1000}b){1000}){1000}").error().kind == error_kind::too_large);
    std::string letters;
    for (int i = 0; i < 2'000; ++i)
        letters += "[\\p{L}" + std::string(1, static_cast<char>('!' + i % 10)) + "]";
    CHECK(pattern::parse(letters).error().kind == error_kind::too_large);
}
