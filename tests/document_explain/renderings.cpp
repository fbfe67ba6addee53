// One document in every rendering, to the letter.

#include "drawn.hpp"
#include "host.hpp"

#include "support/catch.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>

#include <string>

using namespace document_tests;

namespace {

constexpr std::string_view as_text =
    R"text(command place_order 1.2.0  (committed)
  about   Sells one article
  takes   {article: string, id: string, quantity: integer}
  gives   {order: string, total: integer}

prepare
├─ offer: fetch(offer)  (fallible)
│    reads   input
│    gives   {id: string, quantity: integer, unit_price: integer}
│    fails   unreachable (transient), thrown (sometimes in doubt)
│    mixin   timeout (ms 2000)
│    mixin   retry (attempts 5, initial_ms 100, factor 2, limit_ms 10000, jitter 0.5)
├─ some: validate(assert)  (fallible)
│    reads   offer
│    gives   {id: string, quantity: integer, unit_price: integer}
│    fails   assertion_failed, expression_error
└─ order: transform(price)  (infallible)
     about   What it costs
     reads   some
     gives   {id: string, total: integer}
━━ commit: keyed by order/id ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
└─ receipt: persist(order)  (committed)
     reads   order
     gives   {id: string, number: integer}
     fails   lost (sometimes in doubt), thrown (sometimes in doubt)
━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
conclude
└─ reply: transform(jq)  (infallible)
     reads   receipt/id as id, order/total as total
     takes   {id: string, total: integer}
     gives   {order: string, total: integer}

uses    assert
uses    jq
uses    offer: document_tests::store::warehouse
uses    order: document_tests::store::order_table
uses    price
)text";

constexpr std::string_view as_mermaid =
    R"mermaid(flowchart TB
    value_in(["input<br/>{article: string, id: string, quantity: integer}"])
    subgraph part0["prepare"]
        step0["offer<br/>fetch(offer)<br/>timeout<br/>retry"]
        step1["some<br/>validate(assert)"]
        step2["order<br/>transform(price)<br/>cannot fail"]
    end
    subgraph part1["commit: keyed by order/id"]
        step3["receipt<br/>persist(order)"]
    end
    subgraph part2["conclude"]
        step4["reply<br/>transform(jq)<br/>cannot fail"]
    end
    value_out(["output<br/>{order: string, total: integer}"])
    value_in --> step0
    step0 --> step1
    step1 --> step2
    step2 --> step3
    step2 -.->|"key: /id"| step3
    step3 -->|"id: /id"| step4
    step2 -->|"total: /total"| step4
    step4 --> value_out
    style part1 stroke-width:5px
)mermaid";

constexpr std::string_view as_dot =
    R"dot(digraph "place_order" {
    node [shape=box];
    value_in [label="input\n{article: string, id: string, quantity: integer}", shape=oval];
    subgraph cluster_part0 {
        graph [label="prepare", penwidth=1];
        step0 [label="offer\nfetch(offer)\ntimeout\nretry", shape=box];
        step1 [label="some\nvalidate(assert)", shape=box];
        step2 [label="order\ntransform(price)\ncannot fail", shape=box];
    }
    subgraph cluster_part1 {
        graph [label="commit: keyed by order/id", penwidth=5];
        step3 [label="receipt\npersist(order)", shape=box];
    }
    subgraph cluster_part2 {
        graph [label="conclude", penwidth=1];
        step4 [label="reply\ntransform(jq)\ncannot fail", shape=box];
    }
    value_out [label="output\n{order: string, total: integer}", shape=oval];
    value_in -> step0;
    step0 -> step1;
    step1 -> step2;
    step2 -> step3;
    step2 -> step3 [label="key: /id", style=dashed];
    step3 -> step4 [label="id: /id"];
    step2 -> step4 [label="total: /total"];
    step4 -> value_out;
}
)dot";

