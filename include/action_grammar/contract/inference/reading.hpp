#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_READING_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_READING_HPP

// Paths on types: members, elements, slices, iteration.

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
#include <action_grammar/contract/inference/calculation.hpp>

namespace action_grammar::inference::detail {

inline void analysis::report_unknown(std::vector<object_shape const*> const& objects, std::string_view name,
                                     node const& of) {
    expression::detail::nearest_name nearest(name);
    bool closed = true;
    bool lists = false;
    for (object_shape const* each : objects) {
        closed = closed && types_->is_nothing(types_->lookup(*each, name).type);
        for (member_shape const& member : each->members) {
            if (types_->is_empty(member.type)) continue;
            lists = true;
            nearest.consider(member.name);
        }
    }
    // Of an object of which nothing is known there is nothing to compare with.
    if (!closed && !lists) return;
    std::string const hint(nearest.found());
    std::string message = closed ? "there is no member `" + std::string(name) + "` here"
                                 : "the member `" + std::string(name)
                                       + "` is not listed here, so that it may be absent or hold anything";
    message += !hint.empty() ? "; did you mean `" + hint + "`?"
             : closed        ? ", and this is always null; read one that the contract lists"
                             : "; list it in the input contract, or read one that is listed";
    report(closed ? severity::error : severity::warning,
           closed ? finding_kind::unknown_member : finding_kind::unlisted_member, of.offset,
           std::move(message), hint);
}

inline void analysis::report_absent(node const& of, std::string_view what) {
    if (absence_ok_ > 0 || tolerant_ > 0) return;
    report(severity::note, finding_kind::may_be_absent, of.offset,
           std::string(what)
               + " may be absent, and is null then; give a default with `//`, or require it in the contract");
}

inline outcome analysis::member(type_ptr target, std::string_view name, node const& of) {
    type_ptr const whole = types_->view(target);
    if (target->any || whole->any) {
        judged(of.offset, verdict::member_found);
        return with_failure(one(whole->any ? whole : target));
    }
    constexpr kind_mask fitting = object_kind | null_kind;
    bool const fits = (types_->kinds_of(target) & ~fitting) == 0; // as it mostly does: nothing is worded then
    outcome const fit = fits ? one(target) : only(target, fitting, of, "`." + std::string(name) + "`");
    type_ptr all = whole->null ? types_->null() : types_->nothing();
    bool absent = false;
    bool listed = whole->objects.empty();
    bool possible = whole->objects.empty();
    for (object_shape const* each : whole->objects) {
        member_view const found = types_->lookup(*each, name);
        bool const never = types_->is_nothing(found.type);
        all = types_->join(all, found.type);
        if (found.may_be_absent) all = types_->join(all, types_->null());
        absent = absent || found.may_be_absent;
        listed = listed || found.listed;
        possible = possible || !never;
    }
    if (possible && !whole->objects.empty()) judged(of.offset, verdict::member_found);
    if (!listed || !possible)
        report_unknown(whole->objects, name, of);
    else if (absent && (types_->kinds_of(all) & ~null_kind) != 0)
        report_absent(of, "`." + std::string(name) + "`");
    outcome made = fit;
    made.type = all;
    return made;
}

inline outcome analysis::at_index(type_ptr target, type_ptr key, node const& of) {
    type_ptr const names = types_->spelled(key);
    type_ptr const whole = types_->spelled(target);
    type_ptr all = types_->nothing();
    type_ptr error = types_->nothing();
    bool const known = !key->any && !target->any;
    auto const fail = [&] { error = types_->join(error, types_->string()); };
    if (names->strings) {
        if (names->strings->finite) {
            for (std::string const& name : names->strings->values) {
                outcome const found = member(target, name, of);
                all = types_->join(all, found.type);
                error = types_->join(error, found.error);
            }
        } else {
            if ((types_->kinds_of(whole) & ~(null_kind | object_kind)) != 0) fail();
            all = types_->join(all, types_->null());
            for (object_shape const* each : whole->objects)
                all = types_->join(all, types_->members(*each));
            if (types_->kinds_of(whole) == 0) all = types_->nothing();
        }
    }
    if (names->numbers) {
        outcome const fit =
            known && !names->strings ? only(target, array_kind | null_kind, of, "an index") : one(target);
        if ((types_->kinds_of(whole) & ~(null_kind | array_kind)) != 0) fail();
        error = types_->join(error, fit.error);
        if (whole->null) all = types_->join(all, types_->null());
        if (whole->arrays != nullptr) {
            array_shape const& array = *whole->arrays;
            number_set const& numbers = *names->numbers;
            auto const single = numbers.finite && numbers.values.size() == 1 && !numbers.nan
                                  ? exact_double(numbers.values.front())
                                  : std::nullopt;
            member_view found{types_->elements(array), true, true};
            if (single && *single != std::floor(*single))
                found = {types_->nothing(), true, true}; // Between two elements there is none.
            else if (single && *single >= 0)
                found = types_->element(array, static_cast<std::uint64_t>(*single));
            else if (single) {
                // Counted from the end: the element at length minus so many, whatever length there may be.
                auto const back = static_cast<std::uint64_t>(-*single);
                std::uint64_t const first = std::max(array.min, back) - back;
                type_ptr type = array.rest == nullptr ? types_->nothing() : array.rest;
                for (std::uint64_t i = first; i < array.prefix.size(); ++i)
                    if (array.max == no_limit || i + back <= array.max)
                        type = types_->join(type, array.prefix[static_cast<std::size_t>(i)]);
                found = {array.max < back ? types_->nothing() : type, array.min < back, true};
            }
            all = types_->join(all, found.type);
            if (found.may_be_absent) all = types_->join(all, types_->null());
            if (single && !types_->is_nothing(found.type)) judged(of.offset, verdict::member_found);
            if (single && types_->is_nothing(found.type))
                report(severity::error, finding_kind::unknown_member, of.offset,
                       "there is no such element here, and this is always null; "
                           + (array.max == no_limit
                                  ? std::string("an index is a whole number")
                                  : "arrays here have at most " + std::to_string(array.max) + " elements"));
            else if (single && found.may_be_absent)
                report_absent(of, "this element");
        }
    }
    kind_mask const other = static_cast<kind_mask>(types_->kinds_of(names) & ~(string_kind | number_kind));
    if (other != 0) {
        // Slices by object, places of an array in another; null of null.
        if (known && (other & ~(object_kind | array_kind | null_kind)) == other)
            report(severity::error, finding_kind::wrong_type, of.offset,
                   "an index must be a string or number, and here it is " + described(other)
                       + "; use a name or a position");
        fail();
        if (whole->null) all = types_->join(all, types_->null());
        if ((other & container_kinds) != 0) {
            if (whole->arrays != nullptr)
                all = types_->join(all, types_->join(types_->array_of(types_->elements(*whole->arrays)),
                                                     types_->array_of(types_->integer(0))));
            if (whole->strings) all = types_->join(all, types_->string());
        }
    }
    return {all, exactly_one, error, false};
}

inline outcome analysis::field(node const& of, world const& at) {
    outcome const target = evaluate(of.a, at);
    if (types_->is_nothing(target.type)) return target;
    auto const& name = tree_->constant(of).get_string();
    unsigned none_ = 0;
    while_ const tolerates(of.optional ? tolerant_ : none_);
    outcome found = member(target.type, {name.data(), name.size()}, of);
    if (of.optional && !types_->is_nothing(found.error)) {
        found.error = types_->nothing();
        found.count.min = 0;
    }
    return after(target, found);
}

inline outcome analysis::index(node const& of, world const& at) {
    outcome const key = evaluate(of.b, at);
    outcome const target = evaluate(of.a, at);
    outcome both = after(key, target);
    if (types_->is_nothing(key.type) || types_->is_nothing(target.type)) {
        both.type = types_->nothing();
        return both;
    }
    unsigned none_ = 0;
    while_ const tolerates(of.optional ? tolerant_ : none_);
    outcome found = at_index(target.type, key.type, of);
    if (of.optional && !types_->is_nothing(found.error)) {
        // A slice by an object may fail all the same.
        if ((types_->kinds_of(key.type) & object_kind) == 0) found.error = types_->nothing();
        found.count.min = 0;
    }
    return after(both, found);
}

inline type_ptr analysis::sliced(type_ptr target, std::optional<double> from, std::optional<double> to) {
    type_ptr const whole = types_->spelled(target);
    type_ptr all = types_->restricted(whole, null_kind);
    if (whole->strings) all = types_->join(all, types_->string());
    if (whole->arrays == nullptr) return all;
    array_shape const& array = *whole->arrays;
    array_shape part;
    part.rest = types_->elements(array);
    part.max = array.max;
    constexpr double far = 1e6;
    if (from && to && *from >= 0 && *to >= 0 && *from < far && *to < far) {
        auto const first = static_cast<std::uint64_t>(std::floor(*from));
        auto const last = std::max(first, static_cast<std::uint64_t>(std::ceil(*to)));
        part.min = std::min(array.min, last) - std::min(array.min, first);
        part.max = std::min(array.max, last) - std::min(array.max, first);
        part.rest = array.rest;
        for (std::uint64_t i = first; i < std::min<std::uint64_t>(last, array.prefix.size()); ++i)
            part.prefix.push_back(array.prefix[static_cast<std::size_t>(i)]);
    } else if (from && !to && *from >= 0 && *from < far) {
        auto const first = static_cast<std::uint64_t>(std::floor(*from));
        part.min = array.min - std::min(array.min, first);
        part.max = array.max == no_limit ? no_limit : array.max - std::min(array.max, first);
        part.rest = array.rest;
        for (std::uint64_t i = first; i < array.prefix.size(); ++i)
            part.prefix.push_back(array.prefix[static_cast<std::size_t>(i)]);
    }
    return types_->join(all, types_->array(std::move(part)));
}

inline outcome analysis::slice(node const& of, world const& at) {
    outcome all = one(at.input);
    bool numbers = true;
    auto const bound = [&](node_id id, std::optional<double> absent) -> std::optional<double> {
        if (id == expression::no_node) return absent;
        outcome const value = evaluate(id, at);
        all = after(all, value);
        if (types_->is_nothing(value.type)) return std::nullopt;
        numbers = (types_->kinds_of(value.type) & ~(null_kind | number_kind)) == 0 && numbers;
        type_ptr const known = types_->spelled(value.type);
        if (types_->kinds_of(known) != number_kind || !known->numbers->finite
            || known->numbers->values.size() != 1)
            return std::nullopt;
        return exact_double(known->numbers->values.front());
    };
    bool const open = of.c == expression::no_node;
    auto const from = bound(of.b, 0.0);
    if (types_->is_nothing(all.type)) return all;
    auto const to = bound(of.c, std::nullopt);
    if (types_->is_nothing(all.type)) return all;
    outcome const target = evaluate(of.a, at);
    all = after(all, target);
    if (types_->is_nothing(target.type)) return all;
    unsigned none_ = 0;
    while_ const tolerates(of.optional ? tolerant_ : none_);
    outcome found = only(target.type, null_kind | string_kind | array_kind, of, "a slice");
    if (!numbers) found = with_failure(found);
    if (!types_->is_nothing(found.type))
        found.type =
            open || to ? sliced(found.type, from, to) : sliced(found.type, std::nullopt, std::nullopt);
    if (of.optional && !types_->is_nothing(found.error)) {
        found.error = types_->nothing();
        found.count.min = 0;
    }
    return after(all, found);
}

inline outcome analysis::each(type_ptr target, node const& of) {
    outcome made = only(target, container_kinds, of, "`[]`");
    type_ptr const whole = types_->spelled(made.type);
    type_ptr all = types_->nothing();
    std::optional<cardinality> count;
    auto const counted = [](std::uint64_t number) {
        return number >= cardinality::unbounded ? cardinality::unbounded : static_cast<std::uint32_t>(number);
    };
    if (whole->arrays != nullptr) {
        all = types_->elements(*whole->arrays);
        count = cardinality{counted(whole->arrays->min), counted(whole->arrays->max)};
    }
    for (object_shape const* object : whole->objects) {
        all = types_->join(all, types_->members(*object));
        cardinality here{0, 0};
        bool const closed = object->rest == nullptr && object->patterns.empty();
        for (member_shape const& member : object->members) {
            here.min += member.required ? 1 : 0;
            here.max += types_->is_empty(member.type) ? 0 : 1;
        }
        if (!closed) here.max = cardinality::unbounded;
        count = count ? either(*count, here) : here;
    }
    made.type = all;
    made.count = count.value_or(exactly_one);
    return made;
}

inline outcome analysis::iterate(node const& of, world const& at) {
    outcome const target = evaluate(of.a, at);
    if (types_->is_nothing(target.type)) return target;
    unsigned none_ = 0;
    while_ const tolerates(of.optional ? tolerant_ : none_);
    outcome found = each(target.type, of);
    if (of.optional && !types_->is_nothing(found.error)) {
        found.error = types_->nothing();
        found.count.min = 0;
        if (types_->is_nothing(found.type)) found.count = none;
    }
    return after(target, found);
}

inline outcome analysis::descend(world const& at) {
    node const nowhere_;
    outcome made = one(fixpoint(at.input, [&](type_ptr now) {
        while_ const tolerates(tolerant_);
        return each(now, nowhere_).type;
    }));
    kind_mask const kinds = types_->kinds_of(at.input);
    made.count = {1, (kinds & container_kinds) != 0 ? cardinality::unbounded : 1};
    return made;
}

} // namespace action_grammar::inference::detail

#endif
