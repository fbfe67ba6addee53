#ifndef ACTION_GRAMMAR_COMPOSITION_INVOKE_HPP
#define ACTION_GRAMMAR_COMPOSITION_INVOKE_HPP

#include <optional>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/basic_action.hpp>
#include <action_grammar/composition/context.hpp>
#include <action_grammar/composition/outcome.hpp>

namespace action_grammar::detail {

/// Calls an operation with its values, the key of its mutation and the deadline in force, as far as it takes
/// them.
template <class Operation, class Guard, class Context, class... Values>
[[gnu::always_inline]] constexpr decltype(auto)
invoke_operation(Operation const& operation, Guard const& guard, Context& context, Values&&... values) {
    using traits = operation_traits<Operation>;
    if constexpr (traits::wants_key) {
        auto&& key = guard.key(values...);
        using keyed = idempotency_key<std::remove_cvref_t<decltype(key)>>;
        // The key may be part of a value: the values are not moved from.
        if constexpr (traits::wants_deadline) {
            return call(operation, context.environment, std::as_const(values)..., keyed{key},
                        context.limit.template as<deadline>());
        } else {
            return call(operation, context.environment, std::as_const(values)..., keyed{key});
        }
    } else if constexpr (traits::wants_deadline) {
        return call(operation, context.environment, static_cast<Values&&>(values)...,
                    context.limit.template as<deadline>());
    } else {
        return call(operation, context.environment, static_cast<Values&&>(values)...);
    }
}

/// Calls an action's operation, without the values when it takes none.
template <class Facts, class Action, class Context, class... Values>
[[gnu::always_inline]] constexpr decltype(auto) invoke(Action const& action, Context& context,
                                                       Values&&... values) {
    if constexpr (Facts::call::nullary) {
        return invoke_operation(action.operation(), action.guard(), context);
    } else {
        return invoke_operation(action.operation(), action.guard(), context,
                                static_cast<Values&&>(values)...);
    }
}

/// A mutation whose receiver can be asked whether it happened. It is asked before the mutation is sent, since
/// this run may be the repeat of one whose answer was lost, and again when this one's is.
template <class Outcome, class Facts, class Action, class Context, class... Values>
class verified_commit {
public:
    constexpr verified_commit(Action const& action, Context& context)
        : action_(&action), context_(&context) {}

    constexpr Outcome operator()(Values const&... values) const {
        Outcome earlier = ask(values...);
        if (earlier.status() != status::waiting) return earlier;
        Outcome sent = send(values...);
        if (sent.status() != status::in_doubt) return sent;
        Outcome later = ask(values...);
        if (later) return later;
        if (later.status() == status::waiting) return definite(std::move(sent)); // it did not happen
        return sent;
    }

private:
    using checked = typename Facts::checked;

    static constexpr std::string_view label() { return text_of<Action::name>; }
    static constexpr Outcome unknown_yet() { return make_outcome::halted<Outcome>(status::waiting, label()); }

    /// Completed when the mutation happened and its output is known, waiting when it did not happen.
    constexpr Outcome ask(Values const&... values) const {
#if defined(__cpp_exceptions)
        if constexpr (!checked::asked::nothrow) {
            try {
                return read(call_verifier(values...));
            } catch (...) {
                return failed(phase::prepare, thrown{std::current_exception()});
            }
        } else
#endif
        {
            return read(call_verifier(values...));
        }
    }

    constexpr decltype(auto) call_verifier(Values const&... values) const {
        return invoke_operation(action_->guard().operation.get(), no_guard{}, *context_, values...);
    }

    template <class Error>
    static constexpr Outcome failed(phase part, Error&& error) {
        bool const in_doubt = part == phase::commit && doubtful(error);
        return make_outcome::failed<Outcome>(in_doubt ? status::in_doubt : status::failed, part, !in_doubt,
                                             label(), std::forward<Error>(error));
    }

