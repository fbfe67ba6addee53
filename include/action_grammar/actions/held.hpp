#ifndef ACTION_GRAMMAR_ACTIONS_HELD_HPP
#define ACTION_GRAMMAR_ACTIONS_HELD_HPP

#include <type_traits>
#include <utility>

namespace action_grammar::detail {

/// A type whose every value is the same and can be made from nothing, such as a lambda without captures.
template <class Part>
concept stateless =
    std::is_empty_v<Part> && std::is_default_constructible_v<Part> && std::is_trivially_copyable_v<Part>;

/// Holds a part of an action. A stateless one is not stored but made anew, so that compositions of stateless
/// parts are empty even when one type stands in them twice.
template <class Part>
struct held {
    Part stored;
    constexpr held() = default;
    constexpr explicit held(Part part) : stored(std::move(part)) {}
    constexpr Part const& get() const noexcept { return stored; }
};
template <class Part>
    requires stateless<Part>
struct held<Part> {
    constexpr held() noexcept = default;
    constexpr explicit held(Part const&) noexcept {}
    static constexpr Part get() noexcept { return Part{}; }
};

} // namespace action_grammar::detail

#endif
