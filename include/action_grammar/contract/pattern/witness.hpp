#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_WITNESS_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_WITNESS_HPP

// Strings of a language, to show or to build values from.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/pattern/automaton.hpp>
#include <action_grammar/contract/pattern/budget.hpp>
#include <action_grammar/contract/pattern/code_points.hpp>
#include <action_grammar/contract/pattern/interner.hpp>
#include <action_grammar/contract/pattern/joint_alphabet.hpp>
#include <action_grammar/contract/pattern/measure.hpp>
#include <action_grammar/contract/pattern/plain_characters.hpp>

namespace action_grammar::pattern {

/// What a search for a string found.
enum class search_status : std::uint8_t {
    found,     ///< The string is in `text`.
    none,      ///< There is provably no such string.
    exhausted, ///< The budget did not suffice.
};
struct search_result {
    search_status status = search_status::none;
    std::string text; ///< UTF-8; meaningful when found.
};

namespace detail {

/// Breadth-first search for a string through the product of automata, which is not built.
class string_search {
public:
    string_search(std::span<automaton const* const> members, std::span<automaton const* const> strangers,
                  std::size_t least, std::optional<std::size_t> most, budget& spent)
        : members_(members.size()),
          least_(least),
          most_(most.value_or(std::numeric_limits<std::size_t>::max())),
          spent_(spent) {
        for (automaton const* language : members)
            parts_.push_back(&language->table());
        for (automaton const* language : strangers)
            parts_.push_back(&language->table());
    }

    search_result run() {
        if (least_ > most_) return {};
        joint_alphabet const joint(parts_, spent_);
        if (!joint.complete) return {search_status::exhausted, {}};
        std::vector<sample> const letters = samples_of(joint.letters, 1);

        // A node is a state of each and the length so far, but no more of it than `least`.
        std::vector<std::uint32_t> key(parts_.size() + 1, 0);
        if (is_hopeless(key)) return {};
        nodes_.intern(key);
        steps_.push_back({});
        for (std::uint32_t here = 0; here < nodes_.size(); ++here) {
            std::vector<std::uint32_t> const from(nodes_[here].begin(), nodes_[here].end());
            if (from.back() >= least_ && is_accepted(from)) return {search_status::found, text_of(here, 0)};
            if (is_certain(from)) return found_with_padding(here, least_ - from.back());
            if (steps_[here].length >= most_) continue;
            for (auto const [code_point, letter] : letters) {
                if (!spent_.spend(4 + 2 * parts_.size())) return {search_status::exhausted, {}};
                for (std::size_t i = 0; i < parts_.size(); ++i)
                    key[i] = parts_[i]->step(from[i], joint.part(letter, i));
                if (is_hopeless(key)) continue;
                key.back() = from.back() < least_ ? from.back() + 1 : from.back();
                if (nodes_.intern(key).second) steps_.push_back({here, code_point, steps_[here].length + 1});
            }
        }
        return {};
    }

private:
    struct arrival {
        std::uint32_t from = 0;
        char32_t by = 0;
        std::size_t length = 0;
    };

    bool is_hopeless(std::vector<std::uint32_t> const& at) const noexcept {
        for (std::size_t i = 0; i < parts_.size(); ++i)
            if (at[i] == (i < members_ ? parts_[i]->dead : parts_[i]->universal)) return true;
        return false;
    }
    bool is_accepted(std::vector<std::uint32_t> const& at) const noexcept {
        for (std::size_t i = 0; i < parts_.size(); ++i)
            if ((parts_[i]->accepting[at[i]] != 0) != (i < members_)) return false;
        return true;
    }
    /// Whether every way on is accepted, so that only length is wanting.
    bool is_certain(std::vector<std::uint32_t> const& at) const noexcept {
        for (std::size_t i = 0; i < parts_.size(); ++i)
            if (at[i] != (i < members_ ? parts_[i]->universal : parts_[i]->dead)) return false;
        return true;
    }
    search_result found_with_padding(std::uint32_t node, std::size_t missing) {
        if (!spent_.spend(missing)) return {search_status::exhausted, {}};
        return {search_status::found, text_of(node, missing)};
    }
    std::string text_of(std::uint32_t node, std::size_t padding) const {
        std::vector<char32_t> reversed;
        for (; node != 0; node = steps_[node].from)
            reversed.push_back(steps_[node].by);
        std::string text;
        for (auto c = reversed.rbegin(); c != reversed.rend(); ++c)
            append_utf8(text, *c);
        text.append(padding, 'a');
        return text;
    }

