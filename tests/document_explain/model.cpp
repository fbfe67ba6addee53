// What an explanation says of a document, before it is rendered.

#include "host.hpp"

#include "support/catch.hpp"

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/registry.hpp>

#include <vector>

using namespace document_tests;

namespace {

std::vector<std::string> ids(document::explanation const& of,
                             std::vector<document::step_index> const& steps) {
    std::vector<std::string> all;
    for (auto const each : steps)
        all.push_back(of.steps[each].id);
    return all;
}
using names = std::vector<std::string>;

std::string query(std::string_view steps,
                  std::string_view input = R"({"type":"integer","minimum":0,"maximum":9})") {
    return R"json({"query": "q", "input": )json" + std::string(input) + R"json(, "prepare": [)json"
         + std::string(steps) + "]}";
}
/// The text of the contract of a schema.
std::string text_of(std::string_view schema, std::size_t bytes = 120) {
    document::explain_options options;
    options.text_bytes = bytes;
    auto const made = explained(
        query(R"json({"id": "a", "action": "transform(jq)", "with": {"filter": "1"}})json", schema), options);
    return text_at(made, made.input);
}

} // namespace

TEST_CASE("a refused document is answered with its findings") {
    document::registry const actions;
    auto const judged = document::validate(R"({"query": "q"})", actions);
    auto const made = document::explain(judged);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().list.size() == judged.found.list.size());
    CHECK_FALSE(made.error().acceptable());
    CHECK_FALSE(document::explain(document::validation{}).has_value());
}

TEST_CASE("the boundary is told with its protection and where its key is read") {
    auto const made = explained(place_order);
    CHECK(made.effect == ag::grade::committed);
    REQUIRE(ids(made, made.mutations) == names{"receipt"});
    auto const& commit = step(made, "receipt");
    CHECK(commit.is_boundary);
    CHECK(commit.part == document::section::commit);
    CHECK(commit.guard == ag::protection::keyed);
    REQUIRE(commit.key);
    CHECK(commit.key->source == "order");
    CHECK(commit.key->pointer == "/id");
    CHECK_FALSE(step(made, "offer").is_boundary);
    CHECK(step(made, "reply").part == document::section::conclude);
}

TEST_CASE("a query has no boundary") {
    auto const made = explained(nested);
    CHECK(made.kind == ag::purpose::query);
    CHECK(made.effect == ag::grade::fallible);
    CHECK(made.mutations.empty());
    CHECK(document::render_text(made).find("\u2501") == std::string::npos);
}

TEST_CASE("of a choice of mutations each has its own box") {
    auto const made = explained(choice);
    CHECK(ids(made, made.mutations) == names{"receipt", "event"});
    CHECK(step(made, "receipt").is_boundary);
    CHECK(step(made, "told").is_boundary); // the all, and not what is in it
    CHECK_FALSE(step(made, "event").is_boundary);
    CHECK_FALSE(step(made, "kind").is_boundary);
}

TEST_CASE("grades are those with all that is within and around") {
    auto const made = explained(nested);
    CHECK(step(made, "twice").effect == ag::grade::fallible);
    CHECK(step(made, "both").effect == ag::grade::fallible);
    CHECK(step(made, "kind").effect == ag::grade::infallible);
    CHECK(step(made, "each").own == ag::grade::infallible);
    CHECK(step(made, "each").effect == ag::grade::fallible);
}

TEST_CASE("steps stand in what they are within") {
    auto const made = explained(nested);
    auto const& small = step(made, "small");
    auto const& branch = made.steps.at(small.within);
    CHECK(branch.form == ag::construct::sequence);
    CHECK(branch.pointer == "/prepare/0/fan_out/1/decide/1");
    CHECK(made.steps.at(branch.within).id == "kind");
    CHECK(step(made, "each").extent == 11);
    CHECK(step(made, "kind").extent == 6);
    CHECK(step(made, "small").extent == 1);
}

TEST_CASE("what a step reads is told with its source and place") {
    auto const made = explained(nested);
    auto const& shown = step(made, "shown");
    REQUIRE(shown.reads.size() == 2);
    CHECK(made.steps.at(shown.reads[0].step).id == "small");
    CHECK(shown.reads[0].under == "a");
    CHECK_FALSE(shown.reads[0].is_input);
    CHECK(shown.reads[1].is_input);
    CHECK(shown.reads[1].step == shown.within);
    CHECK(shown.reads[1].source == "input");
    CHECK(shown.reads[1].pointer == "/twice");
    CHECK(text_at(made, shown.input) == "{a: string, b: integer}");
    // Without a name it reads what the all reads, with one the input of the document.
    CHECK(made.steps.at(step(made, "count").reads.at(0).step).id == "pair");
    CHECK(step(made, "sum").reads.at(0).step == document::no_step);
}

