#ifndef ACTION_GRAMMAR_COMPOSITION_FAN_OUT_HPP
#define ACTION_GRAMMAR_COMPOSITION_FAN_OUT_HPP

#include <array>
#include <concepts>
#include <cstddef>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

#include <action_grammar/composition/executor.hpp>
#include <action_grammar/composition/nested.hpp>

namespace action_grammar {

namespace detail {

/// The container that collects outputs is told by the input's, not by the author.
template <class...>
struct same_as_input;

template <class Range, class Output>
struct collected {
    using type = void; // unknown container: the author must name one
};
template <template <class, class> class Sequence, class Element, class Allocator, class Output>
    requires requires(Sequence<Element, Allocator>& sequence, Element&& element) {
        typename Allocator::value_type;
        sequence.push_back(static_cast<Element&&>(element));
    }
struct collected<Sequence<Element, Allocator>, Output> {
    using allocator = typename std::allocator_traits<Allocator>::template rebind_alloc<Output>;
    using type = Sequence<Output, allocator>;
};
template <class Element, std::size_t Size, class Output>
struct collected<std::array<Element, Size>, Output> {
    using type = std::array<Output, Size>;
};

template <class Range>
concept iterable = requires(Range& range) {
    range.begin();
    range.end();
    *range.begin();
};

template <class Range>
inline constexpr bool is_array = false;
template <class Element, std::size_t Size>
inline constexpr bool is_array<std::array<Element, Size>> = true;

/// The type under which an element reaches the inner actions: moved out of a range that is moved from.
template <class Range>
struct element_of {
    using reference = decltype(*std::declval<Range&>().begin());
    using type = std::conditional_t<std::is_lvalue_reference_v<Range>
                                        || std::is_const_v<std::remove_reference_t<Range>>,
                                    kept_value<reference>, std::remove_cvref_t<reference>>;
};
template <class Range>
    requires(std::is_lvalue_reference_v<Range>)
struct element_of<Range> {
    using reference = decltype(*std::declval<Range>().begin());
    using type = kept_value<reference>;
};

template <label Label, class Block, template <class...> class Container, class Range>
struct fan_out_parts {
    using element = typename element_of<Range>::type;
    using inside = typename Block::template facts<element>;
    using output = typename inside::output;
    static constexpr bool has_output = !std::is_same_v<output, unit>;
    static constexpr auto collection() {
        if constexpr (!has_output) {
            return type_is<unit>{};
        } else if constexpr (std::is_same_v<type_is<Container<output>>, type_is<same_as_input<output>>>) {
            return type_is<typename collected<std::remove_cvref_t<Range>, output>::type>{};
        } else {
            return type_is<Container<output>>{};
        }
    }
    using container = typename decltype(collection())::type;
    static constexpr bool allocates =
        !is_array<std::remove_cvref_t<Range>> || (has_output && !is_array<container>);
    using own_errors = std::conditional_t<allocates, types<thrown>, types<>>;
    using joined = join_result<in_repetition<typename inside::whole, Label>>;
    using own =
        summarized_of<single<allocates ? grade::fallible : grade::infallible, protection::undeclared, Label>>;
    using whole = typename join_result<in_sequence<own, typename joined::whole>>::whole;
    using broken = typename first_broken<
        typename inside::broken, typename joined::broken,
        std::conditional_t<
            std::is_void_v<container> || (is_array<container> && !std::is_default_constructible_v<container>),
            broken_rule<rule_code::contract_missing, Label, Label, types<Range>>, upheld>>::type;
    using stored = std::conditional_t<std::is_void_v<container>, unknown, container>;
    using facts = compound_facts<outputs_of<stored>, united<own_errors, typename inside::errors>,
                                 typename inside::needs, whole>;
};

/// A fan_out over values that are no range, or not known yet.
template <label Label, class Block, class Broken>
struct unranged_facts : compound_facts<types<unknown>, types<>, types<>, nothing_done> {
    using broken = Broken;
};

template <label Label, class Block, template <class...> class Container, class... Values>
struct fan_out_facts
    : unranged_facts<Label, Block, broken_rule<rule_code::contract_mismatch, "", Label, types<Values...>>> {};
template <label Label, class Block, template <class...> class Container>
struct fan_out_facts<Label, Block, Container, unknown>
    : compound_facts<
          types<unknown>, types<>, typename Block::template facts<unknown>::needs,
          typename join_result<in_repetition<typename Block::template facts<unknown>::whole, Label>>::whole> {
    using broken =
        typename join_result<in_repetition<typename Block::template facts<unknown>::whole, Label>>::broken;
};
template <label Label, class Block, template <class...> class Container, class Range>
    requires iterable<std::remove_reference_t<Range>>
struct fan_out_facts<Label, Block, Container, Range> : fan_out_parts<Label, Block, Container, Range>::facts {
    using parts = fan_out_parts<Label, Block, Container, Range>;
    using broken = typename parts::broken;
};

} // namespace detail

/// The action that runs its inner actions for each element of a range; made by `fan_out`.
template <label Label, class Sources, template <class...> class Container, class Block>
struct basic_fan_out {
    [[no_unique_address]] Block inner;

    static constexpr verb what = verb::fan_out;
    static constexpr auto name = Label;
    using sources = Sources;
    using declared = detail::undeclared;
    template <class... Values>
    using facts = detail::fan_out_facts<Label, Block, Container, Values...>;

    [[nodiscard]] constexpr auto detached() const {
        return basic_fan_out<Label, detail::previous, Container, Block>{inner};
    }

