#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_RENDER_JSON_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_RENDER_JSON_HPP

#include <string_view>
#include <utility>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/display_text.hpp>
#include <action_grammar/document/impl/rule_display.hpp>
#include <action_grammar/document/render.hpp>

namespace action_grammar::document::detail {

/// The members that a finding and its related places have in common. Line and column are 0 where they are not known.
inline void put_place(json::object& into, location const& where, std::string_view message) {
    into["pointer"] = as_utf8(where.pointer);
    into["line"] = where.line;
    into["column"] = where.column;
    into["message"] = as_utf8(message);
}

inline json::object finding_to_json(finding const& each, std::string_view rules_url) {
    json::object written;
    auto const id = rule_id(each.code);
    written["code"] = id;
    written["name"] = rule_name(each.code);
    written["severity"] = level_name(each.level);
    put_place(written, each.where, each.message);
    json::array related;
    for (related_place const& beside : each.related) {
        json::object place;
        put_place(place, beside.where, beside.message);
        related.emplace_back(std::move(place));
    }
    written["related"] = std::move(related);
    written["hint"] = as_utf8(each.hint);
    json::array fixes;
    for (fix const& mend : each.fixes)
        fixes.emplace_back(json::object{{"description", as_utf8(mend.description)},
                                        {"applicability", name(mend.how)},
                                        {"patch", mend.patch}});
    written["fixes"] = std::move(fixes);
    written["url"] = rule_page(rules_url, id);
    return written;
}

} // namespace action_grammar::document::detail

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE json::object render_json(findings const& found, std::string_view rules_url) {
    json::array list;
    for (finding const& each : found.list)
        list.emplace_back(detail::finding_to_json(each, rules_url));
    return {{"valid", found.acceptable()}, {"findings", std::move(list)}, {"truncated", found.truncated}};
}

} // namespace action_grammar::document

#endif
