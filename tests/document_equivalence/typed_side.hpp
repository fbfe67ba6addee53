#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_TYPED_SIDE_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_TYPED_SIDE_HPP

// A plan as a C++ type, and what the typed surface says of it. The types are made without the doors through which users
// make them, as those refuse the broken ones; what a door would say is asked of it as a type.

#include "compare.hpp"
#include "operations.hpp"
#include "plan.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/inspection/shape.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace equivalence_tests {

namespace typing = ag::detail;

template <char Label>
constexpr auto label_for() {
    if constexpr (Label == input) {
        return ag::label{"input"};
    } else {
        constexpr char const text[] = {Label, '\0'};
        return ag::label{text};
    }
}

template <std::size_t Count, char First, char Second>
struct sources_for {
    using type = typing::previous;
};
template <char First, char Second>
struct sources_for<1, First, Second> {
    using type = ag::sources<label_for<First>()>;
};
template <char First, char Second>
struct sources_for<2, First, Second> {
    using type = ag::sources<label_for<First>(), label_for<Second>()>;
};

/// One item of a plan as a type.
/// @tparam Plan  has it as `Plan::value`
template <class Plan, std::size_t At>
struct built {
    static constexpr item here = Plan::value.items[At];
    static constexpr auto name = label_for<here.label == 0 ? 'x' : here.label>();
    using sources = typename sources_for<here.reads_count, here.reads[0], here.reads[1]>::type;
    using value = std::conditional_t<here.element, int, numbers>;
    using children = std::make_index_sequence<Plan::value.child_count(At)>;
    template <std::size_t Which>
    using child = built<Plan, Plan::value.child(At, Which)>;

    template <class Callable, ag::verb What, class Guard = typing::no_guard>
    using action = ag::basic_action<What, name, typing::operation_for<Callable>, sources, Guard>;
    template <ag::protection Kind>
    using guard = typing::plain_guard<Kind>;

    static constexpr auto of_action() {
        using std::type_identity;
        if constexpr (here.does == letter::fetch) {
            return type_identity<action<may_fail<value>, ag::verb::fetch>>{};
        } else if constexpr (here.does == letter::sure) {
            return type_identity<action<keep<value>, ag::verb::transform>>{};
        } else if constexpr (here.does == letter::unsure) {
            return type_identity<action<may_throw<value>, ag::verb::transform>>{};
        } else if constexpr (here.does == letter::validate) {
            return type_identity<action<holds<value>, ag::verb::validate>>{};
        } else if constexpr (here.does == letter::gate) {
            return type_identity<action<approve<value>, ag::verb::gate>>{};
        } else if constexpr (here.does == letter::aggregate) {
            return type_identity<action<keep<value>, ag::verb::aggregate>>{};
        } else if constexpr (here.does == letter::join) {
            return type_identity<action<first_of_two<value>, ag::verb::transform>>{};
        } else if constexpr (here.does == letter::convert) {
            return type_identity<action<to_other, ag::verb::transform>>{};
        } else if constexpr (here.does == letter::misfit) {
            return type_identity<action<from_other, ag::verb::transform>>{};
        } else if constexpr (here.does == letter::persist) {
            return type_identity<
                action<may_fail<value>, ag::verb::persist, guard<ag::protection::natural>>>{};
        } else if constexpr (here.does == letter::persist_unprotected) {
            return type_identity<
                action<keep<value>, ag::verb::persist, guard<ag::protection::unprotected>>>{};
        } else if constexpr (here.does == letter::persist_undeclared) {
            return type_identity<action<keep<value>, ag::verb::persist>>{};
        } else {
            return type_identity<action<keep<value>, ag::verb::emit, guard<ag::protection::natural>>>{};
        }
    }

    using predicate = std::conditional_t<here.throwing, may_hold<value>, holds<value>>;
    template <std::size_t Which, std::size_t Count>
    using branch_at =
        typing::branch<std::conditional_t<here.exhaustive && Which + 1 == Count, typing::always, predicate>,
                       typing::block_of<typename child<Which>::type>>;
    using retrying = decltype(ag::retry(ag::constant{}));
    using limiting = decltype(ag::timeout(ag::duration{1}));