    template <class Facts, class Context, class Range>
    constexpr bool run_into(typename Facts::outcome& ended, Context& context, Range&& range) const {
#if defined(__cpp_exceptions)
        if constexpr (Facts::parts::allocates) {
            try {
                return each<Facts>(ended, context, range);
            } catch (...) {
                detail::make_outcome::fail(ended, status::failed, phase::prepare, true,
                                           detail::text_of<Label>, thrown{std::current_exception()});
                return false;
            }
        } else
#endif
        {
            return each<Facts>(ended, context, range);
        }
    }

private:
    /// The outcome of the inner actions for one element.
    template <class Facts>
    using one = typename Facts::parts::inside::outcome;

    template <class Facts, class Context, class Element>
    [[gnu::always_inline]] constexpr one<Facts> run_one(Context& context, Element& element) const {
        using inside = typename Facts::parts::inside;
        if constexpr (std::is_reference_v<typename Facts::parts::element>) {
            return inner.template run_as<one<Facts>, inside>(context, std::as_const(element));
        } else {
            return inner.template run_as<one<Facts>, inside>(context, std::move(element));
        }
    }

    template <class Facts, class Context, class Range>
    [[gnu::always_inline]] constexpr bool each(typename Facts::outcome& ended, Context& context,
                                               Range& range) const {
        using environment = std::remove_reference_t<decltype(context.environment)>;
        constexpr bool indexed = requires {
            range.size();
            range[0];
        };
        typename Facts::output made{};
        if constexpr (requires { made.reserve(range.size()); }) made.reserve(range.size());
        bool completed = false;
        if constexpr (indexed && !std::is_void_v<detail::executor_of<environment>>) {
            completed = in_parallel<Facts>(ended, made, context, range);
        } else {
            completed = in_order<Facts>(ended, made, context, range);
        }
        if (completed) detail::make_outcome::complete(ended, [&] { return std::move(made); });
        return completed;
    }

    template <class Facts, class Made, class Context, class Range>
    [[gnu::always_inline]] constexpr bool in_order(typename Facts::outcome& ended, Made& made,
                                                   Context& context, Range& range) const {
        std::size_t position = 0;
        for (auto&& element : range) {
            auto next = run_one<Facts>(context, element);
            if (!next) {
                detail::make_outcome::pass_up(ended, std::move(next));
                return false;
            }
            store<Facts>(made, position++, *std::move(next));
        }
        return true;
    }

    /// Every element is run; of several that do not complete, the first in the order of the range is
    /// reported.
    template <class Facts, class Made, class Context, class Range>
    constexpr bool in_parallel(typename Facts::outcome& ended, Made& made, Context& context,
                               Range& range) const {
        using environment = std::remove_reference_t<decltype(context.environment)>;
        using pending = std::optional<one<Facts>>;
        typename detail::collected<std::remove_cvref_t<Range>, pending>::type slots{};
        if constexpr (requires { slots.resize(range.size()); }) slots.resize(range.size());
        context.environment.template get<detail::executor_of<environment>>().bulk(
            range.size(), [&](std::size_t position) noexcept {
                slots[position].emplace(
                    detail::deferred{[&] { return run_one<Facts>(context, range[position]); }});
            });
        std::size_t position = 0;
        for (auto& next : slots) {
            if (!*next) {
                detail::make_outcome::pass_up(ended, std::move(*next));
                return false;
            }
            store<Facts>(made, position++, **std::move(next));
        }
        return true;
    }

    template <class Facts, class Made, class Value>
    [[gnu::always_inline]] static constexpr void store(Made& made, std::size_t position, Value&& value) {
        if constexpr (detail::is_array<Made>) {
            made[position] = static_cast<Value&&>(value);
        } else if constexpr (!std::is_same_v<Made, unit>) {
            made.push_back(static_cast<Value&&>(value));
        }
    }
};

namespace detail {

template <label Label, class Block, template <class...> class Container, class Piece>
using fan_out_verdict = typename first_broken<
    typename piece_verdict<Piece>::type,
    typename basic_fan_out<Label, previous, Container, Block>::template facts<unknown>::broken>::type;

} // namespace detail

/// Runs `inner` for each element of a range, in parallel when the environment supplies a `bulk_executor`, and
/// collects what it yields in the order of the elements. The first element that does not complete
/// ends it; in parallel every element is run, and the first in their order is reported.
///
/// @tparam Label      its name in the composition
/// @tparam Container  what to collect into, `std::vector` say; by default a container of the input's kind: a
///                    vector for a vector, an array for an array
/// @param inner       an action, a pipeline or a composition that takes one element. It may not mutate
///                    (AG203)
template <label Label, template <class...> class Container = detail::same_as_input, detail::pipeable Inner>
[[nodiscard]] constexpr auto fan_out(Inner inner) {
    using block = detail::block_of<Inner>;
    detail::refuse<detail::fan_out_verdict<Label, block, Container, Inner>>();
    return basic_fan_out<Label, detail::previous, Container, block>{detail::as_block(std::move(inner))};
}
/// @overload taking the range that `from` names instead of the value before it
template <label Label, template <class...> class Container = detail::same_as_input, label... Names,
          detail::pipeable Inner>
[[nodiscard]] constexpr auto fan_out(sources<Names...>, Inner inner) {
    using block = detail::block_of<Inner>;
    detail::refuse<detail::fan_out_verdict<Label, block, Container, Inner>>();
    return basic_fan_out<Label, sources<Names...>, Container, block>{detail::as_block(std::move(inner))};
}

} // namespace action_grammar

#endif
