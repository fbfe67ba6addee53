#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_NEAR_NAMES_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_NEAR_NAMES_HPP

// What may be meant by a name that there is not: all that are equally near, as a fix is sure only if there is one.

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include <action_grammar/contract/expression/nearest.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/document/impl/form_words.hpp>

namespace action_grammar::document::detail {

/// The next word of a text: letters, digits and underscores; empty at its end.
inline std::string_view next_word(std::string_view& text) noexcept {
    auto const in_word = [](char letter) {
        return forming::is_letter(letter) || forming::is_digit(letter) || letter == '_';
    };
    auto const begin = std::ranges::find_if(text, in_word);
    auto const end = std::find_if_not(begin, text.end(), in_word);
    std::string_view const word(begin, end);
    text = std::string_view(end, text.end());
    return word;
}

/// A name that may be meant, and its rivals: the candidates that are as near to what was written.
///
/// @param meant  the first, which was found by the rule of its kind; empty if there is none
template <class Names>
std::vector<std::string_view> with_rivals(std::string_view written, std::string_view meant,
                                          Names const& candidates) {
    constexpr std::size_t most = 3;
    std::vector<std::string_view> made;
    if (meant.empty()) return made;
    made.push_back(meant);
    if (forming::same_letters(written, meant)) return made;
    std::size_t const apart = expression::detail::edit_distance(written, meant);
    for (std::string_view const each : candidates) {
        if (made.size() == most) break;
        if (each != written && std::ranges::find(made, each) == made.end()
            && expression::detail::edit_distance(written, each) <= apart)
            made.push_back(each);
    }
    return made;
}

/// The members that the schema of an object lists and that an object does not have.
inline std::vector<std::string_view> free_members(json::value const& schema, json::object const& given) {
    std::vector<std::string_view> made;
    json::object const* const object = schema.if_object();
    json::value const* const listed = object == nullptr ? nullptr : object->if_contains("properties");
    if (listed == nullptr || !listed->is_object()) return made;
    for (auto const& member : listed->get_object())
        if (!given.contains(member.key())) made.push_back(member.key());
    return made;
}

/// The names of members that occur in a schema, at any depth.
inline void gather_members(json::value const& schema, std::vector<std::string_view>& into,
                           unsigned depth = 0) {
    constexpr unsigned deepest = 64;
    constexpr std::size_t most = 10'000;
    if (depth > deepest || into.size() > most) return;
    if (json::array const* const array = schema.if_array()) {
        for (json::value const& each : *array)
            gather_members(each, into, depth + 1);
    } else if (json::object const* const object = schema.if_object()) {
        json::value const* const listed = object->if_contains("properties");
        if (listed != nullptr && listed->is_object())
            for (auto const& member : listed->get_object())
                into.push_back(member.key());
        for (auto const& member : *object)
            gather_members(member.value(), into, depth + 1);
    }
}

} // namespace action_grammar::document::detail

#endif
