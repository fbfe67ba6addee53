#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_LOAD_OPTIONS_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_LOAD_OPTIONS_HPP

// What a schema may ask of its reader, and why one could not be read.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/dialect.hpp>

namespace action_grammar::schema {

/// Gives the schema document of a URI (absolute, without fragment), or nothing. It is asked for each URI at
/// most once a load, from the thread that loads. Whether to look in a map, in files or on a network is the
/// host's affair; this library never does.
using resolver = std::function<std::optional<json::value>(std::string_view uri)>;

/// What becomes of what cannot be used as it stands.
enum class leniency : std::uint8_t {
    refused, ///< The schema is not loaded.
    ignored, ///< As if the keyword were not there.
};

/// How much of a schema is read. Beyond a limit the schema is refused.
struct load_limits {
    std::size_t nodes = 100'000;               ///< Schemas, in all documents.
    std::size_t depth = 512;                   ///< Schemas within each other.
    std::size_t bytes = std::size_t{32} << 20; ///< Names and locations that the graph keeps.
    std::size_t documents = 256;               ///< Documents that references lead to.
    std::size_t patterns = 4'096;              ///< Different regular expressions.
    friend bool operator==(load_limits const&, load_limits const&) = default;
};

/// How a schema is read.
struct load_options {
    dialect default_dialect = dialect::draft2020_12; ///< Where no `$schema` says otherwise.
    std::string base_uri;                            ///< Where the schema is from; may be empty.
    resolver resolve; ///< For references to other documents; without it they are refused.
    leniency malformed = leniency::refused; ///< A keyword's value of the wrong type, `"minimum": "3"`.
    /// A `$schema` that is no draft and that the resolver has no meta-schema for; ignored: the default
    /// dialect.
    leniency unknown_dialect = leniency::refused;
    /// A pattern that is well-formed but cannot be run in linear time; ignored: kept without a matcher.
    leniency unsupported_pattern = leniency::refused;
    load_limits limits;
};

/// What kept a schema from being loaded.
enum class load_failure : std::uint8_t {
    text,                   ///< Not JSON.
    malformed,              ///< A keyword's value is not of the keyword's type.
    pattern,                ///< A regular expression that is malformed or cannot be run.
    unresolved_reference,   ///< A reference into a document that has no such place.
    remote_reference,       ///< A reference to a document that is not at hand.
    duplicate_identifier,   ///< Two different schemas of one name.
    unknown_dialect,        ///< A `$schema` that names no draft.
    unsupported_vocabulary, ///< A vocabulary that must be understood and is not.
    limit,                  ///< Larger than the limits allow.
};

/// Why a schema could not be loaded, and where.
struct load_error {
    load_failure kind = load_failure::malformed;
    std::string document; ///< The URI of the document; empty for the one that was given, if it has none.
    std::string location; ///< JSON Pointer in that document, to the keyword.
    std::string message;  ///< One sentence: what is wrong.
    std::string repair;   ///< One sentence: what to write instead, or to do.

    friend bool operator==(load_error const&, load_error const&) = default;
};

} // namespace action_grammar::schema

#endif