    std::vector<dfa const*> parts_; // members, then strangers
    std::size_t members_;
    std::size_t least_;
    std::size_t most_;
    budget& spent_;
    interner nodes_;
    std::vector<arrival> steps_; // by node
};

} // namespace detail

/// A shortest string that every one of `members` accepts and none of `strangers` does, of `least` to `most`
/// code
/// points (no upper bound without `most`), of plain characters where there is a choice ('a', '0', ... before
/// punctuation, before other letters, before control characters). The search goes through the product without
/// building
/// it: this is how a string of P that is not one of C is found.
inline search_result shortest_among(std::span<automaton const* const> members,
                                    std::span<automaton const* const> strangers, std::size_t least,
                                    std::optional<std::size_t> most, budget& spent) {
    return detail::string_search(members, strangers, least, most, spent).run();
}

/// A shortest string among those of `least` to `most` code points.
inline search_result shortest_with_length(automaton const& language, std::size_t least,
                                          std::optional<std::size_t> most, budget& spent) {
    automaton const* const members[] = {&language};
    return shortest_among(members, {}, least, most, spent);
}

/// A shortest string of `a` that is not in `b`.
inline search_result shortest_in_difference(automaton const& a, automaton const& b, budget& spent) {
    automaton const* const members[] = {&a};
    automaton const* const strangers[] = {&b};
    return shortest_among(members, strangers, 0, std::nullopt, spent);
}

/// A shortest string of the language (UTF-8), plain as above. Nothing if the language is empty. Linear in the
/// automaton.
inline std::optional<std::string> shortest(automaton const& language) {
    budget ample{std::numeric_limits<std::size_t>::max(), std::numeric_limits<std::uint64_t>::max()};
    search_result found = shortest_with_length(language, 0, std::nullopt, ample);
    if (found.status != search_status::found) return std::nullopt;
    return std::move(found.text);
}

/// The first `limit` distinct strings of the language, shorter ones first; fewer if there are fewer, or if
/// the budget
/// ends.
inline std::vector<std::string> enumerate(automaton const& language, std::size_t limit, budget& spent) {
    detail::dfa const& table = language.table();
    std::vector<std::string> strings;
    std::optional<std::size_t> const longest = max_length(language);
    if (limit == 0 || table.dead == 0) return strings;
    std::vector<detail::sample> const letters = detail::samples_of(table.letters, limit);

    // viable[r] holds the states from which a string of r more code points is accepted.
    std::vector<std::vector<std::uint8_t>> viable{table.accepting};
    struct choice {
        detail::state_index state = 0;
        std::size_t next = 0; // of the letters
        std::size_t bytes = 0;
    };
    for (std::size_t length = 0;; ++length) {
        if (viable[length][0] != 0) {
            std::string text;
            std::vector<choice> path{{}};
            while (!path.empty()) {
                choice& here = path.back();
                text.resize(here.bytes);
                std::size_t const left = length - (path.size() - 1);
                if (left == 0) {
                    strings.push_back(text);
                    if (strings.size() == limit) return strings;
                }
                if (left == 0 || here.next == letters.size()) {
                    path.pop_back();
                    continue;
                }
                if (!spent.spend(2)) return strings;
                auto const [code_point, letter] = letters[here.next++];
                detail::state_index const to = table.step(here.state, letter);
                if (viable[left - 1][to] == 0) continue;
                detail::append_utf8(text, code_point);
                path.push_back({to, 0, text.size()});
            }
        }
        bool const finite = longest.has_value();
        if (finite && length >= *longest) return strings;
        if (!spent.spend(table.next.size() + 8)) return strings;
        std::vector<std::uint8_t> longer(table.states(), 0);
        for (std::size_t cell = 0; cell < table.next.size(); ++cell)
            longer[cell / table.letters.count] |= viable[length][table.next[cell]];
        viable.push_back(std::move(longer));
    }
}

} // namespace action_grammar::pattern

#endif
