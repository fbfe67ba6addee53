#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_STEP_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_STEP_HPP

// From the JSON of a step to its nodes.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/form_branch.hpp>
#include <action_grammar/document/impl/form_members.hpp>
#include <action_grammar/document/impl/form_nodes.hpp>
#include <action_grammar/document/impl/form_pattern.hpp>
#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/document/impl/form_reading.hpp>
#include <action_grammar/document/impl/form_state.hpp>
#include <action_grammar/document/impl/form_words.hpp>
#include <action_grammar/document/pattern.hpp>
#include <action_grammar/document/tree.hpp>

namespace action_grammar::document::detail::forming {

namespace step_member {
enum index : std::size_t { id, action, pattern, decide, fan_out, all, from, with, protection, description };
inline constexpr known_member known[] = {
    {"id", a_string, "a string", false, false, "name key"},
    {"action", a_string, "a string, as \"fetch(http)\"", true},
    {"pattern", a_string, "a string, as \"http_request@1\"", true},
    {"decide", an_array, "an array of branches", true, false, "switch choose branches"},
    {"fan_out", an_array, "an array of steps", true, false, "for_each each loop"},
    {"all", an_array, "an array of steps", true, false, "parallel"},
    {"from", a_string | an_object, "a reference, as \"order/id\", or an object of references", false, true,
     "input inputs source"},
    {"with", an_object, "an object", false, false,
     "config configuration params parameters args arguments settings options"},
    {"protection", a_string | an_object, "a string, as \"natural\", or {\"keyed\": \"order/id\"}"},
    {"description", a_string, "a string"}};
inline constexpr std::string_view constructs[] = {"action", "pattern", "decide", "fan_out", "all"};
} // namespace step_member

/// Reads steps into the tree. Recursion goes as deep as the JSON.
class step_reader : public node_maker {
public:
    explicit step_reader(form_state& state) noexcept : node_maker(state), state_(state), made_(state.made) {}

    /// Mutations are reported wherever they are: the document has no commit where they could stand.
    bool commit_is_missing = false;
    std::size_t misplaced_mutations = 0;

    /// Reads a step. Returns whether nodes were made of it.
    bool step(json::value const& written, place_id at, standing where) {
        using namespace step_member;
        if (state_.stopped) return false;
        auto const* object = written.if_object();
        if (object == nullptr) {
            state_.malformed(at, "a step must be an object, but is " + described(written)).hint =
                R"-(write {"id": "...", "action": "verb(resource)"})-";
            return push_stand_in({}, at, where);
        }
        auto const found = members_of(state_, *object, at, "a step", known);
        std::size_t const chosen = construct_of(*object, found, at);
        check_company(found, chosen, at);

        tree_mark const before(made_);
        node head;
        head.label = label_of(found[id], at);
        item about{.at = at, .part = where.part, .description = found[description].value};
        if (found[with].value != nullptr) about.with = found[with].value;
        read_from(state_, found[from], at, head, about);
        if (found[step_member::protection].there)
            about.guard = read_protection(state_, found[step_member::protection], at);
        bool const is_configured = !found[with].there || found[with].value != nullptr;
        if (!is_configured && chosen == pattern) return push_stand_in(head.label, at, where);

        switch (chosen) {
        case action: read_action(found[action], at, where, head, about); break;
        case pattern: read_pattern(found[pattern], at, where, head, about); break;
        case decide: read_decide(found[decide], at, where, head, about); break;
        case fan_out: read_fan_out(found[fan_out], at, where, head, about); break;
        case all: read_all(found[all], at, where, head, about); break;
        default: break;
        }
        if (state_.stopped || (found[id].value != nullptr && chosen <= all && is_configured))
            return !state_.stopped;
        bool const is_mutation = before.is_mutation_after(made_);
        before.restore(made_);
        return push_stand_in(head.label, at, where, is_mutation);
    }

    /// Reads a list of steps. Returns whether nodes were made of any.
    bool steps(json::array const& list, place_id at, standing where) {
        bool any = false;
        for (std::size_t i = 0; i < list.size() && !state_.stopped; ++i)
            any |= step(list[i], made_.element(at, i), where);
        return any;
    }

private:
    static constexpr std::size_t none = 99;

    // ---- what every step has

