#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_JSON_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_JSON_HPP

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/display_text.hpp>
#include <action_grammar/document/impl/explain_words.hpp>
#include <action_grammar/document/render_explanation.hpp>

namespace action_grammar::document::detail {

/// A position, or null where there is none.
inline json::value index_to_json(std::uint32_t index) {
    return index == no_step ? json::value(nullptr) : json::value(std::uint64_t{index});
}
inline json::value text_or_null(std::string const& text) {
    return text.empty() ? json::value(nullptr) : json::value(as_utf8(text));
}

inline json::object read_to_json(explained_read const& read) {
    return {{"source", as_utf8(read.source)},
            {"step", index_to_json(read.step)},
            {"pointer", as_utf8(read.pointer)},
            {"under", text_or_null(read.under)},
            {"checked", read.checked}};
}
inline json::value protection_to_json(explained_step const& step) {
    if (step.guard == protection::undeclared) return nullptr;
    return json::value(name(step.guard));
}
inline json::value key_to_json(explained_step const& step) {
    if (!step.key) return nullptr;
    return json::object{{"source", as_utf8(step.key->source)},
                        {"step", index_to_json(step.key->step)},
                        {"pointer", as_utf8(step.key->pointer)}};
}

inline json::object step_to_json(explanation const& of, explained_step const& step) {
    json::object made;
    std::string doing = doing_words(step);
    if (step.form == construct::action) doing = "action";
    if (step.form == construct::sequence)
        doing = !is_list(of, step)                                    ? "steps"
              : of.steps[step.within].form == construct::alternatives ? "branch"
                                                                      : "body";
    made["construct"] = doing;
    made["id"] = text_or_null(step.id);
    made["pointer"] = as_utf8(step.pointer);
    made["section"] = name(step.part);
    made["within"] = index_to_json(step.within);
    made["action"] = text_or_null(step.action);
    made["condition"] = text_or_null(step.condition);
    made["description"] = text_or_null(step.description);
    made["summary"] = text_or_null(step.summary);
    made["grade"] = name(step.effect);
    json::array reads;
    for (explained_read const& each : step.reads)
        reads.emplace_back(read_to_json(each));
    made["reads"] = std::move(reads);
    made["input"] = index_to_json(step.input);
    made["output"] = index_to_json(step.output);
    json::array failures;
    for (explained_failure const& each : step.failures)
        failures.emplace_back(json::object{{"type", as_utf8(each.type)},
                                           {"transient", name(each.transient)},
                                           {"in_doubt", name(each.in_doubt)}});
    made["failures"] = std::move(failures);
    json::array mixins;
    for (explained_mixin const& each : step.mixins)
        mixins.emplace_back(json::object{{"mixin", name(each.what)}, {"settings", each.settings}});
    made["mixins"] = std::move(mixins);
    made["protection"] = protection_to_json(step);
    made["key"] = key_to_json(step);
    made["used"] = step.used;
    return made;
}

inline json::array boundary_to_json(explanation const& of) {
    json::array made;
    for (step_index const i : of.mutations) {
        explained_step const& each = of.steps[i];
        made.emplace_back(json::object{{"step", index_to_json(i)},
                                       {"id", as_utf8(each.id)},
                                       {"pointer", as_utf8(each.pointer)},
                                       {"protection", protection_to_json(each)},
                                       {"key", key_to_json(each)}});
    }
    return made;
}

inline json::array resources_to_json(explanation const& of) {
    json::array made;
    for (explained_resource const& each : of.resources) {
        json::array types;
        for (std::string const& type : each.types)
            types.emplace_back(as_utf8(type));
        made.emplace_back(json::object{{"noun", as_utf8(each.noun)}, {"types", std::move(types)}});
    }
    return made;
}

} // namespace action_grammar::document::detail

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE json::object render_json(explanation const& of) {
    json::object made;
    made["name"] = detail::as_utf8(of.name);
    made["purpose"] = name(of.kind);
    made["version"] = detail::text_or_null(of.version);
    made["description"] = detail::text_or_null(of.description);
    made["grade"] = name(of.effect);
    made["input"] = detail::index_to_json(of.input);
    made["output"] = detail::index_to_json(of.output);
    made["boundary"] = detail::boundary_to_json(of);
    made["resources"] = detail::resources_to_json(of);
    json::array unused;
    for (step_index const each : of.unused)
        unused.emplace_back(detail::index_to_json(each));
    made["unused"] = std::move(unused);
    json::array steps;
    for (explained_step const& each : of.steps)
        steps.emplace_back(detail::step_to_json(of, each));
    made["steps"] = std::move(steps);
    json::array contracts;
    for (explained_contract const& each : of.contracts)
        contracts.emplace_back(json::object{{"text", each.text}, {"schema", each.schema}});
    made["contracts"] = std::move(contracts);
    return made;
}

} // namespace action_grammar::document

#endif
