#ifndef ACTION_GRAMMAR_ACTIONS_EMIT_HPP
#define ACTION_GRAMMAR_ACTIONS_EMIT_HPP

#include <utility>

#include <action_grammar/actions/basic_action.hpp>
#include <action_grammar/actions/diagnostics.hpp>

namespace action_grammar {

/// Sends a message outside: an event, a mail, a webhook. A mutation, and so the boundary of its composition.
///
/// @tparam Label     the action's name in the composition
/// @param operation  the sending, by the action's values; its answer is the action's value. An error in a
///                   result means that nothing happened, unless the error says that it is `in_doubt`; an
///                   exception leaves it in doubt
/// @param guard      how a repeat is made safe: `keyed_by(...)`, `natural`, `same_transaction`,
///                   `verified_by(...)` or `unprotected`. There is no default (AG205)
template <label Label, class Operation, protection_guard Guard>
[[nodiscard]] constexpr auto emit(Operation operation, Guard guard) {
    return detail::make_action<verb::emit, Label>(detail::previous{}, std::move(operation), std::move(guard));
}
/// @overload taking the values that `from` names instead of those before the action
template <label Label, label... Names, class Operation, protection_guard Guard>
[[nodiscard]] constexpr auto emit(sources<Names...> values, Operation operation, Guard guard) {
    return detail::make_action<verb::emit, Label>(values, std::move(operation), std::move(guard));
}

/// A mutation without a protection, refused (AG205).
template <label Label, class Operation>
[[nodiscard]] constexpr auto emit(Operation operation) {
    detail::refuse<detail::guard_verdict<Label, detail::no_guard>>();
    return detail::make_action<verb::emit, Label>(detail::previous{}, std::move(operation),
                                                  detail::refused_guard{});
}
/// A mutation without a protection, refused (AG205).
template <label Label, label... Names, class Operation>
[[nodiscard]] constexpr auto emit(sources<Names...> values, Operation operation) {
    detail::refuse<detail::guard_verdict<Label, detail::no_guard>>();
    return detail::make_action<verb::emit, Label>(values, std::move(operation), detail::refused_guard{});
}

} // namespace action_grammar

#endif
