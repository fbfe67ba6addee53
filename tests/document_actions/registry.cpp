// The actions that a host lets documents name.

#include "support.hpp"

using namespace shop;

namespace {

auto twice() {
    return ag::transform<"t">([](int of) noexcept { return of * 2; });
}

} // namespace

TEST_CASE("a registry has the actions of the library") {
    doc::registry const all;
    for (char const* name : {"transform(jq)", "aggregate(jq)", "validate(schema)", "validate(assert)"}) {
        REQUIRE(all.find(name) != nullptr);
        CHECK(all.find(name)->about().name == name);
        CHECK(doc::contract::of_schema(all.find(name)->about().configuration).has_value());
    }
    CHECK(doc::registry::empty().all().empty());
}

TEST_CASE("actions are found by their names") {
    auto all = doc::registry::empty();
    REQUIRE(all.add("twice", twice()).has_value());
    REQUIRE(all.add("again", twice()).has_value());
    REQUIRE(all.add("middle", ag::fetch<"f">([](int of) noexcept { return of; })).has_value());
    REQUIRE(all.add_configured<cart>("x", [](cart const&) { return twice(); }).has_value());
    REQUIRE(all.all().size() == 4);
    for (std::size_t i = 1; i < all.all().size(); ++i)
        CHECK(all.all()[i - 1]->about().name < all.all()[i]->about().name);
    CHECK(all.find("transform(twice)") != nullptr);
    CHECK(all.find("fetch(middle)") != nullptr);
    CHECK(all.find("fetch(twice)") == nullptr);
    CHECK(all.find("") == nullptr);
}

TEST_CASE("a name stands once") {
    auto all = doc::registry::empty();
    REQUIRE(all.add("twice", twice()).has_value());
    auto const second = all.add("twice", twice());
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().name == "transform(twice)");
    CHECK(all.all().size() == 1);
    // The same noun under another verb is another action.
    CHECK(all.add("twice", ag::fetch<"f">([](int of) noexcept { return of; })).has_value());
}

TEST_CASE("a name is one that documents can write") {
    auto all = doc::registry::empty();
    CHECK_FALSE(all.add("", twice()).has_value());
    CHECK_FALSE(all.add("a b", twice()).has_value());
    CHECK_FALSE(all.add("a)", twice()).has_value());
    CHECK_FALSE(all.add(std::string(129, 'a'), twice()).has_value());
    CHECK(all.add(std::string(128, 'a'), twice()).has_value());
    CHECK(all.add("A-b_c.9", twice()).has_value());
    CHECK_FALSE(all.add(nullptr).has_value());
}

TEST_CASE("the nearest name is offered") {
    doc::registry const all;
    CHECK(all.nearest("transfrom(jq)") == "transform(jq)");
    CHECK(all.nearest("validate(shema)") == "validate(schema)");
    CHECK(all.nearest("something(else)").empty());
}
