// The schema of all that documents may be.

#include "documents.hpp"

#include "support/catch.hpp"

#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/format_schema.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/document/vocabulary.hpp>

using namespace format_tests;

namespace {

namespace schema = action_grammar::schema;

schema::validator compiled(json::value const& written) {
    auto made = schema::compile(written);
    if (!made) UNSCOPED_INFO(made.error().location + ": " + made.error().message);
    REQUIRE(made.has_value());
    return *std::move(made);
}
schema::validator const& full() {
    static schema::validator const made = compiled(doc::format_schema(actions()));
    return made;
}

TEST_CASE("the schema is one by the meta schema") {
    auto const meta = compiled(json::object{{"$ref", "https://json-schema.org/draft/2020-12/schema"}});
    for (auto const profile :
         {doc::schema_profile::full, doc::schema_profile::openai, doc::schema_profile::anthropic}) {
        auto const found = meta.validate(doc::format_schema(actions(), profile));
        for (auto const& each : found.errors)
            UNSCOPED_INFO(each.instance + ": " + each.message);
        CHECK(found.valid);
        compiled(doc::format_schema(actions(), profile));
    }
}

TEST_CASE("the schema accepts every valid document") {
    for (std::string const& document : valid_documents()) {
        INFO(document);
        CHECK(is_valid(document));
        auto const found = full().validate(parsed(document));
        for (auto const& each : found.errors)
            UNSCOPED_INFO(each.instance + ": " + each.message);
        CHECK(found.valid);
    }
}

TEST_CASE("the schema refuses a document that mutates elsewhere than in its commit") {
    for (std::string const& document : boundary_breakers()) {
        INFO(document);
        CHECK_FALSE(full().accepts(parsed(document)));
        CHECK_FALSE(is_valid(document));
    }
}

TEST_CASE("the schema refuses documents of another form") {
    for (std::string const& document : malformed_documents()) {
        INFO(document);
        CHECK_FALSE(full().accepts(parsed(document)));
        CHECK_FALSE(is_valid(document));
    }
}

TEST_CASE("the schema of a vocabulary is that of its host") {
    auto const read = doc::registry_of_vocabulary(json::serialize(doc::export_vocabulary(actions())));
    REQUIRE(read.has_value());
    for (auto const profile :
         {doc::schema_profile::full, doc::schema_profile::openai, doc::schema_profile::anthropic})
        CHECK(json::serialize(doc::format_schema(*read, profile))
              == json::serialize(doc::format_schema(actions(), profile)));
}

TEST_CASE("configurations of any schema become a part of the whole") {
    auto const read = doc::read_vocabulary(parsed(R"json({"vocabulary": 1, "actions": [
        {"name": "fetch(tree)", "parameters": [], "output": true, "grade": "fallible", "configuration":
            {"$defs": {"node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/node"}}, "additionalProperties": false}}, "$ref": "#/$defs/node"}},
        {"name": "fetch(self)", "parameters": [], "output": true, "grade": "fallible", "configuration":
            {"type": "object", "properties": {"next": {"$ref": "#"}, "$ref": {"const": {"$ref": "#"}}}, "additionalProperties": false}},
        {"name": "fetch(named)", "parameters": [], "output": true, "grade": "fallible", "configuration":
            {"$id": "https://example.com/a", "type": "object", "properties": {"n": {"$ref": "#n"}}, "$defs": {"n": {"$anchor": "n", "type": "integer"}}}},
        {"name": "fetch(old)", "parameters": [], "output": true, "grade": "fallible", "configuration":
            {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": {"n": {"items": [{"type": "integer"}]}}}},
        {"name": "fetch(any)", "parameters": [], "output": true, "grade": "fallible", "configuration": true}]})json"));
    REQUIRE(read.has_value());
    auto declared = doc::registry::empty();
    for (auto const& each : *read)
        REQUIRE(declared.add(each).has_value());
    auto const by = compiled(doc::format_schema(declared));
    auto const accepts = [&](std::string_view name, std::string_view with) {
        std::string const text = R"json({"query": "q", "prepare": [{"id": "a", "action": "fetch()json"
                               + std::string(name) + R"json()", "with": )json" + std::string(with) + "}]}";
        bool const valid = static_cast<bool>(doc::validate(text, declared));
        CHECK(valid == by.accepts(parsed(text)));
        return by.accepts(parsed(text));
    };
    CHECK(accepts("tree", R"json({"next": {"next": {}}})json"));
    CHECK_FALSE(accepts("tree", R"json({"next": {"nxt": {}}})json"));
    CHECK(accepts("self", R"json({"next": {"next": {"$ref": {"$ref": "#"}}}})json"));
    CHECK_FALSE(accepts("self", R"json({"next": {"next": 1}})json"));
    CHECK(accepts("named", R"json({"n": 1})json"));
    CHECK_FALSE(accepts("named", R"json({"n": "1"})json"));
    CHECK(accepts("old", R"json({"n": [1, "x"]})json"));
    CHECK_FALSE(accepts("old", R"json({"n": ["x"]})json"));
    CHECK(accepts("any", R"json({"x": 1})json"));
    CHECK_FALSE(accepts("any", "1"));
}

TEST_CASE("a registry without actions has a schema that accepts none") {
    auto const none = doc::registry::empty();
    for (auto const profile :
         {doc::schema_profile::full, doc::schema_profile::openai, doc::schema_profile::anthropic})
        compiled(doc::format_schema(none, profile));
    CHECK_FALSE(compiled(doc::format_schema(none)).accepts(parsed(valid_documents().front())));
}

} // namespace
