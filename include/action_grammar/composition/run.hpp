#ifndef ACTION_GRAMMAR_COMPOSITION_RUN_HPP
#define ACTION_GRAMMAR_COMPOSITION_RUN_HPP

#include <type_traits>
#include <utility>

#include <action_grammar/composition/composition.hpp>
#include <action_grammar/composition/context.hpp>
#include <action_grammar/composition/environment.hpp>
#include <action_grammar/composition/executor.hpp>

namespace action_grammar {

namespace detail {

template <class Type>
inline constexpr bool is_composition = false;
template <purpose Intent, label Name, class Pipeline>
inline constexpr bool is_composition<basic_composition<Intent, Name, Pipeline>> = true;

template <class Type>
inline constexpr bool is_environment = false;
template <class... Held>
inline constexpr bool is_environment<environment<Held...>> = true;

/// The first resource that an environment does not supply, or supplies twice.
template <class Environment, label Composition, class Needs>
struct supply_verdict {
    using type = upheld;
};
template <class Environment, label Composition, class First, class... Rest>
struct supply_verdict<Environment, Composition, types<First, Rest...>>
    : supply_verdict<Environment, Composition, types<Rest...>> {};
template <class Environment, label Composition, class First, class... Rest>
    requires(!provides<Environment, typename First::resource>)
struct supply_verdict<Environment, Composition, types<First, Rest...>> {
    using type =
        broken_rule<rule_code::missing_resource, First::action, Composition, types<typename First::resource>>;
};

/// Whether an object in an environment is a ledger: an `effect_ledger`, which says so without being known here.
template <class Type>
    struct is_ledger : std::bool_constant < requires {
    typename Type::keeps_effects;
}>{};

/// How a run goes whose mutation a ledger records; complete in ledger/recorded_run.hpp, which comes with every ledger.
template <class Ledger>
struct recorded_run;

template <class Environment>
using ledger_in = typename first_held<is_ledger, typename std::remove_const_t<Environment>::held>::type;

/// What a run may end in, and what it needs.
template <class Ledger, class Facts>
struct recorded_facts {
    using outcome = typename recorded_run<Ledger>::template outcome_of<Facts>;
    using needs = typename recorded_run<Ledger>::template needs_of<Facts>;
};
template <class Facts>
struct recorded_facts<void, Facts> {
    using outcome = typename Facts::outcome;
    using needs = typename Facts::needs;
};

/// Declared only: the result of a run that does not compile.
template <class Outcome>
Outcome refused_run();

/// The rule that a run breaks: its input or its environment does not fit. A composition that is itself broken
/// was refused where it was made.
template <class Composition, class Environment, class... Input>
struct planned_run {
    using facts = typename Composition::template facts<Input...>;
    /// The ledger that records its mutation; `void` without one of either.
    using ledger = std::conditional_t<facts::effect == grade::committed, ledger_in<Environment>, void>;
    using recorded = recorded_facts<ledger, facts>;
    using outcome = typename recorded::outcome;
    static constexpr bool made = sound<typename Composition::pipeline_type>;
    using verdict = std::conditional_t<
        made,
        typename first_broken<
            typename with_cause<typename facts::broken, stored<0, unknown, "input", 0>>::type,
            typename supply_verdict<Environment, Composition::name, typename recorded::needs>::type>::type,
        upheld>;
    static constexpr bool runs = made && is_upheld<verdict>;
};

template <class Plan, class Composition, class Environment, class... Input>
[[gnu::always_inline]] constexpr auto run_with(Composition const& composition, Environment& environment,
                                               Input&&... input) {
    using facts = typename Plan::facts;
    if constexpr (!Plan::runs) {
        return refused_run<typename Plan::outcome>();
    } else if constexpr (!std::is_void_v<typename Plan::ledger>) {
        return recorded_run<typename Plan::ledger>::template run<typename Plan::outcome, facts>(
            composition, environment, static_cast<Input&&>(input)...);
    } else {
        context around{environment};
        return detail::run_compound<typename facts::outcome, facts>(composition, around,
                                                                    static_cast<Input&&>(input)...);
    }
}

template <class Type>
concept run_input = !is_environment<std::remove_cvref_t<Type>>;

} // namespace detail

/// Runs a composition.
///
/// @param composition  made by `query` or `command`
/// @param input        its input; an rvalue may be moved from. Absent when no action takes any
/// @param resources    the resources it needs, an `environment{...}`; absent when it needs none. With an `effect_ledger`
///                     among them the mutation is recorded there, and its errors may be a `ledger_error` as well
/// @return an `outcome`: the output, or where, why and in which state the run ended. Exceptions that actions
///         throw are caught and reported by it
///
/// Usable in a constant expression when the actions are. Costs what the same steps with early returns cost by
/// hand.
template <class Composition, detail::run_input Input, class Environment>
    requires(detail::is_composition<Composition> && detail::is_environment<std::remove_cvref_t<Environment>>)
[[nodiscard, gnu::always_inline]] constexpr auto run(Composition const& composition, Input&& input,
                                                     Environment&& resources) {
    using plan = detail::planned_run<Composition, std::remove_reference_t<Environment>, Input>;
    detail::refuse<typename plan::verdict>();
    return detail::run_with<plan>(composition, resources, std::forward<Input>(input));
}
/// @overload without resources
template <class Composition, detail::run_input Input>
    requires detail::is_composition<Composition>
[[nodiscard, gnu::always_inline]] constexpr auto run(Composition const& composition, Input&& input) {
    using plan = detail::planned_run<Composition, detail::no_environment, Input>;
    detail::refuse<typename plan::verdict>();
    detail::no_environment resources{};
    return detail::run_with<plan>(composition, resources, std::forward<Input>(input));
}
/// @overload without input
template <class Composition, class Environment>
    requires(detail::is_composition<Composition> && detail::is_environment<std::remove_cvref_t<Environment>>)
[[nodiscard, gnu::always_inline]] constexpr auto run(Composition const& composition,
                                                     Environment&& resources) {
    using plan = detail::planned_run<Composition, std::remove_reference_t<Environment>>;
    detail::refuse<typename plan::verdict>();
    return detail::run_with<plan>(composition, resources);
}
/// @overload without input without resources
template <class Composition>
    requires detail::is_composition<Composition>
[[nodiscard, gnu::always_inline]] constexpr auto run(Composition const& composition) {
    using plan = detail::planned_run<Composition, detail::no_environment>;
    detail::refuse<typename plan::verdict>();
    detail::no_environment resources{};
    return detail::run_with<plan>(composition, resources);
}

/// A run of something that is not closed, refused (AG308): `query` or `command` say what it promises.
template <detail::pipeable Actions, class... Rest>
    requires(!detail::is_composition<Actions>)
constexpr auto run(Actions const&, Rest&&...) {
    detail::refuse<detail::broken_rule<rule_code::malformed, detail::label_of<Actions>::name,
                                       "ag::query or ag::command", detail::types<Actions>>>();
    return unit{};
}

} // namespace action_grammar

#endif
