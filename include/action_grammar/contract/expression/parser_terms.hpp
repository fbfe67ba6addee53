#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_PARSER_TERMS_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_PARSER_TERMS_HPP

// The grammar of terms: what stands between operators. Those that begin with a word are in parser_words.hpp.

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/format_name.hpp>
#include <action_grammar/contract/expression/parser_words.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::expression::detail {

class parser_terms : protected parser_words {
protected:
    using parser_words::parser_words;
    ~parser_terms() = default;

    /// A term and the accesses behind it.
    node_id postfix() override {
        node_id term = primary();
        for (;;) {
            if (token_.kind == token_kind::field)
                term = field(term);
            else if (next_is("["))
                term = bracket(term);
            else if (next_is("."))
                term = after_point(term);
            else if (next_is("?"))
                term = optional(term);
            else
                return term;
        }
    }

private:
    node_id identity(std::size_t offset, std::size_t end) {
        return trees_.add(tree_builder::made(construct::identity, offset), end);
    }

    node_id primary() {
        std::size_t const offset = token_.offset;
        switch (token_.kind) {
        case token_kind::field: return field(identity(offset, offset));
        case token_kind::number: return number();
        case token_kind::quote: return text(text_format::text);
        case token_kind::variable: return variable();
        case token_kind::format: return format();
        case token_kind::word: return word();
        default: break;
        }
        if (accept("..")) return trees_.add(tree_builder::made(construct::descend, offset), end_);
        if (accept(".")) {
            node_id const whole = identity(offset, end_);
            return token_.kind == token_kind::quote ? named_by_text(whole, offset) : whole;
        }
        if (accept("(")) {
            node_id const inner = pipeline();
            expect(")", "to close the `(` at byte " + std::to_string(offset + 1));
            return inner;
        }
        if (next_is("[")) return array();
        if (next_is("{")) return object();
        unexpected_token("a term");
    }

