#ifndef ACTION_GRAMMAR_DOCUMENT_IMPORT_TASKER_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPORT_TASKER_HPP

// Compositions in the format of Tasker, as documents.

#include <string>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/limits.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/separate_compilation.hpp>
#include <action_grammar/model/verb.hpp>

namespace action_grammar::document {

/// An action that imported documents name.
struct needed_action {
    std::string name; ///< `"persist(orders)"`
    verb what = verb::fetch;
    bool is_registered = false; ///< The registry has it.
    json::value output; ///< Schema of what the original yields there, which later expressions may read.
    std::vector<std::string> where; ///< JSON Pointers of the invocations that it stands for.

    friend bool operator==(needed_action const&, needed_action const&) = default;
};

/// One composition, as documents.
struct imported_composition {
    std::string name;
    std::string pointer; ///< Where it stands in what was imported.
    /// To be run in order, each on the outcome of the one before; several where the original mutates more than once, or
    /// does what can fail behind a mutation. None if nothing could be made of it.
    std::vector<json::value> documents;
};

/// What an import came to.
struct tasker_import {
    std::vector<imported_composition> compositions;
    std::vector<needed_action> actions; ///< That a host declares for the documents; ordered by name.
    /// With pointers into what was imported. Errors: what the documents do not do, or do otherwise. Warnings: what was
    /// unsafe or was ignored there, and what is to be decided.
    findings found;
};

/// Imports a composition spec of Tasker (`{"name"?, "outcome", "invocations": [...]}`), or a task template whose steps
/// have a `composition`. docs/how-to/import-tasker.md says what becomes of what.
///
/// @param spec     JSON; YAML is read by the caller
/// @param actions  documents are judged with what is registered here; an action that is not stands for anything
/// @param by       how they are judged; its bounds on depth and findings are those of `spec` too
///
/// Takes any value, whatever its members are. Does not throw.
tasker_import import_tasker(json::value const& spec, registry const& actions, policy const& by = {}) noexcept;

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/import_tasker.hpp>
#endif

#endif
