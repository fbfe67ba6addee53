#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_DOCUMENT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_DOCUMENT_HPP

// From the JSON of a document to its tree.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/form_members.hpp>
#include <action_grammar/document/impl/form_mixins.hpp>
#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/document/impl/form_state.hpp>
#include <action_grammar/document/impl/form_step.hpp>
#include <action_grammar/document/tree.hpp>

namespace action_grammar::document::detail::forming {

namespace document_member {
enum index : std::size_t {
    command,
    query,
    version,
    description,
    input,
    prepare,
    commit,
    conclude,
    outcome,
    mixins,
    contracts
};
inline constexpr unsigned a_schema = an_object | a_boolean;
inline constexpr known_member known[] = {
    {"command", a_string, "a string: the composition's name", true},
    {"query", a_string, "a string: the composition's name", true},
    {"version", a_string, "a string, as \"1.0.0\""},
    {"description", a_string, "a string"},
    {"input", a_schema, "a schema: an object or a boolean", false, false, "parameters params"},
    {"prepare", an_array, "an array of steps", false, false, "steps tasks actions"},
    {"commit", an_object, "one step, which is an object"},
    {"conclude", an_array, "an array of steps"},
    {"outcome", a_schema, "a schema: an object or a boolean", false, false, "output result returns"},
    {"mixins", an_array, "an array of mixins"},
    {"contracts", an_object, "an object of schemas", false, false, "schemas definitions $defs"}};
} // namespace document_member

/// Reads a document into an empty tree.
class document_reader {
public:
    explicit document_reader(form_state& state) : state_(state), made_(state.made), reader_(state) {}

    /// Returns whether there is a tree.
    bool read(json::value const& root) {
        using namespace document_member;
        auto const* object = root.if_object();
        if (object == nullptr) {
            state_.malformed(made_.root_place(), "a document must be an object, but is " + described(root))
                .hint =
                R"(write {"query": "name", "prepare": [...]} or {"command": "name", ..., "commit": {...}})";
            return false;
        }
        auto const found = members_of(state_, *object, made_.root_place(), "a document", known);
        read_head(found);
        read_steps(found);
        judge_commit(found);
        check_contracts(found[contracts]);
        if (found[mixins].value != nullptr && !state_.stopped)
            mixin_reader(state_, steps_)
                .read(found[mixins].value->get_array(), made_.member(made_.root_place(), found[mixins].key));
        return made_.nodes.size() > 1 && !state_.stopped;
    }

private:
    using members = found_members<11>;

    void read_head(members const& found) {
        using namespace document_member;
        node head;
        head.form = construct::sequence;
        bool const both = found[command].there && found[query].there;
        if (found[command].there != found[query].there)
            head.intent = found[command].there ? purpose::command : purpose::query;
        found_member const& name = found[command].there ? found[command] : found[query];
        if (both)
            state_
                .malformed(made_.root_place(), found[query].key,
                           "a document has one of \"command\" and \"query\", and not both", true)
                .hint = "a command mutates, under \"commit\"; a query does not";
        else if (!name.there)
            state_.malformed(made_.root_place(), "the document has neither \"command\" nor \"query\"").hint =
                R"(name it: "command": "name" if it mutates, "query": "name" if not)";
        if (name.value != nullptr) {
            made_.name = view(name.value->get_string());
            if (made_.name.empty())
                state_.malformed(made_.root_place(), name.key, "the name of the composition is empty");
        }
        head.label = made_.name;
        if (found[version].value != nullptr) made_.version = view(found[version].value->get_string());
        made_.description = found[description].value;
        made_.input = found[input].value;
        made_.input_is_wrong = found[input].there && found[input].value == nullptr;
        made_.outcome = found[outcome].value;
        if (found[contracts].value != nullptr) made_.contracts = &found[contracts].value->get_object();
        reader_.push(head, {.at = made_.root_place(), .description = made_.description}, 1);
    }

