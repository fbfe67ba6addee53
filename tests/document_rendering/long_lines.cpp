#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "document_rendering/support.hpp"
#include "support/catch.hpp"

// Lines that do not fit.

namespace {

using namespace rendering;

/// An array of numbers of two digits on one line.
std::string numbers(std::size_t count) {
    std::string text = "[";
    for (std::size_t i = 0; i < count; ++i)
        text += (i == 0 ? "" : ",") + std::to_string(10 + i % 90);
    return text + "]";
}

std::size_t longest_line(std::string_view shown) {
    std::size_t longest = 0;
    for (std::size_t begin = 0; begin < shown.size();) {
        std::size_t const end = std::min(shown.find('\n', begin), shown.size());
        longest = std::max(longest, end - begin);
        begin = end + 1;
    }
    return longest;
}

TEST_CASE("a line that fits is not cut") {
    std::string const text = numbers(10);
    REQUIRE(text.size() == 31);
    CHECK(excerpt(text, wrong("/9"), {.width = 31}) == R"(
1 | [10,11,12,13,14,15,16,17,18,19]
  |                             ^^
)");
}

TEST_CASE("a line is cut around the place") {
    CHECK(excerpt(numbers(10), wrong("/9"), {.width = 30}) == R"(
1 | ...11,12,13,14,15,16,17,18,19]
  |                            ^^
)");
    CHECK(excerpt(numbers(10), wrong("/0"), {.width = 30}) == R"(
1 | [10,11,12,13,14,15,16,17,18...
  |  ^^
)");
    CHECK(excerpt(numbers(1'000), wrong("/500"), {.width = 30}) == R"(
1 | ...,58,59,60,61,62,63,64,65...
  |           ^^
)");
}

TEST_CASE("a quoted line is never wider than asked") {
    std::string const text = numbers(200);
    for (std::size_t width = 20; width < 120; width += 7)
        for (std::size_t element = 0; element < 200; element += 3) {
            std::string const shown = excerpt(text, wrong("/" + std::to_string(element)), {.width = width});
            CAPTURE(shown);
            REQUIRE(longest_line(shown) <= width + 4);
            REQUIRE(shown.find(std::to_string(10 + element % 90)) != std::string::npos);
            REQUIRE(shown.find("^^") != std::string::npos);
        }
    // Less than that is no use.
    CHECK(excerpt(numbers(10), wrong("/0"), {.width = 1})
          == excerpt(numbers(10), wrong("/0"), {.width = 20}));
}

TEST_CASE("a place that is longer than the line is cut too") {
    CHECK(excerpt("[\"" + std::string(500, 'a') + "\"]", wrong("/0"), {.width = 20}) == R"(
1 | ["aaaaaaaaaaaaaaa...
  |  ^^^^^^^^^^^^^^^^
)");
}

TEST_CASE("places that do not fit in one quotation have their own") {
    CHECK(excerpt(numbers(1'000),
                  wrong("/500", {{at("/1"), "far"}, {at("/502"), "near"}, {at("/999"), "end"}}),
                  {.width = 30})
          == R"(
1 | [10,11,12,13,14,15,16,17,18...
  |     -- far
1 | ...,58,59,60,61,62,63,64,65...
  |           ^^    -- near
1 | ...11,12,13,14,15,16,17,18,19]
  |                            -- end
)");
}

TEST_CASE("a cut never parts a character") {
    std::string text = "[";
    for (int i = 0; i < 300; ++i)
        text += "\"\u6f22\u00e9\",";
    text.back() = ']';
    for (std::size_t width = 20; width < 60; ++width) {
        std::string const shown = excerpt(text, wrong("/150"), {.width = width});
        CAPTURE(shown);
        REQUIRE(shown.find("\xef\xbf\xbd") == std::string::npos);
        REQUIRE(shown.find("...") != std::string::npos);
    }
}

TEST_CASE("a fix in a long line is shown around the change") {
    ag::finding about = wrong("/500");
    about.fixes = {mend("replace", R"([{"op": "replace", "path": "/500", "value": "x"}])")};
    CHECK(report(numbers(1'000), {about}, {.width = 30}).find(R"(
1 - ...,58,59,60,61,62,63,64,65...
1 + ...,58,59,"x",61,62,63,64,6...
)") != std::string::npos);
    // Changes that are far from each other would not be seen together.
    about.fixes = {mend("replace", R"([{"op": "replace", "path": "/1", "value": "x"},
                                       {"op": "replace", "path": "/999", "value": "x"}])")};
    CHECK(report(numbers(1'000), {about}, {.width = 30}).find("  = fix: replace\n  = see")
          != std::string::npos);
}

} // namespace
