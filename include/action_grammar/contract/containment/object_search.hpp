#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_OBJECT_SEARCH_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_OBJECT_SEARCH_HPP

// An object that satisfies schemas by member name and by class of names, required and forbidden members, numbers of
// members, and their negations.
//
// Names that are mentioned each stand for themselves. All others fall into classes by which of the sets of names
// they belong to; one name of a class is as good as another.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/solver.hpp>
#include <action_grammar/contract/containment/value_size.hpp>
#include <action_grammar/contract/merge_sort.hpp>

namespace action_grammar::containment::detail {

class object_search {
public:
    object_search(solver& parent, std::span<literal const> atoms) noexcept : parent_(parent), atoms_(atoms) {}

    outcome run() {
        for (literal const atom : atoms_)
            gather(atom);
        if (least_ > most_) return outcome::empty();
        order_names();
        // Members with which the question is concerned come first: most often they cannot be.
        for (bool const concerned : {true, false})
            for (named& each : names_) {
                if (!each.required || each.concerned != concerned) continue;
                if (each.forbidden) return outcome::empty();
                if (!parent_.spend_on_pass(4 * all_.size()))
                    return outcome::unknown(undecided_reason::budget);
                each.wanted = goal_of(each);
                outcome here = parent_.solve(each.wanted);
                if (here.is_empty()) return here;
                note(here);
                // The others may still have no value; but what is put together in the end lacks this one.
                incomplete_ = incomplete_ || !here.is_found();
                each.value = std::move(here.value);
                each.present = true;
                ++present_;
            }
        if (present_ > most_) return outcome::empty();
        return host(0);
    }

private:
    static constexpr std::uint64_t unbounded = std::numeric_limits<std::uint64_t>::max();

    /// An atom that names a member.
    struct mention {
        std::string_view name;
        literal atom;
    };
    /// A name that is mentioned, and all that is said under it.
    struct named {
        std::string_view name;
        std::span<mention const> said;
        bool required = false;
        bool concerned = false;
        bool forbidden = false;
        bool present = false;
        goal wanted;
        found_value value;
    };
    /// A member under a name that is not mentioned.
    struct fresh_member {
        std::string name;
        goal wanted;
        found_value value;
    };
    /// What all members, or some member, of a class of names satisfy.
    struct by_class {
        literal keys;
        literal inner;
    };

    void gather(literal atom) {
        bool const negative = atom.negative();
        std::uint64_t const count = atom->count;
        switch (atom->kind) {
        case form_kind::min_members:
            if (negative)
                most_ = std::min(most_, count - 1);
            else
                least_ = std::max(least_, count);
            break;
        case form_kind::max_members:
            if (negative)
                least_ = std::max(least_, count == unbounded ? unbounded : count + 1);
            else
                most_ = std::min(most_, count);
            break;
        case form_kind::required:
        case form_kind::member: mentions_.push_back({atom->name, atom}); break;
        case form_kind::members:
            if (negative)
                some_.push_back({atom->keys, !atom->inner});
            else
                all_.push_back({atom->keys, atom->inner});
            break;
        default: break;
        }
    }

    void order_names() {
        action_grammar::detail::merge_sort(
            mentions_, [](mention const& a, mention const& b) { return a.name < b.name; });
        std::span<mention const> rest = mentions_;
        while (!rest.empty()) {
            named& one = names_.emplace_back();
            one.name = rest.front().name;
            std::size_t count = 0;
            for (; count < rest.size() && rest[count].name == one.name; ++count) {
                literal const atom = rest[count].atom;
                bool const asks = (atom->kind == form_kind::required) != atom.negative();
                // `required` says too little to go first on its own.
                one.concerned = one.concerned || (asks && atom->kind == form_kind::member);
                one.required = one.required || asks;
                one.forbidden = one.forbidden || (atom->kind == form_kind::required && atom.negative());
            }
            one.said = rest.first(count);
            rest = rest.subspan(count);
        }
    }

    void note(outcome const& here) {
        if (!here.is_found() && !here.is_empty()) doubt_ = here.reason;
    }
    outcome failure() const {
        return doubt_ == undecided_reason::none ? outcome::empty() : outcome::unknown(doubt_);
    }

