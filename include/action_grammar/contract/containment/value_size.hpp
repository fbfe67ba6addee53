#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_VALUE_SIZE_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_VALUE_SIZE_HPP

// How large values are, in units of which none takes more than about a hundred bytes.

#include <cstddef>
#include <string_view>

#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::containment::detail {

/// What a text adds to the size of a value: nothing if it is short.
constexpr std::size_t size_of_text(std::size_t bytes) noexcept {
    constexpr std::size_t bytes_per_unit = 16;
    return bytes / bytes_per_unit;
}

/// The number of values that a value holds, itself included, and more for long strings and names.
inline std::size_t size_of(json::value const& of) {
    std::size_t size = 1;
    if (auto const* string = of.if_string()) size += size_of_text(string->size());
    if (auto const* array = of.if_array())
        for (json::value const& element : *array)
            size += size_of(element);
    if (auto const* object = of.if_object())
        for (auto const& entry : *object)
            size += size_of_text(entry.key().size()) + size_of(entry.value());
    return size;
}

} // namespace action_grammar::containment::detail

#endif
