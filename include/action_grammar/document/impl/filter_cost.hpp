#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FILTER_COST_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FILTER_COST_HPP

// Whether evaluating a filter is surely cheap: linear in its input, with a small factor. Only then can it be promised
// that no limit ends it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <action_grammar/contract/expression/builtin.hpp>
#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::document::detail {

/// What a part of a filter costs and makes, in multiples of the size of its own input: of the nodes and characters of a
/// value, which are at least one.
struct filter_bound {
    double cost = 1;
    double size = 1;   ///< Of all outputs together.
    bool many = false; ///< There may be more than one.
    bool known = true; ///< False: not linear, or not looked into.

    static filter_bound unknown() noexcept { return {0, 0, false, false}; }
};

/// Bounds a filter from its leaves up. Whatever could multiply one part of the input by another is unknown: variables,
/// local functions, combinations of several outputs, and builtins that are not listed here.
class filter_cost {
public:
    explicit filter_cost(expression::tree const& of) noexcept : tree_(of) {}

    static bool is_cheap(expression::tree const& filter) {
        constexpr double most_cost = 4'000;
        constexpr double most_size = 1'000;
        constexpr std::uint32_t highest = 64;
        if (filter[filter.root].height > highest) return false;
        filter_bound const whole = filter_cost(filter).bound_of(filter.root);
        return whole.known && !whole.many && whole.cost <= most_cost && whole.size <= most_size;
    }

private:
    using construct = expression::construct;
    using builtin = expression::builtin;

    // Recursion is as deep as the tree is high, which was looked at before.
    filter_bound bound_of(expression::node_id id) const {
        if (id == expression::no_node) return {};
        expression::node const& node = tree_[id];
        switch (node.kind) {
        case construct::identity: return {};
        case construct::literal: return literal(tree_.constant(node));
        case construct::field:
        case construct::negate: return over(bound_of(node.a), {2, 1, false, true});
        case construct::index: return index(node);
        case construct::iterate: return over(bound_of(node.a), {2, 1, true, true});
        case construct::text: return together(node, 8);
        case construct::format: return {16, 16, false, true};
        case construct::array: return array(node);
        case construct::object: return together(node, 2);
        case construct::pipe: return pipe(node);
        case construct::comma: return comma(node);
        case construct::arithmetic: return arithmetic(node);
        case construct::comparison:
        case construct::conjunction:
        case construct::disjunction: return test(node);
        case construct::alternative: return either(bound_of(node.a), bound_of(node.b));
        case construct::conditional: return conditional(node);
        case construct::call_builtin: return call(node);
        default: return filter_bound::unknown();
        }
    }

    static filter_bound literal(json::value const& constant) {
        auto const size = static_cast<double>(json::serialize(constant).size());
        return {1 + size, 1 + size, false, true};
    }
    /// The second, on each output of the first. Their sizes add up to that of the first, and there are no more of them
    /// than that.
    static filter_bound over(filter_bound first, filter_bound second) noexcept {
        if (!first.known || !second.known) return filter_bound::unknown();
        return {first.cost + second.cost * std::max(first.size, 1.0), first.size * second.size,
                first.many || second.many, true};
    }
    static filter_bound either(filter_bound left, filter_bound right) noexcept {
        if (!left.known || !right.known) return filter_bound::unknown();
        return {1 + left.cost + right.cost, left.size + right.size, left.many || right.many, true};
    }
    /// Both, each with one output, of which something is made that is so many times as large.
    static filter_bound joined(filter_bound left, filter_bound right, double factor) noexcept {
        filter_bound made = either(left, right);
        if (!made.known || made.many) return filter_bound::unknown();
        return {made.cost + factor * made.size, 1 + factor * made.size, false, true};
    }

