// The snippets of how-to/documents.md.

#include <cassert>
#include <cstdint>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <variant>

// [include]
#include <action_grammar/action_grammar.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/render.hpp>
#include <action_grammar/document/validate.hpp>
// [/include]
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/patch.hpp>
#include <action_grammar/document/text_edits.hpp>

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

// [types]
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
// [/types]

// [resources]
struct warehouse {
    bool answers = true;
    ag::result<offer, unreachable> look(order_request const& asked) {
        if (!answers) return ag::unexpected(unreachable{});
        return offer{asked.id, asked.quantity, 25, 40};
    }
};
struct order_table {
    std::map<std::string, order> rows;
    receipt put(order const& placed, ag::idempotency_key<std::string> const& key) {
        rows.insert_or_assign(key.value, placed);
        return {placed.id, static_cast<std::int64_t>(rows.size())};
    }
};

order price(offer const& of) noexcept { return {of.id, of.quantity * of.unit_price}; }
// [/resources]

// [register]
document::registry actions_of(warehouse& shelves, order_table& orders) {
    document::registry actions;
    auto done = actions.add("offer", ag::fetch<"offer">(&warehouse::look), shelves);
    assert(done); // otherwise done.error() says why not
    done = actions.add("price", ag::transform<"price">(price));
    assert(done);
    done = actions.add("order", ag::persist<"order">(&order_table::put, ag::keyed_by_document), orders);
    assert(done);
    return actions;
}
// [/register]

// [greeting]
struct greeting_config {
    std::string word;
};

document::registry greeting_actions() {
    document::registry actions;
    auto const done = actions.add_configured<greeting_config>("greeting", [](greeting_config const& with) {
        return ag::transform<"greeting">(
            [word = with.word](std::string const& name) { return word + ", " + name; });
    });
    assert(done);
    return actions;
}
// [/greeting]

// [good]
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
// [/good]

// The text with one place of it written otherwise.
std::string changed(std::string_view text, std::string_view what, std::string_view by) {
    std::string made(text);
    made.replace(made.find(what), what.size(), by);
    return made;
}

int main() {
    warehouse shelves;
    order_table orders;
    // [validate]
    document::registry const actions = actions_of(shelves, orders);
    document::validation const judged = document::validate(place_order, actions);
    assert(judged && judged.found.list.empty());
    // [/validate]

    // [refused]
    std::string text = changed(place_order, "persist(order)", "persist(orders)");
    text = changed(text, ".quantity <= .in_stock", ".quantity <= .instock");
    text = changed(text, "{order: .id, number}", "{order: .id, share: (100 / .number)}");
    document::validation const refused = document::validate(text, actions);
    assert(!refused);
    std::cout << document::render_terminal(refused.found, text, "place_order.json");
    // [/refused]

    // [fix]
    document::finding const& found = refused.found.list[1];
    assert(found.code == ag::rule_code::unknown_action && found.where.pointer == "/commit/action");
    document::fix const& mend = found.fixes[0];
    assert(mend.how == document::applicability::maybe_incorrect); // somebody chooses
    auto const edits = document::text_edits(text, mend.patch);
    assert(edits);
    std::string const mended = document::apply_edits(text, *edits); // all else is as its author wrote it
    assert(mended.find("\"persist(order)\"") != std::string::npos);
    // [/fix]
    assert(mended.size() + 1 == text.size());

    // [assemble]
    auto const handler = document::executable::assemble(judged);
    assert(handler); // otherwise handler.error() holds findings
    auto const request = json::parse(R"({"id": "A-1", "article": "tea", "quantity": 4})").value();
    document::document_outcome const outcome = handler->run(request);
    assert(outcome && json::serialize(*outcome) == R"({"order":"A-1","number":1})");
    // [/assemble]
    assert(orders.rows.at("A-1").total == 100);
    {
        // [failed]
        auto const many = json::parse(R"({"id": "A-2", "article": "tea", "quantity": 400})").value();
        auto const failed = handler->run(many);
        assert(failed.status() == ag::status::failed && failed.failed_action() == "in_stock");
        assert(failed.phase() == ag::phase::prepare && failed.retryable());
        auto const& why = std::get<document::failure>(failed.error());
        assert(why.type == "assertion_failed");
        assert(why.message == "\".quantity <= .in_stock\" is not true");
        // [/failed]
    }
    {
        // [failed_input]
        auto const wrong = handler->run(json::parse(R"({"id": "A-3", "article": "tea"})").value());
        assert(wrong.failed_action() == "input");
        // [/failed_input]
    }
    shelves.answers = false;
    {
        // [options]
        document::run_options options;
        options.on_end = [](std::string_view id, ag::status how) {
            std::cout << id << ' ' << ag::name(how) << '\n';
        };
        auto const late = handler->run(request, options);
        assert(late.failed_action() == "offer" && late.transient());
        // [/options]
    }
    {
        // [program]
        json::object const report = document::render_json(refused.found);
        json::object const log =
            document::render_sarif({{.file = "place_order.json", .found = &refused.found, .text = text}});
        // [/program]
        assert(report.at("findings").as_array().size() == refused.found.list.size());
        assert(log.at("version") == "2.1.0");
    }
    {
        // [configured]
        constexpr std::string_view greet = R"json({
          "query": "greet",
          "input": {"type": "string"},
          "prepare": [{"id": "text", "action": "transform(greeting)", "with": {"word": "Hello"}}]
        })json";
        auto const greeter = document::executable::assemble(greet, greeting_actions());
        assert(greeter && *greeter->run("Ada") == "Hello, Ada");
        // [/configured]
    }
}
