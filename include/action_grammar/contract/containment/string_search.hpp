#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_STRING_SEARCH_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_STRING_SEARCH_HPP

// A string that satisfies lengths, patterns, sets of strings and their negations.

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
#include <action_grammar/contract/pattern/automaton.hpp>
#include <action_grammar/contract/pattern/language.hpp>
#include <action_grammar/contract/pattern/witness.hpp>

namespace action_grammar::containment::detail {

/// Looks for a string of which all atoms hold and that is none of the solver's names taken.
class string_search {
public:
    string_search(solver& parent, std::span<literal const> atoms) noexcept
        : parent_(parent), atoms_(atoms), taken_(parent.taken_names_) {}

    outcome run() {
        for (literal const atom : atoms_)
            gather(atom);
        if (least_ > most_) return outcome::empty();
        if (values_ != nullptr) return among_values();
        return patterns_ ? among_patterns() : among_lengths();
    }

private:
    static constexpr std::uint64_t unbounded = std::numeric_limits<std::uint64_t>::max();

    void gather(literal atom) {
        bool const negative = atom.negative();
        std::uint64_t const count = atom->count;
        switch (atom->kind) {
        case form_kind::min_length:
            if (negative)
                most_ = std::min(most_, count - 1);
            else
                least_ = std::max(least_, count);
            break;
        case form_kind::max_length:
            if (!negative)
                most_ = std::min(most_, count);
            else if (count == unbounded)
                least_ = unbounded, most_ = 0;
            else
                least_ = std::max(least_, count + 1);
            break;
        case form_kind::string_values:
            if (!negative && (values_ == nullptr || atom->names.size() < values_->names.size()))
                values_ = &*atom;
            break;
        case form_kind::pattern: patterns_ = true; break;
        default: break;
        }
    }

    bool is_excluded(std::string_view text) const {
        if (taken_ != nullptr && std::find(taken_->begin(), taken_->end(), text) != taken_->end())
            return true;
        return std::any_of(atoms_.begin(), atoms_.end(), [text](literal atom) {
            return atom->kind == form_kind::string_values && atom.negative()
                && std::binary_search(atom->names.begin(), atom->names.end(), text, std::less<>{});
        });
    }
    truth fits(std::string_view text) const {
        std::size_t const length = code_points(text);
        if (length < least_ || length > most_ || is_excluded(text)) return truth::no;
        truth all = truth::yes;
        for (literal const atom : atoms_) {
            truth here = truth::yes;
            if (atom->kind == form_kind::string_values && !atom.negative())
                here =
                    truth_of(std::binary_search(atom->names.begin(), atom->names.end(), text, std::less<>{}));
            else if (atom->kind == form_kind::pattern) {
                auto const matches = atom->language->contains(text);
                here = matches ? truth_of(*matches != atom.negative()) : truth::unknown;
            }
            all = both(all, here);
        }
        return all;
    }
    outcome string(std::string_view text) {
        if (!parent_.afford(1 + size_of_text(text.size()))) return outcome::unknown(undecided_reason::size);
        return outcome::found(json::value(text));
    }
    /// Pays for comparing a text with all there is.
    bool spend_on_candidate(std::size_t bytes) {
        return parent_.spend(1 + size_of_text(bytes) / 16) && parent_.spend_on_pass(4 * atoms_.size());
    }

    outcome among_values() {
        bool doubt = false;
        for (std::string const& candidate : values_->names) {
            if (!spend_on_candidate(candidate.size())) return outcome::unknown(undecided_reason::budget);
            switch (fits(candidate)) {
            case truth::yes: return string(candidate);
            case truth::unknown: doubt = true; break;
            case truth::no: break;
            }
        }
        return doubt ? outcome::unknown(undecided_reason::pattern) : outcome::empty();
    }

