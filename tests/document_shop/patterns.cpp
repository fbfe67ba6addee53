#include "judged.hpp"

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/pattern.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

using namespace document_tests;

namespace {

namespace ag = action_grammar;
namespace document = ag::document;
namespace json = ag::json;

std::string query(std::string_view prepare) {
    return R"json({"query": "q", "input": {"type": "object", "properties": {"price": {"type": "integer"}, "tags":
        {"type": "array", "items": {"type": "string"}}}, "required": ["price", "tags"], "additionalProperties": false},
        "prepare": )json"
         + std::string(prepare) + "}";
}

constexpr std::string_view input = R"json({"price": 3, "tags": ["a", "b"]})json";

std::string yields(std::string_view prepare) {
    shop of;
    auto const actions = actions_of(of);
    auto const run = assembled(query(prepare), actions);
    auto const outcome = run.run(request(input));
    REQUIRE(outcome);
    return json::serialize(*outcome);
}

} // namespace

TEST_CASE("every standard pattern is well-formed") {
    CHECK(document::standard_patterns().size() == 10);
    for (auto const& each : document::standard_patterns())
        CHECK_FALSE(each->description().empty());
}

TEST_CASE("patterns without resources run") {
    CHECK(yields(R"json([{"id": "a", "pattern": "transform@1", "with": {"filter": ".price * 2"}}])json")
          == "6");
    CHECK(
        yields(
            R"json([{"id": "a", "pattern": "validate@1", "with": {"schema": {"required": ["price"]}}}])json")
        == R"({"price":3,"tags":["a","b"]})");
    CHECK(yields(R"json([{"id": "a", "pattern": "transform_and_validate@1",
                          "with": {"filter": ".price", "schema": {"maximum": 3}}}])json")
          == "3");
    CHECK(yields(R"json([{"id": "list", "action": "transform(jq)", "with": {"filter": ".tags"}},
                         {"id": "a", "pattern": "fan_out_aggregate@1", "with": {
                            "steps": [{"id": "long", "action": "transform(jq)", "with": {"filter": ". + \"!\""}}],
                            "filter": "join(\"\")"}}])json")
          == R"("a!b!")");
    CHECK(
        yields(
            R"json([{"id": "a", "pattern": "aggregate@1", "from": "input/tags", "with": {"filter": "length"}}])json")
        == "2");
    CHECK(yields(R"json([{"id": "a", "pattern": "decide@1", "with": {"when": ".price > 5",
                    "then": [{"id": "x", "action": "transform(jq)", "with": {"filter": "\"dear\""}}],
                    "otherwise": [{"id": "x", "action": "transform(jq)", "with": {"filter": "\"cheap\""}}]}}])json")
          == R"("cheap")");
}

TEST_CASE("the ids within a pattern are its own and its input is what reaches the use") {
    CHECK(yields(R"json([{"id": "result", "action": "transform(jq)", "with": {"filter": ".price"}},
                         {"id": "a", "pattern": "transform@1", "from": {"p": "result", "t": "input/tags"},
                          "with": {"filter": "[.p, (.t | length)]"}},
                         {"id": "b", "action": "transform(jq)", "from": {"a": "a", "r": "result"},
                          "with": {"filter": "[.a[0], .r]"}}])json")
          == "[3,3]");
}

TEST_CASE("a mutating pattern is the commit") {
    shop of;
    auto const actions = actions_of(of);
    constexpr std::string_view prepare = R"json([{"id": "cart", "action": "fetch(cart)"}])json";
    auto const run = assembled(
        order_document(prepare,
                       R"json({"id": "receipt", "pattern": "persist@1", "with": {"action": "persist(order)",
            "filter": "{id, total: 100}"}})json"),
        actions);
    auto const outcome = run.run(request(R"json({"id": "a-1", "article": "tea", "quantity": 4})json"));
    REQUIRE(outcome);
    CHECK(of.orders.at("a-1").total == 100);

    // Its key is in its row.
    auto const keyed = assembled(
        order_document(prepare,
                       R"json({"id": "receipt", "pattern": "persist@1", "with": {"action": "persist(keyed)",
            "filter": "{id, total: 1}", "protection": {"keyed": "row/id"}}})json"),
        actions);
    REQUIRE(keyed.run(request(R"json({"id": "a-2", "article": "tea", "quantity": 4})json")));
    CHECK(of.last_key == "a-2");
}

