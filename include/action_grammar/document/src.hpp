#ifndef ACTION_GRAMMAR_DOCUMENT_SRC_HPP
#define ACTION_GRAMMAR_DOCUMENT_SRC_HPP

// The definitions of this layer, for the one unit of a program that is compiled with
// ACTION_GRAMMAR_SEPARATE_COMPILATION.

#include <action_grammar/document/impl/builtin_actions.hpp>
#include <action_grammar/document/impl/contract.hpp>
#include <action_grammar/document/impl/document_of.hpp>
#include <action_grammar/document/impl/executable.hpp>
#include <action_grammar/document/impl/explain.hpp>
#include <action_grammar/document/impl/failure_of.hpp>
#include <action_grammar/document/impl/form.hpp>
#include <action_grammar/document/impl/format_grammar.hpp>
#include <action_grammar/document/impl/format_schema.hpp>
#include <action_grammar/document/impl/import_tasker.hpp>
#include <action_grammar/document/impl/locate.hpp>
#include <action_grammar/document/impl/patch.hpp>
#include <action_grammar/document/impl/pattern.hpp>
#include <action_grammar/document/impl/registry.hpp>
#include <action_grammar/document/impl/render.hpp>
#include <action_grammar/document/impl/render_explanation.hpp>
#include <action_grammar/document/impl/simulation.hpp>
#include <action_grammar/document/impl/split.hpp>
#include <action_grammar/document/impl/text_edits.hpp>
#include <action_grammar/document/impl/typed_action.hpp>
#include <action_grammar/document/impl/validate.hpp>
#include <action_grammar/document/impl/vocabulary.hpp>
#include <action_grammar/document/impl/written_composition.hpp>

#endif
