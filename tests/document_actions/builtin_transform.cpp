// transform(jq): compiled, typed, run.

#include "support.hpp"

using namespace shop;

namespace {

doc::use transform(std::string_view with, std::string_view input = "true",
                   doc::producers policy = doc::producers::open) {
    return used(*doc::transform_jq(), with, schema(input), policy);
}

constexpr std::string_view receipt_schema =
    R"({"type":"object","required":["id","total"],"additionalProperties":false,
        "properties":{"id":{"type":"string"},"total":{"type":"number"},"note":{"type":"string"}}})";

} // namespace

TEST_CASE("a filter makes a value whose contract is inferred") {
    auto const made = transform(R"({"filter":"{order: .id, total}"})", receipt_schema);
    CHECK(made.problems.empty());
    CHECK(made.output.compare_with(schema(
        R"({"type":"object","required":["order","total"],"properties":{"order":{"type":"string"}}})")));
    auto const given = run(made, R"({"id":"a","total":2})");
    REQUIRE(given.how == ag::status::completed);
    CHECK(text(given.value.to_json()) == R"({"order":"a","total":2})");
}

TEST_CASE("a filter that can neither fail nor be stopped is infallible") {
    CHECK(transform(R"({"filter":"{order: .id}"})", receipt_schema).effect == ag::grade::infallible);
    CHECK(transform(R"({"filter":".note // \"none\""})", receipt_schema).effect == ag::grade::infallible);
    CHECK(transform(R"({"filter":"if .total > 3 then \"much\" else \"little\" end"})", receipt_schema).effect
          == ag::grade::infallible);
    CHECK(transform(R"-({"filter":"map({id})"})-", R"({"type":"array","items":{"type":"object"}})").effect
          == ag::grade::infallible);
}

TEST_CASE("a filter that may fail or lack its output is fallible") {
    CHECK(transform(R"({"filter":".id"})").effect == ag::grade::fallible);
    CHECK(transform(R"({"filter":".total / .total"})", receipt_schema).effect == ag::grade::fallible);
    CHECK(transform(R"-({"filter":"select(.total > 1)"})-", receipt_schema).effect == ag::grade::fallible);
    CHECK(transform(R"({"filter":".id, .id"})", receipt_schema).effect == ag::grade::fallible);
}

TEST_CASE("a filter that a limit could end is fallible") {
    for (char const* filter :
         {"[range(1000000)] | length", "[limit(3; repeat(1))]", "[recurse] | length", "[.[] | .. ] | length",
          "def f: f; 1", ".id | test(\\\"a*\\\")", "\\\"a\\\" * 1000000000", ". as $x | [$x, $x]"})
        CHECK(transform(R"({"filter":")" + std::string(filter) + R"("})", receipt_schema).effect
              == ag::grade::fallible);
    // Doubled again and again.
    std::string doubled = ".id";
    for (int i = 0; i < 40; ++i)
        doubled += " | . + .";
    CHECK(transform(R"({"filter":")" + doubled + R"("})", receipt_schema).effect == ag::grade::fallible);
    std::string paired = ".id";
    for (int i = 0; i < 40; ++i)
        paired += " | [., .]";
    CHECK(transform(R"({"filter":")" + paired + R"("})", receipt_schema).effect == ag::grade::fallible);
}

TEST_CASE("an infallible filter has no limit that large inputs reach") {
    auto const made = transform(R"-({"filter":"map({v: .})"})-", R"({"type":"array"})");
    REQUIRE(made.effect == ag::grade::infallible);
    ag::json::array many;
    for (int i = 0; i < 600'000; ++i)
        many.push_back(i);
    std::vector<doc::datum> const values{doc::datum(ag::json::value(std::move(many)))};
    auto const given = made.run->run(values, {});
    REQUIRE(given.how == ag::status::completed);
    CHECK(given.value.if_json()->as_array().size() == 600'000);
}

TEST_CASE("a member that cannot be there is an error with what was meant") {
    auto const made = transform(R"({"filter":"{order: .idd, total}"})", receipt_schema);
    REQUIRE(made.problems.size() == 1);
    auto const& told = made.problems[0];
    CHECK(told.code == ag::rule_code::contract_mismatch);
    CHECK(told.level == ag::severity::error);
    CHECK(told.pointer == "/with/filter");
    CHECK(told.message.find("`idd`") != std::string::npos);
    CHECK(told.hint == "did you mean \"id\"?");
    CHECK(told.replacement == "{order: .id, total}");
    CHECK(made.run == nullptr);
}

TEST_CASE("a member that may be absent is a warning") {
    auto const made = transform(R"({"filter":"{note}"})", receipt_schema);
    REQUIRE(made.problems.size() == 1);
    CHECK(made.problems[0].level == ag::severity::warning);
    CHECK(made.problems[0].code == ag::rule_code::contract_mismatch);
    CHECK(made.run != nullptr);
}

TEST_CASE("a member that an open object does not list is wrong where producers are closed") {
    constexpr std::string_view open =
        R"({"type":"object","required":["id"],"properties":{"id":{"type":"string"}}})";
    auto const lenient = transform(R"({"filter":"{name: .name}"})", open);
    REQUIRE(lenient.problems.size() == 1);
    CHECK(lenient.problems[0].level == ag::severity::warning);
    auto const strict = transform(R"({"filter":"{name: .name}"})", open, doc::producers::closed);
    REQUIRE(strict.problems.size() == 1);
    CHECK(strict.problems[0].level == ag::severity::error);
}

TEST_CASE("a text that is no filter says where") {
    auto const made = transform(R"({"filter":".id | lenght"})");
    REQUIRE(made.problems.size() == 1);
    auto const& told = made.problems[0];
    CHECK(told.code == ag::rule_code::config_invalid);
    CHECK(told.pointer == "/with/filter");
    CHECK(told.message.find("column 7") != std::string::npos);
    CHECK(told.hint == "did you mean \"length\"?");
    CHECK(told.replacement == ".id | length");
    CHECK(transform(R"-({"filter":".id |\n\n ("})-").problems.at(0).message.find("line 3")
          != std::string::npos);
}

TEST_CASE("a configuration that is none is told") {
    CHECK(transform("{}").problems.at(0).pointer == "/with/filter");
    CHECK(transform(R"({"filter":1})").problems.at(0).pointer == "/with/filter");
    CHECK(transform(R"({"filter":".","extra":1})").problems.at(0).pointer == "/with/extra");
    CHECK(used(*doc::transform_jq()).problems.at(0).code == ag::rule_code::config_invalid);
}

TEST_CASE("a declared output must follow from the filter") {
    auto const right = transform(
        R"({"filter":"{order: .id}","output":{"type":"object","required":["order"]}})", receipt_schema);
    CHECK(right.problems.empty());
    auto const wrong =
        transform(R"({"filter":"{order: .total}","output":{"properties":{"order":{"type":"string"}}}})",
                  receipt_schema);
    REQUIRE(wrong.problems.size() == 1);
    CHECK(wrong.problems[0].code == ag::rule_code::contract_mismatch);
    CHECK(wrong.problems[0].pointer == "/with/output");
    CHECK(wrong.problems[0].message.find("it may be {\"order\":") != std::string::npos);
    auto const none = transform(R"({"filter":".","output":{"type":"strin"}})");
    REQUIRE(none.problems.size() == 1);
    CHECK(none.problems[0].code == ag::rule_code::config_invalid);
    CHECK(none.problems[0].pointer == "/with/output/type");
}

TEST_CASE("an evaluation that fails is a failure") {
    auto const made = transform(R"({"filter":".a + 1"})");
    auto const given = run(made, R"({"a":{}})");
    CHECK(given.how == ag::status::failed);
    CHECK(given.retryable);
    CHECK(given.error.type == "expression_error");
    CHECK(given.error.message.find("column") != std::string::npos);
    CHECK_FALSE(given.error.transient);
    auto const raised = run(transform(R"-({"filter":"if . == 1 then error({code: 7}) else . end"})-"), "1");
    CHECK(raised.error.detail.at("value").at("code") == 7);
    CHECK(run(transform(R"({"filter":".[]"})"), "[1,2]").error.type == "expression_error");
    CHECK(run(transform(R"({"filter":"[range(1000000000)]"})"), "1").error.type == "expression_error");
}

TEST_CASE("a filter reads a C++ object as its JSON") {
    auto const made = transform(R"({"filter":".id"})");
    std::vector<doc::datum> const values{doc::datum::of(cart{"a", 1})};
    CHECK(text(made.run->run(values, {}).value.to_json()) == R"("a")");
}

TEST_CASE("an aggregate is a filter of a list") {
    auto const& about = doc::aggregate_jq()->about();
    CHECK(about.name == "aggregate(jq)");
    CHECK(about.what == ag::verb::aggregate);
    REQUIRE(about.parameters.size() == 1);
    CHECK(schema(R"({"type":"array","items":{"type":"integer"}})").compare_with(about.parameters[0].accepts));
    CHECK_FALSE(schema(R"({"type":"integer"})").compare_with(about.parameters[0].accepts));
    auto const made = used(*doc::aggregate_jq(), R"({"filter":"add"})",
                           schema(R"({"type":"array","items":{"type":"integer"}})"));
    CHECK(text(run(made, "[1,2,3]").value.to_json()) == "6");
}
