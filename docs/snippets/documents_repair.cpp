// The snippets of how-to/repair-documents.md.

#include <cassert>
#include <iostream>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/patch.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/validate.hpp>

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

// [document]
constexpr std::string_view misspelt = R"json({
  "query": "names",
  "input": {
    "type": "array",
    "items": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"],
              "additionalProperties": false}
  },
  "steps": [
    {"id": "names", "action": "transform(jq)", "with": {"filter": "map(.nmae)"}}
  ],
  "outcom": {"type": "array"}
})json";
// [/document]

// [repair]
/// Applies what may be applied without anyone looking at it; tells whether that was anything.
bool repair(json::value& written, document::registry const& actions) {
    auto const judged = document::validate(json::serialize(written), actions);
    for (document::finding const& each : judged.found.list) {
        for (document::fix const& mend : each.fixes) {
            if (mend.how != document::applicability::machine_applicable) continue;
            auto mended = document::apply_patch(written, mend.patch);
            if (!mended) continue;
            written = *std::move(mended);
            return true; // the places of other findings may have changed
        }
    }
    return false;
}
// [/repair]

int main() {
    document::registry const actions;
    // [use]
    json::value written = json::parse(misspelt).value();
    int applied = 0;
    while (applied < 20 && repair(written, actions))
        ++applied;
    assert(document::validate(json::serialize(written), actions));
    // [/use]
    assert(applied == 3);
    std::cout << json::serialize(written) << '\n';

    // [off]
    document::policy quick;
    quick.bounds.tried_fixes = 0;
    // [/off]
    assert(!document::validate(misspelt, actions, quick));
}
