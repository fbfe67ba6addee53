#include "support/catch.hpp"

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/yaml/document.hpp>

#include <string>
#include <string_view>

namespace {

namespace ag = action_grammar;
namespace document = ag::document;
namespace json = ag::json;

std::string read(std::string_view text) {
    auto const made = document::read_yaml(text);
    INFO(text);
    if (!made) FAIL(made.error().message);
    return json::serialize(*made->value);
}

document::finding refused(std::string_view text, document::limits const& bounds = {}) {
    auto const made = document::read_yaml(text, bounds);
    INFO(text);
    REQUIRE_FALSE(made);
    CHECK_FALSE(made.error().message.empty());
    CHECK(made.error().where.line > 0);
    return made.error();
}

std::string place(document::finding const& found) {
    return std::to_string(found.where.line) + ':' + std::to_string(found.where.column);
}

} // namespace

TEST_CASE("scalars are those of the core schema of YAML 1.2") {
    CHECK(read("[null, Null, ~, NULL, ]") == "[null,null,null,null]");
    CHECK(read("[true, False, TRUE, yes, no, on, y]") == R"([true,false,true,"yes","no","on","y"])");
    CHECK(read("[0, -12, +7, 007, 0o17, 0xff, 1_000, 0b1]") == R"([0,-12,7,7,15,255,"1_000","0b1"])");
    CHECK(read("[1.5, -.5, 2., 1e3, 1.2E-1, 1e, 1.2.3, 12:30]")
          == R"([1.5,-0.5,2,1000,0.12,"1e","1.2.3","12:30"])");
    CHECK(read("[18446744073709551615, -9223372036854775808]")
          == "[18446744073709551615,-9223372036854775808]");
    CHECK(read("['1', \"true\", !!str 5, ! 7]") == R"(["1","true","5","7"])");
    CHECK(read("[!!int 5, !!float 1.5, !!bool true, !!null null]") == "[5,1.5,true,null]");
    CHECK(read("a: |\n  two\n  lines\nb: >\n  one\n  line\n") == R"({"a":"two\nlines\n","b":"one line\n"})");
    CHECK(read("2024-01-01: x\n5: y\n") == R"({"2024-01-01":"x","5":"y"})");
    CHECK(read("a:\nb: ''\n") == R"({"a":null,"b":""})");
}

TEST_CASE("aliases are copies") {
    CHECK(read("a: &x {b: [1, 2]}\nc: *x\n") == R"({"a":{"b":[1,2]},"c":{"b":[1,2]}})");
    CHECK(read("- &x 1\n- *x\n") == "[1,1]");
    // Merge keys are not of YAML 1.2.
    CHECK(read("a: &x {b: 1}\nc:\n  <<: *x\n") == R"({"a":{"b":1},"c":{"<<":{"b":1}}})");
}

TEST_CASE("what JSON cannot say is refused with its place") {
    CHECK(place(refused("a: 1\nb: .nan\n")) == "2:4");
    CHECK(place(refused("- -.inf\n")) == "1:3");
    auto const twice = refused("a: 1\nb: 2\na: 3\n");
    CHECK(place(twice) == "3:1");
    CHECK(twice.message.find("\"a\"") != std::string::npos);
    CHECK(place(refused("a: 1\n? [1, 2]\n: x\n")) == "2:3");
    CHECK(place(refused("? {a: 1}\n: x\n")) == "1:3");
    CHECK(refused("a: &x [*x]\n").message.find("alias") != std::string::npos);
    CHECK(place(refused("a: !mine 1\n")) == "1:4");
    CHECK(place(refused("a: !!int x\n")) == "1:4");
    CHECK(place(refused("a: !!set {b}\n")) == "1:4");
    CHECK(place(refused("~: 1\n")) == "1:1");
    CHECK(refused("a: 1\n---\nb: 2\n").message == "there is a second document in the text");
}

