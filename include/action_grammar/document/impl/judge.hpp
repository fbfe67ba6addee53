#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_JUDGE_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_JUDGE_HPP

// The stages of validation behind the form: existence, configurations, references, contracts, boundary, mixins. Every
// rule about the shape is asked of rules/; here the facts are found that the rules judge.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <action_grammar/document/impl/contract_algebra.hpp>
#include <action_grammar/document/impl/filter_use.hpp>
#include <action_grammar/document/impl/judge_actions.hpp>
#include <action_grammar/document/impl/judged.hpp>
#include <action_grammar/document/impl/mixin_settings.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/rules/check.hpp>
#include <action_grammar/rules/resolve.hpp>

namespace action_grammar::document::detail {

class judge : judge_actions {
public:
    /// @param found  gets what is found, in no order
    judge(judged_document& into, registry const& actions, std::vector<finding>& found)
        : judge_actions(into, actions, found) {}

    void run() {
        into_.ready.resize(form_.nodes.size());
        find_actions();
        if (!is_full()) find_targets();
        if (!is_full()) judge_steps();
    }

private:
    void judge_steps() {
        flow given{{}, !form_.input_is_wrong};
        if (form_.input != nullptr) {
            given = declared(*form_.input, form_.member(form_.root_place(), "input"));
            into_.input = given.yields;
            into_.input_is_declared = true;
        }
        flow const last = sequence(0, std::move(given));
        into_.output = last.yields;
        if (last.known) outcome();
        if (is_full()) return;
        std::vector<bool> told(form_.nodes.size());
        check(
            shape{form_.nodes, form_.references},
            [&](violation const& broken) {
                for (place const& where : {broken.first, broken.second})
                    if (where.node < told.size()) told[where.node] = true;
                tell(broken);
            },
            into_.by.bounds.shape);
        find_misplaced(told);
    }

    // ---- the steps

    void outcome() {
        if (form_.outcome == nullptr) return;
        place_id const where = form_.member(form_.root_place(), "outcome");
        contract const wanted = declared(*form_.outcome, where).yields;
        auto const made = contracts_.compare(into_.output, wanted, into_.by.producing);
        if (made) return;
        bool const known = made.result == containment::answer::incompatible;
        form_.nodes[0].output = known ? contract_state::mismatched : contract_state::unproven;
        add(known ? rule_code::outcome_mismatch : rule_code::contract_unproven, severity::error,
            form_.location_of(where),
            known ? "the last value does not satisfy the outcome: " + words_for(made)
                  : "whether the last value satisfies the outcome is not known: " + words_for(made),
            open_object_hint(made));
    }

    flow sequence(std::uint32_t list, flow input) {
        std::uint32_t const end = list + form_.nodes[list].extent;
        inputs_of_[list] = std::move(input);
        value_slot last{list, true};
        for (std::uint32_t child = list + 1; child < end; child += form_.nodes[child].extent) {
            step(child, list, last);
            last = {producer(child), false};
        }
        return outputs_of_[list] = value_in(last);
    }

    void step(std::uint32_t i, std::uint32_t scope, value_slot previous) {
        if (is_full()) return;
        flow made;
        switch (form_.nodes[i].form) {
        case construct::action: made = action(i, scope, previous); break;
        case construct::sequence: made = composition(i, scope, previous); break;
        case construct::alternatives: made = decide(i, scope, previous); break;
        case construct::repetition: made = fan_out(i, scope, previous); break;
        case construct::parallel: made = all(i, scope, previous); break;
        case construct::wrapped:
            read_mixin(i);
            step(i + 1, scope, previous);
            form_.nodes[i].interruptible = heeds_deadline(i + 1);
            made = outputs_of_[i + 1];
            break;
        }
        into_.ready[i].output = made.yields;
        outputs_of_[i] = std::move(made);
    }

