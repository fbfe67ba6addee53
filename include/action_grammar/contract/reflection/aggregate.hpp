#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_AGGREGATE_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_AGGREGATE_HPP

// The members of a plain aggregate, without a macro: their number by trying how many values it can be made
// of, the members by structured bindings, and their names by the compiler's text for a pointer to a member
// of an object that need not exist. The ideas are those of Boost.PFR and reflect-cpp.

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/contract/reflection/bindings.hpp>
#include <action_grammar/contract/reflection/type_name.hpp>

namespace action_grammar::reflection::detail {

// What follows is declared and never defined; of types in unnamed namespaces clang says so.
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif

/// Converts to any type but the aggregate itself, which one value would copy. Declared only.
template <class Aggregate>
struct any_value {
    template <class Type>
        requires(!std::is_same_v<std::remove_cv_t<Type>, Aggregate>)
    operator Type() const noexcept;
};
/// Converts to base classes of the aggregate alone.
template <class Aggregate>
struct any_base {
    template <class Type>
        requires(!std::is_same_v<std::remove_cv_t<Type>, Aggregate> && std::is_base_of_v<Type, Aggregate>)
    operator Type() const noexcept;
};

template <class Aggregate, std::size_t... Indices>
constexpr bool made_of(std::index_sequence<Indices...>) noexcept {
    return requires { Aggregate{(static_cast<void>(Indices), any_value<Aggregate>{})...}; };
}

template <class Aggregate, std::size_t Count = 0>
constexpr std::size_t count_members() noexcept {
    // Fewer values than members are enough for most aggregates, but not for one whose last member is a
    // reference or has no default; hence the search goes on until a number stops to do after one that did.
    constexpr bool fits = detail::made_of<Aggregate>(std::make_index_sequence<Count>{});
    constexpr bool next_fits = detail::made_of<Aggregate>(std::make_index_sequence<Count + 1>{});
    if constexpr (fits && !next_fits) {
        return Count;
    } else if constexpr (Count > most_bindings) {
        return Count;
    } else {
        return detail::count_members<Aggregate, Count + 1>();
    }
}

/// Never defined: only addresses within it are taken, and only in constant expressions.
template <class T>
struct standing_object {
    T value;
};
template <class T>
extern standing_object<T> const standing;

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

template <class Type>
struct pointer_constant {
    Type const* pointer;
};
template <class Type>
pointer_constant(Type const*) -> pointer_constant<Type>;

/// How many members an aggregate has that is no array.
template <class Aggregate>
inline constexpr std::size_t member_count = detail::count_members<Aggregate>();

/// An aggregate whose members can be found without help: it has no base classes, no more than 40 members,
/// and no member that is an array of C.
template <class Type>
concept plain_aggregate = std::is_class_v<Type> && std::is_aggregate_v<Type> && !requires {
    Type{detail::any_base<Type>{}};
} && member_count<Type> <= most_bindings;

/// The members of a plain aggregate.
template <class Aggregate>
struct aggregate_members {
    static constexpr std::size_t count = member_count<Aggregate>;

    template <std::size_t Index, class Object>
    static constexpr auto& get(Object& object) noexcept {
        return *detail::pick<Index>(detail::bind_members<count>(object));
    }
    template <std::size_t Index>
    using type = std::remove_cvref_t<decltype(get<Index>(std::declval<Aggregate&>()))>;

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#endif
    template <std::size_t Index>
    static constexpr std::string_view name = member_name<detail::pointer_constant{
        detail::pick<Index>(detail::bind_members<count>(detail::standing<Aggregate>.value))}>;
#if defined(__clang__)
#pragma clang diagnostic pop
#endif
};

} // namespace action_grammar::reflection::detail

#endif
