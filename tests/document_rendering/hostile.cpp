#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>

#include "document_rendering/support.hpp"
#include "support/catch.hpp"

// Texts that would like to do something to the reader.

namespace {

using namespace rendering;

bool is_safe(std::string_view shown) {
    return std::ranges::all_of(shown, [](char byte) {
        auto const code = static_cast<unsigned char>(byte);
        return code == '\n' || (code >= 0x20 && code != 0x7f);
    });
}

TEST_CASE("control characters are pictures") {
    std::string const text = "[\"\x1b[31m\x07\x7f\", 1]";
    CHECK(excerpt(text, wrong("/1", {{at("/0"), ""}}))
          == "\n1 | [\"\u241b[31m\u2407\u2421\", 1]\n"
             "  |  ---------  ^\n");
    // A carriage return within a line would let the rest overwrite it.
    CHECK(excerpt("[1,\r 2]", wrong("/1"))
          == "\n1 | [1,\u240d 2]\n"
             "  |      ^\n");
}

TEST_CASE("what is hidden is seen") {
    for (std::string_view const hidden :
         {"\u0085", "\u009b", "\u202e", "\u2066", "\u200b", "\u2028", "\ufeff", "\U000e0041"}) {
        std::string const text = "[\"" + std::string(hidden) + "\", 1]";
        CHECK(excerpt(text, wrong("/1"))
              == "\n1 | [\"\ufffd\", 1]\n"
                 "  |       ^\n");
    }
}

TEST_CASE("bytes that are no characters are one column each") {
    for (std::string_view const bad :
         {"\xff", "\x80", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"}) {
        std::string const text = "[\"" + std::string(bad) + "\", 1]";
        std::string replaced;
        for (std::size_t i = 0; i < bad.size(); ++i)
            replaced += "\ufffd";
        std::string const column(bad.size() + 5, ' ');
        CHECK(excerpt(text, wrong("/1")) == "\n1 | [\"" + replaced + "\", 1]\n  | " + column + "^\n");
    }
}

TEST_CASE("nothing of a finding reaches the terminal as it is") {
    std::string const bad = "\x1b]0;title\x07\r\x7f\u009b\u202e\xff";
    ag::finding about = wrong("/a" + bad, {{at("/b" + bad), bad}, {at("/0"), bad}});
    about.message = bad;
    about.hint = bad;
    about.fixes = {mend(bad, R"([{"op": "replace", "path": "/0", "value": "\u001b"}])")};
    ag::findings const found{{about}};
    std::string const shown = ag::render_terminal(found, "[1]", bad);
    CHECK(is_safe(shown));
    CHECK(shown.find("\u009b") == std::string::npos);
    CHECK(shown.find("\u202e") == std::string::npos);
    CHECK(shown.find('\xff') == std::string::npos);
    CHECK(is_safe(report("[1,\"" + bad + "\"]", {about})));
}

TEST_CASE("what is given to programs is UTF-8") {
    ag::finding about = wrong("/\xff", {{at("/\xc3"), "\x80"}});
    about.message = "a\xff\u00e9";
    about.hint = "\xed\xa0\x80";
    ag::findings const found{{about}};
    std::string const as_json = json::serialize(ag::render_json(found));
    REQUIRE(json::parse(as_json));
    CHECK(as_json.find("a\ufffd\u00e9") != std::string::npos);
    REQUIRE(json::parse(json::serialize(ag::render_sarif({{"\xff", &found, "\xff"}}))));
}

TEST_CASE("any text with any places is shown") {
    std::mt19937 random(7);
    constexpr std::string_view bytes = "[]{}\",:\\u0a \n\r\t\x1b\x7f\xff\xc3\xa9\xe6\xbc\xa2\xf0\x9f";
    for (int round = 0; round < 3'000; ++round) {
        std::string text;
        for (std::size_t i = random() % 80; i > 0; --i)
            text += bytes[random() % bytes.size()];
        ag::findings found;
        for (int i = 0; i < 3; ++i) {
            ag::finding about = wrong(i == 0 ? "/0" : "/a/0", {{at(""), "root"}, {at("@/a"), "key"}});
            about.where.offset = random() % 90;
            about.where.line = random() % 4;
            about.where.column = random() % 20;
            about.where.length = random() % 200;
            about.fixes = {mend("add", R"([{"op": "add", "path": "/0", "value": 1}])"),
                           mend("remove", R"([{"op": "remove", "path": "/a"}])")};
            found.list.push_back(about);
        }
        auto const shown = report(text, found.list, {.width = 20 + random() % 40});
        CAPTURE(text);
        REQUIRE(is_safe(shown));
        REQUIRE(json::parse(json::serialize(ag::render_sarif({{"f", &found, text}}))));
    }
}

} // namespace
