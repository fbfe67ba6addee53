#ifndef ACTION_GRAMMAR_TESTS_SUPPORT_WORDS_HPP
#define ACTION_GRAMMAR_TESTS_SUPPORT_WORDS_HPP

// An oracle for the effect algebra that knows nothing of it. A composition stands for the set of words that
// its executions can spell: `i` and `f` for an action that cannot and one that can fail, `m` for a mutation
// that is safe to repeat, `M` for one that is not. An execution is safe when nothing fallible or mutating
// comes after a mutation, which is a regular expression; a composition is safe when all its executions are.

#include <action_grammar/model/grade.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

// g++ 12 with sanitizers takes members of the standard library's automaton for uninitialized.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <regex>
#pragma GCC diagnostic pop
#else
#include <regex>
#endif

namespace action_grammar_tests {

using words = std::set<std::string>;

/// Whether one execution can be retried, or need not be, at every point at which it can stop.
inline bool safe(std::string const& word) {
    static std::regex const boundary("[if]*([mM]i*)?");
    static std::unordered_map<std::string, bool> known;
    auto const [entry, unknown] = known.try_emplace(word, false);
    if (unknown) entry->second = std::regex_match(word, boundary);
    return entry->second;
}

inline words sequence_of(words const& first, words const& second) {
    words all;
    for (std::string const& head : first) {
        for (std::string const& tail : second)
            all.insert(head + tail);
    }
    return all;
}

inline words alternatives_of(words first, words const& second) {
    first.insert(second.begin(), second.end());
    return first;
}

inline void interleave(std::string const& done, std::string_view left, std::string_view right, words& all) {
    if (left.empty() || right.empty()) {
        all.insert(done + std::string(left) + std::string(right));
        return;
    }
    interleave(done + left.front(), left.substr(1), right, all);
    interleave(done + right.front(), left, right.substr(1), all);
}

/// Every interleaving: parallel composition promises no order.
inline words parallel_of(words const& first, words const& second) {
    words all;
    for (std::string const& left : first) {
        for (std::string const& right : second)
            interleave({}, left, right, all);
    }
    return all;
}

/// No, one or two elements. More show nothing new: an unsafe word is unsafe by two of its letters, which
/// stand in at most two of the rounds, and the word with only these rounds is unsafe by the same two.
inline words repetition_of(words const& body) {
    words all = sequence_of(body, body);
    all.insert(body.begin(), body.end());
    all.insert(std::string{});
    return all;
}

/// One attempt, or a second after the first. Mutations that are `harmless` to repeat happen once, at the
/// second attempt.
inline words retry_of(words const& inner, std::string_view harmless) {
    words all = inner;
    for (std::string const& word : inner) {
        std::string first = word;
        std::erase_if(first, [&](char letter) { return harmless.find(letter) != harmless.npos; });
        all.insert(first + word);
    }
    return all;
}

/// The grade that the executions call for.
inline action_grammar::grade grade_of(words const& executions) {
    auto const any = [&](auto const& test) {
        return std::any_of(executions.begin(), executions.end(), test);
    };
    auto const has = [&](char const* letters) {
        return any([letters](std::string const& word) { return word.find_first_of(letters) != word.npos; });
    };
    if (any([](std::string const& word) { return !safe(word); })) return action_grammar::grade::invalid;
    if (has("mM")) return action_grammar::grade::committed;
    return has("f") ? action_grammar::grade::fallible : action_grammar::grade::infallible;
}

} // namespace action_grammar_tests

#endif