constexpr std::string_view as_json = R"json({
  "name": "place_order",
  "purpose": "command",
  "version": "1.2.0",
  "description": "Sells one article",
  "grade": "committed",
  "input": 0,
  "output": 1,
  "boundary": [{"step": 3, "id": "receipt", "pointer": "/commit", "protection": "keyed", "key": {"source": "order", "step": 2, "pointer": "/id"}}],
  "resources": [{"noun": "assert", "types": []}, {"noun": "jq", "types": []}, {"noun": "offer", "types": ["document_tests::store::warehouse"]}, {"noun": "order", "types": ["document_tests::store::order_table"]}, {"noun": "price", "types": []}],
  "unused": [],
  "steps": [
    {"construct": "action", "id": "offer", "pointer": "/prepare/0", "section": "prepare", "within": null, "action": "fetch(offer)", "condition": null, "description": null, "summary": null, "grade": "fallible", "reads": [{"source": "input", "step": null, "pointer": "", "under": null, "checked": false}], "input": 0, "output": 2, "failures": [{"type": "unreachable", "transient": "always", "in_doubt": "never"}, {"type": "thrown", "transient": "never", "in_doubt": "sometimes"}], "mixins": [{"mixin": "timeout", "settings": {"ms": 2000}}, {"mixin": "retry", "settings": {"attempts": 5, "initial_ms": 100, "factor": 2.0, "limit_ms": 10000, "jitter": 0.5}}], "protection": null, "key": null, "used": true},
    {"construct": "action", "id": "some", "pointer": "/prepare/1", "section": "prepare", "within": null, "action": "validate(assert)", "condition": null, "description": null, "summary": "Hands its input on if jq filters are true of it.", "grade": "fallible", "reads": [{"source": "offer", "step": 0, "pointer": "", "under": null, "checked": false}], "input": 2, "output": 2, "failures": [{"type": "assertion_failed", "transient": "never", "in_doubt": "never"}, {"type": "expression_error", "transient": "never", "in_doubt": "never"}], "mixins": [], "protection": null, "key": null, "used": true},
    {"construct": "action", "id": "order", "pointer": "/prepare/2", "section": "prepare", "within": null, "action": "transform(price)", "condition": null, "description": "What it costs", "summary": null, "grade": "infallible", "reads": [{"source": "some", "step": 1, "pointer": "", "under": null, "checked": false}], "input": 2, "output": 3, "failures": [], "mixins": [], "protection": null, "key": null, "used": true},
    {"construct": "action", "id": "receipt", "pointer": "/commit", "section": "commit", "within": null, "action": "persist(order)", "condition": null, "description": null, "summary": null, "grade": "committed", "reads": [{"source": "order", "step": 2, "pointer": "", "under": null, "checked": false}], "input": 3, "output": 4, "failures": [{"type": "lost", "transient": "never", "in_doubt": "sometimes"}, {"type": "thrown", "transient": "never", "in_doubt": "sometimes"}], "mixins": [], "protection": "keyed", "key": {"source": "order", "step": 2, "pointer": "/id"}, "used": true},
    {"construct": "action", "id": "reply", "pointer": "/conclude/0", "section": "conclude", "within": null, "action": "transform(jq)", "condition": null, "description": null, "summary": "Computes the value that a jq filter makes of its input.", "grade": "infallible", "reads": [{"source": "receipt", "step": 3, "pointer": "/id", "under": "id", "checked": false}, {"source": "order", "step": 2, "pointer": "/total", "under": "total", "checked": false}], "input": 5, "output": 1, "failures": [], "mixins": [], "protection": null, "key": null, "used": true}],
  "contracts": [
    {"text": "{article: string, id: string, quantity: integer}", "schema": {"type": "object", "properties": {"id": {"type": "string"}, "article": {"type": "string"}, "quantity": {"type": "integer", "minimum": 1, "maximum": 1000}}, "required": ["id", "article", "quantity"], "additionalProperties": false}},
    {"text": "{order: string, total: integer}", "schema": {"type": "object", "properties": {"order": {"type": "string"}, "total": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807}}, "required": ["order", "total"], "additionalProperties": false}},
    {"text": "{id: string, quantity: integer, unit_price: integer}", "schema": {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {"id": {"type": "string"}, "quantity": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807}, "unit_price": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807}}, "required": ["id", "quantity", "unit_price"], "additionalProperties": false}},
    {"text": "{id: string, total: integer}", "schema": {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {"id": {"type": "string"}, "total": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807}}, "required": ["id", "total"], "additionalProperties": false}},
    {"text": "{id: string, number: integer}", "schema": {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {"id": {"type": "string"}, "number": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807}}, "required": ["id", "number"], "additionalProperties": false}},
    {"text": "{id: string, total: integer}", "schema": {"type": "object", "properties": {"id": {"type": "string"}, "total": {"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807}}, "required": ["id", "total"], "additionalProperties": false}}]
})json";

constexpr std::string_view choice_as_text =
    R"text(command choice  (committed)
  takes   {id: string, total: integer}
  gives   true

prepare
└─ order: transform(jq)  (infallible)
     reads   input
     gives   {id: string, total: integer}
commit
└─ kind: decide  (committed)
   │ reads   order
   │ gives   {number: integer} | {copy: {id: string, total: integer}, event: null} | {}
   ├─ when .total > 100
   │  │ takes   {id: string, total: integer}
   │  prepare
   │  └─ same: validate(assert)  (fallible)
   │       reads   input
   │       gives   {id: string, total: integer}
   │       fails   assertion_failed, expression_error
   │  ━━ commit: keyed by input/id ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
   │  └─ receipt: persist(order)  (committed)
   │       reads   same
   │       gives   {id: string, number: integer}
   │       fails   lost (sometimes in doubt), thrown (sometimes in doubt)
   │  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
   │  conclude
   │  └─ number: transform(jq)  (infallible)
   │       reads   receipt
   │       gives   {number: integer}
   ├─ when .total > 10
   │  │ takes   {id: string, total: integer}
   │  ━━ commit: natural ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
   │  └─ told: all  (committed)
   │     │ gives   {copy: {id: string, total: integer}, event: null}
   │     ├─ event: emit(event)  (committed)
   │     │    reads   input
   │     │    gives   null
   │     │    fails   thrown (sometimes in doubt)
   │     └─ copy: transform(jq)  (infallible)
   │          reads   input
   │          gives   {id: string, total: integer}
   │  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
   └─ otherwise
      │ takes   {id: string, total: integer}
      └─ nothing: transform(jq)  (infallible)
           reads   input
           gives   {}
conclude
└─ done: transform(jq)  (infallible)
     reads   input
     gives   true

uses    assert
uses    event: document_tests::store::order_table
uses    jq
uses    order: document_tests::store::order_table
)text";

/// A query of so many steps, each of which reads another member of a contract that is large.
std::string large(std::size_t steps) {
    std::string members;
    for (int i = 0; i < 300; ++i)
        members += (i == 0 ? "\"m" : ",\"m") + std::to_string(i) + R"(": {"type": "string"})";
    std::string text = R"({"query": "large", "contracts": {"all": {"type": "object", "properties": {)"
                     + members + R"(}}}, "input": {"$ref": "#/contracts/all"}, "prepare": [)";
    for (std::size_t i = 0; i < steps; ++i)
        text +=
            (i == 0 ? R"({"id": "s)" : R"(,{"id": "s)") + std::to_string(i)
            + R"json(", "action": "transform(jq)", "with": {"filter": "."}, "from": {"a": "input", "b": "input/m)json"
            + std::to_string(i % 300) + "\"}}";
    return text + "]}";
}

} // namespace

TEST_CASE("an order as text") { CHECK(document::render_text(explained(place_order)) == as_text); }

TEST_CASE("an order as Mermaid") {
    CHECK(document::render_mermaid(explained(place_order)) == as_mermaid);
    auto const drawn = read_mermaid(as_mermaid);
    CHECK(drawn.wrong.empty());
    CHECK(drawn.heavy == std::set<std::string>{"part1"});
}

TEST_CASE("an order as DOT") {
    CHECK(document::render_dot(explained(place_order)) == as_dot);
    auto const drawn = read_dot(as_dot);
    CHECK(drawn.wrong.empty());
    CHECK(drawn.heavy == std::set<std::string>{"part1"});
}

TEST_CASE("an order as JSON") {
    auto const expected = ag::json::parse(as_json);
    REQUIRE(expected.has_value());
    CHECK(ag::json::serialize(ag::json::value(document::render_json(explained(place_order))))
          == ag::json::serialize(*expected));
}

TEST_CASE("a choice of mutations as text") {
    CHECK(document::render_text(explained(choice)) == choice_as_text);
}

TEST_CASE("constructs are boxes within each other with what is in them") {
    auto const of = explained(nested);
    auto const mermaid = read_mermaid(document::render_mermaid(of));
    INFO(mermaid.wrong);
    CHECK(mermaid.wrong.empty());
    CHECK(mermaid.deepest == 5); // prepare, fan_out, element, decide, branch
    CHECK(mermaid.heavy.empty());
    CHECK(mermaid.boxes
          == std::set<std::string>{"part0", "box0", "box1", "box2", "box5", "box6", "box8", "box11"});
    auto const dot = read_dot(document::render_dot(of));
    INFO(dot.wrong);
    CHECK(dot.wrong.empty());
    CHECK(dot.nodes == mermaid.nodes);
    CHECK(dot.boxes == mermaid.boxes);
    CHECK(dot.edges == mermaid.edges);
    CHECK(dot.deepest == mermaid.deepest);
}

TEST_CASE("each mutation of a choice has one heavy box") {
    auto const of = explained(choice);
    std::set<std::string> const boxes{"part2_1", "part6_0"};
    CHECK(read_mermaid(document::render_mermaid(of)).heavy == boxes);
    CHECK(read_dot(document::render_dot(of)).heavy == boxes);
}

TEST_CASE("renderings grow no faster than the document") {
    document::policy generous;
    generous.bounds.contract_schemas = 1'000'000;
    auto const small = explained(large(100), {}, generous);
    auto const twice = explained(large(200), {}, generous);
    auto const grows = [](std::size_t before, std::size_t after) { return after < before * 5 / 2; };
    CHECK(grows(document::render_text(small).size(), document::render_text(twice).size()));
    CHECK(grows(document::render_mermaid(small).size(), document::render_mermaid(twice).size()));
    CHECK(grows(document::render_dot(small).size(), document::render_dot(twice).size()));
    auto const json = [](document::explanation const& of) {
        return ag::json::serialize(ag::json::value(document::render_json(of))).size();
    };
    CHECK(json(twice) < (std::size_t{2} << 20)); // 200 contracts of 10 KB each would be more
}

TEST_CASE("contracts are absent behind the bound on their size") {
    document::explain_options options;
    options.contract_nodes = 2000;
    auto const of = explained(large(20), options);
    CHECK(of.steps.front().output != document::no_contract);
    CHECK(of.steps.back().input == document::no_contract);
    CHECK(of.steps.back().output == document::no_contract);
    CHECK(of.steps.back().reads.size() == 2);
    CHECK(document::render_json(of).at("steps").at(19).at("output").is_null());
    CHECK(read_dot(document::render_dot(of)).wrong.empty());
}
