#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_KNOWN_BUILTINS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_KNOWN_BUILTINS_HPP

// Which actions are the library's own.

#include <memory>
#include <string_view>
#include <utility>

#include <action_grammar/document/builtin_actions.hpp>

namespace action_grammar::document::detail {

/// One of the library's own actions, or null.
inline std::shared_ptr<action_kind const> builtin_action(std::string_view name) {
    for (auto& each : builtin_actions())
        if (each->about().name == name) return std::move(each);
    return nullptr;
}

/// Whether an action is one of the library's own, and not another of its name.
inline bool is_builtin(action_kind const& kind) { return builtin_action(kind.about().name).get() == &kind; }

} // namespace action_grammar::document::detail

#endif
