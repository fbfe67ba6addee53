// Where references lead.

#include <optional>
#include <string>
#include <string_view>

#include <action_grammar/contract/schema/uri.hpp>

#include "cases.hpp"

namespace {

using namespace schema_tests;

TEST_CASE("references are resolved against a base as RFC 3986 shows") {
    // Section 5.4 of the RFC.
    constexpr std::pair<char const*, char const*> examples[] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
    };
    for (auto const& [reference, target] : examples)
        CHECK(schema::resolve_uri("http://a/b/c/d;p?q", reference) == target);
    CHECK(schema::resolve_uri("urn:uuid:1", "#a") == "urn:uuid:1#a");
    CHECK(schema::resolve_uri("", "a/b") == "a/b");
    CHECK(schema::percent_decoded("%41%zz%4") == "A%zz%4");
}

constexpr keyword_case in_2020_12[] = {
    {R"({"properties": {"a": {"$ref": "#"}}, "additionalProperties": false})", R"({"a": {"a": {}}})", true},
    {R"({"properties": {"a": {"$ref": "#"}}, "additionalProperties": false})", R"({"a": {"b": {}}})", false},
    {R"({"$defs": {"a/b": {"c~d": {"type": "null"}}}, "$ref": "#/$defs/a~1b/c~0d"})", R"(1)", false},
    {R"({"$defs": {"a b": {"type": "null"}}, "$ref": "#/$defs/a%20b"})", R"(1)", false},
    {R"({"$defs": {"x": {"$anchor": "here", "type": "null"}}, "$ref": "#here"})", R"(1)", false},
    {R"({"prefixItems": [{"type": "null"}, {"$ref": "#/prefixItems/0"}]})", R"([null, 1])", false},
    {R"({"examples": {"s": {"type": "null"}}, "$ref": "#/examples/s"})", R"(1)", false},
    {R"({"$id": "http://a/b/c", "$defs": {"d": {"$id": "d", "type": "null"}}, "$ref": "/b/d"})", R"(1)",
     false},
    {R"({"$id": "http://a/b", "$defs": {"d": {"$id": "d", "$defs": {"e": {"$anchor": "e", "type": "null"}}}},
         "$ref": "d#e"})",
     R"(1)", false},
    {R"({"$id": "urn:x:y", "$defs": {"d": {"type": "null"}}, "$ref": "urn:x:y#/$defs/d"})", R"(1)", false},
    {R"({"enum": [{"$id": "http://a/b"}, 1], "$defs": {"d": {"$id": "http://a/b", "type": "integer"}},
         "$ref": "http://a/b"})",
     R"(1)", true},
    // The list's element is what the outermost resource on the way says it is.
    {R"({"$id": "http://a/strings", "$ref": "list", "$defs": {
         "s": {"$dynamicAnchor": "item", "type": "string"},
         "list": {"$id": "list", "items": {"$dynamicRef": "#item"}, "$defs": {"any": {"$dynamicAnchor": "item"}}}}})",
     R"(["a", 1])", false},
    {R"({"$id": "http://a/list", "items": {"$dynamicRef": "#item"}, "$defs": {"any": {"$dynamicAnchor": "item"}}})",
     R"(["a", 1])", true},
    {R"({"$dynamicRef": "#/$defs/a", "$ref": "#/$defs/b", "$defs": {"a": {"minimum": 1}, "b": {"maximum": 2}}})",
     R"(0)", false},
    {R"({"$dynamicRef": "#/$defs/a", "$ref": "#/$defs/b", "$defs": {"a": {"minimum": 1}, "b": {"maximum": 2}}})",
     R"(3)", false},
    {R"({"$ref": "https://json-schema.org/draft/2020-12/schema"})", R"({"minLength": 1})", true},
    {R"({"$ref": "https://json-schema.org/draft/2020-12/schema"})",
     R"({"properties": {"a": {"minLength": -1}}})", false},
    {R"({"$schema": "http://json-schema.org/draft-07/schema#", "$ref": "#/definitions/a", "minimum": 5,
         "definitions": {"a": {"items": [{"type": "null"}]}}})",
     R"([1])", false},
};

