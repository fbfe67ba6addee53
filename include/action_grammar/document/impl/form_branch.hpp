#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_BRANCH_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_BRANCH_HPP

// The parts of a decide's branch beside its steps.

#include <cstddef>
#include <string>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/form_members.hpp>
#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/document/impl/form_state.hpp>
#include <action_grammar/document/tree.hpp>

namespace action_grammar::document::detail::forming {

namespace branch_member {
enum index : std::size_t { when, otherwise, prepare, commit, conclude, description };
inline constexpr known_member known[] = {
    {"when", a_string, "a string: a filter that gives true or false", true, false, "if condition case test"},
    {"otherwise", a_boolean, "true, with the steps under \"prepare\"", true, false, "else default"},
    {"prepare", an_array, "an array of steps", false, false, "steps then do"},
    {"commit", an_object, "a step"},
    {"conclude", an_array, "an array of steps"},
    {"description", a_string, "a string"}};
} // namespace branch_member

/// Judges an `otherwise`: it is true, and of the last branch.
inline void read_otherwise(form_state& state, found_member const& otherwise, json::array const& branches,
                           std::size_t index, place_id at) {
    if (!otherwise.value->get_bool()) {
        finding& problem = state.malformed(at, otherwise.key, "\"otherwise\" must be true, but is false");
        problem.hint = "write true, or \"when\" with a condition";
        problem.fixes.push_back({"replace it by true", applicability::maybe_incorrect,
                                 replacing(problem.where.pointer, json::value(true))});
    } else if (index + 1 < branches.size()) {
        finding& problem = state.malformed(
            at, otherwise.key, "\"otherwise\" is the last branch: those after it would never run", true);
        problem.hint = "move the branch to the end";
        auto const* last = branches[branches.size() - 1].if_object();
        if (last == nullptr || !last->contains("when")) return; // It would be moved behind another one.
        std::string const end = state.made.pointer_of(state.made.places[at].within) + "/-";
        problem.fixes.push_back({"move the branch to the end", applicability::machine_applicable,
                                 moving(state.made.pointer_of(at), end)});
    }
}

/// Reads what makes a branch be taken.
inline void read_condition(form_state& state, found_members<6> const& found, json::array const& branches,
                           std::size_t index, place_id at, item& about) {
    using namespace branch_member;
    if (found[when].there && found[otherwise].there) {
        state.malformed(at, found[otherwise].key,
                        "a branch has one of \"when\" and \"otherwise\", and not both", true);
    } else if (found[otherwise].value != nullptr) {
        read_otherwise(state, found[otherwise], branches, index, at);
    } else if (!found[when].there && !found[otherwise].there) {
        finding& problem = state.malformed(at, "the branch has neither \"when\" nor \"otherwise\"");
        problem.hint = R"(write "when": "a filter", or "otherwise": true for the last branch)";
    }
    if (found[when].value == nullptr) return;
    about.condition = view(found[when].value->get_string());
    if (about.condition.empty())
        state.malformed(at, found[when].key, "the condition is empty, where a filter was expected").hint =
            R"(write a filter that gives true or false, as ".total > 100")";
    else
        about.condition_at = state.made.member(at, found[when].key);
}

/// Only the branches of a decide that is itself the commit have commits.
inline void refuse_commit(form_state& state, found_members<6> const& found, place_id at) {
    using namespace branch_member;
    for (std::size_t const which : {std::size_t{commit}, std::size_t{conclude}}) {
        if (!found[which].there) continue;
        state
            .malformed(at, found[which].key,
                       "a branch has " + in_quotes(known[which].name)
                           + " only where its decide is the \"commit\"",
                       true)
            .hint = "move the decide to \"commit\", or its steps to \"prepare\"";
    }
}

/// Reports a branch of which no node was made, unless something was said of its steps.
inline void report_empty_branch(form_state& state, found_members<6> const& found, place_id at) {
    using namespace branch_member;
    if (found[otherwise].there && found[otherwise].value == nullptr) return; // the steps may be there
    for (std::size_t const which : {std::size_t{prepare}, std::size_t{conclude}}) {
        if (found[which].there && found[which].value == nullptr) return;
        if (found[which].value != nullptr && !found[which].value->get_array().empty()) return;
    }
    if (found[commit].there) return;
    state.problems.add(rule_code::empty, state.made.location_of(at), "the branch has no step").hint =
        "put at least one step under \"prepare\"";
}

} // namespace action_grammar::document::detail::forming

#endif
