#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORMAT_GRAMMAR_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORMAT_GRAMMAR_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/document/format_grammar.hpp>
#include <action_grammar/document/impl/embedded_schema.hpp>
#include <action_grammar/document/impl/format_actions.hpp>
#include <action_grammar/document/impl/grammar_rules.hpp>
#include <action_grammar/document/impl/schema_words.hpp>

namespace action_grammar::document {

namespace detail::of_format {

/// Writes the grammar. Where a rule has no alternative (there is no action that mutates), what needs it is left out.
class grammar_writer {
public:
    explicit grammar_writer(registry const& actions) : actions_(usable_actions(actions)) {}

    std::string write() {
        write_documents();
        write_actions();
        write_constructs();
        write_mixins();
        rules_.add("schema", "object | boolean");
        rules_.add(
            "from",
            "reference | \"{\" ws text \":\" ws reference (\",\" ws text \":\" ws reference)* \"}\" ws");
        rules_.add_json();
        return std::move(rules_).take();
    }

private:
    using step = forming::step_member::index;
    using in_whole = forming::document_member::index;
    using branch = forming::branch_member::index;
    using members = std::vector<grammar_member>;

    // ---- the document

    [[nodiscard]] bool has(bool mutation) const {
        return std::ranges::any_of(actions_,
                                   [&](usable_action const& each) { return each.is_mutation() == mutation; });
    }

    /// A document with these lists of steps; a list that may be missing is empty where the rule for it is.
    members document(in_whole head, std::string_view prepare, std::string_view conclude) const {
        members made{{in_document(head), "text"},
                     {in_document(in_whole::version), "string", true},
                     {in_document(in_whole::description), "string", true},
                     {in_document(in_whole::input), "schema", true}};
        add_list(made, in_document(in_whole::prepare), prepare);
        if (head == in_whole::command) made.push_back({in_document(in_whole::commit), "commit"});
        add_list(made, in_document(in_whole::conclude), conclude);
        made.push_back({in_document(in_whole::outcome), "schema", true});
        made.push_back({in_document(in_whole::mixins), grammar_rules::list("mixin", true), true});
        made.push_back({in_document(in_whole::contracts),
                        "\"{\" ws (string \":\" ws schema (\",\" ws string \":\" ws schema)*)? \"}\" ws",
                        true});
        return made;
    }
    /// @param rule  "steps" if there must be some, "any-steps" if there may be none, "" if there are none
    static void add_list(members& to, std::string_view name, std::string_view rule) {
        if (rule.empty()) return;
        to.push_back({name, std::string(rule), rule == "any-steps"});
    }

    void write_documents() {
        rules_.add("root", std::string("ws (") + (has(false) ? "query-1 | query-2" : "")
                               + (has(false) && has(true) ? " | " : "") + (has(true) ? "command" : "")
                               + ") ws");
        if (has(false)) {
            rules_.object("query-1", document(in_whole::query, "steps", "any-steps"));
            rules_.object("query-2", document(in_whole::query, "any-steps", "steps"));
            rules_.add("steps", grammar_rules::list("step", false));
            rules_.add("any-steps", grammar_rules::list("step", true));
        }
        if (has(true))
            rules_.object("command", document(in_whole::command, may_be("any-steps"), may_be("any-steps")));
    }
    /// A list of steps, where there are steps at all.
    [[nodiscard]] std::string_view may_be(std::string_view rule) const { return has(false) ? rule : ""; }

    // ---- actions

