#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_LOAD_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_LOAD_HPP

// A schema, from JSON to a graph of nodes.

#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/schema/documents.hpp>
#include <action_grammar/contract/schema/graph_builder.hpp>
#include <action_grammar/contract/schema/load_options.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::schema {

/// Reads a schema, and all that it refers to, into a graph.
///
/// Drafts 4, 6, 7, 2019-09 and 2020-12; `$schema` decides for each resource, otherwise `default_dialect`.
/// References by JSON Pointer, anchor or URI are resolved as RFC 3986 says; a reference to a document that
/// is not at hand is refused unless `options.resolve` supplies it (the meta-schemas of 2020-12 and draft 7
/// are at hand). Up to draft 7 what stands beside `$ref` is ignored. Keywords that the draft does not know
/// are skipped, but references may lead into them. Only schemas that the root leads to are read: a mistake
/// in a definition that nothing uses is not found.
///
/// A cycle of references that makes no progress, as in `{"$ref": "#"}`, is a cycle in the graph. No value
/// can be shown to satisfy it, so the validator accepts none and names the limit that it ran into.
///
/// @param schema  an object or a boolean
/// Errors: see `load_failure`; the first that is found. Linear in the schema, but for resolving references,
/// each of which costs as much as it is long.
inline result<graph, load_error> load(json::value const& schema, load_options const& options = {}) {
    if (!schema.is_object() && !schema.is_bool())
        return unexpected(
            load_error{load_failure::malformed,
                       options.base_uri,
                       {},
                       "a schema must be an object or a boolean, but this is " + detail::described(schema),
                       "Write the schema itself, as in {\"type\": \"string\"}."});
    detail::documents all(options);
    auto const root = all.add(schema, std::string(split_fragment(options.base_uri).first));
    if (!root) return unexpected(root.error());
    return detail::graph_builder(options, all).build(*root);
}

/// Reads a schema from its text. Errors: also `load_failure::text`, when it is not JSON.
inline result<graph, load_error> load_text(std::string_view text, load_options const& options = {}) {
    auto const schema = json::parse(text);
    if (schema) return load(*schema, options);
    json::parse_error const& error = schema.error();
    return unexpected(load_error{load_failure::text,
                                 options.base_uri,
                                 {},
                                 "the schema is not JSON: " + error.message + " (line "
                                     + std::to_string(error.line) + ", column " + std::to_string(error.column)
                                     + ")",
                                 "Correct the text at that place."});
}

} // namespace action_grammar::schema

#endif
