// The program of docs/how-to/vocabularies.md and docs/reference/document-schema.md.

// [include]
#include <action_grammar/action_grammar.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/format_grammar.hpp>
#include <action_grammar/document/format_schema.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/document/vocabulary.hpp>
// [/include]
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/rules/code.hpp>

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>

namespace ag = action_grammar;
namespace document = action_grammar::document;

struct order {
    std::string id;
    std::int64_t total;
};
struct receipt {
    std::string id;
};
struct lookup {
    std::string table;
    std::optional<std::int64_t> limit;
};

order find_order(ag::json::value const&) { return {"o-1", 40}; }
receipt put(order const& placed) { return {placed.id}; }

document::registry actions_of_host() {
    document::registry actions;
    auto added = actions.add_configured<lookup>(
        "orders", [](lookup const&) { return ag::fetch<"orders">(find_order); });
    assert(added);
    added = actions.add("order", ag::persist<"order">(put, ag::natural));
    assert(added);
    return actions;
}

// [export]
std::string vocabulary_of(document::registry const& actions) {
    return ag::json::serialize(document::export_vocabulary(actions));
}
// [/export]

// [read]
/// What a tool says of a document, without the host's code.
document::findings check(std::string const& text, std::string const& vocabulary) {
    auto const known = document::registry_of_vocabulary(vocabulary);
    if (!known) return known.error(); // what is wrong with the vocabulary
    return document::validate(text, *known).found;
}
// [/read]

// [schema]
/// The parameters of a tool by which a model hands in a document.
ag::json::value tool_parameters(document::registry const& actions) {
    return document::format_schema(actions, document::schema_profile::openai);
}
/// The document in the arguments that the model wrote.
std::string document_in(ag::json::value arguments, document::registry const& actions) {
    return ag::json::serialize(document::document_of_answer(std::move(arguments), actions));
}
// [/schema]

int main() {
    document::registry const actions = actions_of_host();
    std::string const vocabulary = vocabulary_of(actions);
    std::string const text = R"json({"command": "again",
        "prepare": [{"id": "order", "action": "fetch(orders)", "with": {"table": "orders", "limit": 1}}],
        "commit": {"id": "receipt", "action": "persist(order)"}})json";
    assert(check(text, vocabulary).list.empty());

    // [misspelt]
    auto const found = check(R"json({"query": "look", "prepare": [
        {"id": "order", "action": "fetch(orders)", "with": {"table": "orders", "limt": 1}}]})json",
                             vocabulary);
    assert(found.list.front().where.pointer == "/prepare/0/with/limt");
    assert(found.list.front().hint == "did you mean \"limit\"?");
    // [/misspelt]

    // [assemble]
    auto const known = document::registry_of_vocabulary(vocabulary);
    assert(known);
    auto const made = document::executable::assemble(text, *known);
    assert(!made && made.error().list.front().code == ag::rule_code::missing_resource); // AG404
    // [/assemble]

    // [search]
    auto const matches = document::search(*known, "order limit");
    assert(matches.front().action->about().name == "fetch(orders)");
    std::string const shown = document::inspect(matches.front().action->about());
    assert(shown.find("limit?: integer or null") != shown.npos);
    // [/search]

    // [full]
    auto const by = ag::schema::compile(document::format_schema(actions));
    assert(by && by->accepts(ag::json::parse(text).value()));
    // [/full]

    auto const arguments =
        ag::json::parse(R"json({"document": {"query": "look", "version": null, "description": null,
        "input": null, "prepare": [{"id": "order", "action": "fetch(orders)", "from": null,
        "with": {"table": "orders", "limit": null}, "description": null}], "conclude": [], "outcome": null, "mixins": []}})json");
    auto const strict = ag::schema::compile(tool_parameters(actions));
    assert(strict && strict->accepts(*arguments));
    assert(document::validate(document_in(*arguments, actions), actions));

    // [grammar]
    std::string const grammar = document::format_grammar(actions); // for llama.cpp: --grammar-file
    assert(grammar.starts_with("root ::= "));
    // [/grammar]
    return 0;
}
