// A C++ object reaches the next action as it is where the types agree, and through JSON where they do not.

#include "support.hpp"

using namespace shop;

namespace {

struct counted {
    int value = 0;
};
int encoded = 0;
int decoded = 0;
int to_number(counted const& of) {
    ++encoded;
    return of.value;
}
counted from_number(int value) {
    ++decoded;
    return {value};
}
/// Another type of the same JSON.
struct counter {
    int value = 0;
};
int number_of(counter const& of) { return of.value; }
counter counter_of(int value) { return {value}; }

} // namespace

template <>
inline constexpr auto action_grammar::contract_of<counted> =
    action_grammar::represented_as<int>(to_number, from_number);
template <>
inline constexpr auto action_grammar::contract_of<counter> =
    action_grammar::represented_as<int>(number_of, counter_of);

TEST_CASE("an object of the same type is handed over without JSON") {
    counted const* seen = nullptr;
    auto const makes = doc::make_typed_action("make", ag::fetch<"m">([]() noexcept { return counted{5}; }));
    auto const takes = doc::make_typed_action("take", ag::transform<"t">([&seen](counted const& of) noexcept {
                                                  seen = &of;
                                                  return of.value;
                                              }));
    encoded = decoded = 0;
    auto const made = run(*makes, {});
    auto const given = run(*takes, {made.value});
    CHECK(text(given.value.to_json()) == "5");
    CHECK(encoded == 0);
    CHECK(decoded == 0);
    auto const object = made.value.as<counted>();
    REQUIRE(object.has_value());
    CHECK(seen == object->get());
}

TEST_CASE("an object of another type goes through JSON") {
    auto const makes = doc::make_typed_action("make", ag::fetch<"m">([]() noexcept { return counter{5}; }));
    auto const takes = doc::make_typed_action(
        "take", ag::transform<"t">([](counted const& of) noexcept { return of.value; }));
    encoded = decoded = 0;
    auto const given = run(*takes, {run(*makes, {}).value});
    CHECK(text(given.value.to_json()) == "5");
    CHECK(decoded == 1);
    CHECK(encoded == 0);
}

TEST_CASE("a check hands on the object that it was given") {
    auto const checks = doc::make_typed_action(
        "check", ag::validate<"v">([](counted const& of) noexcept { return of.value > 0; }));
    encoded = decoded = 0;
    auto const value = doc::datum::of(counted{3});
    auto const given = run(*checks, {value});
    REQUIRE(given.how == ag::status::completed);
    CHECK(given.value.type() == doc::value_type_of<counted>);
    CHECK(given.value.as<counted>()->get() == value.as<counted>()->get());
    CHECK(encoded == 0);
    CHECK(decoded == 0);
}