TEST_CASE("contracts are those of what is given and made") {
    auto const made = explained(nested);
    auto const& body = made.steps.at(step(made, "both").within);
    CHECK(text_at(made, body.input) == "integer");
    CHECK(body.output == step(made, "kind").output);
    CHECK(text_at(made, step(made, "both").output) == "{text: string, twice: integer}");
    CHECK(text_at(made, step(made, "each").output) == "({large: integer} | {all: integer, small: string})[]");
    CHECK(
        text_at(made, step(made, "pair").reads.size() == 2 ? step(made, "pair").input : document::no_contract)
            .starts_with("{first: null | integer, list: ("));
    CHECK(step(made, "both").input == document::no_contract);
    auto const order = explained(place_order);
    CHECK(ag::json::serialize(order.contracts.at(step(order, "reply").output).schema)
              .starts_with(R"({"type":"object")"));
}

TEST_CASE("failures are told of what can fail") {
    auto const made = explained(place_order);
    auto const& offer = step(made, "offer");
    REQUIRE_FALSE(offer.failures.empty());
    CHECK(offer.failures[0].type == "unreachable");
    CHECK(offer.failures[0].transient == ag::tendency::always);
    CHECK(step(made, "receipt").failures.at(0).in_doubt == ag::tendency::sometimes);
    CHECK(step(made, "reply").failures.empty()); // this filter cannot
}

TEST_CASE("mixins are told outermost first with their defaults") {
    auto const made = explained(place_order);
    auto const& mixins = step(made, "offer").mixins;
    REQUIRE(mixins.size() == 2);
    CHECK(mixins[0].what == ag::mixin::timeout);
    CHECK(ag::json::serialize(mixins[0].settings) == R"({"ms":2000})");
    CHECK(mixins[1].what == ag::mixin::retry);
    CHECK(mixins[1].settings.at("attempts") == 5);
    CHECK(mixins[1].settings.at("limit_ms") == 10000);
    CHECK(step(made, "order").mixins.empty());
}

TEST_CASE("resources are nouns with the types that they are bound to") {
    auto const made = explained(place_order);
    REQUIRE(made.resources.size() == 5);
    CHECK(made.resources[0].noun == "assert");
    CHECK(made.resources[2].noun == "offer");
    REQUIRE(made.resources[2].types.size() == 1);
    CHECK(made.resources[2].types[0].ends_with("warehouse"));
}

TEST_CASE("a value that nothing reads is told") {
    auto const made = explained(query(R"json(
        {"id": "lost", "action": "transform(jq)", "with": {"filter": ". + 1"}},
        {"id": "kept", "action": "transform(jq)", "with": {"filter": ". + 2"}, "from": "input"})json"));
    CHECK(ids(made, made.unused) == names{"lost"});
    CHECK_FALSE(step(made, "lost").used);
    CHECK(step(made, "kept").used);
    CHECK(document::render_text(made).find("unused  lost") != std::string::npos);
    CHECK(document::render_mermaid(made).find("style step0 stroke-dasharray") != std::string::npos);
    CHECK(document::render_dot(made).find("shape=box, style=dashed];") != std::string::npos);
}

TEST_CASE("a wrapped step whose value nothing reads is told by its id") {
    std::string text = query(R"json(
        {"id": "lost", "action": "transform(jq)", "with": {"filter": "1 / ."}},
        {"id": "kept", "action": "transform(jq)", "with": {"filter": ". + 2"}, "from": "input"})json");
    text.back() = ',';
    text += R"json("mixins": [{"mixin": "retry", "on": ["lost"], "with": {"attempts": 2}}]})json";
    auto const made = explained(text);
    CHECK(ids(made, made.unused) == names{"lost"});
}

TEST_CASE("a value that only a key is read from is used") {
    std::string text(place_order);
    text.replace(text.find("order/id\"}}"), 8, "name/id");
    std::string const before = R"({"id": "order", "action")";
    text.insert(text.find(before),
                R"json({"id": "name", "action": "transform(jq)", "with": {"filter": "{id: \"k\"}"}},
                {"id": "again", "action": "validate(assert)", "with": {"assert": "true"}, "from": "some"}, )json");
    auto const made = explained(text);
    CHECK(made.unused.empty());
    CHECK(step(made, "receipt").key->source == "name");
}

