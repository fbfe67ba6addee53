#ifndef ACTION_GRAMMAR_ACTIONS_GATE_HPP
#define ACTION_GRAMMAR_ACTIONS_GATE_HPP

#include <utility>

#include <action_grammar/actions/basic_action.hpp>

namespace action_grammar {

/// Asks whether the composition may go on, and hands its values on. The composition may end `waiting` or
/// `rejected` here; nothing has happened outside then, and it can be run again. Never mutates.
///
/// @tparam Label     the action's name in the composition
/// @param operation  answers `approval`, or a result of it
template <label Label, class Operation>
[[nodiscard]] constexpr auto gate(Operation operation) {
    return detail::make_action<verb::gate, Label>(detail::previous{}, std::move(operation));
}
/// @overload taking the values that `from` names instead of those before the action
template <label Label, label... Names, class Operation>
[[nodiscard]] constexpr auto gate(sources<Names...> values, Operation operation) {
    return detail::make_action<verb::gate, Label>(values, std::move(operation));
}

} // namespace action_grammar

#endif
