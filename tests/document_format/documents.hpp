#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_FORMAT_DOCUMENTS_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_FORMAT_DOCUMENTS_HPP

// A host, documents of it that are valid, and documents whose shape breaks the boundary.

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/registry.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace format_tests {

namespace ag = action_grammar;
namespace doc = action_grammar::document;
namespace json = action_grammar::json;

/// fetch(cart), fetch(http) with a configuration, validate(stock), transform(merge) of two values, transform(price),
/// persist(order), persist(keyed) under a key of the document, persist(either) of two protections, emit(event).
doc::registry const& actions();

/// Valid documents, members in the order of the format; between them they use all of it.
std::vector<std::string> const& valid_documents();
/// Those of the valid ones that do without what the strict profiles leave out.
std::vector<std::string> const& simple_documents();
/// Documents that are valid but for where they mutate.
std::vector<std::string> const& boundary_breakers();
/// Documents that are of no good form, or use an action as it cannot be used.
std::vector<std::string> const& malformed_documents();

json::value parsed(std::string_view text);

/// Whether the validator accepts a document; tells the findings of one that it does not.
bool is_valid(std::string_view document);

} // namespace format_tests

#endif
