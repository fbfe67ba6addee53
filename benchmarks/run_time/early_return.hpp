#ifndef ACTION_GRAMMAR_BENCHMARKS_EARLY_RETURN_HPP
#define ACTION_GRAMMAR_BENCHMARKS_EARLY_RETURN_HPP

#include <exception>
#include <type_traits>
#include <utility>

#include "versions.hpp"

// What the versions without a composition need to say why they end.

namespace shop {

template <class Errors, class Error>
[[nodiscard]] auto failed(std::string_view action, Error&& error) {
    return ag::unexpected(
        typename Errors::failure_type{.error = std::forward<Error>(error), .action = action});
}

/// The commit said no: nothing happened, and its key makes a repeat safe.
template <class Errors, class Error>
[[nodiscard]] auto refused(std::string_view action, Error&& error) {
    return ag::unexpected(typename Errors::failure_type{
        .error = std::forward<Error>(error), .action = action, .part = ag::phase::commit});
}

/// An exception arrived; out of the commit it leaves open what happened.
template <class Errors>
[[nodiscard]] auto interrupted(std::string_view action, ag::phase part) {
    using failure = typename Errors::failure_type;
    if constexpr (!std::is_constructible_v<decltype(failure::error), ag::thrown>) {
        return ag::unexpected(failure{.error = {}, .action = action}); // never called
    } else {
        bool const in_commit = part == ag::phase::commit;
        return ag::unexpected(failure{.error = ag::thrown{std::current_exception()},
                                      .action = action,
                                      .how = in_commit ? ag::status::in_doubt : ag::status::failed,
                                      .part = part,
                                      .retryable = !in_commit});
    }
}

/// The same for a chain: turns an operation's error into the chain's.
template <class Errors>
[[nodiscard]] constexpr auto failed_at(std::string_view action) {
    return [action]<class Error>(Error&& error) {
        return typename Errors::failure_type{.error = std::forward<Error>(error), .action = action};
    };
}
template <class Errors>
[[nodiscard]] constexpr auto refused_at(std::string_view action) {
    return [action]<class Error>(Error&& error) {
        return typename Errors::failure_type{
            .error = std::forward<Error>(error), .action = action, .part = ag::phase::commit};
    };
}

} // namespace shop

#endif
