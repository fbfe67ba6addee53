#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_CAPABILITY_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_CAPABILITY_HPP

// What a composition can do, as data: for hosts that offer it, and for planners and models that choose it.
// Derived from the composition's own type; nothing of it is written by hand.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/composition/concepts.hpp>
#include <action_grammar/contract/reflection/capability_types.hpp>
#include <action_grammar/contract/reflection/capability_writer.hpp>
#include <action_grammar/contract/reflection/schema_of.hpp>
#include <action_grammar/inspection/shape.hpp>

namespace action_grammar {

namespace reflection::detail {

/// Stands for the input that a composition's own signatures tell.
struct own_input;
/// Stands for the input of a composition that takes none.
struct no_input;

using action_grammar::detail::types;
/// A node of a shape, which in this namespace would be one of a contract.
using node_type = action_grammar::node;

// ---- input

template <class Composition, class Declared>
struct told_input {
    using type = own_input; // it tells nothing
};
template <class Composition, class Only>
struct told_input<Composition, types<Only>> {
    using type = Only;
};
template <class Composition>
    requires action_grammar::detail::is_upheld<typename Composition::template facts<>::broken>
struct told_input<Composition, action_grammar::detail::undeclared> {
    using type = no_input;
};
template <class Composition, class Input>
struct chosen_input {
    using type = Input;
};
template <class Composition>
struct chosen_input<Composition, own_input> : told_input<Composition, typename Composition::declared> {};

template <class Composition, class Input>
struct facts_for {
    using type = typename Composition::template facts<Input>;
};
template <class Composition>
struct facts_for<Composition, no_input> {
    using type = typename Composition::template facts<>;
};

// ---- errors

template <class Error>
constexpr tendency transience_of() noexcept {
    if constexpr (requires { typename std::bool_constant<Error::transient()>; }) {
        return Error::transient() ? tendency::always : tendency::never;
    } else if constexpr (requires { typename std::bool_constant<Error::transient>; }) {
        return Error::transient ? tendency::always : tendency::never;
    } else if constexpr (requires(Error const& error) { error.transient(); }
                         || requires(Error const& error) { { error.transient } -> std::convertible_to<bool>; }
                         || requires(Error const& error) { is_transient(error); }) {
        return tendency::sometimes;
    } else {
        return tendency::never;
    }
}
template <class Error>
constexpr tendency doubt_of() noexcept {
    if constexpr (requires { typename std::bool_constant<Error::in_doubt()>; }) {
        return Error::in_doubt() ? tendency::always : tendency::never;
    } else if constexpr (requires { typename std::bool_constant<Error::in_doubt>; }) {
        return Error::in_doubt ? tendency::always : tendency::never;
    } else if constexpr (requires(Error const& error) { error.in_doubt(); }
                         || requires(Error const& error) { { error.in_doubt } -> std::convertible_to<bool>; }
                         || requires(Error const& error) { is_in_doubt(error); }) {
        return tendency::sometimes;
    } else {
        return std::is_same_v<Error, thrown> ? tendency::sometimes : tendency::never;
    }
}
template <class Error>
constexpr error_mode error_mode_of() {
    error_mode mode{definition_name<Error>, transience_of<Error>(), doubt_of<Error>(), {}};
    if constexpr (flaw_of<Error>.kind == flaw_kind::none) mode.schema = schema_of<Error>;
    return mode;
}
template <class List>
struct error_modes;
template <class... Errors>
struct error_modes<types<Errors...>> {
    static constexpr std::array<error_mode, sizeof...(Errors)> list{error_mode_of<Errors>()...};
};

// ---- resources and actions

template <class List>
struct resource_names;
template <class... Resources>
struct resource_names<types<Resources...>> {
    static constexpr std::array<std::string_view, sizeof...(Resources)> list{type_name<Resources>...};
};
template <class... Needs>
    requires(requires { typename Needs::resource; } && ...)
struct resource_names<types<Needs...>> {
    static constexpr std::array<std::string_view, sizeof...(Needs)> list{
        type_name<typename Needs::resource>...};
};

template <class List>
constexpr std::span<typename List::value_type const> span_of(List const& list) noexcept {
    if (list.empty()) return {};
    return {list.data(), list.size()};
}

/// Calls `visit` with the resources of each single action within one, in the order of the nodes of its shape.
template <class Element>
struct actions_within;

template <class Pipeline>
struct actions_of_pipeline {
    template <class Visit>
    static constexpr void each(Visit&) {}
};
template <class Before, class Last>
struct actions_of_pipeline<pipeline<Before, Last>> {
    template <class Visit>
    static constexpr void each(Visit& visit) {
        actions_of_pipeline<Before>::each(visit);
        actions_within<Last>::each(visit);
    }
};
template <class... Blocks>
struct actions_of_blocks {
    template <class Visit>
    static constexpr void each(Visit& visit) {
        (actions_of_pipeline<typename Blocks::pipeline_type>::each(visit), ...);
    }
};

template <verb What, label Label, class Operation, class Sources, class Guard>
struct actions_within<basic_action<What, Label, Operation, Sources, Guard>> {
    template <class Visit>
    static constexpr void each(Visit& visit) {
        visit(span_of(
            resource_names<typename action_grammar::detail::operation_traits<Operation>::resources>::list));
    }
};
template <purpose Intent, label Name, class Pipeline>
struct actions_within<basic_composition<Intent, Name, Pipeline>> : actions_of_pipeline<Pipeline> {};
template <label Label, class Sources, class Block>
struct actions_within<basic_applied<Label, Sources, Block>> : actions_of_blocks<Block> {};
template <label Label, class Sources, class... Branches>
struct actions_within<basic_decide<Label, Sources, Branches...>>
    : actions_of_blocks<typename Branches::block_type...> {};
template <label Label, class Sources, template <class...> class Container, class Block>
struct actions_within<basic_fan_out<Label, Sources, Container, Block>> : actions_of_blocks<Block> {};
template <class... Members>
struct actions_within<basic_all<Members...>> : actions_of_blocks<typename Members::block_type...> {};
template <class Mixin, class Sources, class Block>
struct actions_within<basic_mixed<Mixin, Sources, Block>> : actions_of_blocks<Block> {};

template <class Composition, class Facts>
struct capability_parts {
    using writer = action_grammar::detail::shape_writer;
    using description = action_grammar::detail::describe<Composition, Facts>;

