#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_SPLIT_REFERENCES_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_SPLIT_REFERENCES_HPP

// What the parts of a document read of each other.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/contract_references.hpp>
#include <action_grammar/document/impl/form_words.hpp>
#include <action_grammar/rules/resolve.hpp>

namespace action_grammar::document::detail::splitting {

/// Calls `visit(json::value&)` with every reference of a step that leads out of it: of its `from`, its key, and those
/// of the steps of an `all`. Branches and bodies read nothing from around them.
template <class Visit>
void for_each_reference(json::object& step, Visit&& visit) {
    if (auto* const from = step.if_contains("from")) {
        if (from->is_string()) visit(*from);
        if (auto* const named = from->if_object()) {
            for (auto& member : *named)
                visit(member.value());
        }
    }
    if (auto* const guard = step.if_contains("protection"); guard != nullptr && guard->is_object()) {
        if (auto* const key = guard->get_object().if_contains("keyed")) visit(*key);
    }
    if (auto* const all = step.if_contains("all"); all != nullptr && all->is_array()) {
        for (json::value& each : all->get_array()) {
            if (auto* const inner = each.if_object()) for_each_reference(*inner, visit);
        }
    }
}

/// Where a value is made: its part, and its place in the order of the document. The input of the document is made
/// before all others.
struct origin {
    std::size_t part = 0;
    std::size_t order = 0;
};
using origins = std::map<std::string, origin, std::less<>>;

/// A reference as it is written in a part. Values that come from elsewhere are members of the part's input.
inline std::string reference_in(std::size_t part, std::string_view id, std::string_view pointer,
                                origins const& made) {
    bool const here = id == input_label ? part == 0 : made.contains(id) && made.find(id)->second.part == part;
    std::string written;
    if (here) {
        written = id;
    } else {
        written = input_label;
        json::append_token(written, id);
    }
    return written += pointer;
}

} // namespace action_grammar::document::detail::splitting

#endif
