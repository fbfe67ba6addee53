#ifndef ACTION_GRAMMAR_COMPOSITION_TYPING_HPP
#define ACTION_GRAMMAR_COMPOSITION_TYPING_HPP

#include <cstddef>
#include <initializer_list>
#include <tuple>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/contract.hpp>
#include <action_grammar/actions/from.hpp>
#include <action_grammar/actions/label.hpp>
#include <action_grammar/actions/type_list.hpp>
#include <action_grammar/actions/verdict.hpp>

// The typing of a pipeline for given input types: which values exist under which labels, which errors and
// resources its actions add, and its effect. A step is typed from the step before it and from nothing
// earlier, so that a prefix is never typed twice, and typing n actions instantiates O(n) templates.

namespace action_grammar {

template <class Before, class Last>
struct pipeline;

namespace detail {

struct no_actions;

/// Stands for a position or a step that is not there.
inline constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

// ---- values and labels, found by deduction from the bases of a step

/// The value at a position of the storage, and the action that made it.
template <std::size_t Index, class Type, label Producer, std::size_t Step>
struct stored {
    using type = Type;
    static constexpr std::size_t step = Step;
    static constexpr auto producer = Producer;
};

/// The positions that a label stands for.
template <label Name, class Positions>
struct bound {};

/// A reference to a label that is not bound (yet): its name and the action that reads it.
template <label Name, label Reader>
struct open_reference {
    static constexpr auto name = Name;
    static constexpr auto reader = Reader;
};
struct all_resolved {};

template <std::size_t Index, class Type, label Producer, std::size_t Step>
stored<Index, Type, Producer, Step> find_stored(stored<Index, Type, Producer, Step> const*);
template <class Typing, std::size_t Index>
using stored_in = decltype(detail::find_stored<Index>(static_cast<Typing const*>(nullptr)));

template <label Name, class Positions>
type_is<Positions> find_label(bound<Name, Positions> const*);
template <label Name>
type_is<void> find_label(...);
template <class Typing, label Name>
using positions_in = typename decltype(detail::find_label<Name>(static_cast<Typing const*>(nullptr)))::type;

/// The values of one step, from position `First` on.
template <std::size_t First, label Producer, std::size_t Step, class Types, class Positions>
struct slots;
template <std::size_t First, label Producer, std::size_t Step, class... Types, std::size_t... Offsets>
struct slots<First, Producer, Step, types<Types...>, std::index_sequence<Offsets...>>
    : stored<First + Offsets, Types, Producer, Step>... {
    using positions = indices<(First + Offsets)...>;
};
template <std::size_t First, label Producer, std::size_t Step, class... Types>
struct slots<First, Producer, Step, types<Types...>, void>
    : slots<First, Producer, Step, types<Types...>, std::index_sequence_for<Types...>> {};

// ---- the values that an action takes

/// Positions for values that exist; `Open` when a name is not bound.
template <class Positions, class Open>
struct found {
    using positions = Positions;
    using open = Open;
};

template <class Typing, label Reader, label... Names>
struct named_values {
    using type = found<indices<>, all_resolved>;
};
template <class Typing, label Reader, label Name, label... Names>
struct named_values<Typing, Reader, Name, Names...> {
    using here = positions_in<Typing, Name>;
    using rest = typename named_values<Typing, Reader, Names...>::type;
    static constexpr bool open = std::is_void_v<here>;
    using positions = typename concat_indices<std::conditional_t<open, indices<nowhere>, here>,
                                              typename rest::positions>::type;
    using type =
        found<positions, std::conditional_t<open, open_reference<Name, Reader>, typename rest::open>>;
};

template <class Typing, label Reader, class Sources>
struct values_for;
template <class Typing, label Reader>
struct values_for<Typing, Reader, previous> {
    using type = found<typename Typing::current, all_resolved>;
};
template <class Typing, label Reader, label... Names>
struct values_for<Typing, Reader, sources<Names...>> : named_values<Typing, Reader, Names...> {};

template <class Typing, class Positions>
struct value_types;
template <class Typing, std::size_t Index>
struct value_at : stored_in<Typing, Index> {};
template <class Typing>
struct value_at<Typing, nowhere> : type_is<unknown> {};
template <class Typing, std::size_t... Positions>
struct value_types<Typing, indices<Positions...>> {
    using type = types<typename value_at<Typing, Positions>::type...>;
};

/// The facts of an action for the values it takes; of an `all`, for the values of each member apart.
template <class Action, class Values>
struct facts_for;
template <class Action, class... Values>
struct facts_for<Action, types<Values...>> {
    using type = typename Action::template facts<Values...>;
};

/// The values of the members of an `all`: their positions one after the other, and their types grouped by
/// member.
template <class Typing, label Reader, class... Sources>
struct values_for<Typing, Reader, joined_sources<Sources...>> {
    template <class... Founds>
    struct merge {
        using positions = indices<>;
        using open = all_resolved;
    };
    template <class First, class... Rest>
    struct merge<First, Rest...> {
        using rest = merge<Rest...>;
        using positions = typename concat_indices<typename First::positions, typename rest::positions>::type;
        using open = std::conditional_t<std::is_same_v<typename First::open, all_resolved>,
                                        typename rest::open, typename First::open>;
    };
    using merged = merge<typename values_for<Typing, Reader, Sources>::type...>;
    struct type : found<typename merged::positions, typename merged::open> {
        using grouped = types<typename value_types<
            Typing, typename values_for<Typing, Reader, Sources>::type::positions>::type...>;
    };
};

template <class Typing, class Found>
struct grouped_types {
    using type = typename value_types<Typing, typename Found::positions>::type;
};
template <class Typing, class Found>
    requires requires { typename Found::grouped; }
struct grouped_types<Typing, Found> {
    using type = typename Found::grouped;
};

// ---- the labels that an action binds

/// The labels that facts export besides their action's own: only those of an `all`.
template <class Facts, std::size_t First>
struct exports {};
template <label Name, std::size_t Offset, std::size_t Count>
struct exported {
    static constexpr auto name = Name;
};
template <std::size_t First, class Export, class Positions>
struct exported_binding;
template <std::size_t First, label Name, std::size_t Offset, std::size_t Count, std::size_t... I>
struct exported_binding<First, exported<Name, Offset, Count>, std::index_sequence<I...>>
    : bound<Name, indices<(First + Offset + I)...>> {};
template <std::size_t First, class List>
struct exported_bindings;
template <std::size_t First, label... Names, std::size_t... Offsets, std::size_t... Counts>
struct exported_bindings<First, types<exported<Names, Offsets, Counts>...>>
    : exported_binding<First, exported<Names, Offsets, Counts>, std::make_index_sequence<Counts>>... {};
template <class Facts, std::size_t First>
    requires requires { typename Facts::exports; }
struct exports<Facts, First> : exported_bindings<First, typename Facts::exports> {};

// ---- the chain of steps

template <class... Inputs>
using input_slots = slots<0, label{"input"}, nowhere, types<Inputs...>, void>;

/// How many steps and values a typing has.
template <std::size_t Count, std::size_t Stored>
struct extent {
    static constexpr std::size_t count = Count;
    static constexpr std::size_t stored = Stored;
};

// Everything that a step says of itself is a type, never a constant: see actions/verdict.hpp.

/// The typing of a pipeline for given input types: a chain, one link for each action.
template <class Pipeline, class... Inputs>
struct typing;

/// The start of the chain: the inputs, under the label "input".
template <class... Inputs>
struct typing<no_actions, Inputs...> : input_slots<Inputs...>,
                                       bound<label{"input"}, typename input_slots<Inputs...>::positions> {
    using pipeline_type = no_actions;
    using size = extent<0, sizeof...(Inputs)>;
    using current = typename input_slots<Inputs...>::positions;
    using inputs = types<Inputs...>;
    using errors = types<>;
    using needs = types<>;
    using open = all_resolved;
    using whole = nothing_done;
    using broken = upheld;
};

/// What a step adds to the typing before it.
template <class Before, class Last>
struct addition {
    using values = typename values_for<Before, Last::name, typename Last::sources>::type;
    using facts = typename facts_for<Last, typename grouped_types<Before, values>::type>::type;
    using outputs =
        slots<Before::size::stored, Last::name, Before::size::count, typename facts::outputs, void>;
    using current =
        std::conditional_t<facts::passes_on, typename values::positions, typename outputs::positions>;
};

/// Marks the step at a position, so that it can be found.
template <std::size_t Index, class Step>
struct step_at {
    using type = Step;
};

/// The action that made the first of some values.
template <class Typing, class Positions>
struct producer_of {
    using type = stored<0, unknown, "input", 0>;
};
template <class Typing, std::size_t First, std::size_t... Rest>
    requires(First != nowhere)
struct producer_of<Typing, indices<First, Rest...>> {
    using type = stored_in<Typing, First>;
};
template <class Typing, class Positions>
using stored_producer = typename producer_of<Typing, Positions>::type;

/// A verdict on an action's facts, with the producer of its first value as the cause where the facts name
/// none.
template <class Verdict, class Producer>
struct with_cause {
    using type = Verdict;
};
template <rule_code Code, label Second, class Details, class Producer>
struct with_cause<broken_rule<Code, "", Second, Details>, Producer> {
    using type = broken_rule<Code, Producer::producer, Second, Details>;
};

/// The label of an action, bound to its value; an `all` binds its members' labels alone.
template <class Action, class Positions>
struct own_label : bound<Action::name, Positions> {};
template <class Action, class Positions>
    requires requires { Action::anonymous; }
struct own_label<Action, Positions> {};

/// The first label that an action binds a second time.
template <class Before, label... Names>
struct bound_twice {
    using type = upheld;
};
template <class Before, label First, label... Rest>
struct bound_twice<Before, First, Rest...>
    : std::conditional_t<std::is_void_v<positions_in<Before, First>>, bound_twice<Before, Rest...>,
                         type_is<broken_rule<rule_code::duplicate_id, First, First>>> {};
template <class Before, class Action, class Facts>
struct duplicates : bound_twice<Before, Action::name> {};
template <class Before, class Exports>
struct duplicate_exports;
template <class Before, label... Names, std::size_t... Offsets, std::size_t... Counts>
struct duplicate_exports<Before, types<exported<Names, Offsets, Counts>...>> : bound_twice<Before, Names...> {
};
template <class Before, class Action, class Facts>
    requires requires { Action::anonymous; }
struct duplicates<Before, Action, Facts> : duplicate_exports<Before, typename Facts::exports> {};

template <class Prefix, class Last, class... Inputs>
struct typing<pipeline<Prefix, Last>, Inputs...>
    : typing<Prefix, Inputs...>,
      addition<typing<Prefix, Inputs...>, Last>::outputs,
      own_label<Last, typename addition<typing<Prefix, Inputs...>, Last>::current>,
      exports<typename addition<typing<Prefix, Inputs...>, Last>::facts,
              typing<Prefix, Inputs...>::size::stored>,
      step_at<typing<Prefix, Inputs...>::size::count, typing<pipeline<Prefix, Last>, Inputs...>> {
    using before = typing<Prefix, Inputs...>;
    using added = addition<before, Last>;
    using action = Last;
    using pipeline_type = pipeline<Prefix, Last>;
    using values = typename added::values::positions;
    using facts = typename added::facts;
    using current = typename added::current;
    using size = extent<before::size::count + 1, before::size::stored + facts::outputs::size>;
    using errors = united<typename before::errors, typename facts::errors>;
    using needs = united_needs<typename before::needs, typename facts::needs>;
    using open = std::conditional_t<std::is_same_v<typename before::open, all_resolved>,
                                    typename added::values::open, typename before::open>;
    using joined = join_result<in_sequence<typename before::whole, typename facts::whole>>;
    using whole = typename joined::whole;
    /// The rule that this step breaks.
    using own = typename first_broken<
        typename duplicates<before, Last, facts>::type,
        typename with_cause<typename facts::broken, stored_producer<before, values>>::type,
        typename joined::broken>::type;
    /// The first rule that any step broke.
    using broken = typename first_broken<typename before::broken, own>::type;
};

template <std::size_t Index, class Step>
type_is<Step> find_step(step_at<Index, Step> const*);
template <class Typing, std::size_t Index>
using step_in = typename decltype(detail::find_step<Index>(static_cast<Typing const*>(nullptr)))::type;

// ---- typing a pipeline

template <class Pipeline, class Declared>
struct typed_as_declared {
    using type = typing<Pipeline, unknown>;
};
template <class Pipeline, class... Inputs>
struct typed_as_declared<Pipeline, types<Inputs...>> {
    using type = typing<Pipeline, Inputs...>;
};

/// The typing of a pipeline for the input that it declares; with an unknown input when it declares none.
template <class Pipeline>
using typing_of = typename typed_as_declared<Pipeline, typename Pipeline::declared>::type;

// ---- the input that a pipeline declares

/// The parameter of an action that reads the composition's input, counted from 0; `nowhere` when none does.
template <class Sources, bool First>
inline constexpr std::size_t input_parameter = nowhere;
template <label... Names, bool First>
inline constexpr std::size_t input_parameter<sources<Names...>, First> = [] {
    std::size_t position = 0;
    for (bool const is_input : {text_of<Names> == "input" ..., true}) {
        if (is_input) break;
        ++position;
    }
    return position < sizeof...(Names) ? position : nowhere;
}();

template <std::size_t Index, class First, class... Rest>
struct type_at : type_at<Index - 1, Rest...> {};
template <class First, class... Rest>
struct type_at<0, First, Rest...> {
    using type = First;
};

template <std::size_t Index, class List>
struct type_in;
template <std::size_t Index, class... Types>
struct type_in<Index, types<Types...>> : type_at<Index, Types...> {};

/// What an action asks of the composition's input, when it is what reads it.
template <class Sources, bool First, class Declared>
struct asked_of_input {
    using type = undeclared;
};
template <class Value, class... Values>
struct asked_of_input<previous, true, types<Value, Values...>> {
    using type = types<Value, Values...>;
};
template <label... Names, bool First, class... Values>
    requires(sizeof...(Names) == sizeof...(Values) && input_parameter<sources<Names...>, First> != nowhere)
struct asked_of_input<sources<Names...>, First, types<Values...>> {
    using type = types<typename type_at<input_parameter<sources<Names...>, First>, Values...>::type>;
};

template <class Before, class Last>
struct declared_input {
    using earlier = typename Before::declared;
    using own = typename asked_of_input<typename Last::sources, std::is_same_v<Before, no_actions>,
                                        typename Last::declared>::type;
    using type = std::conditional_t<std::is_same_v<earlier, undeclared>, own, earlier>;
};

// ---- what a join would break, asked without an error

template <class Left, class Right>
struct joined_pieces {
    using type = pipeline<Left, Right>;
};
template <class Left, class Before, class Last>
struct joined_pieces<Left, pipeline<Before, Last>> {
    using type = pipeline<typename joined_pieces<Left, Before>::type, Last>;
};
template <class Left>
struct joined_pieces<Left, no_actions> {
    using type = Left;
};
template <class Piece>
using pipeline_of = typename joined_pieces<no_actions, Piece>::type;
template <class Left, class Right>
using joined_pipeline = typename joined_pieces<pipeline_of<Left>, Right>::type;

/// Whether what a piece breaks was told already: a pipeline's joins were judged one by one, a single action's
/// not yet.
template <class Piece>
inline constexpr bool told_already = false;
template <class Before, class Last>
inline constexpr bool told_already<pipeline<Before, Last>> =
    !is_upheld<typename typing_of<pipeline<Before, Last>>::broken>;

/// The rule that `Left | Right` breaks, unless one of them is broken already.
template <class Left, class Right>
using join_verdict = std::conditional_t<told_already<Left> || told_already<Right>, upheld,
                                        typename typing_of<joined_pipeline<Left, Right>>::broken>;

/// The type of a run's output: the last values, not as references.
template <class Typing, class Positions>
struct output_type;
template <class Typing>
struct output_type<Typing, indices<>> {
    using type = unit;
};
template <class Typing, std::size_t Only>
struct output_type<Typing, indices<Only>> {
    using type = std::remove_cvref_t<typename value_at<Typing, Only>::type>;
};
template <class Typing, std::size_t... Several>
    requires(sizeof...(Several) > 1)
struct output_type<Typing, indices<Several...>> {
    using type = std::tuple<std::remove_cvref_t<typename value_at<Typing, Several>::type>...>;
};
template <class Typing>
using output_of = typename output_type<Typing, typename Typing::current>::type;

} // namespace detail

} // namespace action_grammar

#endif
