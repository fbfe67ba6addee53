#ifndef ACTION_GRAMMAR_DOCUMENT_RENDER_EXPLANATION_HPP
#define ACTION_GRAMMAR_DOCUMENT_RENDER_EXPLANATION_HPP

// Explanations for people, for programs, and as drawings.

#include <string>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/explain.hpp>
#include <action_grammar/document/separate_compilation.hpp>

namespace action_grammar::document {

// All renderings are UTF-8 and linear in the explanation. Names and texts of the document are shown as they are, and can
// say nothing to the reader of the format: they are escaped, control characters are pictures, long ones are cut (but not
// in JSON).

/// For a person, as databases print plans: a tree of the steps and what each reads, gives and can fail with. The
/// boundary is between heavy lines.
std::string render_text(explanation const& of);

/// For a program:
/// `{"name", "purpose", "version", "description", "grade", "input", "output", "boundary": [{"step", "id", "pointer",
/// "protection", "key"}], "resources": [{"noun", "types"}], "unused", "steps", "contracts": [{"text", "schema"}]}`.
///
/// A step is `{"construct", "id", "pointer", "section", "within", "action", "condition", "description", "summary", "grade",
/// "reads": [{"source", "step", "pointer", "under", "checked"}], "input", "output", "failures": [{"type", "transient",
/// "in_doubt"}], "mixins": [{"mixin", "settings"}], "protection", "key", "used"}`. Members that do not apply are null or
/// empty, never absent. Steps and contracts are named by their positions in the lists; the `step` of a `source` that is
/// "input" is the one whose input it is, null for that of the document.
json::object render_json(explanation const& of);

/// A flowchart of Mermaid: values flow along the edges, which are labeled with what is read of them; sections, branches
/// and bodies are subgraphs, the boundary has a heavy line. Mermaid draws 500 edges and 50,000 characters unless it is
/// configured otherwise.
std::string render_mermaid(explanation const& of);

/// The same drawing as a graph of Graphviz: `dot -Tsvg`.
std::string render_dot(explanation const& of);

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/render_explanation.hpp>
#endif

#endif
