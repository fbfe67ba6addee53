#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_AUTOMATON_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_AUTOMATON_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/pattern/alphabet.hpp>
#include <action_grammar/contract/pattern/code_points.hpp>
#include <action_grammar/contract/pattern/interner.hpp>
#include <action_grammar/contract/pattern/transition_graph.hpp>

namespace action_grammar::pattern {

namespace detail {

/// The table behind an automaton. Complete: every state has a transition by every class; initial state 0.
struct dfa {
    alphabet letters;
    std::array<class_index, 128> ascii{}; ///< The classes of the first code points, for speed.
    std::vector<state_index> next;        ///< By state, then by class.
    std::vector<std::uint8_t> accepting;  ///< By state.
    state_index dead = no_state;          ///< The state from which nothing is accepted, if there is one.
    state_index universal = no_state;     ///< The state from which everything is, if there is one.
    std::size_t hash = 0;

    std::size_t states() const noexcept { return accepting.size(); }
    state_index step(state_index state, class_index letter) const noexcept {
        return next[std::size_t{state} * letters.count + letter];
    }
    class_index class_of(char32_t code_point) const noexcept {
        return code_point < ascii.size() ? ascii[code_point] : letters.class_of(code_point);
    }
    /// Fills in what follows from the rest. To be called once, at the end.
    void finish() noexcept {
        for (std::size_t interval = 0; interval < letters.starts.size(); ++interval) {
            std::size_t const last = std::min<std::size_t>(letters.last_of(interval), ascii.size() - 1);
            for (std::size_t c = letters.starts[interval]; c <= last; ++c)
                ascii[c] = letters.classes[interval];
        }
        std::uint64_t const rows = hash_sequence(std::span<state_index const>(next));
        std::uint64_t const ends = hash_sequence(std::span<std::uint8_t const>(accepting));
        std::uint64_t const columns = hash_sequence(std::span<char32_t const>(letters.starts));
        hash = static_cast<std::size_t>(mix(mix(rows ^ columns) ^ ends));
    }

    bool accepts(std::string_view text) const noexcept {
        state_index state = 0;
        for (std::size_t at = 0; at < text.size();) {
            if (state == dead || state == universal) break;
            auto const byte = static_cast<unsigned char>(text[at]);
            class_index letter = 0;
            if (byte < ascii.size()) {
                letter = ascii[byte];
                ++at;
            } else {
                letter = letters.class_of(decode_utf8(text, at));
            }
            state = step(state, letter);
        }
        return accepting[state] != 0;
    }
};

} // namespace detail

/// A regular language over Unicode code points, held as its minimal deterministic automaton, numbered
/// canonically:
/// two automata are equal exactly when their languages are. Immutable; copying shares; safe to read from many
/// threads.
///
/// The alphabet is U+0000 to U+10FFFF without the surrogates, which no UTF-8 text contains. Made by
/// `language_of` and
/// its kin (language.hpp), combined by `union_of` and its kin (algebra.hpp), asked for strings in
/// witness.hpp.
class automaton {
public:
    /// The language of no string at all.
    automaton() : table_(trivial(false)) {}
    /// The language of every string.
    static automaton all() { return automaton(trivial(true)); }

    /// Whether `text` (UTF-8) is in the language, as a whole. Linear. Bytes that are not UTF-8 are read as
    /// U+FFFD.
    bool accepts(std::string_view text) const noexcept { return table_->accepts(text); }
    /// Whether no string is in the language. Constant time.
    bool is_empty() const noexcept { return table_->dead == 0; }
    /// Whether every string is in the language. Constant time.
    bool is_universal() const noexcept { return table_->universal == 0; }

    /// The number of states, with the dead one.
    std::size_t state_count() const noexcept { return table_->states(); }
    /// Equal for equal languages. Constant time.
    std::size_t hash() const noexcept { return table_->hash; }
    /// Whether the languages are equal. Linear when they are, but constant time when they share their table.
    friend bool operator==(automaton const& a, automaton const& b) noexcept {
        if (a.table_ == b.table_) return true;
        return a.table_->hash == b.table_->hash && a.table_->letters == b.table_->letters
            && a.table_->accepting == b.table_->accepting && a.table_->next == b.table_->next;
    }

    /// The table, for the functions of this folder. Precondition of the first: it is canonical.
    explicit automaton(std::shared_ptr<detail::dfa const> table) noexcept : table_(std::move(table)) {}
    detail::dfa const& table() const noexcept { return *table_; }

private:
    static std::shared_ptr<detail::dfa const> trivial(bool everything) {
        auto table = std::make_shared<detail::dfa>();
        table->next = {0};
        table->accepting = {static_cast<std::uint8_t>(everything ? 1 : 0)};
        (everything ? table->universal : table->dead) = 0;
        table->finish();
        return table;
    }

    std::shared_ptr<detail::dfa const> table_;
};

} // namespace action_grammar::pattern

#endif
