#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_ANALYSIS_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_ANALYSIS_HPP

// Evaluation of a filter on types instead of values. The evaluator's rules are followed construct by construct; where
// a rule is not known more closely its outputs are everything, in any number, which is always true.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/nearest.hpp>
#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/inference/expand.hpp>
#include <action_grammar/contract/inference/finding.hpp>
#include <action_grammar/contract/inference/outcome.hpp>
#include <action_grammar/contract/inference/universe.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/merge_sort.hpp>

namespace action_grammar::inference::detail {

/// "null", "a string", "an array or object": the kinds, for people.
inline std::string described(kind_mask kinds) {
    struct name {
        kind_mask kind;
        std::string_view text;
    };
    constexpr std::array<name, 6> names{{{null_kind, "null"},
                                         {boolean_kinds, "a boolean"},
                                         {number_kind, "a number"},
                                         {string_kind, "a string"},
                                         {array_kind, "an array"},
                                         {object_kind, "an object"}}};
    std::vector<std::string_view> found;
    for (name const& each : names)
        if ((kinds & each.kind) != 0) found.push_back(each.text);
    std::string text;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (i != 0) text += i + 1 == found.size() ? " or " : ", ";
        text += found[i];
    }
    return text.empty() ? "nothing" : text;
}

/// One inference at work.
class analysis {
public:
    using node_id = expression::node_id;
    using node = expression::node;
    using construct = expression::construct;
    using operation = expression::operation;

    analysis(expression::tree const& filter, universe& types, std::size_t steps, std::size_t most_findings)
        : tree_(&filter), types_(&types), steps_(steps), most_findings_(most_findings) {}

    outcome evaluate(node_id id, world const& at);
    std::vector<finding> take_findings();
    bool gave_up() const noexcept { return gave_up_; }

    void report(severity level, finding_kind kind, std::size_t offset, std::string message,
                std::string hint = {});
    /// A place may be looked at more than once: for each element of a tuple, at each call of a function. What is told of
    /// it as if it always were so must be so each time.
    enum class verdict : std::uint8_t { true_ = 1, false_ = 2, either = 3, member_found = 4 };
    void judged(std::size_t offset, verdict what) {
        if (muted_ == 0) verdicts_[offset] |= static_cast<unsigned>(what);
    }

private:
    // The rules of builtins, in files of their own, are parts of this.
    friend struct rules;
    friend struct number_rules;
    friend struct text_rules;
    friend struct collection_rules;
    friend struct filter_rules;

    /// Raises a counter for a while.
    struct while_ {
        explicit while_(unsigned& counter) noexcept : counter_(&counter) { ++counter; }
        ~while_() { --*counter_; }
        while_(while_ const&) = delete;
        while_& operator=(while_ const&) = delete;
        unsigned* counter_;
    };
    struct nested {
        explicit nested(std::size_t& depth) noexcept : depth_(&depth) { ++depth; }
        ~nested() { --*depth_; }
        nested(nested const&) = delete;
        nested& operator=(nested const&) = delete;
        std::size_t* depth_;
    };
    static constexpr std::size_t deepest = 700;
    static constexpr std::size_t most_calls = 24;

    // Outcomes.
    outcome one(type_ptr type) const { return {type, exactly_one, types_->nothing(), false}; }
    outcome unknown() const { return {types_->anything(), any_number, types_->anything(), true}; }
    /// What is never reached changes no count.
    outcome nowhere() const { return {types_->nothing(), exactly_one, types_->nothing(), false}; }
    outcome failing(type_ptr error) const { return {types_->nothing(), exactly_one, error, false}; }
    /// An error of the evaluator's, which is a text.
    outcome with_failure(outcome of) const {
        of.error = types_->join(of.error, types_->string());
        return of;
    }
    /// Either of two.
    outcome either_of(outcome const& left, outcome const& right) {
        return {types_->join(left.type, right.type), either(left.count, right.count),
                types_->join(left.error, right.error), left.breaks || right.breaks};
    }
    /// What `next` gives, evaluated once for each output of `before`.
    outcome after(outcome const& before, outcome next) {
        if (types_->is_nothing(before.type)) next.type = types_->nothing();
        next.count = product(before.count, next.count);
        next.error = types_->join(before.error, next.error);
        next.breaks = next.breaks || before.breaks;
        return next;
    }

