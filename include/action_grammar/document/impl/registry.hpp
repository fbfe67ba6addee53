#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_REGISTRY_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_REGISTRY_HPP

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/document/builtin_actions.hpp>
#include <action_grammar/document/impl/in_name_order.hpp>
#include <action_grammar/document/impl/memo.hpp>
#include <action_grammar/document/registry.hpp>

namespace action_grammar::document {

namespace detail {

inline constexpr auto name_of_kind = [](std::shared_ptr<action_kind const> const& each) -> std::string_view {
    return each->about().name;
};

/// Whether a name is one that a document can write: `verb(resource)`.
inline bool is_writable(description const& about) noexcept {
    constexpr std::size_t longest = 128;
    std::string_view const resource = about.resource;
    auto const allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
            || c == '-' || c == '.';
    };
    return !resource.empty() && resource.size() <= longest && std::ranges::all_of(resource, allowed)
        && about.what != verb::decide && about.what != verb::fan_out
        && about.name == std::string(name(about.what)) + '(' + std::string(resource) + ')';
}

} // namespace detail

ACTION_GRAMMAR_DEFINED_ONCE registry::registry() : known_(std::make_shared<detail::memo_store>()) {
    for (auto& each : builtin_actions())
        static_cast<void>(add(std::move(each)));
    for (auto const& each : standard_patterns())
        static_cast<void>(patterns_.add(each));
}

ACTION_GRAMMAR_DEFINED_ONCE registry registry::empty() {
    registry made;
    made.actions_.clear();
    made.patterns_ = {};
    return made;
}

ACTION_GRAMMAR_DEFINED_ONCE result<void, registration_error>
registry::add(std::shared_ptr<action_kind const> action) {
    if (action == nullptr) return unexpected(registration_error{{}, "there is no action"});
    description const& about = action->about();
    if (!detail::is_writable(about))
        return unexpected(registration_error{
            about.name,
            "no document can name it: a name is verb(resource), the resource 1 to 128 letters, digits, "
            "'_', '-' or '.'"});
    if (find(about.name) != nullptr)
        return unexpected(registration_error{about.name, "there is an action of that name already"});
    auto const place = detail::place_of_name(actions_, about.name, detail::name_of_kind);
    actions_.insert(place, std::move(action));
    return {};
}

ACTION_GRAMMAR_DEFINED_ONCE std::shared_ptr<action_kind const>
registry::find(std::string_view name) const noexcept {
    return detail::with_name_in(actions_, name, detail::name_of_kind);
}

ACTION_GRAMMAR_DEFINED_ONCE std::string_view registry::nearest(std::string_view name) const {
    return detail::nearest_name_in(actions_, name, detail::name_of_kind);
}

} // namespace action_grammar::document

#endif
