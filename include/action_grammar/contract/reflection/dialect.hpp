#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_DIALECT_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_DIALECT_HPP

#include <cstdint>

namespace action_grammar {

/// The form of a schema.
///
/// - `draft2020_12`: JSON Schema 2020-12, with `$defs`.
/// - `draft7`: JSON Schema draft 7, with `definitions`.
/// - `strict`: the subset that the tool interfaces of language models accept: every member required, no
/// other members,
///   what may be absent is null, no constraint but types and names; the constraints are told in the
///   descriptions.
enum class dialect : std::uint8_t { draft2020_12, draft7, strict };

} // namespace action_grammar

#endif
