#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_DISTINCT_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_DISTINCT_HPP

// Different values for several goals at once: a matching of goals and values. A goal with as many values as there are
// goals never stands in the way of the others, so only goals with few values have to be matched (Hall, 1935).

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/holds.hpp>
#include <action_grammar/contract/containment/solver.hpp>

namespace action_grammar::containment::detail {

class distinct_values {
public:
    explicit distinct_values(solver& parent) noexcept : parent_(parent) {}

    /// More goals than this are not tried.
    static constexpr std::size_t most_goals = 300;

    /// An array of different values, one for each of `goals`. Empty when there provably is none.
    outcome run(std::vector<goal> const& goals) {
        std::vector<std::vector<std::size_t>> choices;
        for (std::size_t i = 0; i < goals.size(); ++i) {
            auto const same =
                std::find(goals.begin(), goals.begin() + static_cast<std::ptrdiff_t>(i), goals[i]);
            if (same != goals.begin() + static_cast<std::ptrdiff_t>(i))
                choices.push_back(choices[static_cast<std::size_t>(same - goals.begin())]);
            else {
                auto found = values_of(goals[i], goals.size());
                if (!found) return outcome::unknown(why_);
                choices.push_back(std::move(*found));
            }
        }
        owners_.assign(values_.size(), none);
        for (std::size_t i = 0; i < goals.size(); ++i) {
            std::vector<bool> tried(values_.size());
            if (!place(i, choices, tried)) return outcome::empty();
        }
        std::size_t size = 1;
        for (std::size_t v = 0; v < owners_.size(); ++v)
            if (owners_[v] != none) size += values_[v].size();
        if (!parent_.afford(size)) return outcome::unknown(undecided_reason::size);
        json::array elements(goals.size());
        for (std::size_t v = 0; v < owners_.size(); ++v)
            if (owners_[v] != none) elements[owners_[v]] = *values_[v];
        return outcome::found(std::move(elements));
    }

    /// How many values a goal has, up to `most`; nothing if that cannot be told.
    std::optional<std::uint64_t> count(goal const& wanted, std::uint64_t most) {
        auto const found = values_of(wanted, static_cast<std::size_t>(most));
        if (!found) return std::nullopt;
        return found->size();
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// Up to `most` values of a goal, as places in `values_`; all that there are, if there are fewer.
    std::optional<std::vector<std::size_t>> values_of(goal const& wanted, std::size_t most) {
        std::vector<std::size_t> found;
        goal narrowed = wanted;
        while (found.size() < most) {
            outcome here = parent_.solve(narrowed);
            if (here.is_empty()) break;
            if (!here.is_found()) {
                why_ = here.reason;
                return std::nullopt;
            }
            auto const place = std::find_if(values_.begin(), values_.end(), [&here](found_value const& held) {
                return same_value(*held, *here.value);
            });
            found.push_back(static_cast<std::size_t>(place - values_.begin()));
            auto const same = parent_.constant(here.value);
            if (!same) {
                why_ = undecided_reason::size;
                return std::nullopt;
            }
            narrowed.push_back(!*same);
            if (place == values_.end()) values_.push_back(std::move(here.value));
        }
        return found;
    }

    /// Gives goal `i` a value, moving others if it must: an augmenting path.
    bool place(std::size_t i, std::vector<std::vector<std::size_t>> const& choices,
               std::vector<bool>& tried) {
        for (std::size_t const v : choices[i]) {
            if (tried[v]) continue;
            tried[v] = true;
            if (owners_[v] == none || place(owners_[v], choices, tried)) {
                owners_[v] = i;
                return true;
            }
        }
        return false;
    }

    solver& parent_;
    undecided_reason why_ = undecided_reason::none;
    std::vector<found_value> values_;
    std::vector<std::size_t> owners_;
};

} // namespace action_grammar::containment::detail

#endif
