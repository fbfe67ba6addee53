// Names and texts that are meant to break what they are drawn in.

#include "drawn.hpp"
#include "host.hpp"

#include "support/catch.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>

#include <algorithm>
#include <vector>

using namespace document_tests;

namespace {

std::string in_double_quotes(std::string_view text) {
    std::string made;
    ag::json::append_string(made, text);
    return made;
}

/// A document that says a text wherever it may.
std::string saying(std::string_view text) {
    std::string const id = in_double_quotes(text);
    std::string const member = in_double_quotes(std::string(text) + "k");
    std::string const filter = in_double_quotes("." + in_double_quotes(text) + " == 1");
    return R"json({"query": )json" + id + R"json(, "version": )json" + id + R"json(, "description": )json"
         + id + R"json(, "input": {"type": "object", "properties": {)json" + id + R"json(: {"enum": [)json"
         + id + "]}}, \"required\": [" + id + R"json(], "additionalProperties": false},
            "prepare": [
              {"id": )json"
         + id + R"json(, "description": )json" + id
         + R"json(, "action": "transform(jq)", "with": {"filter": "."}},
              {"id": )json"
         + member + R"json(, "from": {)json" + id + ": " + id + R"json(}, "decide": [{"when": )json" + filter
         + R"json(, "prepare": [{"id": )json" + id
         + R"json(, "action": "transform(jq)", "with": {"filter": "1"}}]},
                {"otherwise": true, "prepare": [{"id": )json"
         + id + R"json(, "action": "transform(jq)", "with": {"filter": "2"}}]}]}]})json";
}

constexpr std::string_view texts[] = {
    "\"] --> x[\"",
    "a\nend\nsubgraph b",
    "<script>alert(1)<br><img src=x onerror=y>",
    "&quot;&#34;&lt;#quot;#35;;",
    "%%{init: {\"theme\": \"dark\"}}%%",
    "`**bold** _x_ [a](javascript:b)`",
    "1. list",
    "- list",
    "# heading",
    "$$\\frac{1}{2}$$",
    "fa:fa-user @{ shape: circle }",
    "\\N\\G\\l\\",
    "\"}\n digraph x {",
    "|x| ]) }} )",
    "end",
    "\x1b[31mred\x07\x7f",
    "\u202egnirts\u202c\u200b\u2028",
    "\u0301\u0301\u0301 \u65e5\u672c\u8a9e \U0001f4a5",
    "; style step0 fill:red",
    " ",
};

bool has_controls(std::string_view text) {
    return std::ranges::any_of(text,
                               [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

} // namespace

TEST_CASE("hostile names and texts stay labels in every drawing") {
    for (std::string_view const text : texts) {
        INFO(text);
        auto const made = explained(saying(text));
        auto const mermaid = read_mermaid(document::render_mermaid(made));
        CHECK(mermaid.wrong.empty());
        INFO(mermaid.wrong);
        CHECK(mermaid.nodes.size() == 7);
        CHECK(mermaid.boxes.size() == 4);
        CHECK(mermaid.edges.size() == 7);
        auto const dot = read_dot(document::render_dot(made));
        INFO(dot.wrong);
        CHECK(dot.wrong.empty());
        CHECK(dot.nodes == mermaid.nodes);
        CHECK(dot.boxes == mermaid.boxes);
        CHECK(dot.edges == mermaid.edges);
        CHECK_FALSE(has_controls([&] {
            std::string all;
            for (std::string const& each : dot.labels)
                all += each;
            return all;
        }()));
    }
}

TEST_CASE("hostile names and texts make no lines and no controls in the text") {
    auto const plain = document::render_text(explained(saying("plain")));
    for (std::string_view const text : texts) {
        INFO(text);
        auto const shown = document::render_text(explained(saying(text)));
        CHECK(std::ranges::count(shown, '\n') == std::ranges::count(plain, '\n'));
        CHECK(std::ranges::none_of(
            shown, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; }));
        CHECK(shown.find("\u202e") == std::string::npos);
    }
}

TEST_CASE("hostile names and texts are whole in the JSON") {
    for (std::string_view const text : texts) {
        auto const made = document::render_json(explained(saying(text)));
        CHECK(made.at("name").as_string() == text);
        CHECK(made.at("steps").at(0).at("id").as_string() == text);
        auto const again = ag::json::parse(ag::json::serialize(ag::json::value(made)));
        REQUIRE(again.has_value());
        CHECK(*again == ag::json::value(made));
    }
}

TEST_CASE("what a label of DOT could mean besides its letters is escaped") {
    auto const dot = document::render_dot(explained(saying("\\N \"&lt;")));
    CHECK(dot.starts_with("digraph \"\\\\N \\\"&amp;lt;\" {"));
}

TEST_CASE("long texts are cut in drawings at whole characters") {
    std::string text;
    while (text.size() < 120)
        text += "\u00e4\U0001f4a5";
    auto const made = explained(saying(text));
    for (auto const& all :
         {read_mermaid(document::render_mermaid(made)), read_dot(document::render_dot(made))}) {
        CHECK(all.wrong.empty());
        for (std::string const& each : all.labels)
            CHECK(each.size() < 1000);
    }
}