    node_id number() {
        token const digits = token_;
        advance();
        char const* const begin = digits.text.data();
        char const* const end = begin + digits.text.size();
        std::int64_t integer = 0;
        auto const [stop, status] = std::from_chars(begin, end, integer);
        if (stop == end && status == std::errc{}) return trees_.add_literal(integer, digits.offset, end_);
        std::string text(digits.text);
        if (text.front() == '.') text.insert(0, 1, '0');
        double value = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), value).ec
            == std::errc::result_out_of_range)
            value = too_large(digits.text) ? HUGE_VAL : 0.0;
        return trees_.add_literal(value, digits.offset, end_);
    }
    /// Of a number that no double is near to: whether it is too large, not too small.
    static bool too_large(std::string_view digits) noexcept {
        std::size_t const exponent = digits.find_first_of("eE");
        return exponent == std::string_view::npos || digits[exponent + 1] != '-';
    }

    node_id variable() {
        token const name = token_;
        advance();
        if (name.text == "__loc__") {
            json::object place;
            place["file"] = "<top-level>";
            place["line"] =
                static_cast<std::int64_t>(json::position_in(trees_.built().source, name.offset).line);
            return trees_.add_literal(std::move(place), name.offset, end_);
        }
        declared_name const* found = names_.find(name_kind::variable, name.text);
        if (found == nullptr) unknown_variable(name);
        node fresh = tree_builder::made(construct::variable, name.offset);
        fresh.symbol = found->symbol;
        fresh.hops = names_.hops_to(*found);
        return trees_.add(fresh, end_);
    }

    node_id format() {
        token const name = token_;
        auto const known = format_named(name.text);
        if (!known) {
            nearest_name nearest(name.text);
            for (auto const& each : format_names)
                nearest.consider(each.name);
            trees_.fail(name.offset,
                        "unknown format `@" + std::string(name.text) + "`; "
                            + (nearest.found().empty()
                                   ? "there are @text @json @csv @tsv @html @uri @sh @base64 @base64d"
                                   : "did you mean `@" + std::string(nearest.found()) + "`?"),
                        nearest.found());
        }
        advance();
        if (token_.kind == token_kind::quote) return text(*known);
        node fresh = tree_builder::made(construct::format, name.offset);
        fresh.format = *known;
        return trees_.add(fresh, end_);
    }

    /// A string from its quote, with its interpolations.
    node_id text(text_format format) override {
        std::size_t const offset = token_.offset;
        std::vector<node_id> parts;
        std::string content;
        for (;;) {
            std::size_t const begin = lexer_.position();
            auto const end = lexer_.string_part(content);
            if (end == lexer::part_end::bad_escape)
                trees_.fail(lexer_.position(), "unknown escape in a string; write a backslash as `\\\\`");
            if (end == lexer::part_end::unterminated)
                trees_.fail(offset, "the string that begins here does not end; close it with `\"`");
            bool const last = end == lexer::part_end::quote;
            if (last && parts.empty()) {
                advance();
                return trees_.add_literal(json::value(content), offset, end_);
            }
            if (!content.empty())
                parts.push_back(trees_.add_literal(json::value(content), begin, lexer_.position()));
            content.clear();
            advance();
            if (last) break;
            parts.push_back(interpolated());
            // Behind the parenthesis the string goes on: no token may be read there.
            if (!next_is(")")) unexpected_token("`)` to close the interpolation `\\(`");
        }
        node fresh = tree_builder::made(construct::text, offset);
        fresh.format = format;
        return trees_.add(fresh, end_, parts);
    }

    /// A constant is a pipe of itself here, since a literal among the parts is the text around them.
    node_id interpolated() {
        node_id const inner = pipeline();
        if (trees_.built()[inner].kind != construct::literal) return inner;
        std::vector<node_id> const alone{inner};
        return trees_.add(tree_builder::made(construct::pipe, trees_.built()[inner].offset), end_, alone);
    }

    node_id field(node_id target) {
        node fresh = tree_builder::made(construct::field, token_.offset);
        fresh.a = target;
        fresh.symbol = trees_.add_constant(json::value(json::string(token_.text)));
        advance();
        fresh.optional = accept_optional();
        return trees_.add(fresh, end_);
    }

    /// `."name"` and `."\(x)"`
    node_id named_by_text(node_id target, std::size_t offset) {
        node_id const name = text(text_format::text);
        node fresh = tree_builder::made(construct::field, offset);
        fresh.a = target;
        if (trees_.built()[name].kind == construct::literal) {
            fresh.symbol = trees_.built()[name].symbol;
        } else {
            fresh.kind = construct::index;
            fresh.b = name;
        }
        fresh.optional = accept_optional();
        return trees_.add(fresh, end_);
    }

    node_id after_point(node_id target) {
        std::size_t const offset = token_.offset;
        advance();
        if (token_.kind == token_kind::quote) return named_by_text(target, offset);
        if (next_is("[")) return bracket(target);
        unexpected_token("a name, a string or `[` after `.`");
    }

    /// `[]`, `[i]`, `[i:j]`
    node_id bracket(node_id target) {
        node fresh = tree_builder::made(construct::iterate, token_.offset);
        fresh.a = target;
        std::size_t const offset = token_.offset;
        advance();
        if (!next_is("]")) {
            fresh.kind = construct::index;
            if (!next_is(":")) fresh.b = pipeline();
            if (accept(":")) {
                fresh.kind = construct::slice;
                if (!next_is("]"))
                    fresh.c = pipeline();
                else if (fresh.b == no_node)
                    unexpected_token("a bound of the slice");
            }
        }
        expect("]", "to close the `[` at byte " + std::to_string(offset + 1));
        fold_name(fresh);
        fresh.optional = accept_optional();
        return trees_.add(fresh, end_);
    }
    /// `.["a"]` is `.a`.
    void fold_name(node& access) {
        if (access.kind != construct::index) return;
        node const& name = trees_.built()[access.b];
        if (name.kind != construct::literal || !trees_.built().constant(name).is_string()) return;
        access.kind = construct::field;
        access.symbol = name.symbol;
        access.b = no_node;
    }

    bool accept_optional() {
        bool found = false;
        while (accept("?"))
            found = true;
        return found;
    }
    node_id optional(node_id inner) {
        node fresh = tree_builder::made(construct::attempt, token_.offset);
        accept_optional();
        fresh.a = inner;
        return trees_.add(fresh, end_);
    }

    node_id array() {
        node fresh = tree_builder::made(construct::array, token_.offset);
        std::size_t const offset = token_.offset;
        advance();
        if (!next_is("]")) fresh.a = pipeline();
        expect("]", "to close the `[` at byte " + std::to_string(offset + 1));
        return trees_.add(fresh, end_);
    }

    node_id object() {
        std::size_t const offset = token_.offset;
        advance();
        std::vector<node_id> members;
        if (!next_is("}")) {
            do {
                if (next_is("}")) unexpected_token("another member after `,`");
                member(members);
            } while (accept(","));
        }
        expect("}", "or `,` in the object that begins at byte " + std::to_string(offset + 1));
        return trees_.add(tree_builder::made(construct::object, offset), end_, members);
    }

    /// One member: `name: v`, `"text": v`, `(expr): v`, `name`, `"text"`, `$name`, `@format "text": v`.
    void member(std::vector<node_id>& members) {
        token const first = token_;
        node_id value = no_node;
        node_id key = no_node;
        bool may_be_alone = true;
        switch (first.kind) {
        case token_kind::variable:
            key = trees_.add_literal(json::value(json::string(first.text)), first.offset, lexer_.position());
            value = variable();
            break;
        case token_kind::word:
            advance();
            key = trees_.add_literal(json::value(json::string(first.text)), first.offset, end_);
            break;
        case token_kind::quote: key = text(text_format::text); break;
        case token_kind::format:
            key = format();
            if (trees_.built()[key].kind == construct::format) unexpected_token("a string after the format");
            break;
        case token_kind::number: {
            key = number();
            may_be_alone = false;
            break;
        }
        default:
            if (!accept("(")) unexpected_token("the name of a member");
            key = pipeline();
            expect(")", "after the expression that names a member");
            may_be_alone = false;
        }
        if (value == no_node) {
            if (accept(":"))
                value = member_value();
            else if (may_be_alone)
                value = same_member(key, first.offset);
            else
                unexpected_token("`:` and the value of the member");
        }
        members.push_back(key);
        members.push_back(value);
    }
    /// The value of `{name}`: `.name`.
    node_id same_member(node_id key, std::size_t offset) {
        node fresh = tree_builder::made(construct::field, offset);
        fresh.a = identity(offset, offset);
        if (trees_.built()[key].kind == construct::literal) {
            fresh.symbol = trees_.built()[key].symbol;
        } else {
            fresh.kind = construct::index;
            fresh.b = key;
        }
        return trees_.add(fresh, end_);
    }
};

} // namespace action_grammar::expression::detail

#endif
