#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_PARSER_PATTERNS_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_PARSER_PATTERNS_HPP

// The grammar of patterns, which `as` takes values apart with.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/parser_base.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::expression::detail {

class parser_patterns : protected parser_base {
protected:
    using parser_base::parser_base;
    ~parser_patterns() = default;

    virtual node_id pipeline() = 0;
    virtual node_id member_value() = 0;
    virtual node_id operand() = 0;
    virtual node_id postfix() = 0;
    virtual node_id text(text_format format) = 0;

    /// `$x`, `[$x, $y]`, `{a: $x, $y}`. The names are known from here on, but not to expressions in the pattern.
    node_id pattern() {
        pattern_names_.clear();
        node_id const whole = part();
        for (auto const& [name, symbol] : pattern_names_)
            names_.declare(name_kind::variable, name, symbol);
        return whole;
    }

private:
    node_id part() {
        nested const count(*this);
        std::size_t const offset = token_.offset;
        if (token_.kind == token_kind::variable) return name();
        if (accept("[")) {
            std::vector<node_id> parts;
            do
                parts.push_back(part());
            while (accept(","));
            expect("]", "to close the pattern");
            return trees_.add(tree_builder::made(construct::pattern_array, offset), end_, parts);
        }
        if (!accept("{")) unexpected_token("a pattern, `$x`, `[..]` or `{..}`");
        std::vector<node_id> members;
        do
            member(members);
        while (accept(","));
        expect("}", "to close the pattern");
        return trees_.add(tree_builder::made(construct::pattern_object, offset), end_, members);
    }

    node_id name() {
        node fresh = tree_builder::made(construct::pattern_name, token_.offset);
        fresh.symbol = trees_.add_variable(token_.text);
        pattern_names_.emplace_back(token_.text, fresh.symbol);
        advance();
        return trees_.add(fresh, end_);
    }

    /// `name: p`, `"text": p`, `(expr): p`, `$name`, `$name: p`
    void member(std::vector<node_id>& members) {
        token const first = token_;
        node_id key = no_node;
        node_id bound = no_node;
        node_id inner = no_node;
        if (first.kind == token_kind::variable || first.kind == token_kind::word)
            key = trees_.add_literal(json::value(json::string(first.text)), first.offset, lexer_.position());
        if (first.kind == token_kind::variable) {
            bound = name();
        } else if (first.kind == token_kind::word) {
            advance();
        } else if (first.kind == token_kind::quote) {
            key = text(text_format::text);
        } else {
            if (!accept("(")) unexpected_token("a member of the pattern, such as `name: $x` or `$name`");
            // The expression may have patterns of its own.
            auto outer = std::move(pattern_names_);
            key = pipeline();
            pattern_names_ = std::move(outer);
            expect(")", "after the expression that names a member");
        }
        if (bound == no_node) expect(":", "and a pattern for the member");
        if (bound == no_node || accept(":")) inner = part();
        members.push_back(key);
        members.push_back(bound);
        members.push_back(inner);
    }

    std::vector<std::pair<std::string_view, std::uint32_t>> pattern_names_;
};

} // namespace action_grammar::expression::detail

#endif
