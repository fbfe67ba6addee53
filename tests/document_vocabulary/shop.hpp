#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_VOCABULARY_SHOP_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_VOCABULARY_SHOP_HPP

// A host whose vocabulary is looked at.

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/vocabulary.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace vocabulary_tests {

namespace ag = action_grammar;
namespace doc = action_grammar::document;
namespace json = action_grammar::json;

/// The actions of a shop: fetch(cart), fetch(http) with a configuration, validate(stock), transform(merge) of two
/// values, persist(order) under a key of the document, persist(raw), emit(event).
doc::registry actions_of_shop();

json::value parsed(std::string_view text);

/// The vocabulary of the shop, read.
doc::registry declared_shop();

/// A document of the shop.
std::string order_document(std::string_view prepare, std::string_view commit);

/// What a validation finds, each as "AG201 /commit".
std::vector<std::string> told(std::string_view document, doc::registry const& actions);

} // namespace vocabulary_tests

#endif
