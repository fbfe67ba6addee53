#ifndef ACTION_GRAMMAR_DOCUMENT_PATCH_HPP
#define ACTION_GRAMMAR_DOCUMENT_PATCH_HPP

// JSON Patch (RFC 6902): what the fixes of findings are written in.

#include <cstddef>
#include <string>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/separate_compilation.hpp>

namespace action_grammar::document {

/// Why a patch could not be applied.
struct patch_error {
    std::size_t operation = 0; ///< Position in the patch, from 0.
    std::string message;       ///< One sentence, which names the operation and its place.

    friend bool operator==(patch_error const&, patch_error const&) = default;
};

/// The document after all operations of a patch (`add`, `remove`, `replace`, `move`, `copy`, `test`), or none of them:
///
///     auto mended = apply_patch(document, mend.patch);
///
/// Errors: the first operation that cannot be done, is malformed, or asks for more than a patch may: values nested
/// deeper than 1,024, pointers of more than 512 names, or more work than some millions of values being looked at or
/// moved, which `copy` could otherwise double at every operation.
result<json::value, patch_error> apply_patch(json::value document, json::array const& patch);

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/patch.hpp>
#endif

#endif
