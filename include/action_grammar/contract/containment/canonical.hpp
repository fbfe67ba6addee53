#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_CANONICAL_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_CANONICAL_HPP

// Conjunctions in canonical form: flat, in order, bounds merged, members of one name merged, kinds without a value
// dropped. Every step keeps the set of values exactly; what is left undone here only costs the solver time.

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/builder.hpp>
#include <action_grammar/contract/containment/form.hpp>

namespace action_grammar::containment::detail {

/// Whether `a` is the stronger of two atoms of the same kind, one of those that say how much at least or at most.
inline bool is_stronger(form const& a, form const& b) noexcept {
    switch (a.kind) {
    case form_kind::lower_bound: return a.bound > b.bound || (a.bound == b.bound && a.strict);
    case form_kind::upper_bound: return a.bound < b.bound || (a.bound == b.bound && a.strict);
    case form_kind::min_length:
    case form_kind::min_items:
    case form_kind::min_members: return a.count > b.count;
    default: return a.count < b.count;
    }
}
constexpr bool is_bound(form_kind kind) noexcept {
    switch (kind) {
    case form_kind::lower_bound:
    case form_kind::upper_bound:
    case form_kind::min_length:
    case form_kind::max_length:
    case form_kind::min_items:
    case form_kind::max_items:
    case form_kind::min_members:
    case form_kind::max_members: return true;
    default: return false;
    }
}

/// The parts of a conjunction as they are gathered and merged.
class conjunction_parts {
public:
    explicit conjunction_parts(form_builder& make) noexcept : make_(&make) {}

    void add(literal part) {
        if (part.absent()) return;
        if (part->kind == form_kind::conjunction && !part.negative()
            && make_->spend_on_merging(part->children.size())) {
            for (literal const child : part->children)
                add(child);
        } else if (part->kind == form_kind::kinds)
            kinds_ &= part.negative() ? ~part->allowed : part->allowed;
        else if (!part.negative() && is_bound(part->kind)) {
            form const*& strongest = bounds_[static_cast<std::size_t>(part->kind)];
            if (strongest == nullptr || is_stronger(*part, *strongest)) strongest = &*part;
        } else if (!part.negative() && part->kind == form_kind::member)
            members_.push_back(part);
        else if (!part.negative() && part->kind == form_kind::string_values)
            merge(strings_, part);
        else if (!part.negative() && part->kind == form_kind::number_values)
            merge(numbers_, part);
        else
            others_.push_back(part);
    }

    literal finish() {
        merge_members();
        if (!strings_.absent()) others_.push_back(strings_);
        if (!numbers_.absent()) others_.push_back(numbers_);
        for (form const* bound : bounds_)
            if (bound != nullptr) others_.emplace_back(*bound);
        drop_impossible_ranges();
        // Where a kind turns out impossible, parts that speak only of that kind become idle.
        for (literal const part : others_)
            kinds_ &= ~part.never();
        std::erase_if(others_, [this](literal part) { return part.always().contains(kinds_); });
        std::sort(others_.begin(), others_.end());
        others_.erase(std::unique(others_.begin(), others_.end()), others_.end());
        for (std::size_t i = 1; i < others_.size(); ++i)
            if (others_[i - 1]->id == others_[i]->id) return make_->nothing();
        if (kinds_ != kind_set::all() || others_.empty()) {
            literal const allowed = make_->of_kinds(kinds_);
            if (others_.empty() || kinds_.empty()) return allowed;
            others_.insert(std::upper_bound(others_.begin(), others_.end(), allowed), allowed);
        }
        if (others_.size() == 1) return others_.front();

        form made;
        made.kind = form_kind::conjunction;
        made.always = kind_set::all();
        for (literal const part : others_) {
            made.always &= part.always();
            made.never |= part.never();
        }
        made.children = std::move(others_);
        return make_->pool().intern(std::move(made));
    }

private:
    void merge(literal& held, literal part) {
        if (held.absent()) {
            held = part;
            return;
        }
        // An empty set is a form of another kind, which says that there is no such value.
        literal const both = held->kind == form_kind::string_values
                               ? make_->string_values(intersection(held->names, part->names))
                               : make_->number_values(intersection(held->numbers, part->numbers));
        if (both->kind == form_kind::kinds) {
            kinds_ &= both->allowed;
            return;
        }
        held = both;
    }
    template <class Set>
    static Set intersection(Set const& a, Set const& b) {
        Set both;
        std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
        return both;
    }

    void merge_members() {
        std::sort(members_.begin(), members_.end(), [](literal a, literal b) { return a->name < b->name; });
        for (auto next = members_.begin(); next != members_.end();) {
            auto const end =
                std::find_if(next, members_.end(), [next](literal m) { return m->name != (*next)->name; });
            constexpr std::size_t price = 64; // Of another conjunction.
            if (end - next == 1 || !make_->spend_on_merging(price))
                others_.insert(others_.end(), next, end);
            else {
                std::vector<literal> inner;
                for (auto same = next; same != end; ++same)
                    inner.push_back((*same)->inner);
                others_.push_back(make_->member((*next)->name, make_->all_of(inner)));
            }
            next = end;
        }
    }

    form const* bound(form_kind kind) const noexcept { return bounds_[static_cast<std::size_t>(kind)]; }