TEST_CASE("the boundary holds across patterns") {
    constexpr std::string_view prepare =
        R"json([{"id": "cart", "action": "fetch(cart)"}, {"id": "order", "action": "transform(price)"}])json";
    constexpr std::string_view persist =
        R"json({"id": "receipt", "pattern": "persist@1", "with": {"action": "persist(order)"}})json";
    CHECK(told(order_document(prepare, persist)) == lines{});
    CHECK(told(order_document(prepare, persist,
                              R"json([{"id": "told", "pattern": "notify@1", "from": "order",
                                       "with": {"action": "emit(event)"}}])json"))
          == lines{"AG201 /conclude/0/pattern"});
    CHECK(told(order_document(
              prepare, persist,
              R"json([{"id": "again", "pattern": "transform@1", "with": {"filter": "1 / .number"}}])json"))
          == lines{"AG202 /conclude/0/pattern"});
    // In a command whose mutation is in the wrong place the use is what is moved.
    auto const found = only(order_document(
        R"json([{"id": "cart", "action": "fetch(cart)"}, {"id": "order", "action": "transform(price)"},
                {"id": "receipt", "pattern": "persist@1", "with": {"action": "persist(order)"}}])json",
        ""));
    CHECK(found.where.pointer == "/prepare/2");
    REQUIRE(found.fixes.size() == 1);
    CHECK(json::serialize(found.fixes[0].patch) == R"([{"op":"move","from":"/prepare/2","path":"/commit"}])");
}

TEST_CASE("a pattern that there is not is told with the nearest one") {
    auto const found =
        only(query(R"json([{"id": "a", "pattern": "transfrom@1", "with": {"filter": "."}}])json"));
    CHECK(found.code == ag::rule_code::unknown_pattern);
    CHECK(found.where.pointer == "/prepare/0/pattern");
    CHECK(found.hint == "did you mean \"transform@1\"?");
    CHECK(told(query(R"json([{"id": "a", "pattern": "transform@2", "with": {"filter": "."}}])json"))
          == lines{"AG303 /prepare/0/pattern"});
}

TEST_CASE("parameters are checked where they stand") {
    CHECK(told(query(R"json([{"id": "a", "pattern": "transform@1"}])json"))
          == lines{"AG304 /prepare/0/pattern"});
    CHECK(told(query(R"json([{"id": "a", "pattern": "transform@1", "with": {"filter": 1}}])json"))
          == lines{"AG304 /prepare/0/with/filter"});
    CHECK(
        told(query(R"json([{"id": "a", "pattern": "transform@1", "with": {"filter": ".", "more": 1}}])json"))
        == lines{"AG304 /prepare/0/with/more"});
    CHECK(
        told(query(
            R"json([{"id": "a", "pattern": "fan_out_aggregate@1", "with": {"steps": [], "filter": "."}}])json"))
        == lines{"AG304 /prepare/0/with/steps"});
}

TEST_CASE("what is wrong within a parameter is told at the parameter with its fix") {
    auto const found =
        only(query(R"json([{"id": "a", "pattern": "transform@1", "with": {"filter": ".prise"}}])json"));
    CHECK(found.code == ag::rule_code::contract_mismatch);
    CHECK(found.where.pointer == "/prepare/0/with/filter");
    REQUIRE(found.fixes.size() == 1);
    CHECK(json::serialize(found.fixes[0].patch)
          == R"([{"op":"replace","path":"/prepare/0/with/filter","value":".price"}])");
    // Steps that are a parameter are judged as those of the document.
    CHECK(told(query(R"json([{"id": "a", "pattern": "decide@1", "with": {"when": "true",
                "then": [{"id": "x", "action": "transform(jk)"}],
                "otherwise": [{"id": "x", "action": "transform(jq)", "with": {"filter": "."}}]}}])json"))
          == lines{"AG301 /prepare/0/with/then/0/action"});
}

TEST_CASE("what is wrong within a pattern is told at its use and names the place in the pattern") {
    shop of;
    auto actions = actions_of(of);
    auto const made = document::pattern::of_document(request(R"json({"pattern": "odd", "version": "1.2",
        "prepare": [{"id": "a", "action": "transform(jq)", "with": {"filter": ".prise"}}]})json"));
    REQUIRE(made);
    REQUIRE(actions.patterns().add(*made));
    auto const nested = document::pattern::of_document(request(R"json({"pattern": "outer", "version": "1",
        "prepare": [{"id": "a", "pattern": "odd@1.2"}]})json"));
    REQUIRE(nested);
    REQUIRE(actions.patterns().add(*nested));
    CHECK_FALSE(actions.patterns().add(*nested));

    auto const found =
        document::validate(query(R"json([{"id": "a", "pattern": "outer@1"}])json"), actions).found;
    REQUIRE(found.list.size() == 1);
    CHECK(found.list[0].where.pointer == "/prepare/0/pattern");
    CHECK(found.list[0].where.line > 0);
    CHECK(found.list[0].fixes.empty());
    REQUIRE(found.list[0].related.size() == 2);
    CHECK(found.list[0].related[0].message == "in the pattern \"odd@1.2\", at /prepare/0/with/filter");
    CHECK(found.list[0].related[1].message == "in the pattern \"outer@1\", at /prepare/0/pattern");
    CHECK(found.list[0].related[1].where.pointer == "/prepare/0/pattern");
}

