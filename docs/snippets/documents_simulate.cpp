// A document tried without its mutation, and run on from a checkpoint. The blocks of docs/how-to/simulate-documents.md.

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/simulation.hpp>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ag = action_grammar;
namespace document = ag::document;
namespace json = ag::json;

namespace {

struct order {
    std::string id;
    int quantity;
};
struct unreachable {};

struct shop {
    std::map<std::string, int> stored;
    int reads = 0;
    bool is_down = false;

    int stock(order const&) {
        ++reads;
        return 5;
    }
    ag::result<order, unreachable> store(order const& placed) {
        if (is_down) return ag::unexpected(unreachable{});
        stored[placed.id] = placed.quantity;
        return placed;
    }
};

constexpr std::string_view text = R"json({
  "command": "order",
  "input": {"type": "object", "properties": {"id": {"type": "string"}, "quantity": {"type": "integer", "minimum": 1, "maximum": 9}},
            "required": ["id", "quantity"], "additionalProperties": false},
  "prepare": [
    {"id": "left", "action": "fetch(stock)"},
    {"id": "enough", "action": "validate(assert)", "from": {"left": "left", "order": "input"}, "with": {"assert": ".order.quantity <= .left"}}
  ],
  "commit": {"id": "stored", "action": "persist(order)", "from": "input"}
})json";

void expect(bool holds, char const* what) {
    if (holds) return;
    std::fprintf(stderr, "expected: %s\n", what);
    std::exit(1);
}

} // namespace

int main() {
    shop of;
    document::registry actions;
    expect(actions.add("stock", ag::fetch<"stock">(&shop::stock), of).has_value(), "fetch(stock)");
    expect(actions.add("order", ag::persist<"order">(&shop::store, ag::natural), of).has_value(),
           "persist(order)");
    auto const assembled = document::executable::assemble(text, actions);
    expect(assembled.has_value(), "the document is acceptable");
    document::executable const& placing = *assembled;
    json::value const input = json::object{{"id", "a-1"}, {"quantity", 3}};

    // [simulate]
    document::simulation const tried = document::simulate(placing, input);
    for (document::simulated_step const& step : tried.steps)
        std::printf("%s %s %s\n", step.id.c_str(), std::string(name(step.what)).c_str(),
                    json::serialize(step.input).c_str());
    // left ran {"id":"a-1","quantity":3}
    // enough ran {"left":5,"order":{"id":"a-1","quantity":3}}
    // stored would_mutate {"id":"a-1","quantity":3}
    // [/simulate]
    expect(tried.stopped_before_mutation && of.stored.empty(), "nothing is stored");

    // [mocked]
    document::simulation_options without_the_shop;
    without_the_shop.live = false;
    without_the_shop.values["left"] = 2;
    document::simulation const refused = document::simulate(placing, input, without_the_shop);
    // refused.failed_action is "enough": 3 are wanted, and 2 are taken to be left
    // [/mocked]
    expect(refused.failed_action == "enough" && of.reads == 1, "the values given are used");

    of.is_down = true;
    // [checkpoint]
    std::optional<document::checkpoint> kept;
    document::run_options keeping;
    keeping.on_prepared = [&](document::checkpoint const& made) { kept = made; };
    auto const failed = placing.run(input, keeping); // the shop is down

    document::run_options going_on;
    going_on.resume_from = kept ? &*kept : nullptr;

    of.is_down = false;                               // later
    auto const stored = placing.run(input, going_on); // the stock is not asked again
    // [/checkpoint]
    expect(!failed && kept.has_value(), "the run failed after prepare");
    expect(static_cast<bool>(stored) && of.reads == 2 && of.stored.at("a-1") == 3,
           "stored without another read");
}
