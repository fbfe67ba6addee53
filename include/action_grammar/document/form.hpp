#ifndef ACTION_GRAMMAR_DOCUMENT_FORM_HPP
#define ACTION_GRAMMAR_DOCUMENT_FORM_HPP

// From the text of a document to its tree: the first stage of validation, which knows the form and nothing of actions.

#include <memory>
#include <string_view>
#include <vector>

#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/limits.hpp>
#include <action_grammar/document/separate_compilation.hpp>
#include <action_grammar/document/tree.hpp>

namespace action_grammar::document {

/// What a document's form came to.
struct formed {
    tree made;
    std::vector<finding>
        problems; ///< AG301, AG303, AG304, AG306, AG307, AG308, AG401, AG501, with pointers and without lines; in no order.
    bool is_tree = false; ///< There is something that further stages can look at.
};

/// Reads a document. Whatever has the right form is in the tree, also beside what has not. The nodes of actions are of
/// verb and effect as their names say (`fetch(...)`: fallible, `persist(...)`: committed); whether there is such an
/// action is not asked. References are by name; no targets. Patterns of the library are put in, as sequences of the
/// use's id, whose problems are AG303 and AG304; without a library they are left as actions.
///
/// An empty text, and one that is not JSON, gives one finding of AG308 whose location has line, column and offset.
formed read_form(std::string_view text, limits const& bounds = {}, pattern_library const* patterns = nullptr);

/// The same of a document that is a JSON value already; one that is nested too deep gives one finding of AG307.
formed read_form(std::shared_ptr<json::value const> document, limits const& bounds = {},
                 pattern_library const* patterns = nullptr);

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/form.hpp>
#endif

#endif
