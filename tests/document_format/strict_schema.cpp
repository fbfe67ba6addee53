// The schemas for the structured output of language models. What their providers accept is asserted by an oracle of its
// own, which walks the schema.

#include "documents.hpp"

#include "support/catch.hpp"

#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/format_schema.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/document/vocabulary.hpp>

#include <algorithm>
#include <set>

using namespace format_tests;

namespace {

namespace schema = action_grammar::schema;
using profile = doc::schema_profile;

// ---- what the providers accept

/// Walks a schema, and asserts what both providers ask for; counts what they count.
struct oracle {
    json::object const& definitions;
    profile as;
    std::size_t properties = 0;
    std::size_t enumerated = 0;
    std::size_t letters = 0;
    std::size_t deepest = 0;
    std::set<std::string> open{}; ///< Definitions that are being followed.
    std::set<std::string> done{};
    bool recursive = false;

    void walk(json::value const& here, std::size_t objects) {
        REQUIRE(here.is_object());
        json::object const& of = here.get_object();
        std::set<std::string> const allowed{"type",  "properties", "required", "additionalProperties",
                                            "items", "anyOf",      "enum",     "const",
                                            "$ref",  "description"};
        for (auto const& member : of) {
            INFO(json::serialize(here).substr(0, 300));
            CHECK((allowed.contains(std::string(member.key())) || (objects == 0 && member.key() == "$defs")));
        }
        if (auto const* reference = of.if_contains("$ref")) {
            CHECK(of.size() == 1);
            return follow(std::string(reference->get_string()), objects);
        }
        if (auto const* ways = of.if_contains("anyOf")) {
            CHECK_FALSE(of.contains("type"));
            CHECK_FALSE(ways->get_array().empty());
            for (json::value const& each : ways->get_array())
                walk(each, objects);
            return;
        }
        REQUIRE(of.contains("type"));
        if (auto const* values = of.if_contains("enum")) {
            CHECK_FALSE(values->get_array().empty());
            enumerated += values->get_array().size();
            for (json::value const& each : values->get_array()) {
                CHECK_FALSE((each.is_object() || each.is_array()));
                letters += json::serialize(each).size();
            }
        }
        if (auto const* only = of.if_contains("const")) {
            CHECK_FALSE((only->is_object() || only->is_array()));
            letters += json::serialize(*only).size();
        }
        if (of.at("type") == json::value("object")) members(of, objects + 1);
        if (of.at("type") == json::value("array")) {
            REQUIRE(of.contains("items"));
            walk(of.at("items"), objects);
        }
    }
    void members(json::object const& of, std::size_t objects) {
        deepest = std::max(deepest, objects);
        CHECK(of.at("additionalProperties") == json::value(false));
        std::set<std::string> required;
        for (json::value const& each : of.at("required").get_array())
            required.insert(std::string(each.get_string()));
        CHECK(required.size() == of.at("properties").get_object().size());
        for (auto const& member : of.at("properties").get_object()) {
            CHECK(required.contains(std::string(member.key())));
            ++properties;
            letters += member.key().size();
            walk(member.value(), objects);
        }
    }
    void follow(std::string const& reference, std::size_t objects) {
        REQUIRE(reference.starts_with("#/$defs/"));
        std::string const name = reference.substr(8);
        CHECK(std::ranges::all_of(name, [](char letter) {
            return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '-'
                || letter == '.';
        }));
        REQUIRE(definitions.contains(name));
        if (open.contains(name)) {
            recursive = true;
            return;
        }
        if (as == profile::openai && !done.insert(name).second) return; // counted once, as it is written
        open.insert(name);
        walk(definitions.at(name), objects);
        open.erase(name);
    }
};

oracle asserted(json::value const& written, profile as) {
    json::object const& root = written.get_object();
    CHECK(root.at("type") == json::value("object"));
    CHECK_FALSE(root.contains("anyOf"));
    oracle made{root.at("$defs").get_object(), as};
    made.walk(written, 0);
    return made;
}

TEST_CASE("the strict schemas are what their providers accept") {
    auto const open = asserted(doc::format_schema(actions(), profile::openai), profile::openai);
    CHECK(open.properties <= 5'000);
    CHECK(open.enumerated <= 1'000);
    CHECK(open.letters <= 120'000);
    CHECK(open.deepest <= 10);
    CHECK(open.recursive); // steps within steps
    auto const closed = asserted(doc::format_schema(actions(), profile::anthropic), profile::anthropic);
    CHECK_FALSE(closed.recursive);
}

// ---- what they accept

schema::validator const& by(profile as) {
    static schema::validator const open = *schema::compile(doc::format_schema(actions(), profile::openai));
    static schema::validator const closed =
        *schema::compile(doc::format_schema(actions(), profile::anthropic));
    return as == profile::openai ? open : closed;
}

/// A value with all members that a schema asks for: null, or an empty list, for those that it does not have.
struct filler {
    json::object const& definitions;

    [[nodiscard]] schema::validator part(json::value const& here) const {
        json::object whole{{"allOf", json::array{here}}};
        whole["$defs"] = definitions;
        return *schema::compile(whole);
    }
    json::value fill(json::value const& here, json::value value) {
        json::object const& of = here.get_object();
        if (auto const* reference = of.if_contains("$ref"))
            return fill(definitions.at(std::string(reference->get_string()).substr(8)), std::move(value));
        if (auto const* ways = of.if_contains("anyOf")) {
            for (json::value const& each : ways->get_array()) {
                // Looking first at what tells alternatives apart keeps this from trying all of everything.
                if (!may_be(each, value)) continue;
                json::value filled = fill(each, value);
                if (part(each).accepts(filled)) return filled;
            }
            return value;
        }
        if (auto* list = value.if_array(); list != nullptr && of.contains("items"))
            for (json::value& each : *list)
                each = fill(of.at("items"), each);
        if (auto* object = value.if_object(); object != nullptr && of.contains("properties"))
            for (auto const& member : of.at("properties").get_object()) {
                if (auto* there = object->if_contains(member.key())) {
                    *there = fill(member.value(), *there);
                } else {
                    auto const* type = member.value().get_object().if_contains("type");
                    bool const is_list = type != nullptr && *type == json::value("array");
                    (*object)[member.key()] = is_list ? json::value(json::array()) : json::value();
                }
            }
        return value;
    }
    [[nodiscard]] bool may_be(json::value const& here, json::value const& value) const {
        json::object const& of = here.get_object();
        if (auto const* reference = of.if_contains("$ref"))
            return may_be(definitions.at(std::string(reference->get_string()).substr(8)), value);
        auto const* object = value.if_object();
        if (object == nullptr || !of.contains("properties")) return true;
        for (auto const& member : *object)
            if (!of.at("properties").get_object().contains(member.key())) return false;
        for (auto const& member : of.at("properties").get_object()) {
            auto const* only = member.value().get_object().if_contains("const");
            if (only != nullptr && (!object->contains(member.key()) || object->at(member.key()) != *only))
                return false;
        }
        return true;
    }
};

json::value answer_of(std::string_view document, profile as) {
    json::value const written = doc::format_schema(actions(), as);
    filler all{written.at("$defs").get_object()};
    return all.fill(written, json::object{{"document", parsed(document)}});
}

/// Documents that use no more than the strict profiles can say.
std::vector<std::string> expressible() {
    std::vector<std::string> made = simple_documents();
    for (std::string const& each : valid_documents()) {
        bool const has_contracts = each.find("contracts") != each.npos;
        bool const in_all =
            each.find(R"json("all": [)json") != each.npos && each.find("command") != each.npos;
        bool const has_schema_of_objects = each.find("\"properties\"") != each.npos;
        if (!has_contracts && !in_all && !has_schema_of_objects) made.push_back(each);
    }
    return made;
}
/// The same document of a contract that the host adds.
std::string with_contract(std::string document) {
    auto const at = document.find("\"input\": {\"type\": \"object\"");
    if (at == document.npos) return document;
    auto const end = document.find("\"additionalProperties\": false}", at);
    return document.replace(at, end + 30 - at, R"json("input": {"$ref": "#/contracts/request"})json");
}

TEST_CASE("what the first profile can say it accepts") {
    for (std::string const& document : expressible()) {
        INFO(document);
        json::value const answer = answer_of(document, profile::openai);
        INFO(json::serialize(answer));
        CHECK(by(profile::openai).accepts(answer));
    }
    // Of the commands those that stand in their commit alone or under a decide.
    std::size_t commands = 0;
    for (std::string const& each : valid_documents()) {
        std::string const document = with_contract(each);
        if (document.find("\"command\"") == document.npos || document.find("contracts\": {") != document.npos
            || document.find(R"json("all": [)json") != document.npos
            // It wants the mutation of a branch under the branch's commit.
            || document.find(R"json("otherwise": true, "prepare": [{"id": "put")json") != document.npos)
            continue;
        ++commands;
        INFO(document);
        CHECK(by(profile::openai).accepts(answer_of(document, profile::openai)));
    }
    CHECK(commands == 6);
}

TEST_CASE("what the second profile can say it accepts") {
    // Every step says what it reads, nothing is described, and constructs do not nest.
    for (std::string const& document : simple_documents()) {
        if (document.find("\"input\": {") != document.npos || document.find("outcome") != document.npos)
            continue;
        INFO(document);
        CHECK(by(profile::anthropic).accepts(answer_of(document, profile::anthropic)));
    }
    std::string const command = R"json({"command": "c", "prepare": [
        {"id": "cart", "action": "fetch(cart)", "from": "input"},
        {"id": "rates", "action": "fetch(http)", "from": "cart", "with": {"url": "u"}},
        {"id": "order", "action": "transform(merge)", "from": {"cart": "cart", "rates": "rates"}}],
        "commit": {"id": "way", "decide": [{"when": ".total > 1", "prepare": [],
                   "commit": {"id": "put", "action": "persist(keyed)", "from": "input", "protection": {"keyed": "input/id"}}, "conclude": []},
                   {"otherwise": true, "prepare": [{"id": "x", "action": "transform(jq)", "from": "input", "with": {"filter": "{id}"}}], "conclude": []}], "from": "order"}})json";
    CHECK(by(profile::anthropic).accepts(answer_of(command, profile::anthropic)));
}

TEST_CASE("an answer is a document again") {
    for (std::string const& document : expressible()) {
        INFO(document);
        json::value const again = doc::document_of_answer(answer_of(document, profile::openai), actions());
        CHECK(is_valid(json::serialize(again)));
        // But for empty lists it is the same.
        json::value plain = again;
        for (char const* const name : {"prepare", "conclude", "mixins"})
            if (auto* list = plain.get_object().if_contains(name);
                list != nullptr && list->get_array().empty())
                plain.get_object().erase(name);
        CHECK(plain == parsed(document));
    }
}

TEST_CASE("of a configuration only the nulls stay that it must have") {
    json::value const answer = parsed(R"json({"document": {"query": "q", "version": null, "prepare": [
        {"id": "a", "action": "fetch(http)", "from": null, "with": {"url": "u", "verb": null, "timeout_ms": null, "headers": null}, "description": null},
        {"id": "b", "all": [{"id": "c", "action": "transform(jq)", "with": {"filter": "1", "output": null}, "from": null}], "from": null},
        {"id": "n", "action": "fetch(null)", "with": {"needed": null, "free": null, "text": null}}],
        "conclude": null, "mixins": [{"mixin": "retry", "on": ["a"], "with": {"attempts": 3, "factor": null, "jitter": null}}]}})json");
    auto const declared = doc::read_vocabulary(parsed(R"json({"vocabulary": 1, "actions": [
        {"name": "fetch(null)", "parameters": [], "output": true, "grade": "fallible", "configuration":
            {"type": "object", "properties": {"needed": {"type": ["string", "null"]}, "free": {"type": ["string", "null"]}, "text": {"type": "string"}},
             "required": ["needed"], "additionalProperties": false}}]})json"));
    REQUIRE(declared.has_value());
    doc::registry known = actions();
    REQUIRE(known.add(declared->front()).has_value());
    json::value const made = doc::document_of_answer(answer, known);
    CHECK(made == parsed(R"json({"query": "q", "prepare": [
        {"id": "a", "action": "fetch(http)", "with": {"url": "u"}},
        {"id": "b", "all": [{"id": "c", "action": "transform(jq)", "with": {"filter": "1"}}]},
        {"id": "n", "action": "fetch(null)", "with": {"needed": null}}],
        "mixins": [{"mixin": "retry", "on": ["a"], "with": {"attempts": 3}}]})json"));
}

TEST_CASE("what is no answer comes back as it is") {
    for (char const* const text :
         {"[]", "{}", "null", R"json({"document": 1})json", R"json({"query": "q", "prepare": null})json"})
        CHECK(doc::document_of_answer(parsed(text), actions()) == parsed(text));
}

TEST_CASE("the strict schemas refuse a document that mutates elsewhere than in its commit") {
    for (auto const as : {profile::openai, profile::anthropic})
        for (std::string const& document : boundary_breakers()) {
            // That some branch mutates these schemas cannot ask for.
            if (document.find(R"json("decide": [{"otherwise": true, "prepare": [{"id": "z")json")
                != document.npos)
                continue;
            INFO(document);
            CHECK_FALSE(by(as).accepts(answer_of(with_contract(document), as)));
        }
}

} // namespace
