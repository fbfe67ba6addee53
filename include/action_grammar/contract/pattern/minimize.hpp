#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_MINIMIZE_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_MINIMIZE_HPP

// Minimization of a deterministic automaton with missing transitions, in O(m log n) for m transitions and n
// states.
// After Valmari and Lehtinen, "Efficient minimization of DFAs with partial transition functions" (STACS
// 2008): the
// states are refined by sets of transitions and the transitions by sets of states, so that no work goes into
// transitions that are not there.

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include <action_grammar/contract/pattern/transition_graph.hpp>

namespace action_grammar::pattern::detail {

/// A partition of 0 to n-1 into sets that are split by marking some of their elements.
class refinable_partition {
public:
    explicit refinable_partition(std::size_t size)
        : elements_(size), place_(size), set_(size, 0), marked_(size + 1, 0) {
        std::iota(elements_.begin(), elements_.end(), 0u);
        std::iota(place_.begin(), place_.end(), 0u);
        if (size != 0) bounds_.push_back({0, static_cast<std::uint32_t>(size)});
    }
    /// Sets of equal `keys`, which are less than `key_count`.
    refinable_partition(std::span<std::uint32_t const> keys, std::size_t key_count)
        : elements_(keys.size()), place_(keys.size()), set_(keys.size()), marked_(keys.size() + 1, 0) {
        std::vector<std::uint32_t> first(key_count + 1, 0);
        for (std::uint32_t const key : keys)
            ++first[key + 1];
        std::partial_sum(first.begin(), first.end(), first.begin());
        std::vector<std::uint32_t> set_of_key(key_count);
        for (std::size_t key = 0; key < key_count; ++key) {
            if (first[key] == first[key + 1]) continue;
            set_of_key[key] = static_cast<std::uint32_t>(bounds_.size());
            bounds_.push_back({first[key], first[key + 1]});
        }
        for (std::uint32_t element = 0; element < keys.size(); ++element) {
            place_[element] = first[keys[element]]++;
            elements_[place_[element]] = element;
            set_[element] = set_of_key[keys[element]];
        }
    }

    std::size_t size() const noexcept { return bounds_.size(); }
    std::uint32_t set_of(std::uint32_t element) const noexcept { return set_[element]; }
    std::span<std::uint32_t const> operator[](std::size_t set) const noexcept {
        return {elements_.data() + bounds_[set].first, bounds_[set].second - bounds_[set].first};
    }

    void mark(std::uint32_t element) {
        std::uint32_t const set = set_[element];
        std::uint32_t const from = place_[element];
        std::uint32_t const to = bounds_[set].first + marked_[set];
        if (from < to) return; // already
        elements_[from] = elements_[to];
        place_[elements_[from]] = from;
        elements_[to] = element;
        place_[element] = to;
        if (marked_[set]++ == 0) touched_.push_back(set);
    }
    /// Splits every set of which some but not all are marked; the smaller part becomes a new set. Unmarks
    /// all.
    void split() {
        for (std::uint32_t const set : touched_) {
            auto& [first, end] = bounds_[set];
            std::uint32_t const middle = first + marked_[set];
            marked_[set] = 0;
            if (middle == end) continue;
            auto const fresh = static_cast<std::uint32_t>(bounds_.size());
            bool const marked_smaller = middle - first <= end - middle;
            std::pair const part = marked_smaller ? std::pair(first, middle) : std::pair(middle, end);
            (marked_smaller ? first : end) = middle;
            for (std::uint32_t i = part.first; i < part.second; ++i)
                set_[elements_[i]] = fresh;
            bounds_.push_back(part); // invalidates first and end
        }
        touched_.clear();
    }

private:
    std::vector<std::uint32_t> elements_; // sets side by side
    std::vector<std::uint32_t> place_;    // of an element in elements_
    std::vector<std::uint32_t> set_;      // of an element
    std::vector<std::uint32_t> marked_;   // how many of a set; they are its first
    std::vector<std::pair<std::uint32_t, std::uint32_t>> bounds_;
    std::vector<std::uint32_t> touched_;
};

/// Transitions by one of their ends: those of state s are `by_state[first[s]]` to `by_state[first[s + 1]]`.
struct adjacency {
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> by_state;

