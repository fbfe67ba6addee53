#include "support/catch.hpp"

#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/render.hpp>
#include <action_grammar/yaml/document.hpp>

#include <string>
#include <string_view>

namespace {

namespace ag = action_grammar;
namespace document = ag::document;

constexpr std::string_view good = R"(query: greet
input:
  type: object
  properties: {name: {type: string}}
  required: [name]
prepare:
  - id: greeting
    action: transform(jq)
    with:
      filter: '"hello " + .name'
)";

} // namespace

TEST_CASE("a document in YAML is judged and runs") {
    document::registry const actions;
    auto const judged = document::validate_yaml(good, actions);
    INFO(document::render_terminal(judged.found, good, "greet.yaml"));
    REQUIRE(judged);
    auto const run = document::executable::assemble(judged);
    REQUIRE(run);
    auto const outcome = run->run(ag::json::object{{"name", "Ada"}});
    REQUIRE(outcome);
    CHECK(*outcome == ag::json::value("hello Ada"));
}

TEST_CASE("findings have the places of the YAML") {
    std::string text(good);
    text.replace(text.find(".name'"), 6, ".nmae'");
    text += "extra: 1\n";
    document::registry const actions;
    auto const judged = document::validate_yaml(text, actions);
    REQUIRE(judged.found.list.size() == 2);
    auto const& filter = judged.found.list[0];
    CHECK(filter.where.pointer == "/prepare/0/with/filter");
    CHECK(filter.where.line == 10);
    CHECK(filter.where.column == 15);
    CHECK(text.substr(filter.where.offset, filter.where.length) == R"('"hello " + .nmae')");
    auto const& extra = judged.found.list[1];
    CHECK(extra.where.line == 11);
    CHECK(extra.where.column == 1);
    CHECK(text.substr(extra.where.offset, extra.where.length) == "extra");
    std::string const page = document::render_terminal(judged.found, text, "greet.yaml");
    CHECK(page.find("greet.yaml:10:15") != std::string::npos);
}

TEST_CASE("a text that is not YAML is one finding") {
    document::registry const actions;
    auto const judged = document::validate_yaml("query: [", actions);
    REQUIRE(judged.found.list.size() == 1);
    CHECK_FALSE(judged);
    CHECK(judged.found.list[0].code == ag::rule_code::malformed);
}
