#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_CANONICAL_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_CANONICAL_HPP

// From a transition graph to the one table of its language. The minimal complete automaton is unique up to
// the names of
// states and classes; classes are those of the coarsest partition by their least code points, states are
// numbered in
// breadth-first order by class.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <action_grammar/contract/pattern/alphabet.hpp>
#include <action_grammar/contract/pattern/automaton.hpp>
#include <action_grammar/contract/pattern/budget.hpp>
#include <action_grammar/contract/pattern/minimize.hpp>
#include <action_grammar/contract/pattern/transition_graph.hpp>

namespace action_grammar::pattern::detail {

/// A table by state and class, with a dead state for missing transitions if there are any.
struct dense_table {
    std::vector<state_index> next;
    std::vector<std::uint8_t> accepting;
    std::size_t classes = 0;

    dense_table(transition_graph const& graph, std::size_t class_count)
        : accepting(graph.accepting), classes(class_count) {
        auto const dead = static_cast<state_index>(accepting.size());
        bool const is_initial_dead = dead == 1 && accepting[0] == 0; // then nothing is accepted
        if (!is_initial_dead && graph.transitions.size() < accepting.size() * classes) accepting.push_back(0);
        next.assign(accepting.size() * classes, is_initial_dead ? 0 : dead);
        for (auto const [from, label, to] : graph.transitions)
            next[std::size_t{from} * classes + label] = to;
    }
};

/// Which classes have equal columns: for each class the new one, numbered by first appearance; and a class of
/// each.
struct merged_classes {
    std::vector<class_index> of;
    std::vector<class_index> representatives;

    explicit merged_classes(dense_table const& table) : of(table.classes) {
        std::size_t const states = table.accepting.size();
        std::vector<std::uint64_t> hashes(table.classes, 0);
        for (std::size_t state = 0; state < states; ++state)
            for (std::size_t letter = 0; letter < table.classes; ++letter) {
                std::uint64_t& hash = hashes[letter];
                hash = (hash ^ table.next[state * table.classes + letter]) * 0x9E3779B97F4A7C15u;
                hash ^= hash >> 29;
            }
        auto const equal_columns = [&](std::size_t a, std::size_t b) {
            for (std::size_t row = 0; row < table.next.size(); row += table.classes)
                if (table.next[row + a] != table.next[row + b]) return false;
            return true;
        };
        // Sorted by hash, so that only neighbors need comparing.
        std::vector<class_index> order(table.classes);
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = static_cast<class_index>(i);
        std::sort(order.begin(), order.end(), [&](class_index a, class_index b) {
            return hashes[a] != hashes[b] ? hashes[a] < hashes[b] : a < b;
        });
        std::vector<class_index> leader(table.classes);
        std::vector<class_index> leaders; // of the columns with the same hash
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i == 0 || hashes[order[i]] != hashes[order[i - 1]]) leaders.clear();
            auto const known = std::find_if(leaders.begin(), leaders.end(), [&](class_index other) {
                return equal_columns(other, order[i]);
            });
            leader[order[i]] = known == leaders.end() ? order[i] : *known;
            if (known == leaders.end()) leaders.push_back(order[i]);
        }
        for (std::size_t letter = 0; letter < table.classes; ++letter) {
            if (leader[letter] == letter) { // the least of its kind
                of[letter] = static_cast<class_index>(representatives.size());
                representatives.push_back(static_cast<class_index>(letter));
            } else {
                of[letter] = of[leader[letter]];
            }
        }
    }
};

/// The table of a graph that is minimal. Nothing if the budget does not suffice.
inline std::optional<automaton> canonical(transition_graph const& least, alphabet const& letters,
                                          budget& spent) {
    if (!spent.spend((least.accepting.size() + 1) * (letters.count + 2) + letters.starts.size()))
        return std::nullopt;
    dense_table const table(least, letters.count);
    merged_classes const merged(table);

    auto made = std::make_shared<dfa>();
    made->letters.starts.clear();
    made->letters.classes.clear();
    made->letters.count = merged.representatives.size();
    for (std::size_t interval = 0; interval < letters.starts.size(); ++interval) {
        class_index const letter = merged.of[letters.classes[interval]];
        if (!made->letters.classes.empty() && made->letters.classes.back() == letter) continue;
        made->letters.starts.push_back(letters.starts[interval]);
        made->letters.classes.push_back(letter);
    }

    std::vector<state_index> number(table.accepting.size(), no_state);
    std::vector<state_index> order{0};
    number[0] = 0;
    made->next.reserve(table.accepting.size() * made->letters.count);
    for (std::size_t i = 0; i < order.size(); ++i) {
        bool stays = true;
        for (class_index const letter : merged.representatives) {
            state_index const to = table.next[std::size_t{order[i]} * table.classes + letter];
            if (number[to] == no_state) {
                number[to] = static_cast<state_index>(order.size());
                order.push_back(to);
            }
            stays = stays && number[to] == i;
            made->next.push_back(number[to]);
        }
        bool const accepts = table.accepting[order[i]] != 0;
        made->accepting.push_back(accepts ? 1 : 0);
        if (stays) (accepts ? made->universal : made->dead) = static_cast<state_index>(i);
    }
    made->finish();
    return automaton(std::move(made));
}

/// The table of a graph of which all states are reachable. Nothing if the budget does not suffice.
inline std::optional<automaton> minimal(transition_graph graph, alphabet const& letters, budget& spent) {
    if (!spent.spend(4 * graph.transitions.size() + 2 * graph.accepting.size())) return std::nullopt;
    return canonical(minimize(std::move(graph), letters.count), letters, spent);
}

} // namespace action_grammar::pattern::detail

#endif