    bool is_named_by(literal keys, std::string_view name) {
        truth const holds = parent_.holds(keys, subject(name));
        if (holds == truth::unknown) doubt_ = undecided_reason::pattern;
        return holds == truth::yes;
    }
    goal goal_of(named const& one) {
        goal wanted;
        for (mention const& each : one.said)
            if (each.atom->kind == form_kind::member)
                wanted.push_back(each.atom.negative() ? !each.atom->inner : each.atom->inner);
        for (by_class const& each : all_)
            if (is_named_by(each.keys, one.name)) wanted.push_back(each.inner);
        return wanted;
    }

    std::uint64_t size() const noexcept { return present_ + fresh_.size(); }

    /// Finds a member for each of the classes that must have one, from number `k` on, in all possible ways.
    outcome host(std::size_t k) {
        if (!parent_.spend()) return outcome::unknown(undecided_reason::budget);
        if (k == some_.size()) return complete();
        by_class const& some = some_[k];
        for (named& one : names_) {
            if (one.forbidden || (!one.present && size() >= most_)) continue;
            truth const belongs = parent_.holds(some.keys, subject(one.name));
            if (belongs == truth::unknown) doubt_ = undecided_reason::pattern;
            if (belongs != truth::yes) continue;
            goal wanted = one.present ? one.wanted : goal_of(one);
            wanted.push_back(some.inner);
            outcome here = parent_.solve(wanted);
            note(here);
            if (!here.is_found()) continue;
            bool const added = !std::exchange(one.present, true);
            present_ += added ? 1U : 0U;
            std::swap(one.wanted, wanted);
            std::swap(one.value, here.value);
            if (outcome all = host(k + 1); all.is_found()) return all;
            std::swap(one.wanted, wanted);
            std::swap(one.value, here.value);
            one.present = !added;
            present_ -= added ? 1U : 0U;
        }
        for (std::size_t i = 0; i < fresh_.size(); ++i) {
            fresh_member const held = fresh_[i];
            if (!is_named_by(some.keys, held.name)) continue;
            fresh_[i].wanted.push_back(some.inner);
            outcome here = parent_.solve(fresh_[i].wanted);
            note(here);
            if (here.is_found()) {
                fresh_[i].value = std::move(here.value);
                if (outcome all = host(k + 1); all.is_found()) return all;
            }
            fresh_[i] = held;
        }
        if (size() < most_) {
            auto candidates = fresh_candidates(some.keys, some.inner);
            for (fresh_member& candidate : candidates) {
                fresh_.push_back(std::move(candidate));
                if (outcome all = host(k + 1); all.is_found()) return all;
                fresh_.pop_back();
            }
        }
        return failure();
    }

    /// Adds members until there are enough, and puts all together.
    outcome complete() {
        std::vector<named*> added;
        std::size_t const fresh_before = fresh_.size();
        for (named& one : names_) {
            if (size() >= least_) break;
            if (one.present || one.forbidden) continue;
            if (!parent_.spend_on_pass(4 * all_.size())) return outcome::unknown(undecided_reason::budget);
            one.wanted = goal_of(one);
            outcome here = parent_.solve(one.wanted);
            note(here);
            if (!here.is_found()) continue;
            one.value = std::move(here.value);
            one.present = true;
            ++present_;
            added.push_back(&one);
        }
        if (least_ > parent_.limits_.length && size() < least_ && !fresh_candidates({}, {}).empty())
            return outcome::unknown(undecided_reason::size);
        while (size() < least_) {
            auto candidates = fresh_candidates({}, {});
            if (candidates.empty()) break;
            fresh_.push_back(std::move(candidates.front()));
        }
        if (size() >= least_) return incomplete_ ? failure() : build();
        for (named* one : added)
            one->present = false;
        present_ -= added.size();
        fresh_.resize(fresh_before);
        return failure();
    }

