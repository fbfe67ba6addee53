#ifndef ACTION_GRAMMAR_COMPOSITION_ALL_HPP
#define ACTION_GRAMMAR_COMPOSITION_ALL_HPP

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <boost/hana/basic_tuple.hpp>

#include <action_grammar/composition/executor.hpp>
#include <action_grammar/composition/nested.hpp>

namespace action_grammar {

namespace detail {

/// One member of an `all`: its actions, and where its values come from in the enclosing composition.
template <class Sources, class Block>
struct member {
    [[no_unique_address]] Block actions;

    using sources = Sources;
    using block_type = Block;
    static constexpr auto name = Block::name;
};

/// The facts of a member for its values; all members share them, so none is moved from.
template <class Member, class Values>
struct member_facts;
template <class Member, class... Values>
struct member_facts<Member, types<Values...>> {
    using type = typename Member::block_type::template facts<kept_value<Values>...>;
};

/// The labels that the members export, with the positions of their values.
template <std::size_t Offset, class... Pairs>
struct member_exports {
    using type = types<>;
};
template <std::size_t Offset, class Member, class Facts, class... Rest>
struct member_exports<Offset, std::pair<Member, Facts>, Rest...> {
    static constexpr std::size_t count = Facts::outputs::size;
    using type = typename concat<types<exported<Member::name, Offset, count>>,
                                 typename member_exports<Offset + count, Rest...>::type>::type;
};

template <class... Lists>
struct concat_all {
    using type = types<>;
};
template <class First, class... Rest>
struct concat_all<First, Rest...> : concat<First, typename concat_all<Rest...>::type> {};

/// The parallel join of summaries, and the first rule that it breaks.
template <class Whole, class... Rest>
struct parallel_join {
    using whole = Whole;
    using broken = upheld;
};
template <class Left, class Right, class... Rest>
struct parallel_join<Left, Right, Rest...> {
    using joined = join_result<in_parallel<Left, Right>>;
    using rest = parallel_join<typename joined::whole, Rest...>;
    using whole = typename rest::whole;
    using broken = typename first_broken<typename joined::broken, typename rest::broken>::type;
};

template <class Members, class... Groups>
struct all_parts;
template <class... Members, class... Groups>
struct all_parts<types<Members...>, Groups...> {
    /// The number of values that the members before one take together.
    static constexpr std::size_t values_before(std::size_t index) {
        std::size_t sum = 0;
        std::size_t i = 0;
        ((sum += i++ < index ? Groups::size : 0), ...);
        return sum;
    }
    template <class Member, class Group>
    using inside = typename member_facts<Member, Group>::type;
    using insides = types<inside<Members, Groups>...>;
    using joined = parallel_join<typename inside<Members, Groups>::whole...>;
    using outputs = typename concat_all<typename inside<Members, Groups>::outputs...>::type;
    using exports = typename member_exports<0, std::pair<Members, inside<Members, Groups>>...>::type;
    using broken =
        typename first_broken<typename inside<Members, Groups>::broken..., typename joined::broken>::type;
    using facts = compound_facts<outputs, united<types<>, typename inside<Members, Groups>::errors...>,
                                 united_needs<types<>, typename inside<Members, Groups>::needs...>,
                                 typename joined::whole>;
};

template <class Members, class... Groups>
struct all_facts : all_parts<Members, Groups...>::facts {
    using parts = all_parts<Members, Groups...>;
    using exports = typename parts::exports;
    using broken = typename parts::broken;
};

} // namespace detail

/// The action that runs all of its members; made by `all`.
template <class... Members>
struct basic_all {
    [[no_unique_address]] detail::held<boost::hana::basic_tuple<Members...>> members;

    static constexpr auto name = label{"all"};
    /// It binds its members' labels, none of its own.
    static constexpr bool anonymous = true;
    using sources = detail::joined_sources<typename Members::sources...>;
    using declared = detail::undeclared;

    /// Under a mixin its members take the values before it: their own `from` sees nothing outside.
    [[nodiscard]] constexpr basic_all const& detached() const { return *this; }

    template <class... Groups>
    using facts = detail::all_facts<detail::types<Members...>, Groups...>;

    template <class Facts, class Context, class... Values>
    [[gnu::always_inline]] constexpr bool run_into(typename Facts::outcome& ended, Context& context,
                                                   Values&&... values) const {
        using environment = std::remove_reference_t<decltype(context.environment)>;
        auto const given = std::forward_as_tuple(std::as_const(values)...);
        if constexpr (std::is_void_v<detail::executor_of<environment>>) {
            return in_order<Facts, 0>(ended, context, given);
        } else {
            return in_parallel<Facts>(ended, context, given, std::index_sequence_for<Members...>{});
        }
    }

private:
    template <class Facts, std::size_t Index>
    using inside = typename detail::type_in<Index, typename Facts::parts::insides>::type;

    /// Runs one member on its own part of the values.
    template <class Facts, std::size_t Index, class Context, class Given>
    [[gnu::always_inline]] constexpr auto run_member(Context& context, Given const& given) const {
        constexpr std::size_t first = Facts::parts::values_before(Index);
        using own = inside<Facts, Index>;
        return [&]<std::size_t... Own>(std::index_sequence<Own...>) {
            auto const& every = members.get();
            return boost::hana::at_c<Index>(every).actions.template run_as<typename own::outcome, own>(
                context, std::get<first + Own>(given)...);
        }(std::make_index_sequence<Facts::parts::values_before(Index + 1) - first>{});
    }

