#include "host.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/document/keyed_by_document.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/render.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <cstdint>

namespace document_tests {

// The names of its types are shown, so that they are the same by every compiler.
namespace store {

struct order_request {
    std::string id;
    std::string article;
    std::int64_t quantity;
};
struct offer {
    std::string id;
    std::int64_t quantity;
    std::int64_t unit_price;
};
struct order {
    std::string id;
    std::int64_t total;
};
struct receipt {
    std::string id;
    std::int64_t number;
};
struct unreachable {
    static constexpr bool transient() noexcept { return true; }
};
struct lost {
    bool seen = false;
    bool in_doubt() const noexcept { return seen; }
};

struct warehouse {
    ag::result<offer, unreachable> look(order_request const& asked) {
        return offer{asked.id, asked.quantity, 25};
    }
};
struct order_table {
    ag::result<receipt, lost> put(order const& placed, ag::idempotency_key<std::string> const&) {
        return receipt{placed.id, 1};
    }
    void announce(order const&) {}
};

} // namespace store

namespace {

using namespace store;

order price(offer const& of) noexcept { return {of.id, of.quantity * of.unit_price}; }
order join(offer const& first, order const& second) noexcept { return {first.id, second.total}; }

warehouse shelves;
order_table orders;

document::registry actions() {
    document::registry made;
    auto const added = [](auto const& done) { REQUIRE(done.has_value()); };
    added(made.add("offer", ag::fetch<"offer">(&warehouse::look), shelves));
    added(made.add("price", ag::transform<"price">(price)));
    added(made.add("join", ag::transform<"join">(ag::from<"first", "second">, join)));
    added(made.add("order", ag::persist<"order">(&order_table::put, ag::keyed_by_document), orders));
    added(made.add("event", ag::emit<"event">(&order_table::announce, ag::natural), orders));
    return made;
}

} // namespace

document::explanation explained(std::string_view text, document::explain_options const& options,
                                document::policy const& by) {
    auto const named = actions();
    auto const judged = document::validate(text, named, by);
    INFO(document::render_terminal(judged.found, text, "test.json"));
    auto made = document::explain(judged, options);
    REQUIRE(made.has_value());
    return *std::move(made);
}

document::explained_step const& step(document::explanation const& of, std::string_view id) {
    auto const found = std::ranges::find(of.steps, id, &document::explained_step::id);
    REQUIRE(found != of.steps.end());
    return *found;
}

std::string text_at(document::explanation const& of, document::contract_index at) {
    REQUIRE(at < of.contracts.size());
    return of.contracts[at].text;
}

std::string_view const place_order = R"json({
  "command": "place_order", "version": "1.2.0", "description": "Sells one article",
  "input": {
    "type": "object",
    "properties": {"id": {"type": "string"}, "article": {"type": "string"}, "quantity": {"type": "integer", "minimum": 1, "maximum": 1000}},
    "required": ["id", "article", "quantity"],
    "additionalProperties": false
  },
  "prepare": [
    {"id": "offer", "action": "fetch(offer)"},
    {"id": "some", "action": "validate(assert)", "with": {"assert": ".quantity > 0"}},
    {"id": "order", "action": "transform(price)", "description": "What it costs"}
  ],
  "commit": {"id": "receipt", "action": "persist(order)", "protection": {"keyed": "order/id"}},
  "conclude": [
    {"id": "reply", "action": "transform(jq)", "with": {"filter": "{order: .id, total}"},
     "from": {"id": "receipt/id", "total": "order/total"}}
  ],
  "mixins": [{"mixin": "timeout", "on": ["offer"], "with": {"ms": 2000}},
             {"mixin": "retry", "on": ["offer"], "with": {"attempts": 5}}]
})json";

std::string_view const nested = R"json({
  "query": "nested",
  "input": {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 9}},
  "prepare": [
    {"id": "each", "fan_out": [
      {"id": "both", "all": [
        {"id": "twice", "action": "transform(jq)", "with": {"filter": ". * 2"}},
        {"id": "text", "action": "transform(jq)", "with": {"filter": "tostring"}}
      ]},
      {"id": "kind", "decide": [
        {"when": ".twice > 10", "prepare": [{"id": "large", "action": "transform(jq)", "with": {"filter": "{large: .twice}"}}]},
        {"otherwise": true, "prepare": [
          {"id": "small", "action": "transform(jq)", "with": {"filter": ".text"}},
          {"id": "shown", "action": "transform(jq)", "with": {"filter": "{small: .a, all: .b}"},
           "from": {"a": "small", "b": "input/twice"}}]}
      ]}
    ]},
    {"id": "pair", "from": {"list": "each", "first": "input/0"}, "all": [
      {"id": "count", "action": "transform(jq)", "with": {"filter": ".list | length"}},
      {"id": "sum", "action": "aggregate(jq)", "with": {"filter": "add"}, "from": "input"}
    ]}
  ]
})json";

std::string_view const choice = R"json({
  "command": "choice",
  "input": {"type": "object", "properties": {"id": {"type": "string"}, "total": {"type": "integer", "minimum": 0, "maximum": 1000}},
            "required": ["id", "total"], "additionalProperties": false},
  "prepare": [{"id": "order", "action": "transform(jq)", "with": {"filter": "."}}],
  "commit": {"id": "kind", "decide": [
    {"when": ".total > 100", "prepare": [{"id": "same", "action": "validate(assert)", "with": {"assert": ".total > 0"}}],
     "commit": {"id": "receipt", "action": "persist(order)", "protection": {"keyed": "input/id"}},
     "conclude": [{"id": "number", "action": "transform(jq)", "with": {"filter": "{number}"}}]},
    {"when": ".total > 10",
     "commit": {"id": "told", "all": [{"id": "event", "action": "emit(event)"},
                                      {"id": "copy", "action": "transform(jq)", "with": {"filter": "."}}]}},
    {"otherwise": true, "prepare": [{"id": "nothing", "action": "transform(jq)", "with": {"filter": "{}"}}]}
  ]},
  "conclude": [{"id": "done", "action": "transform(jq)", "with": {"filter": "true"}, "from": "input"}]
})json";

} // namespace document_tests
