#ifndef ACTION_GRAMMAR_DOCUMENT_LOCATE_HPP
#define ACTION_GRAMMAR_DOCUMENT_LOCATE_HPP

// Where the places of findings are in the text.

#include <string_view>

#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/separate_compilation.hpp>

namespace action_grammar::document {

/// Fills line, column, offset and length of every location of the findings, from the JSON text that they are about. A
/// pointer that leads nowhere gets the place of the nearest value above it. One pass over the text, and memory for the
/// findings' pointers only. Locations whose line is known already stay as they are; of a text that is not JSON, only what
/// stands before the error is located.
void locate(findings& found, std::string_view text);

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/locate.hpp>
#endif

#endif
