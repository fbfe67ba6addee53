#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_ENCODE_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_ENCODE_HPP

// From C++ types to JSON.

#include <string>
#include <type_traits>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/diagnostics.hpp>
#include <action_grammar/contract/reflection/write.hpp>

namespace action_grammar {

/// The JSON value of a T, by its contract. Empty optional members are left out; a member named in JSON only
/// once is written once. `decode` gives back an equal T.
///
/// What a T can hold and its contract forbids is written all the same, for `decode` to refuse: a number
/// beyond its bounds, an enumerator without a name (as its number), a double that is no number (as null). As
/// deep as the value is nested.
template <class T>
json::value encode(T const& value) {
    json::value made;
    static_cast<void>(reflection::detail::schema_verdict<T>::sound);
    if constexpr (reflection::detail::flaw_of<T>.kind == reflection::detail::flaw_kind::none)
        reflection::detail::write(value, reflection::detail::value_sink(made));
    return made;
}

/// The JSON text of a T, without space: that of `encode`, written without making a value first.
template <class T>
std::string encode_text(T const& value) {
    std::string text;
    static_cast<void>(reflection::detail::schema_verdict<T>::sound);
    if constexpr (reflection::detail::flaw_of<T>.kind == reflection::detail::flaw_kind::none)
        reflection::detail::write(value, reflection::detail::text_sink(text));
    return text;
}

} // namespace action_grammar

#endif
