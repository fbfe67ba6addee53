#include "judged.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

using namespace document_tests;

namespace {

constexpr std::string_view prepare = R"json([{"id": "cart", "action": "fetch(cart)"
}, {"id": "order", "action": "transform(price)"}])json";
constexpr std::string_view persist = R"json({"id": "receipt", "action": "persist(order)"
})json";

} // namespace

TEST_CASE("a document of the right shape has no findings") {
    CHECK(told(order_document(prepare, persist)) == lines{});
    CHECK(told(order_document(
              prepare, persist,
              R"json([{"id": "reply", "action": "transform(jq)", "with": {"filter": "{order: .id}"}
}])json")) == lines{});
}

TEST_CASE("a second mutation is told where it stands, with the first one") {
    std::string const document = order_document(
        prepare, persist, R"json([{"id": "event", "action": "emit(event)", "from": "order"}])json");
    auto const found = only(document);
    CHECK(found.code == action_grammar::rule_code::second_mutation);
    CHECK(found.where.pointer == "/conclude/0");
    REQUIRE(found.related.size() == 1);
    CHECK(found.related[0].where.pointer == "/commit");
    CHECK(found.related[0].where.line > 0);
}

TEST_CASE("what can fail behind the mutation is told") {
    CHECK(told(order_document(prepare, persist,
                              R"json([{"id": "again", "action": "fetch(cart)", "from": "input"}])json"))
          == lines{"AG202 /conclude/0"});
    // A filter that may fail for some receipt, as one that divides by what may be zero.
    CHECK(told(order_document(
              prepare, persist,
              R"json([{"id": "reply", "action": "transform(jq)", "with": {"filter": "{share: (1 / .number)}"}
    }])json"))
          == lines{"AG202 /conclude/0"});
}

TEST_CASE("a query does not mutate, and a command does") {
    std::string query = order_document(prepare, persist);
    query.replace(query.find("command"), 7, "query");
    // The form of a query has no commit; where it stands all the same, the rule says so as well.
    CHECK(told(query).front().starts_with("AG308"));
    CHECK(
        told(order_document(prepare, R"json({"id": "same", "action": "transform(jq)", "with": {"filter": "."}
    })json"))
        == lines{"AG206 "});
}

TEST_CASE("a mutation does not stand in a repetition or beside what can fail") {
    CHECK(told(order_document(
              R"json([{"id": "cart", "action": "fetch(cart)"}, {"id": "order", "action": "transform(price)"},
                  {"id": "list", "action": "transform(jq)", "with": {"filter": "[.]"}},
                  {"id": "each", "fan_out": [{"id": "same", "action": "persist(order)"}]}])json",
              persist))
          == lines{"AG203 /prepare/3", "AG101 /commit", "AG201 /commit"});
}

TEST_CASE("a retry around a mutation wants a safe one") {
    std::string document = order_document(prepare, R"json({"id": "receipt", "action": "persist(raw)"})json");
    document.back() = ',';
    document += R"json("mixins": [{"mixin": "retry", "on": ["receipt"], "with": {"attempts": 3}}]})json";
    CHECK(told(document) == lines{"AG207 /mixins/0"});
}

TEST_CASE("a protection is one that the action offers") {
    CHECK(told(order_document(
              prepare, R"json({"id": "receipt", "action": "persist(order)", "protection": "natural"})json"))
          == lines{});
    CHECK(told(order_document(
              prepare,
              R"json({"id": "receipt", "action": "persist(order)", "protection": "same_transaction"
    })json"))
          == lines{"AG302 /commit/protection"});
    CHECK(told(order_document(
              prepare,
              R"json({"id": "receipt", "action": "persist(keyed)", "protection": {"keyed": "order/id"}
    })json"))
          == lines{});
    CHECK(told(order_document(
              prepare,
              R"json({"id": "receipt", "action": "persist(keyed)", "protection": {"keyed": "order"}
    })json"))
          == lines{"AG101 /commit/protection"});
    CHECK(told(order_document(
              prepare,
              R"json({"id": "receipt", "action": "persist(keyed)", "protection": {"keyed": "ordre/id"}
    })json"))
          == lines{"AG401 /commit/protection"});
}

