#ifndef ACTION_GRAMMAR_CONTRACT_JSON_POINTER_HPP
#define ACTION_GRAMMAR_CONTRACT_JSON_POINTER_HPP

// JSON Pointers (RFC 6901), as the places that errors name.

#include <cstddef>
#include <string>
#include <string_view>

namespace action_grammar::json {

/// Appends `/name` to a pointer, with `~` and `/` escaped.
inline void append_token(std::string& pointer, std::string_view name) {
    pointer += '/';
    for (char const character : name) {
        if (character == '~')
            pointer += "~0";
        else if (character == '/')
            pointer += "~1";
        else
            pointer += character;
    }
}
inline void append_token(std::string& pointer, std::size_t index) {
    pointer += '/';
    pointer += std::to_string(index);
}

} // namespace action_grammar::json

#endif
