#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_CORPUS_HOST_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_CORPUS_HOST_HPP

// The host that the documents of the corpus are written for: orders, payments, refunds, shipments, onboarding, stock.

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/registry.hpp>

#include <string>
#include <string_view>

namespace document_corpus {

namespace json = action_grammar::json;

/// The text of a file of the corpus.
std::string text_of(std::string_view file);

/// data/host.json: types, actions and patterns.
json::value const& host_data();

/// The host's actions, those of data/host.json and fetch(http), and its patterns.
action_grammar::document::registry const& host();

} // namespace document_corpus

#endif
