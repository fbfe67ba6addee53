#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_TREE_BUILDER_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_TREE_BUILDER_HPP

// Nodes of a syntax tree, with what is derived from their children: height, and whether they have a single output.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/builtin.hpp>
#include <action_grammar/contract/expression/error.hpp>
#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::expression::detail {

/// Builds a tree. Throws `error` where it grows too high, which only the parser sees.
class tree_builder {
public:
    tree_builder(std::string_view source, std::size_t depth) : depth_(depth) {
        constexpr std::size_t bytes_of_a_node = 8; // about
        tree_.source = source;
        tree_.nodes.reserve(std::min<std::size_t>(2 + source.size() / bytes_of_a_node, 64));
    }

    tree const& built() const noexcept { return tree_; }
    tree& built() noexcept { return tree_; }

    [[noreturn]] void fail(std::size_t offset, std::string message, std::string_view hint = {}) const {
        json::text_position const place = json::position_in(tree_.source, offset);
        throw error{std::move(message), std::string(hint), offset, place.line, place.column};
    }

    static node made(construct kind, std::size_t offset) {
        node fresh;
        fresh.kind = kind;
        fresh.offset = static_cast<std::uint32_t>(offset);
        return fresh;
    }

    /// Adds a node whose children are there already.
    node_id add(node fresh, std::size_t end, std::span<node_id const> list = {}) {
        fresh.end = static_cast<std::uint32_t>(end);
        if (!list.empty()) {
            fresh.list_begin = static_cast<std::uint32_t>(tree_.lists.size());
            fresh.list_size = static_cast<std::uint32_t>(list.size());
            tree_.lists.insert(tree_.lists.end(), list.begin(), list.end());
        }
        std::uint32_t below = 0;
        auto const consider = [&](node_id child) {
            if (child != no_node) below = std::max(below, tree_[child].height);
        };
        for (node_id const child : {fresh.a, fresh.b, fresh.c, fresh.d})
            consider(child);
        for (node_id const child : list)
            consider(child);
        if (fresh.kind == construct::define)
            below = std::max(below, tree_[tree_.functions[fresh.symbol].body].height);
        fresh.height = below + 1;
        if (fresh.height > depth_) too_deep(fresh.offset);
        fresh.single = is_single(fresh);
        tree_.nodes.push_back(fresh);
        return static_cast<node_id>(tree_.nodes.size() - 1);
    }

    node_id add_literal(json::value constant, std::size_t offset, std::size_t end) {
        node fresh = made(construct::literal, offset);
        fresh.symbol = add_constant(std::move(constant));
        return add(fresh, end);
    }
    std::uint32_t add_constant(json::value constant) {
        tree_.constants.push_back(std::move(constant));
        return static_cast<std::uint32_t>(tree_.constants.size() - 1);
    }
    std::uint32_t add_variable(std::string_view name) {
        tree_.variables.emplace_back(name);
        return static_cast<std::uint32_t>(tree_.variables.size() - 1);
    }

    [[noreturn]] void too_deep(std::size_t offset) const {
        fail(offset, "the expression is nested more than " + std::to_string(depth_)
                         + " levels deep; split it with `as` bindings, `def` or pipes");
    }

private:
    bool single(node_id child) const noexcept { return child == no_node || tree_[child].single; }

    bool all_single(node const& of) const noexcept {
        return single(of.a) && single(of.b) && single(of.c)
            && std::ranges::all_of(tree_.list(of), [this](node_id child) { return single(child); });
    }

    bool is_single(node const& of) const noexcept {
        switch (of.kind) {
        case construct::identity:
        case construct::literal:
        case construct::format:
        case construct::array:
        case construct::update:
        case construct::variable:
        case construct::pattern_name: return true;
        case construct::field:
        case construct::index:
        case construct::slice: return !of.optional && all_single(of);
        case construct::assign:
        case construct::update_with:
        case construct::update_default: return single(of.b);
        case construct::attempt: return of.b != no_node && all_single(of);
        case construct::reduce: return single(of.b);
        case construct::bind: return single(of.a) && single(of.b) && single(of.d);
        case construct::define: return single(of.a);
        case construct::call_builtin: {
            builtin_signature const& signature = builtin_signatures[of.symbol];
            for (std::size_t i = 0; i < of.list_size; ++i)
                if (signature.parameters[i] == 'v' && !single(tree_.list(of)[i])) return false;
            return signature.single;
        }
        case construct::call_function: {
            function const& called = tree_.functions[of.symbol];
            for (std::size_t i = 0; i < of.list_size; ++i)
                if (tree_.parameters[called.parameters[i]].is_value && !single(tree_.list(of)[i]))
                    return false;
            return called.body != no_node && !called.recursive && tree_[called.body].single;
        }
        case construct::text:
        case construct::object:
        case construct::negate:
        case construct::pipe:
        case construct::arithmetic:
        case construct::comparison:
        case construct::conjunction:
        case construct::disjunction:
        case construct::alternative:
        case construct::conditional:
        case construct::pattern_array:
        case construct::pattern_object: return all_single(of);
        case construct::descend:
        case construct::iterate:
        case construct::comma:
        case construct::foreach:
        case construct::label:
        case construct::break_:
        case construct::call_parameter: return false;
        }
        return false;
    }

    tree tree_;
    std::size_t depth_;
};

} // namespace action_grammar::expression::detail

#endif
