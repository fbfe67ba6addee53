#ifndef ACTION_GRAMMAR_ACTIONS_RESULT_HPP
#define ACTION_GRAMMAR_ACTIONS_RESULT_HPP

// What an operation returns: a value or an error. The C++20 stand-in for std::expected (C++23), with its
// interface and semantics. Beyond C++23: assignment is trivial when both types allow it, and == is
// constrained as in C++26.

#include <concepts>
#include <exception>
#include <new>
#include <optional> // for std::construct_at: <memory>, its own header, costs six times as much
#include <type_traits>
#include <utility>

#ifndef __cpp_exceptions
#include <cstdlib>
#endif

namespace action_grammar {

template <class E>
class unexpected;
template <class T, class E>
class result;

/// The tag that constructs a `result` holding an error, in place:
///
///     result<int, std::string> r(unexpect, 3, 'x');
struct unexpect_t {
    explicit unexpect_t() = default;
};
inline constexpr unexpect_t unexpect{};

/// Satisfied by all types shaped like `std::expected`, const, volatile and references removed: nested
/// `value_type` and `error_type`, `has_value()`, `error()`, and `operator*` unless `value_type` is void; each
/// callable on a const object.
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
        || requires(std::remove_cvref_t<T> const& candidate) { *candidate; });

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

template <class T>
concept value_type = std::is_void_v<T>
                  || (std::is_object_v<T> && !std::is_array_v<T> && !is_a<std::remove_cv_t<T>, unexpected>
                      && !std::same_as<std::remove_cv_t<T>, std::in_place_t>
                      && !std::same_as<std::remove_cv_t<T>, unexpect_t>);

// T can be made from From. A constraint on T, whatever F is, written where a parameter is declared.
template <class F, class T, class From>
concept given = std::is_constructible_v<T, From>;

// What is held can become a T made from From, the old content kept if that throws.
template <class T, class From, bool OneMoves>
concept assignable_as = std::is_constructible_v<T, From> && std::is_assignable_v<T&, From>
                     && (std::is_nothrow_constructible_v<T, From> || OneMoves);

template <class From, class To>
concept equals = requires(From const& a, To const& b) {
    { a == b } -> std::convertible_to<bool>;
};

// T could be made from a wrapper as a whole, so that unwrapping it would be a guess.
template <class T, class Wrapper>
concept takes_whole = std::is_constructible_v<T, Wrapper&> || std::is_constructible_v<T, Wrapper>
                   || std::is_constructible_v<T, Wrapper const&> || std::is_constructible_v<T, Wrapper const>;
template <class T, class Wrapper>
concept converts_whole =
    takes_whole<T, Wrapper> || std::is_convertible_v<Wrapper&, T> || std::is_convertible_v<Wrapper, T>
    || std::is_convertible_v<Wrapper const&, T> || std::is_convertible_v<Wrapper const, T>;

// std::invoke for at most one argument; std::invoke itself lives in <functional>, too expensive here.
template <class Member, class Class, class Object>
constexpr decltype(auto) call_member(Member Class::* member, Object&& object) {
    if constexpr (!std::is_base_of_v<Class, std::remove_cvref_t<Object>>) {
        if constexpr (requires { *object; })
            return call_member(member, *std::forward<Object>(object));
        else
            return call_member(member, object.get());
    } else if constexpr (std::is_function_v<Member>) {
        return (std::forward<Object>(object).*member)();
    } else {
        return (std::forward<Object>(object).*member);
    }
}
template <class F, class... Arg>
constexpr std::invoke_result_t<F, Arg...> call(F&& function, Arg&&... argument) {
    if constexpr (std::is_member_pointer_v<std::remove_cvref_t<F>>)
        return call_member(function, std::forward<Arg>(argument)...);
    else
        return std::forward<F>(function)(std::forward<Arg>(argument)...);
}

template <class E, class Error>
[[noreturn]] void refuse_access([[maybe_unused]] Error&& error) {
#ifdef __cpp_exceptions
    if constexpr (std::is_lvalue_reference_v<Error>)
        throw bad_result_access<E>(std::as_const(error));
    else
        throw bad_result_access<E>(std::forward<Error>(error));
#else
    std::abort();
#endif
}

