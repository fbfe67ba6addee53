#ifndef ACTION_GRAMMAR_DOCUMENT_COMPOSITION_WRITER_HPP
#define ACTION_GRAMMAR_DOCUMENT_COMPOSITION_WRITER_HPP

// Walks a typed composition once, writing it as a document and naming its actions: so the names in the document and
// those in a registry are the same.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <action_grammar/composition/all.hpp>
#include <action_grammar/composition/apply.hpp>
#include <action_grammar/composition/composition.hpp>
#include <action_grammar/composition/decide.hpp>
#include <action_grammar/composition/fan_out.hpp>
#include <action_grammar/document/composed_action.hpp>
#include <action_grammar/document/written_composition.hpp>
#include <action_grammar/mixins/retry.hpp>
#include <action_grammar/mixins/timeout.hpp>
#include <action_grammar/mixins/with.hpp>

namespace action_grammar::document::detail {

/// @tparam Bind  called as `bind.template operator()<types<Values...>>(resource, action)` for each action
template <class Bind>
struct composition_writer {
    written_composition& whole;
    Bind& bind;
};

/// Where an element stands: what it is called, what it reads, and whether it is the commit of a list that has one.
struct element_place {
    std::string id;
    given_values given;
    bool is_commit = false;
    written_scope* scope = nullptr;
};

template <std::size_t... Positions>
constexpr std::array<std::size_t, sizeof...(Positions)>
positions_in(action_grammar::detail::indices<Positions...>) {
    return {Positions...};
}

/// How an element is written, as a step.
/// @tparam Top  it stands in the document's own list of steps, where mixins may be around it
template <class Element, class Facts, bool Top>
struct written_element;

// ---- lists of steps

template <class Typing>
using every_step = std::make_index_sequence<Typing::size::count>;

template <label... Names, std::size_t... Offsets, std::size_t... Counts>
void add_labels(std::vector<std::string_view>& to,
                types<action_grammar::detail::exported<Names, Offsets, Counts>...>) {
    (to.push_back(action_grammar::detail::text_of<Names>), ...);
}
template <class Step>
void add_labels(std::vector<std::string_view>& to) {
    if constexpr (requires { typename Step::facts::exports; })
        detail::add_labels(to, typename Step::facts::exports{});
    else
        to.push_back(action_grammar::detail::text_of<Step::action::name>);
}
template <class Typing, std::size_t... Steps>
std::vector<std::string_view> labels_of(std::index_sequence<Steps...>) {
    std::vector<std::string_view> labels;
    (detail::add_labels<action_grammar::detail::step_in<Typing, Steps>>(labels), ...);
    return labels;
}
template <class Typing>
written_scope scope_for(std::vector<std::string> inputs, bool sectioned) {
    return {detail::labels_of<Typing>(every_step<Typing>{}), std::move(inputs), sectioned};
}

template <class Element>
concept member_group = requires { Element::anonymous; };

template <class Step, bool Top, class Writer, class Pipeline>
void write_step(Writer& writer, Pipeline const& whole, written_scope& scope) {
    using element = typename Step::action;
    using facts = typename Step::facts;
    constexpr std::string_view label = action_grammar::detail::text_of<element::name>;
    constexpr auto positions = detail::positions_in(typename Step::values{});
    constexpr bool mutates = facts::whole::value.effect == grade::committed;
    element_place place{member_group<element> ? scope.unused_id(label) : scope.id_of(label),
                        scope.values_at(positions), mutates, &scope};
    std::string const id = place.id;
    auto const& action = static_cast<typename Step::pipeline_type const&>(whole).last.get();
    scope.place(written_element<element, facts, Top>::write(writer, action, std::move(place)), mutates);
    if constexpr (member_group<element>) {
        scope.yields_none();
    } else if constexpr (facts::passes_on) {
        scope.hands_on(positions);
    } else if constexpr (facts::outputs::size == 0) {
        scope.yields_none();
    } else {
        scope.yields(id);
    }
}

/// Writes the steps of a pipeline into a scope that is made for it.
template <class Typing, bool Top, class Writer, class Pipeline>
void write_steps(Writer& writer, Pipeline const& whole, written_scope& scope) {
    using action_grammar::detail::step_in;
    [&]<std::size_t... Steps>(std::index_sequence<Steps...>) {
        (detail::write_step<step_in<Typing, Steps>, Top>(writer, whole, scope), ...);
    }(every_step<Typing>{});
    using last = step_in<Typing, Typing::size::count - 1>;
    constexpr bool is_void =
        !member_group<typename last::action> && !last::facts::passes_on && last::facts::outputs::size == 0;
    scope.finish(detail::positions_in(typename Typing::current{}), is_void);
}

// ---- what holds other elements

template <class Typing, class Writer, class Pipeline>
json::object write_nested(Writer& writer, Pipeline const& actions, element_place const& place) {
    written_scope inside = detail::scope_for<Typing>(inputs_of_nested(place.given), place.is_commit);
    detail::write_steps<Typing, false>(writer, actions, inside);
    return nested_step(place.id, place.given, inside);
}

/// Whether an element is written as a step of its own where it stands alone in a block.
template <class Step>
constexpr bool stands_alone =
    !member_group<typename Step::action>
    && (!Step::facts::passes_on || detail::positions_in(typename Step::values{}).size() == 1);

/// What a block holds: one element as it is, several as a list of their own.
/// @tparam Facts  of the block: a nested pipeline's
template <class Facts, bool Top, class Writer, class Block>
json::object write_block(Writer& writer, Block const& block, element_place place) {
    using typing = typename Facts::inside::typing;
    using first = action_grammar::detail::step_in<typing, 0>;
    if constexpr (typing::size::count == 1 && stands_alone<first>) {
        given_values const outer = std::move(place.given);
        place.given = {};
        for (std::size_t const each : detail::positions_in(typename first::values{}))
            place.given.references.push_back(outer.references[each]);
        place.given.is_previous = outer.is_previous && place.given.references.size() == 1;
        auto const& action = static_cast<typename first::pipeline_type const&>(block.actions).last.get();
        return written_element<typename first::action, typename first::facts, Top>::write(writer, action,
                                                                                          std::move(place));
    } else {
        return detail::write_nested<typing>(writer, block.actions, place);
    }
}

// ---- elements

template <verb What, label Label, class Operation, class Sources, class Guard, class Facts, bool Top>
struct written_element<basic_action<What, Label, Operation, Sources, Guard>, Facts, Top> {
    using values = typename values_of_action<Facts>::type;

