#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_SUBSET_CONSTRUCTION_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_SUBSET_CONSTRUCTION_HPP

// From a program to a deterministic automaton. A state is a set of configurations, each a place in the
// program with the
// lookaheads that were begun on the way and must accept what is left (a disjunction of conjunctions), and a
// state of
// each lookbehind. Assertions on the next code point wait in the state until that is known.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>
#include <vector>

#include <action_grammar/contract/pattern/assertion_automaton.hpp>
#include <action_grammar/contract/pattern/budget.hpp>
#include <action_grammar/contract/pattern/interner.hpp>
#include <action_grammar/contract/pattern/program.hpp>
#include <action_grammar/contract/pattern/transition_graph.hpp>

namespace action_grammar::pattern::detail {

/// What is before a place in the text.
struct past {
    bool at_start = true;
    bool after_word = false;
};

/// What comes next.
enum class upcoming : std::uint8_t { unknown, word, other, end };

/// Which texts a construction accepts.
enum class acceptance : std::uint8_t {
    prefix, ///< Those of which a beginning matches: patterns and lookaheads.
    whole,  ///< Those that match as a whole: lookbehinds.
};

/// The lookaheads that were begun, as numbers of lists of (number of the lookahead, state); 0 is none.
using duties_index = std::uint32_t;
inline constexpr duties_index failed_duties = 0xFFFFFFFF;

struct configuration {
    instruction_index at = 0;
    duties_index duties = 0;

    friend auto operator<=>(configuration const&, configuration const&) = default;
};

/// Gives the automaton of a lookahead begun after some past, by number; null beyond the budget. The number of
/// a lookahead
/// with its past is `3 * its place + number_of(past)`.
using lookahead_source = std::function<assertion_automaton const*(std::uint32_t)>;
constexpr std::uint32_t number_of(past before) noexcept {
    return before.at_start ? 0 : before.after_word ? 1 : 2;
}

class subset_construction {
public:
    subset_construction(program const& of, acceptance accepts, lookahead_source const& lookaheads,
                        std::span<assertion_automaton const> lookbehinds, budget& spent)
        : program_(of),
          accepts_(accepts),
          lookaheads_(lookaheads),
          lookbehinds_(lookbehinds),
          spent_(spent),
          seen_(of.code.size(), 0),
          arrivals_(of.letters.count) {
        duties_.intern({});
    }

    /// The automaton of what begins at `entry` after `before`; nothing beyond the budget.
    std::optional<transition_graph> run(instruction_index entry, past before) {
        std::vector<configuration> configurations{{entry, 0}};
        now_.before = before;
        now_.lookbehinds.assign(lookbehinds_.size(), 0);
        close(configurations, now_, upcoming::unknown);
        if (state_of(configurations, now_) == no_state) graph_.add_state(false);
        for (state_index state = 0; state < states_.size() && !exhausted_; ++state)
            expand(state);
        if (exhausted_) return std::nullopt;
        return std::move(graph_);
    }

private:
    /// A place in the text: what was before, and the states of the lookbehinds.
    struct place {
        past before;
        std::vector<state_index> lookbehinds;
    };

    bool spend(std::uint64_t steps) {
        if (!spent_.spend(steps)) exhausted_ = true;
        return !exhausted_;
    }
    bool is_certain(std::vector<configuration> const& configurations) const noexcept {
        return accepts_ == acceptance::prefix && configurations.size() == 1
            && program_.code[configurations[0].at].does == operation::match && configurations[0].duties == 0;
    }
    bool waits(configuration c) const noexcept {
        operation const does = program_.code[c.at].does;
        return does == operation::end || does == operation::word_boundary
            || does == operation::no_word_boundary;
    }

