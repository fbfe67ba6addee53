#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_TRANSITION_GRAPH_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_TRANSITION_GRAPH_HPP

#include <cstdint>
#include <vector>

namespace action_grammar::pattern::detail {

/// A state of an automaton.
using state_index = std::uint32_t;
inline constexpr state_index no_state = 0xFFFFFFFF;

/// From a state by a class to a state.
struct transition {
    state_index from = 0;
    std::uint32_t label = 0;
    state_index to = 0;
};

/// A deterministic automaton while it is made. Where a transition is missing, nothing more is accepted. The
/// initial
/// state is 0 and always there.
struct transition_graph {
    std::vector<std::uint8_t> accepting; ///< By state.
    std::vector<transition> transitions; ///< At most one from a state by a class.

    state_index add_state(bool accepts) {
        accepting.push_back(accepts ? 1 : 0);
        return static_cast<state_index>(accepting.size() - 1);
    }
};

} // namespace action_grammar::pattern::detail

#endif
