#include "mend.hpp"

#include <algorithm>
#include <utility>

#include <action_grammar/document/impl/edit_planner.hpp>
#include <action_grammar/document/text_edits.hpp>

namespace action_grammar_program {

namespace document = action_grammar::document;

namespace {

// A fix may bring to light what another stage has to say; more rounds than stages get nowhere.
constexpr int most_rounds = 8;

/// Edits of one text that do not touch each other, so that each does what it would do alone: of two that take the comma
/// between them, or write at the same place, one waits for the next round.
class edit_collection {
public:
    /// Whether they could all be taken in.
    bool add(std::vector<document::text_edit> const& edits) {
        if (std::ranges::any_of(edits, [&](document::text_edit const& each) { return touches(each); }))
            return false;
        edits_.insert(edits_.end(), edits.begin(), edits.end());
        return true;
    }
    std::vector<document::text_edit> in_order() && {
        std::ranges::sort(edits_, {}, &document::text_edit::offset);
        return std::move(edits_);
    }

private:
    bool touches(document::text_edit const& edit) const {
        return std::ranges::any_of(edits_, [&](document::text_edit const& each) {
            return edit.offset <= each.offset + each.length && each.offset <= edit.offset + edit.length;
        });
    }
    std::vector<document::text_edit> edits_;
};

document::fix const* sure_fix(document::finding const& of) {
    auto const found =
        std::ranges::find(of.fixes, document::applicability::machine_applicable, &document::fix::how);
    return found == of.fixes.end() ? nullptr : &*found;
}

std::vector<document::fix const*> sure_fixes(document::findings const& found) {
    std::vector<document::fix const*> fixes;
    for (document::finding const& each : found.list)
        if (document::fix const* const mending = sure_fix(each)) fixes.push_back(mending);
    return fixes;
}

/// Applies what can be applied at once; whether that was anything. The text is gone through once for all fixes.
bool mend_once(mended_file& made) {
    auto const fixes = sure_fixes(made.file.judged.found);
    document::detail::edit_planner plan(made.file.text);
    for (document::fix const* const each : fixes)
        plan.want(each->patch);
    plan.run();

    edit_collection edits;
    std::size_t const before = made.applied.size();
    for (document::fix const* const each : fixes) {
        auto const edited = plan.edits(each->patch);
        if (edited && !edited->empty() && edits.add(*edited)) made.applied.push_back(each->description);
    }
    if (made.applied.size() == before) return false;
    made.file.text = document::apply_edits(made.file.text, std::move(edits).in_order());
    return true;
}

} // namespace

mended_file mend(judged_file file, host const& by) {
    mended_file made{std::move(file), {}, false};
    for (int round = 0; round < most_rounds && mend_once(made); ++round)
        made.file.judged = judge_text(made.file.text, made.file.name, by);
    made.more = !sure_fixes(made.file.judged.found).empty();
    return made;
}

} // namespace action_grammar_program
