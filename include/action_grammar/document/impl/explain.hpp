#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_HPP

#include <action_grammar/document/explain.hpp>
#include <action_grammar/document/impl/explainer.hpp>
#include <action_grammar/document/impl/judged.hpp>

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE result<explanation, findings> explain(validation const& accepted,
                                                                  explain_options const& options) {
    if (accepted.document == nullptr) return unexpected(accepted.found);
    return detail::explainer(*accepted.document, options).explained();
}

} // namespace action_grammar::document

#endif
