#ifndef ACTION_GRAMMAR_ACTIONS_RESULT_HPP
#define ACTION_GRAMMAR_ACTIONS_RESULT_HPP

// What an operation returns: a value or an error. The C++20 stand-in for std::expected (C++23), with its
// interface and semantics. Beyond C++23: assignment is trivial when both types allow it, and == is
// constrained as in C++26.

#include <concepts>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/expected_like.hpp>
#include <action_grammar/actions/result_storage.hpp>
#include <action_grammar/actions/unexpected.hpp>

namespace action_grammar {

/// A value of type T or an error of type E, never neither: `std::expected<T, E>` for C++20.
///
/// T is void or an object type, possibly const or move-only, not a reference or an array; E as for
/// `unexpected`. Reading what is not held with `*`, `->` or `error()` is undefined; `value()` checks. Members
/// shared with `result<void, E>` (construction in place, `error`, `and_then`, `transform` and their kin) are
/// documented above. Nothing allocates; the size is that of the larger of the two and a flag.
///
///     constexpr auto half(int n) -> result<int, char> {
///         if (n % 2 != 0) return unexpected('o');
///         return n / 2;
///     }
///     static_assert(half(8).and_then(half) == 2 && half(6).and_then(half).error() == 'o');
template <class T, class E>
class [[nodiscard]] result : public detail::result_storage<T, E> {
    using base = detail::result_storage<T, E>;
    template <class U, class G, class Value, class Error>
    static constexpr bool unwraps =
        std::is_constructible_v<T, Value> && std::is_constructible_v<E, Error>
        && (std::same_as<std::remove_cv_t<T>, bool> || !detail::converts_whole<T, result<U, G>>)
        && !detail::takes_whole<unexpected<E>, result<U, G>>;

public:
    /// Holds `T()`; exists when T has a default constructor.
    constexpr result() = default;
    using base::base;

    /// Holds the value. Explicit when U does not convert to T implicitly.
    template <class U = std::remove_cv_t<T>>
        requires(!std::same_as<std::remove_cvref_t<U>, result>)
             && (!std::same_as<std::remove_cvref_t<U>, std::in_place_t>)
             && (!std::same_as<std::remove_cvref_t<U>, unexpect_t>)
             && (!detail::is_a<std::remove_cvref_t<U>, unexpected>)
             && (!std::same_as<std::remove_cv_t<T>, bool>
                 || !detail::is_a<std::remove_cvref_t<U>, action_grammar::result>)
             && std::is_constructible_v<T, U>
    constexpr explicit(!std::is_convertible_v<U, T>)
        result(U&& value) noexcept(std::is_nothrow_constructible_v<T, U>)
        : base(std::in_place, std::forward<U>(value)) {}

    /// Holds the error: `return unexpected("not found");`. Explicit when G does not convert to E implicitly.
    template <class G>
        requires std::is_constructible_v<E, G const&>
    constexpr explicit(!std::is_convertible_v<G const&, E>) result(unexpected<G> const& other)
        : base(unexpect, other.error()) {}
    template <class G>
        requires std::is_constructible_v<E, G>
    constexpr explicit(!std::is_convertible_v<G, E>) result(unexpected<G>&& other)
        : base(unexpect, std::move(other).error()) {}

    /// Converts value and error. Explicit when either does not convert implicitly.
    template <class U, class G>
        requires(unwraps<U, G, U const&, G const&>)
    constexpr explicit(!std::is_convertible_v<U const&, T> || !std::is_convertible_v<G const&, E>)
        result(result<U, G> const& other)
        : base(detail::convert_t{}, other) {}
    template <class U, class G>
        requires(unwraps<U, G, U, G>)
    constexpr explicit(!std::is_convertible_v<U, T> || !std::is_convertible_v<G, E>)
        result(result<U, G>&& other)
        : base(detail::convert_t{}, std::move(other)) {}

    /// Holds the value, or the error, from now on; the old content stays if making the new one throws.
    template <class U = std::remove_cv_t<T>>
        requires(!std::same_as<std::remove_cvref_t<U>, result>)
             && (!detail::is_a<std::remove_cvref_t<U>, unexpected>)
             && detail::assignable_as<T, U, base::one_moves>
    constexpr result& operator=(U&& value) {
        this->assign_value(std::forward<U>(value));
        return *this;
    }
    template <class G>
        requires detail::assignable_as<E, G const&, base::one_moves>
    constexpr result& operator=(unexpected<G> const& other) {
        this->assign_error(other.error());
        return *this;
    }
    template <class G>
        requires detail::assignable_as<E, G, base::one_moves>
    constexpr result& operator=(unexpected<G>&& other) {
        this->assign_error(std::move(other).error());
        return *this;
    }

    /// Destroys what is held and makes a value in its place, which must not throw. Returns the new value.
    template <class... Args>
        requires std::is_nothrow_constructible_v<T, Args...>
    constexpr T& emplace(Args&&... args) noexcept {
        this->emplace_value(std::forward<Args>(args)...);
        return **this;
    }
    template <class U, class... Args>
        requires std::is_nothrow_constructible_v<T, std::initializer_list<U>&, Args...>
    constexpr T& emplace(std::initializer_list<U> list, Args&&... args) noexcept {
        this->emplace_value(list, std::forward<Args>(args)...);
        return **this;
    }

