#include <string>
#include <string_view>

#include <action_grammar/document/patch.hpp>

#include "document_patch/support.hpp"
#include "support/catch.hpp"

// What appendix A of RFC 6902 leaves out.

namespace {

using patching::error_of;
using patching::patched;

TEST_CASE("an empty patch changes nothing") { CHECK(patched("[1]", "[]") == "[1]"); }

TEST_CASE("the whole document is replaced but never removed") {
    CHECK(patched("[1]", R"([{"op": "add", "path": "", "value": {"a": 1}}])") == R"({"a":1})");
    CHECK(patched("[1]", R"([{"op": "replace", "path": "", "value": null}])") == "null");
    CHECK(patched(R"({"a": [2]})", R"([{"op": "move", "from": "/a", "path": ""}])") == "[2]");
    CHECK(patched(R"({"a": [2]})", R"([{"op": "copy", "from": "", "path": "/b"}])")
          == R"({"a":[2],"b":{"a":[2]}})");
    CHECK(error_of("[1]", R"([{"op": "remove", "path": ""}])")
          == "operation 0, remove at \"\": the whole document cannot be removed");
}

TEST_CASE("adding a member that is there replaces it where it stands") {
    CHECK(patched(R"({"a": 1, "b": 2})", R"([{"op": "add", "path": "/a", "value": 3}])")
          == R"({"a":3,"b":2})");
}

TEST_CASE("the members that stay keep their order") {
    CHECK(patched(R"({"a": 1, "b": 2, "c": 3, "d": 4})", R"([{"op": "remove", "path": "/b"}])")
          == R"({"a":1,"c":3,"d":4})");
}

TEST_CASE("a patch is applied whole or not at all") {
    auto const document = patching::value(R"({"a": 1})");
    auto const done = action_grammar::document::apply_patch(
        document, patching::patch(R"([{"op": "remove", "path": "/a"}, {"op": "remove", "path": "/a"}])"));
    REQUIRE_FALSE(done);
    CHECK(done.error().operation == 1);
    CHECK(done.error().message == "operation 1, remove at \"/a\": there is no such value");
    CHECK(document == patching::value(R"({"a": 1})"));
}

TEST_CASE("positions in an array are digits without zeros before them") {
    for (std::string_view const position :
         {"01", "1e0", "+1", "-1", "1.0", "x", "", "18446744073709551616"}) {
        CAPTURE(position);
        std::string const path = R"("path": "/)" + std::string(position) + "\"";
        CHECK(error_of("[1, 2]", R"([{"op": "replace", "value": 0, )" + path + "}]") != "done");
        CHECK(error_of("[1, 2]", R"([{"op": "add", "value": 0, )" + path + "}]") != "done");
    }
    CHECK(patched("[1]", R"([{"op": "add", "path": "/1", "value": 2}])") == "[1,2]");
    CHECK(error_of("[1]", R"([{"op": "add", "path": "/2", "value": 2}])")
          == "operation 0, add at \"/2\": the array has only 1 elements");
    CHECK(error_of("[1]", R"([{"op": "remove", "path": "/-"}])") != "done");
}

TEST_CASE("digits may name a member of an object") {
    CHECK(patched(R"({"0": 1, "-": 2})",
                  R"([{"op": "remove", "path": "/0"}, {"op": "replace", "path": "/-", "value": 3}])")
          == R"({"-":3})");
}

TEST_CASE("numbers are compared by what they are worth") {
    CHECK(error_of(R"({"a": [1, {"b": 2, "c": 3}]})",
                   R"([{"op": "test", "path": "/a", "value": [1.0, {"c": 3, "b": 2}]}])")
          == "done");
    CHECK(error_of("[1]", R"([{"op": "test", "path": "", "value": [true]}])") != "done");
}

TEST_CASE("a value is not moved into itself") {
    CHECK(error_of(R"({"a": {"b": 1}})", R"([{"op": "move", "from": "/a", "path": "/a/c"}])")
          == "operation 0, move at \"/a/c\": a value cannot be moved into itself");
    CHECK(patched(R"({"a": 1})", R"([{"op": "move", "from": "/a", "path": "/a"}])") == R"({"a":1})");
    CHECK(patched(R"({"a": 1, "ab": {}})", R"([{"op": "move", "from": "/a", "path": "/ab/c"}])")
          == R"({"ab":{"c":1}})");
    CHECK(error_of(R"({})", R"([{"op": "move", "from": "/a", "path": "/a"}])")
          == "operation 0, move at \"/a\": there is no value at \"/a\"");
}

TEST_CASE("what is no operation is said") {
    CHECK(error_of("1", "[7]") == "operation 0: the operation is not an object");
    CHECK(error_of("1", R"([{"path": ""}])") == "operation 0: the operation has no \"op\"");
    CHECK(error_of("1", R"([{"op": "spam", "path": ""}])") == "operation 0: there is no operation \"spam\"");
    CHECK(error_of("1", R"([{"op": "add", "value": 1}])")
          == "operation 0: the operation \"add\" has no \"path\"");
    CHECK(error_of("1", R"([{"op": "add", "path": ""}])")
          == "operation 0: the operation \"add\" has no \"value\"");
    CHECK(error_of("1", R"([{"op": "copy", "path": ""}])")
          == "operation 0: the operation \"copy\" has no \"from\"");
    CHECK(error_of("1", R"([{"op": "add", "path": 5, "value": 1}])")
          == "operation 0: the operation \"add\" has no \"path\"");
}

TEST_CASE("what is no pointer is said") {
    CHECK(error_of("{}", R"([{"op": "add", "path": "a", "value": 1}])")
          == "operation 0, add at \"a\": the \"path\" is no JSON Pointer");
    CHECK(error_of("{}", R"([{"op": "copy", "path": "/a", "from": "/~2"}])")
          == "operation 0, copy at \"/a\": the \"from\" is no JSON Pointer");
    CHECK(error_of("{}", R"([{"op": "test", "path": "/a~", "value": 1}])")
          == "operation 0, test at \"/a~\": the \"path\" is no JSON Pointer");
}

TEST_CASE("values within neither objects nor arrays are not there") {
    CHECK(error_of(R"({"a": "text"})", R"([{"op": "add", "path": "/a/b", "value": 1}])")
          == "operation 0, add at \"/a/b\": what it would be added to is neither an object nor an array");
    CHECK(error_of(R"({"a": "text"})", R"([{"op": "test", "path": "/a/0", "value": 1}])") != "done");
}

} // namespace
