#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_PARSER_WORDS_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_PARSER_WORDS_HPP

// The grammar of terms that begin with a word: constructs such as `if`, and calls.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/parser_patterns.hpp>

namespace action_grammar::expression::detail {

class parser_words : protected parser_patterns {
protected:
    using parser_patterns::parser_patterns;
    ~parser_words() = default;

    node_id word() {
        if (next_is("if")) return conditional();
        if (next_is("try")) return attempt();
        if (next_is("reduce") || next_is("foreach")) return fold();
        if (next_is("break")) return breaking();
        if (next_is("import") || next_is("include"))
            refuse_excluded(token_, token_.text, reason_excluded(token_.text));
        if (is_keyword(token_.text)) unexpected_token("a term");
        return call();
    }

private:
    /// From `if` or `elif` on.
    node_id conditional() {
        nested const count(*this);
        node fresh = tree_builder::made(construct::conditional, token_.offset);
        bool const outermost = next_is("if");
        advance();
        fresh.a = pipeline();
        expect("then", "after the condition of `if`");
        fresh.b = pipeline();
        if (next_is("elif"))
            fresh.c = conditional();
        else if (accept("else"))
            fresh.c = pipeline();
        if (outermost) expect("end", "or `else` in the `if` at byte " + std::to_string(fresh.offset + 1));
        return trees_.add(fresh, end_);
    }

    node_id attempt() {
        node fresh = tree_builder::made(construct::attempt, token_.offset);
        advance();
        fresh.a = attempted();
        if (accept("catch")) fresh.b = attempted();
        return trees_.add(fresh, end_);
    }
    /// What `try` and `catch` apply to is a term, possibly negative.
    node_id attempted() {
        nested const count(*this);
        return next_is("-") ? operand() : postfix();
    }

    /// `reduce a as $x (b; c)`, `foreach a as $x (b; c; e)`
    node_id fold() {
        bool const emits = next_is("foreach");
        node fresh = tree_builder::made(emits ? construct::foreach : construct::reduce, token_.offset);
        std::string const name(token_.text);
        advance();
        nested const count(*this);
        fresh.a = postfix();
        expect("as", "after the source of `" + name + "`");
        std::size_t const known = names_.size();
        fresh.d = pattern();
        auto bound = names_.forget(known);
        expect("(", "after the pattern of `" + name + "`");
        fresh.b = pipeline();
        expect(";", "between start and update of `" + name + "`");
        names_.restore(std::move(bound));
        fresh.c = pipeline();
        std::vector<node_id> extract;
        if (emits && accept(";")) extract.push_back(pipeline());
        names_.forget(known);
        expect(")", "to close `" + name + "`");
        return trees_.add(fresh, end_, extract);
    }

    node_id breaking() {
        node fresh = tree_builder::made(construct::break_, token_.offset);
        advance();
        if (token_.kind != token_kind::variable)
            unexpected_token("the name of a label, such as `$out`, after `break`");
        declared_name const* found = names_.find(name_kind::label, token_.text);
        if (found == nullptr)
            trees_.fail(token_.offset, "unknown label `$" + std::string(token_.text)
                                           + "`; begin with `label $" + std::string(token_.text) + " | ...`");
        fresh.hops = names_.hops_to(*found);
        advance();
        return trees_.add(fresh, end_);
    }

    node_id call() {
        token const name = token_;
        advance();
        std::vector<node_id> arguments;
        if (accept("(")) {
            do
                arguments.push_back(pipeline());
            while (accept(";"));
            expect(")", "or `;` after an argument of `" + std::string(name.text) + "`");
        }
        if (declared_name const* found = names_.find_callable(name.text, arguments.size()))
            return call_declared(*found, name, arguments);
        if (arguments.empty()) {
            if (name.text == "null") return trees_.add_literal(nullptr, name.offset, end_);
            if (name.text == "true") return trees_.add_literal(true, name.offset, end_);
            if (name.text == "false") return trees_.add_literal(false, name.offset, end_);
        }
        builtin_signature const* signature = find_builtin(name.text, arguments.size());
        if (signature == nullptr) unknown_function(name, arguments.size());
        node fresh = tree_builder::made(construct::call_builtin, name.offset);
        fresh.called = signature->id;
        fresh.symbol = static_cast<std::uint32_t>(signature - builtin_signatures.data());
        return trees_.add(fresh, end_, arguments);
    }

    node_id call_declared(declared_name const& found, token const& name,
                          std::vector<node_id> const& arguments) {
        bool const is_function = found.kind == name_kind::function;
        node fresh = tree_builder::made(is_function ? construct::call_function : construct::call_parameter,
                                        name.offset);
        fresh.symbol = found.symbol;
        fresh.hops = names_.hops_to(found);
        if (is_function) {
            function& called = trees_.built().functions[found.symbol];
            called.recursive = called.recursive || called.body == no_node;
        }
        return trees_.add(fresh, end_, arguments);
    }
};

} // namespace action_grammar::expression::detail

#endif
