// Schemas and values from strangers: each is answered within its bounds.

#include <string>

#include "cases.hpp"

namespace {

using namespace schema_tests;
using schema::load_failure;

TEST_CASE("references that make no progress end at the limit of depth") {
    for (char const* text :
         {R"({"$ref": "#"})", R"({"allOf": [{"$ref": "#"}, {"$ref": "#"}]})",
          R"({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}})",
          R"({"not": {"$ref": "#"}})", R"({"anyOf": [{"$ref": "#"}, true]})",
          R"({"$dynamicAnchor": "a", "$dynamicRef": "#a"})",
          R"({"if": {"$ref": "#"}, "unevaluatedItems": {"$ref": "#"}})",
          R"({"dependentSchemas": {"a": {"$ref": "#"}}})"}) {
        INFO(text);
        auto const by = compiled(text);
        auto const what = value(R"({"a": 1})");
        CHECK(!by.accepts(what));
        auto const found = by.validate(what);
        CHECK(!found.valid);
        CHECK(found.limit_reached);
        REQUIRE(!found.errors.empty());
        CHECK(found.errors.back().message.find("deeper") != std::string::npos);
    }
}

TEST_CASE("a cycle that descends into the value ends with it") {
    auto const by = compiled(R"({"properties": {"a": {"$ref": "#/$defs/b"}},
        "$defs": {"b": {"properties": {"b": {"$ref": "#"}}, "additionalProperties": false}}})");
    CHECK(by.accepts(value(R"({"a": {"b": {"a": {"b": {}}}}})")));
    CHECK(!by.accepts(value(R"({"a": {"b": {"a": {"c": {}}}}})")));
}

TEST_CASE("schemas that double at every level end at the limit of steps") {
    std::string text = R"({"$ref": "#/$defs/s0", "$defs": {)";
    for (int i = 0; i < 60; ++i) {
        std::string const next = R"({"$ref": "#/$defs/s)" + std::to_string(i + 1) + R"("})";
        text += "\"s" + std::to_string(i) + R"(": {"allOf": [)" + next + "," + next
              + R"(], "minProperties": )" + "0},";
    }
    auto const by = compiled(text + R"("s60": {"type": "object"}}})");
    schema::validate_options options;
    options.steps = 100'000;
    CHECK(!by.accepts(json::object(), options));
    auto const found = by.validate(json::object(), options);
    CHECK(found.limit_reached);
    CHECK(!found.valid);
}

TEST_CASE("too deep, too many, too long: not loaded") {
    json::value deep(true);
    for (int i = 0; i < 2'000; ++i) {
        json::array only;
        only.push_back(std::move(deep));
        json::object outer;
        outer["allOf"] = std::move(only);
        deep = std::move(outer);
    }
    CHECK(refused_document(deep).kind == load_failure::limit);

    schema::load_options options;
    options.limits.nodes = 3;
    CHECK(refused(R"({"allOf": [true, true, true]})", options).kind == load_failure::limit);
    CHECK(refused(R"({"allOf": [{}, {}, {}]})", options).kind == load_failure::limit);
    options = {};
    options.limits.patterns = 1;
    CHECK(refused(R"({"allOf": [{"pattern": "a"}, {"pattern": "b"}]})", options).kind == load_failure::limit);
    CHECK(refused(R"({"$id": "http://)" + std::string(10'000, 'a') + R"("})").kind == load_failure::limit);
    CHECK(
        refused(R"({"properties": {")" + std::string(40'000, 'a') + R"(": {"properties": {"b": {}}}}})").kind
        == load_failure::limit);

    int asked = 0;
    options = {};
    options.resolve = [&](std::string_view) -> std::optional<json::value> {
        return value(R"({"$ref": "http://host/)" + std::to_string(++asked) + R"("})");
    };
    CHECK(refused(R"({"$ref": "http://host/0"})", options).kind == load_failure::limit);
    CHECK(asked <= 257);
}

TEST_CASE("a value nested deeper than the limit is reported, not followed") {
    auto const by = compiled(R"({"items": {"$ref": "#"}})");
    json::value deep(1);
    for (int i = 0; i < 5'000; ++i) {
        json::array outer;
        outer.push_back(std::move(deep));
        deep = std::move(outer);
    }
    CHECK(!by.accepts(deep));
    CHECK(by.validate(deep).limit_reached);
}

TEST_CASE("a pattern that makes other engines go back and forth takes a megabyte as it takes a line") {
    auto const by = compiled(R"({"pattern": "^(a|b)*$"})");
    std::string text(std::size_t{1} << 20, 'a');
    CHECK(by.accepts(json::value(text)));
    text.back() = 'c';
    CHECK(!by.accepts(json::value(text)));
}

TEST_CASE("a large enumeration and a large array are searched by hash") {
    std::string text = R"({"items": {"enum": [)";
    json::array all;
    for (int i = 0; i < 20'000; ++i) {
        text += (i == 0 ? "\"v" : ",\"v") + std::to_string(i) + '"';
        all.emplace_back("v" + std::to_string(i));
    }
    auto const by = compiled(text + R"(]}, "uniqueItems": true})");
    schema::validate_options options;
    options.steps = 1'000'000;
    CHECK(by.accepts(json::value(all), options));
    all.emplace_back("v7");
    CHECK(!by.accepts(json::value(all), options));
    CHECK(by.validate(json::value(all), options).errors.size() == 1);
}

} // namespace