    template <class Answer>
    static constexpr Outcome read(Answer&& answer) {
        if constexpr (expected_like<std::remove_cvref_t<Answer>>) {
            if (!answer.has_value()) return failed(phase::prepare, static_cast<Answer&&>(answer).error());
            return happened(*static_cast<Answer&&>(answer));
        } else {
            return happened(static_cast<Answer&&>(answer));
        }
    }
    template <class Answer>
    static constexpr Outcome happened(Answer&& answer) {
        if (!answer) return unknown_yet();
        if constexpr (checked::loses_answer) {
            return failed(phase::commit, answer_lost{label()});
        } else if constexpr (std::is_same_v<std::remove_cvref_t<Answer>, bool>) {
            return make_outcome::completed<Outcome>([] { return unit{}; });
        } else {
            return make_outcome::completed<Outcome>(
                [&] { return static_cast<typename Outcome::value_type>(*static_cast<Answer&&>(answer)); });
        }
    }

    constexpr Outcome send(Values const&... values) const {
#if defined(__cpp_exceptions)
        if constexpr (!Facts::call::nothrow) {
            try {
                return answer_of(values...);
            } catch (...) {
                return failed(phase::commit, thrown{std::current_exception()});
            }
        } else
#endif
        {
            return answer_of(values...);
        }
    }
    constexpr Outcome answer_of(Values const&... values) const {
        using value = typename Outcome::value_type;
        if constexpr (Facts::reading::how == answer::expected) {
            auto&& answered = invoke<Facts>(*action_, *context_, values...);
            if (!answered.has_value())
                return failed(phase::commit, static_cast<decltype(answered)&&>(answered).error());
            if constexpr (Facts::outputs::size == 0) {
                return make_outcome::completed<Outcome>([] { return unit{}; });
            } else {
                return make_outcome::completed<Outcome>(
                    [&] { return value(*static_cast<decltype(answered)&&>(answered)); });
            }
        } else if constexpr (Facts::outputs::size == 0) {
            invoke<Facts>(*action_, *context_, values...);
            return make_outcome::completed<Outcome>([] { return unit{}; });
        } else {
            return make_outcome::completed<Outcome>(
                [&] { return value(invoke<Facts>(*action_, *context_, values...)); });
        }
    }

    /// A doubt that the receiver has dispelled: nothing happened, so the run may be repeated.
    static constexpr Outcome definite(Outcome sent) {
        return visit_error(std::move(sent).error(), [&]<class Error>(Error&& error) -> Outcome {
            return make_outcome::failed<Outcome>(status::failed, phase::commit, true, label(),
                                                 std::forward<Error>(error));
        });
    }

    Action const* action_;
    Context* context_;
};

/// The type that an action returns to its pipeline.
template <class Facts>
struct returned {
    using type = typename Facts::returned;
};
template <class Facts>
    requires(!Facts::compound && Facts::how == answer::outcome)
struct returned<Facts> {
    using type = typename Facts::template outcome_as<outcome_for>::type;
};

/// Runs an action that runs others, for its outcome.
template <class Outcome, class Facts, class Action, class Context, class... Values>
[[gnu::always_inline]] constexpr Outcome run_compound(Action const& action, Context& context,
                                                      Values&&... values) {
    status waiting = status::waiting; // not a constant: g++ would fill the whole outcome in advance
    Outcome ended = make_outcome::pending<Outcome>(waiting);
    action.template run_into<Facts>(ended, context, static_cast<Values&&>(values)...);
    return ended;
}

/// Runs one action of a pipeline: a single one returns what its operation returned, a compound one an
/// outcome.
template <class Facts, class Action, class Context, class... Values>
[[gnu::always_inline]] constexpr decltype(auto) run_action(Action const& action, Context& context,
                                                           Values&&... values) {
    if constexpr (Facts::compound) {
        return detail::run_compound<typename Facts::outcome, Facts>(action, context,
                                                                    static_cast<Values&&>(values)...);
    } else if constexpr (Facts::how == answer::outcome) {
        return verified_commit<typename returned<Facts>::type, Facts, Action, Context,
                               std::remove_cvref_t<Values>...>{action, context}(values...);
    } else {
        return invoke<Facts>(action, context, static_cast<Values&&>(values)...);
    }
}

} // namespace action_grammar::detail

#endif
