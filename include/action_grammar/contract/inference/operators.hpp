#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_OPERATORS_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_OPERATORS_HPP

// Arithmetic and comparison on types.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/inference/analysis.hpp>

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

inline array_shape analysis::concatenated(array_shape const& left, array_shape const& right) {
    array_shape made;
    made.min = left.min > no_limit - right.min ? no_limit : left.min + right.min;
    made.max = left.max > no_limit - right.max ? no_limit : left.max + right.max;
    if (left.min == left.max && left.max == left.prefix.size()) {
        made.prefix = left.prefix;
        made.prefix.insert(made.prefix.end(), right.prefix.begin(), right.prefix.end());
        made.rest = right.rest;
        return made;
    }
    std::size_t const sure = static_cast<std::size_t>(std::min<std::uint64_t>(left.min, left.prefix.size()));
    made.prefix.assign(left.prefix.begin(), left.prefix.begin() + static_cast<std::ptrdiff_t>(sure));
    made.rest = types_->join(types_->elements(left), types_->elements(right));
    return made;
}

/// Members of both, those of `right` first; where both have an object and `deep`, merged likewise.
inline object_shape const* analysis::united(object_shape const& left, object_shape const& right, bool deep,
                                            unsigned depth) {
    object_shape made;
    auto const both = [&](type_ptr l, type_ptr r) {
        if (!deep) return r;
        type_ptr const a = types_->spelled(l);
        type_ptr const b = types_->spelled(r);
        if (a->objects.empty() || b->objects.empty()) return r;
        if (depth > 3) return types_->join(r, types_->with_kinds(object_kind));
        type_ptr all =
            (types_->kinds_of(a) == object_kind) ? types_->restricted(r, other_kinds(object_kind)) : r;
        for (object_shape const* one : a->objects)
            for (object_shape const* other : b->objects) {
                type merged;
                merged.objects.push_back(united(*one, *other, true, depth + 1));
                all = types_->join(all, types_->add(std::move(merged)));
            }
        return all;
    };
    auto const add = [&](std::string const& name) {
        member_view const l = types_->lookup(left, name);
        member_view const r = types_->lookup(right, name);
        bool const in_left = !types_->is_empty(l.type);
        type_ptr value = r.type;
        if (deep && in_left && !types_->is_empty(r.type)) {
            value = both(l.type, r.type);
            if (l.may_be_absent) value = types_->join(value, r.type);
        }
        if (r.may_be_absent) value = types_->join(l.type, value);
        made.members.push_back({name, value, !l.may_be_absent || !r.may_be_absent});
    };
    auto l = left.members.begin();
    auto r = right.members.begin();
    while (l != left.members.end() || r != right.members.end()) {
        bool const take_left = r == right.members.end() || (l != left.members.end() && l->name <= r->name);
        bool const take_right = l == left.members.end() || (r != right.members.end() && r->name <= l->name);
        add(take_left ? l->name : r->name);
        if (take_left) ++l;
        if (take_right) ++r;
    }
    bool const left_ends = left.rest == nullptr && left.patterns.empty();
    bool const right_ends = right.rest == nullptr && right.patterns.empty();
    if (left_ends || right_ends) {
        made.patterns = left_ends ? right.patterns : left.patterns;
        made.rest = left_ends ? right.rest : left.rest;
        return types_->add_shape(std::move(made));
    }
    type_ptr rest = types_->nothing();
    for (object_shape const* each : {&left, &right}) {
        if (each->rest != nullptr) rest = types_->join(rest, each->rest);
        for (pattern_shape const& pattern : each->patterns)
            rest = types_->join(rest, pattern.type);
    }
    if (deep) rest = types_->join(rest, both(rest, rest));
    made.rest = rest;
    return types_->add_shape(std::move(made));
}

inline type_ptr analysis::add_types(type_ptr left, type_ptr right, kind_mask& bad) {
    if (left->any && right->any) {
        bad = all_kinds;
        return left;
    }
    type_ptr const a = types_->spelled(left);
    type_ptr const b = types_->spelled(right);
    type_ptr all = types_->nothing();
    if (a->null) all = types_->join(all, right);
    if (b->null) all = types_->join(all, left);
    if (a->numbers && b->numbers)
        all = types_->join(all, types_->number(calculated(operation::add, *a->numbers, *b->numbers)));
    if (a->strings && b->strings) {
        string_set const& l = *a->strings;
        string_set const& r = *b->strings;
        type_ptr texts = types_->string();
        if (l.finite && r.finite && l.values.size() * r.values.size() <= most_values) {
            std::vector<std::string> values;
            for (std::string const& one : l.values)
                for (std::string const& other : r.values)
                    values.push_back(one.size() + other.size() < 1024 ? one + other : std::string());
            bool const long_ones =
                std::ranges::any_of(l.values, [](auto const& each) { return each.size() >= 512; })
                || std::ranges::any_of(r.values, [](auto const& each) { return each.size() >= 512; });
            if (!long_ones) texts = types_->strings(std::move(values));
        }
        all = types_->join(all, texts);
    }
    if (a->arrays != nullptr && b->arrays != nullptr)
        all = types_->join(all, types_->array(concatenated(*a->arrays, *b->arrays)));
    if (!a->objects.empty() && !b->objects.empty()) {
        step(a->objects.size() * b->objects.size());
        for (object_shape const* one : a->objects)
            for (object_shape const* other : b->objects) {
                type made;
                made.objects.push_back(united(*one, *other, false, 0));
                all = types_->join(all, types_->add(std::move(made)));
            }
    }
    // What has no counterpart of its own kind, or is a boolean beside something else than null.
    constexpr kind_mask addable = number_kind | string_kind | array_kind | object_kind;
    kind_mask const l = static_cast<kind_mask>(types_->kinds_of(a) & ~null_kind);
    kind_mask const r = static_cast<kind_mask>(types_->kinds_of(b) & ~null_kind);
    unsigned mismatched = 0;
    for (unsigned kind = 1; kind <= object_kind; kind <<= 1U)
        if ((l & kind) != 0) {
            unsigned const fits = (kind & addable) != 0 ? kind : 0;
            mismatched |= r & ~fits;
        }
    bad = static_cast<kind_mask>(mismatched);
    return all;
}

