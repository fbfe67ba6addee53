#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_IMPORT_TASKER_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_IMPORT_TASKER_HPP

#include <algorithm>
#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/impl/split_units.hpp>
#include <action_grammar/document/impl/tasker_findings.hpp>
#include <action_grammar/document/impl/tasker_resources.hpp>
#include <action_grammar/document/impl/tasker_vocabulary.hpp>
#include <action_grammar/document/import_tasker.hpp>
#include <action_grammar/document/split.hpp>

namespace action_grammar::document {

namespace detail::tasker {

/// Imports one composition.
class composition_importer {
public:
    composition_importer(spec_object const& spec, registry const& actions, policy const& by)
        : spec_(spec), actions_(actions), by_(by) {}

    /// @param name  where the spec has none
    imported_composition run(std::string name, spec_findings& told) {
        imported_composition made;
        made.pointer = spec_.pointer();
        spec_.tell_unknown({"name", "outcome", "invocations"});
        if (std::string own = spec_.text("name"); !own.empty()) name = std::move(own);
        made.name = name.empty() ? "imported" : std::move(name);
        auto const* invocations = spec_.list("invocations");
        if (invocations == nullptr || invocations->empty() || invocations->size() > most_invocations) {
            bool const many = invocations != nullptr && !invocations->empty();
            told.error(many ? rule_code::limit_exceeded : rule_code::empty, spec_.at("invocations"),
                       many ? fmt::format("there are more than {} invocations", most_invocations)
                            : std::string("the composition has no invocations"));
            return made;
        }
        import(*invocations, made, told);
        return made;
    }

    [[nodiscard]] vocabulary const& names() const noexcept { return names_; }

private:
    static constexpr std::size_t most_invocations = 100;
    static constexpr int most_attempts = 12;

    /// Writes the document; where something of it turns out not to be provable, once more without that.
    void import(json::array const& invocations, imported_composition& made, spec_findings& told) {
        attempt by;
        for (int count = 0;; ++count) {
            spec_findings found(by_.bounds.findings);
            names_.clear();
            json::object const document = written(invocations, made.name, by, found);
            if (steps_.empty()) {
                append(found.take(), told);
                return;
            }
            if (reads_others_ && by.declares_input) {
                by.declares_input = false; // the input has more than the schema of the first validation
                continue;
            }
            auto parts = split(json::serialize(document), names_.completed(actions_), by_);
            if (!parts && count < most_attempts && learns(parts.error(), document, by)) continue;
            append(found.take(), told);
            if (!by.declares_outcome) tell_outcome(told);
            if (parts) {
                made.documents = *std::move(parts);
            } else {
                tell_refusal(parts.error(), document, told);
                made.documents.emplace_back(document);
            }
            return;
        }
    }

    static void append(findings found, spec_findings& told) {
        for (finding& each : found.list)
            told.add(each.code, each.level, {}, {}) = std::move(each);
    }

    // ---- the document

    json::object written(json::array const& invocations, std::string const& name, attempt const& by,
                         spec_findings& found) {
        resource_step_writer writer(found, by, names_, actions_);
        std::optional<std::size_t> mutated;
        for (std::size_t i = 0; i < invocations.size(); ++i)
            read_invocation(invocations[i], i, writer, mutated, found);
        steps_ = std::move(writer.steps);
        reads_others_ = writer.values.reads_others;
        json::object made;
        auto const last = std::ranges::find_if(steps_.rbegin(), steps_.rend(), &made_step::mutates);
        std::size_t const commit =
            static_cast<std::size_t>(steps_.rend() - last) - 1; // huge if there is none
        bool const is_command = last != steps_.rend();
        made[is_command ? "command" : "query"] = name;
        write_outcome(by, found, made);
        if (writer.input != nullptr) made["input"] = *writer.input;
        json::array prepare;
        json::array conclude;
        for (std::size_t i = 0; i < steps_.size(); ++i) {
            if (is_command && i == commit) continue;
            if (steps_[i].mutates) move_commits(steps_[i].written);
            (is_command && i > commit ? conclude : prepare).push_back(steps_[i].written);
        }
        if (!prepare.empty()) made["prepare"] = std::move(prepare);
        if (is_command) made["commit"] = steps_[commit].written;
        if (!conclude.empty()) made["conclude"] = std::move(conclude);
        if (!writer.mixins.empty()) made["mixins"] = writer.mixins;
        return made;
    }

    /// Only a decide that is the commit has branches with commits; in another one their mutations end what they prepare.
    static void move_commits(json::object& step) {
        auto* const branches = step.if_contains("decide");
        if (branches == nullptr) return;
        for (json::value& each : branches->get_array()) {
            json::object& branch = each.get_object();
            auto* const commit = branch.if_contains("commit");
            if (commit == nullptr) continue;
            branch.at("prepare").get_array().push_back(*commit);
            branch.erase("commit");
        }
    }