    static constexpr std::size_t node_count = [] {
        writer counter{};
        description::write(counter);
        return counter.node_count;
    }();
    static constexpr auto nodes = [] {
        std::array<node_type, node_count> all{};
        writer out{all.data()};
        description::write(out);
        return all;
    }();
    static constexpr std::size_t action_count = [] {
        std::size_t count = 0;
        for (node_type const& each : nodes)
            count += each.form == construct::action ? 1 : 0;
        return count;
    }();
    static constexpr auto actions = [] {
        std::array<capability_action, action_count> all{};
        std::size_t next = 0;
        for (node_type const& each : nodes)
            if (each.form == construct::action)
                all[next++] = {each.label, each.what, each.effect, each.guard, {}};
        next = 0;
        auto const take = [&](std::span<std::string_view const> resources) {
            all[next++].resources = resources;
        };
        actions_within<Composition>::each(take);
        return all;
    }();
};

// ---- the whole

template <class Composition, class Input>
constexpr flaw flaw_of_capability() {
    constexpr std::string_view here = action_grammar::detail::text_of<Composition::name>;
    if constexpr (std::is_same_v<Input, own_input>) {
        return {flaw_kind::no_contract, here, "input", "ag::capability_of<Input>"};
    } else {
        using output = typename facts_for<Composition, Input>::type::output;
        if constexpr (!std::is_same_v<Input, no_input>) {
            constexpr flaw found = flaw_of<Input>;
            if (found.kind != flaw_kind::none)
                return found.within.empty() ? flaw{found.kind, here, "input", found.what} : found;
        }
        constexpr flaw found = flaw_of<output>;
        if (found.kind != flaw_kind::none)
            return found.within.empty() ? flaw{found.kind, here, "output", found.what} : found;
        return {};
    }
}
template <class Composition, class Input>
inline constexpr flaw capability_flaw = flaw_of_capability<Composition, Input>();

template <class Composition, class Input>
struct capability_told {
    using facts = typename facts_for<Composition, Input>::type;
    using parts = capability_parts<Composition, facts>;

    static constexpr capability bare = [] {
        capability told{.name = action_grammar::detail::text_of<Composition::name>,
                        .kind = Composition::intent};
        if constexpr (!std::is_same_v<Input, no_input>) told.input = schema_of<Input>;
        told.output = schema_of<typename facts::output>;
        told.errors = span_of(error_modes<typename facts::errors>::list);
        told.resources = span_of(resource_names<typename facts::needs>::list);
        told.effect = facts::whole::value.effect;
        told.guard = told.effect == grade::committed ? facts::whole::value.guard : protection::undeclared;
        told.actions = span_of(parts::actions);
        return told;
    }();
    static constexpr void write(text_writer& out) { capability_writer(out, bare).write(); }
    static constexpr capability value = [] {
        capability told = bare;
        told.json = written_text<capability_told>::text.view();
        return told;
    }();
};

} // namespace reflection::detail

/// What a composition can do: its name, whether it is a query or a command, the schemas of its input and
/// output, the ways in which it can fail and which of them are worth another try, the resources it needs,
/// its grade, how its mutation is protected, and its actions. `ag::capability_of(place_order).json` is the
/// same as JSON.
///
/// @tparam Input  the type of the input; needed only where no action's signature tells it, as when the first
///         takes
///                anything. An input or output without a contract is refused (AG103)
template <class Input = reflection::detail::own_input, composition Composition>
constexpr capability capability_of(Composition const&) {
    using input = typename reflection::detail::chosen_input<Composition, Input>::type;
    static_cast<void>(
        reflection::detail::verdict_on<reflection::detail::capability_flaw<Composition, input>>::sound);
    if constexpr (reflection::detail::capability_flaw<Composition, input>.kind
                  == reflection::detail::flaw_kind::none) {
        return reflection::detail::capability_told<Composition, input>::value;
    } else {
        return {};
    }
}

} // namespace action_grammar

#endif
