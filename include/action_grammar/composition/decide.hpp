#ifndef ACTION_GRAMMAR_COMPOSITION_DECIDE_HPP
#define ACTION_GRAMMAR_COMPOSITION_DECIDE_HPP

#include <cstddef>
#include <exception>
#include <type_traits>
#include <utility>

#include <boost/hana/basic_tuple.hpp>

#include <action_grammar/composition/nested.hpp>

namespace action_grammar {

namespace detail {

/// The predicate of `otherwise`.
struct always {};

template <class Predicate, class Block>
struct branch {
    [[no_unique_address]] held<Predicate> predicate;
    [[no_unique_address]] Block actions;

    using block_type = Block;
    using predicate_type = Predicate;
    static constexpr bool is_otherwise = std::is_same_v<Predicate, always>;
};

template <class Type>
inline constexpr bool is_branch = false;
template <class Predicate, class Block>
inline constexpr bool is_branch<branch<Predicate, Block>> = true;

/// How a predicate takes the values of its decide.
template <class Predicate, class... Values>
struct predicate_facts {
    static constexpr bool fits = std::is_invocable_r_v<bool, Predicate const&, kept_value<Values>...>;
    static constexpr bool nothrow = std::is_nothrow_invocable_v<Predicate const&, kept_value<Values>...>;
};
template <class Predicate, class... Values>
    requires(std::is_same_v<Values, unknown> || ...)
struct predicate_facts<Predicate, Values...> {
    static constexpr bool fits = true;
    static constexpr bool nothrow = true;
};
template <class... Values>
    requires(!(std::is_same_v<Values, unknown> || ...))
struct predicate_facts<always, Values...> {
    static constexpr bool fits = true;
    static constexpr bool nothrow = true;
};

/// The output that branches have in common, and the first branch that has another.
template <label First, class Output, class... Branches>
struct common_output {
    using type = Output;
    using broken = upheld;
};
template <label First, class Output, class Facts, label Name, class... Rest>
struct common_output<First, Output, std::pair<Facts, named<Name>>, Rest...>
    : common_output<First, Output, Rest...> {};
template <label First, class Facts, label Name, class... Rest>
struct common_output<First, unknown, std::pair<Facts, named<Name>>, Rest...>
    : common_output<Name, typename Facts::output, Rest...> {};
template <label First, class Output, class Facts, label Name, class... Rest>
    requires(!std::is_same_v<Output, unknown> && !std::is_same_v<typename Facts::output, unknown>
             && !std::is_same_v<Output, typename Facts::output>)
struct common_output<First, Output, std::pair<Facts, named<Name>>, Rest...> {
    using type = Output;
    using broken =
        broken_rule<rule_code::contract_mismatch, First, Name, types<Output, typename Facts::output>>;
};

template <class... Wholes>
struct any_of_wholes;
template <class Only>
struct any_of_wholes<Only> {
    using type = Only;
};
template <class First, class Second, class... Rest>
struct any_of_wholes<First, Second, Rest...>
    : any_of_wholes<summarized_of<as_alternatives<First, Second>>, Rest...> {};

template <label Label, class Branches, class... Values>
struct decide_parts;
template <label Label, class... Branches, class... Values>
struct decide_parts<Label, types<Branches...>, Values...> {
    template <class Branch>
    using inside = typename Branch::block_type::template facts<Values...>;

    static constexpr bool exhaustive = (Branches::is_otherwise || ...);
    static constexpr bool predicates_fit =
        (predicate_facts<typename Branches::predicate_type, Values...>::fits && ...);
    static constexpr bool predicates_throw =
        !(predicate_facts<typename Branches::predicate_type, Values...>::nothrow && ...);
    using common =
        common_output<"", unknown, std::pair<inside<Branches>, named<Branches::block_type::name>>...>;
    using own_errors = united<std::conditional_t<exhaustive, types<>, types<invalid>>,
                              std::conditional_t<predicates_throw, types<thrown>, types<>>>;
    using errors = united<own_errors, typename inside<Branches>::errors...>;
    using needs = united_needs<types<>, typename inside<Branches>::needs...>;
    using own = summarized_of<
        single<own_errors::size == 0 ? grade::infallible : grade::fallible, protection::undeclared, Label>>;
    using chosen = typename any_of_wholes<typename inside<Branches>::whole...>::type;
    using joined = join_result<in_sequence<own, chosen>>;
    using misfit = std::conditional_t<predicates_fit, upheld,
                                      broken_rule<rule_code::contract_mismatch, "", Label, types<Values...>>>;
    using broken = typename first_broken<misfit, typename inside<Branches>::broken...,
                                         typename common::broken, typename joined::broken>::type;
    using facts = compound_facts<outputs_of<typename common::type>, errors, needs, typename joined::whole>;
};

template <label Label, class Branches, class... Values>
struct decide_facts : decide_parts<Label, Branches, Values...>::facts {
    using parts = decide_parts<Label, Branches, Values...>;
    using broken = typename parts::broken;
};

/// The input that the first branch declares which declares any.
template <class... Branches>
struct declared_by_branches {
    using type = undeclared;
};
template <class First, class... Rest>
struct declared_by_branches<First, Rest...> {
    using first = typename First::block_type::declared;
    using type = std::conditional_t<std::is_same_v<first, undeclared>,
                                    typename declared_by_branches<Rest...>::type, first>;
};

/// Whether `otherwise` stands last, if at all.
template <class... Branches>
constexpr bool otherwise_is_last() {
    bool const is_otherwise[] = {Branches::is_otherwise...};
    for (std::size_t i = 0; i + 1 < sizeof...(Branches); ++i) {
        if (is_otherwise[i]) return false;
    }
    return true;
}

} // namespace detail

/// The action that runs exactly one of its branches; made by `decide`.
template <label Label, class Sources, class... Branches>
struct basic_decide {
    [[no_unique_address]] detail::held<boost::hana::basic_tuple<Branches...>> branches;

