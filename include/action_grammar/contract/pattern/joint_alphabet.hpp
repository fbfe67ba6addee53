#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_JOINT_ALPHABET_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_JOINT_ALPHABET_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <action_grammar/contract/pattern/alphabet.hpp>
#include <action_grammar/contract/pattern/automaton.hpp>
#include <action_grammar/contract/pattern/budget.hpp>
#include <action_grammar/contract/pattern/interner.hpp>

namespace action_grammar::pattern::detail {

/// The coarsest partition that refines those of several automata, with the class of each for every joint
/// class.
struct joint_alphabet {
    alphabet letters;
    std::vector<class_index> parts; ///< By joint class, then by automaton.
    std::size_t width = 0;          ///< How many automata.
    bool complete = true;           ///< False when the budget did not suffice.

    class_index part(std::size_t letter, std::size_t of) const noexcept { return parts[letter * width + of]; }

    joint_alphabet(std::span<dfa const* const> automata, budget& spent) : width(automata.size()) {
        letters.starts.clear();
        letters.classes.clear();
        std::vector<std::size_t> interval(width, 0);
        std::vector<class_index> tuple(width, 0);
        interner many; // tuples, once they are too many to look through
        std::vector<std::uint32_t> words;
        for (char32_t at = 0;;) {
            if (!spent.spend(width)) {
                complete = false;
                return;
            }
            char32_t next = last_code_point + 1;
            for (std::size_t i = 0; i < width; ++i) {
                alphabet const& own = automata[i]->letters;
                while (own.last_of(interval[i]) < at)
                    ++interval[i];
                tuple[i] = own.classes[interval[i]];
                next = std::min<char32_t>(next, own.last_of(interval[i]) + 1);
            }
            std::size_t const letter = number_of(tuple, many, words);
            if (letter >= most_classes) {
                complete = false;
                return;
            }
            if (letters.classes.empty() || letters.classes.back() != letter) {
                letters.starts.push_back(at);
                letters.classes.push_back(static_cast<class_index>(letter));
            }
            if (next > last_code_point) break;
            at = next;
        }
        letters.count = count_;
    }

private:
    std::size_t number_of(std::vector<class_index> const& tuple, interner& many,
                          std::vector<std::uint32_t>& words) {
        static constexpr std::size_t few = 24;
        for (std::size_t letter = 0; letter < std::min(count_, few); ++letter)
            if (std::equal(tuple.begin(), tuple.end(),
                           parts.begin() + static_cast<std::ptrdiff_t>(letter * width)))
                return letter;
        std::size_t number = count_;
        if (count_ >= few) {
            words.assign(tuple.begin(), tuple.end());
            auto const [id, fresh] = many.intern(words);
            number = few + id;
            if (!fresh) return number;
        }
        parts.insert(parts.end(), tuple.begin(), tuple.end());
        ++count_;
        return number;
    }

    std::size_t count_ = 0;
};

} // namespace action_grammar::pattern::detail

#endif