    flow action(std::uint32_t i, std::uint32_t scope, value_slot previous) {
        handed given = input_of(i, scope, previous);
        ready_node& ready = into_.ready[i];
        if (ready.kind == nullptr || !pay(i, price_of_receiving(given.whole.yields))) return unknown();
        auto const& parameters = ready.kind->about().parameters;
        std::vector<contract> inputs;
        if (parameters.size() <= 1) {
            if (!parameters.empty()) compare(i, given.value, given.whole, parameters.front().accepts, {});
            inputs.push_back(given.whole.yields);
            ready.arguments.push_back(std::move(given.value));
        } else {
            inputs = hand_over_parameters(i, given, parameters);
        }
        find_keys(i, given.whole, previous);
        read_key(i, scope);
        use_request request;
        request.with = form_.items[i].with;
        request.inputs = inputs;
        request.guard = form_.nodes[i].guard;
        request.policy = into_.by.producing;
        request.resolve = &schemas_.resolve();
        request.inputs_are_known = given.whole.known;
        request.known = contracts_.all();
        use made = ready.kind->check(request);
        bool const follows =
            ready.kind->about().output.is_anything(); // what it comes to depends on its input
        bool const handed_on = checks(form_.nodes[i].what) && !inputs.empty()
                            && made.output.identity() == inputs.front().identity();
        std::size_t const for_output = follows && !handed_on ? price_of_making(made.output) : 0;
        if (!pay(i, schemas_.came_along() + for_output)) return unknown();
        bool known = given.whole.known || !follows;
        for (use_problem& problem : made.problems) {
            bool const of_contract = problem.code == rule_code::contract_mismatch;
            if (of_contract && !given.whole.known) continue;
            known = known && problem.level != severity::error;
            tell_use(i, problem);
        }
        bool const untold =
            follows && !given.whole.known; // whether it can fail is not held against it either
        if (!mutates(form_.nodes[i].what)) form_.nodes[i].effect = untold ? grade::infallible : made.effect;
        if (!mutates(form_.nodes[i].what) && has_errors(made.problems)) forgive_failing(i);
        bool const asks = std::ranges::any_of(ready.arguments,
                                              [](argument const& each) { return each.checked.has_value(); });
        if (asks && form_.nodes[i].effect == grade::infallible) form_.nodes[i].effect = grade::fallible;
        ready.run = std::move(made.run);
        return {std::move(made.output), known};
    }

    /// The values of an action that takes several, from the members of its `from`.
    std::vector<contract> hand_over_parameters(std::uint32_t i, handed& given,
                                               std::vector<parameter> const& parameters) {
        if (form_.items[i].reads_unknown) return std::vector<contract>(parameters.size());
        std::vector<contract> inputs;
        std::string names;
        for (parameter const& each : parameters)
            names += (names.empty() ? "\"" : ", \"") + each.name + '"';
        for (parameter const& each : parameters) {
            argument value;
            flow value_given;
            bool found = false;
            for (std::size_t k = 0; k < given.members.size() && !found; ++k) {
                if (given.members[k].first != each.name) continue;
                value.parts.emplace_back(std::string(), given.value.parts[k].second);
                value_given = given.members[k].second;
                found = true;
            }
            if (!found) {
                form_.nodes[i].input = contract_state::mismatched;
                add(rule_code::contract_mismatch, severity::error, at(i),
                    fmt::format("\"{}\" is not given \"{}\"", form_.nodes[i].label, each.name),
                    fmt::format("it takes several values: write \"from\" as an object of {}", names));
            } else {
                compare(i, value, value_given, each.accepts, each.name);
            }
            into_.ready[i].arguments.push_back(std::move(value));
            inputs.push_back(std::move(value_given.yields));
        }
        for (auto const& [name, value] : given.members) {
            bool const known =
                std::ranges::any_of(parameters, [&](parameter const& each) { return each.name == name; });
            if (known) continue;
            form_.nodes[i].input = contract_state::mismatched;
            add(rule_code::contract_mismatch, severity::error, at(i),
                fmt::format("\"{}\" takes no \"{}\"", form_.nodes[i].label, name), "it takes " + names);
        }
        return inputs;
    }
    void tell_use(std::uint32_t i, use_problem& problem) {
        location where = at(i);
        if (problem.in_contracts.empty())
            where.pointer += problem.pointer;
        else
            where.pointer = problem.in_contracts;
        where.key = problem.key;
        if (problem.code == rule_code::contract_mismatch && problem.level == severity::error)
            form_.nodes[i].input = contract_state::mismatched;
        finding& told = add(problem.code, problem.level, std::move(where), std::move(problem.message),
                            std::move(problem.hint));
        if (!problem.replacement.empty()) {
            problem.other_replacements.insert(problem.other_replacements.begin(), problem.replacement);
            for (std::string const& each : problem.other_replacements)
                told.fixes.push_back({fmt::format("write {}", shown(json::value(each))),
                                      applicability::maybe_incorrect, replaced(told.where, each)});
        }
        if (problem.key && form_.items[i].with != nullptr)
            offer_setting(told, into_.ready[i].kind->about().configuration, *form_.items[i].with,
                          problem.pointer);
    }

    /// A composition within the document, as of a pattern.
    flow composition(std::uint32_t i, std::uint32_t scope, value_slot previous) {
        handed given = input_of(i, scope, previous);
        into_.ready[i].arguments.push_back(std::move(given.value));
        return sequence(i, std::move(given.whole));
    }

