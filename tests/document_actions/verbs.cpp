// What is derived from the types of an action, verb by verb.

#include "support.hpp"

using namespace shop;

namespace {

struct cart_service {
    ag::result<cart, not_found> find(std::string const& id) const {
        if (id.empty()) return ag::unexpected(not_found{"no id", false});
        return cart{id, 2};
    }
};
struct order_table {
    ag::result<receipt, not_found> put(order const& placed) { return receipt{placed.id}; }
};

} // namespace

TEST_CASE("a fetch is described by its types") {
    cart_service carts;
    auto const made = doc::make_typed_action("cart", ag::fetch<"c">(&cart_service::find), carts);
    auto const& about = made->about();
    CHECK(about.name == "fetch(cart)");
    CHECK(about.what == ag::verb::fetch);
    CHECK(about.resource == "cart");
    REQUIRE(about.parameters.size() == 1);
    CHECK(about.parameters[0].name == "string");
    CHECK(about.parameters[0].accepts.type() == doc::value_type_of<std::string>);
    CHECK(about.output.type() == doc::value_type_of<cart>);
    CHECK(about.effect == ag::grade::fallible);
    CHECK(about.protections.empty());
    CHECK(about.configuration == false);
    REQUIRE(about.resources.size() == 1);
    CHECK(about.resources[0].find("cart_service") != std::string::npos);
    // Not noexcept: it may also throw.
    REQUIRE(about.failures.size() == 2);
    CHECK(about.failures[0].type == "not_found");
    CHECK(about.failures[0].transient == ag::tendency::sometimes);
    CHECK(about.failures[0].in_doubt == ag::tendency::never);
    CHECK(about.failures[0].schema.is_object());
    CHECK(about.failures[1].type == "thrown");
    CHECK(about.runnable);

    auto const given = run(*made, {json(R"("a")")});
    REQUIRE(given.how == ag::status::completed);
    CHECK(given.value.type() == doc::value_type_of<cart>);
    CHECK(text(given.value.to_json()) == R"({"id":"a","quantity":2})");
}

TEST_CASE("a transform that cannot fail is infallible") {
    auto const made = doc::make_typed_action(
        "total", ag::transform<"t">([](cart const& of) noexcept { return of.quantity * 2; }));
    CHECK(made->about().name == "transform(total)");
    CHECK(made->about().effect == ag::grade::infallible);
    CHECK(made->about().failures.empty());
    CHECK(used(*made).effect == ag::grade::infallible);
    CHECK(text(run(*made, {json(R"({"id":"a","quantity":3})")}).value.to_json()) == "6");
}

TEST_CASE("an aggregate reduces a list") {
    auto const made =
        doc::make_typed_action("sum", ag::aggregate<"s">([](std::vector<int> const& all) noexcept {
                                   int sum = 0;
                                   for (int const each : all)
                                       sum += each;
                                   return sum;
                               }));
    CHECK(made->about().name == "aggregate(sum)");
    CHECK(text(run(*made, {json("[1,2,3]")}).value.to_json()) == "6");
}

TEST_CASE("a persist is committed and offers its protection") {
    order_table orders;
    auto const made =
        doc::make_typed_action("orders", ag::persist<"o">(&order_table::put, ag::natural), orders);
    CHECK(made->about().name == "persist(orders)");
    CHECK(made->about().effect == ag::grade::committed);
    CHECK(made->about().protections == std::vector{ag::protection::natural});
    CHECK_FALSE(made->about().takes_key);
    auto const given = run(*made, {json(R"({"id":"a","total":1.5})")});
    REQUIRE(given.how == ag::status::completed);
    CHECK(text(given.value.to_json()) == R"({"order":"a"})");
}

TEST_CASE("an emit that yields nothing yields null") {
    std::string sent;
    auto const made = doc::make_typed_action(
        "mail", ag::emit<"m">([&sent](std::string const& words) { sent = words; }, ag::unprotected));
    CHECK(made->about().name == "emit(mail)");
    CHECK(made->about().effect == ag::grade::committed);
    CHECK(made->about().output.type() == doc::value_type_of<ag::unit>);
    auto const given = run(*made, {json(R"("hello")")});
    REQUIRE(given.how == ag::status::completed);
    CHECK(given.value.to_json().is_null());
    CHECK(sent == "hello");
}

TEST_CASE("a validate hands on what it was given") {
    auto const made = doc::make_typed_action(
        "stock", ag::validate<"in stock">([](cart const& of) noexcept { return of.quantity > 0; }));
    CHECK(made->about().effect == ag::grade::fallible);
    REQUIRE(made->about().failures.size() == 1);
    CHECK(made->about().failures[0].type == "invalid");
    // What is known of the input beyond the parameter is still known of the output.
    auto const narrow = schema(R"({"type":"object","required":["id","quantity"],"additionalProperties":false,
        "properties":{"id":{"const":"a"},"quantity":{"type":"integer","minimum":1,"maximum":9}}})");
    std::vector<doc::contract> const inputs{narrow};
    doc::use_request request;
    request.inputs = inputs;
    CHECK(made->check(request).output.compare_with(narrow));

    auto const given = run(*made, {json(R"({"id":"a","quantity":3})")});
    REQUIRE(given.how == ag::status::completed);
    CHECK(given.value.type() == nullptr); // the JSON itself
    CHECK(text(given.value.to_json()) == R"({"id":"a","quantity":3})");
}

TEST_CASE("a validate that makes a value hands on that value") {
    auto const made = doc::make_typed_action(
        "id", ag::validate<"v">([](cart const& of) -> ag::result<std::string, not_found> { return of.id; }));
    CHECK(made->about().output.type() == doc::value_type_of<std::string>);
    CHECK(text(run(*made, {json(R"({"id":"a","quantity":3})")}).value.to_json()) == R"("a")");
}

TEST_CASE("an action without values drops what reaches it") {
    auto const made = doc::make_typed_action("time", ag::fetch<"t">([]() noexcept { return 12; }));
    CHECK(made->about().parameters.empty());
    CHECK(text(run(*made, {json("{}")}).value.to_json()) == "12");
    CHECK(text(run(*made, {}).value.to_json()) == "12");
}

TEST_CASE("an action that takes JSON takes anything") {
    auto const made = doc::make_typed_action(
        "size", ag::transform<"t">([](ag::json::value const& of) { return of.is_array() ? 1 : 0; }));
    CHECK(made->about().parameters[0].accepts.is_anything());
    CHECK(text(run(*made, {json("[1]")}).value.to_json()) == "1");
    CHECK(text(run(*made, {doc::datum::of(cart{"a", 1})}).value.to_json()) == "0");
}

TEST_CASE("a generic action is told its types") {
    auto const made = doc::make_typed_action<cart>(
        "q", ag::transform<"t">([](auto const& of) noexcept { return of.quantity; }));
    CHECK(made->about().parameters[0].accepts.type() == doc::value_type_of<cart>);
    CHECK(made->about().effect == ag::grade::infallible);
    CHECK(text(run(*made, {json(R"({"id":"a","quantity":3})")}).value.to_json()) == "3");
}

TEST_CASE("a reference that an action returns is copied") {
    static cart const kept{"k", 7};
    auto const made =
        doc::make_typed_action("kept", ag::fetch<"k">([]() noexcept -> cart const& { return kept; }));
    auto const given = run(*made, {});
    REQUIRE(given.how == ag::status::completed);
    CHECK(text(given.value.to_json()) == R"({"id":"k","quantity":7})");
}
