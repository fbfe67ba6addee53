#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_CONTRACT_OF_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_CONTRACT_OF_HPP

// The one customization point: what a type's contract says beyond what the compiler tells.

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <action_grammar/contract/reflection/attributes.hpp>

namespace action_grammar {

namespace reflection {

/// Whether an object may have members that its type does not.
enum class openness : unsigned char { closed, open };

namespace detail {

/// Nothing is said of a type: its contract is what the compiler tells.
struct undescribed {};

template <class Part>
inline constexpr std::size_t attributes_in = 0;
template <>
inline constexpr std::size_t attributes_in<attribute> = 1;
template <std::size_t Size>
inline constexpr std::size_t attributes_in<attribute_list<Size>> = Size;

template <std::size_t Size>
constexpr void append(attribute_list<Size>& all, std::size_t& count, attribute const& next) {
    all.items[count++] = next;
}
template <std::size_t Size, std::size_t More>
constexpr void append(attribute_list<Size>& all, std::size_t& count, attribute_list<More> const& next) {
    for (attribute const& item : next.items)
        all.items[count++] = item;
}
template <std::size_t Size, class Other>
constexpr void append(attribute_list<Size>&, std::size_t&, Other const&) {}

/// The attributes among some parts of a description.
template <class... Parts>
constexpr auto attributes_of(Parts const&... parts) {
    attribute_list<(attributes_in<Parts> + ... + 0)> all{};
    if constexpr (all.size() > 0) {
        std::size_t count = 0;
        (detail::append(all, count, parts), ...);
    }
    return all;
}

/// Markers of the parts that a description is made of.
struct member_part {};
struct enumerator_part {};
struct alternative_part {};

/// What is said of one member.
template <auto Pointer, std::size_t Size>
struct member_contract : member_part {
    static constexpr auto pointer = Pointer;
    attribute_list<Size> said;
};
/// What is said of a struct.
template <std::size_t Size, class... Members>
struct object_contract : Members... {
    attribute_list<Size> attributes;
    openness unknown;

    constexpr object_contract(attribute_list<Size> whole, openness others, Members... members)
        : Members(members)..., attributes(whole), unknown(others) {}
};
/// A type that is, in JSON, the one value that it wraps.
template <auto Pointer, std::size_t Size>
struct wrapping_contract {
    attribute_list<Size> attributes;
};
/// A type that is, in JSON, a value of another type.
template <class Representation, class To, class From, std::size_t Size>
struct representation_contract {
    To to;
    From from;
    attribute_list<Size> attributes;
};
/// The name of an enumerator.
template <auto Value>
struct enumerator_contract : enumerator_part {
    std::string_view name;
};
template <std::size_t Size, auto... Values>
struct enumeration_contract {
    static constexpr std::size_t count = sizeof...(Values);
    attribute_list<Size> attributes;
    std::array<std::string_view, sizeof...(Values)> names;
};
/// The name of an alternative.
template <class Type>
struct alternative_contract : alternative_part {
    std::string_view name;
};
template <class Alternative>
struct named_type;
template <class Type>
struct named_type<alternative_contract<Type>> {
    using type = Type;
};
template <std::size_t Size, class... Named>
struct variant_contract : alternative_contract<Named>... {
    std::string_view tag;
    attribute_list<Size> attributes;

