// Documents are judged by a vocabulary as its host judges them, and are not run.

#include "shop.hpp"

#include "support/catch.hpp"

#include <action_grammar/document/builtin_actions.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/rules/code.hpp>

#include <algorithm>

using namespace vocabulary_tests;

namespace {

using lines = std::vector<std::string>;

constexpr std::string_view prepare =
    R"json({"id": "cart", "action": "fetch(cart)"},
           {"id": "good", "action": "validate(stock)"},
           {"id": "rates", "action": "fetch(http)", "with": {"url": "https://rates", "timeout_ms": 5}},
           {"id": "order", "action": "transform(merge)", "from": {"cart": "good", "rates": "rates"}})json";
constexpr std::string_view commit =
    R"json({"id": "receipt", "action": "persist(order)", "protection": {"keyed": "order/id"}})json";

TEST_CASE("what is exported of a vocabulary that was read is the same vocabulary") {
    doc::registry const host = actions_of_shop();
    json::value const exported = doc::export_vocabulary(host);
    doc::registry const declared = declared_shop();
    CHECK(json::serialize(doc::export_vocabulary(declared)) == json::serialize(exported));
    REQUIRE(declared.all().size() == host.all().size());
    for (auto const& each : declared.all()) {
        bool const own = each == doc::transform_jq() || each == doc::aggregate_jq()
                      || each == doc::validate_schema() || each == doc::validate_assert();
        CHECK(each->about().runnable == own);
    }
}

TEST_CASE("a vocabulary says what documents need to know of an action") {
    json::value const exported = doc::export_vocabulary(actions_of_shop());
    CHECK(exported.at("vocabulary") == json::value(1));
    auto const& all = exported.at("actions").as_array();
    auto const order = std::ranges::find_if(
        all, [](json::value const& each) { return each.at("name") == json::value("persist(order)"); });
    REQUIRE(order != all.end());
    CHECK(order->at("verb") == json::value("persist"));
    CHECK(order->at("resource") == json::value("order"));
    CHECK(order->at("grade") == json::value("committed"));
    CHECK(order->at("protections") == json::value{"keyed"});
    CHECK(order->at("takes_key") == json::value(true));
    CHECK(order->at("configuration") == json::value(false));
    CHECK(order->at("parameters").as_array().size() == 1);
}

TEST_CASE("a document is acceptable to the host and by its vocabulary") {
    std::string const document = order_document(prepare, commit);
    CHECK(told(document, actions_of_shop()) == lines{});
    CHECK(told(document, declared_shop()) == lines{});
}

TEST_CASE("what is wrong is found by the vocabulary where the host finds it") {
    std::string const wrong[] = {
        order_document(R"json({"id": "cart", "action": "fetch(crat)"})json", commit),
        order_document(R"json({"id": "order", "action": "fetch(cart)"})json", commit),
        order_document(R"json({"id": "order", "action": "fetch(cart)", "with": {}})json", commit),
        order_document(prepare, R"json({"id": "receipt", "action": "persist(order)"})json"),
        order_document(prepare,
                       R"json({"id": "receipt", "action": "persist(order)", "protection": "natural"})json"),
        order_document(R"json({"id": "order", "action": "persist(raw)", "from": "input"})json", commit),
        order_document(
            R"json({"id": "cart", "action": "fetch(cart)"}, {"id": "order", "action": "transform(merge)"})json",
            commit)};
    doc::registry const host = actions_of_shop();
    doc::registry const declared = declared_shop();
    for (std::string const& document : wrong) {
        INFO(document);
        CHECK_FALSE(told(document, host).empty());
        CHECK(told(document, declared) == told(document, host));
    }
}

TEST_CASE("a configuration is checked by its schema") {
    doc::registry const declared = declared_shop();
    auto const found = [&](std::string_view with) {
        std::string const document = order_document(
            R"json({"id": "cart", "action": "fetch(cart)"}, {"id": "rates", "action": "fetch(http)", "with": )json"
                + std::string(with)
                + R"json(}, {"id": "order", "action": "transform(merge)", "from": {"cart": "cart", "rates": "rates"}})json",
            commit);
        return doc::validate(document, declared).found;
    };
    CHECK(found(R"json({"url": "u"})json").list.empty());

    auto const misspelt = found(R"json({"url": "u", "timeout_sm": 3})json");
    REQUIRE(misspelt.list.size() == 1);
    CHECK(misspelt.list[0].code == ag::rule_code::config_invalid);
    CHECK(misspelt.list[0].where.pointer == "/prepare/1/with/timeout_sm");
    CHECK(misspelt.list[0].where.key);
    CHECK(misspelt.list[0].hint == "did you mean \"timeout_ms\"?");

    auto const small = found(R"json({"url": "u", "timeout_ms": 0})json");
    REQUIRE(small.list.size() == 1);
    CHECK(small.list[0].where.pointer == "/prepare/1/with/timeout_ms");
    auto const lacking = found("{}");
    REQUIRE(lacking.list.size() == 1);
    CHECK(lacking.list[0].where.pointer == "/prepare/1/with");
    CHECK(lacking.list[0].message.find("url") != std::string::npos);
}

TEST_CASE("a configuration that is missing is told at the step") {
    std::string const document = order_document(
        R"json({"id": "cart", "action": "fetch(cart)"}, {"id": "rates", "action": "fetch(http)"},
               {"id": "order", "action": "transform(merge)", "from": {"cart": "cart", "rates": "rates"}})json",
        commit);
    CHECK(told(document, declared_shop()) == lines{"AG302 /prepare/1"});
}

TEST_CASE("what is declared only is not run") {
    auto const made = doc::executable::assemble(order_document(prepare, commit), declared_shop());
    REQUIRE_FALSE(made.has_value());
    lines places;
    for (doc::finding const& each : made.error().list) {
        CHECK(each.code == ag::rule_code::missing_resource);
        places.push_back(each.where.pointer);
    }
    CHECK(places == lines{"/prepare/0", "/prepare/1", "/prepare/2", "/prepare/3", "/commit"});
}

TEST_CASE("an action that hands its input on is known to do so") {
    // The input has a member more than the contract of the cart, which a later step reads.
    doc::registry const declared = declared_shop();
    std::string const document = R"json({"query": "look",
      "input": {"type": "object", "properties": {"id": {"type": "string"}, "quantity": {"type": "integer", "minimum": 0, "maximum": 9},
                "unit_price": {"const": 2}}, "required": ["id", "quantity", "unit_price"], "additionalProperties": false},
      "prepare": [{"id": "good", "action": "validate(stock)"}],
      "outcome": {"properties": {"unit_price": {"const": 2}}}})json";
    CHECK(told(document, actions_of_shop()) == lines{});
    CHECK(told(document, declared) == lines{});
}

} // namespace
