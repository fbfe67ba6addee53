#ifndef ACTION_GRAMMAR_DOCUMENT_COMPOSED_ACTION_HPP
#define ACTION_GRAMMAR_DOCUMENT_COMPOSED_ACTION_HPP

// The single actions of a typed composition, as actions of a registry: with the types and the effect that they have in
// the composition.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/hana/basic_tuple.hpp>

#include <action_grammar/actions/basic_action.hpp>
#include <action_grammar/composition/decide.hpp>
#include <action_grammar/composition/environment.hpp>
#include <action_grammar/document/typed_action.hpp>

namespace action_grammar {

namespace detail {

/// An operation as it is called in a composition, where a value that nothing else reads is handed over to move from. A
/// document's values are shared: it gets a copy. That the copy may throw does not make it fallible, as the steps of a
/// document allocate anyhow; whoever runs it catches that.
/// @tparam Call  how the composition calls it
template <class Operation, class Call>
struct composed_operation {
    [[no_unique_address]] held<Operation> original;
};
template <class Operation, class Call>
struct operation_traits<composed_operation<Operation, Call>> : operation_traits<Operation> {
    static constexpr bool known = false; // Call says it all
};
template <class Operation, class Call, bool Implicit, class... Values>
struct generic_call<composed_operation<Operation, Call>, Implicit, Values...> : Call {};
template <class Operation, class Call, class Environment, class... Values>
constexpr decltype(auto) call(composed_operation<Operation, Call> const& operation, Environment& environment,
                              Values&&... values) {
    return call(operation.original.get(), environment, std::remove_cvref_t<Values>(values)...);
}

} // namespace detail

namespace document::detail {

using action_grammar::detail::type_is;

/// The type by which a document hands over a value: one that owns what it holds.
template <class Value>
struct owning {
    using type = std::remove_cvref_t<Value>;
};
template <class Value>
    requires std::is_same_v<std::remove_cvref_t<Value>, std::string_view>
struct owning<Value> {
    using type = std::string;
};
template <class Value>
using owning_t = typename owning<Value>::type;

/// The values that an action takes in a composition.
template <class Facts>
struct values_of_action;
template <verb What, label Label, class Operation, bool Implicit, class Guard, class... Values>
struct values_of_action<
    action_grammar::detail::action_facts<What, Label, Operation, Implicit, Guard, Values...>> {
    using facts = action_grammar::detail::action_facts<What, Label, Operation, Implicit, Guard, Values...>;
    using type = std::conditional_t<facts::call::nullary, types<>, types<owning_t<Values>...>>;
};

/// An action with the effect that it has in a composition.
template <class Facts, class Values>
struct as_composed;
template <class Facts, class... Values>
struct as_composed<Facts, types<Values...>> {
    template <class Action>
    using alone = typename Action::template facts<Values const&...>;
    template <class Action>
    static constexpr bool same = action_grammar::detail::is_upheld<typename alone<Action>::broken>
                              && alone<Action>::effect == Facts::effect;

    template <verb What, label Label, class Operation, class Sources, class Guard>
    static auto of(basic_action<What, Label, Operation, Sources, Guard> const& action) {
        using namespace action_grammar::detail;
        if constexpr (same<basic_action<What, Label, Operation, Sources, Guard>>) {
            return action;
        } else {
            using operation = composed_operation<Operation, typename Facts::call>;
            return basic_action<What, Label, operation, Sources, Guard>{
                {held<operation>{{held<Operation>{action.operation()}}}, held<Guard>{action.guard()}}};
        }
    }
};

// ---- the branches of a decide

/// Which branch of a decide applies, counted from 0: what the decide itself asks of its predicates, one after the other
/// and no more of them than it needs.
template <class Decide, class Facts>
struct branch_choice;
template <label Label, class Sources, class... Branches, class Facts>
struct branch_choice<basic_decide<Label, Sources, Branches...>, Facts> {
    basic_decide<Label, Sources, Branches...> decide;

    static constexpr bool exhaustive = Facts::parts::exhaustive;
    using number = std::int64_t;
    using answer = std::conditional_t<exhaustive, number, result<number, invalid>>;

    template <class... Values>
    constexpr answer operator()(Values const&... values) const noexcept(!Facts::parts::predicates_throw) {
        return choose<0>(values...);
    }

private:
    template <std::size_t Index, class... Values>
    constexpr answer choose(Values const&... values) const {
        if constexpr (Index == sizeof...(Branches)) {
            return unexpected(invalid{action_grammar::detail::text_of<Label>});
        } else {
            auto const& branch = boost::hana::at_c<Index>(decide.branches.get());
            if constexpr (std::remove_cvref_t<decltype(branch)>::is_otherwise) {
                return static_cast<number>(Index);
            } else {
                if (branch.predicate.get()(values...)) return static_cast<number>(Index);
                return choose<Index + 1>(values...);
            }
        }
    }
};

/// The action that makes the choice, under the label of the decide: what fails there fails in the decide.
template <class Facts, label Label, class Sources, class... Branches>
auto choice_of(basic_decide<Label, Sources, Branches...> const& decide) {
    using choice = branch_choice<basic_decide<Label, Sources, Branches...>, Facts>;
    return action_grammar::detail::make_action<verb::transform, Label>(Sources{}, choice{decide});
}

// ---- what becomes of the actions

/// For a document alone: the actions are only named.
struct named_only {
    template <class Values, class Action>
    void operator()(std::string_view, Action const&) const noexcept {}
};

/// Makes a registry's action of each, with the resources of an environment.
template <class Environment>
struct bound_to {
    Environment& resources;
    std::vector<std::shared_ptr<action_kind const>> kinds{};

    template <class Values, class Action>
    void operator()(std::string_view resource, Action const& action) {
        kinds.push_back(make(resource, action, Values{}, typename needs_of<Action, Values>::type{}));
    }

private:
    template <class Action, class Values>
    struct needs_of;
    template <class Action, class... Values>
    struct needs_of<Action, types<Values...>> {
        using type = typename Action::template facts<Values const&...>::needs;
    };

    template <class Action, class... Values, class... Needs>
    auto make(std::string_view resource, Action const& action, types<Values...>, types<Needs...>) {
        return make_typed_action<Values...>(resource, action,
                                            resources.template get<typename Needs::resource>()...);
    }
};

} // namespace document::detail

} // namespace action_grammar

#endif
