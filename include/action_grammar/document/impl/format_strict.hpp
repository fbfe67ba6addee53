#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORMAT_STRICT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORMAT_STRICT_HPP

// The format in the subsets of JSON Schema that providers of language models accept.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/document/format_schema.hpp>
#include <action_grammar/document/impl/format_actions.hpp>
#include <action_grammar/document/impl/format_full.hpp>
#include <action_grammar/document/impl/known_builtins.hpp>
#include <action_grammar/document/impl/strict_configuration.hpp>

namespace action_grammar::document::detail::of_format {

/// The member around a document, since the root of these schemas may not have alternatives.
inline constexpr std::string_view answer_member = "document";

class strict_writer {
public:
    strict_writer(registry const& actions, schema_profile as)
        : actions_(usable_actions(actions)), recursive_(as == schema_profile::openai) {}

    json::value write() {
        write_schemas();
        write_actions();
        if (!recursive_) defs_["inner"] = one_of(pure_, "a step within another");
        write_constructs();
        defs_["step"] = one_of(pure_, "a step that changes nothing");
        defs_["commit"] = one_of(mutating_, "the step that changes something");
        write_mixins();
        closed_object answer;
        answer.add(answer_member, {{"anyOf", json::array{whole(false), whole(true)}}});
        json::object made = std::move(answer).take();
        made["description"] = words();
        made["$defs"] = std::move(defs_);
        return made;
    }

private:
    using step = forming::step_member::index;
    using in_whole = forming::document_member::index;
    using branch = forming::branch_member::index;

    static json::object constant(std::string_view value) { return {{"type", "string"}, {"const", value}}; }
    static json::object text(std::string_view words = {}) { return string_of(words); }
    static json::object reference() {
        return text("an id of a step before, or \"input\"; then a JSON Pointer");
    }
    static json::object steps(std::string_view of = "step") { return list_of(to(of)); }
    static json::object one_of(json::array const& ways, std::string_view words) {
        // No step is such an object.
        if (ways.empty()) return described(closed_object().take(), "there is none");
        return described({{"anyOf", ways}}, words);
    }
    /// A member that documents may leave out: null where nulls are for free, otherwise it is left out of the schema.
    void may(closed_object& of, std::string_view name, json::object schema) const {
        if (recursive_) of.add(name, or_null(std::move(schema)));
    }

    std::string words() const {
        std::string text = "A document of action_grammar. What is not needed is null, or an empty array.";
        if (left_out_.empty()) return text;
        text += " Actions whose configurations this schema cannot say are left out:";
        for (std::string const& each : left_out_)
            text += ' ' + each;
        return text;
    }

    /// A bounded part of JSON Schema: simple types, lists of them, and references to contracts that the host adds.
    void write_schemas() {
        closed_object contract;
        contract.add("$ref", text("\"#/contracts/NAME\""));
        closed_object simple;
        simple.add("type", {{"type", "string"},
                            {"enum", json::array{"string", "integer", "number", "boolean", "null"}}});
        defs_["item_schema"] =
            json::object{{"anyOf", json::array{std::move(contract).take(), std::move(simple).take()}}};
        closed_object list;
        list.add("type", constant("array"));
        list.add("items", to("item_schema"));
        defs_["schema"] = json::object{{"anyOf", json::array{to("item_schema"), std::move(list).take()}}};
    }

    // ---- actions

    void write_actions() {
        for (usable_action const& each : actions_) {
            std::string const& name = each.about().name;
            std::string const key = definition_of(each);
            if (auto made = action(each, key)) {
                defs_[key] = *std::move(made);
                (each.is_mutation() ? mutating_ : pure_).push_back(to(key));
            } else {
                left_out_.push_back(name);
            }
        }
    }
    /// The name of its definition: letters, digits, `_`, `-` and `.` are what every reader accepts in one.
    static std::string definition_of(usable_action const& of) {
        return std::string(name(of.about().what)) + '.' + of.about().resource;
    }

    std::optional<json::object> action(usable_action const& of, std::string const& key) {
        closed_object made;
        made.add(in_step(step::id), text("a name of its own; no \"/\""));
        made.add(in_step(step::action), constant(of.about().name));
        add_from(made, of);
        if (of.takes_with) {
            auto with = configuration(of.about().configuration, "with." + key, is_builtin(*of.kind));
            if (!with) {
                if (of.needs_with) return std::nullopt;
            } else if (of.needs_with || !recursive_) {
                made.add(in_step(step::with), *std::move(with));
            } else {
                may(made, in_step(step::with), *std::move(with));
            }
        }
        if (of.is_mutation()) {
            json::object guard = protection_of(of);
            if (of.needs_guard)
                made.add(in_step(step::protection), std::move(guard));
            else
                may(made, in_step(step::protection), std::move(guard));
        }
        may(made, in_step(step::description), text());
        return described(std::move(made).take(), of.about().summary);
    }