TEST_CASE("patterns that contain themselves end at the limits") {
    shop of;
    auto actions = actions_of(of);
    auto const made = document::pattern::of_document(request(R"json({"pattern": "loop", "version": "1",
        "prepare": [{"id": "a", "pattern": "loop@1"}, {"id": "b", "pattern": "loop@1"}]})json"));
    REQUIRE(made);
    REQUIRE(actions.patterns().add(*made));
    auto const found =
        document::validate(query(R"json([{"id": "a", "pattern": "loop@1"}])json"), actions).found;
    REQUIRE_FALSE(found.list.empty());
    CHECK(found.list[0].code == ag::rule_code::limit_exceeded);
    CHECK(found.list[0].where.pointer == "/prepare/0/pattern");

    // So do parameters that grow from use to use.
    auto const doubling = document::pattern::of_document(request(R"json({"pattern": "double", "version": "1",
        "parameters": {"type": "object", "properties": {"x": true}},
        "prepare": [{"id": "a", "pattern": "double@1", "with": {"x": [{"$parameter": "x"}, {"$parameter": "x"}]}}]})json"));
    REQUIRE(doubling);
    REQUIRE(actions.patterns().add(*doubling));
    auto const grown =
        document::validate(query(R"json([{"id": "a", "pattern": "double@1", "with": {"x": 1}}])json"),
                           actions)
            .found;
    REQUIRE_FALSE(grown.acceptable());
}

TEST_CASE("a pattern is a function as well") {
    shop of;
    auto actions = actions_of(of);
    auto const made = document::pattern::of_function(
        "times@1", "Multiplies.", request(R"json({"type": "object", "properties": {"by": {"type": "integer"}},
            "required": ["by"]})json"),
        [](json::object const& with) -> ag::result<json::value, std::string> {
            std::int64_t const by = with.at("by").as_int64();
            if (by == 0) return ag::unexpected(std::string("nothing is left of it"));
            return json::value{
                {"prepare", json::array{json::object{
                                {"id", "product"},
                                {"action", "transform(jq)"},
                                {"with", json::object{{"filter", ".price * " + std::to_string(by)}}}}}}};
        });
    REQUIRE(made);
    REQUIRE(actions.patterns().add(*made));
    auto const run =
        assembled(query(R"json([{"id": "a", "pattern": "times@1", "with": {"by": 7}}])json"), actions);
    auto const outcome = run.run(request(input));
    REQUIRE(outcome);
    CHECK(*outcome == json::value(21));
    auto const refused =
        document::validate(query(R"json([{"id": "a", "pattern": "times@1", "with": {"by": 0}}])json"),
                           actions)
            .found;
    REQUIRE(refused.list.size() == 1);
    CHECK(refused.list[0].message.find("nothing is left of it") != std::string::npos);
}

TEST_CASE("a pattern that is none is refused with all that is wrong") {
    auto const wrong = [](std::string_view text) {
        auto const made = document::pattern::of_document(request(text));
        REQUIRE_FALSE(made);
        lines all;
        for (auto const& each : made.error())
            all.push_back(each.pointer);
        return all;
    };
    CHECK(wrong("[]") == lines{""});
    CHECK(wrong("{}") == lines{"", ""});
    CHECK(wrong(R"json({"pattern": "a b", "version": "1", "prepare": []})json") == lines{""});
    CHECK(wrong(R"json({"pattern": "a", "version": "1", "prepare": {}, "extra": 1})json")
          == lines{"/prepare", "/extra"});
    CHECK(
        wrong(
            R"json({"pattern": "a", "version": "1", "prepare": [{"with": {"x": {"$parameter": "y"}}}]})json")
        == lines{"/prepare/0/with/x"});
    CHECK(wrong(R"json({"pattern": "a", "version": "1", "prepare": [], "parameters": {"type": 3}})json")
          == lines{"/parameters/type"});
    std::string deep = "0";
    for (int i = 0; i < 300; ++i)
        deep = "[" + deep + "]";
    CHECK(wrong(R"json({"pattern": "a", "version": "1", "prepare": )json" + deep + "}").size() == 1);
}

TEST_CASE("an organisation keeps its patterns in a folder") {
    auto const folder = std::filesystem::temp_directory_path() / "action_grammar_patterns_test";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "a.json")
        << R"json({"pattern": "a", "version": "1", "prepare": [{"id": "x", "action":
        "transform(jq)", "with": {"filter": "."}}]})json";
    std::ofstream(folder / "notes.txt") << "no pattern";
    document::pattern_library library;
    auto const added = library.add_folder(folder);
    REQUIRE(added);
    CHECK(*added == 1);
    CHECK(library.find("a@1") != nullptr);

    std::ofstream(folder / "b.json") << R"json({"pattern": "b", "version": "1"})json";
    std::ofstream(folder / "c.json") << "{";
    document::pattern_library other;
    auto const refused = other.add_folder(folder);
    REQUIRE_FALSE(refused);
    REQUIRE(refused.error().size() == 2);
    CHECK(refused.error()[0].pointer == "b.json#");
    CHECK(refused.error()[1].pointer == "c.json");
    CHECK(other.all().empty());
    CHECK_FALSE(other.add_folder(folder / "none"));
    std::filesystem::remove_all(folder);
}
