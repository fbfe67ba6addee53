#ifndef ACTION_GRAMMAR_ACTIONS_EXPECTED_LIKE_HPP
#define ACTION_GRAMMAR_ACTIONS_EXPECTED_LIKE_HPP

#include <concepts>
#include <type_traits>

namespace action_grammar {

/// Satisfied by all types shaped like `std::expected`, const, volatile and references removed: nested
/// `value_type` and `error_type`, `has_value()`, `error()`, and, unless `value_type` is void, an `operator*` that
/// refers to the value; each callable on a const object.
///
///     static_assert(expected_like<result<int, char> const&> && !expected_like<std::optional<int>>);
template <class T>
concept expected_like =
    requires(std::remove_cvref_t<T> const& candidate) {
        typename std::remove_cvref_t<T>::value_type;
        typename std::remove_cvref_t<T>::error_type;
        { candidate.has_value() } -> std::convertible_to<bool>;
        candidate.error();
    }
    && (std::is_void_v<typename std::remove_cvref_t<T>::value_type>
        || requires(std::remove_cvref_t<T>& held, std::remove_cvref_t<T> const& candidate) {
               requires std::is_lvalue_reference_v<decltype(*held)>;
               *candidate;
           });

} // namespace action_grammar

#endif