    void drop_impossible_ranges() {
        auto const empty_count = [this](form_kind least, form_kind most) {
            return bound(least) != nullptr && bound(most) != nullptr
                && bound(least)->count > bound(most)->count;
        };
        if (empty_count(form_kind::min_length, form_kind::max_length))
            kinds_ &= ~kind_set(value_kind::string);
        if (empty_count(form_kind::min_items, form_kind::max_items)) kinds_ &= ~kind_set(value_kind::array);
        if (empty_count(form_kind::min_members, form_kind::max_members))
            kinds_ &= ~kind_set(value_kind::object);
        form const* const lower = bound(form_kind::lower_bound);
        form const* const upper = bound(form_kind::upper_bound);
        if (lower == nullptr || upper == nullptr) return;
        if (lower->bound > upper->bound || (lower->bound == upper->bound && (lower->strict || upper->strict)))
            kinds_ &= ~kind_set::numbers();
    }

    form_builder* make_;
    kind_set kinds_ = kind_set::all();
    std::array<form const*, static_cast<std::size_t>(form_kind::members) + 1> bounds_{};
    literal strings_;
    literal numbers_;
    std::vector<literal> members_;
    std::vector<literal> others_;
};

inline literal form_builder::all_of(std::vector<literal> const& parts) {
    conjunction_parts gathered(*this);
    for (literal const part : parts)
        gathered.add(part);
    return gathered.finish();
}

/// Whether two forms are disjoint for a reason that can be seen at once: kinds, values, or a member that tells them
/// apart. Takes from `pairs`, of which it looks at no more.
inline bool plainly_disjoint(literal a, literal b, std::size_t& pairs, int depth = 3);

/// The parts of a literal that all hold of each of its values.
inline std::vector<literal> conjuncts(literal of) {
    return of->kind == form_kind::conjunction && !of.negative() ? of->children : std::vector<literal>{of};
}

inline bool plainly_disjoint(literal a, literal b, std::size_t& pairs, int depth) {
    if ((a.never() | b.never()) == kind_set::all()) return true;
    if (a == !b) return true;
    if (depth == 0) return false;
    auto const parts_a = conjuncts(a);
    auto const parts_b = conjuncts(b);
    if (pairs < parts_a.size() * parts_b.size()) return false;
    pairs -= parts_a.size() * parts_b.size();
    kind_set const both = ~(a.never() | b.never());
    auto const requires_member = [](std::vector<literal> const& parts, std::string_view name) {
        return std::any_of(parts.begin(), parts.end(), [name](literal part) {
            return !part.negative() && part->kind == form_kind::required && part->name == name;
        });
    };
    auto const share_no_value = [](auto const& x, auto const& y) {
        auto i = x.begin();
        auto j = y.begin();
        while (i != x.end() && j != y.end()) {
            if (*i == *j) return false;
            *i < *j ? static_cast<void>(++i) : static_cast<void>(++j);
        }
        return true;
    };
    for (literal const x : parts_a)
        for (literal const y : parts_b) {
            if (x.negative() || y.negative() || x->kind != y->kind) continue;
            switch (x->kind) {
            case form_kind::string_values:
                if (both == value_kind::string && share_no_value(x->names, y->names)) return true;
                break;
            case form_kind::number_values:
                if (kind_set::numbers().contains(both) && share_no_value(x->numbers, y->numbers)) return true;
                break;
            case form_kind::member:
                if (both == value_kind::object && x->name == y->name
                    && (requires_member(parts_a, x->name) || requires_member(parts_b, x->name))
                    && plainly_disjoint(x->inner, y->inner, pairs, depth - 1))
                    return true;
                break;
            default: break;
            }
        }
    return false;
}

inline literal form_builder::exactly_one(std::vector<literal> parts) {
    std::erase_if(parts, [](literal part) { return part.is_false(); });
    if (parts.empty()) return nothing();
    if (parts.size() == 1) return parts.front();
    std::sort(parts.begin(), parts.end());
    constexpr std::size_t most_to_compare = 64;
    std::size_t pairs = 500'000;
    bool disjoint = parts.size() <= most_to_compare;
    for (std::size_t i = 0; disjoint && i < parts.size(); ++i)
        for (std::size_t j = i + 1; disjoint && j < parts.size(); ++j)
            disjoint = plainly_disjoint(parts[i], parts[j], pairs);
    if (disjoint) return any_of(std::move(parts));

    form made;
    made.kind = form_kind::exactly_one;
    made.never = kind_set::all();
    kind_set once;
    kind_set twice;
    for (literal const part : parts) {
        made.never &= part.never();
        twice |= once & part.always();
        once |= part.always();
    }
    made.never |= twice;
    for (auto const kind :
         {value_kind::null, value_kind::no, value_kind::yes, value_kind::integer, value_kind::fraction,
          value_kind::string, value_kind::array, value_kind::object}) {
        std::size_t always = 0;
        std::size_t never = 0;
        for (literal const part : parts) {
            always += part.always().contains(kind) ? 1U : 0U;
            never += part.never().contains(kind) ? 1U : 0U;
        }
        if (always == 1 && never + 1 == parts.size()) made.always |= kind;
    }
    made.children = std::move(parts);
    return pool_->intern(std::move(made));
}

} // namespace action_grammar::containment::detail

#endif
