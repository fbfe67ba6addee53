#include "judged.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/executable.hpp>

#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace document_tests;

namespace {

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

constexpr std::string_view prepare = R"json([{"id": "cart", "action": "fetch(cart)"
}, {"id": "order", "action": "transform(price)"}])json";
constexpr std::string_view persist = R"json({"id": "receipt", "action": "persist(order)"
})json";
constexpr std::string_view tea = R"json({"id": "a-1", "article": "tea", "quantity": 4})json";

} // namespace

TEST_CASE("a document runs, and its value is that of the last step") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(
        order_document(
            prepare, persist,
            R"json([{"id": "reply", "action": "transform(jq)", "with": {"filter": "{order: .id, number}"}
}])json"),
        actions);
    CHECK(run.name() == "place_order");
    auto const outcome = run.run(request(tea));
    REQUIRE(outcome);
    CHECK(json::serialize(*outcome) == R"json({"order":"a-1","number":1})json");
    CHECK(of.orders.at("a-1").total == 100);
    CHECK(of.calls == lines{"cart a-1", "put a-1"});
}

TEST_CASE("a failure before the mutation changes nothing and may be repeated") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(order_document(prepare, persist), actions);
    auto const outcome = run.run(request(R"json({"id": "a-1", "article": "", "quantity": 4})json"));
    CHECK(outcome.status() == ag::status::failed);
    CHECK(outcome.failed_action() == "cart");
    CHECK(outcome.phase() == ag::phase::prepare);
    CHECK(outcome.retryable());
    CHECK(std::get<0>(outcome.error()).type == "not_found");
    CHECK(json::serialize(std::get<0>(outcome.error()).detail) == R"json({"id":"a-1"})json");
    CHECK(of.orders.empty());
}

TEST_CASE("a mutation that says no failed in the commit") {
    shop of;
    of.refuses = true;
    auto const actions = actions_of(of);
    auto const run = assembled(order_document(prepare, persist), actions);
    auto const outcome = run.run(request(tea));
    CHECK(outcome.status() == ag::status::failed);
    CHECK(outcome.phase() == ag::phase::commit);
    CHECK(outcome.failed_action() == "receipt");
    CHECK(outcome.retryable()); // natural
}

TEST_CASE("a lost answer leaves the run in doubt, and the key was that of the document") {
    shop of;
    of.loses_answer = true;
    auto const actions = actions_of(of);
    constexpr std::string_view commit =
        R"json({"id": "receipt", "action": "persist(keyed)", "protection": {"keyed": "order/id"}})json";
    auto const run = assembled(order_document(prepare, commit), actions);
    auto const outcome = run.run(request(tea));
    CHECK(outcome.status() == ag::status::in_doubt);
    CHECK_FALSE(outcome.retryable());
    CHECK(of.last_key == "a-1");
}

TEST_CASE("the input is checked before anything runs") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(order_document(prepare, persist), actions);
    auto const outcome = run.run(request(R"json({"id": "a-1", "article": "tea"})json"));
    CHECK(outcome.status() == ag::status::failed);
    CHECK(outcome.failed_action() == "input");
    CHECK(of.calls.empty());
}

TEST_CASE("gates wait and reject") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(order_document(R"json([{"id": "cart", "action": "fetch(cart)"
},
        {"id": "approved", "action": "gate(approval)"}, {"id": "order", "action": "transform(price)"}])json",
                                              persist),
                               actions);
    CHECK(run.run(request(R"json({"id": "a", "article": "tea", "quantity": 1})json")).status()
          == ag::status::completed);
    CHECK(run.run(request(R"json({"id": "a", "article": "tea", "quantity": 11})json")).status()
          == ag::status::waiting);
    auto const rejected = run.run(request(R"json({"id": "a", "article": "tea", "quantity": 101})json"));
    CHECK(rejected.status() == ag::status::rejected);
    CHECK(rejected.failed_action() == "approved");
}