    flow decide(std::uint32_t i, std::uint32_t scope, value_slot previous) {
        handed given = input_of(i, scope, previous);
        flow made;
        std::vector<contract> yields;
        bool always_decided = false;
        bool may_fail = false;
        std::uint32_t const end = i + form_.nodes[i].extent;
        for (std::uint32_t branch = i + 1; branch < end; branch += form_.nodes[branch].extent) {
            if (form_.items[branch].condition_at == no_place)
                always_decided = true;
            else if (!read_condition(i, branch, given.whole))
                may_fail = true;
            flow const value = sequence(branch, given.whole);
            if (!pay(i, value.yields.weight())) return unknown();
            made.known = made.known && value.known;
            yields.push_back(value.yields);
        }
        if (always_decided && !may_fail) form_.nodes[i].effect = grade::infallible;
        into_.ready[i].arguments.push_back(std::move(given.value));
        if (made.known) made.yields = contracts_.one_of(yields);
        return made;
    }

    /// Whether the condition of a branch can be told for every input.
    bool read_condition(std::uint32_t i, std::uint32_t branch, flow const& input) {
        item const& here = form_.items[branch];
        std::vector<use_problem> problems;
        auto const used =
            use_of_filter(here.condition, {}, input.yields, into_.by.producing, contracts_.all(), problems);
        judged_filter const& found = used->judged;
        bool const total = found.complete && found.one_output && !found.may_fail && used->is_cheap;
        if (used->filter) into_.ready[i].conditions.push_back(*used->filter);
        for (use_problem& each : problems) {
            if (each.code == rule_code::contract_mismatch && !input.known) continue;
            finding& told =
                add(each.code, each.level, form_.location_of(here.condition_at), each.message, each.hint);
            if (each.replacement.empty()) continue;
            each.other_replacements.insert(each.other_replacements.begin(), each.replacement);
            for (std::string const& other : each.other_replacements)
                told.fixes.push_back({fmt::format("write {}", shown(json::value(other))),
                                      applicability::maybe_incorrect, replaced(told.where, other)});
        }
        return total;
    }

    flow fan_out(std::uint32_t i, std::uint32_t scope, value_slot previous) {
        handed given = input_of(i, scope, previous);
        static contract const lists = made_of(json::object{{"type", "array"}});
        bool const is_list = compare(i, given.value, given.whole, lists, {});
        list_length const length = given.whole.known ? given.whole.yields.length() : list_length{};
        if (!given.value.checked) form_.nodes[i].effect = grade::infallible; // of its own
        flow element = is_list ? given.whole : unknown();
        if (element.known) element.yields = contracts_.element_of(given.whole.yields);
        into_.ready[i].arguments.push_back(std::move(given.value));
        flow const body = sequence(i + 1, std::move(element));
        if (!pay(i, body.yields.weight())) return unknown();
        return {contracts_.list_of(body.yields, length), body.known};
    }

    flow all(std::uint32_t i, std::uint32_t scope, value_slot previous) {
        if (!form_.nodes[i].reads_previous) {
            handed given = input_of(i, scope, previous);
            inputs_of_[i] = std::move(given.whole);
            into_.ready[i].arguments.push_back(std::move(given.value));
            previous = {i, true};
        }
        bool known = true;
        std::vector<std::pair<std::string, contract>> members;
        std::uint32_t const end = i + form_.nodes[i].extent;
        for (std::uint32_t child = i + 1; child < end; child += form_.nodes[child].extent) {
            step(child, scope, previous);
            known = known && outputs_of_[child].known;
            members.emplace_back(form_.nodes[producer(child)].label, outputs_of_[child].yields);
        }
        flow made = object_of(i, members);
        made.known = made.known && known;
        return made;
    }

    /// Whether a deadline has any hold on a node: between its actions, or inside its only one.
    bool heeds_deadline(std::uint32_t i) const noexcept {
        action_kind const* const only =
            form_.nodes[i].form == construct::action ? into_.ready[i].kind.get() : nullptr;
        return only == nullptr || only->about().takes_deadline;
    }

    void read_mixin(std::uint32_t i) {
        read_mixin_settings(
            form_.nodes[i].wrapper, form_.items[i].with, into_.ready[i].settings,
            [&](std::string_view pointer, bool key, std::string message, std::string hint, rule_code code) {
                location where = at(i);
                where.pointer += pointer;
                where.key = key;
                finding& told =
                    add(code, severity::error, std::move(where), std::move(message), std::move(hint));
                if (key && form_.items[i].with != nullptr)
                    offer_setting(told, settings_schema(form_.nodes[i].wrapper), *form_.items[i].with,
                                  pointer);
            });
    }
};

} // namespace action_grammar::document::detail

#endif
