#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_SHOP_JUDGED_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_SHOP_JUDGED_HPP

// What the validator says of a document of the shop, in short.

#include "shop.hpp"
#include "support/catch.hpp"

#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/render.hpp>
#include <action_grammar/document/validate.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace document_tests {

/// Where orders are placed: a document whose steps before the commit, commit and steps behind it are these.
std::string order_document(std::string_view prepare, std::string_view commit,
                           std::string_view conclude = "[]");

/// The findings, each as "AG201 /commit", warnings as "AG403? /prepare/1".
std::vector<std::string> told(std::string_view document, action_grammar::document::policy const& by = {});

/// The only finding.
action_grammar::document::finding only(std::string_view document,
                                       action_grammar::document::policy const& by = {});

/// Assembles a document that has to be acceptable.
action_grammar::document::executable assembled(std::string_view text,
                                               action_grammar::document::registry const& actions);

/// A JSON value that is written well.
action_grammar::json::value request(std::string_view text);

using lines = std::vector<std::string>;

} // namespace document_tests

#endif
