#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_REPORT_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_REPORT_HPP

// What a validation found.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace action_grammar::schema {

/// What a validation may cost, and what it reports.
struct validate_options {
    std::size_t errors = 100; ///< At most so many are reported.
    std::uint64_t steps =
        50'000'000;              ///< Schemas applied to values, comparisons and the like; about a second.
    std::uint32_t depth = 2'048; ///< Schemas applied within each other.
    bool assert_formats = false; ///< `format` is asked for; otherwise it only describes.
};

/// One thing that a value lacks. The same information as a unit of JSON Schema's "basic" output.
struct validation_error {
    std::string instance; ///< JSON Pointer of the value in the whole that was validated.
    std::string schema;   ///< JSON Pointer of the keyword, along the references that led to it.
    std::string absolute; ///< URI of the keyword, references resolved; only a fragment without a base URI.
    std::string keyword;  ///< Its name; empty for the schema `false` and for limits.
    std::string message;  ///< What was expected, and what was found.

    friend bool operator==(validation_error const&, validation_error const&) = default;
};

/// Whether a value satisfies a schema, and if not, all that it lacks. Where alternatives were given and
/// none was satisfied, the errors of each follow that of the keyword.
struct report {
    bool valid = true;
    std::vector<validation_error> errors;
    bool all_reported = true;   ///< False if there are more errors than were asked for.
    bool limit_reached = false; ///< The validation was stopped, so the value counts as not valid.

    explicit operator bool() const noexcept { return valid; }
    friend bool operator==(report const&, report const&) = default;
};

} // namespace action_grammar::schema

#endif
