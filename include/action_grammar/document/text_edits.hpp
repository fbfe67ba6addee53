#ifndef ACTION_GRAMMAR_DOCUMENT_TEXT_EDITS_HPP
#define ACTION_GRAMMAR_DOCUMENT_TEXT_EDITS_HPP

// A patch as changes of the text, which leave all else as its author wrote it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/separate_compilation.hpp>
#include <action_grammar/document/text_edit.hpp>

namespace action_grammar::document {

/// The changes of a JSON text that do what a JSON Patch does to its value, in the order of the text and apart from each
/// other; or nothing, when the patch does not fit the text, or when its operations depend on each other in a way that
/// is not followed here. `test` operations are taken to hold.
std::optional<std::vector<text_edit>> text_edits(std::string_view text, json::array const& patch);

/// The text after changes that are in order and apart from each other.
std::string apply_edits(std::string_view text, std::vector<text_edit> const& edits);

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/text_edits.hpp>
#endif

#endif