    void write_actions() {
        for (std::size_t i = 0; i < actions_.size(); ++i) {
            usable_action const& each = actions_[i];
            std::string const rule = "action-" + std::to_string(i) + '-' + rule_name(each.about().name);
            write_action(each, rule);
            (each.is_mutation() ? mutations_ : steps_).push_back(rule);
        }
    }
    void write_action(usable_action const& of, std::string const& rule) {
        members made{{in_step(step::id), "id"},
                     {in_step(step::action), name_literal(of.about().name) + " ws"}};
        if (of.takes_names()) {
            members names;
            for (parameter const& each : of.about().parameters)
                names.push_back({each.name, "reference"});
            rules_.object(rule + "-from", names);
            made.push_back({in_step(step::from), rule + "-from ws"});
        } else {
            made.push_back({in_step(step::from), "from", true});
        }
        if (of.takes_with)
            made.push_back({in_step(step::with), configuration(of.about().configuration, rule + "-with"),
                            !of.needs_with});
        if (of.is_mutation()) made.push_back({in_step(step::protection), guard_of(of), !of.needs_guard});
        made.push_back({in_step(step::description), "string", true});
        write_step(rule, made);
    }
    void write_step(std::string const& rule, members const& made) {
        rules_.object(rule + "-object", made);
        rules_.add(rule, rule + "-object ws");
    }

    static std::string guard_of(usable_action const& of) {
        std::string ways;
        for (std::string_view const each : of.guards)
            ways += (ways.empty() ? "" : " | ") + name_literal(each);
        if (of.guard_by_reference)
            ways += (ways.empty() ? "\"{\" ws " : " | \"{\" ws ") + name_literal(name(protection::keyed))
                  + " ws \":\" ws reference \"}\"";
        return "(" + ways + ") ws";
    }

    /// What a configuration is: its members spelled out where no others are allowed, otherwise any object.
    std::string configuration(json::value const& schema, std::string const& rule) {
        constexpr std::size_t most = 64;
        schema_words const of(schema);
        json::object const* const object = of.meant(schema).if_object();
        auto const* others = object == nullptr ? nullptr : object->if_contains("additionalProperties");
        auto const listed = of.members(schema);
        if (others == nullptr || *others != json::value(false) || listed.size() > most) return "object";
        members made;
        for (listed_member const& each : listed)
            made.push_back({each.name, rule_of_value(of.meant(*each.schema)), !each.required});
        rules_.object(rule, made);
        return rule + " ws";
    }
    /// The values of a member: by their type, or those that are listed.
    static std::string rule_of_value(json::value const& schema) {
        json::object const* const object = schema.if_object();
        if (object == nullptr) return "value";
        std::string ways;
        auto const add = [&](std::string const& way) { ways += (ways.empty() ? "" : " | ") + way; };
        if (auto const* values = object->if_contains("enum"); values != nullptr && values->is_array()) {
            for (json::value const& each : values->get_array()) {
                if (each.is_structured()) return "value";
                add(json_literal(each));
            }
            return ways.empty() ? "value" : "(" + ways + ") ws";
        }
        auto const* type = object->if_contains("type");
        if (type == nullptr) return "value";
        if (!type->is_array()) return rule_of_type(text_of(*type));
        for (json::value const& each : type->get_array())
            add(rule_of_type(text_of(each)));
        return ways.empty() ? "value" : "(" + ways + ")";
    }
    static std::string rule_of_type(std::string_view type) {
        if (type == "null") return "\"null\" ws";
        if (type == "integer") return "number"; // 1.0 is one as well
        return std::string(type);
    }

    // ---- constructs

    void write_construct(std::string const& rule, step which, std::string list) {
        write_step(rule, {{in_step(step::id), "id"},
                          {in_step(which), std::move(list)},
                          {in_step(step::from), "from", true},
                          {in_step(step::description), "string", true}});
    }
    /// A branch of these lists, with its condition.
    void write_branch(std::string const& rule, members const& sections) {
        for (bool const is_last : {false, true}) {
            members made;
            if (is_last)
                made.push_back({in_branch(branch::otherwise), "\"true\" ws"});
            else
                made.push_back({in_branch(branch::when), "text"});
            made.insert(made.end(), sections.begin(), sections.end());
            made.push_back({in_branch(branch::description), "string", true});
            rules_.object(rule + (is_last ? "-otherwise" : "-when"), made);
        }
        rules_.add(rule, "(" + rule + "-when | " + rule + "-otherwise) ws");
    }
    static std::string either(std::vector<std::string> const& rules) {
        std::string ways;
        for (std::string const& each : rules)
            ways += (ways.empty() ? "" : " | ") + each;
        return ways;
    }