    // Constructs.
    outcome dispatch(node_id id, node const& of, world const& at);
    outcome pipe(std::span<node_id const> stages, world at);
    outcome field(node const& of, world const& at);
    outcome index(node const& of, world const& at);
    outcome slice(node const& of, world const& at);
    outcome iterate(node const& of, world const& at);
    outcome descend(world const& at);
    outcome text(node const& of, world const& at);
    outcome formatted(expression::text_format format, outcome of, node const& where);
    outcome collect(node const& of, world const& at);
    outcome object(node const& of, world const& at);
    void set_member(object_shape& shape, type_ptr names, type_ptr value);
    outcome arithmetic(node const& of, world const& at);
    outcome comparison(node const& of, world const& at);
    outcome logic(node const& of, world const& at);
    outcome alternative(node const& of, world const& at);
    outcome conditional(node const& of, world const& at);
    outcome attempt(node const& of, world const& at);
    outcome fold(node const& of, world const& at);
    outcome bind(node const& of, world const& at);
    outcome call(node const& of, world const& at);
    outcome call_function(node const& of, world const& at);
    outcome call_builtin(node const& of, world const& at);

    // Access.
    outcome member(type_ptr target, std::string_view name, node const& of);
    outcome at_index(type_ptr target, type_ptr key, node const& of);
    outcome each(type_ptr target, node const& of);
    type_ptr sliced(type_ptr target, std::optional<double> from, std::optional<double> to);
    void report_absent(node const& of, std::string_view what);
    void report_unknown(std::vector<object_shape const*> const& objects, std::string_view name,
                        node const& of);

    /// The part of a type of the kinds that an operation is for; tells where others are possible. The outcome's error
    /// says whether it may fail.
    outcome only(type_ptr of, kind_mask kinds, node const& where, std::string_view what);

    // Operators on types.
    outcome operate(operation op, type_ptr left, type_ptr right, node const& where);
    type_ptr add_types(type_ptr left, type_ptr right, kind_mask& bad);
    object_shape const* united(object_shape const& left, object_shape const& right, bool deep,
                               unsigned depth);
    array_shape concatenated(array_shape const& left, array_shape const& right);
    type_ptr compared(operation op, type_ptr left, type_ptr right, node const& where);
    type_ptr to_text(type_ptr of);

    // Names.
    frame const* define_variable(std::uint32_t symbol, type_ptr type, frame const* outer);
    frame const* define_parameter(std::uint32_t symbol, closure argument, frame const* outer);
    frame const* function_frame(std::uint32_t symbol, frame const* outer);
    frame const* find(frame::sort kind, std::uint32_t symbol, frame const* from) const;
    /// Binds a pattern. The outcome is that of its keys.
    outcome destructure(node_id pattern, type_ptr value, world const& at, frame const*& scope);

    // Narrowing.
    world narrowed(node_id condition, world const& at, bool truth);
    struct chain {
        bool valid = false;
        std::optional<std::uint32_t> variable; ///< Absent: the input.
        std::vector<std::string> names;
    };
    chain chain_of(node_id id) const;
    template <class Narrow>
    world narrowed_at(chain const& where, world const& at, Narrow&& narrow);
    template <class Narrow>
    type_ptr narrowed_below(type_ptr whole, std::span<std::string const> names, Narrow& narrow);
    type_ptr equal_part(type_ptr of, json::value const& value, bool equal);
    type_ptr ordered_part(type_ptr of, operation op, json::value const& bound);
    static kind_mask kinds_of_name(std::string_view name) noexcept;
    world narrowed_pipe(node const& of, world const& at, bool truth);
    world narrowed_comparison(node const& of, world const& at, bool truth);
    std::optional<world> narrowed_call(node const& of, chain const& on, world const& at, bool truth);
    world joined(world const& left, world const& right, world const& before);
    bool is_nowhere(world const& at) { return types_->is_nothing(at.input); }

