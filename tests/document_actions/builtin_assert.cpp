// validate(assert): filters that must be true.

#include "support.hpp"

using namespace shop;

namespace {

doc::use asserting(std::string_view with, std::string_view input = "true") {
    return used(*doc::validate_assert(), with, schema(input));
}
constexpr std::string_view cart_schema =
    R"({"type":"object","required":["n"],"additionalProperties":false,"properties":{"n":{"type":"integer"},"ok":{"type":"boolean"}}})";

} // namespace

TEST_CASE("a filter that is true hands the value on") {
    auto const made = asserting(R"({"assert":".n > 0"})", cart_schema);
    CHECK(made.problems.empty());
    CHECK(made.effect == ag::grade::fallible);
    CHECK(text(run(made, R"({"n":3})").value.to_json()) == R"({"n":3})");
    CHECK(made.output.compare_with(schema(cart_schema)));
}

TEST_CASE("a filter that is false fails in words") {
    auto const given = run(asserting(R"({"assert":".n > 0"})", cart_schema), R"({"n":0})");
    CHECK(given.how == ag::status::failed);
    CHECK(given.error.type == "assertion_failed");
    CHECK(given.error.message == "\".n > 0\" is not true");
    auto const named = run(
        asserting(
            R"({"assert":[{"name":"stock","that":".n > 0","message":"nothing is left"},{"name":"few","that":".n < 0"}]})",
            cart_schema),
        R"({"n":0})");
    CHECK(named.error.message == "nothing is left; \"few\" is not true");
    CHECK(named.error.detail.at("failed").as_array().at(0).at("name") == "stock");
}

TEST_CASE("as many must be true as the quantifier says") {
    auto const outcome = [](std::string const& quantifier, char const* value) {
        auto const made = asserting(R"({"quantifier":")" + quantifier
                                        + R"(","assert":[{"that":".n > 0"},{"that":".n > 5"}]})",
                                    cart_schema);
        return run(made, value).how == ag::status::completed;
    };
    CHECK(outcome("all", R"({"n":6})"));
    CHECK_FALSE(outcome("all", R"({"n":1})"));
    CHECK(outcome("any", R"({"n":1})"));
    CHECK_FALSE(outcome("any", R"({"n":0})"));
    CHECK(outcome("none", R"({"n":0})"));
    CHECK_FALSE(outcome("none", R"({"n":1})"));
    CHECK(
        run(asserting(R"({"quantifier":"none","assert":".n > 0"})", cart_schema), R"({"n":1})").error.message
        == "\".n > 0\" is true");
}

TEST_CASE("a filter that can never be true or false is told") {
    auto const made = asserting(R"({"assert":".n"})", cart_schema);
    REQUIRE(made.problems.size() == 1);
    CHECK(made.problems[0].code == ag::rule_code::contract_mismatch);
    CHECK(made.problems[0].level == ag::severity::error);
    CHECK(made.problems[0].pointer == "/with/assert");
    CHECK(made.run == nullptr);
    // One that may be is a warning, and fails when it is not.
    auto const unsure = asserting(R"({"assert":".x"})");
    REQUIRE(unsure.problems.size() == 1);
    CHECK(unsure.problems[0].level == ag::severity::warning);
    CHECK(run(unsure, R"({"x":true})").how == ag::status::completed);
    CHECK(run(unsure, R"({"x":1})").error.type == "assertion_failed");
}

TEST_CASE("what is wrong with one filter is told at its place") {
    auto const made =
        asserting(R"({"assert":[{"that":".n > 0"},{"that":".m > 0"},{"that":".n >"}]})", cart_schema);
    REQUIRE(made.problems.size() >= 2);
    CHECK(made.problems.front().pointer == "/with/assert/1/that");
    CHECK(made.problems.front().code == ag::rule_code::contract_mismatch);
    CHECK(made.problems.back().pointer == "/with/assert/2/that");
    CHECK(made.problems.back().code == ag::rule_code::config_invalid);
    CHECK(made.run == nullptr);
}

TEST_CASE("there is something to assert") {
    CHECK(asserting(R"({"assert":[]})").problems.at(0).pointer == "/with/assert");
    CHECK(asserting("{}").problems.at(0).pointer == "/with/assert");
    CHECK(asserting(R"({"assert":1})").problems.at(0).pointer == "/with/assert");
    CHECK(asserting(R"({"assert":".n > 0","quantifier":"most"})", cart_schema).problems.at(0).pointer
          == "/with/quantifier");
}

TEST_CASE("a filter that fails is an expression error") {
    CHECK(run(asserting(R"({"assert":".n + 1 > 0"})"), R"({"n":{}})").error.type == "expression_error");
}
