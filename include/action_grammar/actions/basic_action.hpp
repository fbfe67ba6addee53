#ifndef ACTION_GRAMMAR_ACTIONS_BASIC_ACTION_HPP
#define ACTION_GRAMMAR_ACTIONS_BASIC_ACTION_HPP

#include <type_traits>
#include <utility>

#include <action_grammar/actions/contract.hpp>
#include <action_grammar/actions/from.hpp>
#include <action_grammar/actions/guard.hpp>
#include <action_grammar/actions/label.hpp>
#include <action_grammar/actions/operation.hpp>
#include <action_grammar/actions/type_list.hpp>
#include <action_grammar/actions/verdict.hpp>
#include <action_grammar/model/verb.hpp>

namespace action_grammar {

namespace detail {

/// The guard of an action that does not mutate, or whose author declared none.
using no_guard = plain_guard<protection::undeclared>;

/// The asking operation of a `verified_by`, as far as the pipeline needs to know it.
template <class Guard, class Outputs, class... Values>
struct verification {
    static constexpr bool asks = false;
    using errors = types<>;
    using needs = types<>;
    static constexpr bool accepted = true;
};
template <class Operation, class Outputs, class... Values>
struct verification<verifying_guard<Operation>, Outputs, Values...> {
    using asked = call_on<Operation, false, std::remove_cvref_t<Values> const&...>;
    using bare = std::remove_cvref_t<typename asked::result>;
    static constexpr auto found() {
        if constexpr (expected_like<bare>) {
            return type_is<types<typename bare::value_type, typename bare::error_type>>{};
        } else {
            return type_is<types<bare>>{};
        }
    }
    template <class Answer, class... Error>
    static constexpr bool only_yes_or_no(types<Answer, Error...>) {
        return std::is_same_v<Answer, bool>;
    }
    template <class Answer, class... Error>
    static types<Error...> error_of(types<Answer, Error...>);
    using answered = typename decltype(found())::type;
    static constexpr bool asks = true;
    static constexpr bool accepted = asked::accepted;
    static constexpr bool loses_answer = only_yes_or_no(answered{}) && Outputs::size != 0;
    using errors =
        united<decltype(error_of(answered{})), std::conditional_t<asked::nothrow, types<>, types<thrown>>,
               std::conditional_t<loses_answer, types<answer_lost>, types<>>>;
    using needs = typename operation_traits<Operation>::resources;
};

template <class Outputs>
struct first_or_unit {
    using type = unit;
};
template <class First>
struct first_or_unit<types<First>> {
    using type = std::remove_cvref_t<First>;
};

/// Whether it makes no difference if a value is handed over to move from or as `const&`.
template <class Value>
inline constexpr bool takes_either_way = std::is_trivially_copyable_v<std::remove_cvref_t<Value>>;

/// Whether an operation insists on a value to move from.
template <class Parameters>
inline constexpr bool wants_rvalue = false;
template <class... Parameters>
inline constexpr bool wants_rvalue<types<Parameters...>> = (std::is_rvalue_reference_v<Parameters> || ...);

/// Whether a guard's key can be projected from the values, and is of the type that the operation takes, if it
/// takes one.
template <class Operation, class Guard, class... Values>
inline constexpr bool key_fits = !operation_traits<Operation>::wants_key;
template <class Operation, class Projection, class... Values>
inline constexpr bool key_fits<Operation, key_guard<Projection>, Values...> = [] {
    if constexpr ((std::is_same_v<std::remove_cvref_t<Values>, unknown> || ...)) {
        return true;
    } else if constexpr (key_guard<Projection>::template projects<std::remove_cvref_t<Values>...>) {
        using key = std::remove_cvref_t<decltype(std::declval<key_guard<Projection> const&>().key(
            std::declval<std::remove_cvref_t<Values> const&>()...))>;
        return !operation_traits<Operation>::wants_key
            || std::is_same_v<typename operation_traits<Operation>::key, key>;
    } else {
        return false;
    }
}();

/// Whether projecting the key that an operation takes may throw.
template <class Operation, class Guard, class... Values>
inline constexpr bool key_throws = false;
template <class Operation, class Projection, class... Values>
    requires(operation_traits<Operation>::wants_key && sizeof...(Values) > 0
             && !(std::is_same_v<std::remove_cvref_t<Values>, unknown> || ...))
inline constexpr bool key_throws<Operation, key_guard<Projection>, Values...> =
    !key_guard<Projection>::template projects_nothrow<std::remove_cvref_t<Values>...>;

/// Whether the author was told of the guard where the action was made.
template <class Guard>
inline constexpr bool refused_before = requires { Guard::refused; };

/// Everything that the pipeline needs to know of an action that is given values of these types.
template <verb What, label Label, class Operation, bool Implicit, class Guard, class... Values>
struct action_facts {
    using call = call_on<Operation, Implicit, Values...>;
    using reading = reading_of<What, typename call::result>;
    using checked = verification<Guard, typename reading::outputs, Values...>;
    using outputs = typename reading::outputs;
    static constexpr bool nothrow = call::nothrow && !key_throws<Operation, Guard, Values...>;
    using errors = united<typename reading::errors, std::conditional_t<nothrow, types<>, types<thrown>>,
                          typename checked::errors>;
    using needs =
        united_needs<typename needs_of<Label, typename operation_traits<Operation>::resources>::type,
                     typename needs_of<Label, typename checked::needs>::type>;
    /// A mutation that asks first answers with an outcome of its own.
    template <template <class, class> class Outcome>
    using outcome_as = Outcome<typename first_or_unit<outputs>::type, errors>;
    using returned = typename call::result;
    static constexpr bool compound = false;
    /// No value is copied that could be moved.
    static constexpr bool takes_as_given =
        (takes_either_way<Values> && ...) && !wants_rvalue<typename operation_traits<Operation>::values>;
    static constexpr answer how = checked::asks ? answer::outcome : reading::how;
    static constexpr bool passes_on = reading::passes_on;
    static constexpr bool may_throw = !nothrow && !checked::asks; ///< one that asks catches by itself
    static constexpr grade effect = mutates(What)                           ? grade::committed
                                  : errors::size != 0 || What == verb::gate ? grade::fallible
                                                                            : grade::infallible;
    using whole = summarized_of<single<effect, Guard::kind, Label>>;
    static constexpr bool fits =
        call::accepted && reading::understood && checked::accepted && key_fits<Operation, Guard, Values...>;
    static constexpr rule_code code = !fits                                ? rule_code::contract_mismatch
                                    : reading::has_output || mutates(What) ? rule_code::none
                                                                           : rule_code::contract_missing;
    /// Its cause is the action that made the first value, which the pipeline knows.
    using broken =
        std::conditional_t<refused_before<Guard>, told_before,
                           std::conditional_t<code == rule_code::none, upheld,
                                              broken_rule<code, "", Label, typename call::offending>>>;
};

/// What an action holds. The label makes its type unique within a composition, so that empty actions share
/// one address.
template <label Label, class Operation, class Guard>
struct action_parts {
    [[no_unique_address]] held<Operation> operation_part;
    [[no_unique_address]] held<Guard> guard_part;

