// Three workflows as they are written for Tasker: imported, judged, and run.

#include "office.hpp"

#include "support/catch.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/executable.hpp>

#include <algorithm>

using namespace import_tests;

namespace {

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

json::value parsed(std::string_view text) { return json::parse(text).value(); }

/// Words for a failed test.
std::string shown(document::tasker_import const& made) {
    std::string text;
    for (document::finding const& each : made.found.list)
        text += each.where.pointer + ": " + each.message + "\n";
    for (auto const& each : made.compositions)
        for (json::value const& part : each.documents)
            text += json::serialize(part) + "\n";
    return text;
}

} // namespace

TEST_CASE("order processing becomes two commands that store and announce") {
    office of;
    auto const actions = actions_of(of);
    auto const made = document::import_tasker(spec_in("order_processing.json"), actions);
    INFO(shown(made));
    CHECK(told(made.found) == lines{"AG201? /invocations/5"});
    REQUIRE(made.compositions.size() == 1);
    auto const& documents = made.compositions[0].documents;
    REQUIRE(documents.size() == 2);
    CHECK(at(documents[0], "/command") == "order_processing");
    CHECK(at(documents[0], "/commit/action") == "persist(orders)");
    CHECK(at(documents[0], "/commit/protection") == "natural");
    CHECK(at(documents[0], "/commit/with")
          == parsed(
              R"json({"entity": "order", "mode": "upsert", "identity": {"primary_key": ["order_id"]}})json"));
    CHECK(at(documents[0], "/prepare/3/from")
          == parsed(R"json({"context": "input", "prev": "transform_2", "result_1": "transform_1"})json"));
    CHECK(at(documents[1], "/command") == "order_processing_2");
    CHECK(at(documents[1], "/commit/action") == "emit(order.confirmed)");
    CHECK(at(documents[1], "/commit/protection") == parsed(R"json({"keyed": "emit_5_key"})json"));

    auto const reply =
        run_all(documents, actions, parsed(R"json({"order_id": "o-1", "customer_id": "c-1", "lines": [
      {"sku": "tea", "quantity": 2, "unit_price": 300}, {"sku": "cup", "quantity": 1, "unit_price": 900}]})json"));
    CHECK(at(reply, "/confirmed") == true);
    CHECK(of.orders == std::map<std::string, std::string>{{"o-1", "2000"}});
    CHECK(of.events == lines{"order.confirmed o-1 2000"});
}

TEST_CASE("payment reconciliation keeps its retries and checks the result in a query") {
    office of;
    of.unreachable = 2;
    auto const actions = actions_of(of);
    auto const made = document::import_tasker(spec_in("payment_reconciliation.json"), actions);
    INFO(shown(made));
    CHECK(made.found.acceptable());
    REQUIRE(made.compositions.size() == 1);
    auto const& documents = made.compositions[0].documents;
    REQUIRE(documents.size() == 2); // validate_success can fail when all is done
    CHECK(
        at(documents[0], "/mixins/0")
        == parsed(
            R"json({"mixin": "retry", "on": ["acquire_0"], "with": {"attempts": 3, "initial_ms": 0}})json"));
    CHECK(at(documents[0], "/commit/protection") == "natural");
    CHECK(at(documents[1], "/query") == "payment_reconciliation_2");

    auto const reply = run_all(documents, actions, parsed(R"json({"batch": "b-7", "tolerance": 10})json"));
    CHECK(reply == parsed(R"json({"rows": 1})json"));
    CHECK(of.reconciliations == std::map<std::string, std::string>{{"b-7", "2 compared, net -5, b"}});

    auto const first = document::executable::assemble(json::serialize(documents[0]), actions);
    REQUIRE(first.has_value());
    auto const strict = first->run(parsed(R"json({"batch": "b-8", "tolerance": 1})json"));
    CHECK(strict.failed_action() == "assert_4");
    CHECK(of.reconciliations.size() == 1);
}

TEST_CASE("customer onboarding tells of its constant key and of what it reads from other steps") {
    office of;
    auto const actions = actions_of(of);
    auto const made = document::import_tasker(spec_in("customer_onboarding.json"), actions);
    INFO(shown(made));
    auto const found = told(made.found);
    auto const has = [&](std::string_view one) { return std::ranges::find(found, one) != found.end(); };
    std::string const invocations = "/steps/1/composition/invocations";
    CHECK(has("AG308? /steps/0"));
    CHECK(has("AG205 " + invocations + "/4/config/constraints/idempotency_key"));
    CHECK(has("AG205? " + invocations + "/4/config"));
    CHECK(has("AG201? " + invocations + "/5"));
    CHECK(has("AG401? " + invocations + "/5/config/payload/expression"));
    REQUIRE(made.compositions.size() == 1);
    CHECK(made.compositions[0].name == "onboarding.create_customer");
    CHECK(made.compositions[0].pointer == "/steps/1/composition");
    auto const& documents = made.compositions[0].documents;
    REQUIRE(documents.size() == 2);
    CHECK(at(documents[1], "/commit/decide/0/commit/action") == "emit(customer.onboarded)");

    auto const asked = parsed(
        R"json({"email": "Ada@Example.org", "plan": "team", "deps": {"check_address": {"ok": true}}})json");
    CHECK(at(run_all(documents, actions, asked), "/confirmed") == true);
    CHECK(of.customers == lines{"ada@example.org team example.org"});
    CHECK(of.events == lines{"customer.onboarded ada@example.org true"});
    auto const quiet = parsed(R"json({"email": "b@c.d", "plan": "team", "quiet": true})json");
    CHECK(run_all(documents, actions, quiet)
          == parsed(R"json({"emitted": false, "reason": "condition not met"})json"));
    CHECK(of.events.size() == 1);
}

TEST_CASE("without a host the documents are made all the same and the actions are named") {
    for (std::string_view const file :
         {"order_processing.json", "payment_reconciliation.json", "customer_onboarding.json"}) {
        auto const made = document::import_tasker(spec_in(file), document::registry());
        INFO(shown(made));
        REQUIRE(made.compositions.size() == 1);
        CHECK(made.compositions[0].documents.size() == 2);
        CHECK(made.actions.size() == 2 + (file == "customer_onboarding.json" ? 1 : 0));
        for (document::needed_action const& each : made.actions) {
            CHECK_FALSE(each.is_registered);
            CHECK_FALSE(each.where.empty());
            CHECK(each.output.is_object());
        }
    }
}
