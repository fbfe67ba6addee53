#ifndef ACTION_GRAMMAR_ACTIONS_VALIDATE_HPP
#define ACTION_GRAMMAR_ACTIONS_VALIDATE_HPP

#include <utility>

#include <action_grammar/actions/basic_action.hpp>

namespace action_grammar {

/// Checks values and hands them on. Never mutates.
///
/// @tparam Label     the action's name in the composition
/// @param operation  a predicate, whose no is the failure `invalid`; or a function that returns a result: of
///                   `void` to hand the values on, of a value to hand on that value instead
template <label Label, class Operation>
[[nodiscard]] constexpr auto validate(Operation operation) {
    return detail::make_action<verb::validate, Label>(detail::previous{}, std::move(operation));
}
/// @overload taking the values that `from` names instead of those before the action
template <label Label, label... Names, class Operation>
[[nodiscard]] constexpr auto validate(sources<Names...> values, Operation operation) {
    return detail::make_action<verb::validate, Label>(values, std::move(operation));
}

} // namespace action_grammar

#endif
