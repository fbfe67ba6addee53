#ifndef ACTION_GRAMMAR_CONTRACT_JSON_POINTER_HPP
#define ACTION_GRAMMAR_CONTRACT_JSON_POINTER_HPP

// JSON Pointers (RFC 6901), as the places that errors name.

#include <cstddef>
#include <string>
#include <string_view>

namespace action_grammar::json {

/// How many bytes a name takes in a pointer, behind the `/`.
constexpr std::size_t token_size(std::string_view name) noexcept {
    std::size_t size = name.size();
    for (char const character : name)
        size += character == '~' || character == '/' ? 1U : 0U;
    return size;
}

/// Appends `/name` to a pointer, with `~` and `/` escaped.
inline void append_token(std::string& pointer, std::string_view name) {
    pointer += '/';
    if (token_size(name) == name.size()) {
        pointer += name;
        return;
    }
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

/// `pointer/name`, in one allocation at most.
inline std::string with_token(std::string_view pointer, std::string_view name) {
    std::string made;
    made.reserve(pointer.size() + 1 + token_size(name));
    made += pointer;
    append_token(made, name);
    return made;
}

} // namespace action_grammar::json

#endif
