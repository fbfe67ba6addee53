#ifndef ACTION_GRAMMAR_COMPOSITION_PIPELINE_HPP
#define ACTION_GRAMMAR_COMPOSITION_PIPELINE_HPP

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/diagnostics.hpp>
#include <action_grammar/actions/from.hpp>
#include <action_grammar/actions/held.hpp>
#include <action_grammar/actions/label.hpp>
#include <action_grammar/actions/type_list.hpp>
#include <action_grammar/composition/typing.hpp>

namespace action_grammar {

namespace detail {

/// The pipeline without actions.
struct no_actions {
    static constexpr std::size_t size = 0;
    using declared = undeclared;
};

} // namespace detail

/// Actions in order, as `|` assembles them; a fragment until `query` or `command` closes it. Holds the
/// actions, and is empty when they are.
template <class Before, class Last>
struct pipeline : Before {
    [[no_unique_address]] detail::held<Last> last;

    static constexpr std::size_t size = Before::size + 1;
    /// The types of the input, where an action's own signature tells them.
    using declared = typename detail::declared_input<Before, Last>::type;
};

/// A pipeline of one action. It has no base, so that two of them may share an address.
template <class Last>
struct pipeline<detail::no_actions, Last> {
    [[no_unique_address]] detail::held<Last> last;

    static constexpr std::size_t size = 1;
    using declared = typename detail::declared_input<detail::no_actions, Last>::type;
};

namespace detail {

template <class Type>
inline constexpr bool is_pipeline = false;
template <class Before, class Last>
inline constexpr bool is_pipeline<pipeline<Before, Last>> = true;

template <class Type>
concept an_element = requires {
    Type::name;
    typename Type::sources;
    typename Type::declared;
};

/// Anything that may stand in a pipe.
template <class Type>
concept pipeable = an_element<Type> || is_pipeline<Type>;

template <class Piece>
constexpr auto as_pipeline(Piece piece) {
    if constexpr (is_pipeline<Piece>) {
        return piece;
    } else {
        return pipeline<no_actions, Piece>{held<Piece>{std::move(piece)}};
    }
}

/// Adds the actions of one piece behind those of a pipeline, one by one.
template <class Left, class Action>
constexpr auto append(Left left, Action right) {
    return pipeline<Left, Action>{std::move(left), held<Action>{std::move(right)}};
}
template <class Left, class Last>
constexpr auto append(Left left, pipeline<no_actions, Last> right) {
    return append(std::move(left), right.last.get());
}
template <class Left, class Before, class Last>
constexpr auto append(Left left, pipeline<Before, Last> right) {
    return append(append(std::move(left), static_cast<Before const&>(right)), right.last.get());
}

} // namespace detail

/// `left`, then `right`. Refuses the join when a rule forbids it, and names the rule and both labels.
template <detail::pipeable Left, detail::pipeable Right>
[[nodiscard]] constexpr auto operator|(Left left, Right right) {
    detail::refuse<detail::join_verdict<Left, Right>>();
    if constexpr (detail::is_pipeline<Left> && !detail::is_pipeline<Right>) {
        return pipeline<Left, Right>{static_cast<Left&&>(left),
                                     detail::held<Right>{static_cast<Right&&>(right)}};
    } else {
        return detail::append(detail::as_pipeline(static_cast<Left&&>(left)), static_cast<Right&&>(right));
    }
}

/// Whether `A | B` breaks no rule: the question of `|`, answered without an error.
template <class A, class B>
concept composable_with = detail::pipeable<std::remove_cvref_t<A>> && detail::pipeable<std::remove_cvref_t<B>>
                       && detail::is_upheld<typename detail::typing_of<
                           detail::joined_pipeline<std::remove_cvref_t<A>, std::remove_cvref_t<B>>>::broken>;

} // namespace action_grammar

#endif
