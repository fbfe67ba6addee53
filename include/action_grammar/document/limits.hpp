#ifndef ACTION_GRAMMAR_DOCUMENT_LIMITS_HPP
#define ACTION_GRAMMAR_DOCUMENT_LIMITS_HPP

// What a document may ask of its reader.

#include <cstddef>
#include <cstdint>

#include <action_grammar/contract/containment/comparison.hpp>
#include <action_grammar/document/contract.hpp>
#include <action_grammar/rules/well_formed.hpp>

namespace action_grammar::document {

/// Bounds on a document that comes from outside. Beyond one of them it is answered with AG307.
struct limits {
    std::size_t bytes = std::size_t{4} << 20; ///< Of the text.
    std::size_t depth = 64;                   ///< Of JSON values within each other.
    shape_limits shape{};                     ///< Steps, their nesting, and what they read.
    std::size_t findings = 200; ///< Kept, at least one; the rest is only counted as `truncated`.
    /// Schemas of the contracts that are made for its steps, but for four of what each step yields, and of those that
    /// come along with a schema of a step, as often as they do. Of what only reaches a step eight schemas count as one.
    std::size_t contract_schemas = 15'000;
    std::size_t yaml_bytes = std::size_t{384}
                          << 10;       ///< Of a YAML text, whose parser takes long for each byte.
    std::size_t yaml_values = 500'000; ///< JSON values of a YAML text, those of its aliases each time.
    std::size_t pattern_values =
        150'000; ///< JSON values (scalars, arrays, objects) of all patterns that it uses.
    /// JSON values that one run may put together out of others, by objects of `from`, `all`
    /// and `fan_out`. A run that needs more fails before its commit.
    std::size_t run_values = 10'000'000;
    /// Fixes of a document that is not acceptable that are tried, by judging the mended document, before they are called
    /// machine applicable; 0: none is. Of larger documents none is, either.
    std::size_t tried_fixes = 8;
    std::size_t tried_fix_values = 5'000; ///< JSON values of such a document.
};

/// What becomes of an edge whose two contracts cannot be compared within the budget (AG102).
enum class unproven : std::uint8_t {
    refused, ///< An error.
    checked, ///< A warning; the value is validated against the receiving contract when the document runs.
};

/// How a document is judged.
struct policy {
    limits bounds{};
    producers producing = producers::open;
    unproven edges = unproven::refused;
};

} // namespace action_grammar::document

#endif