    constexpr variant_contract(std::string_view member, attribute_list<Size> said,
                               alternative_contract<Named>... named)
        : alternative_contract<Named>(named)..., tag(member), attributes(said) {}
};

template <class Part>
inline constexpr bool is_attribute = attributes_in<Part> > 0;

/// Calls `make` with those parts that are of the wanted kind.
template <class Wanted, class Make>
constexpr auto with(Make make) {
    return make();
}
template <class Wanted, class Make, class First, class... Rest>
constexpr auto with(Make make, First first, Rest... rest) {
    if constexpr (std::is_base_of_v<Wanted, First>) {
        return detail::with<Wanted>([=](auto... kept) { return make(first, kept...); }, rest...);
    } else {
        return detail::with<Wanted>(make, rest...);
    }
}

constexpr openness openness_of() { return openness::closed; }
template <class First, class... Rest>
constexpr openness openness_of(First const& first, Rest const&... rest) {
    if constexpr (std::is_same_v<First, openness>) {
        return first;
    } else {
        return detail::openness_of(rest...);
    }
}

template <std::size_t Size, auto... Values>
constexpr auto make_enumeration(attribute_list<Size> said, enumerator_contract<Values>... named) {
    return enumeration_contract<Size, Values...>{said, {named.name...}};
}

} // namespace detail

} // namespace reflection

/// What is said of the type T. Specialize it to describe a type; what is said stands in one place, is
/// checked when values are decoded and appears in every schema:
///
///     template <>
///     inline constexpr auto ag::contract_of<order> = ag::object(
///         ag::description("What a customer asks for"),
///         ag::member<&order::quantity>(ag::minimum(1), ag::maximum(99), ag::description("how many")));
///
/// Its value is made by `object`, `wraps`, `represented_as`, `enumeration` or `tagged`. Specialize it right
/// behind the type, at global scope, before the type is used.
template <class T>
inline constexpr auto contract_of = reflection::detail::undescribed{};

/// Objects of the type may have members that it does not name; they are ignored. Its schema says so too.
inline constexpr reflection::openness open = reflection::openness::open;
/// Objects of the type have no members but its own, which is so unless `open` is said.
inline constexpr reflection::openness closed = reflection::openness::closed;

/// Says something of a member: `ag::member<&order::quantity>(ag::minimum(1))`. Members that nothing is said
/// of need no mention.
///
/// @tparam Pointer  the member
/// @param attributes  made by the functions of contract/reflection/attributes.hpp
template <auto Pointer, class... Attributes>
    requires std::is_member_object_pointer_v<decltype(Pointer)>
          && (reflection::detail::is_attribute<Attributes> && ...)
constexpr auto member(Attributes... attributes) {
    auto const all = reflection::detail::attributes_of(attributes...);
    return reflection::detail::member_contract<Pointer, all.size()>{{}, all};
}

/// Describes a struct: attributes of the whole, its members, and whether it is `open`. Of a class that is no
/// plain aggregate the members named here are all it has.
template <class... Parts>
    requires((reflection::detail::is_attribute<Parts>
              || std::is_base_of_v<reflection::detail::member_part, Parts>
              || std::is_same_v<Parts, reflection::openness>)
             && ...)
constexpr auto object(Parts... parts) {
    return reflection::detail::with<reflection::detail::member_part>(
        [=](auto... members) {
            auto const all = reflection::detail::attributes_of(parts...);
            return reflection::detail::object_contract<all.size(), decltype(members)...>(
                all, reflection::detail::openness_of(parts...), members...);
        },
        parts...);
}

/// Describes a strong type: in JSON it is the value of its one member.
///
///     template <>
///     inline constexpr auto ag::contract_of<order_id> =
///         ag::wraps<&order_id::value>(ag::matches("^[A-Z]{2}[0-9]+$"));
template <auto Pointer, class... Attributes>
    requires std::is_member_object_pointer_v<decltype(Pointer)>
          && (reflection::detail::is_attribute<Attributes> && ...)
constexpr auto wraps(Attributes... attributes) {
    auto const all = reflection::detail::attributes_of(attributes...);
    return reflection::detail::wrapping_contract<Pointer, all.size()>{all};
}

/// Describes a type that is, in JSON, a value of another type, such as an exact decimal that is a string.
///
/// @tparam Representation  a type with a contract
/// @param to    gives the representation of a T
/// @param from  gives the T of a representation: a T, or a `std::optional<T>`, or a result of T, so that it
///         can refuse
///
///     template <>
///     inline constexpr auto ag::contract_of<money> =
///         ag::represented_as<std::string>(&to_text, &money_from_text, ag::matches("^-?[0-9]+\\.[0-9]{2}$"));
template <class Representation, class To, class From, class... Attributes>
    requires(reflection::detail::is_attribute<Attributes> && ...)
constexpr auto represented_as(To to, From from, Attributes... attributes) {
    auto const all = reflection::detail::attributes_of(attributes...);
    return reflection::detail::representation_contract<Representation, To, From, all.size()>{to, from, all};
}

/// The name of one enumerator.
template <auto Value>
    requires std::is_enum_v<decltype(Value)>
constexpr reflection::detail::enumerator_contract<Value> enumerator(std::string_view name) noexcept {
    return {{}, name};
}

/// Describes an enumeration: attributes, and its enumerators if their names in JSON are not those in C++, or
/// if their values lie beyond -128 to 255, where names are not looked for. If any enumerator is named, all
/// are.
///
///     template <>
///     inline constexpr auto ag::contract_of<color> =
///         ag::enumeration(ag::enumerator<color::red>("Red"), ag::enumerator<color::green>("Green"));
template <class... Parts>
    requires((reflection::detail::is_attribute<Parts>
              || std::is_base_of_v<reflection::detail::enumerator_part, Parts>)
             && ...)
constexpr auto enumeration(Parts... parts) {
    return reflection::detail::with<reflection::detail::enumerator_part>(
        [=](auto... named) {
            return reflection::detail::make_enumeration(reflection::detail::attributes_of(parts...),
                                                        named...);
        },
        parts...);
}

/// The name of one alternative of a variant.
template <class Type>
constexpr reflection::detail::alternative_contract<Type> alternative(std::string_view name) noexcept {
    return {{}, name};
}

/// Describes a `std::variant`: the member that tells its alternatives apart, and their names where they are
/// not those of the types.
///
///     template <>
///     inline constexpr auto ag::contract_of<shape> = ag::tagged("kind", ag::alternative<circle>("round"));
template <class... Parts>
    requires((reflection::detail::is_attribute<Parts>
              || std::is_base_of_v<reflection::detail::alternative_part, Parts>)
             && ...)
constexpr auto tagged(std::string_view tag, Parts... parts) {
    return reflection::detail::with<reflection::detail::alternative_part>(
        [=](auto... named) {
            auto const all = reflection::detail::attributes_of(parts...);
            return reflection::detail::variant_contract<
                all.size(), typename reflection::detail::named_type<decltype(named)>::type...>(tag, all,
                                                                                               named...);
        },
        parts...);
}

} // namespace action_grammar

#endif
