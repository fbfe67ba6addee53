#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAINER_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAINER_HPP

// From a judged document to its explanation.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/document/explain.hpp>
#include <action_grammar/document/impl/contract_algebra.hpp>
#include <action_grammar/document/impl/explain_contracts.hpp>
#include <action_grammar/document/impl/explain_effects.hpp>
#include <action_grammar/document/impl/judged.hpp>
#include <action_grammar/document/impl/mixin_settings.hpp>
#include <action_grammar/rules/resolve.hpp>

namespace action_grammar::document::detail {

/// The configuration of a mixin, with what it does not say filled in.
inline json::object settings_of(mixin what, json::value const* with) {
    json::value const given = with == nullptr ? json::value(json::object()) : *with;
    auto const filled = [&]<class Settings>(Settings const&) {
        auto const made = decode<Settings>(given);
        return made ? encode(*made) : given;
    };
    json::value const all = what == mixin::retry   ? filled(retry_settings{})
                          : what == mixin::timeout ? filled(timeout_settings{})
                                                   : given;
    return all.is_object() ? all.get_object() : json::object();
}

/// Explains one document.
class explainer {
public:
    explainer(judged_document const& of, explain_options const& options)
        : code_(of),
          form_(of.form),
          contracts_(made_.contracts, options),
          step_of_(of.form.nodes.size(), no_step),
          inputs_(of.form.nodes.size()) {}

    explanation explained() {
        head();
        steps();
        close_lists();
        boundary();
        mark_unused();
        resources();
        return std::move(made_);
    }

private:
    static std::string text_of(json::value const* description) {
        json::string const* const text = description == nullptr ? nullptr : description->if_string();
        return text == nullptr ? std::string() : std::string(text->data(), text->size());
    }

    void head() {
        made_.name = form_.name;
        made_.version = form_.version;
        made_.description = text_of(form_.description);
        made_.kind = form_.nodes.front().intent;
        made_.input = contracts_.add(code_.input);
        made_.output = contracts_.add(code_.output);
    }

    // ---- steps

    /// Nodes whose children are being looked at.
    struct frame {
        std::uint32_t node = 0;
        std::uint32_t end = 0;
        step_index step = no_step;
        value_slot previous{}; ///< What the next child reads if it names nothing.
    };

    void steps() {
        effects_ = summaries_of(form_.nodes);
        made_.effect = effects_.front().effect;
        inputs_.front() = code_.input;
        std::vector<frame> around{{0, form_.nodes.front().extent, no_step, {0, true}}};
        std::vector<explained_mixin> mixins;
        std::uint32_t outermost = 0; // of the wrappers around the next step
        for (std::uint32_t i = 1; i < form_.nodes.size(); ++i) {
            while (around.back().end <= i)
                around.pop_back();
            node const& here = form_.nodes[i];
            if (mixins.empty()) outermost = i;
            step_of_[i] = static_cast<step_index>(made_.steps.size());
            if (here.form == construct::wrapped) {
                mixins.push_back({here.wrapper, settings_of(here.wrapper, form_.items[i].with)});
                continue;
            }
            frame& outer = around.back();
            step(i, outer);
            made_.steps.back().effect = effects_[outermost].effect;
            made_.steps.back().mixins = std::exchange(mixins, {});
            frame const inner{i, i + here.extent, step_of_[i], inner_previous(i, outer.previous)};
            if (form_.nodes[outer.node].form == construct::sequence) outer.previous = {i, false};
            if (here.extent > 1) around.push_back(inner);
        }
    }

    /// What the first step within a node reads if it names nothing.
    value_slot inner_previous(std::uint32_t i, value_slot previous) const {
        bool const passes_on = form_.nodes[i].form == construct::parallel && code_.ready[i].arguments.empty();
        return passes_on ? previous : value_slot{i, true};
    }

    void step(std::uint32_t i, frame const& outer) {
        node const& here = form_.nodes[i];
        item const& about = form_.items[i];
        ready_node const& ready = code_.ready[i];
        explained_step made;
        made.form = here.form;
        made.id = here.label;
        made.pointer = form_.pointer_of(about.at);
        made.part = about.part;
        made.within = outer.step;
        made.what = here.what;
        made.action = about.action;
        made.condition = about.condition;
        made.description = text_of(about.description);
        made.own = here.effect;
        made.guard = here.guard;
        contract input;
        if (here.form == construct::sequence)
            input = list_input(outer);
        else
            input = arguments(i, made);
        bool const has_input = here.form == construct::sequence || !made.reads.empty();
        if (has_input) made.input = contracts_.add(input);
        inputs_[i] = std::move(input);
        if (here.form != construct::sequence) made.output = contracts_.add(ready.output);
        if (ready.key) made.key = read_of(*ready.key, {});
        if (ready.kind != nullptr) known_action(ready.kind->about(), made);
        made_.steps.push_back(std::move(made));
    }

