#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_SOLVER_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_SOLVER_HPP

// Looks for a value of which all of a goal's literals hold: a tableau that splits by kind, then lazily by the
// alternatives, down to atoms of one kind, for which there is a search of its own (numbers, strings, arrays,
// objects), which comes back with goals for elements and members.
//
// "Empty" is a proof; each simplification keeps the set of values or enlarges it. A goal met again below itself is
// taken for empty: values are finite, so the least value of the goal cannot need another one inside it. What rests
// on such an assumption is forgotten if the goal that it was about turns out otherwise.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/canonical.hpp>
#include <action_grammar/contract/containment/finding.hpp>
#include <action_grammar/contract/containment/form.hpp>
#include <action_grammar/contract/containment/holds.hpp>
#include <action_grammar/contract/pattern/budget.hpp>

namespace action_grammar::containment::detail {

/// Literals that are all to hold of one value.
using goal = std::vector<literal>;

/// What a search may cost.
struct search_limits {
    std::uint64_t steps = 0;
    std::uint64_t pattern_steps = 0;
    unsigned depth = 64;       ///< Values within each other.
    std::size_t length = 2000; ///< Elements or members built, or characters.
    std::size_t size = 4000;   ///< Of a value built, as `size_of` has it.
};

class solver {
public:
    explicit solver(search_limits const& limits) : limits_(limits) { patterns_.steps = limits.pattern_steps; }
    solver(solver const&) = delete;
    solver& operator=(solver const&) = delete;

    /// A value of which all of `wanted` holds.
    outcome solve(goal wanted);

    std::uint64_t steps_left() const noexcept { return limits_.steps; }
    /// For what there were too few steps, once they are spent: one more of the search, or a long value all at once.
    undecided_reason why_spent() const noexcept { return why_spent_; }

private:
    friend class distinct_values;
    friend class array_search;
    friend class object_search;
    friend class string_search;

    struct goal_hash {
        std::size_t operator()(goal const& of) const noexcept {
            std::size_t hash = of.size();
            for (literal const part : of)
                hash = hash * 0x9e3779b97f4a7c15 + part->id.low + (part.negative() ? 1 : 0);
            return hash;
        }
    };
    static constexpr unsigned nothing = std::numeric_limits<unsigned>::max();

    /// What is known of a goal, and the shallowest goal in progress on whose emptiness that rests.
    struct remembered {
        unsigned rests_on = nothing;
        outcome result;
    };

    /// What is known on the way down one branch.
    struct branch {
        kind_set kinds = kind_set::all();
        goal atoms;
        goal clauses;
        bool contradiction = false;
    };

    bool spend(std::uint64_t count = 1, undecided_reason why = undecided_reason::budget) noexcept {
        if (limits_.steps < count) {
            if (limits_.steps > 0) why_spent_ = why;
            limits_.steps = 0;
            return false;
        }
        limits_.steps -= count;
        return true;
    }

    /// Whether a value of this size may be built, which is paid for here. What is never paid for is never built, and so
    /// all values that are held at a time are bounded by the steps.
    bool afford(std::size_t size) noexcept {
        constexpr std::size_t units_per_step = 8;
        return size <= limits_.size && spend(size / units_per_step, undecided_reason::size);
    }
    /// Pays for a pass over so many things that are each looked at or copied and no more.
    bool spend_on_pass(std::size_t count) noexcept {
        constexpr std::size_t things_per_step = 64;
        return spend(count / things_per_step);
    }

    void assume(branch& on, literal said);
    void insert_atoms(branch& on, goal added);
    bool insert_atom(branch& on, literal said);
    outcome expand(goal const& wanted);
    outcome of_kind(branch on, value_kind kind);
    outcome search(branch on, value_kind kind, unsigned depth);
    bool simplify(branch& on, value_kind kind);
    outcome of_atoms(goal const& atoms, value_kind kind);
    template <class Each>
    static void each_option(literal clause, branch const& on, value_kind kind, Each each);
    static bool knows(branch const& on, literal said) {
        return std::binary_search(on.atoms.begin(), on.atoms.end(), said);
    }
    truth holds(literal said, subject const& of) { return evaluator(limits_.steps)(said, of); }

