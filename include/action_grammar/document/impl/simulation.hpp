#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_SIMULATION_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_SIMULATION_HPP

#include <exception>
#include <optional>
#include <string>
#include <utility>

#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/impl/interpreter.hpp>
#include <action_grammar/document/impl/judged.hpp>
#include <action_grammar/document/simulation.hpp>

namespace action_grammar::document {

namespace detail {

/// Lets a simulation's actions through, or not, and tells what became of them.
class simulation_gate final : public action_gate {
public:
    simulation_gate(judged_document const& code, simulation_options const& options, simulation& told)
        : code_(code), options_(options), told_(told) {}

    std::optional<answer> instead_of(prepared_call const& call) override {
        node const& here = code_.form.nodes[call.node];
        if (auto const given = options_.values.find(here.label); given != options_.values.end())
            return given_value(call, given->second);
        if (mutates(here.what)) {
            add(call, simulated::would_mutate);
            told_.stopped_before_mutation = true;
            return ended();
        }
        bool const outside = here.what == verb::fetch || here.what == verb::gate;
        bool const can_run = code_.ready[call.node].run != nullptr;
        if (can_run && (options_.live || !outside)) return std::nullopt;
        add(call, simulated::not_run);
        return ended(can_run ? "its value has to be given, as nothing outside is read"
                             : "it cannot be run here, and no value of it was given");
    }

    void ran(prepared_call const& call, answer const& made) override {
        simulated_step* const step = add(call, simulated::ran);
        if (step == nullptr) return;
        if (made.how == status::completed)
            step->output = made.value.to_json();
        else
            step->error = made.error.message;
    }

private:
    answer given_value(prepared_call const& call, json::value const& value) {
        simulated_step* const step = add(call, simulated::given);
        if (step != nullptr) step->output = value;
        contract const& yields = code_.ready[call.node].output;
        answer made;
        made.value = datum(value);
        if (yields.is_anything() || yields.validator().accepts(value)) return made;
        answer refused = ended("the value that was given is none that the action can yield");
        if (step != nullptr) step->error = refused.error.message;
        return refused;
    }

    static answer ended(std::string why = {}) {
        answer made;
        made.how = status::failed;
        made.retryable = true;
        made.error.type = "not_simulated";
        made.error.message = std::move(why);
        return made;
    }

    simulated_step* add(prepared_call const& call, simulated what) {
        if (told_.steps.size() >= options_.steps) {
            told_.truncated = true;
            return nullptr;
        }
        simulated_step& step = told_.steps.emplace_back();
        step.id = code_.form.nodes[call.node].label;
        step.action = code_.form.items[call.node].action;
        step.what = what;
        step.key = call.key;
        if (call.values.size() == 1) {
            step.input = call.values.front().to_json();
        } else if (!call.values.empty()) {
            json::object& all = step.input.emplace_object();
            auto const& parameters = code_.ready[call.node].kind->about().parameters;
            for (std::size_t i = 0; i < call.values.size() && i < parameters.size(); ++i)
                all[parameters[i].name] = call.values[i].to_json();
        }
        return &step;
    }

    judged_document const& code_;
    simulation_options const& options_;
    simulation& told_;
};

} // namespace detail

ACTION_GRAMMAR_DEFINED_ONCE simulation simulate(executable const& code, json::value const& input,
                                                simulation_options const& options) noexcept {
    simulation made;
    try {
        detail::simulation_gate gate(code.code(), options, made);
        detail::interpreter run(code.code(), options.run, &gate);
        if (run.run(input)) {
            made.output = run.output().to_json();
        } else if (!made.stopped_before_mutation) {
            made.how = run.stopped().how;
            made.failed_action = run.stopped().action;
            made.error = std::move(run.stopped().error);
        }
    } catch (...) {
        made.how = status::failed;
        made.error = detail::failure_of_exception(std::current_exception(), false);
    }
    return made;
}

ACTION_GRAMMAR_DEFINED_ONCE json::value to_json(simulation const& made) {
    json::array steps;
    for (simulated_step const& each : made.steps) {
        json::object step{
            {"id", each.id}, {"action", each.action}, {"what", name(each.what)}, {"input", each.input}};
        bool const yielded =
            each.error.empty() && (each.what == simulated::ran || each.what == simulated::given);
        if (yielded) step["output"] = each.output;
        if (!each.key.empty()) step["key"] = each.key;
        if (!each.error.empty()) step["error"] = each.error;
        steps.push_back(std::move(step));
    }
    json::object whole{{"status", name(made.how)},
                       {"steps", std::move(steps)},
                       {"truncated", made.truncated},
                       {"stopped_before_mutation", made.stopped_before_mutation}};
    if (made.how != status::completed) {
        whole["failed_action"] = made.failed_action;
        whole["error"] = made.error.message;
    } else if (!made.stopped_before_mutation) {
        whole["output"] = made.output;
    }
    return whole;
}

} // namespace action_grammar::document

#endif