    outcome build() {
        std::size_t size = 1;
        each_member([&size](std::string_view name, found_value const& value) {
            size += size_of_text(name.size()) + value.size();
        });
        if (!parent_.afford(size)) return outcome::unknown(undecided_reason::size);
        json::object built;
        each_member([&built](std::string_view name, found_value const& value) {
            built.emplace(boost::json::string_view(name.data(), name.size()), *value);
        });
        return outcome::found(std::move(built));
    }
    template <class Each>
    void each_member(Each each) const {
        for (named const& one : names_)
            if (one.present) each(one.name, one.value);
        for (fresh_member const& one : fresh_)
            each(one.name, one.value);
    }

    /// Members under names that are not mentioned and not taken, one for each class of names within `keys` of which
    /// the values can satisfy `inner` as well; just one if the first name that comes to mind does.
    std::vector<fresh_member> fresh_candidates(literal keys, literal inner) {
        if (!parent_.spend_on_pass(4 * (names_.size() + fresh_.size()))) {
            doubt_ = undecided_reason::budget;
            return {};
        }
        std::vector<std::string> taken;
        taken.reserve(names_.size() + fresh_.size());
        for (named const& one : names_)
            taken.emplace_back(one.name);
        for (fresh_member const& one : fresh_)
            taken.push_back(one.name);
        goal names;
        if (!keys.absent()) names.push_back(keys);
        for (by_class const& each : all_)
            if (each.inner.is_false()) names.push_back(!each.keys);

        std::vector<fresh_member> found;
        outcome const any = parent_.solve_name(names, taken);
        note(any);
        if (!any.is_found()) return found;
        fresh_member first{
            std::string(any.value->get_string().c_str(), any.value->get_string().size()), {}, {}};
        for (by_class const& each : all_)
            if (is_named_by(each.keys, first.name)) first.wanted.push_back(each.inner);
        bool const unconstrained = first.wanted.empty();
        if (!inner.absent()) first.wanted.push_back(inner);
        outcome here = parent_.solve(first.wanted);
        if (here.is_found()) {
            first.value = std::move(here.value);
            found.push_back(std::move(first));
            // Where no other class needs a member, no other name does better.
            if (some_.size() < 2) return found;
            found.clear();
        } else if (here.is_empty() && unconstrained && some_.size() < 2)
            return found;
        note(here);
        if (splits_.empty()) {
            splits_ = all_;
            std::erase_if(splits_, [](by_class const& each) { return each.inner.is_false(); });
            if (some_.size() > 1)
                for (by_class const& each : some_)
                    splits_.push_back({each.keys, {}});
        }
        classes(0, names, {}, inner, taken, found);
        return found;
    }

    /// Tries each class: for each of the sets of names that matter, inside or outside.
    void classes(std::size_t i, goal const& names, goal const& wanted, literal inner,
                 std::vector<std::string> const& taken, std::vector<fresh_member>& found) {
        if (!parent_.spend()) {
            doubt_ = undecided_reason::budget;
            return;
        }
        outcome const any = parent_.solve_name(names, taken);
        note(any);
        if (any.is_empty()) return;
        if (i == splits_.size()) {
            if (!any.is_found()) return;
            goal all = wanted;
            if (!inner.absent()) all.push_back(inner);
            outcome here = parent_.solve(all);
            note(here);
            if (here.is_found())
                found.push_back({std::string(any.value->get_string().c_str(), any.value->get_string().size()),
                                 std::move(all), std::move(here.value)});
            return;
        }
        goal outside = names;
        outside.push_back(!splits_[i].keys);
        classes(i + 1, outside, wanted, inner, taken, found);
        goal inside = names;
        inside.push_back(splits_[i].keys);
        goal more = wanted;
        if (!splits_[i].inner.absent()) more.push_back(splits_[i].inner);
        classes(i + 1, inside, more, inner, taken, found);
    }

    solver& parent_;
    std::span<literal const> atoms_;
    std::uint64_t least_ = 0;
    std::uint64_t most_ = unbounded;
    std::uint64_t present_ = 0;
    undecided_reason doubt_ = undecided_reason::none;
    std::vector<mention> mentions_; ///< In the order of names.
    std::vector<named> names_;
    std::vector<by_class> all_;
    std::vector<by_class> some_;
    std::vector<by_class> splits_;
    bool incomplete_ = false;
    std::vector<fresh_member> fresh_;
};

} // namespace action_grammar::containment::detail

#endif
