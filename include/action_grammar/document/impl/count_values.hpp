#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_COUNT_VALUES_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_COUNT_VALUES_HPP

#include <cstddef>

#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::document::detail {

/// Scalars, arrays and objects in a value, itself included. Recursion goes as deep as the value, whose depth is that of
/// a text that was read or of what actions make.
inline std::size_t count_values(json::value const& value) noexcept {
    std::size_t count = 1;
    if (json::array const* const array = value.if_array()) {
        for (json::value const& each : *array)
            count += count_values(each);
    } else if (json::object const* const object = value.if_object()) {
        for (auto const& member : *object)
            count += count_values(member.value());
    }
    return count;
}

} // namespace action_grammar::document::detail

#endif
