#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_IN_NAME_ORDER_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_IN_NAME_ORDER_HPP

// Lists in the order of the names of what is in them, each name once.

#include <algorithm>
#include <string_view>

#include <action_grammar/contract/expression/nearest.hpp>

namespace action_grammar::document::detail {

/// Where what has the name is, or would be. O(log n).
template <class List, class NameOf>
auto place_of_name(List& all, std::string_view name, NameOf name_of) noexcept {
    return std::ranges::lower_bound(all, name, {}, name_of);
}

/// What has the name, or `nullptr`. O(log n).
template <class List, class NameOf>
typename List::value_type with_name_in(List const& all, std::string_view name, NameOf name_of) noexcept {
    auto const place = place_of_name(all, name, name_of);
    return place != all.end() && name_of(*place) == name ? *place : nullptr;
}

/// The name that is nearest to one that is not there, or empty.
template <class List, class NameOf>
std::string_view nearest_name_in(List const& all, std::string_view name, NameOf name_of) {
    expression::detail::nearest_name meant(name);
    for (auto const& each : all)
        meant.consider(name_of(each));
    return meant.found();
}

} // namespace action_grammar::document::detail

#endif