TEST_CASE("a timeout wants an action that heeds it") {
    std::string document = order_document(prepare, persist);
    document.back() = ',';
    document += R"json("mixins": [{"mixin": "timeout", "on": ["cart"], "with": {"ms": 5}}]})json";
    auto const found = only(document);
    CHECK(found.code == action_grammar::rule_code::mixin_not_applicable);
    CHECK(found.where.pointer == "/mixins/0");
    CHECK(found.message == "the action within this timeout takes no deadline, so that nothing would end it");
}

TEST_CASE("a setting that a mixin does not have is told by its name") {
    std::string document = order_document(prepare, persist);
    document.back() = ',';
    document +=
        R"json("mixins": [{"mixin": "retry", "on": ["cart"], "with": {"attempts": 2, "atempts": 3}}]})json";
    auto const found = only(document);
    CHECK(found.where.pointer == "/mixins/0/with/atempts");
    CHECK(found.where.key);
}

TEST_CASE("an action that finds its key itself takes none from the document") {
    auto const found = only(order_document(
        prepare,
        R"json({"id": "e", "action": "emit(event)", "from": "order", "protection": {"keyed": "order/id"}})json"));
    CHECK(found.code == action_grammar::rule_code::config_invalid);
    CHECK(found.where.pointer == "/commit/protection");
    REQUIRE(found.fixes.size() == 1);
    CHECK(found.fixes[0].how == action_grammar::document::applicability::machine_applicable);
}

TEST_CASE("a document with errors is never acceptable however few findings are kept") {
    action_grammar::document::policy none;
    none.bounds.findings = 0;
    CHECK(told(order_document(prepare, R"json({"id": "receipt", "action": "persist(oder)"})json"), none)
          == lines{"AG301 /commit/action"});
}

TEST_CASE("a mutation that no rule refuses where it is stands under commit all the same") {
    constexpr std::string_view same =
        R"json({"id": "same", "action": "transform(jq)", "with": {"filter": "."}})json";
    std::string steps(prepare);
    steps.back() = ',';
    steps += R"json({"id": "receipt", "action": "persist(order)"}])json";
    CHECK(told(order_document(steps, same)) == lines{"AG308 /prepare/2"});
    CHECK(told(order_document(prepare, same, R"json([{"id": "receipt", "action": "persist(order)"}])json"))
          == lines{"AG308 /conclude/0"});
    // Within the commit it may stand anywhere that the rules allow.
    CHECK(told(order_document(prepare, R"json({"id": "d", "decide": [{"otherwise": true, "prepare": [
              {"id": "receipt", "action": "persist(order)"}]}]})json"))
          == lines{});
    // In an `all` beside what cannot fail it is the commit.
    CHECK(told(order_document(prepare,
                              R"json({"id": "both", "all": [{"id": "receipt", "action": "persist(order)"},
              {"id": "kept", "action": "transform(jq)", "with": {"filter": "."}}]})json"))
          == lines{});
}

TEST_CASE("contracts that are handed on and on are judged up to a limit") {
    std::string wide = R"json({"query": "q", "input": {"type": "object", "properties": {)json";
    for (int i = 0; i < 400; ++i)
        wide += (i == 0 ? "\"m" : ", \"m") + std::to_string(i) + "\": {\"type\": \"integer\"}";
    wide += R"json(}}, "prepare": [)json";
    for (int i = 0; i < 1'000; ++i)
        wide += (i == 0 ? "{\"id\": \"s" : ", {\"id\": \"s") + std::to_string(i)
              + R"json(", "action": "transform(jq)", "from": {"a)json" + std::to_string(i)
              + R"json(": "input"}, "with": {"filter": "."}})json";
    auto const found = told(wide + "]}");
    // Beside it only warnings: nothing reads the values.
    CHECK(std::ranges::count_if(found, [](auto const& each) { return each.starts_with("AG307 /prepare/"); })
          == 1);
    CHECK(std::ranges::count_if(found, [](auto const& each) { return each.starts_with("AG403? "); })
          == static_cast<std::ptrdiff_t>(found.size()) - 1);
}
