#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_JOIN_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_JOIN_HPP

// Unions of types, and their form that ends every iteration.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/inference/access.hpp>
#include <action_grammar/contract/inference/universe.hpp>

namespace action_grammar::inference::detail {

inline std::optional<json::decimal> lowest_of(number_set const& set) {
    return set.finite && !set.values.empty() ? set.values.front() : set.lower;
}
inline std::optional<json::decimal> highest_of(number_set const& set) {
    return set.finite && !set.values.empty() ? set.values.back() : set.upper;
}

/// A finite set of numbers as an interval.
inline number_set interval_of(number_set set) {
    if (!set.finite) return set;
    set.lower = lowest_of(set);
    set.upper = highest_of(set);
    set.finite = false;
    set.values.clear();
    return set;
}

inline number_set join_of(number_set const& left, number_set const& right) {
    bool const nan = left.nan || right.nan;
    auto const is_empty = [](number_set const& set) { return set.finite && set.values.empty(); };
    number_set joined;
    if (is_empty(left) || is_empty(right)) {
        joined = is_empty(left) ? right : left;
        joined.nan = nan;
        return joined;
    }
    joined.integer = left.integer && right.integer;
    joined.nan = nan;
    if (left.finite && right.finite) {
        std::set_union(left.values.begin(), left.values.end(), right.values.begin(), right.values.end(),
                       std::back_inserter(joined.values));
        if (joined.values.size() <= most_values) {
            joined.finite = true;
            return joined;
        }
        joined.values.clear();
    }
    number_set const a = interval_of(left);
    number_set const b = interval_of(right);
    if (a.lower && b.lower) {
        joined.lower = std::min(*a.lower, *b.lower);
        joined.lower_strict =
            (a.lower_strict || a.lower != joined.lower) && (b.lower_strict || b.lower != joined.lower);
    }
    if (a.upper && b.upper) {
        joined.upper = std::max(*a.upper, *b.upper);
        joined.upper_strict =
            (a.upper_strict || a.upper != joined.upper) && (b.upper_strict || b.upper != joined.upper);
    }
    return joined;
}

inline string_set join_of(string_set const& left, string_set const& right) {
    if (!left.finite || !right.finite) return {};
    string_set joined;
    std::set_union(left.values.begin(), left.values.end(), right.values.begin(), right.values.end(),
                   std::back_inserter(joined.values));
    if (joined.values.size() > most_values) return {};
    joined.finite = true;
    return joined;
}

inline bool universe::equal(array_shape const& left, array_shape const& right) const {
    if (&left == &right) return true;
    if (left.min != right.min || left.max != right.max || left.prefix.size() != right.prefix.size()
        || (left.rest == nullptr) != (right.rest == nullptr))
        return false;
    for (std::size_t i = 0; i < left.prefix.size(); ++i)
        if (!equal(left.prefix[i], right.prefix[i])) return false;
    return left.rest == nullptr || equal(left.rest, right.rest);
}

inline bool universe::equal(object_shape const& left, object_shape const& right) const {
    if (&left == &right) return true;
    if (left.members.size() != right.members.size() || left.patterns.size() != right.patterns.size()
        || (left.rest == nullptr) != (right.rest == nullptr))
        return false;
    for (std::size_t i = 0; i < left.members.size(); ++i) {
        member_shape const& a = left.members[i];
        member_shape const& b = right.members[i];
        if (a.required != b.required || a.name != b.name || !equal(a.type, b.type)) return false;
    }
    for (std::size_t i = 0; i < left.patterns.size(); ++i)
        if (left.patterns[i].pattern->text != right.patterns[i].pattern->text
            || !equal(left.patterns[i].type, right.patterns[i].type))
            return false;
    return left.rest == nullptr || equal(left.rest, right.rest);
}

inline bool universe::equal(type_ptr left, type_ptr right) const {
    if (left == right) return true;
    if (left->any != right->any || left->null != right->null || left->no != right->no
        || left->yes != right->yes || left->size != right->size || left->depth != right->depth
        || left->sources != right->sources || left->origin != right->origin || left->numbers != right->numbers
        || left->strings != right->strings || left->objects.size() != right->objects.size()
        || (left->arrays == nullptr) != (right->arrays == nullptr))
        return false;
    if (left->arrays != nullptr && !equal(*left->arrays, *right->arrays)) return false;
    for (std::size_t i = 0; i < left->objects.size(); ++i)
        if (!equal(*left->objects[i], *right->objects[i])) return false;
    return true;
}

inline array_shape const* universe::merge(array_shape const& left, array_shape const& right) {
    if (equal(left, right)) return &left;
    array_shape joined;
    joined.min = std::min(left.min, right.min);
    joined.max = std::max(left.max, right.max);
    type_ptr const left_rest = left.rest == nullptr ? nothing_ : left.rest;
    type_ptr const right_rest = right.rest == nullptr ? nothing_ : right.rest;
    type_ptr rest = join(left_rest, right_rest);
    std::size_t const prefix = std::max(left.prefix.size(), right.prefix.size());
    // Prefixes of one length are kept; else the shorter one says nothing of places, but that it ends there.
    bool const keep =
        left.prefix.size() == right.prefix.size() || (left.rest == nullptr && right.rest == nullptr);
    for (std::size_t i = 0; i < prefix; ++i) {
        type_ptr const one = join(element(left, i).type, element(right, i).type);
        if (keep)
            joined.prefix.push_back(one);
        else
            rest = join(rest, one);
    }
    joined.rest = rest;
    return add_shape(tidy(std::move(joined)));
}

inline object_shape const* universe::merge(object_shape const& left, object_shape const& right) {
    if (equal(left, right)) return &left;
    object_shape joined;
    auto const add_member = [&](std::string const& name, member_view const& a, member_view const& b) {
        type_ptr const type = join(a.type, b.type);
        joined.members.push_back({name, type, !a.may_be_absent && !b.may_be_absent});
    };
    auto l = left.members.begin();
    auto r = right.members.begin();
    while (l != left.members.end() || r != right.members.end()) {
        bool const take_left = r == right.members.end() || (l != left.members.end() && l->name <= r->name);
        bool const take_right = l == left.members.end() || (r != right.members.end() && r->name <= l->name);
        std::string const& name = take_left ? l->name : r->name;
        add_member(name, take_left ? member_view{l->type, !l->required, true} : lookup(left, name),
                   take_right ? member_view{r->type, !r->required, true} : lookup(right, name));
        if (take_left) ++l;
        if (take_right) ++r;
    }
    bool same_patterns = left.patterns.size() == right.patterns.size();
    for (std::size_t i = 0; same_patterns && i < left.patterns.size(); ++i)
        same_patterns = left.patterns[i].pattern->text == right.patterns[i].pattern->text;
    type_ptr rest =
        join(left.rest == nullptr ? nothing_ : left.rest, right.rest == nullptr ? nothing_ : right.rest);
    if (same_patterns) {
        for (std::size_t i = 0; i < left.patterns.size(); ++i)
            joined.patterns.push_back(
                {left.patterns[i].pattern, join(left.patterns[i].type, right.patterns[i].type)});
    } else {
        for (object_shape const* each : {&left, &right})
            for (pattern_shape const& pattern : each->patterns)
                rest = join(rest, pattern.type);
    }
    if (rest != nothing_) joined.rest = rest;
    return add_shape(std::move(joined));
}

/// Whether a member that both must have tells them apart.
inline bool universe::discriminated(object_shape const& left, object_shape const& right) {
    auto r = right.members.begin();
    for (member_shape const& each : left.members) {
        while (r != right.members.end() && r->name < each.name)
            ++r;
        if (r == right.members.end()) return false;
        if (r->name != each.name || !each.required || !r->required) continue;
        type const& a = *view(each.type);
        type const& b = *view(r->type);
        if (a.any || b.any) continue;
        constexpr kind_mask telling = boolean_kinds | string_kind;
        if (((kinds_of(&a) | kinds_of(&b)) & ~telling) != 0) continue;
        if ((a.no && b.no) || (a.yes && b.yes)) continue;
        if (a.strings && b.strings) {
            if (!a.strings->finite || !b.strings->finite) continue;
            bool const apart = std::ranges::none_of(a.strings->values, [&](std::string const& one) {
                return std::ranges::binary_search(b.strings->values, one);
            });
            if (!apart) continue;
        }
        return true;
    }
    return false;
}

inline void universe::join_objects(type& into, std::vector<object_shape const*> const& more) {
    for (object_shape const* each : more) {
        object_shape const* added = each;
        // What it is merged with may then no longer be apart from another.
        for (std::size_t i = 0; i < into.objects.size();) {
            if (!equal(*into.objects[i], *added) && discriminated(*into.objects[i], *added)) {
                ++i;
                continue;
            }
            added = merge(*into.objects[i], *added);
            into.objects.erase(into.objects.begin() + static_cast<std::ptrdiff_t>(i));
            i = 0;
        }
        into.objects.push_back(added);
    }
    if (into.objects.size() > most_alternatives) into.objects.assign(1, merged(into.objects));
}

/// Adds the parts of `more`, which has no sources, to `into`.
inline void universe::join_parts(type& into, type const& more) {
    auto const keep_origin = [&](part which, bool before, bool now) {
        if (!now) return;
        if (!before)
            into.origin_of(which) = more.origin_of(which);
        else if (into.origin_of(which) != more.origin_of(which))
            into.origin_of(which) = schema::no_node;
    };
    into.null = into.null || more.null;
    into.no = into.no || more.no;
    into.yes = into.yes || more.yes;
    keep_origin(part::number, into.numbers.has_value(), more.numbers.has_value());
    if (more.numbers) into.numbers = into.numbers ? join_of(*into.numbers, *more.numbers) : *more.numbers;
    keep_origin(part::string, into.strings.has_value(), more.strings.has_value());
    if (more.strings) into.strings = into.strings ? join_of(*into.strings, *more.strings) : *more.strings;
    keep_origin(part::array, into.arrays != nullptr, more.arrays != nullptr);
    if (more.arrays != nullptr)
        into.arrays = into.arrays == nullptr ? more.arrays : merge(*into.arrays, *more.arrays);
    keep_origin(part::object, !into.objects.empty(), !more.objects.empty());
    if (into.objects.empty())
        into.objects = more.objects;
    else if (!more.objects.empty())
        join_objects(into, more.objects);
}

inline type_ptr universe::join(type_ptr left, type_ptr right) {
    if (left == right || right == nothing_) return left;
    if (left == nothing_) return right;
    if (left->any || right->any || exhausted_) return anything_;
    if (equal(left, right)) return left;
    type joined = *left;
    joined.viewed = nullptr;
    joined.sources.clear();
    std::set_union(left->sources.begin(), left->sources.end(), right->sources.begin(), right->sources.end(),
                   std::back_inserter(joined.sources));
    if (joined.sources.size() > most_sources) {
        type_ptr const spread = view(right);
        type_ptr const whole = view(left);
        if (spread->any || whole->any) return anything_;
        joined = *whole;
        joined.viewed = nullptr;
        join_parts(joined, *spread);
    } else
        join_parts(joined, *right);
    return add(std::move(joined));
}

inline type_ptr universe::view(type_ptr of) {
    if (of->viewed != nullptr) return of->viewed;
    if (of->any) return of;
    if (of->sources.empty()) return of->viewed = of;
    if (of->sources.size() == 1 && kinds_beside_sources(*of) == 0)
        return of->viewed = expanded(of->sources.front());
    type whole = *of;
    whole.viewed = nullptr;
    whole.sources.clear();
    for (schema::node_id const each : of->sources) {
        type_ptr const one = expanded(each);
        if (one->any) return of->viewed = anything_;
        join_parts(whole, *one);
    }
    return of->viewed = add(std::move(whole));
}

inline type_ptr universe::widen_parts(type_ptr before, type_ptr after, unsigned depth) {
    if (equal(before, after)) return after;
    if (depth > 6) return with_kinds(static_cast<kind_mask>(kinds_of(before) | kinds_of(after)));
    type_ptr const old = view(before);
    type_ptr const now = view(after);
    if (old->any || now->any) return anything_;
    type wide = *now;
    wide.viewed = nullptr;
    wide.origin = type{}.origin;
    if (old->numbers && now->numbers && *old->numbers != *now->numbers) {
        number_set const a = interval_of(*old->numbers);
        number_set const b = interval_of(*now->numbers);
        number_set set;
        set.integer = a.integer && b.integer;
        set.nan = a.nan || b.nan;
        if (a.lower && a.lower == b.lower && a.lower_strict == b.lower_strict) {
            set.lower = b.lower;
            set.lower_strict = b.lower_strict;
        }
        if (a.upper && a.upper == b.upper && a.upper_strict == b.upper_strict) {
            set.upper = b.upper;
            set.upper_strict = b.upper_strict;
        }
        wide.numbers = set;
    }
    if (old->strings && now->strings && *old->strings != *now->strings) wide.strings = string_set{};
    if (old->arrays != nullptr && now->arrays != nullptr && !equal(*old->arrays, *now->arrays)) {
        array_shape shape;
        shape.min = std::min(old->arrays->min, now->arrays->min);
        shape.max = old->arrays->max == now->arrays->max ? now->arrays->max : no_limit;
        shape.rest = widen_parts(elements(*old->arrays), elements(*now->arrays), depth + 1);
        wide.arrays = add_shape(tidy(std::move(shape)));
    }
    if (!old->objects.empty() && !now->objects.empty()) {
        object_shape const& a = *merged(old->objects);
        object_shape const& b = *merged(now->objects);
        if (old->objects.size() != now->objects.size() || !equal(a, b)) {
            object_shape shape;
            type_ptr rest = join(b.rest == nullptr ? nothing_ : b.rest, nothing_);
            for (pattern_shape const& pattern : b.patterns)
                rest = join(rest, pattern.type);
            if (a.rest != nullptr || !is_nothing(rest))
                rest = widen_parts(a.rest == nullptr ? nothing_ : a.rest, rest, depth + 1);
            for (member_shape const& member : b.members) {
                member_view const was = lookup(a, member.name);
                if (!was.listed)
                    rest = widen_parts(was.type, join(rest, member.type), depth + 1);
                else
                    shape.members.push_back(
                        {member.name, widen_parts(was.type, member.type, depth + 1), member.required});
            }
            if (!is_nothing(rest)) shape.rest = rest;
            wide.objects.assign(1, add_shape(std::move(shape)));
        }
    }
    return add(std::move(wide));
}

inline type_ptr universe::widen(type_ptr before, type_ptr after, unsigned step) {
    type_ptr const both = join(before, after);
    if (step < 2 || equal(before, both)) return both;
    if (step < 8) return widen_parts(before, both, 0);
    if (step < 16) return with_kinds(static_cast<kind_mask>(kinds_of(before) | kinds_of(both)));
    return anything_;
}

} // namespace action_grammar::inference::detail

#endif
