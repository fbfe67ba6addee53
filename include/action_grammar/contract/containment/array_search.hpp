#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_ARRAY_SEARCH_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_ARRAY_SEARCH_HPP

// An array that satisfies lengths, element schemas by position, counts of elements, uniqueness, and their negations.
//
// Without counts the shortest array does. With counts it is a walk: from position to position, each element choosing
// which of the counts it takes part in, over states that are the counts so far; positions behind all those that are
// mentioned are alike, so the walk ends.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/distinct.hpp>
#include <action_grammar/contract/containment/solver.hpp>
#include <action_grammar/contract/containment/value_size.hpp>
#include <action_grammar/contract/merge_sort.hpp>

namespace action_grammar::containment::detail {

class array_search {
public:
    array_search(solver& parent, std::span<literal const> atoms) noexcept : parent_(parent), atoms_(atoms) {}

    outcome run() {
        for (literal const atom : atoms_)
            gather(atom);
        action_grammar::detail::merge_sort(
            items_, [](placed const& a, placed const& b) { return a.index < b.index; });
        if (least_ > most_ || (unique_ && repeated_)) return outcome::empty();
        if (too_large_) return outcome::unknown(undecided_reason::size);
        if (repeated_) return with_repetition();
        return rules_.empty() ? shortest() : walk({});
    }

private:
    static constexpr std::uint64_t unbounded = std::numeric_limits<std::uint64_t>::max();
    static constexpr std::size_t most_rules = 8;

    struct placed {
        std::uint64_t index; ///< The position, or the first of all those behind it.
        literal said;
    };
    /// Elements from some position on that satisfy something number at least and at most so many.
    struct counting_rule {
        std::uint64_t from;
        literal counted;
        std::uint64_t least;
        std::uint64_t most;
    };
    /// Two positions that hold the same value, and what it takes part in.
    struct repetition {
        std::uint64_t first = 0;
        std::uint64_t second = 0;
        std::size_t choice = 0;
    };

    void gather(literal atom) {
        bool const negative = atom.negative();
        std::uint64_t const count = atom->count;
        std::uint64_t const next = count == unbounded ? unbounded : count + 1;
        switch (atom->kind) {
        case form_kind::min_items: negative ? lower_most(count - 1) : raise_least(count); break;
        case form_kind::max_items: negative ? raise_least(next) : lower_most(count); break;
        case form_kind::item:
            place(items_, count, next, negative ? !atom->inner : atom->inner);
            if (negative) raise_least(next);
            break;
        case form_kind::items:
            if (negative)
                rule({count, !atom->inner, 1, unbounded});
            else
                place(tails_, count, count, atom->inner);
            break;
        case form_kind::at_least:
            if (negative && count == 1)
                place(tails_, 0, 0, !atom->inner);
            else
                rule(negative ? counting_rule{0, atom->inner, 0, count - 1}
                              : counting_rule{0, atom->inner, count, unbounded});
            break;
        case form_kind::at_most:
            rule(negative ? counting_rule{0, atom->inner, next, unbounded}
                          : counting_rule{0, atom->inner, 0, count});
            break;
        case form_kind::unique: (negative ? repeated_ : unique_) = true; break;
        default: break;
        }
    }
    void raise_least(std::uint64_t to) { least_ = std::max(least_, to); }
    void lower_most(std::uint64_t to) { most_ = std::min(most_, to); }
    void place(std::vector<placed>& among, std::uint64_t index, std::uint64_t boundary, literal said) {
        among.push_back({index, said});
        mention(boundary);
    }
    void mention(std::uint64_t boundary) {
        if (boundary > parent_.limits_.length)
            too_large_ = true;
        else
            boundary_ = std::max(boundary_, boundary);
    }
    void rule(counting_rule added) {
        mention(added.from);
        raise_least(added.least);
        for (counting_rule& held : rules_)
            if (held.from == added.from && held.counted == added.counted) {
                held.least = std::max(held.least, added.least);
                held.most = std::min(held.most, added.most);
                return;
            }
        if (rules_.size() <= most_rules) rules_.push_back(added); // One too many says that there are.
    }

    /// Positions behind the boundary are alike.
    std::uint64_t class_of(std::uint64_t position) const { return std::min(position, boundary_); }
    goal goal_at(std::uint64_t position) const {
        goal wanted;
        auto const here =
            std::equal_range(items_.begin(), items_.end(), placed{position, {}},
                             [](placed const& a, placed const& b) { return a.index < b.index; });
        for (auto one = here.first; one != here.second; ++one)
            wanted.push_back(one->said);
        for (placed const& one : tails_)
            if (one.index <= position) wanted.push_back(one.said);
        return wanted;
    }
    /// What an element satisfies that takes part in the rules of `choice`, and in no other.
    goal goal_at(std::uint64_t position, std::size_t choice) const {
        goal wanted = goal_at(position);
        for (std::size_t r = 0; r < rules_.size(); ++r) {
            counting_rule const& counting = rules_[r];
            if (position < counting.from) continue;
            bool const taken = (choice >> r & 1U) != 0;
            // To be counted matters where there is a least count; not to be, where there is a greatest.
            if (taken && counting.least > 0) wanted.push_back(counting.counted);
            if (!taken && counting.most != unbounded) wanted.push_back(!counting.counted);
        }
        return wanted;
    }

