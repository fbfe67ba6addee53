#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FITTING_FIXES_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FITTING_FIXES_HPP

// Fixes that the document is ready for. A member whose name is misspelt is judged as the one that is meant, but until
// it is renamed nothing stands where its fixes point.

#include <string_view>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/impl/value_at.hpp>

namespace action_grammar::document::detail {

/// Whether an operation of a patch finds what it is about.
inline bool finds_its_place(json::value const& root, json::object const& operation) {
    auto const pointer = [&](char const* member) {
        json::string const& text = operation.at(member).get_string();
        return std::string_view(text.data(), text.size());
    };
    std::string_view const verb{operation.at("op").get_string()};
    std::string_view const path = pointer("path");
    if (operation.contains("from") && value_at(root, pointer("from")) == nullptr) return false;
    bool const makes_place = verb == "add" || verb == "move" || verb == "copy";
    return path.empty() || value_at(root, makes_place ? parent_pointer(path) : path) != nullptr;
}

/// Takes away the fixes that cannot begin. What their later operations need may be made by those before them.
inline void keep_fitting_fixes(findings& found, json::value const& root) {
    for (finding& each : found.list)
        std::erase_if(each.fixes, [&](fix const& offered) {
            return offered.patch.empty() || !finds_its_place(root, offered.patch.front().get_object());
        });
}

} // namespace action_grammar::document::detail

#endif
