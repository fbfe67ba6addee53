#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_INTERPRETER_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_INTERPRETER_HPP

// Runs a judged document: walks its tree, with a frame of values.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/composition/clock.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/impl/contract_algebra.hpp>
#include <action_grammar/document/impl/judged.hpp>
#include <action_grammar/document/run_options.hpp>

namespace action_grammar::document::detail {

/// How a run ended that did not complete.
struct stop {
    status how = status::failed;
    std::string_view action;
    phase part = phase::prepare;
    bool again = true; ///< Running the document again is safe.
    failure error;
};

/// One run.
class interpreter {
public:
    interpreter(judged_document const& code, run_options const& options)
        : code_(code), form_(code.form), options_(options), until_(options.until) {}

    /// Runs all of it; false when it did not complete, and `stopped` says how.
    bool run(json::value const& input) {
        values_.resize(form_.nodes.size());
        inputs_.resize(form_.nodes.size());
        if (code_.input_is_declared && !satisfies(code_.input, input, "input")) return false;
        inputs_[0] = datum(input);
        return sequence(0);
    }

    datum const& output() const noexcept { return values_[0]; }
    stop& stopped() noexcept { return stopped_; }

    /// How a run ended out of which something was thrown, which is memory running out. Behind the mutation its answer is
    /// lost.
    stop& after_exception(std::exception const& thrown) {
        failure error{"thrown", thrown.what(), {}, false, committed_, std::current_exception()};
        stopped_ = {committed_ ? status::in_doubt : status::failed, current_,
                    committed_ ? phase::commit : phase::prepare, !committed_, std::move(error)};
        return stopped_;
    }

private:
    // ---- ends

    bool fail(std::string_view action, failure error) {
        stopped_ = {status::failed, action, phase::prepare, true, std::move(error)};
        return false;
    }
    bool satisfies(contract const& wanted, json::value const& value, std::string_view action) {
        auto const& by = wanted.validator();
        if (by.accepts(value)) return true;
        schema::validate_options options;
        options.errors = 1;
        auto const report = by.validate(value, options);
        failure error{"contract_violation", "the value does not satisfy its contract", {}};
        if (!report.errors.empty())
            error.message = report.errors.front().instance + " " + report.errors.front().message;
        return fail(action, std::move(error));
    }
    /// Whether an action that is not behind the mutation may still begin.
    bool may_begin(std::string_view action) {
        if (committed_) return true;
        if (options_.stop.stop_requested())
            return fail(action,
                        {"stopped", "the run was asked to stop before it mutated anything", {}, true});
        if (until_.is_limited() && monotonic_clock::now() >= until_.at)
            return fail(action, {"timed_out", "the deadline passed before this began", {}, true});
        return true;
    }

    // ---- values

    datum const& at(value_slot from) const noexcept {
        return from.is_input ? inputs_[from.node] : values_[from.node];
    }

    static datum part_of(datum const& whole, std::vector<std::string> const& way) {
        if (way.empty()) return whole;
        if (json::value const* const value = whole.if_json()) {
            json::value const* const found = value_at(*value, way);
            return found == nullptr ? datum() : datum(*found);
        }
        json::value const value = whole.to_json();
        json::value const* const found = value_at(value, way);
        return found == nullptr ? datum() : datum(*found);
    }
    datum gathered(argument const& value) const {
        if (!value.is_object)
            return value.parts.empty() ? datum()
                                       : part_of(at(value.parts[0].second.from), value.parts[0].second.way);
        json::object object;
        for (auto const& [under, from] : value.parts)
            object[under] = part_of(at(from.from), from.way).to_json();
        return datum(json::value(std::move(object)));
    }

    // ---- constructs

    /// The list of steps at a node, whose input is in its slot; its value is that of the last step.
    bool sequence(std::uint32_t node) {
        std::uint32_t const end = node + form_.nodes[node].extent;
        value_slot last{node, true};
        for (std::uint32_t child = node + 1; child < end; child += form_.nodes[child].extent) {
            if (!step(child)) return false;
            last = {child, false};
        }
        values_[node] = at(last);
        return true;
    }

    bool step(std::uint32_t node) {
        switch (form_.nodes[node].form) {
        case construct::action: return action(node);
        case construct::sequence: return sequence(node);
        case construct::alternatives: return decide(node);
        case construct::repetition: return fan_out(node);
        case construct::parallel: return all(node);
        case construct::wrapped: return wrapped(node);
        }
        return false;
    }

