// Actions of several values.

#include "support.hpp"

using namespace shop;

namespace {

auto price() {
    return ag::transform<"t">(
        [](cart const& of, rates const& by) noexcept { return of.quantity * by.factor; });
}

} // namespace

TEST_CASE("parameters are named by their types") {
    auto const made = doc::make_typed_action("price", price());
    auto const& all = made->about().parameters;
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "cart");
    CHECK(all[1].name == "rates");
    auto const given = run(*made, {json(R"({"id":"a","quantity":4})"), json(R"({"factor":2.5})")});
    REQUIRE(given.how == ag::status::completed);
    CHECK(given.value.to_json() == 10.0);
}

TEST_CASE("parameters of one type are told apart") {
    auto const made = doc::make_typed_action(
        "less", ag::transform<"t">([](int a, int b, int c) noexcept { return a - b - c; }));
    auto const& all = made->about().parameters;
    REQUIRE(all.size() == 3);
    CHECK(all[1].name == all[0].name + "_2");
    CHECK(all[2].name == all[0].name + "_3");
    CHECK(text(run(*made, {json("9"), json("3"), json("1")}).value.to_json()) == "5");
}

TEST_CASE("parameters have the names that the action reads them by") {
    auto const made = doc::make_typed_action(
        "less", ag::transform<"t">(ag::from<"all", "taken">, [](int a, int b) noexcept { return a - b; }));
    auto const& all = made->about().parameters;
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "all");
    CHECK(all[1].name == "taken");
    CHECK(text(run(*made, {json("9"), json("3")}).value.to_json()) == "6");
}

TEST_CASE("a value that is none of its type is named in the failure") {
    auto const made = doc::make_typed_action("price", price());
    auto const given = run(*made, {json(R"({"id":"a","quantity":4})"), json(R"({"factor":"much"})")});
    REQUIRE(given.how == ag::status::failed);
    CHECK(given.error.type == "decode_failure");
    CHECK_FALSE(given.error.transient);
    CHECK(given.error.message.find("\"rates\"") != std::string::npos);
    CHECK(given.error.message.find("/factor") != std::string::npos);
    CHECK(given.error.detail.get_array().at(0).at("pointer") == "/factor");
}

TEST_CASE("a value that is absent is a failure and no crash") {
    auto const made = doc::make_typed_action("price", price());
    auto const given = run(*made, {json(R"({"id":"a","quantity":4})")});
    CHECK(given.how == ag::status::failed);
    CHECK(given.error.type == "decode_failure");
}

TEST_CASE("a check of several values hands on an object of them") {
    auto const made = doc::make_typed_action(
        "both", ag::validate<"v">([](cart const&, rates const&) noexcept { return true; }));
    CHECK(made->about().output.schema().at("required").get_array().size() == 2);
    auto const given = run(*made, {json(R"({"id":"a","quantity":4})"), json(R"({"factor":2})")});
    REQUIRE(given.how == ag::status::completed);
    CHECK(text(given.value.to_json()) == R"({"cart":{"id":"a","quantity":4},"rates":{"factor":2}})");
}
