#ifndef ACTION_GRAMMAR_DOCUMENT_VALUE_TYPE_HPP
#define ACTION_GRAMMAR_DOCUMENT_VALUE_TYPE_HPP

// A C++ type as far as a document's values need to know it: its contract, and the way to JSON and back.

#include <memory>
#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/contract/reflection/schema_of.hpp>

namespace action_grammar::document {

/// A C++ type with a contract. There is one object for each type, whose address tells it from all others.
struct value_type {
    std::string_view name;   ///< As its schema's definition is named.
    std::string_view schema; ///< JSON Schema 2020-12.
    json::value (*encode)(void const* object);
    result<std::shared_ptr<void const>, decode_failure> (*decode)(json::value const& from);
};

namespace detail {

template <class T>
json::value encode_object(void const* object) {
    return action_grammar::encode(*static_cast<T const*>(object));
}
template <class T>
result<std::shared_ptr<void const>, decode_failure> decode_object(json::value const& from) {
    auto decoded = action_grammar::decode<T>(from);
    if (!decoded) return unexpected(std::move(decoded).error());
    return std::shared_ptr<void const>(std::make_shared<T const>(*std::move(decoded)));
}

template <class T>
inline constexpr value_type described_type{reflection::detail::definition_name<T>, schema_of<T>,
                                           &encode_object<T>, &decode_object<T>};

} // namespace detail

/// The description of a C++ type.
template <class T>
inline constexpr value_type const* value_type_of = &detail::described_type<T>;

} // namespace action_grammar::document

#endif