// An object moved aside so that another can take its place; put back unless the other arrived.
// T's move does not throw.
template <class T>
struct moved_aside {
    T* place;
    T object;
    bool put_back = true;

    constexpr explicit moved_aside(T& from) : place(std::addressof(from)), object(std::move(from)) {
        std::destroy_at(place);
    }
    moved_aside(moved_aside const&) = delete;
    moved_aside& operator=(moved_aside const&) = delete;
    constexpr ~moved_aside() {
        if (put_back) std::construct_at(place, std::move(object));
    }
};

struct nothing { // the value of result<void, E>
    constexpr bool operator==(nothing const&) const = default;
};
struct convert_t {};    // construct from a result of other types
struct value_from_t {}; // construct the value or the error from what a call returns, without a move
struct error_from_t {};

// Everything that result<T, E> and result<void, E> have in common. Its constructors are inherited by both.
template <class T, class E>
class result_storage {
    static_assert(detail::value_type<T>,
                  "the T of result<T, E> is an object type or void: no reference, array, tag or unexpected");
    static_assert(detail::error_type<E>,
                  "the E of result<T, E> is a plain object type: no reference, array, const or unexpected");

protected:
    using held_type = std::conditional_t<std::is_object_v<T>, T, nothing>;
    template <class, class>
    friend class result_storage;

    template <template <class> class Trait>
    static constexpr bool both = Trait<held_type>::value && Trait<E>::value;
    static constexpr bool one_moves =
        std::is_nothrow_move_constructible_v<held_type> || std::is_nothrow_move_constructible_v<E>;
    static constexpr bool trivial_copy_assign = both<std::is_trivially_copy_constructible>
                                             && both<std::is_trivially_copy_assignable>
                                             && both<std::is_trivially_destructible>;
    static constexpr bool trivial_move_assign = both<std::is_trivially_move_constructible>
                                             && both<std::is_trivially_move_assignable>
                                             && both<std::is_trivially_destructible>;

public:
    using value_type = T;
    using error_type = E;
    using unexpected_type = unexpected<E>;
    template <class U>
    using rebind = result<U, error_type>;

    constexpr result_storage() noexcept(std::is_nothrow_default_constructible_v<held_type>)
        requires std::is_default_constructible_v<held_type>
        : value_(), has_value_(true) {}

    /// Holds a value made from the arguments.
    template <class... Args>
        requires std::is_constructible_v<held_type, Args...>
    constexpr explicit result_storage(std::in_place_t, Args&&... args) noexcept(
        std::is_nothrow_constructible_v<held_type, Args...>)
        : value_(std::forward<Args>(args)...), has_value_(true) {}
    template <class U, class... Args>
        requires std::is_constructible_v<held_type, std::initializer_list<U>&, Args...>
    constexpr explicit result_storage(std::in_place_t, std::initializer_list<U> list, Args&&... args)
        : value_(list, std::forward<Args>(args)...), has_value_(true) {}

    /// Holds an error made from the arguments.
    template <class... Args>
        requires std::is_constructible_v<E, Args...>
    constexpr explicit result_storage(unexpect_t,
                                      Args&&... args) noexcept(std::is_nothrow_constructible_v<E, Args...>)
        : error_(std::forward<Args>(args)...), has_value_(false) {}
    template <class U, class... Args>
        requires std::is_constructible_v<E, std::initializer_list<U>&, Args...>
    constexpr explicit result_storage(unexpect_t, std::initializer_list<U> list, Args&&... args)
        : error_(list, std::forward<Args>(args)...), has_value_(false) {}

    template <class Other>
    constexpr result_storage(convert_t, Other&& other) : has_value_(other.has_value_) {
        if (has_value_)
            std::construct_at(std::addressof(value_), std::forward<Other>(other).held());
        else
            std::construct_at(std::addressof(error_), std::forward<Other>(other).error());
    }
    template <class F>
    constexpr result_storage(value_from_t, F&& make) : value_(make()), has_value_(true) {}
    template <class F>
    constexpr result_storage(error_from_t, F&& make) : error_(make()), has_value_(false) {}