    std::size_t construct_of(json::object const& object, found_members<10> const& found, place_id at) {
        using namespace step_member;
        std::size_t chosen = none;
        for (std::size_t which = action; which <= all; ++which) {
            if (!found[which].there) continue;
            if (chosen == none) {
                chosen = which;
                continue;
            }
            finding& problem = state_.malformed(at, found[which].key,
                                                "a step has one of " + listed(constructs, "or")
                                                    + ", but here is " + in_quotes(found[which].key)
                                                    + " beside " + in_quotes(found[chosen].key),
                                                true);
            problem.hint = "make two steps of it";
            related_place& first = problem.related.emplace_back();
            first.where.pointer = state_.pointer_of(at, found[chosen].key);
            first.where.key = true;
            first.message = "the first one";
        }
        if (chosen == none)
            state_
                .malformed(at, object.empty()
                                   ? "an empty object is no step: it has no \"id\" and does nothing"
                                   : "the step does nothing: it has none of " + listed(constructs, "and"))
                .hint = R"-(name what it does: "action": "verb(resource)")-";
        if (!found[id].there && !object.empty())
            state_.malformed(at, "the step has no \"id\"").hint =
                "give it a name, by which other steps can read its value";
        return chosen;
    }

    /// Stands for a step of which nothing else can be made: others read it, or the value before them.
    bool push_stand_in(std::string_view label, place_id at, standing where, bool is_mutation = false) {
        node missing;
        missing.label = label;
        missing.first_reference = static_cast<std::uint32_t>(made_.references.size());
        stand_in(missing, where.is_commit || is_mutation);
        push(missing, {.at = at, .part = where.part}, where.level);
        return !state_.stopped;
    }

    /// Configurations and protections are those of an action.
    void check_company(found_members<10> const& found, std::size_t chosen, place_id at) {
        using namespace step_member;
        if (chosen == none || chosen <= pattern) return;
        for (std::size_t const which : {std::size_t{with}, std::size_t{step_member::protection}}) {
            if (!found[which].there) continue;
            finding& problem = state_.malformed(
                at, found[which].key,
                in_quotes(known[which].name) + " stands beside \"action\" or \"pattern\", and not beside "
                    + in_quotes(known[chosen].name),
                true);
            problem.hint = "move it to the step within that it is meant for";
            problem.fixes.push_back({"remove " + in_quotes(found[which].key), applicability::maybe_incorrect,
                                     removing(problem.where.pointer)});
        }
    }

    /// The step's id. One that is none is kept out of the tree, or it would be found by a reference.
    std::string_view label_of(found_member const& id, place_id at) {
        if (id.value == nullptr) return {};
        std::string_view const text = view(id.value->get_string());
        std::string_view const wrong = wrong_with_id(text);
        if (wrong.empty()) return text;
        finding& problem =
            state_.malformed(at, id.key, "the id " + in_quotes(text) + ' ' + std::string(wrong));
        problem.hint = "an id has 1 to 128 bytes and no \"/\"";
        if (text.size() <= longest_name && !text.empty()) {
            std::string other(text);
            std::ranges::replace(other, '/', '_');
            problem.fixes.push_back({"replace it by " + in_quotes(other), applicability::maybe_incorrect,
                                     replacing(problem.where.pointer, json::value(other))});
        }
        return text.substr(0, 0);
    }

    // ---- actions

    void read_action(found_member const& name, place_id at, standing where, node head, item about) {
        stand_in(head, where.is_commit);
        if (name.value != nullptr) {
            std::string_view const text = view(name.value->get_string());
            action_name read = read_action_name(text);
            // At a commit what is near to "save" is not taken for a gate.
            bool const may_be =
                read.problem.empty() || !where.is_commit || (read.what && mutates(*read.what));
            if (read.what && may_be) {
                head.what = *read.what;
                head.effect = mutates(head.what) ? grade::committed : grade::fallible;
                head.guard = mutates(head.what) ? about.guard.kind : protection::undeclared;
            }
            if (read.problem.empty()) {
                about.action = text;
            } else {
                finding& problem = state_.problems.add(
                    rule_code::unknown_action, {state_.pointer_of(at, name.key)}, std::move(read.problem));
                problem.hint = std::move(read.hint);
                if (!read.meant.empty())
                    problem.fixes.push_back({"replace " + in_quotes(text) + " by " + in_quotes(read.meant),
                                             applicability::maybe_incorrect,
                                             replacing(problem.where.pointer, json::value(read.meant))});
            }
        }
        if (mutates(head.what) && commit_is_missing) report_misplaced(at, where, !about.action.empty());
        push(head, about, where.level);
    }

