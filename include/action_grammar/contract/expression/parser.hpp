#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_PARSER_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_PARSER_HPP

// The grammar of operators and of what stands around them; terms are in parser_terms.hpp.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/expression/parser_terms.hpp>

namespace action_grammar::expression {

namespace detail {

/// The binary operators, by precedence; jq's. `//` associates to the right, assignments and comparisons not at all.
struct binary_operator {
    std::string_view spelling;
    int precedence;
    construct kind;
    operation op = operation::none;
};
inline constexpr int precedence_alternative = 1;
inline constexpr int precedence_assignment = 2;
inline constexpr int precedence_comparison = 5;
inline constexpr int precedence_product = 7;
inline constexpr std::array binary_operators = std::to_array<binary_operator>({
    {"//", precedence_alternative, construct::alternative},
    {"=", precedence_assignment, construct::assign},
    {"|=", precedence_assignment, construct::update},
    {"+=", precedence_assignment, construct::update_with, operation::add},
    {"-=", precedence_assignment, construct::update_with, operation::subtract},
    {"*=", precedence_assignment, construct::update_with, operation::multiply},
    {"/=", precedence_assignment, construct::update_with, operation::divide},
    {"%=", precedence_assignment, construct::update_with, operation::modulo},
    {"//=", precedence_assignment, construct::update_default},
    {"or", 3, construct::disjunction},
    {"and", 4, construct::conjunction},
    {"==", precedence_comparison, construct::comparison, operation::equal},
    {"!=", precedence_comparison, construct::comparison, operation::unequal},
    {"<", precedence_comparison, construct::comparison, operation::less},
    {"<=", precedence_comparison, construct::comparison, operation::less_equal},
    {">", precedence_comparison, construct::comparison, operation::greater},
    {">=", precedence_comparison, construct::comparison, operation::greater_equal},
    {"+", 6, construct::arithmetic, operation::add},
    {"-", 6, construct::arithmetic, operation::subtract},
    {"*", precedence_product, construct::arithmetic, operation::multiply},
    {"/", precedence_product, construct::arithmetic, operation::divide},
    {"%", precedence_product, construct::arithmetic, operation::modulo},
});

/// Characters with which one of them begins. Most tokens behind a term are none.
inline constexpr auto begins_operator = [] {
    std::array<bool, 128> made{};
    for (binary_operator const& each : binary_operators)
        made[static_cast<unsigned char>(each.spelling.front())] = true;
    return made;
}();

class parser final : parser_terms {
public:
    parser(std::string_view text, compile_limits const& limits) : parser_terms(text, limits) {}

    tree parse() {
        if (next_is("import") || next_is("include"))
            refuse_excluded(token_, token_.text, reason_excluded(token_.text));
        node_id const root = pipeline();
        if (token_.kind != token_kind::end) unexpected_token("an operator or the end of the expression");
        trees_.built().root = root;
        return std::move(trees_.built());
    }

private:
    /// `a | b | c`, in which definitions and bindings reach to the end.
    node_id pipeline() override {
        nested const count(*this);
        std::size_t const offset = token_.offset;
        std::vector<node_id> stages;
        do {
            if (next_is("def")) {
                stages.push_back(definition());
                break;
            }
            stages.push_back(commas());
        } while (accept("|"));
        return joined(construct::pipe, offset, stages);
    }

    node_id commas() {
        std::size_t const offset = token_.offset;
        std::vector<node_id> members;
        do
            members.push_back(binary(precedence_alternative));
        while (accept(","));
        return joined(construct::comma, offset, members);
    }

    /// The value of an object's member: no comma outside of brackets.
    node_id member_value() override {
        nested const count(*this);
        std::size_t const offset = token_.offset;
        std::vector<node_id> stages;
        do
            stages.push_back(binary(precedence_alternative));
        while (accept("|"));
        return joined(construct::pipe, offset, stages);
    }

    node_id joined(construct kind, std::size_t offset, std::vector<node_id> const& members) {
        if (members.size() == 1) return members.front();
        return trees_.add(tree_builder::made(kind, offset), end_, members);
    }

    binary_operator const* next_operator() const noexcept {
        if (token_.kind != token_kind::symbol && token_.kind != token_kind::word) return nullptr;
        // The first character of both is one of ASCII.
        if (!begins_operator[static_cast<unsigned char>(token_.text.front())]) return nullptr;
        for (binary_operator const& each : binary_operators)
            if (is_spelled(token_.text, each.spelling)) return &each;
        return nullptr;
    }

