#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_BUILDER_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_BUILDER_HPP

// Makes forms. Atoms that say nothing, or nothing that can be satisfied, do not become atoms.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/form.hpp>

namespace action_grammar::containment::detail {

/// Makes forms in a pool.
class form_builder {
public:
    explicit form_builder(form_pool& pool) noexcept : pool_(&pool) {}

    literal of_kinds(kind_set allowed) {
        form const*& held = kinds_[allowed.bits()];
        if (held == nullptr) {
            form made;
            made.allowed = allowed;
            made.always = allowed;
            made.never = ~allowed;
            held = &pool_->intern(std::move(made));
        }
        return *held;
    }
    literal anything() { return of_kinds(kind_set::all()); }
    literal nothing() { return of_kinds({}); }

    /// All of the parts. Defined in canonical.hpp.
    literal all_of(std::vector<literal> const& parts);
    literal any_of(std::vector<literal> parts) {
        for (literal& part : parts)
            part = !part;
        return negated(all_of(parts));
    }
    /// Just one of the parts. Defined in canonical.hpp.
    literal exactly_one(std::vector<literal> parts);
    /// Negation, in which sets of kinds stay positive.
    literal negated(literal part) {
        return part->kind == form_kind::kinds && !part.negative() ? of_kinds(~part->allowed) : !part;
    }
    literal implies(literal condition, literal then) { return any_of({negated(condition), then}); }

    literal bound(form_kind side, json::decimal const& at, bool strict) {
        form made = atom(side);
        made.bound = at;
        made.strict = strict;
        return pool_->intern(std::move(made));
    }
    literal multiple(json::decimal const& of) {
        if (of == json::decimal(1)) return of_kinds(~kind_set(value_kind::fraction));
        form made = atom(form_kind::multiple);
        made.bound = of;
        if (of.is_integer()) made.never = value_kind::fraction;
        return pool_->intern(std::move(made));
    }
    /// A number is one of these. Precondition: in order.
    literal number_values(std::vector<json::decimal> numbers) {
        form made = atom(form_kind::number_values);
        made.never = kind_set::numbers();
        for (auto const& number : numbers)
            made.never &= ~kind_set(number.is_integer() ? value_kind::integer : value_kind::fraction);
        if (numbers.empty()) return of_kinds(~kind_set::numbers());
        made.numbers = std::move(numbers);
        return pool_->intern(std::move(made));
    }
    /// A string is one of these. Precondition: in order.
    literal string_values(std::vector<std::string> names) {
        if (names.empty()) return of_kinds(~kind_set(value_kind::string));
        form made = atom(form_kind::string_values);
        made.names = std::move(names);
        return pool_->intern(std::move(made));
    }
    literal pattern(std::shared_ptr<regular_set> language) {
        form made = atom(form_kind::pattern);
        made.language = std::move(language);
        return pool_->intern(std::move(made));
    }

    /// At least so many code points, elements or members.
    literal least(form_kind what, std::uint64_t count) {
        return count == 0 ? anything() : counted(what, count);
    }
    /// At most so many.
    literal most(form_kind what, std::uint64_t count) { return counted(what, count); }

    literal item(std::uint64_t index, literal inner) {
        if (inner.is_true()) return inner;
        if (inner.is_false()) return most(form_kind::max_items, index);
        return counted(form_kind::item, index, inner);
    }
    literal items(std::uint64_t from, literal inner) {
        if (inner.is_true()) return inner;
        if (inner.is_false()) return most(form_kind::max_items, from);
        return counted(form_kind::items, from, inner);
    }
    literal at_least(std::uint64_t count, literal inner) {
        if (count == 0) return anything();
        if (inner.is_true()) return least(form_kind::min_items, count);
        if (inner.is_false()) return of_kinds(~kind_set(value_kind::array));
        return counted(form_kind::at_least, count, inner);
    }
    literal at_most(std::uint64_t count, literal inner) {
        if (inner.is_false()) return anything();
        if (inner.is_true()) return most(form_kind::max_items, count);
        if (count == 0) return items(0, negated(inner));
        return counted(form_kind::at_most, count, inner);
    }
    literal unique() { return pool_->intern(atom(form_kind::unique)); }

