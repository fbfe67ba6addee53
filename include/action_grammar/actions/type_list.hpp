#ifndef ACTION_GRAMMAR_ACTIONS_TYPE_LIST_HPP
#define ACTION_GRAMMAR_ACTIONS_TYPE_LIST_HPP

#include <cstddef>
#include <type_traits>

namespace action_grammar::detail {

/// A list of types; never instantiated with a value.
template <class... Types>
struct types {
    static constexpr std::size_t size = sizeof...(Types);
};

template <class Type>
struct type_is {
    using type = Type;
};

template <class List, class Type>
inline constexpr bool contains = false;
template <class... Types, class Type>
inline constexpr bool contains<types<Types...>, Type> = (std::is_same_v<Types, Type> || ...);

template <class List, class... More>
struct append_unique {
    using type = List;
};
template <class... Types, class Next, class... More>
struct append_unique<types<Types...>, Next, More...>
    : append_unique<
          std::conditional_t<contains<types<Types...>, Next>, types<Types...>, types<Types..., Next>>,
          More...> {};

/// The union of lists, each type once, in the order of first appearance.
template <class... Lists>
struct unite;
template <class List>
struct unite<List> {
    using type = List;
};
template <class List, class... More, class... Rest>
struct unite<List, types<More...>, Rest...> : unite<typename append_unique<List, More...>::type, Rest...> {};

template <class... Lists>
using united = typename unite<Lists...>::type;

template <class Left, class Right>
struct concat;
template <class... Left, class... Right>
struct concat<types<Left...>, types<Right...>> {
    using type = types<Left..., Right...>;
};

/// Positions of values in a composition's storage.
template <std::size_t... Values>
struct indices {
    static constexpr std::size_t size = sizeof...(Values);
};

template <class Left, class Right>
struct concat_indices;
template <std::size_t... Left, std::size_t... Right>
struct concat_indices<indices<Left...>, indices<Right...>> {
    using type = indices<Left..., Right...>;
};

/// Stands for a value whose type is not known yet, because the composition's input is not.
struct unknown {};

/// Marks a composition or an action whose input types do not follow from its own signature.
struct undeclared {};

} // namespace action_grammar::detail

#endif