inline outcome analysis::operate(operation op, type_ptr left, type_ptr right, node const& where) {
    std::string_view verb;
    switch (op) {
    case operation::add: verb = "added"; break;
    case operation::subtract: verb = "subtracted"; break;
    case operation::multiply: verb = "multiplied"; break;
    default: verb = "divided"; break;
    }
    type_ptr const a = types_->spelled(left);
    type_ptr const b = types_->spelled(right);
    kind_mask const l = types_->kinds_of(a);
    kind_mask const r = types_->kinds_of(b);
    type_ptr all = types_->nothing();
    // Pairs of kinds that the operator takes; whatever pair is left over fails.
    bool fails = false;
    bool zero = false;
    if (op == operation::add) {
        kind_mask bad = 0;
        all = add_types(left, right, bad);
        fails = bad != 0;
    } else {
        unsigned pairs = 0;
        auto const takes = [&](kind_mask one, kind_mask other) {
            if ((l & one) == 0 || (r & other) == 0) return false;
            ++pairs;
            return true;
        };
        if (takes(number_kind, number_kind)) {
            bool const divides = op == operation::divide || op == operation::modulo;
            zero = divides && may_be_zero(*b->numbers, op == operation::modulo);
            all = types_->join(all, types_->number(calculated(op, *a->numbers, *b->numbers)));
        }
        if (op == operation::subtract && takes(array_kind, array_kind))
            all = types_->join(all, types_->array_of(types_->elements(*a->arrays), 0, a->arrays->max));
        if (op == operation::divide && takes(string_kind, string_kind))
            all = types_->join(all, types_->array_of(types_->string()));
        if (op == operation::multiply) {
            bool const texts = takes(string_kind, number_kind);
            if (takes(number_kind, string_kind) || texts)
                all = types_->join(all, types_->with_kinds(null_kind | string_kind));
            if (takes(object_kind, object_kind)) {
                step(a->objects.size() * b->objects.size() * 4);
                for (object_shape const* one : a->objects)
                    for (object_shape const* other : b->objects) {
                        type made;
                        made.objects.push_back(united(*one, *other, true, 0));
                        all = types_->join(all, types_->add(std::move(made)));
                    }
            }
        }
        auto const number_of = [](kind_mask kinds) {
            unsigned count = 0;
            for (unsigned kind = 1; kind <= object_kind; kind <<= 1U)
                count += (kinds & kind) != 0 ? 1U : 0U;
            return count;
        };
        fails = pairs < number_of(l) * number_of(r);
    }
    outcome made = one(all);
    if (!fails && !zero) return made;
    if (fails && !left->any && !right->any && tolerant_ == 0) {
        bool const always = types_->is_nothing(all) && !zero;
        std::string message = described(l) + (l == r ? " cannot " : " and " + described(r) + " cannot ")
                            + (always ? "be " : "always be ") + std::string(verb);
        bool const null_only = !always && ((l | r) & null_kind) != 0;
        message += always    ? "; convert one of them, or work on another member"
                 : null_only ? "; give what may be null a default with `//`"
                             : "; test the types before, or put it in `try`";
        report(always ? severity::error : severity::warning, finding_kind::wrong_type, where.offset,
               std::move(message));
    }
    return with_failure(made);
}

inline type_ptr analysis::to_text(type_ptr of) {
    type_ptr const whole = types_->spelled(of);
    std::vector<std::string> values;
    if (whole->null) values.emplace_back("null");
    if (whole->no) values.emplace_back("false");
    if (whole->yes) values.emplace_back("true");
    if (whole->numbers || whole->arrays != nullptr || !whole->objects.empty()
        || (whole->strings && !whole->strings->finite))
        return whole->strings && types_->kinds_of(whole) == string_kind ? of : types_->string();
    if (whole->strings)
        values.insert(values.end(), whole->strings->values.begin(), whole->strings->values.end());
    return types_->strings(std::move(values));
}

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
    if (left->any || right->any || !is_exact(a) || !is_exact(b)) return types_->boolean();
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

} // namespace action_grammar::inference::detail

#endif