    static constexpr verb what = verb::decide;
    static constexpr auto name = Label;
    using sources = Sources;
    using declared = typename detail::declared_by_branches<Branches...>::type;
    template <class... Values>
    using facts = detail::decide_facts<Label, detail::types<Branches...>, Values...>;

    [[nodiscard]] constexpr auto detached() const {
        return basic_decide<Label, detail::previous, Branches...>{branches};
    }

    template <class Facts, class Context, class... Values>
    [[gnu::always_inline]] constexpr bool run_into(typename Facts::outcome& ended, Context& context,
                                                   Values&&... values) const {
        return choose<Facts, 0>(ended, context, static_cast<Values&&>(values)...);
    }

private:
    template <class Facts, std::size_t Index, class Context, class... Values>
    [[gnu::always_inline]] constexpr bool choose(typename Facts::outcome& ended, Context& context,
                                                 Values&&... values) const {
        if constexpr (Index == sizeof...(Branches)) {
            return refuse(ended, invalid{detail::text_of<Label>});
        } else {
            auto const& candidates = branches.get();
            auto const& candidate = boost::hana::at_c<Index>(candidates);
            using branch_type = std::remove_cvref_t<decltype(candidate)>;
            using inside = typename Facts::parts::template inside<branch_type>;
            if constexpr (branch_type::is_otherwise) {
                return candidate.actions.template run_into<inside>(ended, context,
                                                                   static_cast<Values&&>(values)...);
            } else {
                bool applies = false;
#if defined(__cpp_exceptions)
                if constexpr (Facts::parts::predicates_throw) {
                    try {
                        applies = candidate.predicate.get()(std::as_const(values)...);
                    } catch (...) {
                        return refuse(ended, thrown{std::current_exception()});
                    }
                } else
#endif
                {
                    applies = candidate.predicate.get()(std::as_const(values)...);
                }
                if (applies) {
                    return candidate.actions.template run_into<inside>(ended, context,
                                                                       static_cast<Values&&>(values)...);
                }
                return choose<Facts, Index + 1>(ended, context, static_cast<Values&&>(values)...);
            }
        }
    }

    template <class Outcome, class Error>
    static constexpr bool refuse(Outcome& ended, Error&& error) {
        detail::make_outcome::fail(ended, status::failed, phase::prepare, true, detail::text_of<Label>,
                                   std::forward<Error>(error));
        return false;
    }
};

/// A branch of a `decide`: runs `actions` when `predicate` holds for the values of the decide.
template <class Predicate, detail::pipeable Actions>
[[nodiscard]] constexpr auto when(Predicate predicate, Actions actions) {
    detail::refuse<typename detail::piece_verdict<Actions>::type>();
    using block = detail::block_of<Actions>;
    return detail::branch<Predicate, block>{detail::held<Predicate>{std::move(predicate)},
                                            detail::as_block(std::move(actions))};
}

/// The last branch of a `decide`: runs when no other does.
template <detail::pipeable Actions>
[[nodiscard]] constexpr auto otherwise(Actions actions) {
    detail::refuse<typename detail::piece_verdict<Actions>::type>();
    using block = detail::block_of<Actions>;
    return detail::branch<detail::always, block>{detail::held<detail::always>{},
                                                 detail::as_block(std::move(actions))};
}

namespace detail {

template <label Label, class... Branches>
using decide_verdict =
    std::conditional_t<sizeof...(Branches) == 0, broken_rule<rule_code::empty, Label, Label>,
                       std::conditional_t<(is_branch<Branches> && ...) && otherwise_is_last<Branches...>(),
                                          upheld, broken_rule<rule_code::malformed, Label, Label>>>;

} // namespace detail

/// Runs the first branch whose predicate holds; without `otherwise` and with none that holds it fails with
/// `invalid`. All branches yield the same type. Its effect is the greatest of its branches': at most one of
/// them runs.
///
/// @tparam Label    its name in the composition
/// @param branches  `when(predicate, actions)`..., `otherwise(actions)` last. Inside a branch, `"input"`
///                  names the values of the decide; labels of the enclosing composition are not visible
template <label Label, class... Branches>
    requires(detail::is_branch<Branches> && ...)
[[nodiscard]] constexpr auto decide(Branches... branches) {
    detail::refuse<detail::decide_verdict<Label, Branches...>>();
    if constexpr (sizeof...(Branches) == 0) {
        return detail::refused_action<Label>{};
    } else {
        return basic_decide<Label, detail::previous, Branches...>{
            detail::held<boost::hana::basic_tuple<Branches...>>{
                boost::hana::basic_tuple<Branches...>{std::move(branches)...}}};
    }
}
/// @overload taking the values that `from` names instead of those before the decide
template <label Label, label... Names, class... Branches>
    requires(detail::is_branch<Branches> && ...)
[[nodiscard]] constexpr auto decide(sources<Names...>, Branches... branches) {
    detail::refuse<detail::decide_verdict<Label, Branches...>>();
    if constexpr (sizeof...(Branches) == 0) {
        return detail::refused_action<Label>{};
    } else {
        return basic_decide<Label, sources<Names...>, Branches...>{
            detail::held<boost::hana::basic_tuple<Branches...>>{
                boost::hana::basic_tuple<Branches...>{std::move(branches)...}}};
    }
}

} // namespace action_grammar

#endif