    outcome shortest() {
        std::vector<goal> goals;
        for (std::uint64_t position = 0; position < std::min(least_, boundary_ + 1); ++position) {
            if (!parent_.spend_on_pass(tails_.size())) return outcome::unknown(undecided_reason::budget);
            goals.push_back(goal_at(position));
            outcome const here = parent_.solve(goals.back());
            if (!here.is_found()) return here;
        }
        return fill(goals, least_);
    }

    /// The array of elements that satisfy `goals`, in order, the last of them as often as makes `length`.
    outcome fill(std::vector<goal> goals, std::uint64_t length) {
        if (length > parent_.limits_.length) return outcome::unknown(undecided_reason::size);
        auto const size = static_cast<std::size_t>(length);
        if (unique_ && size > 1) {
            if (size > distinct_values::most_goals) return outcome::unknown(undecided_reason::size);
            goals.resize(size, goals.back());
            return distinct_values(parent_).run(goals);
        }
        std::vector<found_value> found;
        std::size_t weight = 1;
        for (goal const& wanted : goals) {
            outcome here = parent_.solve(wanted);
            if (!here.is_found()) return here;
            weight += here.value.size();
            found.push_back(std::move(here.value));
        }
        std::size_t const more = size - found.size();
        if (more > 0) weight += more * found.back().size();
        if (!parent_.afford(weight)) return outcome::unknown(undecided_reason::size);
        json::array elements;
        elements.reserve(size);
        for (found_value const& each : found)
            elements.push_back(*each);
        if (more > 0) elements.resize(size, *found.back());
        return outcome::found(std::move(elements));
    }

    /// Whether some position has room for each of the elements that there must be.
    outcome hosts_exist() {
        for (std::uint64_t position = 0; position < std::min(least_, boundary_ + 1); ++position)
            if (outcome const here = parent_.solve(goal_at(position)); here.is_empty()) return here;
        for (counting_rule const& counting : rules_) {
            if (counting.least == 0) continue;
            bool hosted = false;
            for (std::uint64_t position = counting.from; !hosted && position <= boundary_ && position < most_;
                 ++position) {
                if (!parent_.spend_on_pass(tails_.size())) return outcome::unknown(undecided_reason::budget);
                goal wanted = goal_at(position);
                wanted.push_back(counting.counted);
                hosted = !parent_.solve(wanted).is_empty();
            }
            if (!hosted) return outcome::empty();
            // Different elements need different values, of which there may be too few wherever they stand.
            constexpr std::uint64_t most_counted = 100;
            if (!unique_ || counting.least < 2 || counting.least > most_counted) continue;
            auto const values = distinct_values(parent_).count({counting.counted}, counting.least);
            if (values && *values < counting.least) return outcome::empty();
        }
        return outcome::unknown(undecided_reason::none);
    }

    struct state {
        std::vector<std::uint64_t> counts;
        std::size_t previous;
        std::size_t choice;
    };

    /// The literals at a position, of which those of the repetition share theirs.
    goal goal_in(std::uint64_t position, std::size_t choice, std::optional<repetition> const& same) const {
        goal wanted = goal_at(position, choice);
        if (same && (position == same->first || position == same->second)) {
            goal const other = goal_at(position == same->first ? same->second : same->first, choice);
            wanted.insert(wanted.end(), other.begin(), other.end());
        }
        return wanted;
    }

