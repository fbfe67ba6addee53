#ifndef ACTION_GRAMMAR_ACTIONS_UNEXPECTED_HPP
#define ACTION_GRAMMAR_ACTIONS_UNEXPECTED_HPP

#include <concepts>
#include <exception>
#include <initializer_list>
#include <type_traits>
#include <utility>

namespace action_grammar {

template <class E>
class unexpected;

/// The tag that constructs a `result` holding an error, in place:
///
///     result<int, std::string> r(unexpect, 3, 'x');
struct unexpect_t {
    explicit unexpect_t() = default;
};
inline constexpr unexpect_t unexpect{};

/// What `value()` throws when there is no value. `bad_result_access<void>` is the base of all.
///
///     try { r.value(); } catch (bad_result_access<parse_error> const& e) { report(e.error()); }
template <class E>
class bad_result_access;

template <>
class bad_result_access<void> : public std::exception {
public:
    char const* what() const noexcept override {
        return "action_grammar::result holds an error, not a value";
    }
};

template <class E>
class bad_result_access : public bad_result_access<void> {
public:
    explicit bad_result_access(E error) : error_(std::move(error)) {}

    /// The error that the result held.
    E& error() & noexcept { return error_; }
    E const& error() const& noexcept { return error_; }
    E&& error() && noexcept { return std::move(error_); }
    E const&& error() const&& noexcept { return std::move(error_); }

private:
    E error_;
};

namespace detail {

template <class T, template <class...> class Template>
inline constexpr bool is_a = false;
template <template <class...> class Template, class... Args>
inline constexpr bool is_a<Template<Args...>, Template> = true;

template <class E>
concept error_type = std::is_object_v<E> && !std::is_array_v<E> && std::same_as<E, std::remove_cv_t<E>>
                  && !is_a<E, unexpected>;

template <class From, class To>
concept equals = requires(From const& a, To const& b) {
    { a == b } -> std::convertible_to<bool>;
};

} // namespace detail

/// An error on its way into a `result`; the class of E is deduced: `return unexpected(not_found{id});`.
/// E is an object type, not an array, not const or volatile, not itself an `unexpected`.
template <class E>
class unexpected {
    static_assert(detail::error_type<E>,
                  "the E of unexpected<E> is a plain object type: no reference, array, const or unexpected");

public:
    /// Holds the error, or one made from the arguments in place.
    template <class G = E>
        requires(!std::same_as<std::remove_cvref_t<G>, unexpected>)
             && (!std::same_as<std::remove_cvref_t<G>, std::in_place_t>) && std::is_constructible_v<E, G>
    constexpr explicit unexpected(G&& error) noexcept(std::is_nothrow_constructible_v<E, G>)
        : error_(std::forward<G>(error)) {}
    template <class... Args>
        requires std::is_constructible_v<E, Args...>
    constexpr explicit unexpected(std::in_place_t, Args&&... args) : error_(std::forward<Args>(args)...) {}
    template <class U, class... Args>
        requires std::is_constructible_v<E, std::initializer_list<U>&, Args...>
    constexpr explicit unexpected(std::in_place_t, std::initializer_list<U> list, Args&&... args)
        : error_(list, std::forward<Args>(args)...) {}

    /// The error.
    constexpr E& error() & noexcept { return error_; }
    constexpr E const& error() const& noexcept { return error_; }
    constexpr E&& error() && noexcept { return std::move(error_); }
    constexpr E const&& error() const&& noexcept { return std::move(error_); }

    /// Exchanges the errors.
    constexpr void swap(unexpected& other) noexcept(std::is_nothrow_swappable_v<E>)
        requires std::is_swappable_v<E>
    {
        using std::swap;
        swap(error_, other.error_);
    }
    friend constexpr void swap(unexpected& a, unexpected& b) noexcept(std::is_nothrow_swappable_v<E>)
        requires std::is_swappable_v<E>
    {
        a.swap(b);
    }

    /// Equal when the errors are.
    template <class G>
        requires detail::equals<E, G>
    friend constexpr bool operator==(unexpected const& a, unexpected<G> const& b) {
        return a.error() == b.error();
    }

private:
    E error_;
};
template <class E>
unexpected(E) -> unexpected<E>;

} // namespace action_grammar

#endif