    /// Follows all that consumes nothing. What is left consumes, matches, or waits for what is upcoming.
    void close(std::vector<configuration>& configurations, place const& here, upcoming next) {
        ++stamp_;
        seen_with_duties_.clear();
        pending_.assign(configurations.rbegin(), configurations.rend());
        configurations.clear();
        while (!pending_.empty()) {
            configuration const c = pending_.back();
            pending_.pop_back();
            if (!first_visit(c)) continue;
            if (!spend(2)) return;
            instruction const& instruction = program_.code[c.at];
            switch (instruction.does) {
            case operation::consume: configurations.push_back(c); break;
            case operation::match:
                if (c.duties == 0 && accepts_ == acceptance::prefix) {
                    configurations.assign(1, c); // whatever else
                    return;
                }
                configurations.push_back(c);
                break;
            case operation::branch:
                pending_.push_back({instruction.operand, c.duties});
                pending_.push_back({instruction.next, c.duties});
                break;
            case operation::start:
                if (here.before.at_start) pending_.push_back({instruction.next, c.duties});
                break;
            case operation::end:
            case operation::word_boundary:
            case operation::no_word_boundary:
                if (next == upcoming::unknown)
                    configurations.push_back(c);
                else if (holds(instruction.does, here.before, next))
                    pending_.push_back({instruction.next, c.duties});
                break;
            case operation::ahead: begin_lookahead(instruction, c.duties, here.before); break;
            case operation::behind:
                if (lookbehinds_[instruction.operand].accepting(here.lookbehinds[instruction.operand]))
                    pending_.push_back({instruction.next, c.duties});
                break;
            }
        }
        std::sort(configurations.begin(), configurations.end());
        drop_implied(configurations);
    }
    bool first_visit(configuration c) {
        if (c.duties != 0) return seen_with_duties_.insert(std::uint64_t{c.duties} << 32 | c.at).second;
        return std::exchange(seen_[c.at], stamp_) != stamp_;
    }
    static bool holds(operation does, past before, upcoming next) noexcept {
        if (does == operation::end) return next == upcoming::end;
        return (before.after_word != (next == upcoming::word)) == (does == operation::word_boundary);
    }
    /// What must hold with more lookaheads follows where it holds with none.
    void drop_implied(std::vector<configuration>& configurations) {
        if (duties_.size() == 1) return;
        instruction_index free = 0;
        bool any_free = false;
        std::erase_if(configurations, [&](configuration c) {
            if (c.duties == 0) {
                free = c.at;
                any_free = true;
                return false;
            }
            return any_free && free == c.at;
        });
    }

    void begin_lookahead(instruction const& assertion, duties_index duties, past before) {
        std::uint32_t const number = 3 * assertion.operand + number_of(before);
        assertion_automaton const* const ahead = lookaheads_(number);
        if (ahead == nullptr) {
            exhausted_ = true;
            return;
        }
        if (ahead->settled(0) == fate::rejects) return;
        if (ahead->settled(0) == fate::open) {
            std::vector<std::pair<std::uint32_t, state_index>> all = duties_of(duties);
            all.emplace_back(number, 0);
            duties = intern(std::move(all));
        }
        pending_.push_back({assertion.next, duties});
    }
    std::vector<std::pair<std::uint32_t, state_index>> duties_of(duties_index duties) const {
        std::vector<std::pair<std::uint32_t, state_index>> all;
        auto const words = duties_[duties];
        for (std::size_t i = 0; i < words.size(); i += 2)
            all.emplace_back(words[i], words[i + 1]);
        return all;
    }
    duties_index intern(std::vector<std::pair<std::uint32_t, state_index>> all) {
        spend(8 + 16 * all.size());
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        std::vector<std::uint32_t> words;
        for (auto const& [number, state] : all) {
            words.push_back(number);
            words.push_back(state);
        }
        return duties_.intern(words).first;
    }
    duties_index step(duties_index duties, class_index letter) {
        if (duties == 0) return 0;
        std::vector<std::pair<std::uint32_t, state_index>> left;
        for (auto const& [number, state] : duties_of(duties)) {
            assertion_automaton const& ahead = *lookaheads_(number);
            state_index const to = ahead.step(state, letter);
            if (ahead.settled(to) == fate::rejects) return failed_duties;
            if (ahead.settled(to) == fate::open) left.emplace_back(number, to);
        }
        return intern(std::move(left));
    }
    bool all_accept(duties_index duties) const {
        for (auto const& [number, state] : duties_of(duties))
            if (!lookaheads_(number)->accepting(state)) return false;
        return true;
    }
    bool any_match(std::vector<configuration> const& configurations) const {
        return std::any_of(configurations.begin(), configurations.end(), [&](configuration c) {
            return program_.code[c.at].does == operation::match && all_accept(c.duties);
        });
    }
    bool accepts_at_end(std::vector<configuration> configurations, place const& here) {
        if (any_match(configurations)) return true;
        if (std::none_of(configurations.begin(), configurations.end(), [&](auto c) { return waits(c); }))
            return false;
        close(configurations, here, upcoming::end);
        return any_match(configurations);
    }

    /// The state of closed configurations; none if they accept nothing. A new one is noted for expansion.
    state_index state_of(std::vector<configuration> const& configurations, place const& here) {
        if (configurations.empty() || exhausted_) return no_state;
        key_.clear();
        if (!is_certain(configurations)) {
            bool const waiting =
                std::any_of(configurations.begin(), configurations.end(), [&](auto c) { return waits(c); });
            key_.push_back(waiting ? 1 + number_of(here.before) : 0);
            key_.insert(key_.end(), here.lookbehinds.begin(), here.lookbehinds.end());
            for (configuration const c : configurations) {
                key_.push_back(c.at);
                if (!program_.aheads.empty()) key_.push_back(c.duties);
            }
        }
        if (!spend(4 + 2 * key_.size())) return no_state;
        auto const [state, fresh] = states_.intern(key_);
        if (fresh) {
            if (states_.size() > spent_.states) exhausted_ = true;
            graph_.add_state(accepts_at_end(configurations, here));
        }
        return state;
    }
    /// The inverse; false for the state from which everything is accepted.
    bool recall(state_index state, std::vector<configuration>& configurations, place& here) const {
        auto words = states_[state];
        if (words.empty()) return false;
        here.before = {words[0] == 1, words[0] == 2};
        words = words.subspan(1);
        std::copy_n(words.begin(), here.lookbehinds.size(), here.lookbehinds.begin());
        words = words.subspan(here.lookbehinds.size());
        bool const with_duties = !program_.aheads.empty();
        configurations.clear();
        for (std::size_t i = 0; i < words.size(); i += with_duties ? 2 : 1)
            configurations.push_back({words[i], with_duties ? words[i + 1] : 0});
        return true;
    }

