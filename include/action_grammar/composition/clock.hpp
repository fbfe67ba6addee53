#ifndef ACTION_GRAMMAR_COMPOSITION_CLOCK_HPP
#define ACTION_GRAMMAR_COMPOSITION_CLOCK_HPP

#include <chrono>
#include <concepts>
#include <ctime>
#include <type_traits>

#include <action_grammar/actions/operation.hpp>
#include <action_grammar/composition/executor.hpp>

namespace action_grammar {

/// The unit of time in the grammar.
using duration = std::chrono::nanoseconds;
/// A point on the clock that a run uses; only differences mean anything.
using time_point = std::chrono::time_point<std::chrono::steady_clock, duration>;

/// A resource that tells the time and waits: `now()` and `sleep_until(time_point)`. `retry` and `timeout` use
/// the one in the environment, else `monotonic_clock`. Satisfied by `monotonic_clock` and `virtual_clock`.
template <class Type>
concept clock = requires(Type& source, time_point when) {
    { source.now() } -> std::same_as<time_point>;
    source.sleep_until(when);
};

/// The machine's monotonic clock.
struct monotonic_clock {
    [[nodiscard]] static time_point now() noexcept { return std::chrono::steady_clock::now(); }

    /// Blocks the calling thread. Not woken early by signals.
    static void sleep_until(time_point when) noexcept {
        for (duration left = when - now(); left > duration::zero(); left = when - now()) {
            auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
            std::timespec request{};
            request.tv_sec = static_cast<std::time_t>(seconds.count());
            request.tv_nsec = static_cast<long>((left - seconds).count());
            ::nanosleep(&request, nullptr);
        }
    }
};

/// A clock for tests: it moves only when it is slept on or advanced. Usable in constant expressions.
class virtual_clock {
public:
    [[nodiscard]] constexpr time_point now() const noexcept { return now_; }
    constexpr void sleep_until(time_point when) noexcept {
        if (when > now_) now_ = when;
    }
    constexpr void advance(duration by) noexcept { now_ += by; }

private:
    time_point now_{};
};

/// The time by which an operation should have ended; the default is never. An operation that takes one as its
/// last parameter is handed the earliest of the
/// `timeout`s around it.
struct deadline {
    time_point at = time_point::max();

    [[nodiscard]] constexpr bool is_limited() const noexcept { return at != time_point::max(); }
};

namespace detail {

template <class Type>
struct is_clock : std::bool_constant<clock<Type>> {};

/// The clock of an environment: the first object in it that is one, else the machine's.
template <class Environment>
constexpr decltype(auto) clock_in(Environment& environment) noexcept {
    using supplied = typename first_held<is_clock, typename std::remove_const_t<Environment>::held>::type;
    if constexpr (std::is_void_v<supplied>) {
        return monotonic_clock{};
    } else {
        return environment.template get<supplied>();
    }
}

} // namespace detail

} // namespace action_grammar

#endif
