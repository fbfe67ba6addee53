#ifndef ACTION_GRAMMAR_DOCUMENT_BUILTIN_ACTIONS_HPP
#define ACTION_GRAMMAR_DOCUMENT_BUILTIN_ACTIONS_HPP

// The actions that every registry has: they need nothing of the host.

#include <memory>
#include <vector>

#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/separate_compilation.hpp>

namespace action_grammar::document {

/// `transform(jq)`, `{"filter": string, "output"?: schema}`: the value that a filter makes of the input. Its contract is
/// inferred from the input's; one that is declared must follow from it.
std::shared_ptr<action_kind const> transform_jq();

/// `aggregate(jq)`: the same of a list.
std::shared_ptr<action_kind const> aggregate_jq();

/// `validate(schema)`, `{"schema": schema, "coerce"?: boolean, "mode"?: "fail" | "collect"}`: hands on an input that
/// satisfies the schema. Coerced, the input is changed where that makes it satisfy the schema; see `schema::coerce`.
std::shared_ptr<action_kind const> validate_schema();

/// `validate(assert)`, `{"assert": filter | [{"name"?: string, "that": filter, "message"?: string}], "quantifier"?:
/// "all" | "any" | "none"}`: hands on an input of which so many of the filters are true.
std::shared_ptr<action_kind const> validate_assert();

/// All of them.
std::vector<std::shared_ptr<action_kind const>> builtin_actions();

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/builtin_actions.hpp>
#endif

#endif
