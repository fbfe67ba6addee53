#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_VALUE_AT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_VALUE_AT_HPP

// What stands at a place within a value.

#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>

namespace action_grammar::document::detail {

/// The value at the end of a way of member names and positions, or null.
inline json::value const* value_at(json::value const& whole, std::vector<std::string> const& way) noexcept {
    json::value const* here = &whole;
    for (std::string const& token : way) {
        if (json::object const* const object = here->if_object()) {
            here = object->if_contains(token);
        } else if (json::array const* const array = here->if_array()) {
            auto const index = element_index(token);
            here = index && *index < array->size() ? &(*array)[*index] : nullptr;
        } else {
            here = nullptr;
        }
        if (here == nullptr) return nullptr;
    }
    return here;
}

/// The value at a JSON Pointer, or null.
inline json::value const* value_at(json::value const& whole, std::string_view pointer) {
    auto const way = pointer_tokens(pointer);
    return way ? value_at(whole, *way) : nullptr;
}

} // namespace action_grammar::document::detail

#endif
