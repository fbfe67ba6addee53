#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_INTERPRETER_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_INTERPRETER_HPP

// Runs a judged document: walks its tree, with a frame of values.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/composition/clock.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/impl/filter_use.hpp>
#include <action_grammar/document/impl/fingerprint.hpp>
#include <action_grammar/document/impl/judged.hpp>
#include <action_grammar/document/impl/recorded_mutation.hpp>
#include <action_grammar/document/impl/run_frame.hpp>
#include <action_grammar/document/run_options.hpp>
#include <action_grammar/rules/resolve.hpp>

namespace action_grammar::document::detail {

/// How a run ended that did not complete.
struct stop {
    status how = status::failed;
    std::string_view action;
    phase part = phase::prepare;
    bool again = true; ///< Running the document again is safe.
    failure error;
};

/// An action that is about to run, with all that it is handed.
struct prepared_call {
    std::uint32_t node = 0;
    std::vector<datum> values;
    std::string key;
};

/// What stands between a run and its actions, where they are not simply run.
class action_gate {
public:
    virtual ~action_gate() = default;
    /// The answer that an action is taken to have given; nothing: it is run.
    virtual std::optional<answer> instead_of(prepared_call const& call) = 0;
    /// What an action came to that was run.
    virtual void ran(prepared_call const& call, answer const& made) = 0;
};

/// One run.
class interpreter {
public:
    interpreter(judged_document const& code, run_options const& options, action_gate* gate = nullptr)
        : code_(code),
          form_(code.form),
          options_(options),
          gate_(gate),
          until_(options.until),
          frame_(form_.nodes.size(), code.by.bounds.run_values) {}

    /// Runs all of it; false when it did not complete, and `stopped` says how.
    bool run(json::value const& input) {
        if (code_.input_is_declared && !satisfies(code_.input, input, input_label)) return false;
        frame_.input_of(0) = datum(input);
        return has_keys() && may_resume() && whole();
    }

    datum const& output() const noexcept { return frame_.value_of(0); }
    stop& stopped() noexcept { return stopped_; }

