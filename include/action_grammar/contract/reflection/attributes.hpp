#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_ATTRIBUTES_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_ATTRIBUTES_HPP

// What can be said of a member or a type: constraints, which are checked when a value is decoded and written
// into its schema, and annotations, which are only written.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <action_grammar/contract/reflection/constant.hpp>

namespace action_grammar {

namespace reflection {

/// What an attribute says.
enum class attribute_key : std::uint8_t {
    name,
    title,
    description,
    default_value,
    example,
    deprecated,
    format,
    minimum,
    maximum,
    exclusive_minimum,
    exclusive_maximum,
    multiple_of,
    min_length,
    max_length,
    pattern,
    min_items,
    max_items,
    unique_items
};

/// One thing said of a member or a type. Made by the functions below.
struct attribute {
    attribute_key key = attribute_key::title;
    constant value{};
};

/// Several attributes.
template <std::size_t Size>
struct attribute_list {
    attribute items[Size]{};

    [[nodiscard]] static constexpr std::size_t size() noexcept { return Size; }
    [[nodiscard]] constexpr attribute const* data() const noexcept { return items; }
};
template <>
struct attribute_list<0> {
    [[nodiscard]] static constexpr std::size_t size() noexcept { return 0; }
    [[nodiscard]] static constexpr attribute const* data() noexcept { return nullptr; }
};

} // namespace reflection

/// The name under which a member, a type or an alternative appears in JSON and schemas, in place of its name
/// in C++.
constexpr reflection::attribute named(std::string_view name) noexcept {
    return {reflection::attribute_key::name, name};
}
/// `title`: a short heading.
constexpr reflection::attribute title(std::string_view text) noexcept {
    return {reflection::attribute_key::title, text};
}
/// `description`: what the value means, for people and for models.
constexpr reflection::attribute description(std::string_view text) noexcept {
    return {reflection::attribute_key::description, text};
}
/// `default`: what an absent member stands for. The member need not be there, and then gets this value: of a
/// boolean, a number, a string or an enumeration.
constexpr reflection::attribute default_value(reflection::constant value) noexcept {
    return {reflection::attribute_key::default_value, value};
}
/// `examples`: values that the member might have.
template <class... Values>
    requires(sizeof...(Values) > 0)
constexpr reflection::attribute_list<sizeof...(Values)> examples(Values... values) noexcept {
    return {{{reflection::attribute_key::example, values}...}};
}
/// `deprecated`: still accepted, no longer to be used.
inline constexpr reflection::attribute deprecated{reflection::attribute_key::deprecated, true};
/// `format`: "email", "uuid", "uri"... Exported; not checked, as JSON Schema says. The types of
/// `std::chrono` have theirs, and those are checked.
constexpr reflection::attribute format(std::string_view name) noexcept {
    return {reflection::attribute_key::format, name};
}

/// `minimum`: a number is at least this.
constexpr reflection::attribute minimum(reflection::constant bound) noexcept {
    return {reflection::attribute_key::minimum, bound};
}
/// `maximum`: a number is at most this.
constexpr reflection::attribute maximum(reflection::constant bound) noexcept {
    return {reflection::attribute_key::maximum, bound};
}
/// `exclusiveMinimum`: a number is greater than this.
constexpr reflection::attribute exclusive_minimum(reflection::constant bound) noexcept {
    return {reflection::attribute_key::exclusive_minimum, bound};
}
/// `exclusiveMaximum`: a number is less than this.
constexpr reflection::attribute exclusive_maximum(reflection::constant bound) noexcept {
    return {reflection::attribute_key::exclusive_maximum, bound};
}
/// `multipleOf`: a number is a whole number of times this, which is positive. Decimally: 0.3 is a multiple
/// of 0.1.
constexpr reflection::attribute multiple_of(reflection::constant step) noexcept {
    return {reflection::attribute_key::multiple_of, step};
}
/// `minLength`: a string has at least so many code points.
constexpr reflection::attribute min_length(std::size_t count) noexcept {
    return {reflection::attribute_key::min_length, count};
}
/// `maxLength`: a string has at most so many code points.
constexpr reflection::attribute max_length(std::size_t count) noexcept {
    return {reflection::attribute_key::max_length, count};
}
/// `pattern`: a regular expression of ECMA-262 matches somewhere in a string; `^` and `$` bind it to the
/// whole.
constexpr reflection::attribute matches(std::string_view pattern) noexcept {
    return {reflection::attribute_key::pattern, pattern};
}
/// `minItems`: an array has at least so many elements.
constexpr reflection::attribute min_items(std::size_t count) noexcept {
    return {reflection::attribute_key::min_items, count};
}
/// `maxItems`: an array has at most so many elements.
constexpr reflection::attribute max_items(std::size_t count) noexcept {
    return {reflection::attribute_key::max_items, count};
}
/// `uniqueItems`: no two elements of an array are equal.
inline constexpr reflection::attribute unique_items{reflection::attribute_key::unique_items, true};

} // namespace action_grammar

#endif
