#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_TEXT_EDITS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_TEXT_EDITS_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/document/impl/edit_planner.hpp>
#include <action_grammar/document/text_edits.hpp>

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE std::optional<std::vector<text_edit>> text_edits(std::string_view text,
                                                                             json::array const& patch) {
    detail::edit_planner plan(text);
    plan.want(patch);
    plan.run();
    return plan.edits(patch);
}

ACTION_GRAMMAR_DEFINED_ONCE std::string apply_edits(std::string_view text,
                                                    std::vector<text_edit> const& edits) {
    std::string changed;
    std::size_t done = 0;
    for (text_edit const& each : edits) {
        changed.append(text, done, each.offset - done);
        changed += each.inserted;
        done = each.offset + each.length;
    }
    changed.append(text, done);
    return changed;
}

} // namespace action_grammar::document

#endif