    void read_steps(members const& found) {
        using namespace document_member;
        bool const is_command = found[command].there && !found[query].there;
        reader_.commit_is_missing = is_command && !found[commit].there;
        read_list(found[prepare], section::prepare);
        if (found[commit].value != nullptr)
            read_one(*found[commit].value, made_.member(made_.root_place(), found[commit].key),
                     {.part = section::commit, .is_commit = true});
        read_list(found[conclude], section::conclude);
        if (!state_.stopped) reader_.close(0);
    }

    void read_list(found_member const& list, section part) {
        if (list.value == nullptr || state_.stopped) return;
        place_id const at = made_.member(made_.root_place(), list.key);
        json::array const& written = list.value->get_array();
        for (std::size_t i = 0; i < written.size() && !state_.stopped; ++i)
            read_one(written[i], made_.element(at, i),
                     {.part = part, .last_of_prepare = part == section::prepare && i + 1 == written.size()});
    }

    void read_one(json::value const& written, place_id at, standing where) {
        auto const position = static_cast<std::uint32_t>(made_.nodes.size());
        reader_.deepest = 0;
        bool const made = reader_.step(written, at, where);
        top_step step{.deepest = reader_.deepest};
        if (made) {
            step.node = position;
            step.id = made_.nodes[position].label;
        } else if (auto const* object = written.if_object()) {
            // Whoever names it need not be told as well.
            auto const* id = object->if_contains("id");
            if (id != nullptr && id->is_string()) step.id = view(id->get_string());
        }
        steps_.push_back(std::move(step));
    }

    /// What the shape of the document says of the boundary. Where that is reported, the rule on purposes is not asked.
    void judge_commit(members const& found) {
        using namespace document_member;
        if (state_.stopped) return;
        if (found[commit].there && found[commit].value == nullptr)
            made_.nodes.front().intent = purpose::unstated; // whether it mutates is not known
        bool const written =
            found[commit].there || is_more_than_empty(found[prepare]) || is_more_than_empty(found[conclude]);
        if (!written) {
            made_.nodes.front().intent = purpose::unstated;
            state_.problems
                .add(rule_code::empty, made_.location_of(made_.root_place()), "the document has no step")
                .hint = R"-(put at least one under "prepare": {"id": "...", "action": "verb(resource)"})-";
        } else if (found[commit].there && found[query].there && !found[command].there) {
            made_.nodes.front().intent = purpose::unstated;
            finding& problem = state_.malformed(made_.root_place(), found[commit].key,
                                                "a query has no \"commit\": it changes nothing", true);
            problem.hint = "write \"command\" instead of \"query\"";
            problem.fixes.push_back(
                {"make it a command", applicability::maybe_incorrect,
                 moving(state_.pointer_of(made_.root_place(), found[query].key), "/command")});
        } else if (reader_.commit_is_missing && reader_.misplaced_mutations == 0) {
            made_.nodes.front().intent = purpose::unstated;
            finding& problem =
                state_.malformed(made_.root_place(), "a command has a \"commit\", and this one has none");
            problem.hint = "put the mutation under \"commit\", or write \"query\" if there is none";
            problem.fixes.push_back(
                {"make it a query", applicability::maybe_incorrect,
                 moving(state_.pointer_of(made_.root_place(), found[command].key), "/query")});
        }
    }

    /// Whether there is something where a list of steps should be: steps, or what was reported.
    static bool is_more_than_empty(found_member const& list) noexcept {
        return list.there && (list.value == nullptr || !list.value->get_array().empty());
    }

    void check_contracts(found_member const& contracts) {
        if (contracts.value == nullptr) return;
        place_id const at = made_.member(made_.root_place(), contracts.key);
        for (auto const& [name, schema] : contracts.value->get_object()) {
            if (schema.is_object() || schema.is_bool()) continue;
            state_.malformed(at, name,
                             "the contract " + in_quotes(name)
                                 + " must be a schema: an object or a boolean, but is " + described(schema));
        }
    }

    form_state& state_;
    tree& made_;
    step_reader reader_;
    std::vector<top_step> steps_;
};

} // namespace action_grammar::document::detail::forming

#endif