    [[nodiscard]] constexpr decltype(auto) operation() const noexcept { return operation_part.get(); }
    [[nodiscard]] constexpr decltype(auto) guard() const noexcept { return guard_part.get(); }
};
template <label Label, stateless Operation, stateless Guard>
struct action_parts<Label, Operation, Guard> {
    constexpr action_parts() noexcept = default;
    constexpr action_parts(held<Operation>, held<Guard>) noexcept {}

    [[nodiscard]] static constexpr Operation operation() noexcept { return {}; }
    [[nodiscard]] static constexpr Guard guard() noexcept { return {}; }
};

} // namespace detail

/// An action: verb(resource) with a label, what it does, where its values come from and, for a mutation, how
/// a repeat of it is made safe. Made by the verbs (`fetch`, `persist`, ...); empty when its operation is
/// stateless.
///
/// @tparam What      the verb
/// @tparam Label     its name in the composition
/// @tparam Operation what it does: a callable with the resources it is handed
/// @tparam Sources   the values it takes: those before it, or those that `from` names
/// @tparam Guard     the protection of a mutation
template <verb What, label Label, class Operation, class Sources, class Guard>
struct basic_action : detail::action_parts<Label, Operation, Guard> {
    static constexpr verb what = What;
    static constexpr auto name = Label;
    using sources = Sources;
    using declared = typename detail::operation_traits<Operation>::declared;
    template <class... Values>
    using facts = detail::action_facts<What, Label, Operation, std::is_same_v<Sources, detail::previous>,
                                       Guard, Values...>;

    /// The same action, taking the values before it.
    [[nodiscard]] constexpr auto detached() const {
        return basic_action<What, Label, Operation, detail::previous, Guard>{
            static_cast<detail::action_parts<Label, Operation, Guard> const&>(*this)};
    }
};

namespace detail {

/// The verdict on the protection that a mutation declares.
template <label Label, class Guard>
struct guard_judgment {
    static constexpr violation value =
        protection_rule(grade::committed, Guard::kind, {text_of<Label>, unresolved});
};
template <label Label, class Guard>
using guard_verdict = verdict_of<guard_judgment<Label, Guard>>;

template <verb What, label Label, class Sources, class Callable, class Guard = no_guard>
constexpr auto make_action(Sources, Callable operation, Guard guard = {}) {
    return basic_action<What, Label, operation_for<Callable>, Sources, Guard>{
        {held<operation_for<Callable>>{as_operation(std::move(operation))}, held<Guard>{std::move(guard)}}};
}

} // namespace detail

} // namespace action_grammar

#endif