    /// Without a pattern: there are more strings of one length than can be excluded, except of length zero.
    outcome among_lengths() {
        if (least_ == 0 && !is_excluded("")) return string("");
        std::uint64_t const length = std::max<std::uint64_t>(least_, 1);
        if (length > most_) return outcome::empty();
        if (length > parent_.limits_.length) return outcome::unknown(undecided_reason::size);
        std::string text(static_cast<std::size_t>(length), 'a');
        for (char const first : std::string_view("abcdefghijklmnopqrstuvwxyz")) {
            text.front() = first;
            if (!is_excluded(text)) return string(text);
        }
        std::string const rest(static_cast<std::size_t>(length) - 1, 'a');
        for (std::uint32_t first = 0x4E00; first < 0xA000; ++first) { // Three bytes each in UTF-8.
            if (!spend_on_candidate(text.size())) return outcome::unknown(undecided_reason::budget);
            text = {static_cast<char>(0xE0 | (first >> 12)), static_cast<char>(0x80 | ((first >> 6) & 0x3F)),
                    static_cast<char>(0x80 | (first & 0x3F))};
            text += rest;
            if (!is_excluded(text)) return string(text);
        }
        return outcome::unknown(undecided_reason::size);
    }

    /// The automaton of a pattern, of which the price is the same whether or not it was built before.
    pattern::automaton const* automaton_of(regular_set const& set) {
        auto& met = parent_.patterns_met_;
        if (std::find(met.begin(), met.end(), &set) == met.end()) {
            if (!parent_.patterns_.spend(regular_set::price)) return nullptr;
            met.push_back(&set);
        }
        return set.automaton();
    }

    outcome among_patterns() {
        std::vector<pattern::automaton const*> members;
        std::vector<pattern::automaton const*> strangers;
        for (literal const atom : atoms_) {
            if (atom->kind != form_kind::pattern) continue;
            // A pattern without automaton is left out of the search; what the search finds is checked against it.
            if (auto const* const automaton = automaton_of(*atom->language))
                (atom.negative() ? strangers : members).push_back(automaton);
        }
        pattern::automaton const all = pattern::automaton::all();
        if (members.empty()) members.push_back(&all);
        outcome first = shortest(members, strangers);
        if (!first.is_found() || fits_text(first)) return first;
        if (!is_excluded(text_of_value(first))) return outcome::unknown(undecided_reason::pattern);

        std::vector<std::string_view> excluded;
        if (taken_ != nullptr) excluded.insert(excluded.end(), taken_->begin(), taken_->end());
        for (literal const atom : atoms_)
            if (atom->kind == form_kind::string_values)
                excluded.insert(excluded.end(), atom->names.begin(), atom->names.end());
        auto const exclusion = pattern::language_of_strings(excluded, parent_.patterns_);
        if (!exclusion) return outcome::unknown(undecided_reason::pattern);
        strangers.push_back(&*exclusion);
        outcome second = shortest(members, strangers);
        if (!second.is_found() || fits_text(second)) return second;
        return outcome::unknown(undecided_reason::pattern);
    }
    static std::string_view text_of_value(outcome const& of) {
        auto const& string = of.value->get_string();
        return {string.data(), string.size()};
    }
    bool fits_text(outcome const& of) const { return fits(text_of_value(of)) == truth::yes; }

    outcome shortest(std::span<pattern::automaton const* const> members,
                     std::span<pattern::automaton const* const> strangers) {
        auto const most = most_ == unbounded ? std::nullopt : std::optional(static_cast<std::size_t>(most_));
        if (least_ > parent_.limits_.length) return outcome::unknown(undecided_reason::size);
        auto const found = pattern::shortest_among(members, strangers, static_cast<std::size_t>(least_), most,
                                                   parent_.patterns_);
        switch (found.status) {
        case pattern::search_status::found: return string(found.text);
        case pattern::search_status::none: return outcome::empty();
        default: return outcome::unknown(undecided_reason::pattern);
        }
    }

    solver& parent_;
    std::span<literal const> atoms_;
    std::vector<std::string> const* taken_;
    std::uint64_t least_ = 0;
    std::uint64_t most_ = unbounded;
    form const* values_ = nullptr;
    bool patterns_ = false;
};

} // namespace action_grammar::containment::detail

#endif
