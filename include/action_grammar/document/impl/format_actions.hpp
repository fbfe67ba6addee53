#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORMAT_ACTIONS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORMAT_ACTIONS_HPP

// What the schemas and the grammar of the format say of each action and mixin.

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/impl/form_branch.hpp>
#include <action_grammar/document/impl/form_document.hpp>
#include <action_grammar/document/impl/form_mixins.hpp>
#include <action_grammar/document/impl/form_step.hpp>
#include <action_grammar/document/impl/mixin_settings.hpp>
#include <action_grammar/document/registry.hpp>

namespace action_grammar::document::detail::of_format {

/// The name of a member, out of the table by which the form is read.
template <std::size_t Count>
std::string_view named(forming::known_member const (&known)[Count], std::size_t which) noexcept {
    return known[which].name;
}
inline std::string_view in_document(forming::document_member::index which) noexcept {
    return named(forming::document_member::known, which);
}
inline std::string_view in_step(forming::step_member::index which) noexcept {
    return named(forming::step_member::known, which);
}
inline std::string_view in_branch(forming::branch_member::index which) noexcept {
    return named(forming::branch_member::known, which);
}
inline std::string_view in_mixin(forming::mixin_member::index which) noexcept {
    return named(forming::mixin_member::known, which);
}

/// Whether a schema accepts an empty object, so that what it is of may be left out.
inline bool may_be_left_out(json::value const& schema) {
    auto const made = contract::of_schema(schema);
    return !made || made->validator().accepts(json::object());
}

/// An action as documents use it.
struct usable_action {
    action_kind const* kind = nullptr;
    bool takes_with = false;
    bool needs_with = false;
    std::vector<std::string_view> guards{}; ///< Protections that are written as their names.
    bool guard_by_reference = false;        ///< A protection may be `{"keyed": reference}`.
    bool needs_guard = false;

    [[nodiscard]] description const& about() const noexcept { return kind->about(); }
    [[nodiscard]] bool is_mutation() const noexcept { return mutates(about().what); }
    /// Several values come under the names of their parameters.
    [[nodiscard]] bool takes_names() const noexcept { return about().parameters.size() > 1; }
};

/// Of an action that offers no protection no document makes a valid use.
inline bool read_guards(usable_action& action) {
    if (!action.is_mutation()) return true;
    std::size_t offered = 0;
    for (protection const each : action.about().protections) {
        if (each == protection::undeclared) continue;
        ++offered;
        bool const by_document = each == protection::keyed && action.about().takes_key;
        if (!by_document) action.guards.push_back(name(each));
        if (each == protection::keyed) action.guard_by_reference = true;
    }
    action.needs_guard = offered > 1 || action.guards.empty();
    return offered > 0;
}

inline std::vector<usable_action> usable_actions(registry const& actions) {
    std::vector<usable_action> all;
    for (auto const& each : actions.all()) {
        usable_action made{each.get()};
        made.takes_with = made.about().configuration != json::value(false);
        made.needs_with = made.takes_with && !may_be_left_out(made.about().configuration);
        if (read_guards(made)) all.push_back(std::move(made));
    }
    return all;
}

/// A mixin that documents may use, and the schema of its settings.
struct usable_mixin {
    mixin which = mixin::none;
    json::value settings{};
    bool needs_with = false;
};
inline std::vector<usable_mixin> usable_mixins() {
    std::vector<usable_mixin> all{
        {mixin::retry, contract::of_type(value_type_of<retry_settings>).schema()},
        {mixin::timeout, contract::of_type(value_type_of<timeout_settings>).schema()}};
    for (usable_mixin& each : all)
        each.needs_with = !may_be_left_out(each.settings);
    return all;
}

} // namespace action_grammar::document::detail::of_format

#endif
