#ifndef ACTION_GRAMMAR_COMPOSITION_EXECUTION_HPP
#define ACTION_GRAMMAR_COMPOSITION_EXECUTION_HPP

#include <cstddef>
#include <exception>
#include <tuple>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/basic_action.hpp>
#include <action_grammar/composition/context.hpp>
#include <action_grammar/composition/invoke.hpp>
#include <action_grammar/composition/outcome.hpp>
#include <action_grammar/composition/plan.hpp>
#include <action_grammar/composition/step.hpp>
#include <action_grammar/composition/typing.hpp>

// Running a pipeline: one function, in which every step is inlined one behind the other. What a step's action
// returned is constructed in a slot of that function's frame and stays there until the run ends; a step that
// does not succeed ends the run at once. Nothing but the slots exists at run time, and what is left of them
// is what a function written by hand keeps in its locals.

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
// A slot is read only behind the step that fills it, which g++ does not always see.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

namespace action_grammar::detail {

// ---- values

/// A value that a slot holds: the one at `Offset` of what its action returned. Handed over as `T&&` to move
/// from, or as `T const&`.
template <std::size_t Step, class Facts, std::size_t Offset, class Handed>
struct from_slot {
    template <class Returned, class Inputs>
    [[gnu::always_inline]] static constexpr Handed obtain(slot<Step, Returned>& room,
                                                          Inputs const&) noexcept {
        auto& made = room.held.get();
        if constexpr (Facts::how == answer::plain) {
            return static_cast<Handed>(made);
        } else if constexpr (Facts::outputs::size == 1) {
            return static_cast<Handed>(*made);
        } else {
            return static_cast<Handed>(std::get<Offset>(*made));
        }
    }
};

/// An input of the run; the caller's, or a temporary of it.
template <std::size_t Position, class Input>
struct input_cell {
    Input* address;
};

/// An input of the run.
template <std::size_t Position, class Handed>
struct from_input {
    template <class Frame, class Input>
    [[gnu::always_inline]] static constexpr Handed obtain(Frame&,
                                                          input_cell<Position, Input> const& found) noexcept {
        return static_cast<Handed>(*found.address);
    }
};

template <std::size_t Step, class Returned>
[[gnu::always_inline]] constexpr slot<Step, Returned>& slot_in(slot<Step, Returned>& found) noexcept {
    return found;
}
template <std::size_t Step, class Returned>
[[gnu::always_inline]] constexpr void release(slot<Step, Returned>& room) noexcept {
    if constexpr (!slot<Step, Returned>::trivial) std::destroy_at(&room.held);
}

// ---- the whole

// The functions below are the only ones whose names contain the whole pipeline, and there is one for each
// step: a compiler spends time on mangling in the square of a name's parts.

/// The type that a step keeps: what its action returns, when that holds a value for other steps.
template <class Facts, bool MakesOutput>
struct kept_by : returned<Facts> {};
template <class Facts, bool MakesOutput>
    requires(Facts::outputs::size == 0)
struct kept_by<Facts, MakesOutput> : type_is<void> {};
template <class Facts>
    requires(Facts::outputs::size != 0)
struct kept_by<Facts, true> : type_is<into_outcome> {};

template <class Typing, std::size_t Step, bool KeepInput>
using slot_of = slot<Step, typename kept_by<settled<Typing, Step, KeepInput>,
                                            Step + 1 == Typing::size::count && closed<Typing>::direct>::type>;

/// The frame of a run: one slot for each step.
template <class Typing, bool KeepInput, class Steps>
struct frame;
template <class Typing, bool KeepInput, std::size_t... Steps>
struct frame<Typing, KeepInput, std::index_sequence<Steps...>> : slot_of<Typing, Steps, KeepInput>... {
    using typing = Typing;
    static constexpr bool keeps_input = KeepInput;
    static constexpr bool trivial = (slot_of<Typing, Steps, KeepInput>::trivial && ...);
};

/// Where the inputs of a run are. Apart from the frame: what escapes with a slot's address must be written to
/// memory.
template <class Positions, class... Inputs>
struct input_cells;
template <std::size_t... Positions, class... Inputs>
struct input_cells<std::index_sequence<Positions...>, Inputs...> : input_cell<Positions, Inputs>... {};

/// Where the value at a position comes from, for the step that takes it.
template <class Typing, std::size_t Step, bool KeepInput, std::size_t Position, class All,
          class Stored = stored_in<Typing, Position>>
struct origin {
    using maker = step_in<Typing, Stored::step>;
    using handed_over = handed<typename Stored::type, movable<Typing, Step, KeepInput, Position, All>::value>;
    using type = from_slot<Stored::step, typename maker::facts,
                           Position - (maker::size::stored - maker::facts::outputs::size), handed_over&&>;
};
template <class Typing, std::size_t Step, bool KeepInput, std::size_t Position, class All, class Stored>
    requires(Stored::step == nowhere)
struct origin<Typing, Step, KeepInput, Position, All, Stored> {
    using handed_over = handed<typename Stored::type, movable<Typing, Step, KeepInput, Position, All>::value>;
    using type = from_input<Position, handed_over&&>;
};
template <class Frame, std::size_t Step, std::size_t Position, class All>
using origin_in = typename origin<typename Frame::typing, Step, Frame::keeps_input, Position, All>::type;

template <std::size_t Step, class Outcome, class Pipeline, class Context, class Frame, class Inputs,
          std::size_t... Positions>
[[gnu::always_inline]] constexpr bool perform(Outcome& ended, Pipeline const& whole, Context& context,
                                              Frame& values, [[maybe_unused]] Inputs const& inputs,
                                              indices<Positions...>) {
    using here = step_in<typename Frame::typing, Step>;
    using facts = settled<typename Frame::typing, Step, Frame::keeps_input>;
    constexpr bool stoppable =
        facts::effect == grade::committed || here::whole::value.effect != grade::committed;
    return detail::run_step<facts, stoppable>(
        ended, context, static_cast<typename here::pipeline_type const&>(whole).last.get(),
        detail::slot_in<Step>(values),
        origin_in<Frame, Step, Positions, indices<Positions...>>::obtain(values, inputs)...);
}

/// What the end of a run says of moving the output into the outcome.
template <bool MayThrow, bool Committed, label Last>
struct typing_end {};

/// Moves the output into the outcome; false when that threw. What was committed before is in doubt then: its
/// answer is lost.
template <class Outcome, class Make, bool MayThrow, bool Committed, label Last>
[[gnu::always_inline]] constexpr bool move_out(Outcome& ended, Make make,
                                               typing_end<MayThrow, Committed, Last>) {
#if defined(__cpp_exceptions)
    if constexpr (MayThrow) {
        try {
            make_outcome::complete(ended, make);
        } catch (...) {
            make_outcome::fail(ended, Committed ? status::in_doubt : status::failed,
                               Committed ? phase::commit : phase::prepare, !Committed, text_of<Last>,
                               thrown{std::current_exception()});
            return false;
        }
    } else
#endif
    {
        make_outcome::complete(ended, make);
    }
    return true;
}

/// Makes the output out of the last step's values; false when that threw.
template <class Outcome, class Frame, class Inputs, std::size_t... Positions>
[[gnu::always_inline]] constexpr bool finish(Outcome& ended, [[maybe_unused]] Frame& values,
                                             [[maybe_unused]] Inputs const& inputs, indices<Positions...>) {
    using typing = typename Frame::typing;
    if constexpr (closed<typing>::direct) {
        return true; // the last step made it
    } else {
        return detail::move_out<Outcome>(
            ended,
            [&]() __attribute__((always_inline)) -> typename Outcome::value_type {
                return typename Outcome::value_type(
                    origin_in<Frame, typing::size::count, Positions, indices<Positions...>>::obtain(
                        values, inputs)...);
            },
            typing_end<closed<typing>::output_may_throw, typing::whole::value.effect == grade::committed,
                       typing::action::name>{});
    }
}

/// Releases what the first `count` steps hold, the latest first, for a run that ends early.
template <class Frame, std::size_t... Steps>
constexpr void release_first(Frame& values, std::size_t count, std::index_sequence<Steps...>) noexcept {
    ((sizeof...(Steps) - 1 - Steps < count
          ? detail::release(detail::slot_in<sizeof...(Steps) - 1 - Steps>(values))
          : void()),
     ...);
}

/// Runs a pipeline on inputs that have the types it was typed for, and ends `ended`; true when it completed.
template <class Typing, bool KeepInput, class Outcome, class Pipeline, class Context, std::size_t... Steps,
          class... Inputs>
[[gnu::always_inline]] constexpr bool run_steps(Outcome& ended, Pipeline const& whole, Context& context,
                                                [[maybe_unused]] std::index_sequence<Steps...> steps,
                                                Inputs&... inputs) {
    using positions = std::index_sequence_for<Inputs...>;
    using frame_type = frame<Typing, KeepInput, std::index_sequence<Steps...>>;
    input_cells<positions, Inputs...> const given{{&inputs}...};
    frame_type values;
    std::size_t done = 0;
    bool const completed = ((detail::perform<Steps>(ended, whole, context, values, given,
                                                    typename step_in<Typing, Steps>::values{})
                             && ++done)
                            && ...)
                        && detail::finish(ended, values, given, typename Typing::current{});
    if constexpr (!frame_type::trivial) {
        if (completed) {
            (detail::release(detail::slot_in<sizeof...(Steps) - 1 - Steps>(values)), ...);
        } else {
            detail::release_first(values, done, steps);
        }
    }
    return completed;
}

} // namespace action_grammar::detail

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#endif
