#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_EXPLAIN_HOST_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_EXPLAIN_HOST_HPP

// A host that sells things, and what is told of its documents.

#include <action_grammar/document/explain.hpp>
#include <action_grammar/document/render_explanation.hpp>
#include <action_grammar/document/validate.hpp>

#include <string>
#include <string_view>

namespace document_tests {

namespace ag = action_grammar;
namespace document = action_grammar::document;

/// The explanation of a document that is acceptable; `text` is that of its findings otherwise.
document::explanation explained(std::string_view text, document::explain_options const& options = {},
                                document::policy const& by = {});

/// The step of an id.
document::explained_step const& step(document::explanation const& of, std::string_view id);

/// The text of the contract at a place.
std::string text_at(document::explanation const& of, document::contract_index at);

/// A command with all sections, mixins and a key.
extern std::string_view const place_order;
/// A query in which every construct stands in another.
extern std::string_view const nested;
/// A command whose commit is a choice between two mutations.
extern std::string_view const choice;

} // namespace document_tests

#endif
