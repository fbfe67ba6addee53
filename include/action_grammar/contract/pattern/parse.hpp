#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_PARSE_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_PARSE_HPP

#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/pattern/error.hpp>
#include <action_grammar/contract/pattern/parser.hpp>
#include <action_grammar/contract/pattern/syntax_tree.hpp>

namespace action_grammar::pattern {

/// Reads a regular expression as JSON Schema uses them: ECMA-262 with the `u` flag, with the leniency of its
/// Annex B
/// that common schemas need (`\-`, `\_`, `{` and `]` as themselves).
///
/// Errors: `malformed` with the offset of what is wrong; `unsupported` for what is well formed but not
/// offered, which
/// are back-references, flags within a pattern and unknown properties; `too_large` beyond `limits`.
/// Lookaround is read;
/// whether it can be used is up to `compile` and `language_of`. Linear in the pattern, but for the sorting of
/// classes.
///
///     parse("^[a-z]+$").has_value()
///     parse("^(abc").error().offset == 1
inline result<syntax_tree, pattern_error> parse(std::string_view ecma, parse_limits const& limits = {}) {
    detail::parser parser(ecma, limits);
    if (auto problem = parser.run()) return unexpected(*std::move(problem));
    return std::move(parser).tree();
}

} // namespace action_grammar::pattern

#endif