    /// The form of just one value, if there are steps for it. Few comparisons need any.
    std::optional<literal> constant(found_value const& value) {
        constexpr std::size_t steps_per_unit = 4; // Each part becomes some forms, larger than the part.
        if (!spend(steps_per_unit * value.size(), undecided_reason::size)) return std::nullopt;
        if (!pool_) pool_ = std::make_unique<form_pool>();
        return form_builder(*pool_).constant(*value);
    }

    /// A string of which all of `wanted` holds and that is none of `taken`.
    outcome solve_name(goal const& wanted, std::vector<std::string> const& taken);

    search_limits limits_;
    undecided_reason why_spent_ = undecided_reason::budget;
    pattern::budget patterns_{4'000, 0};
    std::vector<regular_set const*> patterns_met_;
    std::unique_ptr<form_pool> pool_;
    std::unordered_map<goal, remembered, goal_hash> memory_;
    unsigned depth_ = 0;
    /// The shallowest goal in progress on which what is being done rests.
    unsigned rests_on_ = nothing;
    std::vector<goal> provisional_; ///< Goals taken for empty as long as another one is.
    std::vector<std::string> const* taken_names_ = nullptr;
};

inline outcome solver::solve(goal wanted) {
    // The goal is remembered, and the steps bound what is held.
    if (!spend() || !spend_on_pass(4 * wanted.size())) return outcome::unknown(undecided_reason::budget);
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    kind_set possible = kind_set::all();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        possible &= ~wanted[i].never();
        if (i > 0 && wanted[i]->id == wanted[i - 1]->id) return outcome::empty();
    }
    if (possible.empty()) return outcome::empty();

    if (auto const known = memory_.find(wanted); known != memory_.end()) {
        rests_on_ = std::min(rests_on_, known->second.rests_on);
        return known->second.result;
    }
    if (depth_ >= limits_.depth) return outcome::unknown(undecided_reason::depth);
    // Until it is known better, and for whoever asks below: there is none.
    remembered& mine = memory_.emplace(wanted, remembered{depth_, {}}).first->second;
    std::size_t const mark = provisional_.size();
    unsigned const outer = std::exchange(rests_on_, nothing);
    auto const* const outer_names = std::exchange(taken_names_, nullptr);
    ++depth_;
    outcome result = expand(wanted);
    --depth_;
    taken_names_ = outer_names;
    unsigned const low = std::exchange(rests_on_, outer);

