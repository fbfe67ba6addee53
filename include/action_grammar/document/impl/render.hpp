#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_RENDER_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_RENDER_HPP

#include <action_grammar/document/impl/render_json.hpp>
#include <action_grammar/document/impl/render_sarif.hpp>
#include <action_grammar/document/impl/render_terminal.hpp>

#endif
