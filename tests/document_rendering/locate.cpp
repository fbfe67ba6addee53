#include <action_grammar/document/locate.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "document_rendering/support.hpp"
#include "support/catch.hpp"

namespace {

using namespace rendering;

TEST_CASE("a pointer is the place of a value") {
    std::string_view const text = R"( {"a": [1, {"b" : "x"}, []], "c": -1.5e3} )";
    CHECK(located(text, "") == R"( <{"a": [1, {"b" : "x"}, []], "c": -1.5e3}> )");
    CHECK(located(text, "/a") == R"( {"a": <[1, {"b" : "x"}, []]>, "c": -1.5e3} )");
    CHECK(located(text, "/a/0") == R"( {"a": [<1>, {"b" : "x"}, []], "c": -1.5e3} )");
    CHECK(located(text, "/a/1/b") == R"( {"a": [1, {"b" : <"x">}, []], "c": -1.5e3} )");
    CHECK(located(text, "/a/2") == R"( {"a": [1, {"b" : "x"}, <[]>], "c": -1.5e3} )");
    CHECK(located(text, "/c") == R"( {"a": [1, {"b" : "x"}, []], "c": <-1.5e3>} )");
    CHECK(located("true", "") == "<true>");
}

TEST_CASE("or of a key") {
    std::string_view const text = R"({"a": {"b" : [7]}})";
    CHECK(located(text, "@/a/b") == R"({"a": {<"b"> : [7]}})");
    // Elements and the document itself have none.
    CHECK(located(text, "@/a/b/0") == R"({"a": {"b" : [<7>]}})");
    CHECK(located(text, "@") == R"(<{"a": {"b" : [7]}}>)");
}

TEST_CASE("a pointer that leads nowhere is the nearest value above") {
    std::string_view const text = R"({"a": [{"b": 1}]})";
    CHECK(located(text, "/a/0/c/d") == R"({"a": [<{"b": 1}>]})");
    CHECK(located(text, "@/a/0/c") == R"({"a": [<{"b": 1}>]})");
    CHECK(located(text, "/a/1") == R"({"a": <[{"b": 1}]>})");
    CHECK(located(text, "@/a/x") == R"({"a": <[{"b": 1}]>})");
    CHECK(located(text, "/a/-") == R"({"a": <[{"b": 1}]>})");
    CHECK(located(text, "/a/00") == R"({"a": <[{"b": 1}]>})");
    CHECK(located(text, "/a/0/b/c") == R"({"a": [{"b": <1>}]})");
    CHECK(located(text, "/x") == R"(<{"a": [{"b": 1}]}>)");
    CHECK(located(text, "no pointer") == R"(<{"a": [{"b": 1}]}>)");
    CHECK(located(text, "/a~2") == R"(<{"a": [{"b": 1}]}>)");
}

TEST_CASE("pointers and keys are unescaped") {
    CHECK(located(R"({"a/b": 1})", "/a~1b") == R"({"a/b": <1>})");
    CHECK(located(R"({"~1": 1})", "/~01") == R"({"~1": <1>})");
    CHECK(located(R"({"": 1})", "/") == R"({"": <1>})");
    CHECK(located(R"({"\u0061": 1})", "/a") == R"({"\u0061": <1>})");
    CHECK(located(R"({"\"\\\/\b\f\n\r\t": 1})", "/\"\\~1\b\f\n\r\t") == R"({"\"\\\/\b\f\n\r\t": <1>})");
    CHECK(located(R"({"\u00e9\u20AC": 1})", "/\u00e9\u20ac") == R"({"\u00e9\u20AC": <1>})");
    CHECK(located(R"({"\ud83d\ude00": 1})", "/\U0001f600") == R"({"\ud83d\ude00": <1>})");
    // Not a pair, and cut short: found or not, but read within the text.
    CHECK(located(R"({"\ud83d": 1, "b": 2})", "/b") == R"({"\ud83d": 1, "b": <2>})");
    CHECK(located(R"({"\ud83d\u12": 1, "\u1": 3, "b": 2})", "/b")
          == R"({"\ud83d\u12": 1, "\u1": 3, "b": <2>})");
}

TEST_CASE("strings hide what stands in them") {
    CHECK(located(R"(["]", "\"]", "\\", 1])", "/3") == R"(["]", "\"]", "\\", <1>])");
    CHECK(located(R"([{"}": ["\"]"]}, 1])", "/1") == R"([{"}": ["\"]"]}, <1>])");
}