    /// @param sure  that it is a mutation, and not a misspelling that looks like one
    void report_misplaced(place_id at, standing where, bool sure) {
        ++misplaced_mutations;
        finding& problem =
            state_.malformed(at, "a mutation stands under \"commit\", and the command has none");
        bool const next_to_it = where.last_of_prepare || problem.where.pointer == "/conclude/0";
        if (!next_to_it) {
            problem.hint = "make it the document's \"commit\": what is before it can then be repeated safely";
            return;
        }
        problem.hint = "move it to \"commit\"";
        problem.fixes.push_back({"move the step to \"commit\"",
                                 sure ? applicability::machine_applicable : applicability::maybe_incorrect,
                                 moving(problem.where.pointer, "/commit")});
    }

    void read_pattern(found_member const& name, place_id at, standing where, node head, item about) {
        stand_in(head, where.is_commit);
        about.is_pattern = true;
        if (name.value != nullptr) {
            std::string_view const text = view(name.value->get_string());
            if (is_pattern_name(text)) {
                about.action = text;
                head.what = verb::transform; // Until it is known what the pattern does.
                head.effect = grade::fallible;
                head.guard = protection::undeclared;
            } else {
                finding& problem = state_.malformed(
                    at, name.key,
                    in_quotes(text) + R"( names no pattern: expected name@version, as "http_request@1")");
                problem.hint = "a version has digits and dots";
                std::string const versioned = std::string(text) + "@1";
                if (is_pattern_name(versioned))
                    problem.fixes.push_back({"replace it by " + in_quotes(versioned),
                                             applicability::maybe_incorrect,
                                             replacing(problem.where.pointer, json::value(versioned))});
            }
        }
        if (state_.patterns == nullptr || about.action.empty())
            push(head, about, where.level);
        else
            put_pattern_in(at, where, head, about);
    }

    // ---- patterns

    /// Reads the steps of a pattern in the place of its use, with a scope of ids of their own. Where that cannot be
    /// done, which is told, an action stands for the use.
    void put_pattern_in(place_id at, standing where, node head, item about) {
        auto use = resolved_use(state_, at, about);
        std::string_view const key = use == nullptr ? std::string_view() : std::string_view(use->key);
        about.action = key;
        if (use == nullptr) {
            stand_in(head, where.is_commit);
            push(head, about, where.level);
            return;
        }
        made_.patterns.push_back(use);
        head.form = construct::sequence;
        head.effect = grade::infallible; // of its own
        head.guard = protection::undeclared;
        auto const position = push(head, about, where.level);
        if (state_.stopped) return;
        tree_mark const opened(made_);
        json::object const* const sections = use->filled.steps.if_object();
        bool const any =
            sections != nullptr && pattern_sections(*sections, made_.member(at, "pattern"), at, where);
        if (state_.stopped) return;
        if (any) {
            close(position);
            return;
        }
        state_.problems.add(rule_code::pattern_parameter, {state_.pointer_of(at, "pattern")},
                            "with these parameters the pattern " + in_quotes(key) + " has no step");
        opened.restore(made_);
        stand_in(made_.nodes[position], where.is_commit);
        made_.items[position].action = {};
    }

    bool pattern_sections(json::object const& sections, place_id inside, place_id use, standing where) {
        bool const told_missing = std::exchange(commit_is_missing, false);
        json::value const* const commit = sections.if_contains("commit");
        if (commit != nullptr && told_missing) report_misplaced(use, where, true);
        bool any = false;
        auto const list = [&](std::string_view name, section part) {
            json::value const* const found = sections.if_contains(name);
            json::array const* const written = found == nullptr ? nullptr : found->if_array();
            if (written == nullptr) return;
            standing inner = where.within(1);
            if (where.is_commit) inner.part = part;
            any |= steps(*written, made_.member(inside, name), inner);
        };
        list("prepare", section::prepare);
        if (commit != nullptr) {
            standing inner = where.within(1);
            inner.is_commit = where.is_commit;
            any |= step(*commit, made_.member(inside, "commit"), inner);
        }
        list("conclude", section::conclude);
        commit_is_missing = told_missing;
        return any;
    }

