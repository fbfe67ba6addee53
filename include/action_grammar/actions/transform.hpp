#ifndef ACTION_GRAMMAR_ACTIONS_TRANSFORM_HPP
#define ACTION_GRAMMAR_ACTIONS_TRANSFORM_HPP

#include <utility>

#include <action_grammar/actions/basic_action.hpp>

namespace action_grammar {

/// Computes a value from values. Never mutates; infallible when `operation` is `noexcept` and returns no
/// result type.
///
/// @tparam Label     the action's name in the composition
/// @param operation  the computation: a function of the action's values that returns a value, or anything
///                   shaped like `std::expected`
template <label Label, class Operation>
[[nodiscard]] constexpr auto transform(Operation operation) {
    return detail::make_action<verb::transform, Label>(detail::previous{}, std::move(operation));
}
/// @overload taking the values that `from` names instead of those before the action
template <label Label, label... Names, class Operation>
[[nodiscard]] constexpr auto transform(sources<Names...> values, Operation operation) {
    return detail::make_action<verb::transform, Label>(values, std::move(operation));
}

} // namespace action_grammar

#endif
