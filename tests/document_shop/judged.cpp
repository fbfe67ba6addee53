#include "judged.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/rules/catalogue.hpp>

#include <utility>

namespace document_tests {

namespace ag = action_grammar;

std::string order_document(std::string_view prepare, std::string_view commit, std::string_view conclude) {
    std::string text = R"json({
  "command": "place_order",
  "input": {
    "type": "object",
    "properties": {"id": {"type": "string"}, "article": {"type": "string"}, "quantity": {"type": "integer", "minimum": 0, "maximum": 1000}},
    "required": ["id", "article", "quantity"],
    "additionalProperties": false
  },
  "prepare": )json";
    text += prepare;
    if (!commit.empty()) {
        text += ",\n  \"commit\": ";
        text += commit;
    }
    text += ",\n  \"conclude\": ";
    text += conclude;
    return text + "\n}";
}

std::vector<std::string> told(std::string_view document, ag::document::policy const& by) {
    shop of;
    auto const actions = actions_of(of);
    auto const made = ag::document::validate(document, actions, by);
    std::vector<std::string> all;
    for (ag::document::finding const& each : made.found.list) {
        auto const* const rule = ag::find_rule(each.code);
        REQUIRE(rule != nullptr);
        CHECK_FALSE(each.message.empty());
        CHECK(each.where.line > 0);
        all.push_back(std::string(rule->id) + (each.level == ag::severity::warning ? "? " : " ")
                      + each.where.pointer);
    }
    INFO(ag::document::render_terminal(made.found, document, "test.json"));
    CHECK(made.found.acceptable() == static_cast<bool>(made));
    return all;
}

ag::document::finding only(std::string_view document, ag::document::policy const& by) {
    shop of;
    auto const actions = actions_of(of);
    auto made = ag::document::validate(document, actions, by);
    INFO(ag::document::render_terminal(made.found, document, "test.json"));
    REQUIRE(made.found.list.size() == 1);
    return made.found.list.front();
}

ag::document::executable assembled(std::string_view text, ag::document::registry const& actions) {
    auto made = ag::document::executable::assemble(text, actions);
    if (!made) {
        FAIL(ag::document::render_terminal(made.error(), text, "test.json"));
    }
    return *std::move(made);
}

ag::json::value request(std::string_view text) { return ag::json::parse(text).value(); }

} // namespace document_tests
