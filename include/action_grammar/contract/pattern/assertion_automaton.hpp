#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_ASSERTION_AUTOMATON_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_ASSERTION_AUTOMATON_HPP

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <action_grammar/contract/pattern/canonical.hpp>
#include <action_grammar/contract/pattern/minimize.hpp>
#include <action_grammar/contract/pattern/transition_graph.hpp>

namespace action_grammar::pattern::detail {

/// What may still become of a state.
enum class fate : std::uint8_t { open, rejects, accepts };

/// The automaton of a lookahead (of the rest of the text) or a lookbehind (of the text so far), which is run
/// beside the
/// one that contains the assertion. Complete, over the classes of the whole pattern; initial state 0.
class assertion_automaton {
public:
    assertion_automaton(transition_graph reachable, std::size_t classes, bool negative)
        : table_(minimize(std::move(reachable), classes), classes),
          fates_(table_.accepting.size(), fate::open) {
        for (std::size_t state = 0; state < fates_.size(); ++state) {
            if (negative) table_.accepting[state] ^= 1u;
            bool stays = true;
            for (std::size_t letter = 0; letter < classes && stays; ++letter)
                stays = table_.next[state * classes + letter] == state;
            if (stays) fates_[state] = table_.accepting[state] != 0 ? fate::accepts : fate::rejects;
        }
    }

    state_index step(state_index state, std::size_t letter) const noexcept {
        return table_.next[std::size_t{state} * table_.classes + letter];
    }
    bool accepting(state_index state) const noexcept { return table_.accepting[state] != 0; }
    /// Whether it is settled, whatever follows.
    fate settled(state_index state) const noexcept { return fates_[state]; }

private:
    dense_table table_;
    std::vector<fate> fates_;
};

} // namespace action_grammar::pattern::detail

#endif
