#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_PARSER_BASE_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_PARSER_BASE_HPP

// What every part of the parser needs: the next token, the tree, the names, and the errors about names.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/builtin.hpp>
#include <action_grammar/contract/expression/excluded.hpp>
#include <action_grammar/contract/expression/lexer.hpp>
#include <action_grammar/contract/expression/limits.hpp>
#include <action_grammar/contract/expression/nearest.hpp>
#include <action_grammar/contract/expression/scope.hpp>
#include <action_grammar/contract/expression/tree_builder.hpp>

namespace action_grammar::expression::detail {

/// Words that are no names of functions.
inline constexpr std::array keywords = std::to_array<std::string_view>(
    {"and", "as", "break", "catch", "def", "elif", "else", "end", "foreach", "if", "import", "include",
     "label", "or", "reduce", "then", "try", "__loc__"});
constexpr bool is_keyword(std::string_view word) noexcept {
    return std::ranges::any_of(keywords, [word](std::string_view each) { return is_spelled(word, each); });
}

class parser_base {
protected:
    parser_base(std::string_view text, compile_limits const& limits)
        : lexer_(text), trees_(text, limits.depth), depth_(limits.depth) {
        advance();
    }

    /// Counts what the parser calls within itself, which the height of the tree does not always show: `((((1))))`.
    class nested {
    public:
        explicit nested(parser_base& parser) : parser_(parser) {
            // Brackets take two levels of the parser, and one of the tree at most.
            if (++parser_.nested_ > 2 * parser_.depth_) {
                --parser_.nested_;
                parser_.trees_.too_deep(parser_.token_.offset);
            }
        }
        ~nested() { --parser_.nested_; }
        nested(nested const&) = delete;
        nested& operator=(nested const&) = delete;

    private:
        parser_base& parser_;
    };

    void advance() {
        end_ = lexer_.position();
        token_ = lexer_.read();
    }
    bool next_is(std::string_view spelled) const noexcept { return token_.is(spelled); }
    bool accept(std::string_view spelled) {
        if (!next_is(spelled)) return false;
        advance();
        return true;
    }
    void expect(std::string_view spelled, std::string_view where) {
        if (!accept(spelled)) unexpected_token("`" + std::string(spelled) + "` " + std::string(where));
    }
    [[noreturn]] void unexpected_token(std::string const& wanted) const {
        trees_.fail(token_.offset, "expected " + wanted + ", found " + spelled(token_));
    }
    static std::string spelled(token const& found) {
        if (found.kind == token_kind::end) return "the end of the expression";
        if (found.kind == token_kind::quote) return "a string";
        std::string text = "`";
        if (found.kind == token_kind::field) text += '.';
        if (found.kind == token_kind::variable) text += '$';
        if (found.kind == token_kind::format) text += '@';
        for (char const c : found.text)
            text += c >= ' ' && static_cast<unsigned char>(c) < 0x7F ? c : '?';
        return text + '`';
    }

    [[noreturn]] void refuse_excluded(token const& name, std::string_view spelling,
                                      std::string_view reason) const {
        trees_.fail(name.offset,
                    "`" + std::string(spelling) + "` is not available: it " + std::string(reason));
    }

    [[noreturn]] void unknown_variable(token const& name) const {
        std::string const spelling = "$" + std::string(name.text);
        if (auto const reason = reason_excluded(spelling); !reason.empty())
            refuse_excluded(name, spelling, reason);
        nearest_name nearest(name.text);
        names_.for_each([&](declared_name const& each) {
            if (each.kind == name_kind::variable) nearest.consider(each.name);
        });
        std::string message = "unknown variable `" + spelling + "`; ";
        if (nearest.found().empty())
            trees_.fail(name.offset, message + "bind it first: `... as " + spelling + " | ...`");
        std::string const hint = "$" + std::string(nearest.found());
        trees_.fail(name.offset, message + "did you mean `" + hint + "`?", hint);
    }

    [[noreturn]] void unknown_function(token const& name, std::size_t arity) const {
        if (auto const reason = reason_excluded(name.text); !reason.empty())
            refuse_excluded(name, name.text, reason);
        std::vector<std::size_t> arities;
        nearest_name nearest(name.text);
        auto const consider = [&](std::string_view known, std::size_t known_arity) {
            nearest.consider(known);
            if (known == name.text) arities.push_back(known_arity);
        };
        names_.for_each([&](declared_name const& each) {
            if (each.kind == name_kind::function || each.kind == name_kind::parameter)
                consider(each.name, each.arity);
        });
        for (builtin_signature const& each : builtin_signatures)
            consider(each.name, each.arity);
        std::string const quoted = "`" + std::string(name.text) + "`";
        if (!arities.empty()) {
            std::ranges::sort(arities);
            std::string choice;
            for (std::size_t i = 0; i < arities.size(); ++i)
                choice += (i == 0                    ? ""
                           : i + 1 == arities.size() ? " or "
                                                     : ", ")
                        + std::to_string(arities[i]);
            trees_.fail(name.offset,
                        quoted + " takes " + choice + (choice == "1" ? " argument" : " arguments") + ", not "
                            + std::to_string(arity) + (arity > 1 ? "; arguments are separated by `;`" : ""));
        }
        std::string message = "unknown function " + quoted;
        if (nearest.found().empty()) trees_.fail(name.offset, message + "; define it first with `def`");
        trees_.fail(name.offset, message + "; did you mean `" + std::string(nearest.found()) + "`?",
                    nearest.found());
    }

    lexer lexer_;
    token token_;
    std::size_t end_ = 0; ///< Where the token before this one ends.
    tree_builder trees_;
    scope names_;
    std::size_t depth_;
    std::size_t nested_ = 0;
};

} // namespace action_grammar::expression::detail

#endif