    // Updates: what becomes of a value when the part at a path is changed. Paths are found in the value as it was.
    // Where the part may be another by then, since earlier changes were made to it or moved it, `certain` is false, and
    // what the path looked at tells nothing of it.
    struct changed {
        type_ptr type = nullptr;
        bool may_vanish = false;
        type_ptr error = nullptr;
        bool skips = false;  ///< There may be no path, and then nothing above it comes to be either.
        bool breaks = false; ///< It may leave through a label.
    };
    struct update_mode {
        bool deleting = false; ///< It removes: what is absent stays absent, and no place moves.
        bool stopping = false; ///< At the first path only: what comes later is not looked at.
    };
    using change = std::function<changed(type_ptr, bool certain)>;
    changed update(node_id path, world const& at, change const& how, bool certain);
    changed update_key(type_ptr target, type_ptr key, node const& of, change const& how, bool certain);
    changed update_each(type_ptr target, node const& of, change const& how, bool certain);
    changed lost() {
        gave_up_ = gave_up_ || steps_ == 0;
        return {types_->anything(), true, types_->anything(), true, true};
    }
    changed either_changed(changed const& left, changed const& right) {
        return {types_->join(left.type, right.type), left.may_vanish || right.may_vanish,
                types_->join(left.error, right.error), left.skips || right.skips,
                left.breaks || right.breaks};
    }
    /// With what evaluating `of` on the way may come to.
    changed with(changed made, outcome const& of) {
        made.error = types_->join(made.error, of.error);
        made.breaks = made.breaks || of.breaks;
        return made;
    }
    /// A change of one of several parts. Once a path was found none of the others is looked at, so that they stay as
    /// they were even where looking at them fails.
    changed if_reached(changed const& made, type_ptr before) {
        return mode_.stopping ? either_changed(made, kept(before)) : made;
    }
    /// Changed to the first output, removed without one.
    changed changed_to(outcome const& next) {
        return {next.type, next.count.min == 0, next.error, false, next.breaks};
    }
    changed kept(type_ptr of) const { return {of, false, types_->nothing(), true, false}; }
    changed replaced(type_ptr by) const { return {by, false, types_->nothing(), false, false}; }
    outcome assign(node const& of, world const& at);
    outcome removed(node_id path, world const& at);
    changed update_stages(std::span<node_id const> stages, world const& at, change const& how, bool certain);
    changed update_all(std::span<node_id const> paths, world const& at, change const& how, bool certain);
    bool is_static_path(node_id path) const;
    std::optional<std::uint32_t> head_of(node_id path) const;
    bool are_apart(std::span<node_id const> paths) const;

    // Iteration to a fixed point.
    template <class Step>
    type_ptr fixpoint(type_ptr start, Step&& step);

    bool step(std::size_t cost = 1) {
        if (steps_ < cost || types_->exhausted()) {
            steps_ = 0;
            gave_up_ = true;
            return false;
        }
        steps_ -= cost;
        return true;
    }
    node_id argument(node const& of, std::size_t i) const { return tree_->list(of)[i]; }

    expression::tree const* tree_;
    universe* types_;
    std::size_t steps_;
    std::size_t most_findings_;
    std::size_t depth_ = 0;
    std::size_t calls_ = 0;
    unsigned muted_ = 0;      ///< No findings: a trial.
    unsigned tolerant_ = 0;   ///< Failure is provided for: in `try`.
    unsigned absence_ok_ = 0; ///< The author looks at null here.
    unsigned recursive_ = 0;  ///< In a function that calls itself, whose further calls are not followed.
    update_mode mode_;
    bool gave_up_ = false;
    std::deque<frame> frames_;
    std::vector<std::uint32_t> active_; ///< Functions that are being called.
    std::vector<finding> findings_;
    std::map<std::size_t, unsigned> verdicts_; ///< By place, a set of `verdict`.
};

