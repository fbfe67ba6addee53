#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORMAT_FULL_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORMAT_FULL_HPP

// The format as a schema of draft 2020-12.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/document/impl/embedded_schema.hpp>
#include <action_grammar/document/impl/format_actions.hpp>

namespace action_grammar::document::detail::of_format {

inline json::object to(std::string_view definition) {
    return {{"$ref", "#/$defs/" + std::string(definition)}};
}
inline json::object described(json::object schema, std::string_view words) {
    if (!words.empty()) schema["description"] = words;
    return schema;
}
inline json::object string_of(std::string_view description = {}) {
    return described({{"type", "string"}}, description);
}
inline json::object list_of(json::value items, std::size_t least = 0) {
    json::object made{{"type", "array"}, {"items", std::move(items)}};
    if (least > 0) made["minItems"] = least;
    return made;
}

/// Writes the schema. Its definitions: `step` does not mutate; `commit` stands at a commit; `mutation` is a step within
/// the `all` of a commit that holds the mutation.
class full_writer {
public:
    explicit full_writer(registry const& actions) : actions_(usable_actions(actions)) {}

    json::value write() {
        write_words();
        write_actions();
        write_constructs();
        write_branches();
        write_mixins();
        write_documents();
        json::object whole{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                           {"title", "A document of action_grammar"},
                           {"oneOf", json::array{to("query"), to("command")}}};
        whole["$defs"] = std::move(defs_);
        return whole;
    }

private:
    using step = forming::step_member::index;
    using in_whole = forming::document_member::index;
    using branch = forming::branch_member::index;

    /// Members of an object, in their order.
    struct members {
        json::object properties{};
        json::array required{};

        void may(std::string_view name, json::value schema) { properties[name] = std::move(schema); }
        void must(std::string_view name, json::value schema) {
            may(name, std::move(schema));
            required.push_back(json::string(name));
        }
        [[nodiscard]] json::object closed() && {
            json::object made{{"type", "object"}, {"properties", std::move(properties)}};
            if (!required.empty()) made["required"] = std::move(required);
            made["additionalProperties"] = false;
            return made;
        }
    };

    void write_words() {
        defs_["name"] = json::object{{"type", "string"}, {"minLength", 1}};
        defs_["id"] =
            json::object{{"type", "string"},
                         {"pattern", "^[^/]+$"},
                         {"maxLength", forming::longest_name},
                         {"not", json::object{{"const", input_label}}},
                         {"description", "the name by which later steps read the value of this one"}};
        defs_["reference"] = json::object{
            {"type", "string"},
            {"pattern", "^[^/]+(/([^~]|~[01])*)?$"},
            {"description", "the id of a step before, or \"input\", and a JSON Pointer into its value"}};
        defs_["from"] =
            json::object{{"description", "what the step reads; without it, the value before"},
                         {"anyOf", json::array{to("reference"),
                                               json::object{{"type", "object"},
                                                            {"minProperties", 1},
                                                            {"propertyNames", json::object{{"minLength", 1}}},
                                                            {"additionalProperties", to("reference")}}}}};
        defs_["schema"] =
            json::object{{"type", json::array{"object", "boolean"}},
                         {"description", "a JSON Schema; it may refer to \"#/contracts/NAME\""}};
        defs_["filter"] = json::object{
            {"type", "string"}, {"minLength", 1}, {"description", "a jq filter that gives true or false"}};
    }

    // ---- actions

    void write_actions() {
        for (usable_action const& each : actions_) {
            std::string const& name = each.about().name;
            (each.is_mutation() ? mutating_ : pure_).push_back(to(name));
            defs_[name] = action(each);
        }
        members of;
        of.must(in_step(step::id), to("id"));
        of.must(in_step(step::pattern),
                json::object{{"type", "string"}, {"pattern", "^[A-Za-z0-9_.-]+@[0-9]([0-9.]*[0-9])?$"}});
        of.may(in_step(step::from), to("from"));
        of.may(in_step(step::with), json::object{{"type", "object"}});
        of.may(in_step(step::protection), protection_by(every_guard(), true));
        of.may(in_step(step::description), string_of());
        defs_["pattern"] = std::move(of).closed();
    }

