#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_PROGRAM_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_PROGRAM_HPP

// A pattern as a nondeterministic automaton, after Thompson: instructions that go on to one or two others.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include <action_grammar/contract/pattern/alphabet.hpp>
#include <action_grammar/contract/pattern/budget.hpp>
#include <action_grammar/contract/pattern/character_classes.hpp>
#include <action_grammar/contract/pattern/code_points.hpp>
#include <action_grammar/contract/pattern/error.hpp>
#include <action_grammar/contract/pattern/syntax_tree.hpp>

namespace action_grammar::pattern::detail {

/// What an instruction does before it goes on.
enum class operation : std::uint8_t {
    consume,          ///< Takes one code point of a set.
    branch,           ///< Goes on in two ways.
    start,            ///< Asserts that nothing is before.
    end,              ///< Asserts that nothing follows.
    word_boundary,    ///< Asserts that exactly one neighbor is a word character.
    no_word_boundary, ///< Asserts the contrary.
    ahead,            ///< Asserts something of what follows.
    behind,           ///< Asserts something of what is before.
    match,            ///< The end of the pattern, or of the body of an assertion.
};

/// An instruction's place in a program.
using instruction_index = std::uint32_t;

struct instruction {
    operation does = operation::match;
    instruction_index next = 0;
    std::uint32_t operand = 0; ///< consume: the set; branch: the other way; ahead, behind: the assertion.
};

/// A lookahead or lookbehind.
struct lookaround {
    instruction_index body = 0;
    bool negative = false;
};

struct program {
    std::vector<instruction> code;
    instruction_index entry = 0;
    std::vector<lookaround> aheads;
    std::vector<lookaround> behinds;
    bool looks_at_words = false; ///< There is \b or \B in it.
    bool looks_on = false;       ///< Some assertion needs to know the next code point.

    alphabet letters;
    std::vector<std::vector<class_index>> members; ///< The classes of each set that instructions consume.
    std::vector<std::uint8_t> is_word;             ///< By class, if the program looks at words.
};

/// Writes a program for a syntax tree.
class program_writer {
public:
    program_writer(syntax_tree const& tree, budget& spent) : tree_(tree), spent_(spent) {}

    /// False if that failed; then `problem` says why.
    bool run() {
        made_.code.push_back({}); // the match of everything
        instruction_index const body = write(tree_.root, 0, false);
        made_.entry = body;
        if (!always_at_start(tree_.root)) made_.entry = after_anything(body);
        if (failed()) return false;
        divide_letters();
        return !failed();
    }
    program& made() noexcept { return made_; }
    pattern_error const& problem() const noexcept { return problem_; }

private:
    bool failed() const noexcept { return !problem_.message.empty(); }
    instruction_index fail(error_kind kind, char const* message) {
        if (!failed()) problem_ = {kind, message, 0};
        return 0;
    }
    instruction_index add(instruction added) {
        if (made_.code.size() > 4 * spent_.states + 1000 || !spent_.spend(5))
            return fail(error_kind::too_large, "the automaton of the pattern is too large");
        made_.code.push_back(added);
        return static_cast<instruction_index>(made_.code.size() - 1);
    }

    /// Whether what a node matches can only begin where the text does. (Not found for all such nodes; no
    /// matter.)
    bool always_at_start(node_index index) const {
        node const& here = tree_.at(index);
        auto const children = tree_.children(here);
        switch (here.kind) {
        case node_kind::start: return true;
        case node_kind::sequence: return !children.empty() && always_at_start(children[0]);
        case node_kind::repetition: return here.least > 0 && always_at_start(children[0]);
        case node_kind::alternatives:
            for (node_index const child : children)
                if (!always_at_start(child)) return false;
            return true;
        default: return false;
        }
    }

    /// Any text, then `next`: a search.
    instruction_index after_anything(instruction_index next) {
        instruction_index const loop = add({operation::branch, next, 0});
        instruction_index const any = add({operation::consume, loop, everything()});
        made_.code[loop].operand = any;
        return loop;
    }

