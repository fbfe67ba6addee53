#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_PREPARE_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_PREPARE_HPP

// What can be done once, before any evaluation: constant regular expressions are compiled.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/expression/builtin.hpp>
#include <action_grammar/contract/expression/error.hpp>
#include <action_grammar/contract/expression/program.hpp>
#include <action_grammar/contract/expression/regex.hpp>
#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/json/parse.hpp>

namespace action_grammar::expression::detail {

/// The string that an argument is, if it is constant.
inline std::optional<std::string_view> constant_text(tree const& syntax, node_id argument) {
    node const& given = syntax[argument];
    if (given.kind != construct::literal) return std::nullopt;
    json::value const& constant = syntax.constant(given);
    if (!constant.is_string()) return std::nullopt;
    return std::string_view(constant.get_string().data(), constant.get_string().size());
}

/// Which argument of a builtin holds the flags of its pattern, the first; 0 if it takes no pattern.
inline std::size_t flags_argument(builtin which) noexcept {
    switch (which) {
    case builtin::test:
    case builtin::match:
    case builtin::capture:
    case builtin::scan:
    case builtin::split:
    case builtin::splits: return 1;
    case builtin::sub:
    case builtin::gsub: return 2;
    default: return 0;
    }
}

inline result<program, error> prepare(tree syntax) {
    program made{std::move(syntax), {}};
    tree const& code = made.syntax;
    for (node_id id = 0; id < code.nodes.size(); ++id) {
        node const& here = code[id];
        if (here.kind != construct::call_builtin) continue;
        std::size_t const flags_at = flags_argument(here.called);
        auto const arguments = code.list(here);
        if (flags_at == 0 || (here.called == builtin::split && arguments.size() == 1)) continue;
        auto const pattern = constant_text(code, arguments[0]);
        if (!pattern) continue;
        regex_flags flags;
        if (arguments.size() > flags_at) {
            node const& given = code[arguments[flags_at]];
            auto const letters = constant_text(code, arguments[flags_at]);
            bool const null = given.kind == construct::literal && code.constant(given).is_null();
            // Flags that are none are an error of the evaluation, which `try` may catch.
            if (!null && (!letters || !flags.read(*letters))) continue;
        }
        auto compiled = compiled_pattern(*pattern, flags);
        if (!compiled->ok()) {
            std::size_t const offset = code[arguments[0]].offset;
            json::text_position const place = json::position_in(code.source, offset);
            return unexpected(error{regex_failure(*compiled), {}, offset, place.line, place.column});
        }
        made.patterns.emplace(id, std::move(compiled));
    }
    return made;
}

} // namespace action_grammar::expression::detail

#endif
