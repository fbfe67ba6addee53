#include <string>
#include <string_view>

#include "document_rendering/support.hpp"
#include "support/catch.hpp"

// What stands under a quoted line.

namespace {

using namespace rendering;

TEST_CASE("the last label stands beside its place and the others below theirs") {
    CHECK(
        excerpt("[11, 22, 33, 44]", wrong("/1", {{at("/0"), "one"}, {at("/3"), "four"}, {at("/2"), "three"}}))
        == R"(
1 | [11, 22, 33, 44]
  |  --  ^^  --  -- four
  |  |       |
  |  |       three
  |  one
)");
}

TEST_CASE("all labels stand below when the place is behind them") {
    CHECK(excerpt("[11, 22, 33]", wrong("/2", {{at("/0"), "one"}, {at("/1"), "two"}})) == R"(
1 | [11, 22, 33]
  |  --  --  ^^
  |  |   |
  |  |   two
  |  one
)");
}

TEST_CASE("a place without a label is underlined all the same") {
    CHECK(excerpt("[11, 22]", wrong("/0", {{at("/1"), ""}})) == R"(
1 | [11, 22]
  |  ^^  --
)");
}

TEST_CASE("a place within another one lies over it") {
    CHECK(excerpt(R"({"a": {"b": 1}})", wrong("/a/b", {{at("/a"), "the step"}})) == R"(
1 | {"a": {"b": 1}}
  |       ------^-
  |       |
  |       the step
)");
    CHECK(excerpt(R"({"a": {"b": 1}})", wrong("/a", {{at("/a/b"), "its value"}})) == R"(
1 | {"a": {"b": 1}}
  |       ^^^^^^^^
  |             |
  |             its value
)");
}

TEST_CASE("two labels of one place stand below each other") {
    CHECK(excerpt("[1, 2]", wrong("/1", {{at("/0"), "one"}, {at("/0"), "two"}})) == R"(
1 | [1, 2]
  |  -  ^
  |  |
  |  two
  |  one
)");
    CHECK(excerpt("[1, 2]", wrong("/0", {{at("/0"), "one"}})) == R"(
1 | [1, 2]
  |  ^
  |  |
  |  one
)");
}

TEST_CASE("a value of several lines is underlined in its first") {
    CHECK(excerpt("{\n  \"a\": {\n    \"b\": 1\n  }\n}", wrong("/a")) == R"(
2 |   "a": {
  |        ^
)");
    CHECK(excerpt("{\"a\": [1,\r\n2]}", wrong("/a")) == R"(
1 | {"a": [1,
  |       ^^^
)");
}

TEST_CASE("tabs are four columns") {
    CHECK(excerpt("{\n\t\"a\":\t1}", wrong("/a", {{at("@/a"), "of"}}))
          == "\n2 |     \"a\":    1}\n"
             "  |     ---     ^\n"
             "  |     |\n"
             "  |     of\n");
}

TEST_CASE("wide characters are two columns and combining ones none") {
    CHECK(excerpt("[\"\u6f22\u5b57\", 1]", wrong("/1", {{at("/0"), ""}}))
          == "\n1 | [\"\u6f22\u5b57\", 1]\n"
             "  |  ------  ^\n");
    CHECK(excerpt("[\"\u00e9e\u0301\", 1]", wrong("/1", {{at("/0"), ""}}))
          == "\n1 | [\"\u00e9e\u0301\", 1]\n"
             "  |  ----  ^\n");
    CHECK(excerpt("[\"\U0001f600\", 1]", wrong("/1"))
          == "\n1 | [\"\U0001f600\", 1]\n"
             "  |        ^\n");
}

} // namespace
