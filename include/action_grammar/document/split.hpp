#ifndef ACTION_GRAMMAR_DOCUMENT_SPLIT_HPP
#define ACTION_GRAMMAR_DOCUMENT_SPLIT_HPP

// A document that mutates more than once, cut into documents that mutate once each.

#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/limits.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/separate_compilation.hpp>

namespace action_grammar::document {

/// Why a document was not cut.
struct split_refusal {
    std::string reason; ///< One sentence.
    /// What stands in the way, in the text that was to be cut; or, where `part` is given, in that part.
    findings found;
    json::value part; ///< A part that turned out not to be acceptable; otherwise null.
};

/// Whether cutting the document may mend what was found: there is an AG201 or AG202 among it, and no error but those
/// and what says that a mutation stands outside of `commit`. `split` may still refuse.
[[nodiscard]] bool split_may_mend(findings const& found) noexcept;

/// Cuts a document behind its mutations: each part is a command with one of them, but the last may be a query. Run in
/// order, each with the outcome of the one before as its input, they do what the steps of the document say, and the
/// last outcome is the document's. An acceptable document is answered with itself.
///
/// - Steps stay in their order. What stands between two mutations prepares the second one; what follows the last stays
///   behind it as far as it cannot fail, and makes a query from there on.
/// - A part ends in a step that hands on what later parts read: an object of id to value, and under `"input"` the
///   input of the document. That a part reads `cart/id` of an earlier one is written `input/cart/id`.
/// - The `input` of a later part is the contract of what is handed on, as inferred, and the `outcome` of the part
///   before it.
/// - Mixins and contracts go where they are needed. The parts of `place_order` are `place_order`, `place_order_2`, ...
///
/// Every part was found acceptable by `validate`. A `decide` whose branches mutate once each, and an `all` with one
/// mutation beside what cannot fail, are a part's commit as they are. Refused are documents with other errors, and
/// mutations that are too many, or not last, within a step that is not an action. Does not throw.
result<std::vector<json::value>, split_refusal> split(std::string_view text, registry const& actions,
                                                      policy const& by = {}) noexcept;

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/split.hpp>
#endif

#endif
