#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_LANGUAGE_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_LANGUAGE_HPP

// The languages to begin with: of a pattern, of some strings, of the strings of some lengths.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/pattern/assertion_automaton.hpp>
#include <action_grammar/contract/pattern/automaton.hpp>
#include <action_grammar/contract/pattern/budget.hpp>
#include <action_grammar/contract/pattern/canonical.hpp>
#include <action_grammar/contract/pattern/error.hpp>
#include <action_grammar/contract/pattern/program.hpp>
#include <action_grammar/contract/pattern/subset_construction.hpp>
#include <action_grammar/contract/pattern/syntax_tree.hpp>

namespace action_grammar::pattern {

namespace detail {

/// The deterministic automata of a program and of the assertions in it.
class program_automata {
public:
    program_automata(program const& of, budget& spent)
        : program_(of), spent_(spent), aheads_(3 * of.aheads.size()) {}

    std::optional<transition_graph> run() {
        for (lookaround const& behind : program_.behinds) {
            auto graph = construct(behind.body, past{}, acceptance::whole);
            if (!graph || !affordable(*graph)) return std::nullopt;
            behinds_.emplace_back(*std::move(graph), program_.letters.count, behind.negative);
        }
        return construct(program_.entry, past{}, acceptance::prefix);
    }

private:
    std::optional<transition_graph> construct(instruction_index entry, past before, acceptance accepts) {
        bool const inner = accepts == acceptance::whole;
        auto const behinds = inner ? std::span<assertion_automaton const>{} : behinds_;
        return subset_construction(program_, accepts, source_, behinds, spent_).run(entry, before);
    }
    bool affordable(transition_graph const& graph) {
        return spent_.spend(4 * graph.transitions.size()
                            + graph.accepting.size() * (program_.letters.count + 2));
    }
    assertion_automaton const* ahead(std::uint32_t number) {
        std::optional<assertion_automaton>& known = aheads_[number];
        if (known) return &*known;
        static constexpr past pasts[] = {{true, false}, {false, true}, {false, false}};
        lookaround const& assertion = program_.aheads[number / 3];
        auto graph = construct(assertion.body, pasts[number % 3], acceptance::prefix);
        if (!graph || !affordable(*graph)) return nullptr;
        known.emplace(*std::move(graph), program_.letters.count, assertion.negative);
        return &*known;
    }

    program const& program_;
    budget& spent_;
    std::vector<std::optional<assertion_automaton>> aheads_;
    std::vector<assertion_automaton> behinds_;
    lookahead_source source_ = [this](std::uint32_t number) { return ahead(number); };
};

inline pattern_error automaton_too_large() {
    return {error_kind::too_large, "the automaton of the pattern is too large", 0};
}

} // namespace detail

/// The strings in which the pattern matches somewhere. Lookaround is part of it.
///
/// Errors: `too_large` beyond the budget; `unsupported` for lookbehind that contains, or is within, other
/// assertions on
/// what follows.
inline result<automaton, pattern_error> language_of(syntax_tree const& tree, budget& spent) {
    detail::program_writer writer(tree, spent);
    if (!writer.run()) return unexpected(writer.problem());
    detail::program const& program = writer.made();
    auto graph = detail::program_automata(program, spent).run();
    if (!graph) return unexpected(detail::automaton_too_large());
    auto language = detail::minimal(*std::move(graph), program.letters, spent);
    if (!language) return unexpected(detail::automaton_too_large());
    return *std::move(language);
}
/// The same with a fresh budget.
inline result<automaton, pattern_error> language_of(syntax_tree const& tree) {
    budget fresh;
    return language_of(tree, fresh);
}

/// Exactly these strings (UTF-8). Nothing beyond the budget.
inline std::optional<automaton> language_of_strings(std::span<std::string_view const> strings,
                                                    budget& spent) {
    std::vector<std::vector<char32_t>> texts;
    std::vector<char32_t> used;
    for (std::string_view const string : strings) {
        if (!spent.spend(2 + 4 * string.size())) return std::nullopt;
        texts.emplace_back();
        for (std::size_t at = 0; at < string.size();)
            texts.back().push_back(detail::decode_utf8(string, at));
        used.insert(used.end(), texts.back().begin(), texts.back().end());
    }
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    std::vector<code_point_set> singles;
    std::vector<code_point_set const*> sets;
    singles.reserve(used.size());
    sets.reserve(used.size());
    for (char32_t const code_point : used)
        singles.push_back({{code_point, code_point}});
    for (code_point_set const& single : singles)
        sets.push_back(&single);
    detail::partition_of_sets const divided = detail::partition_by(sets, spent);
    if (!divided.complete) return std::nullopt;

    detail::transition_graph trie;
    trie.add_state(false);
    std::unordered_map<std::uint64_t, detail::state_index> children; // by state and class
    for (auto const& text : texts) {
        detail::state_index state = 0;
        for (char32_t const code_point : text) {
            if (!spent.spend(8)) return std::nullopt;
            detail::class_index const letter = divided.letters.class_of(code_point);
            auto const [child, fresh] = children.try_emplace(std::uint64_t{state} << 16 | letter, 0);
            if (fresh) {
                if (trie.accepting.size() >= spent.states) return std::nullopt;
                child->second = trie.add_state(false);
                trie.transitions.push_back({state, letter, child->second});
            }
            state = child->second;
        }
        trie.accepting[state] = 1;
    }
    return detail::minimal(std::move(trie), divided.letters, spent);
}

/// The strings of `least` to `most` code points; no upper bound without `most`. Nothing beyond the budget.
inline std::optional<automaton> language_of_lengths(std::size_t least, std::optional<std::size_t> most,
                                                    budget& spent) {
    if (most && *most < least) return automaton();
    std::size_t const last = most.value_or(least);
    if (last >= spent.states || !spent.spend(2 * last + 2)) return std::nullopt;
    detail::transition_graph graph;
    for (std::size_t length = 0; length <= last; ++length) {
        detail::state_index const state = graph.add_state(length >= least);
        if (length < last) graph.transitions.push_back({state, 0, state + 1});
    }
    auto const end = static_cast<detail::state_index>(last);
    if (!most) graph.transitions.push_back({end, 0, end});
    return detail::canonical(graph, detail::alphabet{}, spent); // minimal as it stands
}

} // namespace action_grammar::pattern

#endif
