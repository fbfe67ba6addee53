#include <action_grammar/document/text_edits.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "document_patch/support.hpp"
#include "support/catch.hpp"

namespace {

namespace ag = action_grammar::document;

/// The text after the changes for a patch, or "none".
std::string edited(std::string_view text, std::string_view operations) {
    auto const edits = ag::text_edits(text, patching::patch(operations));
    return edits ? ag::apply_edits(text, *edits) : "none";
}

constexpr std::string_view spread = "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\" :  {}\n}\n";

TEST_CASE("a replaced value leaves all else as it was written") {
    CHECK(edited(R"( {"a" :1 ,"b":[ ] } )", R"([{"op": "replace", "path": "/a", "value": {"c": [1, "x"]}}])")
          == R"( {"a" :{"c": [1, "x"]} ,"b":[ ] } )");
    CHECK(edited(" 1 ", R"([{"op": "replace", "path": "", "value": 2}])") == " 2 ");
}

TEST_CASE("what is added stands like what is there") {
    CHECK(edited(spread, R"([{"op": "add", "path": "/a/-", "value": 3}])")
          == "{\n  \"a\": [\n    1,\n    2,\n    3\n  ],\n  \"b\" :  {}\n}\n");
    CHECK(edited(spread, R"([{"op": "add", "path": "/a/0", "value": 0}])")
          == "{\n  \"a\": [\n    0,\n    1,\n    2\n  ],\n  \"b\" :  {}\n}\n");
    CHECK(edited(spread, R"([{"op": "add", "path": "/c~1d", "value": null}])")
          == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\" :  {},\n  \"c/d\": null\n}\n");
    CHECK(edited(R"({"a": {}})", R"([{"op": "add", "path": "/a/\"", "value": 1}])") == R"({"a": {"\"": 1}})");
    CHECK(edited("[ ]", R"([{"op": "add", "path": "/0", "value": 1}])") == "[1]");
    CHECK(edited("{\r\n\t\"a\": 1\r\n}", R"([{"op": "add", "path": "/b", "value": 2}])")
          == "{\r\n\t\"a\": 1,\r\n\t\"b\": 2\r\n}");
}

TEST_CASE("a member that is there is replaced when it is added") {
    CHECK(edited(R"({"a": 1})", R"([{"op": "add", "path": "/a", "value": 2}])") == R"({"a": 2})");
}

TEST_CASE("what is removed takes its comma along") {
    CHECK(edited("[1, 2, 3]", R"([{"op": "remove", "path": "/0"}])") == "[2, 3]");
    CHECK(edited("[1, 2, 3]", R"([{"op": "remove", "path": "/1"}])") == "[1, 3]");
    CHECK(edited("[1, 2 , 3 ]", R"([{"op": "remove", "path": "/2"}])") == "[1, 2  ]");
    CHECK(edited("[1]", R"([{"op": "remove", "path": "/0"}])") == "[]");
    CHECK(edited(spread, R"([{"op": "remove", "path": "/b"}])") == "{\n  \"a\": [\n    1,\n    2\n  ]\n}\n");
    CHECK(edited(spread, R"([{"op": "remove", "path": "/a"}])") == "{\n  \"b\" :  {}\n}\n");
}

TEST_CASE("a member is renamed where it stands") {
    CHECK(edited(R"({"a": 1, "b": 2})", R"([{"op": "move", "from": "/a", "path": "/c\n"}])")
          == R"({"c\n": 1, "b": 2})");
}

TEST_CASE("what is moved or copied keeps its own text") {
    CHECK(edited(R"({"a": [{"x" :1.0}, 2], "b": []})", R"([{"op": "move", "from": "/a/0", "path": "/b/-"}])")
          == R"({"a": [2], "b": [{"x" :1.0}]})");
    CHECK(edited(R"({"a":[ 1,2 ],"b":{}})", R"([{"op": "copy", "from": "/a", "path": "/b/c"}])")
          == R"({"a":[ 1,2 ],"b":{"c": [ 1,2 ]}})");
}

TEST_CASE("operations apart from each other are all followed") {
    CHECK(edited(R"({"a": 1, "b": [1, 2], "c": {"d": 3}})",
                 R"([{"op": "test", "path": "/a", "value": 1}, {"op": "remove", "path": "/c/d"},
                     {"op": "replace", "path": "/a", "value": 9}, {"op": "add", "path": "/b/-", "value": 3}])")
          == R"({"a": 9, "b": [1, 2, 3], "c": {}})");
}

TEST_CASE("what comes and goes in an array moves only what is named later") {
    CHECK(edited("[1, 2, 3]",
                 R"([{"op": "replace", "path": "/2", "value": 9}, {"op": "remove", "path": "/0"}])")
          == "[2, 9]");
}

TEST_CASE("operations that depend on each other are not followed") {
    std::string_view const text = R"({"a": [1, 2, 3], "b": {"c": 1}})";
    CHECK(edited(text, R"([{"op": "remove", "path": "/a/0"}, {"op": "replace", "path": "/a/1", "value": 0}])")
          == "none");
    CHECK(edited(text, R"([{"op": "remove", "path": "/b"}, {"op": "add", "path": "/b", "value": 0}])")
          == "none");
    CHECK(
        edited(text,
               R"([{"op": "add", "path": "/b/d", "value": {}}, {"op": "add", "path": "/b/d/e", "value": 0}])")
        == "none");
    CHECK(edited(text, R"([{"op": "remove", "path": "/a"}, {"op": "remove", "path": "/b"}])") == "none");
    CHECK(edited(text, R"([{"op": "move", "from": "/a/0", "path": "/a/2"}])") == "none");
}

TEST_CASE("what does not fit the text is not followed") {
    std::string_view const text = R"({"a": [1], "b": "text"})";
    CHECK(edited(text, R"([{"op": "replace", "path": "/c", "value": 1}])") == "none");
    CHECK(edited(text, R"([{"op": "add", "path": "/a/2", "value": 1}])") == "none");
    CHECK(edited(text, R"([{"op": "add", "path": "/a/00", "value": 1}])") == "none");
    CHECK(edited(text, R"([{"op": "add", "path": "/b/c", "value": 1}])") == "none");
    CHECK(edited(text, R"([{"op": "remove", "path": ""}])") == "none");
    CHECK(edited(text, R"([{"op": "remove", "path": "a"}])") == "none");
    CHECK(edited(text, R"([{"op": "what", "path": "/a"}])") == "none");
    CHECK(edited("", R"([{"op": "add", "path": "", "value": 1}])") == "none");
    CHECK(edited(R"({"a": [1)", R"([{"op": "add", "path": "/a/-", "value": 1}])") == "none");
}

} // namespace