TEST_CASE("the last of two members of one name counts") {
    CHECK(located(R"({"a": {"b": 1}, "a": {"b": 2}})", "/a/b") == R"({"a": {"b": 1}, "a": {"b": <2>}})");
    // What only the first one had is not there.
    CHECK(located(R"({"a": {"b": {"c": 1}}, "a": {"d": 2}})", "/a/b/c")
          == R"({"a": {"b": {"c": 1}}, "a": <{"d": 2}>})");
    CHECK(located(R"({"a": [1, 2], "a": 3})", "/a/1") == R"({"a": [1, 2], "a": <3>})");
}

TEST_CASE("behind the error of a text that is not JSON nothing is known") {
    std::string_view const text = R"({"a": {"b": 1}, "c": [2, )";
    CHECK(located(text, "/a/b") == R"({"a": {"b": <1>}, "c": [2, )");
    CHECK(located(text, "/a/x") == R"({"a": <{"b": 1}>, "c": [2, )");
    CHECK(located(text, "/c/0") == R"({"a": {"b": 1}, "c": [<2>, )");
    CHECK(located(text, "/c/1") == "none");
    CHECK(located(text, "/d") == "none");
    // What is open ends where the text does.
    CHECK(located(text, "") == R"(<{"a": {"b": 1}, "c": [2, >)");
    CHECK(located("", "") == "none");
    CHECK(located("[,1]", "/0") == "none");
    CHECK(located("{\"a\": }", "/a") == "none");
    CHECK(located("  ", "/a") == "none");
    CHECK(located("[1", "/0") == "[<1>");
    for (std::string_view const broken :
         {"{",      "[",     "{\"a", "{\"a\"",     "{\"a\":", "{\"a\" 1}", "{1: 2}",
          "[,1]",   "[1 2]", "[1,]", "{\"a\":1,}", "]",       "}",         "{\"a\\",
          "{\"\\u", "[}",    "{]",   ":",          "\xff",    "[\"",       "[\"\\"}) {
        CAPTURE(broken);
        // Anything, but within the text.
        CHECK_NOTHROW(located(broken, "/a/0"));
        CHECK_NOTHROW(located(broken, "@/a"));
        CHECK_NOTHROW(located(broken, "/0"));
    }
    CHECK_NOTHROW(located(std::string_view("[\0, 1]", 7), "/1"));
}

TEST_CASE("lines begin behind a newline and columns count bytes") {
    std::string_view const text = "[\r\n \"\u00e9\", 1,\n\n2]";
    ag::findings found{{wrong("/1"), wrong("/2", {{at("/0"), ""}, {at(""), ""}})}};
    ag::locate(found, text);
    auto const place = [](ag::location const& where) {
        return std::vector{where.line, where.column, where.offset};
    };
    CHECK(place(found.list[0].where) == std::vector<std::size_t>{2, 8, 10});
    CHECK(place(found.list[1].where) == std::vector<std::size_t>{4, 1, 14});
    CHECK(place(found.list[1].related[0].where) == std::vector<std::size_t>{2, 2, 4});
    CHECK(place(found.list[1].related[1].where) == std::vector<std::size_t>{1, 1, 0});
}

TEST_CASE("a place that is known stays") {
    ag::findings found{{wrong("/a")}};
    found.list[0].where.line = 7;
    found.list[0].where.column = 3;
    ag::locate(found, R"({"a": 1})");
    CHECK(found.list[0].where == ag::location{"/a", false, 7, 3, 0, 0});
}

TEST_CASE("depth takes no stack") {
    std::string pointer;
    for (int i = 0; i < 100'000; ++i)
        pointer += "/0";
    std::string const open(100'000, '[');
    CHECK(located(open + "1" + std::string(100'000, ']'), pointer)
          == open + "<1>" + std::string(100'000, ']'));
    CHECK(located("[" + open + std::string(100'000, ']') + ", 1]", "/1").ends_with(", <1>]"));
}

TEST_CASE("many pointers are found in a large text") {
    std::string text = "[";
    std::vector<ag::finding> list;
    for (int i = 0; text.size() < 1'000'000; ++i) {
        text +=
            R"({"id": "step", "action": "fetch", "with": {"url": "https://a.example/b?c=d"}, "from": ["a"]},)";
        if (i % 50 == 0) list.push_back(wrong("/" + std::to_string(i) + "/with/url"));
    }
    text.back() = ']';
    REQUIRE(list.size() >= 190);
    ag::findings found{std::move(list)};
    ag::locate(found, text);
    for (ag::finding const& each : found.list)
        REQUIRE(text.compare(each.where.offset, each.where.length, "\"https://a.example/b?c=d\"") == 0);
}

} // namespace