    // ---- constructs

    /// Opens the node of a construct, reads what is in it, and closes it. Where nothing can be made of that, the step
    /// is still there for those who read it.
    template <class Read>
    void read_construct(found_member const& list, place_id at, standing where, node const& head,
                        item const& about, std::string_view elements, Read read) {
        auto const position = push(head, about, where.level);
        if (state_.stopped) return;
        tree_mark const opened(made_);
        bool any = false;
        if (list.value != nullptr) {
            json::array const& array = list.value->get_array();
            if (array.empty()) {
                state_.problems.add(rule_code::empty, {state_.pointer_of(at, list.key)},
                                    in_quotes(list.key) + " is empty: it needs at least one "
                                        + std::string(elements));
            } else {
                any = read(array, made_.member(at, list.key));
            }
        }
        if (state_.stopped) return;
        if (any) {
            close(position);
        } else {
            opened.restore(made_);
            stand_in(made_.nodes[position], where.is_commit);
        }
    }

    void read_all(found_member const& list, place_id at, standing where, node head, item const& about) {
        head.form = construct::parallel;
        read_construct(list, at, where, head, about, "step", [&](json::array const& members, place_id place) {
            return steps(members, place, where.within(1));
        });
    }

    void read_fan_out(found_member const& list, place_id at, standing where, node head, item const& about) {
        head.form = construct::repetition;
        head.what = verb::fan_out;
        head.effect = grade::fallible;
        read_construct(list, at, where, head, about, "step", [&](json::array const& body, place_id place) {
            auto const position = push_sequence({.at = place, .part = where.part}, where.level + 1);
            if (state_.stopped || !steps(body, place, where.within(2))) return false;
            close(position);
            return true;
        });
    }

    void read_decide(found_member const& list, place_id at, standing where, node head, item const& about) {
        head.form = construct::alternatives;
        head.what = verb::decide;
        head.effect = grade::fallible;
        read_construct(list, at, where, head, about, "branch",
                       [&](json::array const& branches, place_id place) {
                           bool any = false;
                           for (std::size_t i = 0; i < branches.size() && !state_.stopped; ++i)
                               any |= branch(branches, i, made_.element(place, i), where);
                           return any;
                       });
    }

    bool branch(json::array const& branches, std::size_t index, place_id at, standing where) {
        using namespace branch_member;
        auto const* object = branches[index].if_object();
        if (object == nullptr) {
            state_.malformed(at, "a branch must be an object, but is " + described(branches[index])).hint =
                R"(write {"when": "...", "prepare": [...]} or {"otherwise": true, "prepare": [...]})";
            return false;
        }
        auto const found = members_of(state_, *object, at, "a branch", known);
        tree_mark const before(made_);
        item about{.at = at, .part = where.part, .description = found[description].value};
        read_condition(state_, found, branches, index, at, about);
        auto const position = push_sequence(about, where.level + 1);
        if (state_.stopped) return false;

        if (!where.is_commit) refuse_commit(state_, found, at);
        bool const any = branch_steps(found, at, where);
        if (state_.stopped) return false;
        if (any) {
            close(position);
        } else {
            before.restore(made_);
            report_empty_branch(state_, found, at);
        }
        return any;
    }

    bool branch_steps(found_members<6> const& found, place_id at, standing where) {
        using namespace branch_member;
        bool any = false;
        auto const list = [&](found_member const& member, section part) {
            if (member.value == nullptr) return;
            standing inner = where.within(2);
            if (where.is_commit) inner.part = part;
            any |= steps(member.value->get_array(), made_.member(at, member.key), inner);
        };
        list(found[prepare], section::prepare);
        if (found[commit].value != nullptr) {
            standing inner = where.within(2);
            inner.is_commit = where.is_commit;
            any |= step(*found[commit].value, made_.member(at, found[commit].key), inner);
        }
        list(found[conclude], section::conclude);
        return any;
    }

    form_state& state_;
    tree& made_;
};

} // namespace action_grammar::document::detail::forming

#endif
