#ifndef ACTION_GRAMMAR_DOCUMENT_CHECKPOINT_HPP
#define ACTION_GRAMMAR_DOCUMENT_CHECKPOINT_HPP

// What a run has prepared, for a later run that goes on from there.

#include <cstdint>
#include <string>

#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::document {

/// The values of the steps of `prepare`, as JSON, when all of them have completed. A host may keep it, and hand it to a
/// later run of the same document on the same input (`run_options::resume_from`), whose `prepare` is then not run again:
/// the commit sees what it would have seen the first time.
struct checkpoint {
    // Guards against a mix-up, and not against an attacker: 64-bit FNV-1a (Fowler, Noll, Vo) of the JSON.
    std::uint64_t document = 0;
    std::uint64_t input = 0;
    json::object values; ///< By the ids of the steps.

    friend bool operator==(checkpoint const&, checkpoint const&) = default;
};

} // namespace action_grammar::document

#endif
