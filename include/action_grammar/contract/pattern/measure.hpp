#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_MEASURE_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_MEASURE_HPP

// How many strings a language has, and how long they are.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <action_grammar/contract/pattern/automaton.hpp>
#include <action_grammar/contract/pattern/plain_characters.hpp>
#include <action_grammar/contract/pattern/transition_graph.hpp>

namespace action_grammar::pattern {

namespace detail {

/// The states but the dead one, each after all from which it is reached; nothing if some reach themselves.
inline std::optional<std::vector<state_index>> topological_order(dfa const& table) {
    std::vector<std::uint32_t> entering(table.states(), 0);
    for (std::size_t cell = 0; cell < table.next.size(); ++cell)
        if (cell / table.letters.count != table.dead) ++entering[table.next[cell]];
    std::vector<state_index> order;
    if (table.dead != 0 && entering[0] == 0) order.push_back(0);
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (std::size_t letter = 0; letter < table.letters.count; ++letter) {
            state_index const to = table.step(order[i], static_cast<class_index>(letter));
            if (--entering[to] == 0 && to != table.dead) order.push_back(to);
        }
    }
    std::size_t const living = table.states() - (table.dead == no_state ? 0 : 1);
    if (order.size() != living) return std::nullopt;
    return order;
}

} // namespace detail

/// Whether the language has finitely many strings. Linear in the automaton, as all here.
inline bool is_finite(automaton const& language) {
    return detail::topological_order(language.table()).has_value();
}

/// How many strings the language has, but at most `cap`.
inline std::uint64_t size(automaton const& language, std::uint64_t cap) {
    detail::dfa const& table = language.table();
    auto const order = detail::topological_order(table);
    if (!order) return cap;
    std::vector<std::uint64_t> const sizes = detail::sizes_of(table.letters);
    std::vector<std::uint64_t> strings(table.states(), 0); // that are accepted from a state
    for (auto state = order->rbegin(); state != order->rend(); ++state) {
        std::uint64_t sum = std::min<std::uint64_t>(cap, table.accepting[*state]);
        for (std::size_t letter = 0; letter < table.letters.count; ++letter) {
            std::uint64_t const after = strings[table.step(*state, static_cast<detail::class_index>(letter))];
            bool const beyond = sizes[letter] != 0 && after > (cap - sum) / sizes[letter];
            sum = beyond ? cap : sum + after * sizes[letter];
        }
        strings[*state] = sum;
    }
    return strings[0];
}

/// The length in code points of a shortest string; nothing if the language is empty.
inline std::optional<std::size_t> min_length(automaton const& language) {
    detail::dfa const& table = language.table();
    std::vector<std::size_t> distance(table.states(), 0);
    std::vector<std::uint8_t> seen(table.states(), 0);
    std::vector<detail::state_index> queue{0};
    seen[0] = 1;
    for (std::size_t i = 0; i < queue.size(); ++i) {
        detail::state_index const state = queue[i];
        if (table.accepting[state] != 0) return distance[state];
        for (std::size_t letter = 0; letter < table.letters.count; ++letter) {
            detail::state_index const to = table.step(state, static_cast<detail::class_index>(letter));
            if (std::exchange(seen[to], std::uint8_t{1}) != 0) continue;
            distance[to] = distance[state] + 1;
            queue.push_back(to);
        }
    }
    return std::nullopt;
}

/// The length in code points of a longest string; nothing if the language is empty or its strings are
/// unbounded.
inline std::optional<std::size_t> max_length(automaton const& language) {
    detail::dfa const& table = language.table();
    auto const order = detail::topological_order(table);
    if (!order || order->empty()) return std::nullopt;
    std::vector<std::size_t> distance(table.states(), 0);
    std::size_t longest = 0;
    for (detail::state_index const state : *order) {
        if (table.accepting[state] != 0) longest = std::max(longest, distance[state]);
        for (std::size_t letter = 0; letter < table.letters.count; ++letter) {
            std::size_t& after = distance[table.step(state, static_cast<detail::class_index>(letter))];
            after = std::max(after, distance[state] + 1);
        }
    }
    return longest;
}

} // namespace action_grammar::pattern

#endif
