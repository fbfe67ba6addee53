#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_DOCUMENT_OF_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_DOCUMENT_OF_HPP

#include <memory>
#include <utility>
#include <vector>

#include <action_grammar/document/document_of.hpp>

namespace action_grammar::document::detail {

ACTION_GRAMMAR_DEFINED_ONCE result<void, registration_error>
add_all(registry& to, std::vector<std::shared_ptr<action_kind const>> added_kinds) {
    registry with_all = to;
    for (auto& each : added_kinds)
        if (auto added = with_all.add(std::move(each)); !added) return added;
    to = std::move(with_all);
    return {};
}

} // namespace action_grammar::document::detail

#endif