    outcome walk(std::optional<repetition> const& same) {
        if (rules_.size() > most_rules) return outcome::unknown(undecided_reason::budget);
        if (outcome const here = hosts_exist(); here.is_empty()) return here;
        std::size_t const choices = std::size_t{1} << rules_.size();
        std::uint64_t const from = same ? std::max(least_, same->second + 1) : least_;
        std::uint64_t const tail = std::max({boundary_, from, same ? same->second + 1 : 0});
        std::vector<state> states{{std::vector<std::uint64_t>(rules_.size()), 0, 0}};
        std::vector<std::size_t> layer{0};
        std::set<std::vector<std::uint64_t>> met;
        bool doubt = false;
        undecided_reason why = undecided_reason::none;
        for (std::uint64_t position = 0;; ++position) {
            // What is enough may be filled up with more elements that take part in nothing.
            bool const alike = position >= boundary_ && (!same || position > same->second);
            bool too_large = false;
            for (std::size_t const index : layer) {
                if (position < from && !alike) break;
                if (!is_enough(states[index])) continue;
                if (!parent_.spend_on_pass(static_cast<std::size_t>(position) * (8 + tails_.size())))
                    return outcome::unknown(undecided_reason::budget);
                auto goals = path_to(states, index, position, same);
                if (position < from) goals.push_back(goal_at(position, 0));
                outcome here = fill(std::move(goals), std::max(position, from));
                if (same && here.is_found()) return repeated(here.value, *same);
                if (here.is_found()) return here;
                // Too few different values for these goals; others may do.
                if (here.is_empty() && !unique_) continue;
                doubt = true;
                why = here.is_empty() ? undecided_reason::size : here.reason;
                too_large = too_large || (here.reason == undecided_reason::size);
            }
            // Longer ones would be larger still.
            if (too_large || position >= most_) break;
            if (position > parent_.limits_.length) return outcome::unknown(undecided_reason::size);
            std::vector<std::size_t> next;
            std::set<std::vector<std::uint64_t>> seen;
            for (std::size_t const index : layer)
                for (std::size_t reversed = 0; reversed < choices; ++reversed) {
                    std::size_t const choice = choices - 1 - reversed;
                    if (!parent_.spend()) return outcome::unknown(undecided_reason::budget);
                    if (same && (position == same->first || position == same->second)
                        && choice != same->choice)
                        continue;
                    auto counts = counted(states[index].counts, position, choice);
                    if (!counts || seen.contains(*counts) || (position >= tail && met.contains(*counts)))
                        continue;
                    outcome const here = parent_.solve(goal_in(position, choice, same));
                    if (here.is_empty()) continue;
                    if (!here.is_found()) {
                        doubt = true;
                        why = here.reason;
                        continue;
                    }
                    seen.insert(*counts);
                    if (position >= tail) met.insert(*counts);
                    states.push_back({std::move(*counts), index, choice});
                    next.push_back(states.size() - 1);
                }
            if (next.empty()) break;
            layer = std::move(next);
        }
        return doubt ? outcome::unknown(why) : outcome::empty();
    }

    /// The counts behind an element that takes part in the rules of `choice`; nothing if a rule forbids it.
    std::optional<std::vector<std::uint64_t>> counted(std::vector<std::uint64_t> counts,
                                                      std::uint64_t position, std::size_t choice) const {
        for (std::size_t r = 0; r < rules_.size(); ++r) {
            counting_rule const& counting = rules_[r];
            if ((choice >> r & 1U) == 0) continue;
            if (position < counting.from) return std::nullopt; // The same as not to take part.
            if (counts[r] >= counting.most) return std::nullopt;
            if (counts[r] < counting.least || counting.most != unbounded) ++counts[r];
        }
        return counts;
    }
    bool is_enough(state const& at) const {
        for (std::size_t r = 0; r < rules_.size(); ++r)
            if (at.counts[r] < rules_[r].least) return false;
        return true;
    }
    std::vector<goal> path_to(std::vector<state> const& states, std::size_t index, std::uint64_t length,
                              std::optional<repetition> const& same) const {
        std::vector<goal> goals(static_cast<std::size_t>(length));
        for (std::uint64_t position = length; position-- > 0; index = states[index].previous)
            goals[static_cast<std::size_t>(position)] = goal_in(position, states[index].choice, same);
        return goals;
    }
    outcome repeated(found_value const& elements, repetition const& same) {
        auto const first = static_cast<std::size_t>(same.first);
        if (!parent_.afford(elements.size() + size_of(elements->get_array()[first])))
            return outcome::unknown(undecided_reason::size);
        json::array array = elements->get_array();
        array[static_cast<std::size_t>(same.second)] = array[first];
        return outcome::found(std::move(array));
    }

    /// Two equal elements: at any two of the positions that differ, or at the first two of those that do not.
    outcome with_repetition() {
        outcome unsettled;
        if (rules_.size() > most_rules) return outcome::unknown(undecided_reason::budget);
        for (std::uint64_t second = 1; second <= boundary_ + 1 && second < most_; ++second)
            for (std::uint64_t first = 0; first < second; ++first)
                for (std::size_t choice = 0; choice < (std::size_t{1} << rules_.size()); ++choice) {
                    if (!parent_.spend()) return outcome::unknown(undecided_reason::budget);
                    outcome here = walk(repetition{first, second, choice});
                    if (here.is_found()) return here;
                    if (!here.is_empty()) unsettled = here;
                }
        return unsettled;
    }

    solver& parent_;
    std::span<literal const> atoms_;
    std::uint64_t least_ = 0;
    std::uint64_t most_ = unbounded;
    std::uint64_t boundary_ = 0;
    bool unique_ = false;
    bool repeated_ = false;
    bool too_large_ = false;
    std::vector<placed> items_;
    std::vector<placed> tails_;
    std::vector<counting_rule> rules_;
};

} // namespace action_grammar::containment::detail

#endif
