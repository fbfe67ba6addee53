#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_CALCULATION_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_CALCULATION_HPP

// Arithmetic on sets of numbers.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/inference/join.hpp>
#include <action_grammar/contract/inference/type.hpp>
#include <action_grammar/contract/json/decimal.hpp>

namespace action_grammar::inference::detail {

/// The double that a decimal is, if it is one exactly and integers around it are as well.
inline std::optional<double> exact_double(std::optional<json::decimal> const& number) {
    constexpr double limit = 9007199254740992.0;
    if (!number) return std::nullopt;
    auto const value = number->to_value();
    if (!value) return std::nullopt;
    double const real = value->to_number<double>();
    if (!(std::fabs(real) <= limit)) return std::nullopt;
    return real;
}

inline std::optional<json::decimal> bound_at(double number) {
    constexpr double limit = 9007199254740992.0;
    if (!(std::fabs(number) <= limit)) return std::nullopt;
    return json::decimal::of(number);
}

/// Sums, differences, products, quotients and remainders of the numbers of two sets. Rounding is monotonic, so that
/// the results of bounds are bounds of the results; overflow to infinity is left aside.
inline number_set calculated(expression::operation op, number_set const& left, number_set const& right) {
    using expression::operation;
    number_set made;
    made.nan = left.nan || right.nan;
    made.integer = op == operation::modulo || (op != operation::divide && left.integer && right.integer);
    if (left.finite && right.finite && !made.nan && left.values.size() * right.values.size() <= most_values) {
        std::vector<json::decimal> values;
        bool exact = true;
        for (json::decimal const& a : left.values)
            for (json::decimal const& b : right.values) {
                auto const l = exact_double(a);
                auto const r = exact_double(b);
                if (!l || !r) {
                    exact = false;
                    continue;
                }
                double value = 0;
                switch (op) {
                case operation::add: value = *l + *r; break;
                case operation::subtract: value = *l - *r; break;
                case operation::multiply: value = *l * *r; break;
                case operation::divide:
                    if (*r == 0) continue;
                    value = *l / *r;
                    break;
                default:
                    if (std::trunc(*r) == 0) continue;
                    value = std::fmod(std::trunc(*l), std::trunc(std::fabs(*r)));
                    break;
                }
                auto const result = bound_at(value);
                exact = exact && result;
                if (result) values.push_back(*result);
            }
        if (exact) {
            std::ranges::sort(values);
            values.erase(std::unique(values.begin(), values.end()), values.end());
            made.integer =
                std::ranges::all_of(values, [](json::decimal const& each) { return each.is_integer(); });
            made.finite = true;
            made.values = std::move(values);
            return made;
        }
    }
    if (made.nan) return made;
    auto const ll = exact_double(lowest_of(left));
    auto const lh = exact_double(highest_of(left));
    auto const rl = exact_double(lowest_of(right));
    auto const rh = exact_double(highest_of(right));
    switch (op) {
    case operation::add:
        if (ll && rl) made.lower = bound_at(*ll + *rl);
        if (lh && rh) made.upper = bound_at(*lh + *rh);
        break;
    case operation::subtract:
        if (ll && rh) made.lower = bound_at(*ll - *rh);
        if (lh && rl) made.upper = bound_at(*lh - *rl);
        break;
    case operation::multiply:
        if (ll && lh && rl && rh) {
            auto const [least, most] = std::minmax({*ll * *rl, *ll * *rh, *lh * *rl, *lh * *rh});
            made.lower = bound_at(least);
            made.upper = bound_at(most);
        } else if (ll && rl && *ll >= 0 && *rl >= 0)
            made.lower = bound_at(*ll * *rl);
        break;
    case operation::divide:
        if (ll && rl && *ll >= 0 && *rl >= 0) made.lower = json::decimal(0);
        if (lh && rl && *lh >= 0 && *rl > 0 && ll && *ll >= 0) made.upper = bound_at(*lh / *rl);
        break;
    default:
        if (ll && *ll >= 0) made.lower = json::decimal(0);
        if (lh && *lh <= 0) made.upper = json::decimal(0);
        break;
    }
    return made;
}

/// Whether a number between -1 and 1 (or zero itself) is in the set.
inline bool may_be_zero(number_set const& set, bool truncated) {
    if (set.nan) return true;
    json::decimal const edge(truncated && !set.integer ? 1 : 0);
    if (set.finite)
        return std::ranges::any_of(set.values, [&](json::decimal const& each) {
            return each.sign() == 0 || (truncated && each < json::decimal(1) && each > json::decimal(-1));
        });
    bool const above =
        set.lower && (*set.lower > edge || (*set.lower == edge && (set.lower_strict || edge.sign() != 0)));
    bool const below =
        set.upper && (*set.upper < -edge || (*set.upper == -edge && (set.upper_strict || edge.sign() != 0)));
    return !above && !below;
}

} // namespace action_grammar::inference::detail

#endif