    json::object action(usable_action const& of) {
        members made;
        made.must(in_step(step::id), to("id"));
        made.must(in_step(step::action), json::object{{"const", of.about().name}});
        if (of.takes_names())
            made.must(in_step(step::from), named_values(of.about().parameters));
        else
            made.may(in_step(step::from), to("from"));
        if (of.takes_with) {
            json::value with = configuration(of);
            if (of.needs_with)
                made.must(in_step(step::with), std::move(with));
            else
                made.may(in_step(step::with), std::move(with));
        }
        if (of.is_mutation()) {
            json::object guard = protection_by(of.guards, of.guard_by_reference);
            if (of.needs_guard)
                made.must(in_step(step::protection), std::move(guard));
            else
                made.may(in_step(step::protection), std::move(guard));
        }
        made.may(in_step(step::description), string_of());
        return described(std::move(made).closed(), of.about().summary);
    }

    static json::object named_values(std::vector<parameter> const& parameters) {
        members of;
        for (parameter const& each : parameters)
            of.must(each.name, to("reference"));
        return std::move(of).closed();
    }

    json::value configuration(usable_action const& of) {
        json::value const made =
            schema_embedder(defs_, "with." + of.about().name).embed(of.about().configuration);
        return json::object{{"type", "object"}, {"allOf", json::array{made}}};
    }

    static std::vector<std::string_view> every_guard() {
        return {forming::protection_names.begin(), forming::protection_names.end()};
    }
    static json::object protection_by(std::vector<std::string_view> const& names, bool by_reference) {
        json::array words;
        for (std::string_view const each : names)
            words.push_back(json::string(each));
        json::array ways;
        if (!words.empty()) ways.push_back(json::object{{"enum", std::move(words)}});
        if (by_reference) {
            members of;
            of.must(name(protection::keyed), to("reference"));
            ways.push_back(std::move(of).closed());
        }
        return {{"anyOf", std::move(ways)}};
    }

    // ---- constructs

    /// What a step of a construct has beside its list.
    json::object construct(step which, json::object list) {
        members of;
        of.must(in_step(step::id), to("id"));
        of.must(in_step(which), std::move(list));
        of.may(in_step(step::from), to("from"));
        of.may(in_step(step::description), string_of());
        return std::move(of).closed();
    }

    /// A list in which something mutates, so often.
    static json::object list_with(json::value item, std::string_view mutating, bool once) {
        json::object made = list_of(std::move(item), 1);
        made["contains"] = to(mutating);
        if (once) made["maxContains"] = 1;
        return made;
    }
    static json::object either(std::string_view one, std::string_view other) {
        return {{"anyOf", json::array{to(one), to(other)}}};
    }

    void write_constructs() {
        defs_["decide"] = construct(step::decide, list_of(to("branch"), 1));
        defs_["fan_out"] = construct(step::fan_out, list_of(to("step"), 1));
        defs_["all"] = construct(step::all, list_of(to("step"), 1));
        defs_["all.mutation"] = construct(step::all, list_with(either("step", "mutation"), "mutation", true));
        defs_["decide.mutation"] =
            construct(step::decide, list_with(either("branch", "branch.mutation"), "branch.mutation", false));
        defs_["decide.commit"] = construct(
            step::decide, list_with(either("branch.query", "branch.changing"), "branch.changing", false));

        for (std::string_view const each : {"pattern", "decide", "fan_out", "all"})
            pure_.push_back(to(each));
        defs_["step"] = described({{"anyOf", std::move(pure_)}}, "a step that changes nothing");
        json::array commit = mutating_;
        for (std::string_view const each : {"all.mutation", "decide.mutation"})
            mutating_.push_back(to(each));
        defs_["mutation"] = json::object{{"anyOf", std::move(mutating_)}};
        for (std::string_view const each : {"pattern", "all.mutation", "decide.commit"})
            commit.push_back(to(each));
        defs_["commit"] = described({{"anyOf", std::move(commit)}}, "the step that changes something");
    }

    // ---- branches

