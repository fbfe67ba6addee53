#ifndef ACTION_GRAMMAR_ACTIONS_FROM_HPP
#define ACTION_GRAMMAR_ACTIONS_FROM_HPP

#include <action_grammar/actions/label.hpp>
#include <action_grammar/actions/type_list.hpp>

namespace action_grammar {

/// The values that an action takes, by label, in the order of its parameters. See `from`.
template <label... Labels>
struct sources {};

/// Names the values that an action takes: `transform<"order">(from<"cart", "rates">, price)`. Without it an
/// action takes the value before it; `from<>` is none at all. `"input"` names the composition's own input.
template <label... Labels>
inline constexpr sources<Labels...> from{};

namespace detail {

/// The source of an action without `from`: the value before it.
struct previous {};

/// The sources of the members of an `all`, each kept apart.
template <class... Sources>
struct joined_sources {};

template <label Label>
struct named {};

} // namespace detail

} // namespace action_grammar

#endif
