#ifndef ACTION_GRAMMAR_COMPOSITION_NESTED_HPP
#define ACTION_GRAMMAR_COMPOSITION_NESTED_HPP

#include <cstddef>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/from.hpp>
#include <action_grammar/composition/context.hpp>
#include <action_grammar/composition/execution.hpp>
#include <action_grammar/composition/pipeline.hpp>
#include <action_grammar/composition/plan.hpp>
#include <action_grammar/composition/typing.hpp>
#include <action_grammar/rules/data_flow.hpp>

namespace action_grammar::detail {

// ---- a pipeline given the values of an enclosing one

/// Whether values of these types can be the input of a pipeline that declares others.
template <class Declared, class Values>
struct input_fits {
    static constexpr bool value = false;
    using offending = types<Values, Declared>;
};
template <class Values>
struct input_fits<undeclared, Values> {
    static constexpr bool value = true;
    using offending = types<>;
};
template <class... Declared, class... Values>
    requires(sizeof...(Declared) == sizeof...(Values))
struct input_fits<types<Declared...>, types<Values...>> {
    static constexpr bool value = (takes<Values, Declared const&> && ...);
    using offending = typename first_misfit<types<Values...>, types<Declared const&...>>::type;
};

template <class Pipeline, class Declared, class... Values>
struct given_input {
    using type = typing_of<Pipeline>;
};
template <class Pipeline, class... Values>
struct given_input<Pipeline, undeclared, Values...> {
    using type = typing<Pipeline, std::remove_cvref_t<Values>...>;
};

/// A pipeline as it comes out for the values it is given.
template <class Pipeline, class... Values>
struct supplied_with {
    using declared = typename Pipeline::declared;
    using typing = typename given_input<Pipeline, declared, Values...>::type;
    using end = closed<typing>;
    using fits = input_fits<declared, types<Values...>>;
    using output = typename end::output;
    using errors = typename end::errors;
    using needs = typename typing::needs;
    using whole = typename end::whole;
    /// A rule that is broken for these values only: for types that the pipeline did not know where it was
    /// made, or for a value that is kept while an action wants to take it. What else is broken was told
    /// there.
    static constexpr bool known_before = !std::is_same_v<declared, undeclared>;
    static constexpr bool kept = (std::is_reference_v<Values> || ...);
    using broken = std::conditional_t<is_upheld<typename typing_of<Pipeline>::broken>
                                          && (!known_before || (kept && is_upheld<typename end::broken>)),
                                      typename end::template broken_with<kept>, upheld>;
};

/// The value that a pipeline takes as its input: the one given, or what it converts to.
template <class Declared, class Value>
[[gnu::always_inline]] constexpr decltype(auto) as_input(Value&& value) {
    if constexpr (std::is_same_v<Declared, std::remove_cvref_t<Value>>
                  || std::is_convertible_v<std::remove_reference_t<Value>*, Declared const*>) {
        return static_cast<Value&&>(value);
    } else {
        return static_cast<Declared>(static_cast<Value&&>(value));
    }
}

template <class Typing, class Outcome, class Pipeline, class Context, class... Inputs>
[[gnu::always_inline]] constexpr bool run_given(Outcome& ended, Pipeline const& pipeline, Context& context,
                                                Inputs&&... inputs) {
    // Values that may be moved from arrive as rvalues; with any other among them none is moved.
    constexpr bool keep = !(std::is_same_v<Inputs, std::remove_cv_t<Inputs>> && ...)
                       || (std::is_lvalue_reference_v<Inputs> || ...);
    return detail::run_steps<Typing, keep>(ended, pipeline, context,
                                           std::make_index_sequence<Typing::size::count>{}, inputs...);
}
template <class Typing, class Outcome, class Pipeline, class Context, class... Declared, class... Inputs>
[[gnu::always_inline]] constexpr bool run_declared(Outcome& ended, Pipeline const& pipeline, Context& context,
                                                   types<Declared...>, Inputs&&... inputs) {
    return detail::run_given<Typing>(ended, pipeline, context,
                                     detail::as_input<Declared>(static_cast<Inputs&&>(inputs))...);
}

/// Runs a pipeline on values of an enclosing one, or of the caller, and ends `ended`; true when it completed.
template <class Typing, class Outcome, class Pipeline, class Context, class... Inputs>
[[gnu::always_inline]] constexpr bool run_converted(Outcome& ended, Pipeline const& pipeline,
                                                    Context& context, Inputs&&... inputs) {
    return detail::run_declared<Typing>(ended, pipeline, context, typename Typing::inputs{},
                                        static_cast<Inputs&&>(inputs)...);
}

/// The one value that outputs amount to: none is `unit`, several are a tuple.
template <class Outputs>
struct outcome_value;
template <>
struct outcome_value<types<>> {
    using type = unit;
};
template <class Only>
struct outcome_value<types<Only>> {
    using type = Only;
};
template <class First, class Second, class... Rest>
struct outcome_value<types<First, Second, Rest...>> {
    using type = std::tuple<First, Second, Rest...>;
};

template <class Output>
using outputs_of = std::conditional_t<std::is_same_v<Output, unit>, types<>, types<Output>>;

/// What the facts of every action that runs others have in common.
template <class Outputs, class Errors, class Needs, class Whole>
struct compound_facts {
    using outputs = Outputs;
    using errors = Errors;
    using needs = Needs;
    using whole = Whole;
    using output = typename outcome_value<Outputs>::type;
    using outcome = typename outcome_for<output, Errors>::type;
    using returned = outcome;
    static constexpr grade effect = Whole::value.effect;
    static constexpr answer how = answer::outcome;
    static constexpr bool compound = true;
    static constexpr bool takes_as_given = true; ///< it settles by itself what is moved and what is kept
    static constexpr bool may_throw = false;     ///< what is thrown inside, it catches
    static constexpr bool passes_on = false;
};

/// The facts of a pipeline as one action of another: its values give one output, its label names it.
template <label Label, class Pipeline, class... Values>
struct nested_facts : compound_facts<outputs_of<typename supplied_with<Pipeline, Values...>::output>,
                                     typename supplied_with<Pipeline, Values...>::errors,
                                     typename supplied_with<Pipeline, Values...>::needs,
                                     typename supplied_with<Pipeline, Values...>::whole> {
    using inside = supplied_with<Pipeline, Values...>;
    using broken = std::conditional_t<
        inside::fits::value, typename inside::broken,
        broken_rule<rule_code::contract_mismatch, "", Label, typename inside::fits::offending>>;
};

/// Stands where an action was refused by itself, so that what is composed with it is not refused as well.
template <label Label>
struct refused_action {
    static constexpr auto name = Label;
    using sources = previous;
    using declared = undeclared;
    template <class... Values>
    struct facts : compound_facts<types<unknown>, types<>, types<>, nothing_done> {
        using broken = told_before;
    };
    [[nodiscard]] constexpr refused_action detached() const { return {}; }
};

/// The type under which a value reaches an action that may need it again.
template <class Value>
struct kept_type {
    using type = std::remove_reference_t<Value> const&;
};
template <>
struct kept_type<unknown> {
    using type = unknown;
};
template <class Value>
using kept_value = typename kept_type<Value>::type;

// ---- closing a pipeline

/// The labels of a typing that are nearest to a name: what was probably meant.
template <class Typing, label Name>
struct nearest_label {
    static constexpr void consider(std::string_view candidate, std::string_view& best, std::size_t& least) {
        std::size_t const apart = distance(Name.view(), candidate);
        if (near(Name.view(), candidate) && apart < least) {
            best = candidate;
            least = apart;
        }
    }
    template <label... Names, std::size_t... Offsets, std::size_t... Counts>
    static constexpr void consider_all(types<exported<Names, Offsets, Counts>...>, std::string_view& best,
                                       std::size_t& least) {
        (consider(text_of<Names>, best, least), ...);
    }
    template <class Step>
    static constexpr void consider_step(std::string_view& best, std::size_t& least) {
        if constexpr (requires { typename Step::facts::exports; }) {
            consider_all(typename Step::facts::exports{}, best, least);
        } else {
            consider(text_of<Step::action::name>, best, least);
        }
    }
    template <std::size_t... Steps>
    static constexpr std::string_view search(std::index_sequence<Steps...>) {
        std::string_view best = "input";
        std::size_t least = static_cast<std::size_t>(-1);
        (consider_step<step_in<Typing, Steps>>(best, least), ...);
        return best;
    }
    static constexpr std::string_view text = search(std::make_index_sequence<Typing::size::count>{});
    using hint = types<did_you_mean<label<text.size() + 1>{text}>>;
};

/// The rule that the first unresolved reference breaks once no more labels can come.
template <class Typing, class Open = typename Typing::open>
struct open_verdict {
    using type = upheld;
};
template <class Typing, label Name, label Reader>
struct open_verdict<Typing, open_reference<Name, Reader>> {
    // Only the order matters here: a label that exists but was not visible to its reader stands behind it.
    static constexpr bool later = !std::is_void_v<positions_in<Typing, Name>>;
    struct judgment {
        static constexpr violation value{reference_rule(later ? 1 : unresolved, 0),
                                         {text_of<Name>, unresolved},
                                         {text_of<Reader>, unresolved}};
    };
    using type =
        verdict_of<judgment, std::conditional_t<later, types<>, typename nearest_label<Typing, Name>::hint>>;
};

/// The rule that a piece breaks once no more actions can follow it: in its steps, its references, or its last
/// reads.
template <class Piece, class Typing = typing_of<pipeline_of<Piece>>, bool Told = told_already<Piece>>
struct piece_verdict : first_broken<typename Typing::broken, typename open_verdict<Typing>::type,
                                    typename closed<Typing>::broken> {};
template <class Piece, class Typing>
struct piece_verdict<Piece, Typing, true> {
    using type = upheld;
};

/// Whether a piece breaks no rule by itself, told already or not.
template <class Piece>
inline constexpr bool sound = !told_already<Piece> && is_upheld<typename piece_verdict<Piece>::type>;

/// The label of a pipeline that has no name of its own: its last action's.
template <class Piece>
struct label_of {
    static constexpr auto name = Piece::name;
};
template <class Before, class Last>
struct label_of<pipeline<Before, Last>> {
    static constexpr auto name = Last::name;
};

/// A closed pipeline as one action: the inside of `with`, `all`, `decide` and `fan_out`.
template <label Label, class Pipeline>
struct block {
    [[no_unique_address]] Pipeline actions;

    static constexpr auto name = Label;
    using pipeline_type = Pipeline;
    using declared = typename Pipeline::declared;
    template <class... Values>
    using facts = nested_facts<Label, Pipeline, Values...>;

    /// Ends an outcome, whose errors may be more than those of the block; true when it completed.
    template <class Facts, class Outcome, class Context, class... Values>
    [[gnu::always_inline]] constexpr bool run_into(Outcome& ended, Context& context,
                                                   Values&&... values) const {
        return detail::run_converted<typename Facts::inside::typing>(ended, actions, context,
                                                                     static_cast<Values&&>(values)...);
    }
    template <class Outcome, class Facts, class Context, class... Values>
    [[gnu::always_inline]] constexpr Outcome run_as(Context& context, Values&&... values) const {
        return detail::run_compound<Outcome, Facts>(*this, context, static_cast<Values&&>(values)...);
    }
};

/// The actions of a piece; of a composition those inside it.
template <class Piece>
constexpr auto as_block(Piece piece) {
    return block<label_of<Piece>::name, pipeline_of<Piece>>{detail::as_pipeline(std::move(piece))};
}
template <class Piece>
using block_of = decltype(detail::as_block(std::declval<Piece>()));

} // namespace action_grammar::detail

#endif
