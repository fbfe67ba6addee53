#ifndef ACTION_GRAMMAR_DOCUMENT_DOCUMENT_OF_HPP
#define ACTION_GRAMMAR_DOCUMENT_DOCUMENT_OF_HPP

// From a typed composition to its document, and to the actions that it names.

#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/concepts.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/capability.hpp>
#include <action_grammar/document/composition_writer.hpp>
#include <action_grammar/document/registry.hpp>

namespace action_grammar {

namespace document::detail {

/// How a composition comes out for its input.
template <class Composition, class Input>
struct composition_told {
    using input = typename reflection::detail::chosen_input<Composition, Input>::type;
    static constexpr bool takes_any = !std::is_same_v<input, reflection::detail::no_input>;
    static constexpr reflection::detail::flaw flaw = reflection::detail::capability_flaw<Composition, input>;
    static constexpr bool sound = flaw.kind == reflection::detail::flaw_kind::none;
};

template <class Told, class Composition, class Bind>
json::object write_composition(Composition const& composition, Bind& bind, std::string_view prefix) {
    using input = typename Told::input;
    using facts = typename reflection::detail::facts_for<Composition, input>::type;
    using typing = typename facts::inside::typing;
    written_composition whole(prefix);
    composition_writer<Bind> writer{whole, bind};
    std::vector<std::string> inputs;
    json::value input_schema;
    if constexpr (Told::takes_any) {
        inputs.emplace_back("input");
        input_schema = schema_value(schema_of<owning_t<input>>);
    }
    written_scope steps = detail::scope_for<typing>(std::move(inputs), true);
    detail::write_steps<typing, true>(writer, composition.actions, steps);
    return whole.finish(Composition::intent, action_grammar::detail::text_of<Composition::name>,
                        std::move(input_schema), schema_value(schema_of<typename facts::output>), steps);
}

template <class Environment>
inline constexpr bool refers_to_all = true;
template <class... Held>
inline constexpr bool refers_to_all<environment<Held...>> = (std::is_reference_v<Held> && ...);

/// Adds all of some actions, or none.
result<void, registration_error> add_all(registry& to, std::vector<std::shared_ptr<action_kind const>> kinds);

template <class Input, class Composition, class Environment>
result<void, registration_error> add_composition(registry& to, Composition const& composition,
                                                 Environment& resources, std::string_view prefix) {
    using told = composition_told<Composition, Input>;
    static_cast<void>(reflection::detail::verdict_on<told::flaw>::sound);
    if constexpr (told::sound) {
        using facts = typename reflection::detail::facts_for<Composition, typename told::input>::type;
        using supply = typename action_grammar::detail::supply_verdict<Environment, Composition::name,
                                                                       typename facts::needs>::type;
        action_grammar::detail::refuse<supply>();
        if constexpr (action_grammar::detail::is_upheld<supply>) {
            bound_to<Environment> bind{resources};
            write_composition<told>(composition, bind, prefix);
            return add_all(to, std::move(bind.kinds));
        }
    }
    return {};
}

} // namespace document::detail

/// The document of a typed composition: the same steps, ids for labels, and its actions by the names under which
/// `document::add_all_of` registers them.
///
///     document::registry actions;
///     document::add_all_of(actions, place_order, environment);
///     json::value const written = ag::document_of(place_order);
///
/// `document::validate` accepts it with such a registry, and a run of it ends as `ag::run` does. A `decide` asks its
/// functions by an action; a composition within another, and every other list of steps that a document has no form for,
/// is a `decide` of one branch.
///
/// @tparam Input  the type of the input; needed only where no action's signature tells it
/// @param prefix  stands before the resources in the names of its actions; give the same to `add_all_of`
///
/// Refused where a document cannot say it: mixins within a step, mixins other than `retry` and `timeout` (AG502), and
/// values without a contract (AG103).
template <class Input = reflection::detail::own_input, composition Composition>
json::value document_of(Composition const& composition, std::string_view prefix = {}) {
    using told = document::detail::composition_told<Composition, Input>;
    static_cast<void>(reflection::detail::verdict_on<told::flaw>::sound);
    if constexpr (told::sound) {
        document::detail::named_only bind;
        return document::detail::write_composition<told>(composition, bind, prefix);
    } else {
        return {};
    }
}

namespace document {

/// Registers all actions of a typed composition, bound to the resources of an environment, which must outlive the
/// registry and what is assembled with it.
///
/// An action is named `verb(label)`; a character that no name may have becomes `_`, and of actions that would have one
/// name the second gets `_2` behind it. Two compositions that share a label are told apart by prefixes.
///
/// @tparam Input  as for `document_of`
/// @param prefix  stands before the label: with `"refund."` the names are `fetch(refund.cart)`
///
/// Errors: there is an action of such a name; none is added then.
template <class Input = reflection::detail::own_input, composition Composition, class... Held>
result<void, registration_error> add_all_of(registry& to, Composition const& composition,
                                            environment<Held...>& resources, std::string_view prefix = {}) {
    return detail::add_composition<Input>(to, composition, resources, prefix);
}
/// @overload for an environment that only refers to objects
template <class Input = reflection::detail::own_input, composition Composition, class... Held>
    requires detail::refers_to_all<environment<Held...>>
result<void, registration_error> add_all_of(registry& to, Composition const& composition,
                                            environment<Held...>&& resources, std::string_view prefix = {}) {
    return detail::add_composition<Input>(to, composition, resources, prefix);
}
/// @overload for a composition that needs no resources
template <class Input = reflection::detail::own_input, composition Composition>
result<void, registration_error> add_all_of(registry& to, Composition const& composition,
                                            std::string_view prefix = {}) {
    action_grammar::detail::no_environment resources{};
    return detail::add_composition<Input>(to, composition, resources, prefix);
}

} // namespace document

} // namespace action_grammar

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/document_of.hpp>
#endif

#endif
