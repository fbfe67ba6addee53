#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_VALUE_SIZE_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_VALUE_SIZE_HPP

#include <cstddef>

#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::containment::detail {

/// The number of values that a value holds, itself included.
inline std::size_t size_of(json::value const& of) {
    std::size_t size = 1;
    if (auto const* array = of.if_array())
        for (json::value const& element : *array)
            size += size_of(element);
    if (auto const* object = of.if_object())
        for (auto const& entry : *object)
            size += size_of(entry.value());
    return size;
}

} // namespace action_grammar::containment::detail

#endif
