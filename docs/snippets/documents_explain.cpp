// The snippets of how-to/explain-documents.md.

#include <cassert>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

// [include]
#include <action_grammar/document/explain.hpp>
#include <action_grammar/document/render_explanation.hpp>
#include <action_grammar/document/validate.hpp>
// [/include]
#include <action_grammar/action_grammar.hpp>
#include <action_grammar/document/keyed_by_document.hpp>
#include <action_grammar/document/registry.hpp>

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

struct order_request {
    std::string id;
    std::string article;
    std::int64_t quantity;
};
struct offer {
    std::string id;
    std::int64_t quantity;
    std::int64_t unit_price;
    std::int64_t in_stock;
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

struct warehouse {
    ag::result<offer, unreachable> look(order_request const& asked) noexcept {
        return offer{asked.id, asked.quantity, 25, 40};
    }
};
struct order_table {
    receipt put(order const& placed, ag::idempotency_key<std::string> const&) noexcept {
        return {placed.id, 1};
    }
};

order price(offer const& of) noexcept { return {of.id, of.quantity * of.unit_price}; }

document::registry actions_of(warehouse& shelves, order_table& orders) {
    document::registry actions;
    auto done = actions.add("offer", ag::fetch<"offer">(&warehouse::look), shelves);
    assert(done);
    done = actions.add("price", ag::transform<"price">(price));
    assert(done);
    done = actions.add("order", ag::persist<"order">(&order_table::put, ag::keyed_by_document), orders);
    assert(done);
    return actions;
}

// [order]
constexpr std::string_view place_order = R"json({
  "command": "place_order",
  "input": {
    "type": "object",
    "properties": {
      "id": {"type": "string"},
      "article": {"type": "string"},
      "quantity": {"type": "integer", "minimum": 1, "maximum": 1000}
    },
    "required": ["id", "article", "quantity"],
    "additionalProperties": false
  },
  "prepare": [
    {"id": "offer", "action": "fetch(offer)"},
    {"id": "in_stock", "action": "validate(assert)", "with": {"assert": ".quantity <= .in_stock"}},
    {"id": "order", "action": "transform(price)"}
  ],
  "commit": {"id": "receipt", "action": "persist(order)", "protection": {"keyed": "order/id"}},
  "conclude": [
    {"id": "reply", "action": "transform(jq)", "with": {"filter": "{order: .id, number}"}}
  ],
  "mixins": [{"mixin": "retry", "on": ["offer"], "with": {"attempts": 3, "initial_ms": 0}}]
})json";
// [/order]

int main() {
    warehouse shelves;
    order_table orders;
    // [explain]
    document::registry const actions = actions_of(shelves, orders);
    document::validation const judged = document::validate(place_order, actions);
    auto const told = document::explain(judged);
    assert(told); // otherwise told.error() holds the findings
    std::cout << document::render_text(*told);
    // [/explain]
    assert(document::render_text(*told).find("\u2501\u2501 commit: keyed by order/id \u2501\u2501")
           != std::string::npos);

    // [drawings]
    std::string const flowchart = document::render_mermaid(*told);
    std::string const graph = document::render_dot(*told); // for dot -Tsvg
    // [/drawings]
    std::cout << flowchart;
    assert(flowchart.starts_with("flowchart TB\n") && graph.starts_with("digraph \"place_order\" {\n"));

    // [json]
    json::object const plan = document::render_json(*told);
    assert(plan.at("boundary").at(0).at("protection") == "keyed");
    assert(plan.at("steps").at(0).at("reads").at(0).at("source") == "input");
    // [/json]

    // [model]
    for (document::step_index const each : told->mutations) {
        document::explained_step const& commit = told->steps[each];
        assert(commit.id == "receipt" && commit.guard == ag::protection::keyed);
        assert(commit.key && commit.key->source == "order" && commit.key->pointer == "/id");
    }
    for (document::explained_step const& each : told->steps) {
        std::string const& gives = told->contracts[each.output].text;
        assert(each.id != "order" || gives == "{id: string, total: integer}");
    }
    assert(told->unused.empty());
    // [/model]
}
