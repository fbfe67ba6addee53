#ifndef ACTION_GRAMMAR_MIXINS_RETRY_HPP
#define ACTION_GRAMMAR_MIXINS_RETRY_HPP

#include <chrono>
#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <action_grammar/composition/clock.hpp>
#include <action_grammar/mixins/retry_after.hpp>
#include <action_grammar/mixins/with.hpp>

namespace action_grammar {

/// Waits that grow by a factor, each shortened by a random part so that clients that failed together do not
/// come back together ("Exponential Backoff And Jitter", M. Brooker, 2015).
struct exponential {
    unsigned attempts = 3;                             ///< tries altogether, the first included; at least 1
    duration initial = std::chrono::milliseconds{100}; ///< wait before the second try
    double factor = 2.0;                               ///< growth of the wait from try to try; at least 1
    duration limit = std::chrono::seconds{10};         ///< the longest wait, also of those an error asks for
    double jitter = 0.5; ///< the part of a wait that chance may take off, 0 to 1

    /// The wait after `failures` failures, before chance.
    [[nodiscard]] constexpr duration wait(unsigned failures) const noexcept {
        auto longest = static_cast<double>(limit.count());
        auto next = static_cast<double>(initial.count());
        for (unsigned i = 1; i < failures && next < longest; ++i)
            next *= factor;
        return duration{static_cast<duration::rep>(next < longest ? next : longest)};
    }
};

/// The same wait before every further try.
struct constant {
    unsigned attempts = 3; ///< tries altogether, the first included; at least 1
    duration delay = std::chrono::milliseconds{100};
    double jitter = 0.0;                       ///< the part of a wait that chance may take off, 0 to 1
    duration limit = std::chrono::seconds{10}; ///< the longest wait that an error may ask for

    [[nodiscard]] constexpr duration wait(unsigned) const noexcept { return delay; }
};

/// How often and after which waits to try again: `attempts`, `jitter` and `wait(failures)`; and `limit`, if errors may
/// not ask for every wait (see `retry_after`). Satisfied by `exponential` and `constant`.
template <class Type>
concept backoff = requires(Type const& policy) {
    { policy.attempts } -> std::convertible_to<unsigned>;
    { policy.jitter } -> std::convertible_to<double>;
    { policy.wait(1U) } -> std::convertible_to<duration>;
};

namespace detail {

/// A number in [0, 1) that two runs at different times do not share: SplitMix64 (Steele, Lea and Flood, 2014)
/// of the time and the try. A virtual clock makes it repeatable.
constexpr double chance(time_point now, unsigned failures) noexcept {
    auto mixed =
        static_cast<std::uint64_t>(now.time_since_epoch().count()) + failures * 0x9e37'79b9'7f4a'7c15ULL;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58'476d'1ce4'e5b9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d0'49bb'1331'11ebULL;
    mixed ^= mixed >> 31U;
    return static_cast<double>(mixed >> 11U) * 0x1.0p-53;
}

/// When to try again, after a number of failures; `time_point::max()` when the error asks for a longer wait than the
/// policy allows.
template <class Policy>
constexpr time_point next_try(Policy const& policy, unsigned failures, time_point now,
                              duration asked) noexcept {
    if constexpr (requires { asked > policy.limit; }) {
        if (asked > policy.limit) return time_point::max();
    }
    duration const full = policy.wait(failures);
    auto const part = static_cast<double>(full.count()) * policy.jitter * chance(now, failures);
    duration const wait = full - duration{static_cast<duration::rep>(part)};
    duration const longer = wait < asked ? asked : wait;
    return longer < time_point::max() - now ? now + longer : time_point::max();
}

template <class Policy>
struct retrying {
    Policy policy;

    static constexpr mixin kind = mixin::retry;
    template <class Block>
    static constexpr bool interrupts = true;

    /// The values are kept for the next try.
    template <label Label, class Block, class... Values>
    struct facts_of {
        using inside = typename Block::template facts<kept_value<Values>...>;
        using joined = join_result<under_retry<typename inside::whole, Label>>;
        using broken = typename joined::broken;
        using base = compound_facts<typename inside::outputs, typename inside::errors, typename inside::needs,
                                    typename joined::whole>;
    };
    template <label Label, class Block, class... Values>
    struct facts : facts_of<Label, Block, Values...>::base {
        using inside = typename facts_of<Label, Block, Values...>::inside;
        using broken = typename facts_of<Label, Block, Values...>::broken;
    };

    template <class Facts, class Block, class Context, class... Values>
    constexpr bool run_into(typename Facts::outcome& ended, Block const& inner, Context& context,
                            Values const&... values) const {
        for (unsigned failures = 0;;) {
            if (inner.template run_into<typename Facts::inside>(ended, context, values...)) return true;
            if (!may_pass(ended, context) || ++failures >= policy.attempts) return false;
            auto&& clock = clock_in(context.environment);
            duration const asked = ended.has_error()
                                     ? detail::visit_error(ended.error(), action_grammar::retry_after)
                                     : duration::zero();
            time_point const next = next_try(policy, failures, clock.now(), asked);
            if (next == time_point::max() || !context.limit.allows(next)) return false;
            clock.sleep_until(next);
            make_outcome::reset(ended);
            if constexpr (Context::recorded) context.record.forget_refusal();
        }
    }

    /// Whether what ended the run may be gone at the next try: an error, or a ledger that is busy with the key.
    template <class Outcome, class Context>
    static constexpr bool may_pass(Outcome const& ended, Context const& context) noexcept {
        if constexpr (Context::recorded) {
            if (context.record.refused_for_now()) return true;
        }
        return ended.transient();
    }
};

/// Called in a constant expression, it ends it: its name is the message.
inline void AG302_config_invalid_retry_attempts_must_be_at_least_1_and_jitter_between_0_and_1() noexcept {}

} // namespace detail

/// Runs an action or a composition again when it failed with a transient error (see `transient`), after a
/// wait, up to a number of attempts. Around a mutation only when its protection makes a repeat safe (AG207).
/// The waits are those of the environment's `clock`; a `timeout` around it ends them. An error that asks for a longer
/// wait (see `retry_after`) is given it, up to the policy's limit: beyond that it is not tried again.
///
/// @param policy  `exponential{...}` or `constant{...}`. In a constant expression a policy out of range does
///                not compile; at run time 0 attempts count as 1
template <backoff Policy>
[[nodiscard]] constexpr auto retry(Policy policy) {
    if (policy.attempts < 1 || !(policy.jitter >= 0.0) || !(policy.jitter <= 1.0)) {
        detail::AG302_config_invalid_retry_attempts_must_be_at_least_1_and_jitter_between_0_and_1();
        policy.attempts = policy.attempts < 1 ? 1 : policy.attempts;
        policy.jitter = policy.jitter > 1.0 ? 1.0 : policy.jitter >= 0.0 ? policy.jitter : 0.0;
    }
    return detail::retrying<Policy>{std::move(policy)};
}

} // namespace action_grammar

#endif
