#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_BUILTIN_ACTIONS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_BUILTIN_ACTIONS_HPP

#include <memory>
#include <vector>

#include <action_grammar/document/builtin_actions.hpp>
#include <action_grammar/document/impl/builtin_assert.hpp>
#include <action_grammar/document/impl/builtin_jq.hpp>
#include <action_grammar/document/impl/builtin_validate.hpp>

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE std::shared_ptr<action_kind const> transform_jq() {
    static auto const kind = std::make_shared<detail::jq_kind const>(verb::transform);
    return kind;
}
ACTION_GRAMMAR_DEFINED_ONCE std::shared_ptr<action_kind const> aggregate_jq() {
    static auto const kind = std::make_shared<detail::jq_kind const>(verb::aggregate);
    return kind;
}
ACTION_GRAMMAR_DEFINED_ONCE std::shared_ptr<action_kind const> validate_schema() {
    static auto const kind = std::make_shared<detail::validate_kind const>();
    return kind;
}
ACTION_GRAMMAR_DEFINED_ONCE std::shared_ptr<action_kind const> validate_assert() {
    static auto const kind = std::make_shared<detail::assert_kind const>();
    return kind;
}
ACTION_GRAMMAR_DEFINED_ONCE std::vector<std::shared_ptr<action_kind const>> builtin_actions() {
    return {transform_jq(), aggregate_jq(), validate_schema(), validate_assert()};
}

} // namespace action_grammar::document

#endif
