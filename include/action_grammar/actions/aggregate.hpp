#ifndef ACTION_GRAMMAR_ACTIONS_AGGREGATE_HPP
#define ACTION_GRAMMAR_ACTIONS_AGGREGATE_HPP

#include <utility>

#include <action_grammar/actions/basic_action.hpp>

namespace action_grammar {

/// Reduces several values to one: the elements of a range that a `fan_out` made, or the values of the members
/// of an `all`. Never mutates.
///
/// @tparam Label     the action's name in the composition
/// @param operation  the reducer: a function of the whole range, or of the members' values in order
template <label Label, class Operation>
[[nodiscard]] constexpr auto aggregate(Operation operation) {
    return detail::make_action<verb::aggregate, Label>(detail::previous{}, std::move(operation));
}
/// @overload taking the values that `from` names instead of those before the action
template <label Label, label... Names, class Operation>
[[nodiscard]] constexpr auto aggregate(sources<Names...> values, Operation operation) {
    return detail::make_action<verb::aggregate, Label>(values, std::move(operation));
}

} // namespace action_grammar

#endif