    /// The value. Precondition: `has_value()`.
    constexpr auto operator->() noexcept { return std::addressof(this->held()); }
    constexpr auto operator->() const noexcept { return std::addressof(this->held()); }
    constexpr T& operator*() & noexcept { return this->held(); }
    constexpr T const& operator*() const& noexcept { return this->held(); }
    constexpr T&& operator*() && noexcept { return std::move(*this).held(); }
    constexpr T const&& operator*() const&& noexcept { return std::move(*this).held(); }

    /// The value. Throws `bad_result_access<E>` when an error is held; without exceptions, calls
    /// `std::abort`.
    constexpr T& value() & { return base::checked(*this); }
    constexpr T const& value() const& { return base::checked(*this); }
    constexpr T&& value() && { return base::checked(std::move(*this)); }
    constexpr T const&& value() const&& { return base::checked(std::move(*this)); }

    /// The value, or the argument converted to T when an error is held: `half(3).value_or(0)`.
    template <class U = std::remove_cv_t<T>>
        requires std::is_copy_constructible_v<T> && std::is_convertible_v<U, T>
    constexpr std::remove_cv_t<T> value_or(U&& other) const& {
        if (this->has_value()) return **this;
        return static_cast<std::remove_cv_t<T>>(std::forward<U>(other));
    }
    template <class U = std::remove_cv_t<T>>
        requires std::is_move_constructible_v<T> && std::is_convertible_v<U, T>
    constexpr std::remove_cv_t<T> value_or(U&& other) && {
        if (this->has_value()) return *std::move(*this);
        return static_cast<std::remove_cv_t<T>>(std::forward<U>(other));
    }
};

/// Success without a value, or an error: what an operation returns that is called for its effect.
///
///     auto store(order const&) -> result<void, sql_error>; // in which `return {};` is success
template <class T, class E>
    requires std::is_void_v<T>
class [[nodiscard]] result<T, E> : public detail::result_storage<T, E> {
    using base = detail::result_storage<T, E>;

public:
    /// Holds success.
    constexpr result() = default;
    using base::base;

    /// Holds the error: `return unexpected("not found");`. Explicit when G does not convert to E implicitly.
    template <class G>
        requires std::is_constructible_v<E, G const&>
    constexpr explicit(!std::is_convertible_v<G const&, E>) result(unexpected<G> const& other)
        : base(unexpect, other.error()) {}
    template <class G>
        requires std::is_constructible_v<E, G>
    constexpr explicit(!std::is_convertible_v<G, E>) result(unexpected<G>&& other)
        : base(unexpect, std::move(other).error()) {}

    /// Converts the error. Explicit when it does not convert implicitly.
    template <class U, class G>
        requires std::is_void_v<U> && std::is_constructible_v<E, G const&>
              && (!detail::takes_whole<unexpected<E>, result<U, G>>)
    constexpr explicit(!std::is_convertible_v<G const&, E>) result(result<U, G> const& other)
        : base(detail::convert_t{}, other) {}
    template <class U, class G>
        requires std::is_void_v<U> && std::is_constructible_v<E, G>
              && (!detail::takes_whole<unexpected<E>, result<U, G>>)
    constexpr explicit(!std::is_convertible_v<G, E>) result(result<U, G>&& other)
        : base(detail::convert_t{}, std::move(other)) {}

    /// Holds the error from now on; success stays if making it throws.
    template <class G>
        requires detail::assignable_as<E, G const&, base::one_moves>
    constexpr result& operator=(unexpected<G> const& other) {
        this->assign_error(other.error());
        return *this;
    }
    template <class G>
        requires detail::assignable_as<E, G, base::one_moves>
    constexpr result& operator=(unexpected<G>&& other) {
        this->assign_error(std::move(other).error());
        return *this;
    }

    /// Holds success from now on.
    constexpr void emplace() noexcept { this->emplace_value(); }

    /// Precondition: `has_value()`.
    constexpr void operator*() const noexcept {}

    /// Throws `bad_result_access<E>` when an error is held; without exceptions, calls `std::abort`.
    constexpr void value() const& { base::checked(*this); }
    constexpr void value() && { base::checked(std::move(*this)); }
};

/// Two results are equal when both hold equal values (or void), or both hold equal errors.
template <class T, class E, class U, class G>
    requires((std::is_void_v<T> && std::is_void_v<U>) || detail::equals<T, U>) && detail::equals<E, G>
constexpr bool operator==(result<T, E> const& a, result<U, G> const& b) {
    if (a.has_value() != b.has_value()) return false;
    if (!a.has_value()) return a.error() == b.error();
    if constexpr (std::is_void_v<T>)
        return true;
    else
        return *a == *b;
}

/// Equal to a plain value when it holds an equal one. (Not a friend: one that converts its first operand
/// would ask whether T equals a wrapper of results, such as a test framework's, and find itself while
/// asking.)
template <class T, class E, class U>
    requires(!std::is_void_v<T>) && (!detail::is_a<U, result>) && (!detail::is_a<U, unexpected>)
         && detail::equals<T, U>
constexpr bool operator==(result<T, E> const& a, U const& b) {
    return a.has_value() && *a == b;
}

/// Equal to an `unexpected` when it holds an equal error.
template <class T, class E, class G>
    requires detail::equals<E, G>
constexpr bool operator==(result<T, E> const& a, unexpected<G> const& b) {
    return !a.has_value() && a.error() == b.error();
}

/// Exchanges contents, with the guarantees of the member.
template <class T, class E>
    requires requires(result<T, E>& r) { r.swap(r); }
constexpr void swap(result<T, E>& a, result<T, E>& b) noexcept(noexcept(a.swap(b))) {
    a.swap(b);
}

} // namespace action_grammar

#endif
