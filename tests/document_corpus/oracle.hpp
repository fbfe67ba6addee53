#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_CORPUS_ORACLE_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_CORPUS_ORACLE_HPP

// A second opinion on documents that were accepted. It is written without the library's rules: a document is all paths
// through it, a path is a word of what its steps can do, and a regular expression says which words are safe.

#include <action_grammar/document/tree.hpp>
#include <action_grammar/document/validate.hpp>

#include <string>
#include <string_view>

namespace document_corpus {

/// Why a document that was accepted may not run; empty if it may. Of the validator it takes only which filters, decides
/// and fan_outs cannot fail; what the host's actions do is in data/host.json.
std::string unsafe_because(std::string_view text, action_grammar::document::validation const& accepted);
/// The same of a document that was only read: filters, and what is around steps, count as what can fail.
std::string unsafe_because(std::string_view text, action_grammar::document::tree const& read);

} // namespace document_corpus

#endif