    void known_action(description const& about, explained_step& made) {
        made.summary = about.summary;
        if (made.own != grade::infallible)
            for (failure_mode const& each : about.failures)
                made.failures.push_back({each.type, each.transient, each.in_doubt});
        auto& types = resources_[about.resource];
        types.insert(about.resources.begin(), about.resources.end());
    }

    /// What a list of steps is given: a branch the value of its decide, a body an element.
    contract list_input(frame const& outer) const {
        if (contracts_.is_full()) return {};
        switch (form_.nodes[outer.node].form) {
        case construct::alternatives: return inputs_[outer.node];
        case construct::repetition: return element_of(inputs_[outer.node]);
        default: return value_in(outer.previous);
        }
    }

    // ---- values

    contract const& value_in(value_slot from) const {
        return from.is_input ? inputs_[from.node] : code_.ready[from.node].output;
    }

    /// Tells what a step reads, and returns the contract of that.
    contract arguments(std::uint32_t i, explained_step& into) {
        ready_node const& ready = code_.ready[i];
        auto const* const parameters = ready.kind == nullptr ? nullptr : &ready.kind->about().parameters;
        // An action that takes nothing is handed the value before it all the same, and does not look.
        if (parameters != nullptr && parameters->empty() && form_.nodes[i].reads_previous) return {};
        bool const several = ready.arguments.size() > 1;
        bool is_object = several;
        std::vector<std::pair<std::string, contract>> members;
        for (std::size_t k = 0; k < ready.arguments.size(); ++k) {
            argument const& each = ready.arguments[k];
            is_object = is_object || each.is_object;
            for (auto const& [under, from] : each.parts) {
                std::string name = several && parameters != nullptr ? (*parameters)[k].name : under;
                explained_read read = read_of(from, name);
                read.checked = each.checked.has_value();
                into.reads.push_back(std::move(read));
                if (contracts_.is_full()) continue;
                members.emplace_back(std::move(name), contract_at(value_in(from.from), from.way).yields);
            }
        }
        if (contracts_.is_full()) return {};
        if (is_object) return contract::of_members(members);
        return members.empty() ? contract() : std::move(members.front().second);
    }

    explained_read read_of(source const& from, std::string_view under) const {
        explained_read made;
        made.step = step_of_[from.from.node];
        made.is_input = from.from.is_input;
        made.source = made.is_input ? input_label : form_.nodes[from.from.node].label;
        for (std::string const& token : from.way)
            json::append_token(made.pointer, token);
        made.under = under;
        return made;
    }

    // ---- the whole

    /// Behind their steps: what lists yield, and how far everything extends.
    void close_lists() {
        auto& all = made_.steps;
        for (auto i = static_cast<step_index>(all.size()); i-- > 0;) {
            explained_step& here = all[i];
            for (step_index child = i + 1; child < i + here.extent; child += all[child].extent)
                if (here.form == construct::sequence) here.output = all[child].output;
            if (here.within != no_step) all[here.within].extent += here.extent;
        }
    }

    void boundary() {
        auto& all = made_.steps;
        for (step_index i = 0; i < all.size(); ++i) {
            if (all[i].form != construct::action || !mutates(all[i].what)) continue;
            made_.mutations.push_back(i);
            step_index box = i;
            while (all[box].within != no_step && all[all[box].within].form == construct::parallel)
                box = all[box].within;
            all[box].is_boundary = true;
        }
    }

    void mark_unused() {
        std::vector<reference> references = form_.references;
        std::set<step_index> found;
        resolve(
            form_.nodes, references,
            [&](violation const& each) {
                if (each.code == rule_code::unused_value) found.insert(step_of_[each.second.node]);
            },
            code_.by.bounds.shape);
        for (explained_step const& each : made_.steps)
            if (each.key && !each.key->is_input) found.erase(each.key->step);
        made_.unused.assign(found.begin(), found.end());
        for (step_index const each : made_.unused)
            made_.steps[each].used = false;
    }

    void resources() {
        for (auto const& [noun, types] : resources_)
            made_.resources.push_back({noun, {types.begin(), types.end()}});
    }

    judged_document const& code_;
    tree const& form_;
    explanation made_;
    explained_contracts contracts_;
    std::vector<summary> effects_;
    std::vector<step_index> step_of_; ///< Of nodes; a wrapper is the step that it is around.
    std::vector<contract> inputs_;    ///< Of nodes: what they are given.
    std::map<std::string, std::set<std::string>> resources_;
};

} // namespace action_grammar::document::detail

#endif
