#ifndef ACTION_GRAMMAR_DOCUMENT_FORMAT_SCHEMA_HPP
#define ACTION_GRAMMAR_DOCUMENT_FORMAT_SCHEMA_HPP

// The format of documents as a JSON Schema, for editors and for programs that write documents.

#include <cstdint>
#include <string_view>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/separate_compilation.hpp>

namespace action_grammar::document {

/// What a schema of the format is for.
///
/// - `full`: draft 2020-12. It accepts every document that is valid and whose mutation stands under `commit`.
/// - `openai`, `anthropic`: the subsets of JSON Schema that these providers accept for the structured output of their
///   models. All that they accept is `{"document": ...}`, from which `document_of_answer` makes a document. They leave
///   out what these subsets cannot say: see docs/reference/document-schema.md.
enum class schema_profile : std::uint8_t { full, openai, anthropic };

/// The profile as a command line names it.
[[nodiscard]] constexpr std::string_view name(schema_profile as) noexcept {
    switch (as) {
    case schema_profile::full: return "full";
    case schema_profile::openai: return "openai";
    case schema_profile::anthropic: return "anthropic";
    }
    return "unknown";
}

/// The schema of the documents that name the actions of a registry. Where an action may stand follows from whether it
/// mutates: what mutates stands under `commit`, once, and nowhere else. That references lead somewhere, that contracts
/// fit, and that what follows the mutation cannot fail, is left to `validate`.
///
/// Linear in the registry and its schemas.
json::value format_schema(registry const& actions, schema_profile as = schema_profile::full);

/// The document that a model wrote by a strict profile: without the object around it, and without the nulls that stand
/// for members which are not there. What is no such answer comes back as it is; `validate` says what is wrong with it.
json::value document_of_answer(json::value answer, registry const& actions);

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/format_schema.hpp>
#endif

#endif
