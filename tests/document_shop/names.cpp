#include "judged.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/document/patch.hpp>

using namespace document_tests;

namespace {

constexpr std::string_view prepare = R"json([{"id": "cart", "action": "fetch(cart)"
}, {"id": "order", "action": "transform(price)"}])json";

} // namespace

TEST_CASE("an unknown action is told with the nearest one") {
    auto const found =
        only(order_document(prepare, R"json({"id": "receipt", "action": "persist(ordr)"})json"));
    CHECK(found.code == action_grammar::rule_code::unknown_action);
    CHECK(found.where.pointer == "/commit/action");
    CHECK(found.hint == "did you mean \"persist(order)\"?");
    REQUIRE(found.fixes.size() == 1);
    CHECK(found.fixes[0].patch.size() == 1);
}

TEST_CASE("what follows from an unknown action is not held against the steps behind it") {
    CHECK(told(order_document(
              prepare, R"json({"id": "receipt", "action": "persist(ordr)"})json",
              R"json([{"id": "reply", "action": "transform(jq)", "with": {"filter": "{order: .id}"}}])json"))
          == lines{"AG301 /commit/action"});
}

TEST_CASE("references lead to steps before the reader") {
    constexpr std::string_view persist =
        R"json({"id": "receipt", "action": "persist(order)", "from": "order"})json";
    CHECK(told(order_document(prepare, R"json({"id": "receipt", "action": "persist(order)", "from": "ordr"
})json")) == lines{"AG401 /commit/from"});
    CHECK(told(order_document(
              R"json([{"id": "order", "action": "transform(price)", "from": "cart"
    }, {"id": "cart", "action": "fetch(cart)", "from": "input"}])json",
              persist))
          == lines{"AG402 /prepare/0/from"});
}

TEST_CASE("an id stands once") {
    CHECK(
        told(order_document(
            R"json([{"id": "cart", "action": "fetch(cart)"}, {"id": "cart", "action": "transform(price)"}])json",
            R"json({"id": "receipt", "action": "persist(order)"
})json"))
        == lines{"AG305 /prepare/1/id"});
}

TEST_CASE("a value that nothing reads is a warning") {
    CHECK(told(order_document(
              R"json([{"id": "cart", "action": "fetch(cart)"}, {"id": "limit", "action": "fetch(limit)"},
                  {"id": "order", "action": "transform(price)", "from": "cart"}])json",
              R"json({"id": "receipt", "action": "persist(order)"
})json")) == lines{"AG403? /prepare/1"});
}

TEST_CASE("patterns that the host has not loaded are unknown") {
    CHECK(told(order_document(R"json([{"id": "cart", "pattern": "no_such@1", "with": {}}])json",
                              R"json({"id": "receipt", "action": "persist(order)", "from": "cart"})json"))
          == lines{"AG303 /prepare/0/pattern"});
}

TEST_CASE("a fix that nothing stands at the place of yet is not offered") {
    std::string const commit =
        R"json({"id": "e", "action": "emit(event)", "from": "order", "protec.ion": {"keyed": "order/id"}})json";
    std::string const document = order_document(prepare, commit);
    shop of;
    auto const actions = actions_of(of);
    auto const found = action_grammar::document::validate(document, actions).found;
    REQUIRE(found.list.size() == 2); // the name, and what stands under it
    auto const root = action_grammar::json::parse(document);
    std::size_t fixes = 0;
    for (auto const& each : found.list) {
        for (auto const& mend : each.fixes) {
            ++fixes;
            CHECK(action_grammar::document::apply_patch(*root, mend.patch).has_value());
        }
    }
    CHECK(fixes == 1);
}
