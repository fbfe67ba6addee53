#include "judged.hpp"

using namespace document_tests;

namespace {

constexpr std::string_view persist = R"json({"id": "receipt", "action": "persist(order)"
})json";

} // namespace

TEST_CASE("a value that the next step does not take is told with a witness and its maker") {
    auto const found = only(order_document(
        R"json([{"id": "cart", "action": "fetch(cart)"},
            {"id": "order", "action": "transform(jq)", "with": {"filter": "{id, total: (.quantity | tostring)}"}}])json",
        persist));
    CHECK(found.code == action_grammar::rule_code::contract_mismatch);
    CHECK(found.where.pointer == "/commit");
    CHECK(found.message.find("\"total\"") != std::string::npos);
    REQUIRE(found.related.size() == 1);
    CHECK(found.related[0].where.pointer == "/prepare/1");
}

TEST_CASE("a misspelt member of a filter is told before anything runs") {
    auto const found = only(order_document(
        R"json([{"id": "cart", "action": "fetch(cart)"},
            {"id": "order", "action": "transform(jq)", "with": {"filter": "{id, total: (.quantty * 2)}"}}])json",
        persist));
    CHECK(found.code == action_grammar::rule_code::contract_mismatch);
    CHECK(found.where.pointer == "/prepare/1/with/filter");
    CHECK(found.hint.find("quantity") != std::string::npos);
}

TEST_CASE("contracts flow through references and into them") {
    CHECK(told(order_document(
              R"json([{"id": "cart", "action": "fetch(cart)"},
                  {"id": "count", "action": "transform(jq)", "with": {"filter": ".bought"},
                   "from": {"bought": "cart/quantity"}},
                  {"id": "order", "action": "transform(jq)", "with": {"filter": "{id: .cart.id, total: .n}"},
                   "from": {"cart": "cart", "n": "count"}}])json",
              persist))
          == lines{});
    auto const found = only(order_document(
        R"json([{"id": "cart", "action": "fetch(cart)"},
            {"id": "order", "action": "transform(price)", "from": "cart/articel"}])json",
        persist));
    CHECK(found.code == action_grammar::rule_code::unresolved_reference);
    CHECK(found.where.pointer == "/prepare/1/from");
    CHECK(found.hint == "did you mean \"article\"?");
}

TEST_CASE("a sum of integers need not be one that the next step can hold") {
    CHECK(told(order_document(
              R"json([{"id": "cart", "action": "fetch(cart)"},
                  {"id": "order", "action": "transform(jq)",
                   "with": {"filter": "{id, total: (.quantity + .unit_price)}"}}])json",
              persist))
          == lines{"AG101 /commit"});
}

TEST_CASE("the outcome is compared with the last value") {
    std::string document = order_document(
        R"json([{"id": "cart", "action": "fetch(cart)"}, {"id": "order", "action": "transform(price)"}])json",
        persist);
    document.back() = ',';
    CHECK(told(document + R"json("outcome": {"type": "object", "required": ["number"]}})json") == lines{});
    CHECK(told(document + R"json("outcome": {"type": "object", "required": ["order"]}})json")
          == lines{"AG104 /outcome"});
}

TEST_CASE("a schema of the document may be named") {
    std::string document = order_document(
        R"json([{"id": "cart", "action": "fetch(cart)"},
            {"id": "some", "action": "validate(schema)", "with": {"schema": {"$ref": "#/contracts/some"}}},
            {"id": "order", "action": "transform(price)"}])json",
        persist);
    document.back() = ',';
    CHECK(told(document + R"json("contracts": {"some": {"properties": {"quantity": {"minimum": 1}}}}})json")
          == lines{});
    CHECK(told(document + R"json("contracts": {"some": {"properties": {"quantity": {"minimum": "1"}}}}})json")
          == lines{"AG302 /contracts/some/properties/quantity/minimum"});
}

TEST_CASE("an input that is not declared satisfies nobody") {
    CHECK(told(R"json({"query": "look", "prepare": [{"id": "cart", "action": "fetch(cart)"}]
})json") == lines{"AG101 /prepare/0"});
}
