#ifndef ACTION_GRAMMAR_ACTIONS_SIGNATURE_HPP
#define ACTION_GRAMMAR_ACTIONS_SIGNATURE_HPP

#include <type_traits>

#include <action_grammar/actions/type_list.hpp>

namespace action_grammar::detail {

/// What a callable's own type tells of it. Overloaded and generic callables tell nothing: `known` is false.
template <class Callable>
struct signature;

template <class Class, class Return, bool Nothrow, class... Parameters>
struct known_signature {
    static constexpr bool known = true;
    static constexpr bool nothrow = Nothrow;
    using owner = Class; ///< for a member function the class it is called on, `const` when the function is
    using result = Return;
    using parameters = types<Parameters...>;
};

struct unknown_signature {
    static constexpr bool known = false;
    static constexpr bool nothrow = false;
    using owner = void;
    using result = unknown;
    using parameters = undeclared;
};

template <class Member>
struct member_signature : unknown_signature {};
template <class C, class R, class... P>
struct member_signature<R (C::*)(P...)> : known_signature<C, R, false, P...> {};
template <class C, class R, class... P>
struct member_signature<R (C::*)(P...) const> : known_signature<C const, R, false, P...> {};
template <class C, class R, class... P>
struct member_signature<R (C::*)(P...)&> : known_signature<C, R, false, P...> {};
template <class C, class R, class... P>
struct member_signature<R (C::*)(P...) const&> : known_signature<C const, R, false, P...> {};
template <class C, class R, class... P>
struct member_signature<R (C::*)(P...) noexcept> : known_signature<C, R, true, P...> {};
template <class C, class R, class... P>
struct member_signature<R (C::*)(P...) const noexcept> : known_signature<C const, R, true, P...> {};
template <class C, class R, class... P>
struct member_signature<R (C::*)(P...) & noexcept> : known_signature<C, R, true, P...> {};
template <class C, class R, class... P>
struct member_signature<R (C::*)(P...) const & noexcept> : known_signature<C const, R, true, P...> {};

template <class Object>
struct object_signature : unknown_signature {};
template <class Object>
    requires requires { &Object::operator(); }
struct object_signature<Object>
    // A composition is constant: a callable that changes itself when it is called tells nothing, and is not
    // invocable.
    : std::conditional_t<std::is_const_v<typename member_signature<decltype(&Object::operator())>::owner>,
                         member_signature<decltype(&Object::operator())>, unknown_signature> {};

template <class Callable>
struct signature : object_signature<Callable> {};
template <class R, class... P>
struct signature<R (*)(P...)> : known_signature<void, R, false, P...> {};
template <class R, class... P>
struct signature<R (*)(P...) noexcept> : known_signature<void, R, true, P...> {};
template <class Callable>
    requires std::is_member_function_pointer_v<Callable>
struct signature<Callable> : member_signature<Callable> {};

} // namespace action_grammar::detail

#endif
