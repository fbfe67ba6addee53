#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_COMPARISON_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_COMPARISON_HPP

// Comparison on types, and what is told of one that has one answer.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/nearest.hpp>
#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/inference/analysis.hpp>
#include <action_grammar/contract/inference/calculation.hpp>
#include <action_grammar/contract/inference/meet.hpp>

namespace action_grammar::inference::detail {

inline type_ptr analysis::compared(operation op, type_ptr left, type_ptr right, node const& where) {
    // Beyond 2^53 doubles and integers compare otherwise than decimals do.
    auto const is_exact = [](type_ptr of) {
        if (!of->numbers) return true;
        if (of->numbers->nan) return false;
        return !of->numbers->finite
            || std::ranges::all_of(of->numbers->values,
                                   [](json::decimal const& each) { return exact_double(each).has_value(); });
    };
    type_ptr const a = types_->spelled(left);
    type_ptr const b = types_->spelled(right);
    if (left->any || right->any || !is_exact(a) || !is_exact(b)) {
        judged(where.offset, verdict::either);
        return types_->boolean();
    }
    kind_mask const l = types_->kinds_of(a);
    kind_mask const r = types_->kinds_of(b);
    std::optional<bool> always;
    bool const equality = op == operation::equal || op == operation::unequal;
    if (equality) {
        if (types_->is_nothing(types_->meet(left, right)))
            always = op == operation::unequal;
        else if ((l == null_kind || l == false_kind || l == true_kind) && l == r)
            always = op == operation::equal;
        else if (l == string_kind && r == string_kind && a->strings->finite && b->strings->finite
                 && a->strings->values.size() == 1 && b->strings->values.size() == 1)
            always = op == operation::equal;
    } else {
        // null < false < true < numbers < strings < arrays < objects, as the bits are.
        auto const lowest = [](kind_mask kinds) { return kinds & (~static_cast<unsigned>(kinds) + 1U); };
        auto const highest = [](kind_mask kinds) {
            unsigned bit = object_kind;
            while ((kinds & bit) == 0)
                bit >>= 1U;
            return bit;
        };
        bool below = highest(l) < lowest(r);
        bool above = lowest(l) > highest(r);
        if (l == number_kind && r == number_kind) {
            auto const lh = exact_double(highest_of(*a->numbers));
            auto const rl = exact_double(lowest_of(*b->numbers));
            auto const ll = exact_double(lowest_of(*a->numbers));
            auto const rh = exact_double(highest_of(*b->numbers));
            below = lh && rl && *lh < *rl;
            above = ll && rh && *ll > *rh;
        }
        bool const less = op == operation::less || op == operation::less_equal;
        if (below) always = less;
        if (above) always = !less;
    }
    judged(where.offset, !always ? verdict::either : *always ? verdict::true_ : verdict::false_);
    if (!always) return types_->boolean();
    bool const both_literal =
        (*tree_)[where.a].kind == construct::literal && (*tree_)[where.b].kind == construct::literal;
    if (!both_literal) {
        std::string message =
            std::string("this comparison is always ") + (*always ? "true" : "false") + ", since ";
        std::string hint;
        if (equality && *always == (op == operation::unequal)) {
            message += "what is compared is never equal";
            type_ptr const known = a->strings && a->strings->finite
                                        && !(b->strings && b->strings->finite && b->strings->values.size() > 1
                                             && a->strings->values.size() == 1)
                                     ? a
                                     : b;
            type_ptr const other = known == a ? b : a;
            if (known->strings && known->strings->finite && other->strings && other->strings->finite
                && other->strings->values.size() == 1) {
                expression::detail::nearest_name nearest(other->strings->values.front());
                for (std::string const& each : known->strings->values)
                    nearest.consider(each);
                hint = std::string(nearest.found());
            }
            message +=
                hint.empty() ? "; compare with a value that can occur" : "; did you mean \"" + hint + "\"?";
        } else
            message += "no other values can occur; leave it out";
        report(severity::warning, finding_kind::constant_test, where.offset, std::move(message),
               std::move(hint));
    }
    return types_->boolean(*always);
}

inline outcome analysis::comparison(node const& of, world const& at) {
    while_ const looks(absence_ok_);
    outcome const right = evaluate(of.b, at);
    outcome const left = evaluate(of.a, at);
    outcome both = after(right, left);
    bool const reached = !types_->is_nothing(left.type) && !types_->is_nothing(right.type);
    both.type = reached ? compared(of.op, left.type, right.type, of) : types_->nothing();
    return both;
}

} // namespace action_grammar::inference::detail

#endif
