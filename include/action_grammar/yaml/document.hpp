#ifndef ACTION_GRAMMAR_YAML_DOCUMENT_HPP
#define ACTION_GRAMMAR_YAML_DOCUMENT_HPP

// Documents that are written in YAML.

#include <string_view>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/limits.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/separate_compilation.hpp>
#include <action_grammar/document/validate.hpp>

namespace action_grammar::document {

/// Reads a text of one YAML document into JSON. Scalars that are not quoted are resolved by the core schema of YAML 1.2
/// (section 10.3): `no` and `on` are strings, `0o17` is 15. Aliases are copies; their values count.
///
/// Errors, a finding with its place: AG308 for a text that is not YAML, names an object's member twice, or says what
/// JSON cannot (`.nan`, a key that is no scalar, an alias within its own anchor, another tag than those of the core
/// schema); AG307 for one that exceeds the limits on bytes, depth or values.
///
/// The syntax is read by yaml-cpp.
result<parsed_document, finding> read_yaml(std::string_view text, limits const& bounds = {});

/// Judges a document that is written in YAML; see `validate`. Findings have the lines and columns of the YAML; patches
/// of fixes are of its value.
validation validate_yaml(std::string_view text, registry const& actions, policy const& by = {}) noexcept;

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/yaml/impl/document.hpp>
#endif

#endif