    /// Copies and moves exist when both types have them, and are trivial when both are.
    result_storage(result_storage const&)
        requires both<std::is_trivially_copy_constructible>
    = default;
    result_storage(result_storage&&)
        requires both<std::is_trivially_move_constructible>
    = default;
    constexpr result_storage(result_storage const& other) noexcept(both<std::is_nothrow_copy_constructible>)
        requires(both<std::is_copy_constructible> && !both<std::is_trivially_copy_constructible>)
        : result_storage(convert_t{}, other) {}
    constexpr result_storage(result_storage&& other) noexcept(both<std::is_nothrow_move_constructible>)
        requires(both<std::is_move_constructible> && !both<std::is_trivially_move_constructible>)
        : result_storage(convert_t{}, std::move(other)) {}

    /// Strong guarantee when value and error change places: if making the new one throws, the old one is
    /// still held. Needs a type, of the two, whose move does not throw.
    result_storage& operator=(result_storage const&)
        requires trivial_copy_assign
    = default;
    result_storage& operator=(result_storage&&)
        requires trivial_move_assign
    = default;
    constexpr result_storage&
    operator=(result_storage const& other) noexcept(both<std::is_nothrow_copy_constructible>
                                                    && both<std::is_nothrow_copy_assignable>)
        requires(both<std::is_copy_constructible> && both<std::is_copy_assignable> && one_moves
                 && !trivial_copy_assign)
    {
        return assign(other);
    }
    constexpr result_storage&
    operator=(result_storage&& other) noexcept(both<std::is_nothrow_move_constructible>
                                               && both<std::is_nothrow_move_assignable>)
        requires(both<std::is_move_constructible> && both<std::is_move_assignable> && one_moves
                 && !trivial_move_assign)
    {
        return assign(std::move(other));
    }

    ~result_storage()
        requires both<std::is_trivially_destructible>
    = default;
    constexpr ~result_storage() { destroy(); }

    /// Exchanges contents. Strong guarantee when one holds a value and the other an error.
    constexpr void swap(result_storage& other) noexcept(both<std::is_nothrow_move_constructible>
                                                        && both<std::is_nothrow_swappable>)
        requires(both<std::is_swappable> && both<std::is_move_constructible> && one_moves)
    {
        using std::swap;
        if (has_value_ != other.has_value_) {
            if (!has_value_) return other.swap(*this);
            if constexpr (std::is_nothrow_move_constructible_v<E>)
                exchange(other.error_, other.value_, value_, error_);
            else
                exchange(value_, error_, other.error_, other.value_);
            swap(has_value_, other.has_value_);
        } else if (has_value_) {
            swap(value_, other.value_);
        } else {
            swap(error_, other.error_);
        }
    }

    /// Whether a value is held; otherwise an error is.
    constexpr bool has_value() const noexcept { return has_value_; }
    constexpr explicit operator bool() const noexcept { return has_value_; }

    /// The error. Precondition: `!has_value()`.
    constexpr E& error() & noexcept { return error_; }
    constexpr E const& error() const& noexcept { return error_; }
    constexpr E&& error() && noexcept { return std::move(error_); }
    constexpr E const&& error() const&& noexcept { return std::move(error_); }

    /// The error, or the argument converted to E when a value is held.
    // No `?:` here: g++ 12 destroys its class prvalues twice in a constant expression.
    template <class G = E>
        requires std::is_copy_constructible_v<E> && std::is_convertible_v<G, E>
    constexpr E error_or(G&& other) const& {
        if (!has_value_) return error_;
        return static_cast<E>(std::forward<G>(other));
    }
    template <class G = E>
        requires std::is_move_constructible_v<E> && std::is_convertible_v<G, E>
    constexpr E error_or(G&& other) && {
        if (!has_value_) return std::move(error_);
        return static_cast<E>(std::forward<G>(other));
    }

    /// What `f(value)` returns (`f()` when the value is void), a result with the same error type; an error
    /// passes through and `f` is not called.
    ///
    ///     parse(text).and_then(check).transform(to_id).value_or(0)
    constexpr auto and_then(given<E, E&> auto&& f) & { return then(*this, decltype(f)(f)); }
    constexpr auto and_then(given<E, E const&> auto&& f) const& { return then(*this, decltype(f)(f)); }
    constexpr auto and_then(given<E, E> auto&& f) && { return then(std::move(*this), decltype(f)(f)); }
    constexpr auto and_then(given<E, E const> auto&& f) const&& {
        return then(std::move(*this), decltype(f)(f));
    }

