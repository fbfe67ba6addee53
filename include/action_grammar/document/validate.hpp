#ifndef ACTION_GRAMMAR_DOCUMENT_VALIDATE_HPP
#define ACTION_GRAMMAR_DOCUMENT_VALIDATE_HPP

// Is a document a composition that may run?

#include <functional>
#include <memory>
#include <string_view>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/limits.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/separate_compilation.hpp>

namespace action_grammar::document {

/// A document that was found acceptable, with all that was made ready on the way. Complete in
/// document/impl/judged.hpp.
struct judged_document;

/// What validation came to.
struct validation {
    findings found;
    std::shared_ptr<judged_document const> document; ///< Null unless `found.acceptable()`.

    /// Whether the document may run.
    explicit operator bool() const noexcept { return document != nullptr; }
};

/// Judges a document by the same rules as the compiler judges typed compositions: form, existence of what it names,
/// configurations, references, contracts, boundary, mixins. All findings are told, in document order.
///
/// @param text     JSON
/// @param actions  what the host lets documents name
/// @param by       limits and policies
///
/// Never throws, whatever the text. Time is linear in the text but for comparisons of contracts, each of which is
/// bounded. Of a document with findings a few fixes are tried, each of which takes as long again: see
/// `limits::tried_fixes`.
validation validate(std::string_view text, registry const& actions, policy const& by = {}) noexcept;

/// A document that was read from another text than JSON, as YAML (yaml/document.hpp).
struct parsed_document {
    std::shared_ptr<json::value const> value; ///< Not null.
    /// Fills lines and columns of the findings' places, as `document::locate` does for JSON; may be empty.
    std::function<void(findings&)> locate;
};

/// The same of a document that was read already.
validation validate(parsed_document const& document, registry const& actions, policy const& by = {}) noexcept;

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/validate.hpp>
#endif

#endif
