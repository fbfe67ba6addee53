#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_TYPE_NAME_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_TYPE_NAME_HPP

// Names of types, members and enumerators, cut out of the text by which a compiler names an instantiated
// function. The ideas are those of Boost.PFR, magic_enum and reflect-cpp.

#include <array>
#include <cstddef>
#include <string_view>

namespace action_grammar::reflection::detail {

template <class T>
constexpr std::string_view text_of_type() noexcept {
    return __PRETTY_FUNCTION__;
}
template <auto Value>
constexpr std::string_view text_of_value() noexcept {
    return __PRETTY_FUNCTION__;
}
template <class Enumeration, Enumeration... Values>
constexpr std::string_view text_of_enumerators() noexcept {
    return __PRETTY_FUNCTION__;
}

/// What stands before and behind a type's name, learned from one whose name is known.
inline constexpr std::size_t type_begins = text_of_type<double>().find("double");
inline constexpr std::size_t behind_type = text_of_type<double>().size() - type_begins - 6;

constexpr bool is_name_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || static_cast<unsigned char>(c) >= 0x80;
}

/// The last name in `text` that ends before `end`.
constexpr std::string_view last_name(std::string_view text, std::size_t end) noexcept {
    while (end > 0 && !is_name_character(text[end - 1]))
        --end;
    std::size_t begin = end;
    while (begin > 0 && is_name_character(text[begin - 1]))
        --begin;
    return text.substr(begin, end - begin);
}

/// The end of the value in the text of `text_of_value`.
constexpr std::size_t end_of_value(std::string_view text) noexcept {
    // g++ goes on with "; std::string_view = ...]", clang ends with "]".
    std::size_t const semicolon = text.rfind(';');
    return semicolon == text.npos ? text.size() : semicolon;
}

/// The type's name as the compiler writes it: "app::order". Compilers differ in it for templates and local
/// types.
template <class T>
inline constexpr std::string_view type_name = detail::text_of_type<T>().substr(
    detail::type_begins, detail::text_of_type<T>().size() - detail::type_begins - detail::behind_type);

/// The name of what a pointer to a member, or to a member of an object, points to.
template <auto Pointer>
inline constexpr std::string_view member_name = detail::last_name(
    detail::text_of_value<Pointer>(), detail::end_of_value(detail::text_of_value<Pointer>()));

/// The type's name without its scopes and template arguments: "order".
constexpr std::string_view unqualified(std::string_view name) noexcept {
    std::size_t end = name.size();
    if (end > 0 && name[end - 1] == '>') {
        int open = 0;
        while (end > 0) {
            --end;
            if (name[end] == '>') ++open;
            if (name[end] == '<' && --open == 0) break;
        }
    }
    return detail::last_name(name, end);
}

/// A text of a fixed size.
template <std::size_t Size>
struct fixed_text {
    std::array<char, Size + 1> characters{};
    std::size_t size = 0;

    constexpr void put(char c) noexcept { characters[size++] = c; }
    constexpr void put(std::string_view text) noexcept {
        for (char const c : text)
            put(c);
    }
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {characters.data(), size}; }
};

/// A type's whole name in characters that a JSON Pointer and a URI hold as they are: "app.order".
template <class T>
inline constexpr auto plain_name = [] {
    constexpr std::string_view name = type_name<T>;
    fixed_text<name.size()> text;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == ':' && i + 1 < name.size() && name[i + 1] == ':') {
            text.put('.');
            ++i;
        } else {
            text.put(is_name_character(name[i]) && static_cast<unsigned char>(name[i]) < 0x80 ? name[i]
                                                                                              : '_');
        }
    }
    return text;
}();

} // namespace action_grammar::reflection::detail

#endif