    template <class Writer>
    static json::object write(Writer& writer,
                              basic_action<What, Label, Operation, Sources, Guard> const& action,
                              element_place place) {
        auto const composed = as_composed<Facts, values>::of(action);
        using told = told_facts<std::remove_const_t<decltype(composed)>, values>;
        std::string const resource = writer.whole.resource_for(What, action_grammar::detail::text_of<Label>);
        writer.bind.template operator()<values>(resource, composed);
        return action_step(place.id, What, resource, place.given,
                           parameter_names(describe_typed(resource, told::value)), Guard::kind);
    }
};

template <purpose Intent, label Name, class Pipeline, class Facts, bool Top>
struct written_element<basic_composition<Intent, Name, Pipeline>, Facts, Top> {
    template <class Writer>
    static json::object write(Writer& writer, basic_composition<Intent, Name, Pipeline> const& inner,
                              element_place place) {
        return detail::write_nested<typename Facts::inside::typing>(writer, inner.actions, place);
    }
};

template <label Label, class Sources, class Block, class Facts, bool Top>
struct written_element<basic_applied<Label, Sources, Block>, Facts, Top> {
    template <class Writer>
    static json::object write(Writer& writer, basic_applied<Label, Sources, Block> const& applied,
                              element_place place) {
        return detail::write_nested<typename Facts::inside::typing>(writer, applied.inner.actions, place);
    }
};

/// A decide asks functions, where a document asks filters. So that it asks the same ones, in the same order and no more
/// of them, an action does: a transform that yields the number of the branch. Both stand in a list of their own, in
/// which the action has the label of the decide; what fails there fails under that label.
template <label Label, class Sources, class... Branches, class Facts, bool Top>
struct written_element<basic_decide<Label, Sources, Branches...>, Facts, Top> {
    using element = basic_decide<Label, Sources, Branches...>;
    using parts = typename Facts::parts;
    template <class Branch>
    using typing = typename parts::template inside<Branch>::inside::typing;

    template <class Writer>
    static json::object write(Writer& writer, element const& decide, element_place place) {
        auto const& branches = decide.branches.get();
        if constexpr (sizeof...(Branches) == 1 && parts::exhaustive) {
            auto const& only = boost::hana::at_c<0>(branches);
            return detail::write_nested<typing<std::remove_cvref_t<decltype(only)>>>(
                writer, only.actions.actions, place);
        } else {
            return write_choice(writer, decide, place, std::index_sequence_for<Branches...>{});
        }
    }

private:
    template <class Writer, std::size_t... Indices>
    static json::object write_choice(Writer& writer, element const& decide, element_place const& place,
                                     std::index_sequence<Indices...>) {
        std::string_view const label = action_grammar::detail::text_of<Label>;
        written_scope around({label}, inputs_of_nested(place.given), place.is_commit);
        std::vector<std::size_t> every(place.given.references.size());
        for (std::size_t i = 0; i < every.size(); ++i)
            every[i] = i;
        given_values const given = around.values_at(every);

        auto const chooser = detail::choice_of<Facts>(decide);
        using chooser_facts = typename values_in<decltype(chooser)>::facts;
        std::string const choice = around.id_of(label);
        around.place(written_element<std::remove_const_t<decltype(chooser)>, chooser_facts, false>::write(
                         writer, chooser, {choice, given, false, &around}),
                     false);

        json::array branches;
        (branches.push_back(write_branch<Indices>(writer, boost::hana::at_c<Indices>(decide.branches.get()),
                                                  every.size(), place.is_commit)),
         ...);
        std::string const chosen = around.unused_id("branch");
        around.place(choosing_step(chosen, choice, given, std::move(branches)), place.is_commit);
        return nested_step(place.id, place.given, around);
    }

