#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_MEMBERS_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_MEMBERS_HPP

// The members of a struct, wherever they are known from: BOOST_HANA_ADAPT_STRUCT, the compiler, or
// `ag::object`.

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#include <boost/hana/accessors.hpp>
#include <boost/hana/at.hpp>
#include <boost/hana/first.hpp>
#include <boost/hana/length.hpp>
#include <boost/hana/second.hpp>

#include <action_grammar/contract/reflection/kinds.hpp>
#include <action_grammar/contract/reflection/node.hpp>

namespace action_grammar::reflection::detail {

/// The members that a macro of Boost.Hana names.
template <class T>
struct hana_members {
    using accessors = decltype(boost::hana::accessors<T>());
    static constexpr std::size_t count = decltype(boost::hana::length(std::declval<accessors>()))::value;

    template <std::size_t Index>
    static constexpr std::string_view name = std::remove_cvref_t<decltype(boost::hana::first(
        boost::hana::at_c<Index>(std::declval<accessors>())))>::c_str();
    template <std::size_t Index, class Object>
    static constexpr auto& get(Object& object) noexcept {
        return boost::hana::second(boost::hana::at_c<Index>(boost::hana::accessors<T>()))(object);
    }
    template <std::size_t Index>
    using type = std::remove_cvref_t<decltype(get<Index>(std::declval<T&>()))>;
};

template <std::size_t Index, auto Pointer>
struct listed_pointer {};
template <class Indices, auto... Pointers>
struct listed_pointers;
template <std::size_t... Indices, auto... Pointers>
struct listed_pointers<std::index_sequence<Indices...>, Pointers...> : listed_pointer<Indices, Pointers>... {
    static constexpr std::size_t count = sizeof...(Pointers);
};
template <std::size_t Index, auto Pointer>
constexpr auto pointer_listed(listed_pointer<Index, Pointer> const&) {
    return Pointer;
}

template <class Said>
struct pointers_said;
template <std::size_t Size, auto... Pointers, std::size_t... Sizes>
struct pointers_said<object_contract<Size, member_contract<Pointers, Sizes>...>> {
    using type = listed_pointers<std::make_index_sequence<sizeof...(Pointers)>, Pointers...>;
};

/// The members that `ag::object` names.
template <class T>
struct listed_members {
    using pointers = typename pointers_said<said_of<T>>::type;
    static constexpr std::size_t count = pointers::count;

    template <std::size_t Index>
    static constexpr auto pointer = detail::pointer_listed<Index>(pointers{});
    template <std::size_t Index>
    static constexpr std::string_view name = member_name<pointer<Index>>;
    template <std::size_t Index, class Object>
    static constexpr auto& get(Object& object) noexcept {
        return object.*pointer<Index>;
    }
    template <std::size_t Index>
    using type = std::remove_cvref_t<decltype(get<Index>(std::declval<T&>()))>;
};

template <class T>
struct members_chosen;
template <hana_struct T>
struct members_chosen<T> {
    using type = hana_members<T>;
};
template <listed_struct T>
struct members_chosen<T> {
    using type = listed_members<T>;
};
template <class T>
    requires(!hana_struct<T> && plain_aggregate<T>)
struct members_chosen<T> {
    using type = aggregate_members<T>;
};

/// What `ag::object` says of the member of that name in C++.
template <class Said>
struct said_of_members {
    static constexpr std::span<attribute const> of(Said const&, std::string_view) noexcept { return {}; }
    template <class T>
    static constexpr std::string_view stranger() noexcept {
        return {};
    }
};
template <std::size_t Size, class... Members>
struct said_of_members<object_contract<Size, Members...>> {
    static constexpr std::span<attribute const> of(object_contract<Size, Members...> const& said,
                                                   [[maybe_unused]] std::string_view name) noexcept {
        std::span<attribute const> found{};
        (take(static_cast<Members const&>(said), name, found), ...);
        return found;
    }
    /// The first of them that is no member of T.
    template <class T>
    static constexpr std::string_view stranger() noexcept {
        std::string_view found{};
        ((found = found.empty() && !is_member<T, Members>() ? member_name<Members::pointer> : found), ...);
        return found;
    }

private:
    template <class Member>
    static constexpr void take(Member const& member, std::string_view name,
                               std::span<attribute const>& found) noexcept {
        if (member_name<Member::pointer> == name) found = {member.said.data(), member.said.size()};
    }
    template <class T, class Member>
    static constexpr bool is_member() noexcept {
        if constexpr (requires(T const& object) { object.*Member::pointer; }) {
            return []<std::size_t... Indices>(std::index_sequence<Indices...>) {
                using members = typename members_chosen<T>::type;
                return ((members::template name<Indices> == member_name<Member::pointer>) || ...);
            }(std::make_index_sequence<members_chosen<T>::type::count>{});
        } else {
            return false;
        }
    }
};

/// The members of a struct: `count`, `type<Index>`, `name<Index>` in C++ and `get<Index>(object)`.
template <struct_type T>
using members_of = typename detail::members_chosen<T>::type;

/// What is said of a struct's member.
template <struct_type T, std::size_t Index>
inline constexpr std::span<attribute const> attributes_of_member =
    detail::said_of_members<detail::said_of<T>>::of(contract_of<T>, members_of<T>::template name<Index>);

/// The name of a struct's member in JSON.
template <struct_type T, std::size_t Index>
inline constexpr std::string_view name_of_member =
    text_or(attributes_of_member<T, Index>, attribute_key::name, members_of<T>::template name<Index>);

} // namespace action_grammar::reflection::detail

#endif
