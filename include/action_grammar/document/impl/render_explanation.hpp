#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_RENDER_EXPLANATION_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_RENDER_EXPLANATION_HPP

#include <action_grammar/document/impl/explain_dot.hpp>
#include <action_grammar/document/impl/explain_json.hpp>
#include <action_grammar/document/impl/explain_mermaid.hpp>
#include <action_grammar/document/impl/explain_text.hpp>

#endif