TEST_CASE("a text that is not YAML is refused with its place") {
    CHECK(place(refused("a: [1\n")).starts_with("2:"));
    CHECK(refused("a: 'x\n").code == ag::rule_code::malformed);
    CHECK(refused("a: *none\n").code == ag::rule_code::malformed);
    CHECK(refused("").code == ag::rule_code::malformed);
    CHECK(refused("# nothing\n").code == ag::rule_code::malformed);
    CHECK(refused("%YAML 3.0\n---\na: 1\n\t- x: [").code == ag::rule_code::malformed);
}

TEST_CASE("a text that is not UTF-8 is refused with its place") {
    auto const latin = refused("a: 1\nb: \xe9t\xe9\n");
    CHECK(place(latin) == "2:4");
    CHECK(latin.where.offset == 8);
    CHECK(latin.message == "the text is not UTF-8");
    CHECK(place(refused(std::string("a: 1\0\n", 7))) == "1:5");
    CHECK(refused(std::string("a\0:\0 \0"
                              "1\0",
                              8))
              .message
          == "the text has a null character");
    CHECK(document::read_yaml("a: \u00e9t\u00e9\n").has_value());
    auto const escapes = document::read_yaml("[\"\u00e9\\N\\_\\L\\xe9\"]");
    REQUIRE(escapes);
    CHECK(*escapes->value == json::array{"\u00e9\xc2\x85\xc2\xa0\u2028\u00e9"});
}

TEST_CASE("places lie within the text") {
    for (std::string_view const text :
         {"command: \"c'\n.inpqt:\n  type:w", "a: [", "a: !x", "{a: 1", "a: &x", "&x"}) {
        auto const read = document::read_yaml(text);
        if (read) continue;
        CHECK(read.error().where.offset <= text.size());
        CHECK(read.error().where.length <= text.size() - read.error().where.offset);
    }
    document::findings found;
    found.list.emplace_back().where.pointer = "/a";
    document::read_yaml("a:")->locate(found);
    CHECK(found.list[0].where.offset + found.list[0].where.length == 2);
}

TEST_CASE("limits hold for texts that mean harm") {
    std::string laughs = "a0: &a0 [1, 1]\n";
    for (int i = 1; i < 40; ++i) {
        std::string const before = "*a" + std::to_string(i - 1);
        laughs +=
            "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + ", " + before + "]\n";
    }
    CHECK(refused(laughs).code == ag::rule_code::limit_exceeded);
    static_cast<void>(refused(std::string(2'000, '[')));
    static_cast<void>(refused(std::string(100'000, '{')));
    CHECK(refused(std::string(200, '[') + std::string(200, ']')).code == ag::rule_code::limit_exceeded);
    std::string const dashes = [] {
        std::string made;
        for (int i = 0; i < 20'000; ++i)
            made += "- ";
        return made;
    }();
    CHECK(refused(dashes).code == ag::rule_code::limit_exceeded);
    document::limits small;
    small.bytes = 10;
    CHECK(refused("a: 12345678", small).code == ag::rule_code::limit_exceeded);
    small = {};
    small.yaml_values = 3;
    CHECK(refused("[1, 2, 3]", small).code == ag::rule_code::limit_exceeded);
}

TEST_CASE("copies that anchors and aliases make are paid for") {
    document::limits small;
    small.bytes = 1'000;
    std::string const text = "a: &a \"" + std::string(300, 'x') + "\"\nb: [*a";
    CHECK(document::read_yaml(text + ", *a]\n", small).has_value());
    CHECK(refused(text + ", *a, *a]\n", small).code == ag::rule_code::limit_exceeded);
    // The value of an anchor is kept beside that which it is a part of.
    small.yaml_values = 40;
    std::string const values = "[1, 2, 3, 4, 5, 6, 7, 8, 9]";
    CHECK(document::read_yaml("&a [&b [" + values + "]]", small).has_value());
    CHECK(refused("&a [&b [&c [" + values + "]]]", small).code == ag::rule_code::limit_exceeded);
}
