// Values that are too long to build are a reason of their own.

#include "cases.hpp"

using namespace containment_tests;
namespace ct = ag::containment;

TEST_CASE("a witness that is too long is not built") {
    auto const made = compared(
        R"({"type": "array", "minItems": 16512, "items": {"type": "array", "minItems": 8, "maxItems": 8}})",
        R"({"anyOf": [{"items": {"type": "string"}}, {"items": {"items": {"type": "string"}}}]})");
    CHECK(made.result == answer::undecided);
    CHECK(text_of(made.reason).name == text_of(ct::undecided_reason::size).name);
}

TEST_CASE("the place where a closed object refuses a member") {
    auto const made =
        compared(R"({"type": "object", "properties": {"o": {"type": "object"}}, "required": ["o"]})",
                 R"({"properties": {"o": {"properties": {"a": true}, "additionalProperties": false}}})");
    REQUIRE(made.result == answer::incompatible);
    CHECK(made.keyword == "additionalProperties");
    CHECK(made.consumer_location == "/properties/o/additionalProperties");
}
