#ifndef ACTION_GRAMMAR_ACTIONS_OPERATION_HPP
#define ACTION_GRAMMAR_ACTIONS_OPERATION_HPP

#include <concepts>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/held.hpp>
#include <action_grammar/actions/signature.hpp>
#include <action_grammar/actions/type_list.hpp>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
// A slot is read only behind the step that fills it, which g++ does not always see.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

namespace action_grammar {

/// A point in time by which an operation should have ended; complete in composition/clock.hpp. An operation
/// that takes one as its last parameter is handed the earliest deadline of the
/// `timeout`s around it, or none.
struct deadline;

/// The idempotency key of a commit. A `persist` or `emit` operation that takes one behind its values is
/// handed the key that `keyed_by` projects; valid during the call.
template <class Key>
struct idempotency_key {
    Key const& value;
};

namespace detail {

/// A callable and the resources that it is handed before its values.
template <class Callable, class... Resources>
struct bound_operation {
    [[no_unique_address]] held<Callable> function;
};

template <class Type>
inline constexpr bool is_bound_operation = false;
template <class Callable, class... Resources>
inline constexpr bool is_bound_operation<bound_operation<Callable, Resources...>> = true;

/// A pointer to a data member, as the function that reads it.
template <class Member, class Class>
struct member_of_value {
    Member Class::* pointer;
    constexpr Member const& operator()(Class const& value) const noexcept { return value.*pointer; }
};
template <class Member, class Class>
constexpr auto as_function(Member Class::* pointer) {
    return member_of_value<Member, Class>{pointer};
}

/// Splits a member function into its class (the resource) and the rest; other callables need no resource.
template <class Callable>
constexpr auto as_operation(Callable function) {
    if constexpr (is_bound_operation<Callable>) {
        return function;
    } else if constexpr (std::is_member_function_pointer_v<Callable>) {
        return bound_operation<Callable, typename signature<Callable>::owner>{held<Callable>{function}};
    } else if constexpr (std::is_member_object_pointer_v<Callable>) {
        return detail::as_operation(detail::as_function(function));
    } else {
        return bound_operation<Callable>{held<Callable>{std::move(function)}};
    }
}
template <class Callable>
using operation_for = decltype(as_operation(std::declval<Callable>()));

template <class Type>
struct key_type {
    using type = void;
};
template <class Key>
struct key_type<idempotency_key<Key>> {
    using type = Key;
};
template <class Type>
inline constexpr bool is_key_parameter = false;
template <class Key>
inline constexpr bool is_key_parameter<idempotency_key<Key>> = true;

/// The value parameters of an operation: its parameters without the leading resources and the trailing key
/// and deadline.
template <std::size_t Skip, bool Done, class Values, class... Parameters>
struct split_parameters {
    static constexpr bool wants_deadline = false;
    static constexpr bool wants_key = false;
    using key = void;
    using values = Values;
};
template <std::size_t Skip, class Values, class First, class... Rest>
    requires(Skip > 0)
struct split_parameters<Skip, false, Values, First, Rest...>
    : split_parameters<Skip - 1, false, Values, Rest...> {};
template <class... Values, class First, class... Rest>
struct split_parameters<0, false, types<Values...>, First, Rest...> {
    static constexpr bool is_key = is_key_parameter<std::remove_cvref_t<First>>;
    static constexpr bool is_deadline = std::is_same_v<std::remove_cvref_t<First>, deadline>;
    using value = std::conditional_t<is_key || is_deadline, types<Values...>, types<Values..., First>>;
    using rest = split_parameters<0, false, value, Rest...>;
    using values = typename rest::values;
    using key = typename std::conditional_t<is_key, key_type<std::remove_cvref_t<First>>,
                                            type_is<typename rest::key>>::type;
    static constexpr bool wants_key = is_key || rest::wants_key;
    static constexpr bool wants_deadline = is_deadline || rest::wants_deadline;
};

template <std::size_t Skip, class Parameters>
struct value_parameters {
    static constexpr bool wants_deadline = false;
    static constexpr bool wants_key = false;
    using key = void;
    using values = undeclared;
};
template <std::size_t Skip, class... Parameters>
struct value_parameters<Skip, types<Parameters...>> : split_parameters<Skip, false, types<>, Parameters...> {
};

/// The types that an operation's own signature asks of its values, decayed; `undeclared` when it tells
/// nothing.
template <class Values>
struct decayed_values {
    using type = undeclared;
};
template <class... Values>
struct decayed_values<types<Values...>> {
    using type = types<std::remove_cvref_t<Values>...>;
};

template <class Operation>
struct operation_traits;
template <class Callable, class... Resources>
struct operation_traits<bound_operation<Callable, Resources...>> {
    using described = signature<Callable>;
    static constexpr bool is_member = std::is_member_function_pointer_v<Callable>;
    using parameters = value_parameters<is_member ? sizeof...(Resources) - 1 : sizeof...(Resources),
                                        typename described::parameters>;
    static constexpr bool known = described::known;
    static constexpr bool nothrow = described::nothrow;
    static constexpr bool wants_deadline = parameters::wants_deadline;
    static constexpr bool wants_key = parameters::wants_key;
    using key = typename parameters::key;
    using values = typename parameters::values;
    using declared = typename decayed_values<values>::type;
    using resources = types<Resources...>;
};

/// Calls a member function on its object, with further resources and then the values.
template <class Callable, class Object, class... Resources, class Environment, class... Values>
[[gnu::always_inline]] constexpr decltype(auto) call_member_of(types<Object, Resources...>, Callable function,
                                                               Environment& environment, Values&&... values) {
    return (environment.template get<Object>().*function)(environment.template get<Resources>()...,
                                                          static_cast<Values&&>(values)...);
}

/// Calls a callable on the resources that it names and then the values.
template <class Callable, class... Resources, class Environment, class... Values>
[[gnu::always_inline]] constexpr decltype(auto) call(bound_operation<Callable, Resources...> const& operation,
                                                     Environment& environment, Values&&... values) {
    if constexpr (std::is_member_function_pointer_v<Callable>) {
        return detail::call_member_of(types<Resources...>{}, operation.function.get(), environment,
                                      static_cast<Values&&>(values)...);
    } else {
        return operation.function.get()(environment.template get<Resources>()...,
                                        static_cast<Values&&>(values)...);
    }
}

} // namespace detail

/// Names the resources of an operation that is a lambda, a free function, or a member function of a base
/// class of the resource: `on<database>(find_stock)` calls `find_stock(database&, values...)`.
///
/// @tparam Resources  the types handed before the values, each by reference, in this order
template <class... Resources, class Callable>
[[nodiscard]] constexpr auto on(Callable function) {
    return detail::bound_operation<Callable, Resources...>{detail::held<Callable>{std::move(function)}};
}

/// An operation on a resource: a pointer to a member function, or a callable bound to resources by `on`.
/// Satisfied by
/// `&cart_service::find` and `on<database>(find_stock)`; not by a plain function of values.
template <class Operation>
concept resource_operation = std::is_member_function_pointer_v<std::remove_cvref_t<Operation>>
                          || detail::is_bound_operation<std::remove_cvref_t<Operation>>;

} // namespace action_grammar

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#endif