    void add_from(closed_object& to_step, usable_action const& of) const {
        if (of.takes_names()) {
            closed_object names;
            for (parameter const& each : of.about().parameters)
                names.add(each.name, reference());
            to_step.add(in_step(step::from), std::move(names).take());
        } else {
            add_from(to_step);
        }
    }
    void add_from(closed_object& to_step) const {
        to_step.add(in_step(step::from), recursive_ ? or_null(reference()) : reference());
    }

    std::optional<json::object> configuration(json::value const& schema, std::string key, bool is_builtin) {
        // What may be anything in the library's own configurations is a schema.
        json::value const anything = is_builtin ? json::value(to("schema")) : json::value();
        auto made = strict_configuration(defs_, std::move(key), schema, anything, recursive_).convert();
        if (made && !made->contains("properties") && !made->contains("$ref")) return std::nullopt;
        return made;
    }

    static json::object protection_of(usable_action const& of) {
        json::array ways;
        json::array words;
        for (std::string_view const each : of.guards)
            words.push_back(json::string(each));
        if (!words.empty()) ways.push_back(json::object{{"type", "string"}, {"enum", std::move(words)}});
        if (of.guard_by_reference) {
            closed_object key;
            key.add(name(protection::keyed), reference());
            ways.push_back(std::move(key).take());
        }
        if (ways.size() == 1) return ways.front().get_object();
        return {{"anyOf", std::move(ways)}};
    }

    // ---- constructs

    [[nodiscard]] std::string_view inner() const noexcept { return recursive_ ? "step" : "inner"; }

    json::object construct(step which, json::object list) {
        closed_object made;
        made.add(in_step(step::id), text("a name of its own; no \"/\""));
        made.add(in_step(which), std::move(list));
        add_from(made);
        may(made, in_step(step::description), text());
        return std::move(made).take();
    }
    /// A branch, with or without a commit.
    json::object branch_of(bool is_last, bool at_commit, bool commits) const {
        closed_object made;
        if (is_last)
            made.add(in_branch(branch::otherwise), {{"type", "boolean"}, {"const", true}});
        else
            made.add(in_branch(branch::when), text("a jq filter that gives true or false"));
        made.add(in_branch(branch::prepare), steps(inner()));
        if (commits) made.add(in_branch(branch::commit), to(recursive_ ? "commit" : "commit.inner"));
        if (at_commit) made.add(in_branch(branch::conclude), steps(inner()));
        may(made, in_branch(branch::description), text());
        return std::move(made).take();
    }
    void write_constructs() {
        if (pure_.empty()) return;
        defs_["branch"] = json::object{
            {"anyOf", json::array{branch_of(false, false, false), branch_of(true, false, false)}}};
        defs_["decide"] = construct(step::decide, list_of(to("branch")));
        defs_["fan_out"] = construct(step::fan_out, steps(inner()));
        defs_["all"] = construct(step::all, steps(inner()));
        for (std::string_view const each : {"decide", "fan_out", "all"})
            pure_.push_back(to(each));
        if (mutating_.empty()) return;
        if (!recursive_) defs_["commit.inner"] = one_of(mutating_, "the step that changes something");
        json::array branches;
        for (bool const commits : {true, false})
            for (bool const is_last : {false, true})
                branches.push_back(branch_of(is_last, true, commits));
        defs_["branch.commit"] = json::object{{"anyOf", std::move(branches)}};
        defs_["decide.commit"] = construct(step::decide, list_of(to("branch.commit")));
        mutating_.push_back(to("decide.commit"));
    }

    // ---- the document

    void write_mixins() {
        json::array ways;
        for (usable_mixin const& each : usable_mixins()) {
            using index = forming::mixin_member::index;
            closed_object made;
            made.add(in_mixin(index::mixin), constant(name(each.which)));
            made.add(in_mixin(index::on), list_of(text("the id of a step")));
            auto with = configuration(each.settings, "mixin." + std::string(name(each.which)), false);
            if (!with) continue;
            if (each.needs_with || !recursive_)
                made.add(in_mixin(index::with), *std::move(with));
            else
                may(made, in_mixin(index::with), *std::move(with));
            ways.push_back(std::move(made).take());
        }
        defs_["mixin"] = json::object{{"anyOf", std::move(ways)}};
    }

    json::object whole(bool is_command) const {
        closed_object made;
        made.add(in_document(is_command ? in_whole::command : in_whole::query),
                 text("the name of the composition"));
        may(made, in_document(in_whole::version), text());
        may(made, in_document(in_whole::description), text());
        may(made, in_document(in_whole::input), to("schema"));
        made.add(in_document(in_whole::prepare), steps());
        if (is_command) made.add(in_document(in_whole::commit), to("commit"));
        made.add(in_document(in_whole::conclude), steps());
        may(made, in_document(in_whole::outcome), to("schema"));
        made.add(in_document(in_whole::mixins), list_of(to("mixin")));
        return std::move(made).take();
    }

    std::vector<usable_action> actions_;
    bool recursive_; ///< Definitions may refer to themselves, and any member may be null.
    json::array pure_;
    json::array mutating_;
    json::object defs_;
    std::vector<std::string> left_out_;
};

} // namespace action_grammar::document::detail::of_format

#endif
