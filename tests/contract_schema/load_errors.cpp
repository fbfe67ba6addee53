// Schemas that cannot be used, and what is said of them.

#include <stdexcept>
#include <string>

#include <action_grammar/contract/schema/node.hpp>

#include "cases.hpp"

namespace {

using namespace schema_tests;
using schema::load_failure;

struct refusal {
    char const* schema;
    load_failure kind;
    char const* location;
    char const* says; ///< A part of the message.
};

constexpr refusal refusals[] = {
    {R"({"minimum": "3"})", load_failure::malformed, "/minimum", "must be a number, but is the string \"3\""},
    {R"({"properties": {"a": {"required": true}}})", load_failure::malformed, "/properties/a/required",
     "names"},
    {R"({"type": "strin"})", load_failure::malformed, "/type", "\"strin\""},
    {R"({"type": ["null", 1]})", load_failure::malformed, "/type", "an array"},
    {R"({"exclusiveMinimum": true})", load_failure::malformed, "/exclusiveMinimum", "true"},
    {R"({"minLength": -1})", load_failure::malformed, "/minLength", "-1"},
    {R"({"minLength": 1.5})", load_failure::malformed, "/minLength", "1.5"},
    {R"({"multipleOf": 0})", load_failure::malformed, "/multipleOf", "above zero"},
    {R"({"items": [true]})", load_failure::malformed, "/items", "a schema"},
    {R"({"properties": {"a": 1}})", load_failure::malformed, "/properties", "a schema"},
    {R"({"properties": []})", load_failure::malformed, "/properties", "an object"},
    {R"({"allOf": {}})", load_failure::malformed, "/allOf", "an array of schemas"},
    {R"({"enum": 1})", load_failure::malformed, "/enum", "array of values"},
    {R"({"uniqueItems": 1})", load_failure::malformed, "/uniqueItems", "true or false"},
    {R"({"$ref": 1})", load_failure::malformed, "/$ref", "a string"},
    {R"({"dependentRequired": {"a": [1]}})", load_failure::malformed, "/dependentRequired", "names"},
    {R"({"pattern": "a("})", load_failure::pattern, "/pattern", "a("},
    {R"({"pattern": "(a)\\1"})", load_failure::pattern, "/pattern", "cannot be used"},
    {R"({"patternProperties": {"[": true}})", load_failure::pattern, "/patternProperties/[", "["},
    {R"({"not": {"$ref": "#/$defs/a"}})", load_failure::unresolved_reference, "/not/$ref", "leads nowhere"},
    {R"({"$ref": "#a"})", load_failure::unresolved_reference, "/$ref", "anchor \"a\""},
    {R"({"$ref": "#/title", "title": "t"})", load_failure::unresolved_reference, "/$ref", "not a schema"},
    {R"({"allOf": [{"$ref": "#/allOf/01"}, true]})", load_failure::unresolved_reference, "/allOf/0/$ref",
     "01"},
    {R"({"$ref": "http://host/x"})", load_failure::remote_reference, "/$ref", "http://host/x"},
    {R"({"$schema": "http://host/x"})", load_failure::unknown_dialect, "", "http://host/x"},
    {R"({"$defs": {"a": {"$id": "x:a"}, "b": {"$id": "x:a", "type": "null"}}})",
     load_failure::duplicate_identifier, "/$defs/a", "x:a"},
    {R"([])", load_failure::malformed, "", "an empty array"},
    {R"({"a")", load_failure::text, "", "not JSON"},
};

TEST_CASE("what cannot be used is refused with its place and a repair") {
    for (refusal const& each : refusals) {
        INFO(each.schema);
        auto const error = refused(each.schema);
        CHECK(error.kind == each.kind);
        if (each.kind != load_failure::duplicate_identifier) CHECK(error.location == each.location);
        INFO(error.message);
        CHECK(error.message.find(each.says) != std::string::npos);
    }
}

TEST_CASE("malformed keywords can be ignored, and unknown dialects") {
    schema::load_options options;
    options.malformed = schema::leniency::ignored;
    options.unknown_dialect = schema::leniency::ignored;
    auto const by = try_compile(
        R"({"$schema": "http://host/x", "minimum": "3", "maximum": 5, "items": [true], "type": "strin"})",
        options);
    REQUIRE(by);
    CHECK(by->accepts(1));
    CHECK(!by->accepts(6));
}

TEST_CASE("a pattern that cannot be run is kept without a matcher when asked") {
    schema::load_options options;
    options.unsupported_pattern = schema::leniency::ignored;
    auto const read = try_load(R"({"pattern": "(a)\\1"})", options);
    REQUIRE(read);
    CHECK(read->nodes[0].pattern->text == "(a)\\1");
    CHECK(read->nodes[0].pattern->matcher == nullptr);
    CHECK(!try_load(R"({"pattern": "("})", options));
}

TEST_CASE("a definition that nothing uses is not read") {
    CHECK(try_load(R"({"$defs": {"a": {"minimum": "3", "$ref": "http://host/x"}}})"));
}

TEST_CASE("what a resolver throws is no schema") {
    schema::load_options options;
    options.resolve = [](std::string_view) -> std::optional<json::value> {
        throw std::runtime_error("down");
    };
    CHECK(refused(R"({"$ref": "http://host/x"})", options).kind == load_failure::remote_reference);
}

} // namespace
