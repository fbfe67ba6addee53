#include "judged.hpp"

#include <action_grammar/contract/json/serialize.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

using namespace document_tests;

namespace {

namespace ag = action_grammar;
namespace document = ag::document;
namespace json = ag::json;

constexpr std::string_view prepare = R"json([{"id": "cart", "action": "fetch(cart)"
}, {"id": "order", "action": "transform(price)"}])json";
constexpr std::string_view persist = R"json({"id": "receipt", "action": "persist(order)"})json";
constexpr std::string_view tea = R"json({"id": "a-1", "article": "tea", "quantity": 4})json";
constexpr std::string_view retried =
    R"json(, "mixins": [{"mixin": "retry", "on": ["cart"], "with": {"attempts": 2}}]})json";

} // namespace

TEST_CASE("a run goes on from what an earlier one prepared") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(order_document(prepare, persist), actions);
    std::optional<document::checkpoint> kept;
    document::run_options options;
    options.on_prepared = [&](document::checkpoint const& made) { kept = made; };
    of.refuses = true;
    CHECK_FALSE(run.run(request(tea), options));
    REQUIRE(kept);
    CHECK(
        json::serialize(kept->values)
        == R"({"cart":{"id":"a-1","article":"tea","quantity":4,"unit_price":25},"order":{"id":"a-1","total":100}})");

    of.refuses = false;
    of.calls.clear();
    document::run_options later;
    later.resume_from = &*kept;
    REQUIRE(run.run(request(tea), later));
    CHECK(of.calls == lines{"put a-1"});
    CHECK(of.orders.at("a-1").total == 100);
}

TEST_CASE("steps within mixins are kept by their ids") {
    shop of;
    auto const actions = actions_of(of);
    std::string text = order_document(prepare, persist);
    text.pop_back();
    auto const run = assembled(text + std::string(retried), actions);
    std::optional<document::checkpoint> kept;
    document::run_options options;
    options.on_prepared = [&](document::checkpoint const& made) { kept = made; };
    REQUIRE(run.run(request(tea), options));
    REQUIRE(kept);
    CHECK(kept->values.contains("cart"));
    of.calls.clear();
    document::run_options later;
    later.resume_from = &*kept;
    REQUIRE(run.run(request(tea), later));
    CHECK(of.calls == lines{"put a-1"});
}

TEST_CASE("a checkpoint of another document or input is refused before anything is done") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(order_document(prepare, persist), actions);
    std::optional<document::checkpoint> kept;
    document::run_options options;
    options.on_prepared = [&](document::checkpoint const& made) { kept = made; };
    REQUIRE(run.run(request(tea), options));
    REQUIRE(kept);
    of.calls.clear();

    document::run_options later;
    later.resume_from = &*kept;
    auto const other_input =
        run.run(request(R"json({"id": "a-2", "article": "tea", "quantity": 4})json"), later);
    CHECK(other_input.failed_action() == "input");
    auto const other = assembled(
        order_document(prepare, persist,
                       "[{\"id\": \"same\", \"action\": \"transform(jq)\", \"with\": {\"filter\": \".\"}}]"),
        actions);
    auto const other_document = other.run(request(tea), later);
    REQUIRE(other_document.has_error());
    CHECK(std::get<document::failure>(other_document.error()).type == "checkpoint_mismatch");
    CHECK(of.calls.empty());
}

TEST_CASE("a host that cannot keep a checkpoint ends the run before its mutation") {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(order_document(prepare, persist), actions);
    document::run_options options;
    options.on_prepared = [](document::checkpoint const&) { throw std::runtime_error("the disk is full"); };
    auto const outcome = run.run(request(tea), options);
    CHECK(outcome.status() == ag::status::failed);
    CHECK(outcome.retryable());
    CHECK(of.orders.empty());
}

TEST_CASE("values that double from step to step end a run") {
    shop of;
    auto const actions = actions_of(of);
    std::string steps =
        R"json([{"id": "s0", "action": "transform(jq)", "with": {"filter": "[1, 2, 3]"}})json";
    for (int i = 1; i <= 40; ++i) {
        std::string const before = "s" + std::to_string(i - 1);
        steps += R"json(, {"id": "s)json" + std::to_string(i)
               + R"json(", "action": "transform(jq)", "with": {"filter": "."},
            "from": {"a": ")json"
               + before + R"json(", "b": ")json" + before + "\"}}";
    }
    auto const run = assembled(R"json({"query": "q", "prepare": )json" + steps + "]}", actions);
    auto const outcome = run.run({});
    REQUIRE(outcome.has_error());
    CHECK(std::get<document::failure>(outcome.error()).type == "limit_exceeded");
}
