#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_NODE_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_NODE_HPP

// The contract of a type as plain constant data: a graph with one node for each type. Schemas are written
// from it and mistakes are found in it by ordinary functions, so that a type costs its one node and nothing
// more.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <action_grammar/contract/reflection/attributes.hpp>

namespace action_grammar::reflection {

/// What a value of a type is in JSON.
enum class node_kind : std::uint8_t {
    missing,  ///< The type has no contract.
    anything, ///< Any value.
    null,     ///< Nothing but null.
    boolean,
    integer,     ///< Within `least` and `greatest`.
    number,      ///< Within `least` and `greatest`, if they are numbers.
    string,      ///< Of `format`, if that is not empty.
    enumeration, ///< One of the names of `members`.
    array,       ///< Any number of `element`s; `size` of them, if that is fixed.
    tuple,       ///< Exactly the `members`, by position.
    map,         ///< An object with any names for `element`s.
    object,      ///< The `members`, by name.
    variant,     ///< One of the `members`, told apart by the member `tag`.
    nullable,    ///< An `element`, or null or absent.
    wrapped      ///< The `element`, of which `attributes` say more.
};

struct node;

/// A member of an object, an alternative, an element of a tuple or the name of an enumerator.
struct member_node {
    std::string_view name{};
    node const* type = nullptr;
    std::span<attribute const> attributes{};
    bool required = true;
};

/// The size of an array that any number of elements may have.
inline constexpr std::size_t any_size = static_cast<std::size_t>(-1);

/// The contract of one type. All that it refers to lives for the whole program.
struct node {
    node_kind kind = node_kind::missing;
    std::string_view type{};      ///< The type's name in C++, for messages.
    std::string_view name{};      ///< Its name in schemas: "order".
    std::string_view full_name{}; ///< With its scopes, where two would have the same name: "app.order".
    std::span<attribute const> attributes{};
    std::span<member_node const> members{};
    node const* element = nullptr;
    std::size_t size = any_size;
    bool unique = false;  ///< No two elements are equal.
    bool open = false;    ///< An object may have other members.
    bool makeable = true; ///< A value can be made empty, and filled.
    std::string_view tag{};
    std::string_view format{};
    std::string_view stranger{}; ///< What `ag::object` speaks of and the type has not.
    constant least{};
    constant greatest{};
};

namespace detail {

/// The first attribute of that key, or null.
constexpr attribute const* find(std::span<attribute const> attributes, attribute_key key) noexcept {
    for (attribute const& candidate : attributes)
        if (candidate.key == key) return &candidate;
    return nullptr;
}

/// The text of the first attribute of that key; `otherwise` if there is none.
constexpr std::string_view text_or(std::span<attribute const> attributes, attribute_key key,
                                   std::string_view otherwise) noexcept {
    for (attribute const& candidate : attributes)
        if (candidate.key == key) return candidate.value.text();
    return otherwise;
}

/// The node that a type comes down to when what only wraps it is taken off.
constexpr node const& bare(node const& whole) noexcept {
    node const* inner = &whole;
    while (inner->kind == node_kind::wrapped)
        inner = inner->element;
    return *inner;
}
/// The same, and what lets it be null is taken off too.
constexpr node const& solid(node const& whole) noexcept {
    node const* inner = &whole;
    while (inner->kind == node_kind::wrapped || inner->kind == node_kind::nullable)
        inner = inner->element;
    return *inner;
}

} // namespace detail

} // namespace action_grammar::reflection

#endif
