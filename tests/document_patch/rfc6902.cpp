#include <string>
#include <string_view>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/patch.hpp>

#include "document_patch/support.hpp"
#include "support/catch.hpp"

// The examples of RFC 6902, appendix A, one by one.

namespace {

using patching::error_of;
using patching::patched;

TEST_CASE("A.1 a member is added") {
    CHECK(patched(R"({"foo": "bar"})", R"([{"op": "add", "path": "/baz", "value": "qux"}])")
          == R"({"foo":"bar","baz":"qux"})");
}

TEST_CASE("A.2 an element is added") {
    CHECK(patched(R"({"foo": ["bar", "baz"]})", R"([{"op": "add", "path": "/foo/1", "value": "qux"}])")
          == R"({"foo":["bar","qux","baz"]})");
}

TEST_CASE("A.3 a member is removed") {
    CHECK(patched(R"({"baz": "qux", "foo": "bar"})", R"([{"op": "remove", "path": "/baz"}])")
          == R"({"foo":"bar"})");
}

TEST_CASE("A.4 an element is removed") {
    CHECK(patched(R"({"foo": ["bar", "qux", "baz"]})", R"([{"op": "remove", "path": "/foo/1"}])")
          == R"({"foo":["bar","baz"]})");
}

TEST_CASE("A.5 a value is replaced") {
    CHECK(patched(R"({"baz": "qux", "foo": "bar"})", R"([{"op": "replace", "path": "/baz", "value": "boo"}])")
          == R"({"baz":"boo","foo":"bar"})");
}

TEST_CASE("A.6 a value is moved") {
    CHECK(patched(R"({"foo": {"bar": "baz", "waldo": "fred"}, "qux": {"corge": "grault"}})",
                  R"([{"op": "move", "from": "/foo/waldo", "path": "/qux/thud"}])")
          == R"({"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}})");
}

TEST_CASE("A.7 an element is moved") {
    CHECK(patched(R"({"foo": ["all", "grass", "cows", "eat"]})",
                  R"([{"op": "move", "from": "/foo/1", "path": "/foo/3"}])")
          == R"({"foo":["all","cows","eat","grass"]})");
}

TEST_CASE("A.8 a test that holds") {
    std::string_view const document = R"({"baz":"qux","foo":["a",2,"c"]})";
    CHECK(patched(document, R"([{"op": "test", "path": "/baz", "value": "qux"},
                                {"op": "test", "path": "/foo/1", "value": 2}])")
          == document);
}

TEST_CASE("A.9 a test that does not hold") {
    CHECK(error_of(R"({"baz": "qux"})", R"([{"op": "test", "path": "/baz", "value": "bar"}])")
          == "operation 0, test at \"/baz\": the value there is another");
}

TEST_CASE("A.10 an object is added") {
    CHECK(patched(R"({"foo": "bar"})", R"([{"op": "add", "path": "/child", "value": {"grandchild": {}}}])")
          == R"({"foo":"bar","child":{"grandchild":{}}})");
}

TEST_CASE("A.11 members that are not known are ignored") {
    CHECK(patched(R"({"foo": "bar"})", R"([{"op": "add", "path": "/baz", "value": "qux", "xyz": 123}])")
          == R"({"foo":"bar","baz":"qux"})");
}

TEST_CASE("A.12 nothing is added to what is not there") {
    CHECK(error_of(R"({"foo": "bar"})", R"([{"op": "add", "path": "/baz/bat", "value": "qux"}])")
          == "operation 0, add at \"/baz/bat\": there is no value that it could be added to");
}

TEST_CASE("A.13 a patch that names a member twice is refused where it is read") {
    CHECK_FALSE(
        action_grammar::json::parse(R"([{"op": "add", "path": "/baz", "value": "qux", "op": "remove"}])"));
}

TEST_CASE("A.14 a tilde is escaped") {
    std::string_view const document = R"({"/":9,"~1":10})";
    CHECK(patched(document, R"([{"op": "test", "path": "/~01", "value": 10}])") == document);
}

TEST_CASE("A.15 a string is not a number") {
    CHECK(error_of(R"({"/": 9, "~1": 10})", R"([{"op": "test", "path": "/~01", "value": "10"}])")
          == "operation 0, test at \"/~01\": the value there is another");
}

TEST_CASE("A.16 an array is added at the end") {
    CHECK(patched(R"({"foo": ["bar"]})", R"([{"op": "add", "path": "/foo/-", "value": ["abc", "def"]}])")
          == R"({"foo":["bar",["abc","def"]]})");
}

} // namespace
