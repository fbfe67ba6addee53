#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_MEET_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_MEET_HPP

// Intersections of types. Either operand is a sound answer, so whatever is hard is left as it is.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include <action_grammar/contract/inference/join.hpp>
#include <action_grammar/contract/inference/universe.hpp>

namespace action_grammar::inference::detail {

inline bool holds(number_set const& set, json::decimal const& number) {
    if (set.integer && !number.is_integer()) return false;
    if (set.finite) return std::ranges::binary_search(set.values, number);
    if (set.lower && (set.lower_strict ? number <= *set.lower : number < *set.lower)) return false;
    return !set.upper || !(set.upper_strict ? number >= *set.upper : number > *set.upper);
}

/// No values and `finite` where there is none.
inline number_set meet_of(number_set const& left, number_set const& right) {
    number_set met;
    met.nan = left.nan && right.nan;
    met.integer = left.integer || right.integer;
    if (left.finite || right.finite) {
        number_set const& values = left.finite ? left : right;
        number_set const& other = left.finite ? right : left;
        met.finite = true;
        std::ranges::copy_if(values.values, std::back_inserter(met.values),
                             [&](json::decimal const& number) { return holds(other, number); });
        return met;
    }
    met.lower = left.lower;
    met.lower_strict = left.lower_strict;
    if (right.lower
        && (!met.lower || *right.lower > *met.lower || (right.lower == met.lower && right.lower_strict))) {
        met.lower = right.lower;
        met.lower_strict = right.lower_strict;
    }
    met.upper = left.upper;
    met.upper_strict = left.upper_strict;
    if (right.upper
        && (!met.upper || *right.upper < *met.upper || (right.upper == met.upper && right.upper_strict))) {
        met.upper = right.upper;
        met.upper_strict = right.upper_strict;
    }
    if (met.lower && met.upper
        && (*met.lower > *met.upper || (met.lower == met.upper && (met.lower_strict || met.upper_strict)))) {
        met = {};
        met.finite = true;
        met.nan = left.nan && right.nan;
    }
    return met;
}

inline string_set meet_of(string_set const& left, string_set const& right) {
    if (!left.finite) return right;
    if (!right.finite) return left;
    string_set met;
    met.finite = true;
    std::set_intersection(left.values.begin(), left.values.end(), right.values.begin(), right.values.end(),
                          std::back_inserter(met.values));
    return met;
}

inline array_shape const* universe::meet(array_shape const& left, array_shape const& right, unsigned depth) {
    if (equal(left, right)) return &left;
    array_shape met;
    met.min = std::max(left.min, right.min);
    met.max = std::min(left.max, right.max);
    std::size_t const prefix = std::max(left.prefix.size(), right.prefix.size());
    for (std::size_t i = 0; i < prefix; ++i)
        met.prefix.push_back(meet(element(left, i).type, element(right, i).type, depth));
    if (left.rest != nullptr && right.rest != nullptr) met.rest = meet(left.rest, right.rest, depth);
    met = tidy(std::move(met));
    return met.min > met.max ? nullptr : add_shape(std::move(met));
}

inline object_shape const* universe::meet(object_shape const& left, object_shape const& right,
                                          unsigned depth) {
    if (equal(left, right)) return &left;
    object_shape met;
    auto const add_from = [&](object_shape const& from, object_shape const& other, bool all) {
        for (member_shape const& each : from.members) {
            bool const in_both =
                std::ranges::binary_search(other.members, each.name, {}, &member_shape::name);
            if (in_both && !all) continue;
            member_view const there = lookup(other, each.name);
            met.members.push_back(
                {each.name, meet(each.type, there.type, depth), each.required || !there.may_be_absent});
        }
    };
    add_from(left, right, true);
    add_from(right, left, false);
    std::ranges::sort(met.members, {}, &member_shape::name);
    for (member_shape const& each : met.members)
        if (each.required && is_nothing(each.type)) return nullptr;
    // Of two sets of patterns one is enough, and the other one's rest does not hold for what its patterns match.
    object_shape const& kept = left.patterns.empty() ? right : left;
    object_shape const& other = left.patterns.empty() ? left : right;
    met.patterns = kept.patterns;
    if (!other.patterns.empty() || kept.rest == nullptr || other.rest == nullptr)
        met.rest = kept.rest;
    else
        met.rest = meet(kept.rest, other.rest, depth);
    if (other.patterns.empty()) {
        if (other.rest == nullptr) {
            met.patterns.clear();
            met.rest = nullptr;
        } else if (!other.rest->any)
            for (pattern_shape& pattern : met.patterns)
                pattern.type = meet(pattern.type, other.rest, depth);
    }
    if (met.rest != nullptr && is_nothing(met.rest)) met.rest = nullptr;
    return add_shape(std::move(met));
}

inline type_ptr universe::meet(type_ptr left, type_ptr right, unsigned depth) {
    if (left == right || right->any) return left;
    if (left->any) return right;
    if (left == nothing_ || right == nothing_) return nothing_;
    if (equal(left, right)) return left;
    if (depth > 4 || exhausted_) return left;
    type_ptr const a = view(left);
    type_ptr const b = view(right);
    if (b->any) return left;
    if (a->any) return right;
    type met;
    met.null = a->null && b->null;
    met.no = a->no && b->no;
    met.yes = a->yes && b->yes;
    // A part that the other side leaves as it is keeps its origin.
    auto const keep_origin = [&](part which, bool same_a, bool same_b) {
        met.origin_of(which) = same_a ? a->origin_of(which) : same_b ? b->origin_of(which) : schema::no_node;
    };
    if (a->numbers && b->numbers) {
        number_set const numbers = meet_of(*a->numbers, *b->numbers);
        if (!numbers.finite || !numbers.values.empty() || numbers.nan) {
            met.numbers = numbers;
            keep_origin(part::number, numbers == *a->numbers, numbers == *b->numbers);
        }
    }
    if (a->strings && b->strings) {
        string_set const strings = meet_of(*a->strings, *b->strings);
        if (!strings.finite || !strings.values.empty()) {
            met.strings = strings;
            keep_origin(part::string, strings == *a->strings && a->origin_of(part::string) != schema::no_node,
                        strings == *b->strings);
        }
    }
    if (a->arrays != nullptr && b->arrays != nullptr) {
        met.arrays = meet(*a->arrays, *b->arrays, depth + 1);
        if (met.arrays != nullptr)
            keep_origin(part::array, equal(*met.arrays, *a->arrays), equal(*met.arrays, *b->arrays));
    }
    if (!a->objects.empty() && !b->objects.empty()) {
        for (object_shape const* l : a->objects)
            for (object_shape const* r : b->objects)
                if (object_shape const* both = meet(*l, *r, depth + 1)) met.objects.push_back(both);
        if (met.objects.size() > most_alternatives) met.objects.assign(1, merged(met.objects));
        auto const same = [&](std::vector<object_shape const*> const& of) {
            return of.size() == met.objects.size()
                && std::ranges::equal(of, met.objects, [&](auto* l, auto* r) { return equal(*l, *r); });
        };
        keep_origin(part::object, same(a->objects), same(b->objects));
    }
    return add(std::move(met));
}

inline type_ptr universe::restricted(type_ptr of, kind_mask kinds) {
    kind_mask const has = kinds_of(of);
    if ((has & ~kinds) == 0) return of;
    if (of->any) return with_kinds(kinds);
    // A node whose values are all of these kinds, or none, need not be spelled out.
    type kept = *of;
    kept.viewed = nullptr;
    kept.sources.clear();
    kept.null = kept.null && (kinds & null_kind) != 0;
    kept.no = kept.no && (kinds & false_kind) != 0;
    kept.yes = kept.yes && (kinds & true_kind) != 0;
    if ((kinds & number_kind) == 0) kept.numbers.reset();
    if ((kinds & string_kind) == 0) kept.strings.reset();
    if ((kinds & array_kind) == 0) kept.arrays = nullptr;
    if ((kinds & object_kind) == 0) kept.objects.clear();
    for (schema::node_id const each : of->sources) {
        type_ptr const whole = expanded(each);
        if (whole->any) return with_kinds(kinds);
        kind_mask const inside = kinds_of(whole);
        if ((inside & kinds) == 0) continue;
        if ((inside & ~kinds) == 0)
            kept.sources.push_back(each);
        else
            join_parts(kept, *restricted(whole, kinds));
    }
    return add(std::move(kept));
}

} // namespace action_grammar::inference::detail

#endif
