#ifndef ACTION_GRAMMAR_DOCUMENT_FORMAT_GRAMMAR_HPP
#define ACTION_GRAMMAR_DOCUMENT_FORMAT_GRAMMAR_HPP

// The format of documents as a grammar for constrained decoding.

#include <string>

#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/separate_compilation.hpp>

namespace action_grammar::document {

/// A grammar in GBNF, the format of llama.cpp, of the documents that name the actions of a registry: JSON whose members
/// stand in the order in which docs/reference/documents.md lists them. What mutates stands under `commit`, once, and
/// nowhere else, also within a `decide` or an `all`. Configurations that are objects of simple members are spelled out,
/// all others are any object; schemas are any object or boolean. Patterns are left out.
///
/// Linear in the registry.
std::string format_grammar(registry const& actions);

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/format_grammar.hpp>
#endif

#endif