    bool action(std::uint32_t node) {
        action_grammar::node const& here = form_.nodes[node];
        ready_node const& ready = code_.ready[node];
        current_ = here.label;
        if (!may_begin(here.label)) return false;
        std::vector<datum> values;
        values.reserve(ready.arguments.size());
        for (argument const& each : ready.arguments) {
            values.push_back(gathered(each));
            if (each.checked && !satisfies(*each.checked, values.back().to_json(), here.label)) return false;
        }
        std::string key;
        if (ready.key) {
            json::value const found = part_of(at(ready.key->from), ready.key->way).to_json();
            key = found.is_string() ? std::string(found.get_string()) : json::serialize(found);
        }
        if (options_.on_begin) options_.on_begin(here.label);
        bool const mutation = mutates(here.what);
        answer made = ready.run->run(values, {until_, key});
        if (options_.on_end) options_.on_end(here.label, made.how);
        if (made.how == status::completed) {
            values_[node] = std::move(made.value);
            committed_ = committed_ || mutation;
            return true;
        }
        stopped_ = {made.how, here.label, made.part, made.retryable, std::move(made.error)};
        return false;
    }

    bool decide(std::uint32_t node) {
        ready_node const& ready = code_.ready[node];
        std::string_view const label = form_.nodes[node].label;
        if (!may_begin(label)) return false;
        datum const input = gathered(ready.arguments[0]);
        json::value const value = input.to_json();
        std::size_t condition = 0;
        std::uint32_t const end = node + form_.nodes[node].extent;
        for (std::uint32_t branch = node + 1; branch < end; branch += form_.nodes[branch].extent) {
            if (form_.items[branch].condition_at != no_place) {
                auto const judged = ready.conditions[condition++].evaluate_one(value);
                if (!judged) return fail(label, {"expression_error", judged.error().message, {}});
                bool const applies = !judged->is_null() && !(judged->is_bool() && !judged->get_bool());
                if (!applies) continue;
            }
            inputs_[branch] = input;
            if (!sequence(branch)) return false;
            values_[node] = values_[branch];
            return true;
        }
        return fail(label, {"invalid", "no branch applies", {}});
    }

    bool fan_out(std::uint32_t node) {
        std::string_view const label = form_.nodes[node].label;
        if (!may_begin(label)) return false;
        json::value const list = gathered(code_.ready[node].arguments[0]).to_json();
        json::array const* const elements = list.if_array();
        if (elements == nullptr) return fail(label, {"contract_violation", "the value is no array", {}});
        json::array collected;
        collected.reserve(elements->size());
        for (json::value const& element : *elements) {
            inputs_[node + 1] = datum(element);
            if (!sequence(node + 1)) return false;
            collected.push_back(values_[node + 1].to_json());
        }
        values_[node] = datum(json::value(std::move(collected)));
        return true;
    }

    bool all(std::uint32_t node) {
        json::object collected;
        if (!code_.ready[node].arguments.empty()) inputs_[node] = gathered(code_.ready[node].arguments[0]);
        std::uint32_t const end = node + form_.nodes[node].extent;
        for (std::uint32_t child = node + 1; child < end; child += form_.nodes[child].extent) {
            if (!step(child)) return false;
            std::uint32_t labeled = child;
            while (form_.nodes[labeled].form == construct::wrapped)
                ++labeled;
            collected[form_.nodes[labeled].label] = values_[child].to_json();
        }
        values_[node] = datum(json::value(std::move(collected)));
        return true;
    }

    // ---- mixins

    bool wrapped(std::uint32_t node) {
        mixin_settings const& settings = code_.ready[node].settings;
        bool const completed = form_.nodes[node].wrapper == mixin::retry
                                 ? retried(node + 1, settings.retry)
                                 : limited(node + 1, settings.timeout);
        if (completed) values_[node] = values_[node + 1];
        return completed;
    }

    bool limited(std::uint32_t node, duration allowed) {
        deadline const around = until_;
        time_point const now = monotonic_clock::now();
        if (allowed < time_point::max() - now) until_.at = std::min(until_.at, now + allowed);
        bool const completed = step(node);
        until_ = around;
        return completed;
    }

    /// As `ag::retry`: only a transient error is worth another try, and nothing that is in doubt.
    bool retried(std::uint32_t node, exponential const& policy) {
        for (unsigned failures = 0;;) {
            if (step(node)) return true;
            if (stopped_.how != status::failed || !stopped_.error.transient || ++failures >= policy.attempts)
                return false;
            time_point const now = monotonic_clock::now();
            duration const full = policy.wait(failures);
            auto const part = static_cast<double>(full.count()) * policy.jitter
                            * action_grammar::detail::chance(now, failures);
            time_point const next = now + full - duration{static_cast<duration::rep>(part)};
            if (next >= until_.at || options_.stop.stop_requested()) return false;
            monotonic_clock::sleep_until(next);
        }
    }

    judged_document const& code_;
    tree const& form_;
    run_options const& options_;
    deadline until_;
    std::vector<datum> values_; ///< What each node yielded.
    std::vector<datum> inputs_; ///< What each list of steps was given.
    stop stopped_;
    std::string_view current_; ///< The action that was begun last.
    bool committed_ = false;
};

} // namespace action_grammar::document::detail

#endif