    template <std::size_t... Which>
    static constexpr auto of_construct(std::index_sequence<Which...>) {
        using std::type_identity;
        if constexpr (here.what == form::list) {
            return in_a_row(type_identity<typing::no_actions>{},
                            type_identity<typename child<Which>::type>{}...);
        } else if constexpr (here.what == form::decide) {
            return type_identity<ag::basic_decide<name, sources, branch_at<Which, sizeof...(Which)>...>>{};
        } else if constexpr (here.what == form::all) {
            return type_identity<ag::basic_all<typing::member_of<typename child<Which>::type>...>>{};
        } else {
            using inner = typename child<0>::type;
            if constexpr (here.what == form::fan_out) {
                return type_identity<
                    ag::basic_fan_out<name, sources, typing::same_as_input, typing::block_of<inner>>>{};
            } else if constexpr (here.what == form::nested) {
                return type_identity<ag::basic_applied<name, sources, typing::block_of<inner>>>{};
            } else {
                using mixin = std::conditional_t<here.what == form::retry, retrying, limiting>;
                return type_identity<ag::basic_mixed<mixin, typename typing::piece_sources<inner>::type,
                                                     typing::block_of<typing::detached_piece<inner>>>>{};
            }
        }
    }
    template <class Before>
    static constexpr auto in_a_row(std::type_identity<Before> all) {
        return all;
    }
    template <class Before, class First, class... Rest>
    static constexpr auto in_a_row(std::type_identity<Before>, std::type_identity<First>, Rest... rest) {
        return in_a_row(std::type_identity<ag::pipeline<Before, First>>{}, rest...);
    }

    static constexpr auto found() {
        if constexpr (here.what == form::action) {
            return of_action();
        } else {
            return of_construct(children{});
        }
    }
    using type = typename decltype(found())::type;

    // ---- what the doors say

    /// A pipeline to which nothing more is added.
    template <class Pipeline, class Typing = typing::typing_of<Pipeline>>
    using ended =
        typename typing::first_broken<typename Typing::broken, typename typing::open_verdict<Typing>::type,
                                      typename typing::closed<Typing>::broken>::type;

    template <std::size_t... Which>
    static constexpr auto own_verdict(std::index_sequence<Which...>) {
        using std::type_identity;
        if constexpr (here.what == form::action) {
            if constexpr (mutates(here.does)) {
                using declared = std::remove_cvref_t<decltype(std::declval<type const&>().guard())>;
                return type_identity<typing::guard_verdict<name, declared>>{};
            } else {
                return type_identity<typing::upheld>{};
            }
        } else if constexpr (here.what == form::list) {
            return type_identity<ended<type>>{};
        } else if constexpr (here.what == form::all) {
            return type_identity<typing::all_verdict<typename child<Which>::type...>>{};
        } else if constexpr (here.what == form::fan_out) {
            using inner = typename child<0>::type;
            return type_identity<
                typing::fan_out_verdict<name, typing::block_of<inner>, typing::same_as_input, inner>>{};
        } else if constexpr (here.what == form::retry) {
            return type_identity<typing::with_verdict<retrying, typename child<0>::type>>{};
        } else if constexpr (here.what == form::timeout) {
            return type_identity<typing::with_verdict<limiting, typename child<0>::type>>{};
        } else {
            return type_identity<typing::upheld>{};
        }
    }
    template <std::size_t... Which>
    static constexpr finding first_within(std::index_sequence<Which...>) {
        finding found{};
        static_cast<void>((... || ((found = child<Which>::first).code != ag::rule_code::none)));
        return found;
    }
    /// What is around something that was refused is never made.
    static constexpr finding first_of() {
        constexpr finding within = first_within(children{});
        if constexpr (within.code != ag::rule_code::none) {
            return within;
        } else {
            using own = typename decltype(own_verdict(children{}))::type;
            return {own::code, own::second.view()};
        }
    }
    /// The first rule that it breaks, in the order in which its author would be told.
    static constexpr finding first = first_of();
};

/// The last door, of the whole composition.
template <class Plan>
constexpr finding first_of_whole() {
    using root = built<Plan, 0>;
    if constexpr (root::first.code != ag::rule_code::none) {
        return root::first;
    } else {
        using whole = typename typing::typing_of<typename root::type>::whole;
        using promise = typing::verdict_of<typing::purpose_judgment<Plan::value.intent, "whole", whole>>;
        return {promise::code, promise::second.view()};
    }
}

/// What the rules find in the plain values of a composition's type.
template <class Whole>
std::vector<ag::violation> found_in_shape() {
    typing::shape_writer counted{};
    typing::whole_piece<Whole>::write(counted);
    std::vector<ag::node> nodes(counted.node_count);
    std::vector<ag::reference> references(counted.reference_count);
    typing::shape_writer out{nodes.data(), references.data()};
    typing::whole_piece<Whole>::write(out);
    auto const all = ag::findings(nodes, references);
    return {all.begin(), all.end()};
}

/// What the typed surface says of a plan: the first rule that is broken, and all that the rules find in the plain values
/// of the type.
template <class Plan>
judged typed_verdict() {
    static constexpr finding first = first_of_whole<Plan>();
    judged made{first, {}, true};
    if constexpr (first.code != ag::rule_code::none && Plan::value.yields_by_name()) {
        made.tells_all = false;
    } else {
        using whole = ag::basic_composition<Plan::value.intent, "whole", typename built<Plan, 0>::type>;
        for (ag::violation const& each : found_in_shape<whole>())
            if (each.code != ag::rule_code::unused_value) made.all.push_back({each.code, each.second.label});
    }
    return made;
}

} // namespace equivalence_tests

#endif
