#ifndef ACTION_GRAMMAR_TOOLS_SCHEMAS_HPP
#define ACTION_GRAMMAR_TOOLS_SCHEMAS_HPP

// How the program loads schemas: the draft, and folders that stand for addresses.

#include <optional>
#include <string>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/load_options.hpp>
#include <action_grammar/contract/schema/node.hpp>

#include "commands.hpp"

namespace action_grammar_program {

/// Loads a schema. Throws `input_error` that says which by `name`, and the place in it.
///
/// @param draft     that of the question, which goes before the option
/// @param patterns  what becomes of those that cannot be matched in linear time
action_grammar::schema::graph
load_schema(action_grammar::json::value const& from, std::string const& name, schema_options const& options,
            std::optional<std::string> const& draft,
            action_grammar::schema::leniency patterns = action_grammar::schema::leniency::refused);

/// The `draft` of a question, if it has one. Throws `input_error` if it is not a string.
std::optional<std::string> draft_of(action_grammar::json::object const& question);

} // namespace action_grammar_program

#endif