    template <class Facts, std::size_t Index, class Context, class Given, class... Done>
    [[gnu::always_inline]] constexpr bool in_order(typename Facts::outcome& ended, Context& context,
                                                   Given const& given, Done&... done) const {
        if constexpr (Index == sizeof...(Members)) {
            return combine<Facts>(ended, done...);
        } else {
            auto one = run_member<Facts, Index>(context, given);
            return one ? in_order<Facts, Index + 1>(ended, context, given, done..., one) : stop(ended, one);
        }
    }

    /// Every member is run; of several that do not complete, the first in the order of writing is reported.
    template <class Facts, class Context, class Given, std::size_t... Indices>
    constexpr bool in_parallel(typename Facts::outcome& ended, Context& context, Given const& given,
                               std::index_sequence<Indices...>) const {
        using environment = std::remove_reference_t<decltype(context.environment)>;
        std::tuple<std::optional<typename inside<Facts, Indices>::outcome>...> made;
        auto const run = [&]<std::size_t Index>(std::integral_constant<std::size_t, Index>) {
            std::get<Index>(made).emplace(
                detail::deferred{[&] { return run_member<Facts, Index>(context, given); }});
        };
        context.environment.template get<detail::executor_of<environment>>().bulk(
            sizeof...(Members), [&](std::size_t index) noexcept {
                (static_cast<void>(index == Indices
                                   && (run(std::integral_constant<std::size_t, Indices>{}), true)),
                 ...);
            });
        return ((*std::get<Indices>(made) || stop(ended, *std::get<Indices>(made))) && ...)
            && combine<Facts>(ended, *std::get<Indices>(made)...);
    }

    template <class Outcome, class One>
    static constexpr bool stop(Outcome& ended, One& one) {
        detail::make_outcome::pass_up(ended, std::move(one));
        return false;
    }

    /// The members' values, of those that have one, as the outcome's.
    template <class Facts, class... Done>
    [[gnu::always_inline]] static constexpr bool combine(typename Facts::outcome& ended, Done&... done) {
        using output = typename Facts::output;
        auto const value_of = []<class One>(One& one) {
            if constexpr (std::is_same_v<typename One::value_type, unit>) {
                return std::tuple<>{};
            } else {
                return std::tuple<typename One::value_type&&>{*std::move(one)};
            }
        };
        detail::make_outcome::complete(ended, [&]() -> output {
            if constexpr (Facts::outputs::size == 0) {
                return unit{};
            } else if constexpr (Facts::outputs::size == 1) {
                return output(std::get<0>(std::tuple_cat(value_of(done)...)));
            } else {
                return output(std::tuple_cat(value_of(done)...));
            }
        });
        return true;
    }
};

namespace detail {

template <class Piece>
struct piece_sources {
    using type = typename Piece::sources;
};
template <class Before, class Last>
struct piece_sources<pipeline<Before, Last>> {
    using type = previous;
};

template <class Piece>
    requires requires { Piece::anonymous; }
struct piece_sources<Piece> {
    using type = previous;
};

/// A piece without its own sources, which its `all` or its mixin takes over.
template <class Piece>
constexpr auto detach(Piece piece) {
    if constexpr (is_pipeline<Piece>) {
        return piece;
    } else {
        return piece.detached();
    }
}
template <class Piece>
using detached_piece = std::remove_cvref_t<decltype(detail::detach(std::declval<Piece>()))>;

template <class Piece>
using member_of = member<typename piece_sources<Piece>::type, block_of<detached_piece<Piece>>>;

/// Two members with the same label.
template <label... Names>
struct distinct_labels {
    using type = upheld;
};
template <label First, label... Rest>
    requires((text_of<First> == text_of<Rest>) || ...)
struct distinct_labels<First, Rest...> {
    using type = broken_rule<rule_code::duplicate_id, First, First>;
};
template <label First, label... Rest>
    requires(!((text_of<First> == text_of<Rest>) || ...))
struct distinct_labels<First, Rest...> : distinct_labels<Rest...> {};

template <class... Pieces>
using all_verdict = typename first_broken<
    std::conditional_t<sizeof...(Pieces) == 0, broken_rule<rule_code::empty, "all", "all">, upheld>,
    typename piece_verdict<detached_piece<Pieces>>::type...,
    typename distinct_labels<member_of<Pieces>::name...>::type,
    typename parallel_join<nothing_done,
                           typename typing_of<pipeline_of<detached_piece<Pieces>>>::whole...>::broken>::type;

} // namespace detail

/// Runs all of its members on values of the enclosing composition, in parallel when the environment supplies
/// a `bulk_executor`. What follows takes the members' values in order, as separate arguments, or names them
/// by the members' labels. The members share their values, so none is moved from. One member may mutate if no
/// other can fail (AG204).
///
/// @param pieces  actions, pipelines or compositions; each takes the value before the `all`, or what its own
///                `from` names
template <detail::pipeable... Pieces>
[[nodiscard]] constexpr auto all(Pieces... pieces) {
    detail::refuse<detail::all_verdict<Pieces...>>();
    if constexpr (sizeof...(Pieces) == 0) {
        return detail::refused_action<"all">{};
    } else {
        using members = boost::hana::basic_tuple<detail::member_of<Pieces>...>;
        return basic_all<detail::member_of<Pieces>...>{detail::held<members>{
            members{detail::member_of<Pieces>{detail::as_block(detail::detach(std::move(pieces)))}...}}};
    }
}

} // namespace action_grammar

#endif
