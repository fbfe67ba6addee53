#include "judged.hpp"

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/simulation.hpp>

#include <string>
#include <string_view>

using namespace document_tests;

namespace {

namespace ag = action_grammar;
namespace document = ag::document;
namespace json = ag::json;

constexpr std::string_view prepare = R"json([{"id": "cart", "action": "fetch(cart)"
}, {"id": "order", "action": "transform(price)"}])json";
constexpr std::string_view persist =
    R"json({"id": "receipt", "action": "persist(keyed)", "protection": {"keyed": "order/id"}})json";
constexpr std::string_view reply =
    R"json([{"id": "reply", "action": "transform(jq)", "with": {"filter": "{order: .id}"}}])json";
constexpr std::string_view tea = R"json({"id": "a-1", "article": "tea", "quantity": 4})json";

lines course(document::simulation const& made) {
    lines all;
    for (auto const& each : made.steps)
        all.push_back(each.id + ' ' + std::string(name(each.what)));
    return all;
}

} // namespace

TEST_CASE("a simulation runs up to the mutation and tells what it would do") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(order_document(prepare, persist, reply), actions);
    auto const made = document::simulate(run, request(tea));
    CHECK(course(made) == lines{"cart ran", "order ran", "receipt would_mutate"});
    CHECK(made.how == ag::status::completed);
    CHECK(made.stopped_before_mutation);
    CHECK(of.orders.empty());
    CHECK(of.calls == lines{"cart a-1"});
    CHECK(made.steps[2].key == "a-1");
    CHECK(json::serialize(made.steps[2].input) == R"json({"id":"a-1","total":100})json");
    json::value const written = document::to_json(made);
    CHECK(written.at("stopped_before_mutation").get_bool());
    CHECK(written.at("steps").get_array().size() == 3);
    CHECK(written.at("steps").at(0).at("output").at("unit_price") == 25);
    CHECK_FALSE(written.get_object().contains("output"));
}

TEST_CASE("with a value for the mutation a simulation goes on behind it") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(order_document(prepare, persist, reply), actions);
    document::simulation_options options;
    options.values["receipt"] = request(R"json({"id": "a-1", "number": 9})json");
    auto const made = document::simulate(run, request(tea), options);
    CHECK(course(made) == lines{"cart ran", "order ran", "receipt given", "reply ran"});
    CHECK(json::serialize(made.output) == R"json({"order":"a-1"})json");
    CHECK(of.orders.empty());

    options.values["receipt"] = 5;
    auto const refused = document::simulate(run, request(tea), options);
    CHECK(refused.how == ag::status::failed);
    CHECK(refused.failed_action == "receipt");
    CHECK(of.orders.empty());
}

TEST_CASE("nothing outside is read where values are given") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(order_document(prepare, persist, reply), actions);
    document::simulation_options options;
    options.live = false;
    auto const missing = document::simulate(run, request(tea), options);
    CHECK(course(missing) == lines{"cart not_run"});
    CHECK(missing.how == ag::status::failed);
    CHECK(of.calls.empty());

    options.values["cart"] =
        request(R"json({"id": "m", "article": "x", "quantity": 2, "unit_price": 5})json");
    auto const made = document::simulate(run, request(tea), options);
    CHECK(course(made) == lines{"cart given", "order ran", "receipt would_mutate"});
    CHECK(json::serialize(made.steps[2].input) == R"json({"id":"m","total":10})json");
    CHECK(of.calls.empty());
}

TEST_CASE("a simulation fails where the run would") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(order_document(prepare, persist), actions);
    auto const made =
        document::simulate(run, request(R"json({"id": "a-1", "article": "", "quantity": 4})json"));
    CHECK(made.how == ag::status::failed);
    CHECK(made.failed_action == "cart");
    CHECK(made.error.type == "not_found");
    CHECK(document::to_json(made).at("failed_action") == "cart");
    auto const no_request = document::simulate(run, request("{}"));
    CHECK(no_request.failed_action == "input");
}

TEST_CASE("a simulation tells as many steps as it may") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(
        R"json({"query": "q", "prepare": [{"id": "list", "action": "transform(jq)", "with": {"filter": "[range(5)]"}},
            {"id": "each", "fan_out": [{"id": "same", "action": "transform(jq)", "with": {"filter": "."}}]}]})json",
        actions);
    document::simulation_options options;
    options.steps = 3;
    auto const made = document::simulate(run, {}, options);
    CHECK(made.steps.size() == 3);
    CHECK(made.truncated);
    CHECK(json::serialize(made.output) == "[0,1,2,3,4]");
}
