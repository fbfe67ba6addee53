#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_HPP

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/document/form.hpp>
#include <action_grammar/document/impl/form_document.hpp>
#include <action_grammar/document/impl/form_state.hpp>
#include <action_grammar/document/impl/form_text.hpp>

namespace action_grammar::document {

namespace detail::forming {

/// Whether there are more than `levels` values within each other.
inline bool is_deeper(json::value const& value, std::size_t levels) noexcept {
    json::array const* const array = value.if_array();
    json::object const* const object = value.if_object();
    if (array == nullptr && object == nullptr) return false;
    if (levels == 0) return true;
    if (array != nullptr)
        return std::ranges::any_of(*array,
                                   [=](json::value const& each) { return is_deeper(each, levels - 1); });
    return std::ranges::any_of(*object,
                               [=](auto const& each) { return is_deeper(each.value(), levels - 1); });
}

} // namespace detail::forming

ACTION_GRAMMAR_DEFINED_ONCE formed read_form(std::string_view text, limits const& bounds,
                                             pattern_library const* patterns) {
    json::parse_limits const allowed = detail::forming::parse_limits_of(bounds);
    auto parsed = json::parse(text, allowed);
    if (parsed) return read_form(std::make_shared<json::value const>(*std::move(parsed)), bounds, patterns);
    formed read;
    read.made.places.push_back({});
    detail::forming::form_state state(read.made, bounds, read.problems, patterns);
    detail::forming::report_text(state.problems, text, parsed.error(), allowed);
    return read;
}

ACTION_GRAMMAR_DEFINED_ONCE formed read_form(std::shared_ptr<json::value const> document,
                                             limits const& bounds, pattern_library const* patterns) {
    formed read;
    read.made.places.push_back({});
    read.made.root = std::move(document);
    detail::forming::form_state state(read.made, bounds, read.problems, patterns);
    if (detail::forming::is_deeper(*read.made.root, bounds.depth))
        state.exceed(read.made.root_place(),
                     "the document is nested more than " + std::to_string(bounds.depth) + " values deep");
    else
        read.is_tree = detail::forming::document_reader(state).read(*read.made.root);
    return read;
}

} // namespace action_grammar::document

#endif