    template <class End>
    adjacency(transition_graph const& graph, End end)
        : first(graph.accepting.size() + 2, 0), by_state(graph.transitions.size()) {
        for (transition const& t : graph.transitions)
            ++first[end(t) + 2];
        std::partial_sum(first.begin(), first.end(), first.begin());
        for (std::uint32_t i = 0; i < graph.transitions.size(); ++i)
            by_state[first[end(graph.transitions[i]) + 1]++] = i;
    }
    std::span<std::uint32_t const> of(state_index state) const noexcept {
        return {by_state.data() + first[state], first[state + 1] - first[state]};
    }
};

/// Without the states from which nothing is accepted (but the initial one). Precondition: all are reachable.
inline transition_graph without_dead_states(transition_graph graph) {
    std::size_t const states = graph.accepting.size();
    adjacency const into(graph, [](transition const& t) { return t.to; });
    std::vector<std::uint8_t> alive(graph.accepting);
    std::vector<state_index> pending;
    for (state_index state = 0; state < states; ++state)
        if (alive[state] != 0) pending.push_back(state);
    while (!pending.empty()) {
        state_index const state = pending.back();
        pending.pop_back();
        for (std::uint32_t const i : into.of(state)) {
            state_index const from = graph.transitions[i].from;
            if (alive[from] == 0) {
                alive[from] = 1;
                pending.push_back(from);
            }
        }
    }
    std::vector<state_index> renumbered(states, no_state);
    transition_graph kept;
    for (state_index state = 0; state < states; ++state)
        if (state == 0 || alive[state] != 0) renumbered[state] = kept.add_state(graph.accepting[state] != 0);
    for (auto const [from, label, to] : graph.transitions)
        if (alive[from] != 0 && alive[to] != 0)
            kept.transitions.push_back({renumbered[from], label, renumbered[to]});
    return kept;
}

/// The least automaton of the same language, without dead states but the initial one. Precondition: all
/// states are
/// reachable; labels are less than `labels`.
inline transition_graph minimize(transition_graph reachable, std::size_t labels) {
    transition_graph const graph = without_dead_states(std::move(reachable));
    std::size_t const states = graph.accepting.size();

    refinable_partition blocks(states);
    for (state_index state = 0; state < states; ++state)
        if (graph.accepting[state] != 0) blocks.mark(state);
    blocks.split();

    std::vector<std::uint32_t> label_of(graph.transitions.size());
    for (std::size_t i = 0; i < label_of.size(); ++i)
        label_of[i] = graph.transitions[i].label;
    refinable_partition cords(label_of, labels);

    adjacency const into(graph, [](transition const& t) { return t.to; });
    for (std::size_t block = 1, cord = 0; cord < cords.size(); ++cord) {
        for (std::uint32_t const i : cords[cord])
            blocks.mark(graph.transitions[i].from);
        blocks.split();
        for (; block < blocks.size(); ++block) {
            for (state_index const state : blocks[block])
                for (std::uint32_t const i : into.of(state))
                    cords.mark(i);
            cords.split();
        }
    }

    std::vector<state_index> renumbered(blocks.size(), no_state);
    transition_graph least;
    least.accepting.resize(blocks.size());
    state_index next = 0;
    for (state_index state = 0; state < states; ++state) { // so that the initial state is 0 again
        state_index& number = renumbered[blocks.set_of(state)];
        if (number == no_state) number = next++;
        least.accepting[number] = graph.accepting[state];
    }
    std::vector<state_index> representative(blocks.size(), no_state);
    for (state_index state = 0; state < states; ++state)
        if (representative[blocks.set_of(state)] == no_state) representative[blocks.set_of(state)] = state;
    for (auto const [from, label, to] : graph.transitions)
        if (representative[blocks.set_of(from)] == from)
            least.transitions.push_back(
                {renumbered[blocks.set_of(from)], label, renumbered[blocks.set_of(to)]});
    return least;
}

} // namespace action_grammar::pattern::detail

#endif