    /// A branch of these sections beside its condition.
    static json::object branch_of(members sections) {
        members of;
        of.may(in_branch(branch::when), to("filter"));
        of.may(in_branch(branch::otherwise), json::object{{"const", true}});
        for (auto const& each : sections.properties)
            of.may(key_of(each), each.value());
        of.required = std::move(sections.required);
        of.may(in_branch(branch::description), string_of());
        json::object made = std::move(of).closed();
        made["oneOf"] =
            json::array{requiring(in_branch(branch::when)), requiring(in_branch(branch::otherwise))};
        return made;
    }
    static json::object requiring(std::string_view name) {
        return {{"required", json::array{json::string(name)}}};
    }
    /// There is a step in one of the two lists.
    static json::array with_a_step(std::string_view prepare, std::string_view conclude) {
        json::array ways;
        for (std::string_view const each : {prepare, conclude})
            ways.push_back(json::object{{"required", json::array{json::string(each)}},
                                        {"properties", json::object{{each, json::object{{"minItems", 1}}}}}});
        return ways;
    }

    void write_branches() {
        members plain;
        plain.must(in_branch(branch::prepare), list_of(to("step"), 1));
        defs_["branch"] = branch_of(std::move(plain));
        members within;
        within.must(in_branch(branch::prepare), list_with(either("step", "mutation"), "mutation", true));
        defs_["branch.mutation"] = branch_of(std::move(within));
        members query;
        query.may(in_branch(branch::prepare), list_of(to("step")));
        query.may(in_branch(branch::conclude), list_of(to("step")));
        json::object of_query = branch_of(std::move(query));
        of_query["anyOf"] = with_a_step(in_branch(branch::prepare), in_branch(branch::conclude));
        defs_["branch.query"] = std::move(of_query);
        members commit;
        commit.may(in_branch(branch::prepare), list_of(to("step")));
        commit.must(in_branch(branch::commit), to("commit"));
        commit.may(in_branch(branch::conclude), list_of(to("step")));
        json::array changing{branch_of(std::move(commit))};
        // As where the decide stood in `prepare` before it was made the commit.
        auto const one = [] { return list_with(either("step", "mutation"), "mutation", true); };
        members prepared;
        prepared.must(in_branch(branch::prepare), one());
        prepared.may(in_branch(branch::conclude), list_of(to("step")));
        changing.emplace_back(branch_of(std::move(prepared)));
        members concluded;
        concluded.may(in_branch(branch::prepare), list_of(to("step")));
        concluded.must(in_branch(branch::conclude), one());
        changing.emplace_back(branch_of(std::move(concluded)));
        defs_["branch.changing"] = json::object{{"anyOf", std::move(changing)}};
    }

    // ---- the document

    void write_mixins() {
        json::array ways;
        for (usable_mixin const& each : usable_mixins()) {
            using index = forming::mixin_member::index;
            json::object ids = list_of(to("id"), 1);
            ids["uniqueItems"] = true;
            members of;
            of.must(in_mixin(index::mixin), json::object{{"const", name(each.which)}});
            of.must(in_mixin(index::on), std::move(ids));
            json::value with =
                schema_embedder(defs_, "mixin." + std::string(name(each.which))).embed(each.settings);
            if (each.needs_with)
                of.must(in_mixin(index::with), std::move(with));
            else
                of.may(in_mixin(index::with), std::move(with));
            ways.push_back(std::move(of).closed());
        }
        defs_["mixin"] = json::object{{"anyOf", std::move(ways)}};
    }

    void write_documents() {
        for (bool const is_command : {false, true}) {
            members of;
            of.must(in_document(is_command ? in_whole::command : in_whole::query), to("name"));
            of.may(in_document(in_whole::version), string_of());
            of.may(in_document(in_whole::description), string_of());
            of.may(in_document(in_whole::input), to("schema"));
            of.may(in_document(in_whole::prepare), list_of(to("step")));
            if (is_command) of.must(in_document(in_whole::commit), to("commit"));
            of.may(in_document(in_whole::conclude), list_of(to("step")));
            of.may(in_document(in_whole::outcome), to("schema"));
            of.may(in_document(in_whole::mixins), list_of(to("mixin")));
            of.may(in_document(in_whole::contracts),
                   json::object{{"type", "object"}, {"additionalProperties", to("schema")}});
            json::object made = std::move(of).closed();
            if (!is_command)
                made["anyOf"] = with_a_step(in_document(in_whole::prepare), in_document(in_whole::conclude));
            defs_[is_command ? "command" : "query"] = std::move(made);
        }
    }

    std::vector<usable_action> actions_;
    json::array pure_;
    json::array mutating_;
    json::object defs_;
};

} // namespace action_grammar::document::detail::of_format

#endif
