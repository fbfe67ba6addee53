#ifndef ACTION_GRAMMAR_COMPOSITION_CONCEPTS_HPP
#define ACTION_GRAMMAR_COMPOSITION_CONCEPTS_HPP

#include <type_traits>

#include <action_grammar/composition/composition.hpp>
#include <action_grammar/composition/pipeline.hpp>
#include <action_grammar/composition/run.hpp>

// The public vocabulary of types. Each concept answers a question that a rule would answer with an error.
// Beside these: `resource_operation` (actions/operation.hpp), `expected_like` (actions/result.hpp),
// `protection_guard` (actions/guard.hpp), `provides` (composition/environment.hpp), `composable_with`
// (composition/pipeline.hpp), `bulk_executor` (composition/executor.hpp), `clock` (composition/clock.hpp),
// `mixin_spec`, `backoff`, `observer`, `cache_store` (mixins/).

namespace action_grammar {

/// Anything that may stand in a composition as one action. Satisfied by what the verbs, `decide`, `fan_out`,
/// `all`, `with` and `apply` make, and by compositions.
template <class Type>
concept action = detail::an_element<std::remove_cvref_t<Type>>;

/// A closed composition: what `query` and `command` make.
template <class Type>
concept composition = detail::is_composition<std::remove_cvref_t<Type>>;

namespace detail {

template <class Type, verb What>
concept action_of = action<Type> && std::remove_cvref_t<Type>::what == What;

template <class Type>
using whole_of = typename typing_of<pipeline_of<std::remove_cvref_t<Type>>>::whole;

template <class Action, class... Values>
concept takes_values = is_upheld<typename std::remove_cvref_t<Action>::template facts<Values...>::broken>;

} // namespace detail

/// Satisfied by what `fetch` makes.
template <class Type>
concept fetch_action = detail::action_of<Type, verb::fetch>;
/// Satisfied by what `transform` makes.
template <class Type>
concept transform_action = detail::action_of<Type, verb::transform>;
/// Satisfied by what `validate` makes.
template <class Type>
concept validate_action = detail::action_of<Type, verb::validate>;
/// Satisfied by what `gate` makes.
template <class Type>
concept gate_action = detail::action_of<Type, verb::gate>;
/// Satisfied by what `decide` makes.
template <class Type>
concept decide_action = detail::action_of<Type, verb::decide>;
/// Satisfied by what `fan_out` makes.
template <class Type>
concept fan_out_action = detail::action_of<Type, verb::fan_out>;
/// Satisfied by what `aggregate` makes.
template <class Type>
concept aggregate_action = detail::action_of<Type, verb::aggregate>;
/// Satisfied by what `persist` makes.
template <class Type>
concept persist_action = detail::action_of<Type, verb::persist>;
/// Satisfied by what `emit` makes.
template <class Type>
concept emit_action = detail::action_of<Type, verb::emit>;

/// An action, pipeline or composition that changes something outside, on some path.
template <class Type>
concept mutating =
    detail::pipeable<std::remove_cvref_t<Type>> && detail::whole_of<Type>::value.effect == grade::committed;

/// An action, pipeline or composition that cannot fail and changes nothing: the only kind that may follow a
/// mutation.
template <class Type>
concept infallible =
    detail::pipeable<std::remove_cvref_t<Type>> && detail::whole_of<Type>::value.effect == grade::infallible;

/// Whether an action or a composition takes a value as its input.
template <class Action, class Value>
concept accepts = action<Action> && detail::takes_values<Action, Value>;

/// The grade of an action, a pipeline or a composition, as far as its own signatures tell.
template <class Type>
    requires detail::pipeable<std::remove_cvref_t<Type>>
inline constexpr grade grade_of = detail::whole_of<Type>::value.effect;

} // namespace action_grammar

#endif
