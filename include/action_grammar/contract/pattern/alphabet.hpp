#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_ALPHABET_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_ALPHABET_HPP

// The code points fall into classes of those that an automaton need not tell apart; it steps by class.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <action_grammar/contract/pattern/budget.hpp>
#include <action_grammar/contract/pattern/code_points.hpp>
#include <action_grammar/contract/pattern/interner.hpp>

namespace action_grammar::pattern::detail {

/// A class of code points.
using class_index = std::uint16_t;
inline constexpr std::size_t most_classes = 0xFFFF;

/// A partition of the code points. Classes are numbered in the order of their least code points.
struct alphabet {
    std::vector<char32_t> starts{0};     ///< Where intervals begin, ascending; the first is 0.
    std::vector<class_index> classes{0}; ///< The class of each interval.
    std::size_t count = 1;               ///< How many classes there are.

    friend bool operator==(alphabet const&, alphabet const&) = default;

    std::size_t interval_of(char32_t code_point) const noexcept {
        auto const after = std::upper_bound(starts.begin(), starts.end(), code_point);
        return static_cast<std::size_t>(after - starts.begin()) - 1;
    }
    class_index class_of(char32_t code_point) const noexcept { return classes[interval_of(code_point)]; }
    char32_t last_of(std::size_t interval) const noexcept {
        return interval + 1 < starts.size() ? starts[interval + 1] - 1 : last_code_point;
    }
};

/// The coarsest partition in which each of some sets is a union of classes, and those unions.
struct partition_of_sets {
    alphabet letters;
    std::vector<std::vector<class_index>> members; ///< The classes of each set, ascending.
    bool complete = true;                          ///< False when the budget did not suffice.
};

inline partition_of_sets partition_by(std::span<code_point_set const* const> sets, budget& spent) {
    struct event {
        char32_t at;
        std::uint32_t set;
    };
    partition_of_sets made;
    made.complete = false;
    made.members.resize(sets.size());
    std::vector<event> events; // where a set begins or ends
    for (std::uint32_t i = 0; i < sets.size(); ++i) {
        for (auto const [first, last] : sets[i]->ranges()) {
            events.push_back({first, i});
            if (last < last_code_point) events.push_back({last + 1, i});
        }
    }
    std::sort(events.begin(), events.end(), [](event a, event b) { return a.at < b.at; });

    // The signature of an interval is which sets hold it.
    std::vector<std::uint32_t> signature((sets.size() + 31) / 32);
    if (!spent.spend(events.size() * (2 + signature.size()))) return made;
    interner signatures;
    made.letters.starts.clear();
    made.letters.classes.clear();
    for (std::size_t next = 0, at = 0;;) {
        for (; next < events.size() && events[next].at == at; ++next)
            signature[events[next].set / 32] ^= 1u << events[next].set % 32;
        auto const [id, fresh] = signatures.intern(signature);
        if (id >= most_classes) return made;
        if (made.letters.classes.empty() || made.letters.classes.back() != id) {
            made.letters.starts.push_back(static_cast<char32_t>(at));
            made.letters.classes.push_back(static_cast<class_index>(id));
        }
        if (next == events.size()) break;
        at = events[next].at;
    }
    made.letters.count = signatures.size();

    if (!spent.spend(signatures.size() * (1 + sets.size() / 8))) return made;
    for (std::uint32_t id = 0; id < signatures.size(); ++id) {
        auto const words = signatures[id];
        for (std::uint32_t set = 0; set < sets.size(); ++set)
            if (words[set / 32] >> set % 32 & 1u) made.members[set].push_back(static_cast<class_index>(id));
    }
    made.complete = true;
    return made;
}

} // namespace action_grammar::pattern::detail

#endif
