#ifndef ACTION_GRAMMAR_COMPOSITION_PLAN_HPP
#define ACTION_GRAMMAR_COMPOSITION_PLAN_HPP

#include <cstddef>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/error.hpp>
#include <action_grammar/actions/type_list.hpp>
#include <action_grammar/actions/verdict.hpp>
#include <action_grammar/composition/outcome.hpp>
#include <action_grammar/composition/typing.hpp>

// What the end of a pipeline settles about its middle: which value is read for the last time where. A value
// is moved into its last reader and handed to earlier ones as `const&`; so a value that an action takes by
// copy while a later one still reads it can throw where the signature alone says it cannot, and a move-only
// one cannot be taken twice.

namespace action_grammar::detail {

template <class Outputs>
inline constexpr bool yields_reference = false;
template <class... Outputs>
inline constexpr bool yields_reference<types<Outputs...>> = (std::is_reference_v<Outputs> || ...);

/// The number of the step that reads each value last; the output is read by the step behind the last. What
/// a step took that yields a reference stays to the end: the reference may be into it.
template <class Typing>
struct liveness {
    static constexpr std::size_t size = Typing::size::stored;
    std::size_t last[size + 1] = {};

    template <std::size_t... Positions>
    constexpr void read(std::size_t step, indices<Positions...>) {
        std::size_t const positions[] = {Positions..., nowhere};
        for (std::size_t const position : positions) {
            if (position != nowhere && last[position] != nowhere) last[position] = step;
        }
    }
    template <std::size_t... Steps>
    constexpr explicit liveness(std::index_sequence<Steps...>) {
        (read(yields_reference<typename step_in<Typing, Steps>::facts::outputs> ? nowhere : Steps,
              typename step_in<Typing, Steps>::values{}),
         ...);
        read(Typing::size::count, typename Typing::current{});
    }
};

template <class Typing>
inline constexpr liveness<Typing> liveness_of{std::make_index_sequence<Typing::size::count>{}};

/// The type under which a value reaches an action: an object type when it may be moved from, else `T const&`.
template <class Type, bool Movable>
using handed = std::conditional_t<Movable, Type, std::remove_reference_t<Type> const&>;

/// Whether step `Step` may move the value at `Position` away: nothing reads it later, the step does not take
/// it twice, it is not a reference to something elsewhere, nor an input that the caller keeps. A type, not a
/// constant, as it is asked for each value of each step: see actions/verdict.hpp.
template <class Typing, std::size_t Step, bool KeepInput, std::size_t Position, class All>
struct movable;
template <class Typing, std::size_t Step, bool KeepInput, std::size_t Position, std::size_t... All>
struct movable<Typing, Step, KeepInput, Position, indices<All...>>
    : std::bool_constant<!(KeepInput && Position < Typing::inputs::size)
                         && liveness_of<Typing>.last[Position] == Step
                         && ((All == Position ? 1 : 0) + ... + 0) == 1
                         && !std::is_reference_v<typename stored_in<Typing, Position>::type>> {};
template <class Typing, std::size_t Step, bool KeepInput, std::size_t... All>
struct movable<Typing, Step, KeepInput, nowhere, indices<All...>> : std::true_type {};

template <class Typing, std::size_t Position, bool Movable>
struct handed_value {
    using type = handed<typename stored_in<Typing, Position>::type, Movable>;
};
template <class Typing, bool Movable>
struct handed_value<Typing, nowhere, Movable> {
    using type = unknown;
};

/// The facts of a step for the values as they will reach it, `T` to move from or `T const&`. They differ from
/// the step's own, which took every value as one to move from, only where a value is kept. `KeepInput`: the
/// caller keeps the input.
template <class Typing, std::size_t Step, bool KeepInput, class Positions>
struct settle;
template <class Typing, std::size_t Step, bool KeepInput, std::size_t... Positions>
struct settle<Typing, Step, KeepInput, indices<Positions...>> {
    using here = step_in<Typing, Step>;
    using all = indices<Positions...>;
    using given = typename here::facts;
    using handed_now =
        types<typename handed_value<Typing, Positions,
                                    movable<Typing, Step, KeepInput, Positions, all>::value>::type...>;
    using facts = typename std::conditional_t<given::takes_as_given, type_is<given>,
                                              facts_for<typename here::action, handed_now>>::type;
};
template <class Typing, std::size_t Step, bool KeepInput>
using settled = typename settle<Typing, Step, KeepInput, typename step_in<Typing, Step>::values>::facts;

/// Whether copying a value that is kept may throw where moving it could not.
template <class Before, class Now>
inline constexpr bool newly_throws =
    contains<typename Now::errors, thrown> && !contains<typename Before::errors, thrown>;

/// A copy that may throw behind a mutation.
template <class Prefix, label Action>
struct throwing_copy {
    static constexpr violation value = then(Prefix::value, summary_of(grade::fallible, protection::undeclared,
                                                                      {text_of<Action>, unresolved}))
                                           .broken;
};

/// What a step breaks once its reads are settled, and broke not before.
template <class Typing, std::size_t Step, class Here, class Owned, class Kept>
struct settled_verdict {
    using type = upheld;
};
template <class Typing, std::size_t Step, class Here, class Owned, class Kept>
    requires(is_upheld<typename Here::own> && !is_upheld<typename Owned::broken>)
struct settled_verdict<Typing, Step, Here, Owned, Kept>
    : with_cause<typename Owned::broken, stored_producer<typename Here::before, typename Here::values>> {};
template <class Typing, std::size_t Step, class Here, class Owned, class Kept>
    requires(is_upheld<typename Here::own> && is_upheld<typename Owned::broken>
             && newly_throws<typename Here::facts, Kept>)
struct settled_verdict<Typing, Step, Here, Owned, Kept> {
    using type = verdict_of<throwing_copy<typename Here::before::whole, Here::action::name>>;
};

/// Whether the last step makes the output itself, a plain value that nothing else reads: it is made where the
/// outcome is.
template <class Typing, class Last>
inline constexpr bool makes_output =
    Last::facts::how == answer::plain && !Last::facts::compound && Last::facts::outputs::size == 1
    && !yields_reference<typename Last::facts::outputs>
    && std::is_same_v<typename Typing::current, indices<Typing::size::stored - 1>>;

/// What the whole of a pipeline comes to once its end is known.
template <class Typing, class Steps = std::make_index_sequence<Typing::size::count>>
struct closed;
template <class Typing, std::size_t... Steps>
struct closed<Typing, std::index_sequence<Steps...>> {
    using output = output_of<Typing>;
    static constexpr bool direct = makes_output<Typing, step_in<Typing, sizeof...(Steps) - 1>>;
    static constexpr bool output_may_throw =
        !direct && !std::is_nothrow_move_constructible_v<output> && !std::is_same_v<output, unknown>;
    static constexpr bool may_throw =
        output_may_throw
        || (newly_throws<typename step_in<Typing, Steps>::facts, settled<Typing, Steps, true>> || ...);
    using errors = united<typename Typing::errors, std::conditional_t<may_throw, types<thrown>, types<>>>;
    using outcome = typename outcome_for<output, errors>::type;

    struct throwing_end {
        static constexpr summary value =
            summary_of(grade::fallible, protection::undeclared,
                       {text_of<step_in<Typing, sizeof...(Steps) - 1>::action::name>, unresolved});
    };
    /// The summary; of a pipeline that could not fail but for its copies, fallible.
    using whole = std::conditional_t<may_throw && Typing::whole::value.effect == grade::infallible,
                                     summarized_of<throwing_end>, typename Typing::whole>;
    /// The first rule that is broken when the caller keeps the input, or hands it over.
    template <bool KeepInput>
    using broken_with = typename first_broken<
        typename Typing::broken,
        typename settled_verdict<Typing, Steps, step_in<Typing, Steps>, settled<Typing, Steps, KeepInput>,
                                 settled<Typing, Steps, true>>::type...>::type;
    using broken = broken_with<false>;
};

} // namespace action_grammar::detail

#endif
