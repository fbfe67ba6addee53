#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_PLACE_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_PLACE_HPP

// Where schemas stand in their documents, and what names they have there.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/keywords.hpp>

namespace action_grammar::schema::detail {

/// A schema where it stands in a document.
struct place {
    json::value const* schema = nullptr;
    std::uint32_t resource = 0;
    std::string location; ///< JSON Pointer in its document.
};

/// What `$anchor` and `$dynamicAnchor` name.
struct anchor {
    json::value const* schema = nullptr;
    std::string location;
    bool dynamic = false;
};

/// What an identifier begins, or a whole document.
struct indexed_resource {
    std::string uri;
    std::string location; ///< Of its root, in its document.
    json::value const* root = nullptr;
    language spoken;
    bool recursive_anchor = false;
    std::unordered_map<std::string, anchor> anchors;
};

inline std::string_view text_of(json::string const& text) noexcept { return {text.data(), text.size()}; }
inline json::value const* member_of(json::object const& object, std::string_view name) noexcept {
    return object.if_contains({name.data(), name.size()});
}

} // namespace action_grammar::schema::detail

#endif
