#ifndef ACTION_GRAMMAR_ACTIONS_GUARD_HPP
#define ACTION_GRAMMAR_ACTIONS_GUARD_HPP

#include <concepts>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/operation.hpp>
#include <action_grammar/model/protection.hpp>

namespace action_grammar {

namespace detail {

/// A protection that is no more than its kind.
template <protection Kind>
struct plain_guard {
    static constexpr protection kind = Kind;
};

/// Stands for the protection of a mutation that was refused because its author declared none.
struct refused_guard : plain_guard<protection::unprotected> {
    static constexpr bool refused = true;
};

/// The key of a mutation, projected from its values.
template <class Projection>
struct key_guard {
    static constexpr protection kind = protection::keyed;
    [[no_unique_address]] held<Projection> projection;

    /// The projection takes all of the values, or the first.
    template <class First, class... Rest>
        requires(std::is_invocable_v<Projection const&, First const&, Rest const&...>
                 || std::is_invocable_v<Projection const&, First const&>)
    constexpr decltype(auto) key(First const& first, Rest const&... rest) const {
        if constexpr (std::is_member_object_pointer_v<Projection>) {
            return (first.*projection.get());
        } else if constexpr (std::is_member_function_pointer_v<Projection>) {
            return (first.*projection.get())();
        } else if constexpr (std::is_invocable_v<Projection const&, First const&, Rest const&...>) {
            return projection.get()(first, rest...);
        } else {
            return projection.get()(first);
        }
    }

    template <class... Values>
    static constexpr bool projects =
        requires(key_guard const& guard, Values const&... values) { guard.key(values...); };
    template <class First, class... Rest>
    static constexpr bool projects_nothrow =
        std::is_nothrow_invocable_v<Projection const&, First const&, Rest const&...>
        || std::is_nothrow_invocable_v<Projection const&, First const&>;
};

/// The operation that tells whether a mutation happened.
template <class Operation>
struct verifying_guard {
    static constexpr protection kind = protection::verified;
    [[no_unique_address]] held<Operation> operation;
};

} // namespace detail

/// A declared way to make the retry of a mutation safe: `keyed_by(...)`, `natural`, `same_transaction`,
/// `verified_by(...)`, `unprotected`.
template <class Type>
concept protection_guard = requires {
    { std::remove_cvref_t<Type>::kind } -> std::convertible_to<protection>;
};

/// The mutation is idempotent by nature: sending it again changes nothing.
inline constexpr detail::plain_guard<protection::natural> natural{};
/// The effect and the record that it happened commit in one transaction of the receiver.
inline constexpr detail::plain_guard<protection::same_transaction> same_transaction{};
/// None. The library never repeats such a mutation, and a `retry` around it is refused (AG207).
inline constexpr detail::plain_guard<protection::unprotected> unprotected{};

/// The receiver recognizes a repeat by a key.
///
/// @param projection  a member pointer of the action's first value, or a callable over its values; what it
///                    returns is handed to an operation that takes an `idempotency_key` as its last value
///                    parameter
template <class Projection>
[[nodiscard]] constexpr auto keyed_by(Projection projection) {
    return detail::key_guard<Projection>{detail::held<Projection>{std::move(projection)}};
}

/// The receiver can be asked whether the effect happened; it is asked before the mutation is sent and again
/// when its answer was lost.
///
/// @param operation  takes the action's values, changes nothing, and answers `std::optional` of the
///                   mutation's output (engaged: it happened, and this was its answer) or `bool`; either may
///                   come in a result type. A `bool` that says yes for a mutation with an output leaves the
///                   run `in_doubt`, with `answer_lost`.
template <class Operation>
[[nodiscard]] constexpr auto verified_by(Operation operation) {
    return detail::verifying_guard<detail::operation_for<Operation>>{
        detail::held<detail::operation_for<Operation>>{detail::as_operation(std::move(operation))}};
}

} // namespace action_grammar

#endif
