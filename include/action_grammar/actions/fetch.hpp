#ifndef ACTION_GRAMMAR_ACTIONS_FETCH_HPP
#define ACTION_GRAMMAR_ACTIONS_FETCH_HPP

#include <utility>

#include <action_grammar/actions/basic_action.hpp>

namespace action_grammar {

/// Reads from outside: an HTTP endpoint, a table, a file. Never mutates.
///
/// @tparam Label     the action's name in the composition
/// @param operation  what is read, by the action's values: a member function of a resource, a callable bound
///                   to resources by `on`, or a plain function. It returns a value, or anything shaped like
///                   `std::expected`
template <label Label, class Operation>
[[nodiscard]] constexpr auto fetch(Operation operation) {
    return detail::make_action<verb::fetch, Label>(detail::previous{}, std::move(operation));
}
/// @overload taking the values that `from` names instead of those before the action
template <label Label, label... Names, class Operation>
[[nodiscard]] constexpr auto fetch(sources<Names...> values, Operation operation) {
    return detail::make_action<verb::fetch, Label>(values, std::move(operation));
}

} // namespace action_grammar

#endif