    /// What `f(error)` returns, a result with the same value type; a value passes through and `f` is not
    /// called.
    ///
    ///     find(id).or_else([](not_found) { return load_default(); })
    constexpr auto or_else(given<held_type, held_type&> auto&& f) & {
        return otherwise(*this, decltype(f)(f));
    }
    constexpr auto or_else(given<held_type, held_type const&> auto&& f) const& {
        return otherwise(*this, decltype(f)(f));
    }
    constexpr auto or_else(given<held_type, held_type> auto&& f) && {
        return otherwise(std::move(*this), decltype(f)(f));
    }
    constexpr auto or_else(given<held_type, held_type const> auto&& f) const&& {
        return otherwise(std::move(*this), decltype(f)(f));
    }

    /// A result holding `f(value)` (`f()` when the value is void), made in place; an error passes through.
    ///
    ///     result<double, char> r = result<int, char>(20).transform([](int n) { return n + 0.5; });
    constexpr auto transform(given<E, E&> auto&& f) & { return map(*this, decltype(f)(f)); }
    constexpr auto transform(given<E, E const&> auto&& f) const& { return map(*this, decltype(f)(f)); }
    constexpr auto transform(given<E, E> auto&& f) && { return map(std::move(*this), decltype(f)(f)); }
    constexpr auto transform(given<E, E const> auto&& f) const&& {
        return map(std::move(*this), decltype(f)(f));
    }

    /// A result holding the error `f(error)`, made in place; a value passes through.
    ///
    ///     find(id).transform_error([](sql_error const& e) { return not_found{e.code}; })
    constexpr auto transform_error(given<held_type, held_type&> auto&& f) & {
        return map_error(*this, decltype(f)(f));
    }
    constexpr auto transform_error(given<held_type, held_type const&> auto&& f) const& {
        return map_error(*this, decltype(f)(f));
    }
    constexpr auto transform_error(given<held_type, held_type> auto&& f) && {
        return map_error(std::move(*this), decltype(f)(f));
    }
    constexpr auto transform_error(given<held_type, held_type const> auto&& f) const&& {
        return map_error(std::move(*this), decltype(f)(f));
    }

protected:
    constexpr held_type& held() & noexcept { return value_; }
    constexpr held_type const& held() const& noexcept { return value_; }
    constexpr held_type&& held() && noexcept { return static_cast<held_type&&>(value_); }
    constexpr held_type const&& held() const&& noexcept { return std::move(value_); }

    template <class Self>
    static constexpr decltype(auto) checked(Self&& self) {
        static_assert(std::is_copy_constructible_v<E>,
                      "value() throws a copy of the error, which cannot be copied: test has_value(), use *");
        if (!self.has_value_) refuse_access<E>(std::forward<Self>(self).error());
        return std::forward<Self>(self).held();
    }

    template <class Other>
    constexpr result_storage& assign(Other&& other) {
        if (other.has_value_)
            assign_value(std::forward<Other>(other).held());
        else
            assign_error(std::forward<Other>(other).error());
        return *this;
    }
    template <class U>
    constexpr void assign_value(U&& value) {
        if (has_value_)
            value_ = std::forward<U>(value);
        else
            replace(error_, value_, std::forward<U>(value));
        has_value_ = true;
    }
    template <class G>
    constexpr void assign_error(G&& error) {
        if (!has_value_)
            error_ = std::forward<G>(error);
        else
            replace(value_, error_, std::forward<G>(error));
        has_value_ = false;
    }
    template <class... Args>
    constexpr void emplace_value(Args&&... args) noexcept {
        destroy();
        std::construct_at(std::addressof(value_), std::forward<Args>(args)...);
        has_value_ = true;
    }

private:
    constexpr void destroy() noexcept {
        if (has_value_)
            std::destroy_at(std::addressof(value_));
        else
            std::destroy_at(std::addressof(error_));
    }

