#ifndef ACTION_GRAMMAR_COMPOSITION_STEP_HPP
#define ACTION_GRAMMAR_COMPOSITION_STEP_HPP

#include <cstddef>
#include <exception>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/basic_action.hpp>
#include <action_grammar/composition/context.hpp>
#include <action_grammar/composition/invoke.hpp>
#include <action_grammar/composition/outcome.hpp>

// One step of a pipeline: its action is called, what it returned is kept in a slot, and its answer is judged.

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
// A slot is read only behind the step that fills it, which g++ does not always see.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

namespace action_grammar::detail {

/// What the action of a step returns, as it is kept: a reference as a pointer to what it refers to.
template <class Returned>
struct kept {
    Returned value;

    template <class Make>
    [[gnu::always_inline]] constexpr explicit kept(Make& make) : value(make()) {}
    /// Of an outcome: not ended yet.
    [[gnu::always_inline]] constexpr explicit kept(status initially)
        : value(make_outcome::pending<Returned>(initially)) {}
    [[gnu::always_inline]] constexpr Returned& get() noexcept { return value; }
};
template <class Returned>
struct kept<Returned&> {
    Returned* value;

    template <class Make>
    [[gnu::always_inline]] constexpr explicit kept(Make& make) : value(&make()) {}
    [[gnu::always_inline]] constexpr Returned& get() noexcept { return *value; }
};
template <class Returned>
struct kept<Returned&&> : kept<Returned> {
    using kept<Returned>::kept;
};

/// Room for what one step returns; empty until the step has run.
template <std::size_t Step, class Returned>
struct slot {
    union {
        kept<Returned> held;
    };
    constexpr slot() noexcept {}
    constexpr ~slot()
        requires std::is_trivially_destructible_v<kept<Returned>>
    = default;
    constexpr ~slot() {} // the run releases it
    slot(slot const&) = delete;
    slot& operator=(slot const&) = delete;

