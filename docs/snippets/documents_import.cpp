// The snippets of how-to/import-tasker.md.

#include <cassert>
#include <cstdint>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/action_grammar.hpp>
// [include]
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/import_tasker.hpp>
#include <action_grammar/document/registry.hpp>
// [/include]

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

namespace {

// [spec]
constexpr std::string_view spec = R"json({
  "name": "book_seat",
  "invocations": [
    {"capability": "validate", "config": {"schema": {
      "type": "object",
      "properties": {"id": {"type": "string"}, "seats": {"type": "integer", "minimum": 1, "maximum": 9}},
      "required": ["id", "seats"],
      "additionalProperties": false}}},
    {"capability": "transform", "config": {
      "filter": "{id: .context.id, price: (.prev.seats * 30)}",
      "output": {"type": "object", "properties": {"id": {"type": "string"}, "price": {"type": "number"}}}}},
    {"capability": "persist", "checkpoint": true, "config": {
      "resource": "bookings", "mode": "upsert", "identity": {"primary_key": ["id"]},
      "data": {"expression": ".prev"}}},
    {"capability": "emit", "checkpoint": true, "config": {
      "event_name": "seat.booked",
      "payload": {"expression": "{id: .context.id, price: .deps.invocations.\"1\".price}"},
      "metadata": {"idempotency_key": {"expression": ".context.id"}}}}
  ]
})json";
// [/spec]

// [actions]
struct booking {
    std::string id;
    double price;
};
struct written {
    std::int64_t affected_count;
};
struct sent {
    bool confirmed;
};
struct identity_of {
    std::vector<std::string> primary_key;
};
struct bookings_config {
    std::string mode;
    identity_of identity;
};

struct box_office {
    std::map<std::string, double> bookings;
    std::vector<std::string> events;

    written book(booking const& made) {
        bookings.insert_or_assign(made.id, made.price);
        return {1};
    }
    sent announce(booking const&, ag::idempotency_key<std::string> const& key) {
        events.push_back(key.value);
        return {true};
    }
};

document::registry actions_of(box_office& office) {
    document::registry actions;
    auto done = actions.add_configured<bookings_config>(
        "bookings",
        [](bookings_config const&) { return ag::persist<"bookings">(&box_office::book, ag::natural); },
        office);
    assert(done);
    done = actions.add("seat.booked", ag::emit<"seat.booked">(&box_office::announce, ag::keyed_by_document),
                       office);
    assert(done);
    return actions;
}
// [/actions]

} // namespace

int main() {
    // [import]
    json::value const read = json::parse(spec).value();
    document::tasker_import const made = document::import_tasker(read, document::registry());
    for (document::finding const& each : made.found.list)
        std::cout << each.where.pointer << ": " << each.message << '\n';
    for (document::needed_action const& each : made.actions)
        std::cout << each.name << ' ' << json::serialize(each.output) << '\n';
    // [/import]
    assert(made.found.acceptable() && made.found.list.size() == 1);
    assert(made.actions.size() == 2 && made.actions[0].name == "emit(seat.booked)");

    // [run]
    box_office office;
    document::registry const actions = actions_of(office);
    document::tasker_import const known = document::import_tasker(read, actions);
    assert(known.found.acceptable() && known.compositions.size() == 1);
    json::value value = json::parse(R"({"id": "B-1", "seats": 2})").value();
    for (json::value const& each : known.compositions[0].documents) {
        auto const ready = document::executable::assemble(json::serialize(each), actions);
        assert(ready);
        auto const outcome = ready->run(value);
        assert(outcome);
        value = *outcome;
    }
    // [/run]
    assert(known.compositions[0].documents.size() == 2);
    assert(office.bookings.at("B-1") == 60 && office.events == std::vector<std::string>{"B-1"});
    assert(json::serialize(value) == R"({"confirmed":true})");
}