    void expand(state_index state) {
        std::size_t const classes = program_.letters.count;
        if (!recall(state, current_, now_)) {
            if (!spend(classes)) return;
            for (std::uint32_t letter = 0; letter < classes; ++letter)
                graph_.transitions.push_back({state, letter, state});
            return;
        }
        bool const waiting = std::any_of(current_.begin(), current_.end(), [&](auto c) { return waits(c); });
        if (!waiting) {
            distribute(current_, upcoming::unknown);
        } else {
            for (upcoming const next : {upcoming::other, upcoming::word}) {
                if (next == upcoming::word && !program_.looks_at_words) continue;
                resolved_ = current_;
                close(resolved_, now_, next);
                distribute(resolved_, program_.looks_at_words ? next : upcoming::unknown);
            }
        }
        depart(state);
    }

    /// Sends each configuration on by the classes that it consumes, if of the kind that is upcoming.
    void distribute(std::vector<configuration> const& configurations, upcoming next) {
        auto const send = [&](class_index letter, configuration c, instruction_index to) {
            if (next != upcoming::unknown && (next == upcoming::word) != (program_.is_word[letter] != 0))
                return;
            duties_index const left = step(c.duties, letter);
            if (left == failed_duties) return;
            if (arrivals_[letter].empty()) touched_.push_back(letter);
            arrivals_[letter].push_back({to, left});
        };
        for (configuration const c : configurations) {
            instruction const& instruction = program_.code[c.at];
            if (instruction.does == operation::consume) {
                auto const& letters = program_.members[instruction.operand];
                if (!spend(letters.size())) return;
                for (class_index const letter : letters)
                    send(letter, c, instruction.next);
            } else if (instruction.does == operation::match && accepts_ == acceptance::prefix) {
                if (!spend(program_.letters.count)) return;
                for (std::size_t letter = 0; letter < program_.letters.count; ++letter)
                    send(static_cast<class_index>(letter), c, c.at);
            }
        }
    }

    /// Makes transitions of what has arrived.
    void depart(state_index from) {
        leaders_.clear();
        for (class_index const letter : touched_) {
            if (exhausted_) break;
            state_index const to = target(letter);
            if (to != no_state) graph_.transitions.push_back({from, letter, to});
        }
        for (class_index const letter : touched_)
            arrivals_[letter].clear();
        touched_.clear();
    }
    state_index target(class_index letter) {
        bool const after_word = program_.looks_at_words && program_.is_word[letter] != 0;
        if (lookbehinds_.empty()) {
            // Most classes go where one before them went.
            for (auto const& [other, to] : leaders_) {
                bool const other_after_word = program_.looks_at_words && program_.is_word[other] != 0;
                if (after_word == other_after_word && arrivals_[letter] == arrivals_[other]) return to;
            }
        }
        place after;
        after.before = {false, after_word};
        after.lookbehinds.reserve(lookbehinds_.size());
        for (std::size_t i = 0; i < lookbehinds_.size(); ++i)
            after.lookbehinds.push_back(lookbehinds_[i].step(now_.lookbehinds[i], letter));
        closed_ = arrivals_[letter];
        close(closed_, after, upcoming::unknown);
        state_index const to = state_of(closed_, after);
        if (leaders_.size() < 16) leaders_.emplace_back(letter, to);
        return to;
    }

    program const& program_;
    acceptance accepts_;
    lookahead_source const& lookaheads_;
    std::span<assertion_automaton const> lookbehinds_;
    budget& spent_;
    bool exhausted_ = false;
    transition_graph graph_;
    interner states_;
    interner duties_;

    // What a state is expanded with; members so that their memory is reused.
    std::vector<std::uint32_t> seen_;
    std::uint32_t stamp_ = 0;
    std::unordered_set<std::uint64_t> seen_with_duties_;
    std::vector<configuration> pending_;
    std::vector<configuration> current_;
    std::vector<configuration> resolved_;
    std::vector<configuration> closed_;
    std::vector<std::uint32_t> key_;
    place now_;
    std::vector<std::vector<configuration>> arrivals_; // by class
    std::vector<class_index> touched_;
    std::vector<std::pair<class_index, state_index>> leaders_;
};

} // namespace action_grammar::pattern::detail

#endif
