#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORMAT_SCHEMA_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORMAT_SCHEMA_HPP

#include <utility>

#include <action_grammar/document/format_schema.hpp>
#include <action_grammar/document/impl/answered_document.hpp>
#include <action_grammar/document/impl/format_full.hpp>
#include <action_grammar/document/impl/format_strict.hpp>

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE json::value format_schema(registry const& actions, schema_profile as) {
    if (as == schema_profile::full) return detail::of_format::full_writer(actions).write();
    return detail::of_format::strict_writer(actions, as).write();
}

ACTION_GRAMMAR_DEFINED_ONCE json::value document_of_answer(json::value answer, registry const& actions) {
    auto* const object = answer.if_object();
    json::value* const within = object == nullptr || object->size() != 1
                                  ? nullptr
                                  : object->if_contains(detail::of_format::answer_member);
    if (within == nullptr || !within->is_object()) return answer;
    json::value document = std::move(*within);
    detail::of_format::null_remover(actions).clean(document);
    return document;
}

} // namespace action_grammar::document

#endif
