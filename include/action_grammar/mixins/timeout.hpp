#ifndef ACTION_GRAMMAR_MIXINS_TIMEOUT_HPP
#define ACTION_GRAMMAR_MIXINS_TIMEOUT_HPP

#include <chrono>
#include <type_traits>
#include <utility>

#include <action_grammar/composition/clock.hpp>
#include <action_grammar/mixins/with.hpp>

namespace action_grammar {

namespace detail {

/// The limit in force inside a `timeout`: a deadline on a clock.
template <class Clock>
struct until {
    static constexpr bool limits = true;
    Clock* clock;
    deadline latest;

    [[nodiscard]] constexpr bool expired() const { return clock->now() >= latest.at; }
    [[nodiscard]] constexpr bool allows(time_point when) const noexcept { return when < latest.at; }
    template <class Deadline>
    [[nodiscard]] constexpr Deadline as() const noexcept {
        return latest;
    }
};

/// Whether a deadline has any hold on a pipeline: between its actions, or inside its only one.
template <class Pipeline>
inline constexpr bool heeds_deadline = true;
template <verb What, label Label, class Operation, class Sources, class Guard>
inline constexpr bool
    heeds_deadline<pipeline<no_actions, basic_action<What, Label, Operation, Sources, Guard>>> =
        operation_traits<Operation>::wants_deadline;

struct limiting {
    duration allowed;

    static constexpr mixin kind = mixin::timeout;
    template <class Block>
    static constexpr bool interrupts = heeds_deadline<typename Block::pipeline_type>;

    template <label Label, class Block, class... Values>
    struct facts_of {
        using inside = typename Block::template facts<Values...>;
        struct may_time_out {
            static constexpr summary value =
                summary_of(grade::fallible, protection::undeclared, {text_of<Label>, unresolved});
        };
        using whole =
            typename join_result<in_sequence<summarized_of<may_time_out>, typename inside::whole>>::whole;
        using base =
            compound_facts<typename inside::outputs, united<typename inside::errors, types<timed_out>>,
                           typename inside::needs, whole>;
    };
    template <label Label, class Block, class... Values>
    struct facts : facts_of<Label, Block, Values...>::base {
        using inside = typename facts_of<Label, Block, Values...>::inside;
        using broken = upheld;
    };

    template <class Facts, class Block, class Context, class... Values>
    constexpr bool run_into(typename Facts::outcome& ended, Block const& inner, Context& context,
                            Values&&... values) const {
        auto&& clock = clock_in(context.environment);
        time_point const now = clock.now();
        deadline latest{allowed < time_point::max() - now ? now + allowed : time_point::max()};
        auto const around = context.limit.template as<deadline>();
        if (around.at < latest.at) latest = around;
        until<std::remove_reference_t<decltype(clock)>> limit{&clock, latest};
        detail::context limited{context.environment, limit, context.observer, context.record};
        return inner.template run_into<typename Facts::inside>(ended, limited,
                                                               static_cast<Values&&>(values)...);
    }
};

} // namespace detail

/// Sets a deadline for an action or a composition. It is handed to operations that take a `deadline`, and
/// looked at before each action up to and including the mutation: an action that would begin later fails with
/// `timed_out`, which is transient. Nothing that has begun is abandoned, and nothing behind the mutation is
/// stopped. Around one action whose operation takes no deadline it would do nothing (AG502). Of several
/// deadlines the earliest holds.
[[nodiscard]] constexpr auto timeout(duration allowed) { return detail::limiting{allowed}; }

} // namespace action_grammar

#endif