    filter_bound index(expression::node const& node) const {
        // By a name or a number; by a list it would be a search.
        if (node.b == expression::no_node || tree_[node.b].kind != construct::literal)
            return filter_bound::unknown();
        json::value const& by = tree_.constant(tree_[node.b]);
        if (!by.is_string() && !by.is_number()) return filter_bound::unknown();
        return over(bound_of(node.a), {2, 1, false, true});
    }
    filter_bound array(expression::node const& node) const {
        if (node.a == expression::no_node) return {};
        filter_bound const inside = bound_of(node.a);
        if (!inside.known) return inside;
        return {1 + inside.cost + inside.size, 1 + inside.size, false, true};
    }
    filter_bound together(expression::node const& node, double factor) const {
        filter_bound all{1, 1, false, true};
        for (expression::node_id const each : tree_.list(node)) {
            all = joined(all, bound_of(each), 1);
            if (!all.known) return all;
        }
        return {all.cost + factor * all.size, factor * all.size, false, true};
    }
    filter_bound pipe(expression::node const& node) const {
        filter_bound all{0, 1, false, true};
        for (expression::node_id const each : tree_.list(node)) {
            all = over(all, bound_of(each));
            if (!all.known || all.cost > 1e9) return filter_bound::unknown();
        }
        return all;
    }
    filter_bound comma(expression::node const& node) const {
        filter_bound all{0, 0, true, true};
        for (expression::node_id const each : tree_.list(node))
            all = either(all, bound_of(each));
        return all;
    }
    filter_bound arithmetic(expression::node const& node) const {
        // A number times a text repeats the text.
        bool const grows = node.op == expression::operation::multiply;
        return grows ? filter_bound::unknown() : joined(bound_of(node.a), bound_of(node.b), 2);
    }
    filter_bound test(expression::node const& node) const {
        filter_bound const both = joined(bound_of(node.a), bound_of(node.b), 1);
        return both.known ? filter_bound{both.cost, 1, false, true} : both;
    }
    filter_bound conditional(expression::node const& node) const {
        filter_bound const asked = bound_of(node.a);
        if (!asked.known || asked.many) return filter_bound::unknown();
        filter_bound made = either(bound_of(node.b), bound_of(node.c));
        made.cost += asked.cost;
        return made;
    }

    filter_bound call(expression::node const& node) const {
        auto const arguments = tree_.list(node);
        if (arguments.empty()) return plain_call(node.called);
        filter_bound const first = bound_of(arguments.front());
        if (!first.known) return first;
        switch (node.called) {
        case builtin::map:
        case builtin::map_values: return {4 + first.cost + first.size, 2 + first.size, false, true};
        case builtin::select:
            return first.many ? filter_bound::unknown() : filter_bound{2 + first.cost, 1, true, true};
        case builtin::any:
        case builtin::all:
            return arguments.size() == 1 ? filter_bound{4 + first.cost, 1, false, true}
                                         : filter_bound::unknown();
        case builtin::has:
        case builtin::startswith:
        case builtin::endswith:
        case builtin::ltrimstr:
        case builtin::rtrimstr:
            return first.many ? filter_bound::unknown()
                              : filter_bound{8 + first.cost + 4 * first.size, 2 + first.size, false, true};
        default: return filter_bound::unknown();
        }
    }
    static filter_bound plain_call(builtin which) noexcept {
        switch (which) {
        case builtin::not_:
        case builtin::length:
        case builtin::utf8bytelength:
        case builtin::type:
        case builtin::has:
        case builtin::any:
        case builtin::all:
        case builtin::floor:
        case builtin::ceil:
        case builtin::round:
        case builtin::trunc:
        case builtin::fabs:
        case builtin::abs:
        case builtin::sqrt:
        case builtin::min:
        case builtin::max:
        case builtin::first:
        case builtin::last: return {8, 1, false, true};
        case builtin::reverse:
        case builtin::toarray:
        case builtin::tonumber:
        case builtin::trim:
        case builtin::ltrim:
        case builtin::rtrim:
        case builtin::ascii_downcase:
        case builtin::ascii_upcase: return {16, 3, false, true};
        case builtin::tostring:
        case builtin::tojson:
        case builtin::to_entries: return {32, 24, false, true};
        case builtin::keys: // ordered: a logarithm that memory bounds
        case builtin::sort:
        case builtin::unique: return {128, 3, false, true};
        case builtin::keys_unsorted: return {16, 3, false, true};
        case builtin::values:
        case builtin::nulls:
        case builtin::booleans:
        case builtin::numbers:
        case builtin::strings:
        case builtin::arrays:
        case builtin::objects:
        case builtin::iterables:
        case builtin::scalars: return {2, 1, true, true};
        default: return filter_bound::unknown();
        }
    }

    expression::tree const& tree_;
};

} // namespace action_grammar::document::detail

#endif