    template <class Old, class New, class... Args>
    static constexpr void replace(Old& old, New& fresh, Args&&... args) {
        if constexpr (std::is_nothrow_constructible_v<New, Args...>) {
            std::destroy_at(std::addressof(old));
            std::construct_at(std::addressof(fresh), std::forward<Args>(args)...);
        } else if constexpr (std::is_nothrow_move_constructible_v<New>) {
            New made(std::forward<Args>(args)...);
            std::destroy_at(std::addressof(old));
            std::construct_at(std::addressof(fresh), std::move(made));
        } else {
            moved_aside<Old> aside(old);
            std::construct_at(std::addressof(fresh), std::forward<Args>(args)...);
            aside.put_back = false;
        }
    }

    // `there` steps aside for `here`, then takes its place. The other two name the same storage by what it
    // will hold.
    template <class There, class Here>
    static constexpr void exchange(There& there, Here& here_after, Here& here, There& there_after) {
        moved_aside<There> aside(there);
        std::construct_at(std::addressof(here_after), std::move(here));
        aside.put_back = false;
        std::destroy_at(std::addressof(here));
        std::construct_at(std::addressof(there_after), std::move(aside.object));
    }

    template <class Self, class F>
    static constexpr decltype(auto) call_with_value(Self&& self, F&& f) {
        if constexpr (std::is_void_v<T>)
            return call(std::forward<F>(f));
        else
            return call(std::forward<F>(f), std::forward<Self>(self).held());
    }
    // Each states its mandates, and goes on only if they hold, so that a mistake is one error and not a page.
    template <class Self, class F>
    static constexpr auto then(Self&& self, F&& f) {
        using next =
            std::remove_cvref_t<decltype(call_with_value(std::forward<Self>(self), std::forward<F>(f)))>;
        static_assert(is_a<next, result>,
                      "and_then needs a function that returns a result; for a value use transform");
        if constexpr (is_a<next, result>) {
            static_assert(std::same_as<typename next::error_type, E>,
                          "and_then keeps the error type; use transform_error first");
            if (self.has_value_) return next(call_with_value(std::forward<Self>(self), std::forward<F>(f)));
            return next(unexpect, std::forward<Self>(self).error());
        }
    }
    template <class Self, class F>
    static constexpr auto otherwise(Self&& self, F&& f) {
        using next =
            std::remove_cvref_t<decltype(call(std::forward<F>(f), std::forward<Self>(self).error()))>;
        static_assert(is_a<next, result>,
                      "or_else needs a function that returns a result; for an error use transform_error");
        if constexpr (is_a<next, result>) {
            static_assert(std::same_as<typename next::value_type, T>,
                          "or_else keeps the value type; use transform first");
            if (self.has_value_) return next(std::in_place, std::forward<Self>(self).held());
            return next(call(std::forward<F>(f), std::forward<Self>(self).error()));
        }
    }
    template <class Self, class F>
    static constexpr auto map(Self&& self, F&& f) {
        auto make = [&]() -> decltype(auto) {
            return call_with_value(std::forward<Self>(self), std::forward<F>(f));
        };
        using value = std::remove_cv_t<decltype(make())>;
        static_assert(detail::value_type<value>,
                      "transform needs a function that returns an object or void, not a reference");
        if constexpr (detail::value_type<value>) {
            using next = result<value, E>;
            if (!self.has_value_) return next(unexpect, std::forward<Self>(self).error());
            if constexpr (!std::is_void_v<value>)
                return next(value_from_t{}, make);
            else
                return make(), next();
        }
    }
    template <class Self, class F>
    static constexpr auto map_error(Self&& self, F&& f) {
        auto make = [&]() -> decltype(auto) {
            return call(std::forward<F>(f), std::forward<Self>(self).error());
        };
        using error = std::remove_cv_t<decltype(make())>;
        static_assert(detail::error_type<error>,
                      "transform_error needs a function that returns an object, not a reference");
        if constexpr (detail::error_type<error>) {
            using next = result<T, error>;
            if (self.has_value_) return next(std::in_place, std::forward<Self>(self).held());
            return next(error_from_t{}, make);
        }
    }

    union {
        std::remove_cv_t<held_type> value_; // cv removed, so that construct_at and emplace work for a const T
        E error_;
    };
    bool has_value_;
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