    spend_on_pass(4 * (provisional_.size() - mark));
    if (!result.is_empty()) {
        // What was taken for empty because this was, may not be. A value that was found rests on nothing.
        for (std::size_t i = mark; i < provisional_.size(); ++i)
            memory_.erase(provisional_[i]);
        provisional_.resize(mark);
        if (!result.is_found() && low < depth_) {
            memory_.erase(wanted);
            rests_on_ = std::min(outer, low);
        } else
            mine = {nothing, result};
    } else if (low >= depth_) {
        // Settled, and with it all that rested on it.
        for (std::size_t i = mark; i < provisional_.size(); ++i)
            memory_.find(provisional_[i])->second.rests_on = nothing;
        provisional_.resize(mark);
        mine = {nothing, result};
    } else {
        for (std::size_t i = mark; i < provisional_.size(); ++i) {
            unsigned& rests_on = memory_.find(provisional_[i])->second.rests_on;
            rests_on = std::min(rests_on, low);
        }
        provisional_.push_back(wanted);
        mine = {low, result};
        rests_on_ = std::min(outer, low);
    }
    return result;
}

inline bool solver::insert_atom(branch& on, literal said) {
    auto const place = std::lower_bound(on.atoms.begin(), on.atoms.end(), said);
    if (place != on.atoms.end() && *place == said) return true;
    // The two marks of one form are neighbors.
    if (place != on.atoms.end() && (*place)->id == said->id) return false;
    if (place != on.atoms.begin() && (*std::prev(place))->id == said->id) return false;
    spend_on_pass(static_cast<std::size_t>(on.atoms.end() - place) / 16); // Moved all at once.
    on.atoms.insert(place, said);
    return true;
}

/// Adds many at once, which one after the other would move all that are held each time.
inline void solver::insert_atoms(branch& on, goal added) {
    constexpr std::size_t few = 16;
    if (added.size() <= few) {
        for (literal const atom : added)
            if (!insert_atom(on, atom)) on.contradiction = true;
        return;
    }
    std::sort(added.begin(), added.end());
    // Not std::inplace_merge: that of libstdc++ 12 stands on what it calls deprecated.
    decltype(on.atoms) merged(on.atoms.size() + added.size());
    std::merge(on.atoms.begin(), on.atoms.end(), added.begin(), added.end(), merged.begin());
    on.atoms = std::move(merged);
    on.atoms.erase(std::unique(on.atoms.begin(), on.atoms.end()), on.atoms.end());
    auto const same_form = [](literal a, literal b) { return a->id == b->id; };
    if (std::adjacent_find(on.atoms.begin(), on.atoms.end(), same_form) != on.atoms.end())
        on.contradiction = true;
}

/// Adds what `said` says: its conjuncts, atoms in order, and what has to be split later.
inline void solver::assume(branch& on, literal said) {
    std::vector<literal> pending{said};
    goal atoms;
    while (!pending.empty()) {
        literal const next = pending.back();
        pending.pop_back();
        if (!spend()) { // The goal becomes weaker, which is safe, and the search ends at its next step.
            on.clauses.push_back(next);
            continue;
        }
        on.kinds &= ~next.never();
        if (next.always().contains(on.kinds)) continue;
        switch (next->kind) {
        case form_kind::kinds: break;
        case form_kind::conjunction:
            if (next.negative())
                on.clauses.push_back(next);
            else
                pending.insert(pending.end(), next->children.begin(), next->children.end());
            break;
        case form_kind::exactly_one: on.clauses.push_back(next); break;
        case form_kind::reference:
            if (!next->inner.absent()) {
                // Kept as an atom, too, so that a reference and its negation meet without being followed.
                atoms.push_back(next);
                pending.push_back(next.negative() ? !next->inner : next->inner);
                break;
            }
            [[fallthrough]];
        default: atoms.push_back(next);
        }
    }
    insert_atoms(on, std::move(atoms));
    if (on.kinds.empty()) on.contradiction = true;
}

inline outcome solver::expand(goal const& wanted) {
    branch all;
    for (literal const said : wanted)
        assume(all, said);
    if (all.contradiction) return outcome::empty();
    outcome unsettled;
    for (auto const kind :
         {value_kind::null, value_kind::no, value_kind::yes, value_kind::integer, value_kind::fraction,
          value_kind::string, value_kind::array, value_kind::object}) {
        if (!all.kinds.contains(kind)) continue;
        outcome const here = of_kind(all, kind);
        if (here.is_found()) return here;
        if (!here.is_empty()) unsettled = here;
    }
    return unsettled;
}

inline outcome solver::of_kind(branch on, value_kind kind) {
    on.kinds = kind;
    std::erase_if(on.atoms, [kind](literal atom) { return atom.always().contains(kind); });
    return search(std::move(on), kind, 0);
}

/// Drops clauses that hold and options that cannot, and follows clauses with one option. False on a contradiction.
inline bool solver::simplify(branch& on, value_kind kind) {
    for (bool again = true; again;) {
        again = false;
        goal clauses = std::exchange(on.clauses, {});
        for (literal const clause : clauses) {
            if (clause.always().contains(kind)) continue;
            if (clause.never().contains(kind)) return false;
            if (clause->kind != form_kind::conjunction || !spend()
                || !spend_on_pass(4 * clause->children.size())) {
                on.clauses.push_back(clause);
                continue;
            }
            // "Not all of the children": the options are their negations.
            literal only;
            std::size_t open = 0;
            bool holds = false;
            for (literal const child : clause->children) {
                literal const option = !child;
                if (option.never().contains(kind) || knows(on, child)) continue;
                if (option.always().contains(kind) || knows(on, option)) {
                    holds = true;
                    break;
                }
                only = option;
                ++open;
            }
            if (holds) continue;
            if (open == 0) return false;
            if (open > 1) {
                on.clauses.push_back(clause);
                continue;
            }
            assume(on, only);
            if (on.contradiction) return false;
            again = true;
        }
    }
    return true;
}

/// Calls `each` with the alternatives of a clause, at least one of which holds if the clause does, until it returns
/// false. One after the other, since all together are as many as the square of the clause.
template <class Each>
void solver::each_option(literal clause, branch const& on, value_kind kind, Each each) {
    auto const& children = clause->children;
    if (clause->kind == form_kind::conjunction) {
        for (literal const child : children)
            if (!(!child).never().contains(kind) && !knows(on, child) && !each(goal{!child})) return;
    } else if (!clause.negative()) {
        for (std::size_t i = 0; i < children.size(); ++i) {
            if (children[i].never().contains(kind)) continue;
            goal one{children[i]};
            for (std::size_t j = 0; j < children.size(); ++j)
                if (j != i) one.push_back(!children[j]);
            if (!each(std::move(one))) return;
        }
    } else {
        goal none;
        for (literal const child : children)
            none.push_back(!child);
        if (!each(std::move(none))) return;
        for (std::size_t i = 0; i < children.size(); ++i)
            for (std::size_t j = i + 1; j < children.size(); ++j)
                if (!children[i].never().contains(kind) && !children[j].never().contains(kind)
                    && !each(goal{children[i], children[j]}))
                    return;
    }
}

inline outcome solver::search(branch on, value_kind kind, unsigned depth) {
    constexpr unsigned depth_limit = 400;
    if (!spend()) return outcome::unknown(undecided_reason::budget);
    if (depth > depth_limit) return outcome::unknown(undecided_reason::depth);
    if (on.contradiction || !simplify(on, kind) || !on.kinds.contains(kind)) return outcome::empty();
    if (on.clauses.empty()) return of_atoms(on.atoms, kind);

    literal split = on.clauses.front();
    if (on.clauses.size() > 1) {
        // What the atoms alone allow is a bound from above; and a value of it may happen to do.
        outcome const atoms_only = of_atoms(on.atoms, kind);
        if (atoms_only.is_empty()) return atoms_only;
        std::size_t fewest = std::numeric_limits<std::size_t>::max();
        bool all_hold = atoms_only.is_found();
        for (literal const clause : on.clauses) {
            if (atoms_only.is_found() && holds(clause, *atoms_only.value) == truth::yes) continue;
            all_hold = false;
            std::size_t const size = clause->children.size();
            if (size < fewest) {
                fewest = size;
                split = clause;
            }
        }
        if (all_hold) return atoms_only;
    }
    if (split->kind != form_kind::conjunction && split->kind != form_kind::exactly_one)
        return outcome::unknown(undecided_reason::budget);

    if (!spend(split->kind == form_kind::exactly_one ? split->children.size() : 1))
        return outcome::unknown(undecided_reason::budget);
    outcome result;
    std::erase(on.clauses, split);
    each_option(split, on, kind, [&](goal const& option) {
        outcome here = outcome::unknown(undecided_reason::budget);
        if (spend_on_pass(on.atoms.size() + on.clauses.size())) {
            branch next = on;
            for (literal const said : option)
                assume(next, said);
            here = search(std::move(next), kind, depth + 1);
        }
        if (!here.is_empty()) result = std::move(here);
        if (result.is_found()) return false;
        if (limits_.steps > 0) return true;
        result = outcome::unknown(undecided_reason::budget);
        return false;
    });
    return result;
}

inline outcome solver::solve_name(goal const& wanted, std::vector<std::string> const& taken) {
    branch on;
    for (literal const said : wanted)
        assume(on, said);
    if (on.contradiction || !on.kinds.contains(value_kind::string)) return outcome::empty();
    auto const* const outer = std::exchange(taken_names_, &taken);
    outcome result = of_kind(std::move(on), value_kind::string);
    taken_names_ = outer;
    return result;
}

} // namespace action_grammar::containment::detail

#endif