TEST_CASE("a retry repeats what is transient, so often and no more") {
    shop of;
    auto const actions = actions_of(of);
    constexpr std::string_view text = R"json({
      "query": "look",
      "input": {"type": "object",
                "properties": {"id": {"type": "string"}, "article": {"type": "string"},
                               "quantity": {"type": "integer", "minimum": 0, "maximum": 9}},
                "required": ["id", "article", "quantity"], "additionalProperties": false},
      "prepare": [{"id": "cart", "action": "fetch(cart)"}, {"id": "limit", "action": "fetch(limit)"}],
      "mixins": [{"mixin": "retry", "on": ["limit"], "with": {"attempts": 3, "initial_ms": 0}}]
    })json";
    auto const run = assembled(text, actions);
    of.unreachable = 2;
    auto const outcome = run.run(request(tea));
    REQUIRE(outcome);
    CHECK(json::serialize(*outcome) == R"json({"most":1000})json");
    of.unreachable = 3;
    auto const failed = run.run(request(tea));
    CHECK(failed.status() == ag::status::failed);
    CHECK(failed.transient());
}

TEST_CASE("branches, lists and groups run as they are written") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(R"json({"query": "shapes",
      "input": {"type": "array", "items": {"type": "integer", "minimum": -100, "maximum": 100}},
      "prepare": [
        {"id": "sizes", "fan_out": [
          {"id": "size", "decide": [
            {"when": ". > 10", "prepare": [{"id": "big", "action": "transform(jq)", "with": {"filter": "1"}
}]
},
            {"otherwise": true, "prepare": [{"id": "small", "action": "transform(jq)", "with": {"filter": "0"}}]}]
}]
},
        {"id": "both", "all": [
          {"id": "sum", "action": "aggregate(sum)"},
          {"id": "count", "action": "transform(jq)", "with": {"filter": "length"}}]}]
})json",
                               actions);
    auto const outcome = run.run(request("[1, 20, 30]"));
    REQUIRE(outcome);
    CHECK(json::serialize(*outcome) == R"json({"sum":2,"count":3})json");
}

TEST_CASE("a group may name what its members are given") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(R"json({"query": "both",
      "input": {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 100}},
      "prepare": [
        {"id": "count", "action": "transform(jq)", "with": {"filter": "length"}},
        {"id": "both", "from": {"list": "input", "count": "count"}, "all": [
          {"id": "first", "action": "transform(jq)", "with": {"filter": ".list[0]"}},
          {"id": "many", "action": "transform(jq)", "with": {"filter": ".count > 2"}}]}]})json",
                               actions);
    auto const outcome = run.run(request("[7, 8, 9]"));
    REQUIRE(outcome);
    CHECK(json::serialize(*outcome) == R"json({"first":7,"many":true})json");
}

TEST_CASE("a run that is asked to stop, or is late, does not begin what it has not begun") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(order_document(prepare, persist), actions);
    document::run_options options;
    options.until = {ag::monotonic_clock::now()};
    auto const late = run.run(request(tea), options);
    CHECK(late.status() == ag::status::failed);
    CHECK(late.transient());
    std::stop_source source;
    source.request_stop();
    options = {};
    options.stop = source.get_token();
    CHECK(run.run(request(tea), options).failed_action() == "cart");
    CHECK(of.calls.empty());
}

TEST_CASE("an observer hears every action and how it ended") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(order_document(prepare, persist), actions);
    lines heard;
    document::run_options options;
    options.on_begin = [&](std::string_view id) { heard.push_back("> " + std::string(id)); };
    options.on_end = [&](std::string_view id, ag::status how) {
        heard.push_back(std::string(ag::name(how)) + " " + std::string(id));
    };
    CHECK(run.run(request(tea), options));
    CHECK(
        heard
        == lines{"> cart", "completed cart", "> order", "completed order", "> receipt", "completed receipt"});
}

TEST_CASE("one executable is run by many threads at once") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(
        R"json({"query": "sum", "input": {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 100}},
      "prepare": [{"id": "sum", "action": "aggregate(sum)"
},
                  {"id": "twice", "action": "transform(jq)", "with": {"filter": ". * 2"}}]
})json",
        actions);
    std::vector<std::thread> threads;
    std::vector<int> right(8);
    for (std::size_t i = 0; i < right.size(); ++i)
        threads.emplace_back([&, i] {
            json::value const input = json::array{static_cast<std::int64_t>(i), 1};
            for (int round = 0; round < 200; ++round) {
                auto const outcome = run.run(input);
                right[i] += outcome && *outcome == json::value(2 * static_cast<std::int64_t>(i) + 2) ? 1 : 0;
            }
        });
    for (std::thread& each : threads)
        each.join();
    CHECK(right == std::vector<int>(right.size(), 200));
}
