#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_ACCESS_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_ACCESS_HPP

// Members of objects and elements of arrays.

#include <algorithm>
#include <cstdint>
#include <string_view>

#include <action_grammar/contract/inference/universe.hpp>

namespace action_grammar::inference::detail {

inline member_view universe::lookup(object_shape const& object, std::string_view name) {
    auto const found = std::lower_bound(
        object.members.begin(), object.members.end(), name,
        [](member_shape const& member, std::string_view wanted) { return member.name < wanted; });
    if (found != object.members.end() && found->name == name) return {found->type, !found->required, true};
    type_ptr type = nullptr;
    bool certain = false;
    for (pattern_shape const& each : object.patterns) {
        if (each.pattern->matcher != nullptr && !each.pattern->matcher->matches(name)) continue;
        // Where several apply all hold, so that the first is enough; one that cannot be run may not apply.
        if (each.pattern->matcher != nullptr) {
            type = each.type;
            certain = true;
            break;
        }
        type = type == nullptr ? each.type : join(type, each.type);
    }
    if (certain) return {type, true, true};
    bool const listed = type != nullptr;
    if (object.rest != nullptr) type = type == nullptr ? object.rest : join(type, object.rest);
    return {type == nullptr ? nothing_ : type, true, listed};
}

inline member_view universe::element(array_shape const& array, std::uint64_t index) {
    if (index >= array.max) return {nothing_, true, false};
    type_ptr const type = index < array.prefix.size() ? array.prefix[static_cast<std::size_t>(index)]
                        : array.rest == nullptr       ? nothing_
                                                      : array.rest;
    return {type, index >= array.min, true};
}

inline type_ptr universe::elements(array_shape const& array) {
    type_ptr all = array.rest == nullptr ? nothing_ : array.rest;
    for (type_ptr const each : array.prefix)
        all = join(all, each);
    return all;
}

inline type_ptr universe::members(object_shape const& object) {
    type_ptr all = object.rest == nullptr ? nothing_ : object.rest;
    for (member_shape const& each : object.members)
        all = join(all, each.type);
    for (pattern_shape const& each : object.patterns)
        all = join(all, each.type);
    return all;
}

inline object_shape const* universe::merged(std::vector<object_shape const*> const& alternatives) {
    object_shape const* all = alternatives.front();
    for (std::size_t i = 1; i < alternatives.size(); ++i)
        all = merge(*all, *alternatives[i]);
    return all;
}

} // namespace action_grammar::inference::detail

#endif
