// The snippets of how-to/split-documents.md.

#include <cassert>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/action_grammar.hpp>
// [include]
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/split.hpp>
#include <action_grammar/document/validate.hpp>
// [/include]
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

namespace {

struct order {
    std::string id;
    std::int64_t total;
};
struct receipt {
    std::string id;
    std::int64_t number;
};
struct shop {
    std::vector<std::string> rows;
    std::vector<std::string> events;

    receipt put(order const& placed) {
        rows.push_back(placed.id);
        return {placed.id, static_cast<std::int64_t>(rows.size())};
    }
    receipt announce(receipt const& of) {
        events.push_back(of.id);
        return of;
    }
};

document::registry actions_of(shop& of) {
    document::registry actions;
    auto done = actions.add("order", ag::persist<"order">(&shop::put, ag::natural), of);
    assert(done);
    done = actions.add("event", ag::emit<"event">(&shop::announce, ag::keyed_by(&receipt::id)), of);
    assert(done);
    return actions;
}

// [twice]
constexpr std::string_view place_order = R"json({
  "command": "place_order",
  "input": {
    "type": "object",
    "properties": {"id": {"type": "string"}, "total": {"type": "integer", "minimum": 0, "maximum": 100000}},
    "required": ["id", "total"],
    "additionalProperties": false
  },
  "commit": {"id": "receipt", "action": "persist(order)"},
  "conclude": [
    {"id": "event", "action": "emit(event)"},
    {"id": "reply", "action": "transform(jq)", "with": {"filter": "{number: .receipt.number, total: .asked.total}"},
     "from": {"receipt": "receipt", "asked": "input"}}
  ]
})json";
// [/twice]

// [mend]
/// The documents to run for a document that somebody wrote: itself, or its parts.
std::vector<json::value> mended(std::string_view text, document::registry const& actions) {
    document::validation const judged = document::validate(text, actions);
    if (!judged && document::split_may_mend(judged.found)) {
        auto parts = document::split(text, actions);
        if (parts) return *std::move(parts);
        std::cerr << parts.error().reason << '\n';
    }
    return {};
}
// [/mend]

} // namespace

int main() {
    shop of;
    document::registry const actions = actions_of(of);

    // [split]
    auto const parts = document::split(place_order, actions);
    assert(parts && parts->size() == 2);
    // [/split]
    assert(mended(place_order, actions) == *parts);
    assert(json::serialize(parts->at(1).at("commit"))
           == R"json({"id":"event","action":"emit(event)","from":"input/receipt"})json");

    // [run]
    json::value value = json::parse(R"({"id": "A-1", "total": 100})").value();
    for (json::value const& part : *parts) {
        auto const ready = document::executable::assemble(json::serialize(part), actions);
        assert(ready);
        auto const outcome = ready->run(value);
        assert(outcome); // otherwise run this part again, and none before it
        value = *outcome;
    }
    assert(json::serialize(value) == R"({"number":1,"total":100})");
    // [/run]
    assert(of.rows.size() == 1 && of.events.size() == 1);

    // [refused]
    auto const refused = document::split(R"json({
      "command": "place_all",
      "input": {
        "type": "array",
        "items": {
          "type": "object",
          "properties": {"id": {"type": "string"}, "total": {"type": "integer", "minimum": 0, "maximum": 100000}},
          "required": ["id", "total"],
          "additionalProperties": false
        }
      },
      "prepare": [
        {"id": "each", "fan_out": [{"id": "receipt", "action": "persist(order)"}]},
        {"id": "all", "action": "transform(jq)", "with": {"filter": "{id: \"all\", number: 1}"}}
      ],
      "commit": {"id": "event", "action": "emit(event)"}
    })json",
                                         actions);
    assert(!refused); // "each" mutates in a way that cannot be cut: mutation-repeated stands within it
    document::finding const& why = refused.error().found.list.front();
    assert(why.code == ag::rule_code::mutation_repeated && why.where.pointer == "/prepare/0");
    // [/refused]
}