    void write_constructs() {
        if (has(false)) {
            write_construct("decide", step::decide, grammar_rules::list("branch", false));
            write_construct("fan-out", step::fan_out, "steps");
            write_construct("all", step::all, "steps");
            write_branch("branch", {{in_branch(branch::prepare), "steps"}});
            for (char const* const each : {"decide", "fan-out", "all"})
                steps_.emplace_back(each);
            rules_.add("step", either(steps_));
        }
        if (has(true)) write_mutations();
    }

    /// Lists of which exactly one element mutates; without other actions that is the only one.
    [[nodiscard]] std::string with_one(std::string_view ordinary, std::string_view special, bool once) const {
        if (!has(false)) return grammar_rules::list(special, false);
        return grammar_rules::list_with(ordinary, special, once);
    }
    void write_mutations() {
        std::string const only = "\"[\" ws mutation \"]\" ws";
        std::string const one = has(false) ? with_one("step", "mutation", true) : only;
        write_construct("all-mutation", step::all, one);
        write_construct("decide-mutation", step::decide, with_one("branch", "branch-mutation", false));
        write_branch("branch-mutation", {{in_branch(branch::prepare), one}});
        write_construct("decide-commit", step::decide, with_one("branch-query", "branch-changing", false));
        if (has(false)) {
            write_branch("branch-query-1", {{in_branch(branch::prepare), "steps"},
                                            {in_branch(branch::conclude), "any-steps", true}});
            write_branch("branch-query-2", {{in_branch(branch::prepare), "any-steps", true},
                                            {in_branch(branch::conclude), "steps"}});
            rules_.add("branch-query", "branch-query-1 | branch-query-2");
        }
        members commit;
        add_list(commit, in_branch(branch::prepare), may_be("any-steps"));
        commit.push_back({in_branch(branch::commit), "commit"});
        add_list(commit, in_branch(branch::conclude), may_be("any-steps"));
        write_branch("branch-commit", commit);
        // As where the decide stood in `prepare` before it was made the commit.
        members prepared{{in_branch(branch::prepare), one}};
        add_list(prepared, in_branch(branch::conclude), may_be("any-steps"));
        write_branch("branch-prepared", prepared);
        members concluded;
        add_list(concluded, in_branch(branch::prepare), may_be("any-steps"));
        concluded.push_back({in_branch(branch::conclude), one});
        write_branch("branch-concluded", concluded);
        rules_.add("branch-changing", "branch-commit | branch-prepared | branch-concluded");

        std::string const actions = either(mutations_);
        rules_.add("mutation", actions + " | all-mutation | decide-mutation");
        rules_.add("commit", actions + " | all-mutation | decide-commit");
    }

    void write_mixins() {
        std::vector<std::string> all;
        for (usable_mixin const& each : usable_mixins()) {
            using index = forming::mixin_member::index;
            std::string const rule = "mixin-" + rule_name(name(each.which));
            write_step(rule, {{in_mixin(index::mixin), name_literal(name(each.which)) + " ws"},
                              {in_mixin(index::on), grammar_rules::list("id", false)},
                              {in_mixin(index::with), configuration(each.settings, rule + "-with"),
                               !each.needs_with}});
            all.push_back(rule);
        }
        rules_.add("mixin", either(all));
    }

    std::vector<usable_action> actions_;
    grammar_rules rules_;
    std::vector<std::string> steps_;
    std::vector<std::string> mutations_;
};

} // namespace detail::of_format

ACTION_GRAMMAR_DEFINED_ONCE std::string format_grammar(registry const& actions) {
    return detail::of_format::grammar_writer(actions).write();
}

} // namespace action_grammar::document

#endif