    literal required(std::string_view name) {
        form made = atom(form_kind::required);
        made.name = name;
        return pool_->intern(std::move(made));
    }
    literal member(std::string_view name, literal inner) {
        if (inner.is_true()) return inner;
        form made = atom(form_kind::member);
        made.name = name;
        made.inner = inner;
        return pool_->intern(std::move(made));
    }
    /// Every member whose name, as a string, satisfies `keys` satisfies `inner`.
    literal members(literal keys, literal inner) {
        if (inner.is_true() || keys.never().contains(value_kind::string)) return anything();
        if (inner.is_false() && keys.always().contains(value_kind::string))
            return most(form_kind::max_members, 0);
        form made = atom(form_kind::members);
        made.keys = keys;
        made.inner = inner;
        return pool_->intern(std::move(made));
    }

    /// Just this value. As deep as the value is nested.
    literal constant(json::value const& value);
    /// Just these values.
    template <class Values>
    literal one_of_values(Values const& values);

    form_pool& pool() noexcept { return *pool_; }

    /// Pays for merging so many parts into a conjunction, which parts of parts can make as many as all the ways through
    /// a schema. False when that is too much: then they are left as they are, which says the same.
    bool spend_on_merging(std::size_t parts) noexcept {
        if (merging_ < parts) return false;
        merging_ -= parts;
        return true;
    }

private:
    static form atom(form_kind kind) {
        form made;
        made.kind = kind;
        made.always = ~subject_of(kind);
        return made;
    }
    literal counted(form_kind kind, std::uint64_t count, literal inner = {}) {
        form made = atom(kind);
        made.count = count;
        made.inner = inner;
        return pool_->intern(std::move(made));
    }

    form_pool* pool_;
    std::size_t merging_ = 300'000;
    std::array<form const*, 256> kinds_{};
};

template <class Values>
literal form_builder::one_of_values(Values const& values) {
    kind_set allowed;
    std::vector<json::decimal> numbers;
    std::vector<std::string> strings;
    std::vector<literal> structured;
    for (json::value const& value : values) {
        value_kind const kind = kind_of(value);
        if (kind == value_kind::array || kind == value_kind::object) {
            structured.push_back(constant(value));
            continue;
        }
        allowed |= kind;
        if (kind_set::numbers().contains(kind)) numbers.push_back(json::decimal::of(value));
        if (kind == value_kind::string)
            strings.emplace_back(value.get_string().data(), value.get_string().size());
    }
    auto const sort_once = [](auto& set) {
        std::sort(set.begin(), set.end());
        set.erase(std::unique(set.begin(), set.end()), set.end());
    };
    sort_once(numbers);
    sort_once(strings);
    std::vector<literal> scalar{of_kinds(allowed)};
    if (!numbers.empty()) scalar.push_back(number_values(std::move(numbers)));
    if (!strings.empty()) scalar.push_back(string_values(std::move(strings)));
    if (structured.empty()) return all_of(scalar);
    if (!allowed.empty()) structured.push_back(all_of(scalar));
    return any_of(std::move(structured));
}

inline literal form_builder::constant(json::value const& value) {
    std::vector<literal> parts{of_kinds(kind_of(value))};
    if (auto const* elements = value.if_array()) {
        parts.push_back(least(form_kind::min_items, elements->size()));
        parts.push_back(most(form_kind::max_items, elements->size()));
        for (std::size_t i = 0; i < elements->size(); ++i)
            parts.push_back(item(i, constant((*elements)[i])));
    } else if (auto const* object = value.if_object()) {
        parts.push_back(most(form_kind::max_members, object->size()));
        for (auto const& entry : *object) {
            std::string_view const name(entry.key().data(), entry.key().size());
            parts.push_back(required(name));
            parts.push_back(member(name, constant(entry.value())));
        }
    } else if (kind_set::numbers().contains(kind_of(value)))
        parts.push_back(number_values({json::decimal::of(value)}));
    else if (auto const* string = value.if_string())
        parts.push_back(string_values({std::string(string->data(), string->size())}));
    return all_of(parts);
}

} // namespace action_grammar::containment::detail

#endif
