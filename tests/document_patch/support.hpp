#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_PATCH_SUPPORT_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_PATCH_SUPPORT_HPP

#include <string>
#include <string_view>

#include <action_grammar/contract/json/value.hpp>

// Patches and documents as texts.
namespace patching {

action_grammar::json::value value(std::string_view text);
action_grammar::json::array patch(std::string_view text);

/// The document after the patch; or the message of the error, behind "error: ".
std::string patched(std::string_view document, std::string_view operations);
/// The message of the error, or "done".
std::string error_of(std::string_view document, std::string_view operations);

} // namespace patching

#endif
