#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_OPERATORS_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_OPERATORS_HPP

// Operators on types: what they make of values of whatever kind.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/inference/analysis.hpp>
#include <action_grammar/contract/inference/calculation.hpp>

namespace action_grammar::inference::detail {

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

} // namespace action_grammar::inference::detail

#endif
