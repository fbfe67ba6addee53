#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_TASKER_STEPS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_TASKER_STEPS_HPP

// The capabilities of Tasker that need no resource, as steps.

#include <cstddef>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/contract.hpp>
#include <action_grammar/document/impl/tasker_expressions.hpp>
#include <action_grammar/document/impl/tasker_findings.hpp>
#include <action_grammar/rules/resolve.hpp>

namespace action_grammar::document::detail::tasker {

/// A step, and the invocation that it was made of.
struct made_step {
    json::object written;
    std::size_t invocation = 0;
    bool mutates = false;
};

/// What was found out by trying.
struct attempt {
    /// Invocations whose resource is handed what its contract does not prove, and what was said of that.
    std::map<std::size_t, std::string> asked{};
    bool declares_input = true;      ///< A schema that the first invocation asks for is that of the input.
    bool declares_outcome = true;    ///< The schema of the outcome is one of the document.
    std::set<std::size_t> checked{}; ///< Transforms whose output is validated, since it cannot be inferred.
};

/// Writes the steps of one composition.
class step_writer {
public:
    step_writer(spec_findings& findings, attempt const& by) : findings_(findings), by_(by) {}

    std::vector<made_step> steps;
    json::array mixins;
    json::value const* input = nullptr; ///< Schema of the input, if one is known.
    envelope_values values;

    void transform(spec_object const& config, std::size_t index) {
        config.tell_unknown({"filter", "output"});
        std::string const id = id_of("transform", index);
        json::object with;
        json::object from;
        with["filter"] = filter_in(config, "filter", from);
        auto const* output = config.schema("output");
        if (output == nullptr)
            findings_.warn(rule_code::contract_missing, config.pointer(),
                           "the transform declares no output; its contract is what can be inferred");
        bool const is_checked = output != nullptr && by_.checked.contains(index);
        if (output != nullptr && !is_checked) with["output"] = *output;
        push({{"id", id}, {"action", "transform(jq)"}, {"with", std::move(with)}, {"from", std::move(from)}},
             index);
        if (is_checked) push(validation(id + "_valid", *output), index);
        finish(index, last_id_);
    }

    void validate(spec_object const& config, std::size_t index) {
        config.tell_unknown({"schema", "coerce", "filter_extra", "on_failure"});
        auto const* schema = config.schema("schema");
        if (schema == nullptr && config.find("schema") == nullptr)
            findings_.error(rule_code::config_invalid, config.pointer(), "the validation has no \"schema\"");
        bool const coerces = config.flag("coerce");
        bool plain = schema != nullptr && !coerces;
        if (config.flag("filter_extra")) {
            plain = false;
            findings_.error(rule_code::config_invalid, config.at("filter_extra"),
                            "members that the schema does not list are not taken out here: they stay",
                            "take them out with a transform");
        }
        if (auto const how = config.word("on_failure", {"error", "warn", "skip"}); how != "error") {
            plain = false;
            findings_.error(rule_code::config_invalid, config.at("on_failure"),
                            "a value that does not satisfy the schema ends the run here; there is no "
                                + in_quotes(how),
                            "use a decide, or leave the validation out");
        }
        bool const first = values.previous.empty();
        if (first && plain && by_.declares_input && contract::of_schema(*schema)) input = schema;
        json::object step =
            validation(id_of("validate", index), schema == nullptr ? json::value(true) : *schema);
        if (coerces) step["with"].get_object()["coerce"] = true;
        read_previous(step);
        push(std::move(step), index);
        finish(index, last_id_);
    }

