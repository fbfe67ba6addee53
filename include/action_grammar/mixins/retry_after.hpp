#ifndef ACTION_GRAMMAR_MIXINS_RETRY_AFTER_HPP
#define ACTION_GRAMMAR_MIXINS_RETRY_AFTER_HPP

#include <chrono>

#include <action_grammar/actions/error.hpp>
#include <action_grammar/composition/clock.hpp>

namespace action_grammar {

namespace detail {

/// A wait of at least nothing, and of at most what a `duration` holds.
template <class Rep, class Period>
constexpr duration bounded_wait(std::chrono::duration<Rep, Period> wait) noexcept {
    using theirs = std::chrono::duration<Rep, Period>;
    if (!(wait > theirs::zero())) return duration::zero();
    if (wait >= std::chrono::duration_cast<theirs>(duration::max())) return duration::max();
    return std::chrono::duration_cast<duration>(wait);
}
template <class Optional>
    requires requires(Optional const& wait) { bounded_wait(*wait); }
constexpr duration bounded_wait(Optional const& wait) noexcept {
    return wait ? detail::bounded_wait(*wait) : duration::zero();
}

} // namespace detail

/// The wait that an error asks for before another try, such as an HTTP server's `Retry-After` (RFC 9110, 10.2.3): its
/// member or member function `retry_after`, a duration or an optional one; of a `std::variant` that of the alternative
/// it holds. Zero when it asks for none.
struct wait_of_error {
    template <class Error>
    [[nodiscard]] constexpr duration operator()(Error const& error) const noexcept {
        if constexpr (requires { detail::bounded_wait(error.retry_after()); }) {
            return detail::bounded_wait(error.retry_after());
        } else if constexpr (requires { detail::bounded_wait(error.retry_after); }) {
            return detail::bounded_wait(error.retry_after);
        } else if constexpr (detail::is_variant<Error>) {
            return detail::visit_error(error, *this);
        } else {
            return duration::zero();
        }
    }
};
/// `ag::retry_after(error)`: see `wait_of_error`.
inline constexpr wait_of_error retry_after{};

} // namespace action_grammar

#endif