    /// Operators that bind at least as strongly as `precedence`.
    node_id binary(int precedence) {
        nested const count(*this);
        node_id left = operand();
        int bound = precedence_product;
        for (;;) {
            if (next_is("?//"))
                trees_.fail(token_.offset,
                            "`?//` between patterns is not available, and between values it is "
                            "written with a space: `.a? // 1`");
            binary_operator const* found = next_operator();
            if (found == nullptr || found->precedence < precedence || found->precedence > bound) return left;
            std::size_t const offset = token_.offset;
            advance();
            bool const to_right = found->precedence == precedence_alternative;
            node fresh = tree_builder::made(found->kind, offset);
            fresh.op = found->op;
            fresh.a = left;
            fresh.b = binary(found->precedence + (to_right ? 0 : 1));
            left = trees_.add(fresh, end_);
            bool const alone =
                found->precedence == precedence_assignment || found->precedence == precedence_comparison;
            bound = found->precedence;
            if (alone && next_operator() != nullptr && next_operator()->precedence == bound)
                trees_.fail(token_.offset, "`" + std::string(token_.text)
                                               + "` does not follow another operator of its kind; "
                                                 "put one of them in parentheses");
        }
    }

    /// A term with what may stand before it, or one of the constructs that begin with a word.
    node_id operand() override {
        nested const count(*this);
        if (next_is("-")) return negation();
        if (next_is("def")) return definition();
        if (next_is("label")) return labeled();
        node_id const left = postfix();
        if (!next_is("as")) return left;
        return binding(left);
    }

    node_id negation() {
        std::size_t const offset = token_.offset;
        advance();
        node fresh = tree_builder::made(construct::negate, offset);
        fresh.a = binary(precedence_product);
        return trees_.add(fresh, end_);
    }

    node_id binding(node_id source) {
        node fresh = tree_builder::made(construct::bind, token_.offset);
        advance();
        fresh.a = source;
        std::size_t const known = names_.size();
        fresh.d = pattern();
        if (next_is("?//"))
            trees_.fail(token_.offset, "`?//` between patterns is not available; try one with "
                                       "`try (.. as [..] | ..) catch ..` instead");
        expect("|", "after the pattern of `as`");
        fresh.b = pipeline();
        names_.forget(known);
        return trees_.add(fresh, end_);
    }

    node_id labeled() {
        node fresh = tree_builder::made(construct::label, token_.offset);
        advance();
        if (token_.kind != token_kind::variable) unexpected_token("a name such as `$out` after `label`");
        std::size_t const known = names_.size();
        names_.declare(name_kind::label, token_.text, 0);
        advance();
        expect("|", "after the name of the label");
        fresh.a = pipeline();
        names_.forget(known);
        return trees_.add(fresh, end_);
    }

    /// `def f(g; $x): body; rest`
    node_id definition() {
        nested const count(*this);
        node fresh = tree_builder::made(construct::define, token_.offset);
        advance();
        token const name = token_;
        if (name.kind != token_kind::word || is_keyword(name.text))
            unexpected_token("the name of the function");
        advance();
        std::vector<token> parameters;
        if (accept("(")) {
            do {
                if (token_.kind != token_kind::variable
                    && (token_.kind != token_kind::word || is_keyword(token_.text)))
                    unexpected_token("a parameter, `f` or `$x`");
                parameters.push_back(token_);
                advance();
            } while (accept(";"));
            expect(")", "after the parameters");
        }
        expect(":", "before the body of the function");

        std::size_t const outside = names_.size();
        fresh.symbol = static_cast<std::uint32_t>(trees_.built().functions.size());
        trees_.built().functions.push_back(
            {std::string(name.text), {}, no_node, false, static_cast<std::uint32_t>(name.offset)});
        names_.declare_function(name.text, parameters.size(), fresh.symbol);
        std::size_t const known = names_.size();
        declare_parameters(parameters, fresh.symbol);
        trees_.built().functions[fresh.symbol].body = pipeline();
        names_.forget(known);
        expect(";", "after the body of the function");
        fresh.a = pipeline();
        names_.forget(outside);
        return trees_.add(fresh, end_);
    }

    /// A cell for the filter of each parameter, then one for the value of each `$x`.
    void declare_parameters(std::vector<token> const& parameters, std::uint32_t declaring) {
        tree& built = trees_.built();
        for (token const& each : parameters) {
            auto const number = static_cast<std::uint32_t>(built.parameters.size());
            built.parameters.push_back(
                {std::string(each.text), each.kind == token_kind::variable, no_node, declaring});
            built.functions[declaring].parameters.push_back(number);
            names_.declare(name_kind::parameter, each.text, number);
        }
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            if (parameters[i].kind != token_kind::variable) continue;
            std::uint32_t const variable = trees_.add_variable(parameters[i].text);
            built.parameters[built.functions[declaring].parameters[i]].variable = variable;
            names_.declare(name_kind::variable, parameters[i].text, variable);
        }
    }
};

} // namespace detail

/// The syntax tree of `text`, names resolved, or what is wrong with it. Linear in the text but for the names in scope.
inline result<tree, error> parse(std::string_view text, compile_limits const& limits = {}) {
    if (text.size() > limits.bytes)
        return unexpected(error{"the expression is longer than " + std::to_string(limits.bytes) + " bytes",
                                {},
                                limits.bytes,
                                1,
                                1});
    try {
        return detail::parser(text, limits).parse();
    } catch (error& found) {
        return unexpected(std::move(found));
    }
}

} // namespace action_grammar::expression

#endif
