#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_DESCRIBE_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_DESCRIBE_HPP

// From a type to the node that describes it.

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include <action_grammar/contract/reflection/enumerators.hpp>
#include <action_grammar/contract/reflection/kinds.hpp>
#include <action_grammar/contract/reflection/members.hpp>
#include <action_grammar/contract/reflection/node.hpp>

namespace action_grammar::reflection {

namespace detail {

template <class T>
constexpr node describe();

} // namespace detail

/// The contract of a type as data; of kind `missing` when it has none.
template <class T>
inline constexpr node node_of = detail::describe<T>();

namespace detail {

/// What is said of a type as a whole.
template <class T>
constexpr std::span<attribute const> said_of_type() noexcept {
    if constexpr (requires { contract_of<T>.attributes.size(); }) {
        if constexpr (decltype(contract_of<T>.attributes)::size() > 0) {
            return {contract_of<T>.attributes.data(), contract_of<T>.attributes.size()};
        }
    }
    return {};
}

/// A type's own name in schemas: that of a template has those of its arguments behind it, "page_order".
template <class T>
struct short_name {
    static constexpr std::string_view text = string_type<T> ? "string" : unqualified(type_name<T>);
};
template <template <class...> class Template, class... Arguments>
    requires(!string_type<Template<Arguments...>>)
struct short_name<Template<Arguments...>> {
    static constexpr std::string_view base = unqualified(type_name<Template<Arguments...>>);
    static constexpr auto built = [] {
        fixed_text<base.size() + (short_name<Arguments>::text.size() + ... + sizeof...(Arguments))> all;
        all.put(base);
        ((all.put('_'), all.put(short_name<Arguments>::text)), ...);
        return all;
    }();
    static constexpr std::string_view text = built.view();
};

/// The name of a type in schemas: what `ag::named` says, or its own.
template <class T>
inline constexpr std::string_view definition_name =
    text_or(said_of_type<T>(), attribute_key::name, short_name<T>::text);

/// The type of the value that a strong type wraps.
template <wrapping_type T>
struct wrapped_value {
    template <auto Pointer, std::size_t Size>
    static constexpr auto pointer_of(wrapping_contract<Pointer, Size> const&) {
        return Pointer;
    }
    static constexpr auto pointer = pointer_of(contract_of<T>);
    using type = std::remove_cvref_t<decltype(std::declval<T&>().*pointer)>;
};
/// The type that stands for a type in JSON.
template <class Said>
struct representation_in;
template <class Representation, class To, class From, std::size_t Size>
struct representation_in<representation_contract<Representation, To, From, Size>> {
    using type = Representation;
};
template <represented_type T>
using representation_of = typename representation_in<said_of<T>>::type;

/// Whether a member of the type need not be there.
template <class T>
constexpr bool may_be_absent() noexcept {
    if constexpr (wrapping_type<T>) {
        return detail::may_be_absent<typename wrapped_value<T>::type>();
    } else if constexpr (represented_type<T>) {
        return detail::may_be_absent<representation_of<T>>();
    } else if constexpr (optional_type<T> || pointer_type<T>) {
        return !struct_type<T>;
    } else {
        return false;
    }
}

template <class T, class Indices>
struct object_parts;
template <class T, std::size_t... Indices>
struct object_parts<T, std::index_sequence<Indices...>> {
    template <std::size_t Index>
    using type = typename members_of<T>::template type<Index>;
    static constexpr std::array<member_node, sizeof...(Indices)> list{member_node{
        name_of_member<T, Indices>, &node_of<type<Indices>>, attributes_of_member<T, Indices>,
        !may_be_absent<type<Indices>>()
            && find(attributes_of_member<T, Indices>, attribute_key::default_value) == nullptr}...};
};

template <class T, class Indices = std::make_index_sequence<std::tuple_size_v<T>>>
struct tuple_parts;
template <class T, std::size_t... Indices>
struct tuple_parts<T, std::index_sequence<Indices...>> {
    static constexpr std::array<member_node, sizeof...(Indices)> list{
        member_node{{}, &node_of<std::remove_cvref_t<std::tuple_element_t<Indices, T>>>}...};
};

/// The word for a type that has no name of its own.
template <class T>
constexpr std::string_view kind_word() noexcept {
    if constexpr (wrapping_type<T>) {
        return definition_name<T>;
    } else if constexpr (json_type<T>) {
        return "any";
    } else if constexpr (null_type<T>) {
        return "null";
    } else if constexpr (std::is_same_v<T, bool>) {
        return "boolean";
    } else if constexpr (integer_type<T>) {
        return "integer";
    } else if constexpr (number_type<T>) {
        return "number";
    } else if constexpr (string_type<T>) {
        return "string";
    } else if constexpr (struct_type<T> || represented_type<T> || std::is_enum_v<T>) {
        return definition_name<T>;
    } else if constexpr (sequence_type<T> || set_type<T> || fixed_array_type<T>) {
        return "array";
    } else if constexpr (map_type<T>) {
        return "map";
    } else {
        return short_name<T>::text;
    }
}

/// The name of an alternative: what `ag::tagged` says, or that of its type.
template <class Variant, class Alternative>
constexpr std::string_view alternative_name() noexcept {
    if constexpr (std::is_base_of_v<alternative_contract<Alternative>, said_of<Variant>>) {
        return static_cast<alternative_contract<Alternative> const&>(contract_of<Variant>).name;
    } else {
        return kind_word<Alternative>();
    }
}
template <class Variant>
struct variant_parts;
template <class... Alternatives>
struct variant_parts<std::variant<Alternatives...>> {
    using variant = std::variant<Alternatives...>;
    static constexpr std::array<member_node, sizeof...(Alternatives)> list{
        member_node{alternative_name<variant, Alternatives>(), &node_of<Alternatives>}...};
    static constexpr std::string_view tag() noexcept {
        if constexpr (requires { contract_of<variant>.tag; }) {
            return contract_of<variant>.tag;
        } else {
            return "type";
        }
    }
};

template <class T>
struct enumeration_parts {
    static constexpr auto list = [] {
        std::array<member_node, enumerators_of<T>.size()> all{};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i].name = enumerators_of<T>[i].name;
        return all;
    }();
};

template <class T>
constexpr std::span<member_node const> members_in(T const& list) noexcept {
    if (list.empty()) return {};
    return {list.data(), list.size()};
}

/// Whether a value can be made empty, and filled so that it owns what it holds.
template <class T>
constexpr bool makeable() noexcept {
    if constexpr (json_type<T>) {
        return true; // and perhaps not complete here
    } else {
        return std::default_initializable<T> && (owning_string_type<T> || !string_type<T>);
    }
}

template <class T>
constexpr node describe() {
    node made{.type = type_name<T>, .makeable = makeable<T>()};
    if constexpr (wrapping_type<T>) {
        made.kind = node_kind::wrapped;
        made.element = &node_of<typename wrapped_value<T>::type>;
        made.attributes = said_of_type<T>();
    } else if constexpr (represented_type<T>) {
        made.kind = node_kind::wrapped;
        made.element = &node_of<representation_of<T>>;
        made.attributes = said_of_type<T>();
    } else if constexpr (json_type<T>) {
        made.kind = node_kind::anything;
    } else if constexpr (null_type<T>) {
        made.kind = node_kind::null;
    } else if constexpr (std::is_same_v<T, bool>) {
        made.kind = node_kind::boolean;
    } else if constexpr (integer_type<T>) {
        made.kind = node_kind::integer;
        made.least = std::numeric_limits<T>::min();
        made.greatest = std::numeric_limits<T>::max();
    } else if constexpr (number_type<T>) {
        made.kind = node_kind::number;
        if constexpr (std::is_same_v<T, float>) {
            made.least = std::numeric_limits<T>::lowest();
            made.greatest = std::numeric_limits<T>::max();
        }
    } else if constexpr (enumeration_type<T>) {
        made.kind = node_kind::enumeration;
        made.members = detail::members_in(enumeration_parts<T>::list);
    } else if constexpr (struct_type<T>) {
        using members = members_of<T>;
        made.kind = node_kind::object;
        made.members = detail::members_in(object_parts<T, std::make_index_sequence<members::count>>::list);
        if constexpr (is_object_contract<said_of<T>>) {
            made.open = contract_of<T>.unknown == openness::open;
            made.stranger = said_of_members<said_of<T>>::template stranger<T>();
        }
    } else if constexpr (string_type<T>) {
        made.kind = node_kind::string;
    } else if constexpr (time_type<T> || date_type<T> || duration_type<T>) {
        made.kind = node_kind::string;
        made.format = time_type<T> ? "date-time" : date_type<T> ? "date" : "duration";
    } else if constexpr (optional_type<T>) {
        made.kind = node_kind::nullable;
        made.element = &node_of<typename T::value_type>;
    } else if constexpr (pointer_type<T>) {
        made.kind = node_kind::nullable;
        made.element = &node_of<std::remove_const_t<typename T::element_type>>;
    } else if constexpr (variant_type<T>) {
        made.kind = node_kind::variant;
        made.members = detail::members_in(variant_parts<T>::list);
        made.tag = variant_parts<T>::tag();
    } else if constexpr (fixed_array_type<T>) {
        made.kind = node_kind::array;
        made.element = &node_of<typename T::value_type>;
        made.size = std::tuple_size_v<T>;
    } else if constexpr (tuple_type<T>) {
        made.kind = node_kind::tuple;
        made.members = detail::members_in(tuple_parts<T>::list);
    } else if constexpr (map_type<T>) {
        made.kind = node_kind::map;
        made.element = &node_of<typename T::mapped_type>;
    } else if constexpr (set_type<T> || sequence_type<T>) {
        made.kind = node_kind::array;
        made.element = &node_of<typename T::value_type>;
        made.unique = set_type<T>;
    }
    if constexpr (std::is_class_v<T> || std::is_enum_v<T>) {
        made.attributes = said_of_type<T>();
        if (made.kind == node_kind::object || made.kind == node_kind::enumeration) {
            made.name = definition_name<T>;
            made.full_name = text_or(made.attributes, attribute_key::name, plain_name<T>.view());
        }
    }
    return made;
}

} // namespace detail

} // namespace action_grammar::reflection

#endif