TEST_CASE("references of 2020-12") { check_cases(in_2020_12, dialect::draft2020_12); }

constexpr keyword_case in_draft7[] = {
    {R"({"definitions": {"x": {"$id": "#here", "type": "null"}}, "allOf": [{"$ref": "#here"}]})", R"(1)",
     false},
    {R"({"$ref": "http://json-schema.org/draft-07/schema#"})", R"({"minLength": -1})", false},
    {R"({"$id": "http://a/b/", "definitions": {"c": {"$id": "http://a/b/c", "type": "string"},
         "d": {"$id": "http://a/x/c", "type": "number"}}, "allOf": [{"$id": "http://a/x/", "$ref": "c"}]})",
     R"("text")", true},
};
TEST_CASE("references of draft 7") { check_cases(in_draft7, dialect::draft7); }

constexpr keyword_case in_2019_09[] = {
    {R"({"$id": "http://a/strict", "$recursiveAnchor": true, "$ref": "tree", "unevaluatedProperties": false,
         "$defs": {"tree": {"$id": "tree", "$recursiveAnchor": true,
                            "properties": {"child": {"$recursiveRef": "#"}, "data": true}}}})",
     R"({"child": {"dat": 1}})", false},
    {R"({"$id": "http://a/strict", "$recursiveAnchor": true, "$ref": "tree", "unevaluatedProperties": false,
         "$defs": {"tree": {"$id": "tree",
                            "properties": {"child": {"$recursiveRef": "#"}, "data": true}}}})",
     R"({"child": {"dat": 1}})", true},
    {R"({"contains": {"type": "string"}, "unevaluatedItems": false})", R"(["a"])", false},
};
TEST_CASE("references of 2019-09") { check_cases(in_2019_09, dialect::draft2019_09); }

TEST_CASE("documents come from the resolver, each once") {
    int asked = 0;
    schema::load_options options;
    options.base_uri = "http://host/root.json";
    options.resolve = [&](std::string_view uri) -> std::optional<json::value> {
        ++asked;
        if (uri == "http://host/other.json")
            return value(R"({"$defs": {"a": {"$ref": "root.json#/$defs/n"}, "b": {"$ref": "#/$defs/a"}}})");
        return std::nullopt;
    };
    auto const by = try_compile(R"({"$defs": {"n": {"type": "null"}},
        "anyOf": [{"$ref": "other.json#/$defs/a"}, {"$ref": "other.json#/$defs/b"}]})",
                                options);
    REQUIRE(by);
    CHECK(asked == 1);
    CHECK(by->accepts(nullptr));
    auto const found = by->validate(1);
    REQUIRE(found.errors.size() == 3);
    CHECK(found.errors[1].schema == "/anyOf/0/$ref/$ref/type");
    CHECK(found.errors[1].absolute == "http://host/root.json#/$defs/n/type");
}

TEST_CASE("a meta-schema without the validation vocabulary turns its keywords off") {
    schema::load_options options;
    options.resolve = [](std::string_view uri) -> std::optional<json::value> {
        if (uri == "http://host/meta")
            return value(R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": {
                "https://json-schema.org/draft/2020-12/vocab/core": true,
                "https://json-schema.org/draft/2020-12/vocab/applicator": true,
                "https://json-schema.org/draft/2020-12/vocab/format-assertion": true,
                "http://host/own": false}})");
        if (uri == "http://host/needs")
            return value(R"({"$schema": "https://json-schema.org/draft/2020-12/schema",
                "$vocabulary": {"http://host/own": true}})");
        return std::nullopt;
    };
    auto const by = try_compile(
        R"({"$schema": "http://host/meta", "minimum": 5, "properties": {"a": false}, "format": "date"})",
        options);
    REQUIRE(by);
    CHECK(by->accepts(1));
    CHECK(!by->accepts(value(R"({"a": 1})")));
    CHECK(!by->accepts("never"));
    CHECK(refused(R"({"$schema": "http://host/needs"})", options).kind
          == schema::load_failure::unsupported_vocabulary);
}

} // namespace