    void write_outcome(attempt const& by, spec_findings& found, json::object& to) const {
        auto const* object = spec_.object("outcome");
        if (object == nullptr) return;
        spec_object const outcome(*object, spec_.at("outcome"), found);
        outcome.tell_unknown({"description", "output_schema"});
        if (std::string const words = outcome.text("description"); !words.empty()) to["description"] = words;
        auto const* schema = outcome.schema("output_schema");
        if (schema != nullptr && by.declares_outcome) to["outcome"] = *schema;
    }

    void read_invocation(json::value const& written, std::size_t index, resource_step_writer& to,
                         std::optional<std::size_t>& mutated, spec_findings& found) {
        std::string const pointer = below(spec_.at("invocations"), index);
        auto const* object = written.if_object();
        if (object == nullptr) {
            found.error(rule_code::malformed, pointer,
                        "an invocation must be an object, but is " + forming::described(written));
            to.skip();
            return;
        }
        spec_object const invocation(*object, pointer, found);
        invocation.tell_unknown({"capability", "config", "checkpoint"});
        std::string const capability = invocation.text("capability");
        bool const mutates = capability == "persist" || capability == "emit";
        tell_order(invocation, capability, mutates, mutated, index, found);
        static json::object const nothing;
        auto const* members = invocation.object("config");
        spec_object const config(members == nullptr ? nothing : *members, invocation.at("config"), found);
        if (capability == "transform") {
            to.transform(config, index);
        } else if (capability == "validate") {
            to.validate(config, index);
        } else if (capability == "assert") {
            to.assertion(config, index);
        } else if (capability == "acquire") {
            to.acquire(config, index);
        } else if (capability == "persist") {
            to.persist(config, index);
        } else if (capability == "emit") {
            to.emit(config, index);
        } else {
            found.error(rule_code::unknown_action, invocation.at("capability"),
                        "there is no capability " + in_quotes(capability) + "; the invocation is left out",
                        "the capabilities are transform, validate, assert, acquire, persist and emit");
            to.skip();
        }
    }

    /// What the original permits behind a mutation.
    static void tell_order(spec_object const& invocation, std::string_view capability, bool mutates,
                           std::optional<std::size_t>& mutated, std::size_t index, spec_findings& found) {
        if (invocation.flag("checkpoint") && !mutates)
            found.warn(
                rule_code::config_invalid, invocation.at("checkpoint"),
                "a checkpoint at what does not mutate has no counterpart: a run begins at its start again");
        if (mutated && mutates)
            found.warn(
                rule_code::second_mutation, invocation.pointer(),
                fmt::format("invocation {} has mutated before this one, and a checkpoint does not keep both "
                            "from being half done: the composition is cut between them",
                            *mutated));
        else if (mutated && capability != "transform")
            found.warn(
                rule_code::fallible_after_mutation, invocation.pointer(),
                fmt::format("this can fail after invocation {} has mutated: the composition is cut before it",
                            *mutated));
        if (mutates) mutated = index;
    }

    // ---- what was not acceptable

    /// The invocation that a place of the document was made of.
    std::optional<std::size_t> invocation_at(json::object const& document, std::string_view pointer) const {
        auto const units = splitting::units_of(document);
        for (std::size_t i = 0; i < units.size() && i < steps_.size(); ++i) {
            if (is_within(pointer, units[i].pointer)) return steps_[i].invocation;
        }
        return std::nullopt;
    }

    /// Whether a next attempt may go better.
    bool learns(split_refusal const& no, json::object const& document, attempt& by) const {
        bool learned = false;
        json::object const& judged = no.part.is_object() ? no.part.get_object() : document;
        for (finding const& each : no.found.list) {
            if (each.where.pointer.starts_with("/outcome") && by.declares_outcome) {
                by.declares_outcome = false;
                learned = true;
            }
            for (splitting::unit const& step : splitting::units_of(judged)) {
                if (is_within(each.where.pointer, step.pointer))
                    learned = learns_of(*step.written, each, by) || learned;
            }
        }
        return learned;
    }
    /// Lets the output of a transform be validated, if it declares one, and what reaches an action with a resource.
    bool learns_of(json::object const& step, finding const& said, attempt& by) const {
        auto const made = std::ranges::find_if(
            steps_, [&](made_step const& each) { return each.written.at("id") == step.at("id"); });
        if (made == steps_.end()) return false;
        auto const* with = step.if_contains("with");
        auto const* object = with == nullptr ? nullptr : with->if_object();
        bool const declares = object != nullptr && object->contains("output");
        if (declares && *step.if_contains("action") == "transform(jq)")
            return by.checked.insert(made->invocation).second;
        bool const of_contract =
            said.code == rule_code::contract_mismatch || said.code == rule_code::contract_unproven;
        bool const has_resource = made->mutates || is_fetch(step);
        return of_contract && has_resource && by.asked.try_emplace(made->invocation, said.message).second;
    }
    static bool is_fetch(json::object const& step) {
        auto const* action = step.if_contains("action");
        return action != nullptr && action->is_string()
            && forming::read_action_name(forming::view(action->get_string())).what == verb::fetch;
    }

