#ifndef ACTION_GRAMMAR_ACTIONS_CONTRACT_HPP
#define ACTION_GRAMMAR_ACTIONS_CONTRACT_HPP

#include <concepts>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/error.hpp>
#include <action_grammar/actions/expected_like.hpp>
#include <action_grammar/actions/label.hpp>
#include <action_grammar/actions/operation.hpp>
#include <action_grammar/actions/type_list.hpp>
#include <action_grammar/model/grade.hpp>
#include <action_grammar/model/verb.hpp>
#include <action_grammar/rules/summary.hpp>

// What calling an operation with values of given types comes to: whether it takes them, what it returns, and
// how the verb reads what it returns. All of it facts about types; the rules judge them.

namespace action_grammar::detail {

// ---- whether an operation takes its values

/// The outcome of asking an operation for the given values. `Values` are object types for values handed over
/// as rvalues and `T const&` for values that are needed again.
template <class Result>
struct call_refused {
    static constexpr bool accepted = false;
    static constexpr bool nothrow = true;
    static constexpr bool nullary = false;
    using result = Result; ///< what it would have returned, so that one misfit does not bring others
};
template <class Result, bool Nothrow, bool Nullary>
struct call_accepted {
    static constexpr bool accepted = true;
    static constexpr bool nothrow = Nothrow;
    static constexpr bool nullary = Nullary; ///< takes nothing, whatever stands before it
    using result = Result;
    using offending = types<>;
};

template <class Value, class Parameter>
inline constexpr bool takes = std::is_convertible_v<Value, Parameter>;
template <class Parameter>
inline constexpr bool takes<unknown, Parameter> = true;
template <class Value, class Parameter>
inline constexpr bool takes_nothrow = std::is_nothrow_convertible_v<Value, Parameter>;
template <class Parameter>
inline constexpr bool takes_nothrow<unknown, Parameter> = true;

/// The first value and parameter that do not fit, for the diagnostic.
template <class Values, class Parameters>
struct first_misfit {
    using type = types<Values, Parameters>;
};
template <class Value, class... Values, class Parameter, class... Parameters>
struct first_misfit<types<Value, Values...>, types<Parameter, Parameters...>> {
    using type = typename std::conditional_t<takes<Value, Parameter>,
                                             first_misfit<types<Values...>, types<Parameters...>>,
                                             type_is<types<Value, Parameter>>>::type;
};
template <>
struct first_misfit<types<>, types<>> {
    using type = types<>;
};

template <class Traits, bool Implicit, class Values, class Parameters>
struct known_call : call_refused<typename Traits::described::result> {
    using offending = types<Values, Parameters>;
};
template <class Traits, bool Implicit, class... Values, class... Parameters>
    requires(sizeof...(Values) == sizeof...(Parameters))
struct known_call<Traits, Implicit, types<Values...>, types<Parameters...>>
    : std::conditional_t<(takes<Values, Parameters> && ...),
                         call_accepted<typename Traits::described::result,
                                       Traits::nothrow && (takes_nothrow<Values, Parameters> && ...), false>,
                         call_refused<typename Traits::described::result>> {
    using offending = typename first_misfit<types<Values...>, types<Parameters...>>::type;
};
template <class Traits, class First, class... Values>
struct known_call<Traits, true, types<First, Values...>, types<>>
    : call_accepted<typename Traits::described::result, Traits::nothrow, true> {};

template <class Operation, bool Implicit, class... Values>
struct generic_call : call_refused<unknown> {
    using offending = types<Values...>;
};
template <class Callable, class... Resources, bool Implicit, class... Values>
    requires std::is_invocable_v<Callable const&, Resources&..., Values...>
struct generic_call<bound_operation<Callable, Resources...>, Implicit, Values...>
    : call_accepted<std::invoke_result_t<Callable const&, Resources&..., Values...>,
                    std::is_nothrow_invocable_v<Callable const&, Resources&..., Values...>, false> {};

template <class Operation, bool Implicit, class... Values>
constexpr auto asked() {
    using traits = operation_traits<Operation>;
    if constexpr (traits::known) {
        return type_is<known_call<traits, Implicit, types<Values...>, typename traits::values>>{};
    } else if constexpr ((std::is_same_v<Values, unknown> || ...)) {
        return type_is<call_accepted<unknown, true, false>>{};
    } else {
        return type_is<generic_call<Operation, Implicit, Values...>>{};
    }
}
/// @tparam Implicit  the values are those before the action, not named by `from`: an operation without
///                   parameters drops them
template <class Operation, bool Implicit, class... Values>
using call_on = typename decltype(asked<Operation, Implicit, Values...>())::type;

// ---- how a verb reads what its operation returned

/// How the answer of an operation is taken apart.
enum class answer : unsigned char {
    plain,
    predicate,
    expected,
    approval,
    expected_approval,
    outcome,
    unknown
};

template <class Value>
struct stored_value {
    using type = types<Value>;
};
template <class Value>
struct stored_value<Value&&> {
    using type = types<Value>;
};
template <class Value>
struct stored_value<Value&> {
    using type = types<Value const&>;
};
template <class Value>
    requires std::is_void_v<Value>
struct stored_value<Value> {
    using type = types<>;
};

/// What a verb makes of a returned type: how it is read, the values it adds, and whether it hands its input
/// on.
template <answer How, bool PassesOn, class Outputs, class Errors>
struct reading {
    static constexpr answer how = How;
    static constexpr bool passes_on = PassesOn;
    static constexpr bool understood = true;
    static constexpr bool has_output = PassesOn || Outputs::size != 0;
    using outputs = Outputs;
    using errors = Errors;
};
struct not_understood : reading<answer::unknown, false, types<unknown>, types<>> {
    static constexpr bool understood = false;
};

template <verb What, class Result>
constexpr auto read() {
    using bare = std::remove_cvref_t<Result>;
    if constexpr (std::is_same_v<bare, unknown>) {
        if constexpr (checks(What)) {
            return type_is<reading<answer::unknown, true, types<>, types<>>>{};
        } else {
            return type_is<reading<answer::unknown, false, types<unknown>, types<>>>{};
        }
    } else if constexpr (expected_like<bare>) {
        using value = typename bare::value_type;
        using errors = types<typename bare::error_type>;
        if constexpr (What == verb::gate) {
            if constexpr (std::is_same_v<value, approval>) {
                return type_is<reading<answer::expected_approval, true, types<>, errors>>{};
            } else {
                return type_is<not_understood>{};
            }
        } else if constexpr (What == verb::validate && std::is_void_v<value>) {
            return type_is<reading<answer::expected, true, types<>, errors>>{};
        } else if constexpr (std::is_void_v<value>) {
            return type_is<reading<answer::expected, false, types<>, errors>>{};
        } else {
            // A value that can only be looked at, not taken, is kept as a reference.
            constexpr bool looked_at = std::is_lvalue_reference_v<Result>
                                    || !std::is_same_v<decltype(*std::declval<bare&>()), value&>;
            using kept = std::conditional_t<looked_at, std::add_lvalue_reference_t<value>, value>;
            return type_is<reading<answer::expected, false, typename stored_value<kept>::type, errors>>{};
        }
    } else if constexpr (What == verb::gate) {
        if constexpr (std::is_same_v<bare, approval>) {
            return type_is<reading<answer::approval, true, types<>, types<>>>{};
        } else {
            return type_is<not_understood>{};
        }
    } else if constexpr (What == verb::validate) {
        if constexpr (std::is_convertible_v<Result, bool>) {
            return type_is<reading<answer::predicate, true, types<>, types<invalid>>>{};
        } else {
            return type_is<not_understood>{};
        }
    } else {
        return type_is<reading<answer::plain, false, typename stored_value<Result>::type, types<>>>{};
    }
}
template <verb What, class Result>
using reading_of = typename decltype(read<What, Result>())::type;

/// A resource and the action that needs it first.
template <class Resource, label Action>
struct need {
    using resource = Resource;
    static constexpr auto action = Action;
};

template <label Action, class Resources>
struct needs_of;
template <label Action, class... Resources>
struct needs_of<Action, types<Resources...>> {
    using type = types<need<Resources, Action>...>;
};

/// The union of needs: each resource once, for the action that needed it first.
template <class List, class... More>
struct append_needs {
    using type = List;
};
template <class... Held, class Next, class... More>
struct append_needs<types<Held...>, Next, More...>
    : append_needs<
          std::conditional_t<(std::is_same_v<typename Held::resource, typename Next::resource> || ...),
                             types<Held...>, types<Held..., Next>>,
          More...> {};
template <class... Lists>
struct unite_needs;
template <class List>
struct unite_needs<List> {
    using type = List;
};
template <class Left, class... Right, class... Lists>
struct unite_needs<Left, types<Right...>, Lists...>
    : unite_needs<typename append_needs<Left, Right...>::type, Lists...> {};
template <class... Lists>
using united_needs = typename unite_needs<Lists...>::type;

} // namespace action_grammar::detail

#endif
