// References that lead back to themselves without a step into the value. The validator accepts no value with which it
// comes to such a cycle, so a comparison must not say yes of a consumer that may.

#include "cases.hpp"

using namespace containment_tests;
namespace ct = ag::containment;

namespace {

struct cycle_case {
    std::string_view producer;
    std::string_view consumer;
    answer expected;
};

constexpr std::string_view itself = R"({"$ref": "#"})";
constexpr std::string_view both = R"({"$ref": "#/$defs/a", "$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]},
    "b": {"allOf": [{"$ref": "#/$defs/a"}, {"type": "string"}]}}})";
constexpr std::string_view in_a_member =
    R"({"properties": {"a": {"$ref": "#/properties/a"}, "b": {"type": "string"}}})";

constexpr cycle_case cases[] = {
    // No value is valid under the producer, so all of them are valid under any consumer.
    {itself, "false", answer::compatible},
    {itself, R"({"type": "string"})", answer::compatible},
    {both, "false", answer::compatible},
    {R"({"properties": {"a": {"$ref": "#/properties/a"}}, "required": ["a"], "type": "object"})", "false",
     answer::compatible},
    {"false", itself, answer::compatible},
    {itself, both, answer::compatible},
    {itself, itself, answer::compatible},

    {"true", itself, answer::undecided},
    {R"({"const": 1})", itself, answer::undecided},
    {R"({"type": "object"})", R"({"allOf": [{"$ref": "#"}, {"$ref": "#"}]})", answer::undecided},
    {"true", R"({"$dynamicAnchor": "a", "$dynamicRef": "#a"})", answer::undecided},
    {R"({"type": "string"})", both, answer::undecided},
    // The cycle is met before the schema that would do.
    {"true", R"({"anyOf": [{"$ref": "#"}, true]})", answer::undecided},
    {"true", R"({"anyOf": [{"$ref": "#/$defs/a"}, true], "$defs": {"a": {"$ref": "#/$defs/a"}}})",
     answer::undecided},
    {"true", R"({"not": {"$ref": "#/$defs/a"}, "$defs": {"a": {"$ref": "#/$defs/a"}}})", answer::undecided},
    {R"({"enum": [1, 2]})", R"({"not": {"$ref": "#/$defs/a"}, "$defs": {"a": {"$ref": "#/$defs/a"}}})",
     answer::undecided},
    {"true", R"({"if": {"$ref": "#/$defs/a"}, "then": true, "$defs": {"a": {"$ref": "#/$defs/a"}}})",
     answer::undecided},

    // In a part of the value: where the part is missing, there is no doubt.
    {R"({"type": "object", "properties": {"b": {"type": "string"}}, "additionalProperties": false})",
     in_a_member, answer::compatible},
    {R"({"type": "object"})", in_a_member, answer::incompatible},
    {R"({"type": "object", "properties": {"b": {"type": "string"}}})", in_a_member, answer::undecided},
    {R"({"items": false})", R"({"items": {"$ref": "#/items"}})", answer::compatible},
    {R"({"type": "array"})",
     R"({"anyOf": [{"items": {"$ref": "#/$defs/a"}}, true], "$defs": {"a": {"$ref": "#/$defs/a"}}})",
     answer::undecided},
    // A step further down, in a schema that is recursive with progress.
    {"true",
     R"({"$ref": "#/$defs/list", "$defs": {"a": {"$ref": "#/$defs/a"},
         "list": {"anyOf": [{"properties": {"next": {"$ref": "#/$defs/list"}, "v": {"$ref": "#/$defs/a"}}}, true]}}})",
     answer::undecided},
};

} // namespace

TEST_CASE("cycles without progress") {
    for (cycle_case const& each : cases) {
        INFO(each.producer << "  against  " << each.consumer);
        auto const made = compared(each.producer, each.consumer);
        CHECK(name_of(made.result) == name_of(each.expected));
        if (each.expected == answer::undecided)
            CHECK(text_of(made.reason).name == text_of(ct::undecided_reason::reference).name);
    }
}

TEST_CASE("a schema that is met first by way of a cycle means the same elsewhere") {
    constexpr std::string_view producer = R"({"type": "object", "required": ["y"],
        "properties": {"x": {"$ref": "#/$defs/a"}, "y": {"const": 1, "not": {"$ref": "#/$defs/b"}}},
        "$defs": {"a": {"minimum": 3, "allOf": [{"$ref": "#/$defs/b"}]}, "b": {"allOf": [{"$ref": "#/$defs/a"}]}}})";
    // `b` refuses 1 before it comes to the cycle.
    CHECK(compared(producer, "false").result == answer::incompatible);
}