    void tell_outcome(spec_findings& told) const {
        told.warn(
            rule_code::outcome_mismatch, below(spec_.at("outcome"), "output_schema"),
            "whether the last value satisfies the output schema cannot be told before a run; it is left out",
            "declare it again once the actions have contracts");
    }

    void tell_refusal(split_refusal const& no, json::object const& document, spec_findings& told) const {
        if (no.found.list.empty()) told.error(rule_code::malformed, spec_.pointer(), no.reason);
        bool const of_part = !no.part.is_null();
        for (finding const& each : no.found.list) {
            auto const index = of_part ? std::nullopt : invocation_at(document, each.where.pointer);
            told.error(each.code, index ? below(spec_.at("invocations"), *index) : spec_.pointer(),
                       "the document is not acceptable at " + each.where.pointer + ": " + each.message,
                       each.hint);
        }
    }

    spec_object const& spec_;
    registry const& actions_;
    policy const& by_;
    vocabulary names_;
    std::vector<made_step> steps_;
    bool reads_others_ = false;
};

/// Imports a spec, or the compositions of a template.
class spec_importer {
public:
    spec_importer(registry const& actions, policy const& by)
        : actions_(actions), by_(by), found_(by.bounds.findings) {}

    tasker_import run(json::value const& spec) {
        if (is_too_large(spec)) {
            found_.error(rule_code::limit_exceeded, {},
                         fmt::format("the spec has more than {} values, or some more than {} levels deep",
                                     most_values, by_.bounds.depth));
        } else if (auto const* object = spec.if_object()) {
            read(*object);
        } else {
            found_.error(rule_code::malformed, {},
                         "a spec must be an object, but is " + forming::described(spec));
        }
        made_.found = found_.take();
        return std::move(made_);
    }

private:
    static constexpr std::size_t most_values = 200'000;
    static constexpr std::size_t most_compositions = 100;

    /// Looks at all values without recursion.
    bool is_too_large(json::value const& spec) const {
        std::vector<std::pair<json::value const*, std::size_t>> open{{&spec, 1}};
        for (std::size_t seen = 0; !open.empty(); ++seen) {
            auto const [here, depth] = open.back();
            open.pop_back();
            if (depth > by_.bounds.depth || seen + open.size() > most_values) return true;
            if (auto const* array = here->if_array()) {
                if (array->size() > most_values) return true;
                for (json::value const& each : *array)
                    open.emplace_back(&each, depth + 1);
            } else if (auto const* object = here->if_object()) {
                if (object->size() > most_values) return true;
                for (auto const& member : *object)
                    open.emplace_back(&member.value(), depth + 1);
            }
        }
        return false;
    }

    void read(json::object const& object) {
        if (object.contains("invocations") || !object.contains("steps")) {
            import({object, {}, found_}, {});
            return;
        }
        spec_object const whole(object, {}, found_);
        std::string const name = whole.text("name");
        auto const* steps = whole.list("steps");
        for (std::size_t i = 0; steps != nullptr && i < steps->size(); ++i) {
            if (made_.compositions.size() >= most_compositions) {
                found_.error(rule_code::limit_exceeded, "/steps",
                             fmt::format("there are more than {} compositions", most_compositions));
                return;
            }
            read_step((*steps)[i], below("/steps", i), name);
        }
        if (made_.compositions.empty())
            found_.error(rule_code::empty, "/steps", "no step of the template has a composition");
    }

    void read_step(json::value const& written, std::string const& pointer, std::string const& prefix) {
        auto const* object = written.if_object();
        if (object == nullptr) {
            found_.error(rule_code::malformed, pointer,
                         "a step must be an object, but is " + forming::described(written));
            return;
        }
        spec_object const step(*object, pointer, found_);
        auto const* composition = step.object("composition");
        if (composition == nullptr) {
            found_.warn(rule_code::malformed, pointer, "the step has no composition, and is left out");
            return;
        }
        std::string name = step.text("name");
        if (!prefix.empty() && !name.empty()) name = prefix + '.' + name;
        import({*composition, step.at("composition"), found_}, name.empty() ? prefix : name);
    }

    void import(spec_object const& spec, std::string name) {
        composition_importer importer(spec, actions_, by_);
        made_.compositions.push_back(importer.run(std::move(name), found_));
        importer.names().add_to(made_.actions, actions_);
    }

    registry const& actions_;
    policy const& by_;
    spec_findings found_;
    tasker_import made_;
};

} // namespace detail::tasker

ACTION_GRAMMAR_DEFINED_ONCE tasker_import import_tasker(json::value const& spec, registry const& actions,
                                                        policy const& by) noexcept {
    try {
        return detail::tasker::spec_importer(actions, by).run(spec);
    } catch (std::exception const& thrown) {
        tasker_import made;
        finding& only = made.found.list.emplace_back();
        only.code = rule_code::limit_exceeded;
        only.message = std::string("the spec could not be imported: ") + thrown.what();
        return made;
    }
}

} // namespace action_grammar::document

#endif
