#include "corpus.hpp"

#include "support/catch.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/patch.hpp>
#include <action_grammar/rules/catalogue.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace document_corpus {

namespace ag = action_grammar;
namespace document = ag::document;

namespace {

std::string text(json::value const& of) {
    json::string const& string = of.as_string();
    return {string.data(), string.size()};
}

/// A change of a document, as the corpus writes it: `["replace", pointer, value]`, `["add", pointer, value]`,
/// `["remove", pointer]`, `["move", from, to]`, or `["rename", pointer, new name of the member]`.
json::value operation_of(json::value const& written) {
    json::array const& parts = written.as_array();
    std::string const verb = text(parts.at(0));
    std::string const path = text(parts.at(1));
    if (verb == "remove") return json::object{{"op", verb}, {"path", path}};
    if (verb == "move") return json::object{{"op", verb}, {"from", path}, {"path", parts.at(2)}};
    if (verb == "rename") {
        std::string to = path.substr(0, path.rfind('/'));
        json::append_token(to, std::string_view(text(parts.at(2))));
        return json::object{{"op", "move"}, {"from", path}, {"path", to}};
    }
    return json::object{{"op", verb}, {"path", path}, {"value", parts.at(2)}};
}

json::value changed(std::string_view base, json::array const& changes) {
    auto const& all = valid_documents();
    auto const found = std::ranges::find(all, base, &entry::name);
    INFO("based on " << base);
    REQUIRE(found != all.end());
    json::array patch;
    for (json::value const& each : changes)
        patch.push_back(operation_of(each));
    auto made = document::apply_patch(json::parse(found->text).value(), patch);
    if (!made) {
        FAIL(made.error().message);
    }
    return *std::move(made);
}

lines lines_in(json::value const* list) {
    lines made;
    if (list != nullptr)
        for (json::value const& each : list->as_array())
            made.push_back(text(each));
    return made;
}

document::policy policy_of(json::object const& written) {
    document::policy by;
    auto const* name = written.if_contains("policy");
    if (name == nullptr) return by;
    std::string const said = text(*name);
    if (said == "checked edges") by.edges = document::unproven::checked;
    if (said == "closed producers") by.producing = document::producers::closed;
    if (said == "small") {
        by.bounds.bytes = 4000;
        by.bounds.depth = 16;
        by.bounds.shape = {.nodes = 12, .depth = 6, .references = 4};
        by.bounds.pattern_values = 60;
    }
    return by;
}

/// Reads a file of entries, one object a line: `name`; `document`, `text`, or the valid document that it is made `of`
/// by a `change`; `expect` (of valid ones `warns`); `repairable`; `policy`.
std::vector<entry> entries_in(std::string_view file) {
    std::vector<entry> made;
    std::string const all = text_of(file);
    for (std::size_t begin = 0; begin < all.size();) {
        std::size_t const end = std::min(all.find('\n', begin), all.size());
        std::string_view const line = std::string_view(all).substr(begin, end - begin);
        begin = end + 1;
        if (line.empty()) continue;
        auto const read = json::parse(line);
        INFO(file << ": " << line);
        REQUIRE(read.has_value());
        json::object const& written = read->as_object();
        entry each;
        each.name = text(written.at("name"));
        INFO(each.name);
        if (auto const* raw = written.if_contains("text"))
            each.text = text(*raw);
        else if (auto const* whole = written.if_contains("document"))
            each.text = json::serialize(*whole);
        else
            each.text = json::serialize(changed(text(written.at("of")), written.at("change").as_array()));
        each.expected = lines_in(written.if_contains("expect"));
        if (each.expected.empty()) each.expected = lines_in(written.if_contains("warns"));
        each.repairable = written.contains("repairable");
        each.by = policy_of(written);
        made.push_back(std::move(each));
    }
    return made;
}

} // namespace

std::vector<entry> const& valid_documents() {
    static std::vector<entry> const all = entries_in("valid.ndjson");
    return all;
}

std::vector<entry> const& defects() {
    static std::vector<entry> const all = [] {
        std::vector<entry> made;
        for (std::string_view const file :
             {"defects_form.ndjson", "defects_names.ndjson", "defects_contracts.ndjson",
              "defects_effects.ndjson", "defects_flow.ndjson", "defects_mixins.ndjson",
              "defects_planner.ndjson"})
            std::ranges::move(entries_in(file), std::back_inserter(made));
        return made;
    }();
    return all;
}

document::validation judged(std::string_view text, document::policy const& by) {
    return document::validate(text, host(), by);
}

std::string in_short(document::finding const& each) {
    auto const* const rule = ag::find_rule(each.code);
    return std::string(rule == nullptr ? "?" : rule->id) + (each.level == ag::severity::warning ? "? " : " ")
         + each.where.pointer;
}

lines in_short(document::findings const& found) {
    lines made;
    for (document::finding const& each : found.list)
        made.push_back(in_short(each));
    return made;
}

} // namespace document_corpus
