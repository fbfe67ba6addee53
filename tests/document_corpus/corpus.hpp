#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_CORPUS_CORPUS_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_CORPUS_CORPUS_HPP

// The documents of the corpus, and what the validator says of them.

#include "host.hpp"

#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/limits.hpp>
#include <action_grammar/document/validate.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace document_corpus {

using lines = std::vector<std::string>;

/// A document, and what is to be found in it: `"AG201 /commit"`, a warning as `"AG403? /prepare/1"`, in document order.
struct entry {
    std::string name;
    std::string text;
    lines expected;
    bool repairable = false; ///< By the fixes that a machine may apply.
    action_grammar::document::policy by{};
};

/// The valid documents that were written by hand.
std::vector<entry> const& valid_documents();

/// The documents with a defect.
std::vector<entry> const& defects();

action_grammar::document::validation judged(std::string_view text,
                                            action_grammar::document::policy const& by = {});

/// A finding in short, as an entry expects it.
std::string in_short(action_grammar::document::finding const& each);
lines in_short(action_grammar::document::findings const& found);

} // namespace document_corpus

#endif