inline void analysis::report(severity level, finding_kind kind, std::size_t offset, std::string message,
                             std::string hint) {
    if (muted_ > 0) return;
    if (recursive_ > 0 && kind == finding_kind::constant_test) return;
    if (recursive_ > 0 && kind == finding_kind::unknown_member) level = severity::warning;
    for (finding& known : findings_) {
        if (known.offset != offset || known.kind != kind) continue;
        if (level < known.level) {
            known.level = level;
            known.message = std::move(message);
            known.hint = std::move(hint);
        }
        return;
    }
    if (findings_.size() >= most_findings_) return;
    findings_.push_back({level, kind, std::move(message), std::move(hint), offset, 1, 1});
}

inline std::vector<finding> analysis::take_findings() {
    auto const was_seen = [&](finding const& each, verdict what) {
        auto const seen = verdicts_.find(each.offset);
        auto const bits = static_cast<unsigned>(what);
        return seen != verdicts_.end() && (seen->second & bits) == bits;
    };
    std::erase_if(findings_, [&](finding const& each) {
        return each.kind == finding_kind::constant_test && was_seen(each, verdict::either);
    });
    for (finding& each : findings_)
        if (each.kind == finding_kind::unknown_member && was_seen(each, verdict::member_found))
            each.level = severity::warning;
    action_grammar::detail::merge_sort(
        findings_, [](finding const& left, finding const& right) { return left.offset < right.offset; });
    for (finding& each : findings_) {
        json::text_position const place = json::position_in(tree_->source, each.offset);
        each.line = place.line;
        each.column = place.column;
    }
    return std::move(findings_);
}

inline outcome analysis::only(type_ptr of, kind_mask kinds, node const& where, std::string_view what) {
    kind_mask const has = types_->kinds_of(of);
    kind_mask const bad = static_cast<kind_mask>(has & ~kinds);
    if (bad == 0) return one(of);
    outcome fit = one(types_->restricted(of, kinds));
    if (!of->any && tolerant_ == 0) {
        bool const always = (has & kinds) == 0;
        std::string message =
            std::string(what) + " needs " + described(kinds) + ", and "
            + (always ? "here it is " : "here it may also be ") + described(bad) + "; "
            + (always             ? "change what it is applied to"
               : bad == null_kind ? "give a default with `//`, or leave it out with `select(. != null)`"
                                  : "test the type before, or put it in `try`");
        report(always ? severity::error : severity::warning, finding_kind::wrong_type, where.offset,
               std::move(message));
    }
    return with_failure(fit);
}

inline frame const* analysis::define_variable(std::uint32_t symbol, type_ptr type, frame const* outer) {
    return &frames_.emplace_back(frame{frame::sort::variable, symbol, type, {}, outer});
}
inline frame const* analysis::define_parameter(std::uint32_t symbol, closure argument, frame const* outer) {
    return &frames_.emplace_back(frame{frame::sort::parameter, symbol, nullptr, argument, outer});
}
inline frame const* analysis::function_frame(std::uint32_t symbol, frame const* outer) {
    return &frames_.emplace_back(frame{frame::sort::function, symbol, nullptr, {}, outer});
}
inline frame const* analysis::find(frame::sort kind, std::uint32_t symbol, frame const* from) const {
    while (from != nullptr && (from->kind != kind || from->symbol != symbol))
        from = from->outer;
    return from;
}

template <class Step>
type_ptr analysis::fixpoint(type_ptr start, Step&& step) {
    type_ptr now = start;
    ++muted_;
    for (unsigned i = 0;; ++i) {
        type_ptr const next = types_->widen(now, step(now), i);
        if (types_->equal(now, next)) break;
        now = next;
    }
    --muted_;
    return now;
}

} // namespace action_grammar::inference::detail

#endif
