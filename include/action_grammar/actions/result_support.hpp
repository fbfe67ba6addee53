#ifndef ACTION_GRAMMAR_ACTIONS_RESULT_SUPPORT_HPP
#define ACTION_GRAMMAR_ACTIONS_RESULT_SUPPORT_HPP

#include <concepts>
#include <initializer_list>
#include <new>
#include <optional> // for std::construct_at: <memory>, its own header, costs six times as much
#include <type_traits>
#include <utility>

#ifndef __cpp_exceptions
#include <cstdlib>
#endif

#include <action_grammar/actions/unexpected.hpp>

namespace action_grammar {

namespace detail {

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

} // namespace detail

} // namespace action_grammar

#endif