    /// How a run ended out of which something was thrown, which is memory running out. Behind the mutation its answer is
    /// lost.
    stop& after_exception(std::exception_ptr const& thrown) {
        failure error = failure_of_exception(thrown, committed_);
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
        if (!report.errors.empty()) {
            auto const& first = report.errors.front();
            error.message = (first.instance.empty() ? "the value" : first.instance) + ": " + first.message;
        }
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
    /// Values that are put together count; a document could otherwise double them from step to step.
    bool fits(std::string_view action) {
        if (!frame_.is_full()) return true;
        failure error{"limit_exceeded", "the values of this run are put together out of too many others", {}};
        if (!committed_) return fail(action, std::move(error));
        // As where memory runs out behind the mutation: it happened, and its answer is lost.
        stopped_ = {status::in_doubt, action, phase::commit, false, std::move(error)};
        return false;
    }

    // ---- constructs

    bool whole() {
        std::uint32_t const end = form_.nodes[0].extent;
        value_slot last{0, true};
        bool reported = false;
        for (std::uint32_t child = 1; child < end; child += form_.nodes[child].extent) {
            bool const prepares = form_.items[child].part == section::prepare;
            if (!prepares && !reported) {
                reported = true;
                if (!report_prepared()) return false;
            }
            if (!(prepares && resumed(child)) && !step(child)) return false;
            last = {child, false};
        }
        if (!reported && !report_prepared()) return false;
        frame_.value_of(0) = frame_.at(last);
        return true;
    }

    /// The list of steps at a node, whose input is in its slot; its value is that of the last step.
    bool sequence(std::uint32_t node) {
        std::uint32_t const end = node + form_.nodes[node].extent;
        value_slot last{node, true};
        for (std::uint32_t child = node + 1; child < end; child += form_.nodes[child].extent) {
            if (!step(child)) return false;
            last = {child, false};
        }
        frame_.value_of(node) = frame_.at(last);
        return true;
    }

    bool step(std::uint32_t node) {
        switch (form_.nodes[node].form) {
        case construct::action: return action(node);
        case construct::sequence: return composition(node);
        case construct::alternatives: return decide(node);
        case construct::repetition: return fan_out(node);
        case construct::parallel: return all(node);
        case construct::wrapped: return wrapped(node);
        }
        return false;
    }

    /// A composition within the document, as of a pattern.
    bool composition(std::uint32_t node) {
        frame_.input_of(node) = frame_.gathered(code_.ready[node].arguments[0]);
        return fits(form_.nodes[node].label) && sequence(node);
    }

    bool action(std::uint32_t node) {
        action_grammar::node const& here = form_.nodes[node];
        ready_node const& ready = code_.ready[node];
        current_ = here.label;
        if (!may_begin(here.label)) return false;
        prepared_call call{node, {}, {}};
        call.values.reserve(ready.arguments.size());
        for (argument const& each : ready.arguments) {
            call.values.push_back(frame_.gathered(each));
            if (!fits(here.label)) return false;
            if (each.checked && !satisfies(*each.checked, *json_view(call.values.back()), here.label))
                return false;
        }
        if (ready.key) call.key = frame_.text_of(*ready.key);
        if (options_.on_begin) options_.on_begin(here.label);
        answer made = answer_of(call);
        if (options_.on_end) options_.on_end(here.label, made.how);
        if (made.how == status::completed) {
            frame_.value_of(node) = std::move(made.value);
            committed_ = committed_ || mutates(here.what);
            return true;
        }
        stopped_ = {made.how, here.label, made.part, made.retryable, std::move(made.error)};
        // Behind the mutation nothing fails but for want of memory: it happened, and its answer is lost.
        if (committed_) {
            stopped_.how = status::in_doubt;
            stopped_.part = phase::commit;
            stopped_.again = false;
        }
        return false;
    }

    answer answer_of(prepared_call const& call) {
        if (gate_ != nullptr)
            if (auto given = gate_->instead_of(call)) return *std::move(given);
        bool const is_recorded = options_.ledger != nullptr && mutates(form_.nodes[call.node].what);
        auto const send = [&] { return code_.ready[call.node].run->run(call.values, {until_, call.key}); };
        answer made = is_recorded ? recorded(*options_.ledger, effect_of(call), send) : send();
        if (gate_ != nullptr) gate_->ran(call, made);
        return made;
    }

    /// A mutation as a ledger knows it. One without a key of its own has the run's.
    effect effect_of(prepared_call const& call) const noexcept {
        protection const guard = form_.items[call.node].guard.kind;
        return {form_.name, form_.version, guard == protection::keyed ? call.key : options_.key,
                form_.nodes[call.node].label, guard};
    }
    /// Whether a run with a ledger has a key for each mutation that it may come to.
    bool has_keys() {
        if (options_.ledger == nullptr || !options_.key.empty()) return true;
        for (std::uint32_t i = 0; i < form_.nodes.size(); ++i) {
            if (form_.nodes[i].form != construct::action || !mutates(form_.nodes[i].what)) continue;
            if (form_.items[i].guard.kind == protection::keyed) continue;
            return fail(form_.nodes[i].label,
                        {"key_missing",
                         "the ledger has no key for this: give the run one, or declare {\"keyed\": ...}",
                         {}});
        }
        return true;
    }

    bool decide(std::uint32_t node) {
        ready_node const& ready = code_.ready[node];
        std::string_view const label = form_.nodes[node].label;
        if (!may_begin(label)) return false;
        datum const input = frame_.gathered(ready.arguments[0]);
        if (!fits(label)) return false;
        json_view const value(input);
        std::size_t condition = 0;
        std::uint32_t const end = node + form_.nodes[node].extent;
        for (std::uint32_t branch = node + 1; branch < end; branch += form_.nodes[branch].extent) {
            if (form_.items[branch].condition_at != no_place) {
                auto const judged = ready.conditions[condition++].evaluate_one(*value);
                if (!judged) return fail(label, {"expression_error", judged.error().message, {}});
                bool const applies = !judged->is_null() && !(judged->is_bool() && !judged->get_bool());
                if (!applies) continue;
            }
            frame_.input_of(branch) = input;
            if (!sequence(branch)) return false;
            frame_.value_of(node) = frame_.value_of(branch);
            return true;
        }
        return fail(label, {"invalid", "no branch applies", {}});
    }

    bool fan_out(std::uint32_t node) {
        std::string_view const label = form_.nodes[node].label;
        if (!may_begin(label)) return false;
        datum const given = frame_.gathered(code_.ready[node].arguments[0]);
        datum const list = given.if_json() != nullptr ? given : datum(given.to_json());
        json::array const* const elements = list.if_json()->if_array();
        if (elements == nullptr) return fail(label, {"contract_violation", "the value is no array", {}});
        json::array collected;
        collected.reserve(elements->size());
        for (json::value const& element : *elements) {
            frame_.input_of(node + 1) = list.part(element);
            if (!sequence(node + 1)) return false;
            collected.push_back(frame_.taken(frame_.value_of(node + 1)));
            if (!fits(label)) return false;
        }
        frame_.value_of(node) = datum(json::value(std::move(collected)));
        return true;
    }

    bool all(std::uint32_t node) {
        json::object collected;
        if (!code_.ready[node].arguments.empty())
            frame_.input_of(node) = frame_.gathered(code_.ready[node].arguments[0]);
        std::uint32_t const end = node + form_.nodes[node].extent;
        for (std::uint32_t child = node + 1; child < end; child += form_.nodes[child].extent) {
            if (!step(child)) return false;
            std::uint32_t labeled = child;
            while (form_.nodes[labeled].form == construct::wrapped)
                ++labeled;
            collected[form_.nodes[labeled].label] = frame_.taken(frame_.value_of(child));
            if (!fits(form_.nodes[labeled].label)) return false;
        }
        frame_.value_of(node) = datum(json::value(std::move(collected)));
        return true;
    }

    // ---- mixins

    bool wrapped(std::uint32_t node) {
        mixin_settings const& settings = code_.ready[node].settings;
        bool const completed = form_.nodes[node].wrapper == mixin::retry
                                 ? retried(node + 1, settings.retry)
                                 : limited(node + 1, settings.timeout);
        if (completed) frame_.value_of(node) = frame_.value_of(node + 1);
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

    /// As `ag::retry`: only a transient error is worth another try. A mutation that is under it is safe to repeat, also
    /// when its answer was lost.
    bool retried(std::uint32_t node, exponential const& policy) {
        for (unsigned failures = 0;;) {
            if (step(node)) return true;
            bool const by_error = stopped_.how == status::failed || stopped_.how == status::in_doubt;
            if (!by_error || !stopped_.error.transient || committed_ || ++failures >= policy.attempts)
                return false;
            time_point const next = action_grammar::detail::next_try(policy, failures, monotonic_clock::now(),
                                                                     stopped_.error.retry_after);
            if (next == time_point::max() || next >= until_.at || options_.stop.stop_requested())
                return false;
            monotonic_clock::sleep_until(next);
        }
    }

    // ---- checkpoints

    bool may_resume() {
        if (options_.resume_from == nullptr) return true;
        checkpoint const& from = *options_.resume_from;
        bool const same_document = from.document == fingerprint_of(*form_.root);
        if (same_document && from.input == fingerprint_of(*json_view(frame_.input_of(0)))) return true;
        return fail(input_label, {"checkpoint_mismatch",
                                  same_document ? "the checkpoint is that of a run on another input"
                                                : "the checkpoint is that of another document",
                                  {}});
    }
    /// Whether the value of a step is in the checkpoint from which the run goes on.
    bool resumed(std::uint32_t child) {
        if (options_.resume_from == nullptr) return false;
        json::value const* const known = options_.resume_from->values.if_contains(label_of(child));
        if (known == nullptr) return false;
        for (std::uint32_t at = child;; ++at) {
            frame_.value_of(at) = datum(*known); // of a wrapper, and of what it wraps
            if (form_.nodes[at].form != construct::wrapped) return true;
        }
    }

    /// Hands over what a later run of the same document on the same input may go on from.
    bool report_prepared() {
        if (!options_.on_prepared) return true;
        checkpoint made;
        made.document = fingerprint_of(*form_.root);
        made.input = fingerprint_of(*json_view(frame_.input_of(0)));
        std::uint32_t const end = form_.nodes[0].extent;
        for (std::uint32_t child = 1; child < end; child += form_.nodes[child].extent) {
            if (form_.items[child].part != section::prepare) break;
            made.values[label_of(child)] = frame_.taken(frame_.value_of(child));
        }
        if (!fits(form_.nodes[0].label)) return false;
        options_.on_prepared(made);
        return true;
    }

    std::string_view label_of(std::uint32_t node) const noexcept {
        while (form_.nodes[node].form == construct::wrapped)
            ++node;
        return form_.nodes[node].label;
    }

    judged_document const& code_;
    tree const& form_;
    run_options const& options_;
    action_gate* gate_;
    deadline until_;
    run_frame frame_;
    stop stopped_;
    std::string_view current_; ///< The action that was begun last.
    bool committed_ = false;
};

} // namespace action_grammar::document::detail

#endif
