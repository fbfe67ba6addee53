#ifndef ACTION_GRAMMAR_COMPOSITION_COMPOSITION_HPP
#define ACTION_GRAMMAR_COMPOSITION_COMPOSITION_HPP

#include <type_traits>
#include <utility>

#include <action_grammar/composition/nested.hpp>

namespace action_grammar {

/// A closed composition: a pipeline with a name and a promise about its effect, made by `query` or `command`.
/// Run it with `run`, or use it as an action of another composition, under its name. A `constexpr` value;
/// empty when its actions are.
template <purpose Intent, label Name, class Pipeline>
struct basic_composition {
    [[no_unique_address]] Pipeline actions;

    static constexpr purpose intent = Intent;
    static constexpr auto name = Name;
    using pipeline_type = Pipeline;
    using sources = detail::previous;
    using declared = typename Pipeline::declared;
    template <class... Values>
    using facts = detail::nested_facts<Name, Pipeline, Values...>;

    [[nodiscard]] constexpr basic_composition const& detached() const { return *this; }

    template <class Facts, class Outcome, class Context, class... Values>
    [[gnu::always_inline]] constexpr bool run_into(Outcome& ended, Context& context,
                                                   Values&&... values) const {
        return detail::run_converted<typename Facts::inside::typing>(ended, actions, context,
                                                                     static_cast<Values&&>(values)...);
    }
};

namespace detail {

/// The declared outcome of a composition that declares none.
struct any_outcome;

template <purpose Intent, label Name, class Whole>
struct purpose_judgment {
    static constexpr violation value = purpose_rule(Intent, Whole::value, {text_of<Name>, unresolved});
};

template <label Name, label Last, class Output, class Outcome>
struct outcome_judgment {
    static constexpr bool met = std::is_same_v<Outcome, any_outcome> || std::is_same_v<Output, unknown>
                             || std::is_same_v<Output, Outcome>;
    static constexpr violation value{
        output_rule(met ? contract_state::satisfied : contract_state::mismatched),
        {text_of<Last>, unresolved},
        {text_of<Name>, unresolved}};
};

/// The rule that a composition breaks: one of its pipeline, its promise, or its declared outcome.
template <purpose Intent, label Name, class Outcome, class Piece,
          class Typing = typing_of<pipeline_of<Piece>>>
using closing_verdict = std::conditional_t<
    told_already<Piece>, upheld,
    typename first_broken<typename piece_verdict<Piece>::type,
                          verdict_of<purpose_judgment<Intent, Name, typename Typing::whole>>,
                          verdict_of<outcome_judgment<Name, Typing::action::name, output_of<Typing>, Outcome>,
                                     types<output_of<Typing>, Outcome>>>::type>;

} // namespace detail

/// Closes a pipeline that promises to change nothing outside; one that mutates is refused (AG206).
///
/// @tparam Name     what diagnostics call the composition, and the label of its value in an enclosing one
/// @tparam Outcome  the type of its output, when it is to be checked (AG104)
template <label Name, class Outcome = detail::any_outcome, detail::pipeable Actions>
[[nodiscard]] constexpr auto query(Actions actions) {
    detail::refuse<detail::closing_verdict<purpose::query, Name, Outcome, Actions>>();
    using made = basic_composition<purpose::query, Name, detail::pipeline_of<Actions>>;
    return made{detail::as_pipeline(std::move(actions))};
}

/// Closes a pipeline that promises one mutation on some path; one that has none is refused (AG206).
///
/// @tparam Name     what diagnostics call the composition, and the label of its value in an enclosing one
/// @tparam Outcome  the type of its output, when it is to be checked (AG104)
template <label Name, class Outcome = detail::any_outcome, detail::pipeable Actions>
[[nodiscard]] constexpr auto command(Actions actions) {
    detail::refuse<detail::closing_verdict<purpose::command, Name, Outcome, Actions>>();
    using made = basic_composition<purpose::command, Name, detail::pipeline_of<Actions>>;
    return made{detail::as_pipeline(std::move(actions))};
}

/// An empty composition, refused (AG306).
template <label Name, class Outcome = detail::any_outcome>
constexpr auto query() {
    detail::refuse<detail::broken_rule<rule_code::empty, Name, Name>>();
    return unit{};
}
/// An empty composition, refused (AG306).
template <label Name, class Outcome = detail::any_outcome>
constexpr auto command() {
    detail::refuse<detail::broken_rule<rule_code::empty, Name, Name>>();
    return unit{};
}

} // namespace action_grammar

#endif