TEST_CASE("several parameters are read by their names") {
    auto const made = explained(R"json({"query": "q",
      "input": {"type": "object", "properties": {"id": {"type": "string"}, "article": {"type": "string"},
                "quantity": {"type": "integer", "minimum": 0, "maximum": 9}}, "required": ["id", "article", "quantity"],
                "additionalProperties": false},
      "prepare": [{"id": "one", "action": "fetch(offer)"},
                  {"id": "two", "action": "transform(price)"},
                  {"id": "joined", "action": "transform(join)", "from": {"second": "two", "first": "one"}}]})json");
    auto const& joined = step(made, "joined");
    REQUIRE(joined.reads.size() == 2);
    CHECK(joined.reads[0].under == "first");
    CHECK(joined.reads[1].under == "second");
    CHECK(text_at(made, joined.input)
          == "{first: {id: string, quantity: integer, unit_price: integer}, second: {id: string, total: "
             "integer}}");
    CHECK(made.steps.at(joined.reads[1].step).id == "two");
}

TEST_CASE("a mutation in the prepare of a branch is still drawn as the boundary") {
    auto const made = explained(R"json({"command": "c",
      "input": {"type": "object", "properties": {"id": {"type": "string"}, "total": {"type": "integer", "minimum": 0, "maximum": 9}},
                "required": ["id", "total"], "additionalProperties": false},
      "commit": {"id": "kind", "decide": [{"otherwise": true, "prepare": [{"id": "event", "action": "emit(event)"}]}]}})json");
    CHECK(step(made, "event").is_boundary);
    CHECK(document::render_text(made).find("\u2501 boundary: natural \u2501") != std::string::npos);
}

TEST_CASE("contracts of the same schema are told once and large ones without their schemas") {
    auto const made = explained(place_order);
    auto const& order = step(made, "order");
    CHECK(order.output == step(made, "receipt").input);
    document::explain_options options;
    options.schema_bytes = 0;
    for (auto const& each : explained(place_order, options).contracts) {
        CHECK(each.schema.is_null());
        CHECK_FALSE(each.text.empty());
    }
}

TEST_CASE("contracts are told in a few words") {
    CHECK(text_of("true") == "any");
    CHECK(text_of(R"({"description": "whatever"})") == "any");
    CHECK(text_of(R"({"type": ["string", "null"], "maxLength": 3})") == "null | string");
    CHECK(text_of(R"({"enum": ["a", "b", 3]})") == R"("a" | "b" | 3)");
    CHECK(text_of(R"({"const": {"a": 1}})") == "{...}");
    CHECK(text_of(R"({"type": "object"})") == "object");
    CHECK(
        text_of(
            R"({"type": "object", "properties": {"b": {"type": "string"}, "a b": {}}, "required": ["b", "c"]})")
        == R"({"a b"?: any, b: string, c: any, *})");
    CHECK(text_of(R"({"type": "object", "additionalProperties": {"type": "number"}})") == "{*: number}");
    CHECK(text_of(R"({"type": "object", "additionalProperties": false})") == "{}");
    CHECK(text_of(R"({"type": "array"})") == "any[]");
    CHECK(text_of(R"({"type": "array", "items": {"type": ["string", "null"]}})") == "(null | string)[]");
    CHECK(text_of(R"({"type": "array", "prefixItems": [{"type": "string"}], "items": false})") == "[string]");
    CHECK(text_of(R"({"type": "array", "prefixItems": [{"type": "string"}]})") == "[string, *]");
    CHECK(text_of(R"({"allOf": [{"anyOf": [{"type": "string"}, {"type": "null"}]}, {"type": "string"}]})")
          == "(string | null) & string");
    CHECK(text_of(R"({"$defs": {"t": {"type": "object", "properties": {"next": {"$ref": "#/$defs/t"}},
                      "additionalProperties": false}}, "$ref": "#/$defs/t"})")
          == "{next?: {next?: {next?: ...}}}");
}

TEST_CASE("the text of a contract is cut and still closed") {
    std::string const schema = R"({"type": "object", "properties": {"first": {"type": "string"},
        "second": {"type": "array", "items": {"enum": ["x", "y", "z"]}}, "third": {"type": "string"}}})";
    CHECK(text_of(schema, 10) == "{first?: string, ...}");
    CHECK(text_of(schema, 30) == R"({first?: string, second?: ("x" | ...)[], ...})");
    std::string wide = R"({"allOf": [)";
    for (int i = 0; i < 5000; ++i)
        wide += i == 0 ? "{}" : ",{}";
    CHECK(text_of(wide + "]}").size() < 200);
    std::string many = R"({"enum": [)";
    for (int i = 0; i < 5000; ++i)
        many += (i == 0 ? "" : ",") + std::to_string(i);
    CHECK(text_of(many + "]}").size() < 140);
}
