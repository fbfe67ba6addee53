#ifndef ACTION_GRAMMAR_DOCUMENT_VOCABULARY_HPP
#define ACTION_GRAMMAR_DOCUMENT_VOCABULARY_HPP

// What a host offers to documents, as JSON: a tool or another host reads it and judges documents by it, without the
// host's code. What it cannot do is run them.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/separate_compilation.hpp>

namespace action_grammar::document {

/// The version of the format that `export_vocabulary` writes and `read_vocabulary` reads.
inline constexpr int vocabulary_version = 1;

/// The actions of a registry as JSON, `{"vocabulary": 1, "actions": [...]}`: of each all that its `description` says.
/// The actions that are the library's own say so with `"builtin": true`.
json::value export_vocabulary(registry const& actions);

/// The actions of a vocabulary, to be added to an empty registry: what is exported of that is the same vocabulary.
/// They are declared only (`description::runnable` is false): a document that names them is validated like any other,
/// a configuration by its schema, and assembling it is answered with AG404. Of the library's own actions the library's
/// are taken, whatever the vocabulary says of them.
///
/// Errors: what is wrong, each with its JSON Pointer, AG301 for names, AG302 for schemas, AG307 for what is larger than
/// a document may be, otherwise AG308. Lines are not known; see `locate`. Linear in the vocabulary.
result<std::vector<std::shared_ptr<action_kind const>>, findings>
read_vocabulary(json::value const& vocabulary);

/// A registry of exactly the actions of a vocabulary, from its text. Errors: those of `read_vocabulary`, with lines.
result<registry, findings> registry_of_vocabulary(std::string_view text);

/// An action that was looked for.
struct search_match {
    action_kind const* action = nullptr; ///< Of the registry that was searched, which must outlive it.
    std::size_t words = 0;               ///< How many of the words say something of it,
    std::size_t weight = 0; ///< and how much: words of its name say more than those of its members.
};

/// The actions of a registry that words say something of, the likeliest first: words of names, summaries, parameters,
/// and of the members of their contracts and configurations, without regard to case; a longer word is met by its
/// beginning, and a name also by a misspelling of it.
std::vector<search_match> search(registry const& actions, std::string_view words, std::size_t most = 20);

/// All that there is to know of an action, for a person: text of several lines, with nothing in it that a terminal would
/// obey.
std::string inspect(description const& about);

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/vocabulary.hpp>
#endif

#endif