    void assertion(spec_object const& config, std::size_t index) {
        config.tell_unknown({"filter", "error", "conditions", "quantifier", "dependency_precedent"});
        bool const one = config.find("filter") != nullptr;
        bool const many = config.find("conditions") != nullptr;
        if (one == many)
            findings_.error(
                rule_code::config_invalid, config.pointer(),
                one ? "the assertion has both \"filter\" and \"conditions\"; the conditions are left out"
                    : "the assertion has neither \"filter\" nor \"conditions\"",
                "write exactly one of them");
        json::object from;
        json::array all;
        std::string const quantifier =
            one ? std::string("all") : config.word("quantifier", {"all", "any", "none"});
        if (one) {
            json::object that{{"that", filter_in(config, "filter", from)}};
            std::string const error = config.text("error");
            that["message"] = error.empty() ? "assertion failed" : error;
            all.push_back(std::move(that));
        } else if (auto const* conditions = config.list("conditions")) {
            for (std::size_t i = 0; i < conditions->size(); ++i)
                add_condition((*conditions)[i], below(config.at("conditions"), i), from, all);
        }
        if (std::string const needed = config.text("dependency_precedent"); !needed.empty())
            depend(needed, quantifier == "none", from, all);
        json::object with{{"assert", std::move(all)}};
        if (quantifier != "all") with["quantifier"] = quantifier;
        writer(from).read_anything();
        push({{"id", id_of("assert", index)},
              {"action", "validate(assert)"},
              {"with", std::move(with)},
              {"from", std::move(from)}},
             index);
        // It yields what it was given there: the value before.
        finish(index, values.previous.empty() ? std::string(input_label) : values.previous);
    }

    /// An invocation of which nothing is made: what comes after it reads the value before it.
    void skip() { values.results.emplace_back(); }

protected:
    static std::string id_of(std::string_view capability, std::size_t index) {
        return fmt::format("{}_{}", capability, index);
    }
    expression_writer writer(json::object& from) { return {values, findings_, from}; }

    /// The filter of a string in a configuration.
    std::string filter_in(spec_object const& config, std::string_view name, json::object& from) {
        std::string const text = config.text(name);
        if (config.find(name) == nullptr)
            findings_.error(rule_code::config_invalid, config.pointer(),
                            fmt::format("there is no {}", in_quotes(name)));
        auto by = writer(from);
        std::string filter =
            text.empty() ? std::string("null") : by.filter_of(std::string_view(text), config.at(name));
        by.read_anything();
        return filter;
    }

    static json::object validation(std::string id, json::value const& schema) {
        return {{"id", std::move(id)}, {"action", "validate(schema)"}, {"with", {{"schema", schema}}}};
    }

    /// Lets a step read the value before, as it is there: that of an assertion is the one before it.
    void read_previous(json::object& step) const {
        std::string const wanted = values.previous.empty() ? std::string(input_label) : values.previous;
        if (wanted != last_id_) step["from"] = wanted;
    }

    void push(json::object step, std::size_t index, bool mutates = false) {
        last_id_ = forming::view(step.at("id").get_string());
        steps.push_back({std::move(step), index, mutates});
    }
    void finish(std::size_t index, std::string result) {
        values.previous = result;
        values.results.resize(index);
        values.results.push_back(std::move(result));
    }

    spec_findings& findings_;
    attempt const& by_;
    std::string last_id_{input_label};

private:
    void add_condition(json::value const& written, std::string const& pointer, json::object& from,
                       json::array& to) {
        auto const* object = written.if_object();
        if (object == nullptr) {
            findings_.error(rule_code::config_invalid, pointer,
                            "a condition must be an object, but is " + forming::described(written));
            return;
        }
        spec_object const condition(*object, pointer, findings_);
        condition.tell_unknown({"name", "expression"});
        std::string name = condition.text("name");
        if (name.empty()) name = "unnamed";
        to.push_back(json::object{{"name", name}, {"that", filter_in(condition, "expression", from)}});
    }

    /// Asserts only where another step of the task has a result.
    void depend(std::string_view step, bool refuses, json::object& from, json::array& all) {
        writer(from).read_others();
        std::string name;
        json::append_string(name, step);
        for (json::value& each : all) {
            json::value& that = each.get_object().at("that");
            that = fmt::format("{} ({})",
                               refuses ? fmt::format(".deps[{}] != null and", name)
                                       : fmt::format(".deps[{}] == null or", name),
                               std::string_view(forming::view(that.get_string())));
        }
    }
};

} // namespace action_grammar::document::detail::tasker

#endif