    template <std::size_t Index, class Writer, class Branch>
    static json::object write_branch(Writer& writer, Branch const& branch, std::size_t values,
                                     bool is_commit) {
        written_scope inside = detail::scope_for<typing<Branch>>(inputs_of_choosing(values), is_commit);
        detail::write_steps<typing<Branch>, false>(writer, branch.actions.actions, inside);
        return chosen_branch(static_cast<std::int64_t>(Index), Index + 1 == sizeof...(Branches), inside);
    }

    /// The facts of the choice for the values of the decide.
    template <class Chooser>
    struct values_in {
        template <class Parts>
        struct given;
        template <class... Values>
        struct given<action_grammar::detail::decide_parts<Label, types<Branches...>, Values...>> {
            using type = typename std::remove_const_t<Chooser>::template facts<Values...>;
        };
        using facts = typename given<parts>::type;
    };
};

template <label Label, class Sources, template <class...> class Container, class Block, class Facts, bool Top>
struct written_element<basic_fan_out<Label, Sources, Container, Block>, Facts, Top> {
    template <class Writer>
    static json::object write(Writer& writer, basic_fan_out<Label, Sources, Container, Block> const& fan_out,
                              element_place const& place) {
        using typing = typename Facts::parts::inside::inside::typing;
        written_scope inside = detail::scope_for<typing>({"input"}, false);
        detail::write_steps<typing, false>(writer, fan_out.inner.actions, inside);
        return list_step(place.id, place.given, name(verb::fan_out), inside.steps());
    }
};

template <class... Members, class Facts, bool Top>
struct written_element<basic_all<Members...>, Facts, Top> {
    template <class Writer>
    static json::object write(Writer& writer, basic_all<Members...> const& all, element_place place) {
        return write_members(writer, all, std::move(place), std::index_sequence_for<Members...>{});
    }

private:
    using parts = typename Facts::parts;

    template <class Writer, std::size_t... Indices>
    static json::object write_members(Writer& writer, basic_all<Members...> const& all, element_place place,
                                      std::index_sequence<Indices...>) {
        json::array members;
        (members.push_back(
             write_member<Indices>(writer, boost::hana::at_c<Indices>(all.members.get()), place)),
         ...);
        return list_step(place.id, {}, "all", std::move(members));
    }

    template <std::size_t Index, class Writer, class Member>
    static json::object write_member(Writer& writer, Member const& member, element_place const& place) {
        using facts = typename action_grammar::detail::type_in<Index, typename parts::insides>::type;
        constexpr std::size_t first = parts::values_before(Index);
        constexpr std::size_t behind = parts::values_before(Index + 1);
        element_place own{
            place.scope->id_of(action_grammar::detail::text_of<Member::name>), {}, false, place.scope};
        own.given.references.assign(place.given.references.begin() + first,
                                    place.given.references.begin() + behind);
        own.given.is_previous = is_previous(own.given, place);
        if constexpr (facts::outputs::size != 0) place.scope->adds(own.id);
        return detail::write_block<facts, false>(writer, member.actions, std::move(own));
    }

    static bool is_previous(given_values const& own, element_place const& place) {
        return own.references.size() == 1 && place.scope->reads_previous(own.references.front());
    }
};

// ---- mixins

template <class Policy, class Sources, class Block, class Facts, bool Top>
struct written_element<basic_mixed<action_grammar::detail::retrying<Policy>, Sources, Block>, Facts, Top> {
    static_assert(Top,
                  "AG502 mixin-not-applicable: a document has mixins around its own steps, and none within "
                  "them; put the retry around the whole step [docs/rules/AG502.md]");
    template <class Writer, class Mixed>
    static json::object write(Writer& writer, Mixed const& mixed, element_place place) {
        writer.whole.add_mixin(place.id, mixed.wrapper.get().policy);
        return detail::write_block<typename Facts::inside, Top>(writer, mixed.inner, std::move(place));
    }
};

template <class Sources, class Block, class Facts, bool Top>
struct written_element<basic_mixed<action_grammar::detail::limiting, Sources, Block>, Facts, Top> {
    static_assert(Top,
                  "AG502 mixin-not-applicable: a document has mixins around its own steps, and none within "
                  "them; put the timeout around the whole step [docs/rules/AG502.md]");
    template <class Writer, class Mixed>
    static json::object write(Writer& writer, Mixed const& mixed, element_place place) {
        writer.whole.add_mixin(place.id, mixed.wrapper.get().allowed);
        return detail::write_block<typename Facts::inside, Top>(writer, mixed.inner, std::move(place));
    }
};

template <class Mixin, class Sources, class Block, class Facts, bool Top>
struct written_element<basic_mixed<Mixin, Sources, Block>, Facts, Top> {
    static_assert(!Top && Top,
                  "AG502 mixin-not-applicable: documents have the mixins retry and timeout; observe a "
                  "document by the options of its run [docs/rules/AG502.md]");
};

} // namespace action_grammar::document::detail

#endif
