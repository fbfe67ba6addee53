#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_NUMBER_SEARCH_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_NUMBER_SEARCH_HPP

// A number that satisfies bounds, multiples and their negations, in exact decimals.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <action_grammar/contract/containment/finding.hpp>
#include <action_grammar/contract/containment/form.hpp>
#include <action_grammar/contract/json/decimal.hpp>

namespace action_grammar::containment::detail {

/// One side of an interval.
struct number_limit {
    json::decimal at;
    bool strict = false;
};

/// Looks for a number of one kind, whole or not, of which all atoms hold.
class number_search {
public:
    number_search(std::span<literal const> atoms, value_kind kind, std::uint64_t& steps) noexcept
        : atoms_(atoms), whole_(kind == value_kind::integer), steps_(&steps) {}

    outcome run() {
        for (literal const atom : atoms_)
            gather(atom);
        if (values_ != nullptr) return among(values_->numbers);
        if (lower_ && upper_) {
            if (lower_->at > upper_->at) return outcome::empty();
            if (lower_->at == upper_->at)
                return lower_->strict || upper_->strict ? outcome::empty() : among({lower_->at});
        }
        return whole_ || multiple_ ? on_a_grid() : in_between();
    }

private:
    void gather(literal atom) {
        bool const negative = atom.negative();
        switch (atom->kind) {
        case form_kind::lower_bound:
            negative ? below({atom->bound, !atom->strict}) : above({atom->bound, atom->strict});
            break;
        case form_kind::upper_bound:
            negative ? above({atom->bound, !atom->strict}) : below({atom->bound, atom->strict});
            break;
        case form_kind::multiple:
            if (!negative) grid(atom->bound);
            break;
        case form_kind::number_values:
            if (!negative && (values_ == nullptr || atom->numbers.size() < values_->numbers.size()))
                values_ = &*atom;
            break;
        default: break;
        }
    }
    void above(number_limit limit) {
        if (!lower_ || limit.at > lower_->at || (limit.at == lower_->at && limit.strict)) lower_ = limit;
    }
    void below(number_limit limit) {
        if (!upper_ || limit.at < upper_->at || (limit.at == upper_->at && limit.strict)) upper_ = limit;
    }
    void grid(json::decimal const& of) {
        if (!multiple_) {
            multiple_ = of;
            return;
        }
        // Where the common grid has too many digits the first stays: it is finer, and every candidate is checked.
        if (auto const common = least_common_multiple(*multiple_, of)) multiple_ = *common;
    }

    bool fits(json::decimal const& number) const {
        if (number.is_integer() != whole_) return false;
        if (lower_ && (lower_->strict ? number <= lower_->at : number < lower_->at)) return false;
        if (upper_ && (upper_->strict ? number >= upper_->at : number > upper_->at)) return false;
        return std::all_of(atoms_.begin(), atoms_.end(), [&number](literal atom) {
            bool holds = true;
            if (atom->kind == form_kind::multiple)
                holds = number.is_multiple_of(atom->bound);
            else if (atom->kind == form_kind::number_values)
                holds = std::binary_search(atom->numbers.begin(), atom->numbers.end(), number);
            else
                return true;
            return holds != atom.negative();
        });
    }
    /// The number as a value, if JSON values can hold it exactly.
    std::optional<outcome> take(json::decimal const& number) {
        // Each atom is asked.
        std::uint64_t const price = 1 + atoms_.size() / 16;
        if (*steps_ < price) {
            *steps_ = 0;
            return outcome::unknown(undecided_reason::budget);
        }
        *steps_ -= price;
        if (!fits(number)) return std::nullopt;
        auto value = number.to_value();
        if (value && json::decimal::of(*value) == number) return outcome::found(std::move(*value));
        unwritable_ = true;
        return std::nullopt;
    }
    outcome nowhere() const {
        return unwritable_ ? outcome::unknown(undecided_reason::number) : outcome::empty();
    }

    outcome among(std::vector<json::decimal> const& candidates) {
        for (auto const& candidate : candidates)
            if (auto taken = take(candidate)) return std::move(*taken);
        return nowhere();
    }

    /// Among the multiples of one number: outward from zero, or from the limit that is nearest to it.
    outcome on_a_grid() {
        json::decimal step = multiple_ ? *multiple_ : json::decimal(1);
        if (whole_ && multiple_) {
            if (auto const common = least_common_multiple(step, json::decimal(1))) step = *common;
        }
        if (!whole_ && step.is_integer()) return outcome::empty();
        for (literal const atom : atoms_)
            if (atom->kind == form_kind::multiple && atom.negative() && step.is_multiple_of(atom->bound))
                return outcome::empty();

        json::decimal middle = 0;
        if (lower_ && lower_->at > middle) middle = lower_->at;
        if (upper_ && upper_->at < middle) middle = upper_->at;
        auto up = middle.multiple_at_least(step);
        auto down = middle.multiple_at_most(step);
        if (!up || !down) return outcome::unknown(undecided_reason::number);
        if (*up == *down) {
            if (auto taken = take(*up)) return std::move(*taken);
            up = sum(*up, step);
            down = difference(*down, step);
        }
        // Enough to walk past every exclusion; and a full turn of small multiples that are to be avoided.
        for (int tries = 0; tries < 4096; ++tries) {
            bool const up_ends = !up || (upper_ && *up > upper_->at);
            bool const down_ends = !down || (lower_ && *down < lower_->at);
            if (up_ends && down_ends)
                return up && down ? nowhere() : outcome::unknown(undecided_reason::number);
            if (!up_ends) {
                if (auto taken = take(*up)) return std::move(*taken);
                up = sum(*up, step);
            }
            if (!down_ends) {
                if (auto taken = take(*down)) return std::move(*taken);
                down = difference(*down, step);
            }
        }
        return outcome::unknown(undecided_reason::number);
    }

    /// Among all numbers that are not whole, of which every open interval has infinitely many outside of any
    /// finite number of grids: there is one, only it may not be among the candidates.
    outcome in_between() {
        json::decimal const from = lower_ ? lower_->at : upper_ ? upper_->at : json::decimal(0);
        auto const width =
            lower_ && upper_ ? difference(upper_->at, lower_->at) : std::optional<json::decimal>(1);
        if (width) {
            constexpr std::array<int, 14> thousandths{500, 250, 100, 300, 700, 10,  370,
                                                      123, 1,   999, 617, 7,   449, 871};
            for (int const part : thousandths) {
                auto const offset = product(*width, json::decimal::scaled(lower_ ? part : -part, -3));
                auto const candidate = offset ? sum(from, *offset) : std::nullopt;
                if (!candidate) continue;
                if (auto taken = take(*candidate)) return std::move(*taken);
            }
        }
        if (lower_ && !lower_->strict)
            if (auto taken = take(lower_->at)) return std::move(*taken);
        if (upper_ && !upper_->strict)
            if (auto taken = take(upper_->at)) return std::move(*taken);
        return outcome::unknown(undecided_reason::number);
    }

    std::span<literal const> atoms_;
    bool whole_;
    std::uint64_t* steps_;
    std::optional<number_limit> lower_;
    std::optional<number_limit> upper_;
    std::optional<json::decimal> multiple_;
    form const* values_ = nullptr;
    bool unwritable_ = false;
};

} // namespace action_grammar::containment::detail

#endif