    std::uint32_t everything() {
        if (everything_ == no_set) everything_ = add_set({{0, last_code_point}});
        return everything_;
    }
    std::uint32_t add_set(code_point_set set) {
        own_sets_.push_back(std::move(set));
        return static_cast<std::uint32_t>(tree_.sets.size() + own_sets_.size() - 1);
    }
    std::uint32_t set_of_literal(char32_t code_point) {
        auto const [known, fresh] = literals_.try_emplace(code_point, 0);
        if (fresh) known->second = add_set({{code_point, code_point}});
        return known->second;
    }

    /// Writes what matches the node and then goes on at `next`.
    instruction_index write(node_index index, instruction_index next, bool in_assertion) {
        if (failed()) return 0;
        node const& here = tree_.at(index);
        auto const children = tree_.children(here);
        switch (here.kind) {
        case node_kind::literal: return add({operation::consume, next, set_of_literal(here.code_point)});
        case node_kind::set: return add({operation::consume, next, here.set});
        case node_kind::start: return add({operation::start, next, 0});
        case node_kind::end: made_.looks_on = true; return add({operation::end, next, 0});
        case node_kind::word_boundary:
        case node_kind::no_word_boundary: {
            made_.looks_on = made_.looks_at_words = true;
            bool const wanted = here.kind == node_kind::word_boundary;
            return add({wanted ? operation::word_boundary : operation::no_word_boundary, next, 0});
        }
        case node_kind::sequence:
            for (std::size_t i = children.size(); i-- > 0;)
                next = write(children[i], next, in_assertion);
            return next;
        case node_kind::alternatives: {
            branches all;
            for (node_index const& child : children) {
                node const& branch = tree_.at(child);
                all.push_back(branch.kind == node_kind::sequence ? tree_.children(branch)
                                                                 : std::span(&child, 1));
            }
            return write_branches(std::move(all), next, in_assertion);
        }
        case node_kind::repetition: return write_repetition(here, next, in_assertion);
        case node_kind::lookahead:
        case node_kind::negative_lookahead: {
            instruction_index const body = write(children[0], 0, true);
            made_.aheads.push_back({body, here.kind == node_kind::negative_lookahead});
            return add({operation::ahead, next, static_cast<std::uint32_t>(made_.aheads.size() - 1)});
        }
        case node_kind::lookbehind:
        case node_kind::negative_lookbehind: {
            if (in_assertion || !only_looks_back(children[0]))
                return fail(error_kind::unsupported, "this lookbehind is not supported");
            instruction_index const body = write(children[0], 0, true);
            instruction_index const search = always_at_start(children[0]) ? body : after_anything(body);
            made_.behinds.push_back({search, here.kind == node_kind::negative_lookbehind});
            return add({operation::behind, next, static_cast<std::uint32_t>(made_.behinds.size() - 1)});
        }
        }
        return next;
    }

    /// Alternatives, each a sequence.
    using branches = std::vector<std::span<node_index const>>;

