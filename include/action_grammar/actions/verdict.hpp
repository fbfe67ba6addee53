#ifndef ACTION_GRAMMAR_ACTIONS_VERDICT_HPP
#define ACTION_GRAMMAR_ACTIONS_VERDICT_HPP

#include <type_traits>

#include <action_grammar/actions/label.hpp>
#include <action_grammar/actions/type_list.hpp>
#include <action_grammar/rules/code.hpp>
#include <action_grammar/rules/summary.hpp>

// The rules decide over values; the pipeline carries what they decided as types. A type with a short name
// costs a compiler nothing more, while a constant that is a member of the type of a whole pipeline costs the
// mangling of that name.

namespace action_grammar::detail {

/// No rule is broken.
struct upheld {
    static constexpr rule_code code = rule_code::none;
    static constexpr auto first = label{""};
    static constexpr auto second = label{""};
    using details = types<>;
};

/// A rule is broken, and the author was told where it happened: nothing more to say, and nothing to run.
struct told_before : upheld {};

/// A rule is broken: the cause, the action that it hits, and the types involved.
template <rule_code Code, label First, label Second, class Details = types<>>
struct broken_rule {
    static constexpr rule_code code = Code;
    static constexpr auto first = First;
    static constexpr auto second = Second;
    using details = Details;
};

template <class Verdict>
inline constexpr bool is_upheld = std::is_same_v<Verdict, upheld>;

/// The first of some verdicts that is not `upheld`.
template <class... Verdicts>
struct first_broken {
    using type = upheld;
};
template <class First, class... Rest>
struct first_broken<First, Rest...> {
    using type = First;
};
template <class... Rest>
struct first_broken<upheld, Rest...> : first_broken<Rest...> {};

/// A violation that a constant expression found, as a type.
/// @tparam Found  a class whose `value` is a violation
template <class Found, class Details = types<>>
using verdict_of = std::conditional_t<
    Found::value.code == rule_code::none, upheld,
    broken_rule<Found::value.code, label<Found::value.first.label.size() + 1>{Found::value.first.label},
                label<Found::value.second.label.size() + 1>{Found::value.second.label}, Details>>;

/// A summary as a type.
template <grade Effect, protection Guard, label Mutation, grade Offence, label Offender>
struct summarized {
    static constexpr summary value{
        Effect, Guard, {text_of<Mutation>, unresolved}, Offence, {text_of<Offender>, unresolved}};
};

/// The summary that a constant expression found, as a type.
template <class Found>
using summarized_of = summarized<Found::value.effect, Found::value.guard,
                                 label<Found::value.mutation.label.size() + 1>{Found::value.mutation.label},
                                 Found::value.offence,
                                 label<Found::value.offender.label.size() + 1>{Found::value.offender.label}>;

/// The summary of a single action.
template <grade Effect, protection Guard, label Action>
struct single {
    static constexpr summary value = summary_of(Effect, Guard, {text_of<Action>, unresolved});
};

using nothing_done = summarized<grade::infallible, protection::undeclared, "", grade::infallible, "">;

/// The join of two summaries: the whole, and what the join breaks.
template <class Joined>
struct join_result {
    struct whole_found {
        static constexpr summary value = Joined::value.whole;
    };
    struct broken_found {
        static constexpr violation value = Joined::value.broken;
    };
    using whole = summarized_of<whole_found>;
    using broken = verdict_of<broken_found>;
};

template <class Left, class Right>
struct in_sequence {
    static constexpr joined value = then(Left::value, Right::value);
};
template <class Left, class Right>
struct in_parallel {
    static constexpr joined value = beside(Left::value, Right::value);
};
template <class Left, class Right>
struct as_alternatives {
    static constexpr summary value = either(Left::value, Right::value);
};
template <class Inner, label Where>
struct in_repetition {
    static constexpr joined value = repeated(Inner::value, {text_of<Where>, unresolved});
};
template <class Inner, label Where>
struct under_retry {
    static constexpr joined value = retried(Inner::value, {text_of<Where>, unresolved});
};

} // namespace action_grammar::detail

#endif
