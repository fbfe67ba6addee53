#include "cases.hpp"

#include <thread>
#include <vector>

using namespace containment_tests;
namespace ct = ag::containment;

TEST_CASE("a witness is small, and the places say where it offends") {
    auto const made = compared(
        R"({"type": "object", "properties": {"lines": {"type": "array", "items": {"$ref": "#/$defs/line"}}},
            "required": ["lines"],
            "$defs": {"line": {"type": "object", "properties": {"price": {"type": ["number", "null"]}},
                               "required": ["price"]}}})",
        R"({"type": "object", "properties": {"lines": {"items": {"properties": {"price": {"type": "number"}}}}}})");
    REQUIRE(made.result == answer::incompatible);
    CHECK(json_text(*made.witness) == R"({"lines":[{"price":null}]})");
    CHECK(made.path == "/lines/0/price");
    CHECK(made.keyword == "type");
    CHECK(made.consumer_location == "/properties/lines/items/properties/price/type");
    CHECK(made.producer_location == "/$defs/line/properties/price/type");
}

TEST_CASE("a member that is missing") {
    auto const made = compared(R"({"type": "object"})", R"({"type": "object", "required": ["a"]})");
    REQUIRE(made.witness);
    CHECK(json_text(*made.witness) == "{}");
    CHECK(made.path.empty());
    CHECK(made.keyword == "required");
    CHECK(made.consumer_location == "/required");
    CHECK(made.producer_location.empty());
}

TEST_CASE("answers and reasons have stable names") {
    CHECK(name_of(answer::compatible) == "compatible");
    CHECK(name_of(answer::incompatible) == "incompatible");
    CHECK(name_of(answer::undecided) == "undecided");
    CHECK(text_of(ct::undecided_reason::budget).name == "budget");
    CHECK(text_of(ct::undecided_reason::refuted).name == "refuted");
    CHECK(text_of(ct::undecided_reason::keyword).sentence.starts_with("a keyword"));
}

TEST_CASE("a closed producer writes only the members that it lists") {
    auto const compare_closed = [](std::string_view p, std::string_view c) {
        return compare(closed_contract_of(p), contract_of(c));
    };
    constexpr std::string_view open = R"({"type": "object", "properties": {"a": {"type": "string"}}})";
    constexpr std::string_view consumer =
        R"({"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}})";
    CHECK(compared(open, consumer).result == answer::incompatible);
    CHECK(compare_closed(open, consumer).result == answer::compatible);
    // Deeper, and put together from parts.
    CHECK(
        compare_closed(
            R"({"type": "array", "items": {"allOf": [{"properties": {"a": true}}, {"properties": {"c": true}}]}})",
            R"({"items": {"properties": {"a": true, "c": true}, "additionalProperties": false}})")
            .result
        == answer::compatible);
    // One that lists no member says nothing, and one that speaks of additional members says enough.
    CHECK(compare_closed(R"({"type": "object"})", consumer).result == answer::incompatible);
    CHECK(compare_closed(
              R"({"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": true})",
              consumer)
              .result
          == answer::incompatible);
    // What it lists must still do.
    auto const other =
        compare_closed(R"({"type": "object", "properties": {"b": {"type": "string"}}})", consumer);
    REQUIRE(other.result == answer::incompatible);
    CHECK(json_text(*other.witness) == R"({"b":""})");
}

TEST_CASE("contracts can be shared by threads") {
    auto const producer = contract_of(
        R"({"type": "object", "properties": {"a": {"type": "string", "pattern": "^[a-f]{2,4}$"}}, "required": ["a"]})");
    auto const consumer =
        contract_of(R"({"type": "object", "properties": {"a": {"type": "string", "pattern": "^[a-z]+$"}}})");
    std::vector<ct::comparison> made(8);
    std::vector<std::thread> threads;
    for (auto& place : made)
        threads.emplace_back([&place, producer, consumer] {
            for (int i = 0; i < 50; ++i)
                place = compare(producer, consumer);
        });
    for (auto& thread : threads)
        thread.join();
    for (auto const& each : made)
        CHECK(each.result == answer::compatible);
}
