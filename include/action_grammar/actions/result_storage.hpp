#ifndef ACTION_GRAMMAR_ACTIONS_RESULT_STORAGE_HPP
#define ACTION_GRAMMAR_ACTIONS_RESULT_STORAGE_HPP

#include <concepts>
#include <initializer_list>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/result_support.hpp>
#include <action_grammar/actions/unexpected.hpp>

namespace action_grammar {

template <class T, class E>
class result;

namespace detail {

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

} // namespace action_grammar

#endif