    static constexpr bool trivial = std::is_trivially_destructible_v<kept<Returned>>;
};
template <std::size_t Step>
struct slot<Step, void> {
    static constexpr bool trivial = true;
};

/// Stands for what a step returns that makes the output where the outcome is.
struct into_outcome {};
template <std::size_t Step>
struct slot<Step, into_outcome> {
    static constexpr bool trivial = true;
};

// ---- one step

/// Ends a run at a mutation or before it, by an error of the action.
template <class Action, class Facts, class Outcome, class Context, class Error>
constexpr bool fail_step(Outcome& ended, Context& context, Error&& error) {
    constexpr std::string_view label = text_of<Action::name>;
    if constexpr (Facts::effect == grade::committed) {
        bool const in_doubt = doubtful(error);
        make_outcome::fail(ended, in_doubt ? status::in_doubt : status::failed, phase::commit,
                           !in_doubt && safe_to_repeat(Facts::whole::value.guard), label,
                           std::forward<Error>(error));
    } else {
        make_outcome::fail(ended, status::failed, phase::prepare, true, label, std::forward<Error>(error));
    }
    context.note(label, ended.status());
    return false;
}

template <class Action, class Outcome, class Context>
constexpr bool halt_step(Outcome& ended, Context& context, approval answered) {
    make_outcome::halt(ended, answered == approval::waiting ? status::waiting : status::rejected,
                       text_of<Action::name>);
    context.note(text_of<Action::name>, ended.status());
    return false;
}

template <class Action, class Outcome, class Context, class Inner>
constexpr bool pass_up_step(Outcome& ended, Context& context, Inner& inner) {
    make_outcome::pass_up(ended, std::move(inner));
    context.note(text_of<Action::name>, ended.status());
    return false;
}

/// Whether what an action returned lets the run go on; when not, ends it.
template <class Action, class Facts, class Outcome, class Context, class Answered>
[[gnu::always_inline]] constexpr bool accept(Outcome& ended, Context& context, Answered& answered) {
    if constexpr (Facts::how == answer::plain) {
        return true;
    } else if constexpr (Facts::how == answer::predicate) {
        if (answered) return true;
        return detail::fail_step<Action, Facts>(ended, context, invalid{text_of<Action::name>});
    } else if constexpr (Facts::how == answer::approval) {
        return answered == approval::approved || detail::halt_step<Action>(ended, context, answered);
    } else if constexpr (Facts::how == answer::outcome) {
        if (answered) return true;
        return detail::pass_up_step<Action>(ended, context, answered);
    } else {
        if (!answered.has_value()) {
            return detail::fail_step<Action, Facts>(ended, context, std::move(answered).error());
        }
        if constexpr (Facts::how == answer::expected_approval) {
            return *answered == approval::approved || detail::halt_step<Action>(ended, context, *answered);
        } else {
            return true;
        }
    }
}

/// Calls an action that adds no value, and judges its answer at once; false when it ended the run.
template <class Facts, class Outcome, class Context, class Action, std::size_t Step, class... Values>
[[gnu::always_inline]] constexpr bool attempt(Outcome& ended, Context& context, Action const& action,
                                              slot<Step, void>&, Values&&... values) {
    if constexpr (Facts::how == answer::plain) {
        run_action<Facts>(action, context, static_cast<Values&&>(values)...);
        return true;
    } else {
        auto&& answered = run_action<Facts>(action, context, static_cast<Values&&>(values)...);
        return detail::accept<Action, Facts>(ended, context, answered);
    }
}

/// Calls the action that makes the output.
template <class Facts, class Outcome, class Context, class Action, std::size_t Step, class... Values>
[[gnu::always_inline]] constexpr bool attempt(Outcome& ended, Context& context, Action const& action,
                                              slot<Step, into_outcome>&, Values&&... values) {
    make_outcome::complete(ended, [&]() __attribute__((always_inline)) -> typename Outcome::value_type {
        return run_action<Facts>(action, context, static_cast<Values&&>(values)...);
    });
    return true;
}

/// Calls an action and keeps what it returns in its slot, for `keeps` to judge. An action that runs others
/// ends the outcome in the slot, and tells itself whether it completed.
template <class Facts, class Outcome, class Context, class Action, std::size_t Step, class Returned,
          class... Values>
[[gnu::always_inline]] constexpr bool attempt(Outcome& ended, Context& context, Action const& action,
                                              slot<Step, Returned>& room, Values&&... values) {
    if constexpr (Facts::compound) {
        status waiting = status::waiting;
        detail::make_at(&room.held, waiting);
        if (action.template run_into<Facts>(room.held.get(), context, static_cast<Values&&>(values)...))
            return true;
        detail::pass_up_step<Action>(ended, context, room.held.get());
        std::destroy_at(&room.held);
        return false;
    } else {
        auto make = [&]() __attribute__((always_inline)) -> Returned {
            return run_action<Facts>(action, context, static_cast<Values&&>(values)...);
        };
        detail::make_at(&room.held, make);
        return true;
    }
}

/// Whether what a slot keeps lets the run go on; when not, ends the run and empties the slot.
template <class Action, class Facts, class Outcome, class Context, std::size_t Step, class Returned>
[[gnu::always_inline]] constexpr bool keeps(Outcome& ended, Context& context, slot<Step, Returned>& room) {
    if constexpr (Facts::how != answer::plain && !Facts::compound && !std::is_void_v<Returned>) {
        if (!detail::accept<Action, Facts>(ended, context, room.held.get())) {
            std::destroy_at(&room.held);
            return false;
        }
    }
    return true;
}

/// Runs an action and judges its answer: false when that ended the run; its slot is empty then.
template <class Facts, class Outcome, class Context, class Action, std::size_t Step, class Returned,
          class... Values>
[[gnu::always_inline]] constexpr bool settle_step(Outcome& ended, Context& context, Action const& action,
                                                  slot<Step, Returned>& room, Values&&... values) {
#if defined(__cpp_exceptions)
    if constexpr (Facts::may_throw) {
        try {
            if (!detail::attempt<Facts>(ended, context, action, room, static_cast<Values&&>(values)...))
                return false;
        } catch (...) {
            return detail::fail_step<Action, Facts>(ended, context, thrown{std::current_exception()});
        }
    } else
#endif
    {
        if (!detail::attempt<Facts>(ended, context, action, room, static_cast<Values&&>(values)...))
            return false;
    }
    return detail::keeps<Action, Facts>(ended, context, room);
}

/// Runs one step: false when it ended the run; its slot is empty then.
///
/// @tparam Facts      of the action, for these values
/// @tparam Stoppable  nothing was committed yet, so that a deadline may still end the run
template <class Facts, bool Stoppable, class Outcome, class Context, class Action, std::size_t Step,
          class Returned, class... Values>
[[gnu::always_inline]] constexpr bool run_step(Outcome& ended, Context& context, Action const& action,
                                               slot<Step, Returned>& room, Values&&... values) {
    constexpr std::string_view label = text_of<Action::name>;
    if constexpr (Stoppable && Context::limited) {
        if (context.expired()) {
            make_outcome::expire(ended, label);
            return false;
        }
    }
    context.begin(label);
    if constexpr (Context::recorded && Facts::effect == grade::committed && !Facts::compound) {
        if (!context.record.template commit<Facts>(ended, context, action, room,
                                                   static_cast<Values&&>(values)...))
            return false;
    } else {
        if (!detail::settle_step<Facts>(ended, context, action, room, static_cast<Values&&>(values)...))
            return false;
    }
    context.note(label, status::completed);
    return true;
}

} // namespace action_grammar::detail

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#endif