    /// The letter that a branch begins with; none if it begins with anything else.
    std::optional<char32_t> first_letter(std::span<node_index const> branch) const {
        if (branch.empty() || tree_.at(branch[0]).kind != node_kind::literal) return std::nullopt;
        return tree_.at(branch[0]).code_point;
    }
    /// Writes alternatives as a trie, so that a search for one of hundreds of words has few ways to begin.
    /// The depth
    /// is at most about the root of twice the length of the pattern, for every level is as long as all before
    /// it.
    instruction_index write_branches(branches all, instruction_index next, bool in_assertion) {
        std::sort(all.begin(), all.end(), [&](auto a, auto b) { return first_letter(a) < first_letter(b); });
        std::optional<instruction_index> entry;
        for (std::size_t begin = 0, end = 0; begin < all.size() && !failed(); begin = end) {
            auto const letter = first_letter(all[begin]);
            end = begin + 1;
            while (letter && end < all.size() && first_letter(all[end]) == letter)
                ++end;
            instruction_index const way =
                write_branches_alike(std::span(all).subspan(begin, end - begin), next, in_assertion);
            entry = entry ? add({operation::branch, way, *entry}) : way;
        }
        return entry.value_or(next);
    }
    /// Alternatives that begin with the same letter, or a single one.
    instruction_index write_branches_alike(std::span<std::span<node_index const> const> alike,
                                           instruction_index next, bool in_assertion) {
        auto const first = alike[0];
        std::size_t common = alike.size() == 1 ? first.size() : 0;
        auto const is_common = [&](std::span<node_index const> branch) {
            auto const letter = branch.size() > common ? first_letter(branch.subspan(common)) : std::nullopt;
            return letter && letter == first_letter(first.subspan(common));
        };
        while (common < first.size() && std::all_of(alike.begin(), alike.end(), is_common))
            ++common;
        if (alike.size() > 1) {
            branches tails;
            for (auto const branch : alike)
                tails.push_back(branch.subspan(common));
            next = write_branches(std::move(tails), next, in_assertion);
        }
        for (std::size_t i = common; i-- > 0;)
            next = write(first[i], next, in_assertion);
        return next;
    }

    instruction_index write_repetition(node const& here, instruction_index next, bool in_assertion) {
        node_index const child = tree_.children(here)[0];
        if (here.most == unbounded) {
            instruction_index const loop = add({operation::branch, 0, next});
            instruction_index const body = write(child, loop, in_assertion);
            if (failed()) return 0;
            made_.code[loop].next = body;
            next = loop;
        } else {
            instruction_index const exit = next;
            for (std::uint32_t i = here.least; i < here.most && !failed(); ++i)
                next = add({operation::branch, write(child, next, in_assertion), exit});
        }
        for (std::uint32_t i = 0; i < here.least && !failed(); ++i)
            next = write(child, next, in_assertion);
        return next;
    }

    /// Whether nothing in it depends on what comes after the place.
    bool only_looks_back(node_index index) const {
        node const& here = tree_.at(index);
        switch (here.kind) {
        case node_kind::end:
        case node_kind::word_boundary:
        case node_kind::no_word_boundary:
        case node_kind::lookahead:
        case node_kind::negative_lookahead:
        case node_kind::lookbehind:
        case node_kind::negative_lookbehind: return false;
        default: break;
        }
        for (node_index const child : tree_.children(here))
            if (!only_looks_back(child)) return false;
        return true;
    }

    void divide_letters() {
        std::vector<code_point_set const*> sets;
        sets.reserve(tree_.sets.size() + own_sets_.size() + 1);
        for (code_point_set const& set : tree_.sets)
            sets.push_back(&set);
        for (code_point_set const& set : own_sets_)
            sets.push_back(&set);
        code_point_set const words = word_characters();
        if (made_.looks_at_words) sets.push_back(&words);
        partition_of_sets divided = partition_by(sets, spent_);
        if (!divided.complete) {
            fail(error_kind::too_large, "the automaton of the pattern is too large");
            return;
        }
        made_.letters = std::move(divided.letters);
        if (made_.looks_at_words) {
            made_.is_word.resize(made_.letters.count);
            for (class_index const letter : divided.members.back())
                made_.is_word[letter] = 1;
        }
        made_.members = std::move(divided.members);
    }

    static constexpr std::uint32_t no_set = 0xFFFFFFFF;

    syntax_tree const& tree_;
    budget& spent_;
    program made_;
    pattern_error problem_;
    std::vector<code_point_set> own_sets_;
    std::unordered_map<char32_t, std::uint32_t> literals_;
    std::uint32_t everything_ = no_set;
};

} // namespace action_grammar::pattern::detail

#endif
