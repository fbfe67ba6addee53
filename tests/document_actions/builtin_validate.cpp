// validate(schema): asked only where it is not known already.

#include <functional>

#include "support.hpp"

using namespace shop;

namespace {

doc::use validate(std::string_view with, std::string_view input = "true") {
    return used(*doc::validate_schema(), with, schema(input));
}
constexpr std::string_view positive =
    R"({"schema":{"type":"object","required":["n"],"properties":{"n":{"type":"integer","minimum":1}}}})";

} // namespace

TEST_CASE("a value that satisfies the schema is handed on") {
    auto const made = validate(positive);
    CHECK(made.problems.empty());
    CHECK(made.effect == ag::grade::fallible);
    CHECK(text(run(made, R"({"n":3,"m":4})").value.to_json()) == R"({"n":3,"m":4})");
    CHECK(made.output.compare_with(schema(R"({"properties":{"n":{"minimum":1}},"required":["n"]})")));
}

TEST_CASE("a C++ object that satisfies the schema is handed on as it is") {
    auto const made = validate(R"({"schema":{"properties":{"quantity":{"maximum":9}}}})");
    auto const value = doc::datum::of(cart{"a", 1});
    std::vector<doc::datum> const values{value};
    auto const given = made.run->run(values, {});
    REQUIRE(given.how == ag::status::completed);
    CHECK(given.value.as<cart>()->get() == value.as<cart>()->get());
}

TEST_CASE("a value that does not is a failure") {
    auto const given = run(validate(positive), R"({"n":0})");
    CHECK(given.how == ag::status::failed);
    CHECK(given.retryable);
    CHECK(given.error.type == "nonconforming");
    CHECK(given.error.message.find("/n") != std::string::npos);
    CHECK(given.error.detail.at("errors").as_array().at(0).at("keyword") == "minimum");
}

TEST_CASE("all that a value lacks is collected") {
    constexpr std::string_view both = R"({"mode":"collect","schema":{"required":["a","b"]}})";
    constexpr std::string_view first = R"({"mode":"fail","schema":{"required":["a","b"]}})";
    CHECK(run(validate(both), "{}").error.detail.at("errors").as_array().size() == 2);
    CHECK(run(validate(first), "{}").error.detail.at("errors").as_array().size() == 1);
}

TEST_CASE("what is known already need not be asked") {
    auto const made = validate(R"({"schema":{"type":"object"}})", R"({"type":"object","required":["a"]})");
    CHECK(made.effect == ag::grade::infallible);
    CHECK(made.output.compare_with(schema(R"({"required":["a"]})")));
    CHECK(text(run(made, R"({"a":1})").value.to_json()) == R"({"a":1})");
}

TEST_CASE("a schema that nothing can satisfy is told") {
    auto const made = validate(R"({"schema":{"type":"string"}})", R"({"type":"object"})");
    REQUIRE(made.problems.size() == 1);
    CHECK(made.problems[0].code == ag::rule_code::contract_mismatch);
    CHECK(made.problems[0].pointer == "/with/schema");
    CHECK(made.run == nullptr);
}

TEST_CASE("values are coerced where that makes them fit") {
    constexpr std::string_view with =
        R"({"coerce":true,"schema":{"type":"object","properties":{"n":{"type":"integer"}}}})";
    auto const made = validate(with, R"({"type":"object","properties":{"n":{"type":"string"}}})");
    CHECK(made.problems.empty());
    CHECK(made.output.compare_with(schema(R"({"properties":{"n":{"type":"integer"}}})")));
    CHECK(text(run(made, R"({"n":"5"})").value.to_json()) == R"({"n":5})");
    CHECK(run(made, R"({"n":"five"})").error.type == "nonconforming");
}

TEST_CASE("a schema that is none is told at its place") {
    auto const made = validate(R"({"schema":{"properties":{"a":{"minimum":"1"}}}})");
    REQUIRE(made.problems.size() == 1);
    CHECK(made.problems[0].code == ag::rule_code::config_invalid);
    CHECK(made.problems[0].pointer == "/with/schema/properties/a/minimum");
    CHECK_FALSE(made.problems[0].hint.empty());
    CHECK(validate("{}").problems.at(0).pointer == "/with/schema");
    CHECK(validate(R"({"schema":true,"mode":"some"})").problems.at(0).pointer == "/with/mode");
}

TEST_CASE("a schema may refer to the contracts of its document") {
    using made_contract = ag::result<doc::contract, ag::schema::load_error>;
    std::function<made_contract(ag::json::value const&)> const resolve =
        [](ag::json::value const& of) -> made_contract {
        ag::json::value whole = of;
        whole.as_object()["contracts"] = parsed(R"({"cart":{"type":"object","required":["id"]}})");
        return doc::contract::of_schema(whole);
    };
    auto const with = parsed(R"({"schema":{"$ref":"#/contracts/cart"}})");
    std::vector<doc::contract> const inputs(1);
    doc::use_request request;
    request.with = &with;
    request.inputs = inputs;
    CHECK(doc::validate_schema()->check(request).problems.size() == 1); // alone it leads nowhere
    request.resolve = &resolve;
    auto const made = doc::validate_schema()->check(request);
    CHECK(made.problems.empty());
    CHECK(run(made, R"({"id":"a"})").how == ag::status::completed);
    CHECK(run(made, "{}").how == ag::status::failed);
}
